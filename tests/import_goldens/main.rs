//! Our own small files, read whole and in slices of 1, 7 and 4096 bytes: always what the golden beside them says, under their own
//! name, under one that says nothing, and after an export of their rows.
//! `UPDATE_GOLDENS=1` writes the goldens anew; look at the difference before keeping it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod export;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use parcours::import::{Outcome, Plan, Reader, RowCollector, plan};
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::load::{LoadError, LoadOptions};
use parcours::model::shape::Shape;
use parcours::model::time::iso_from_micros;

struct Lines {
    schema: TableSchema,
    text: String,
}

impl EventSink for Lines {
    fn push(&mut self, event: Event<'_>) {
        let time = self
            .schema
            .time
            .map(|kind| iso_from_micros(event.time_micros, kind));
        writeln!(
            self.text,
            "{} {:?} {} touchpoint={:?} stage={:?} channel={:?} persona={:?} emotion={:?} revenue={:?} verbatim={:?} {:?}",
            event.row,
            event.journey,
            time.unwrap_or_default(),
            event.touchpoint,
            event.stage,
            event.channel,
            event.persona,
            event.emotion_raw,
            event.revenue,
            event.verbatim,
            event.attributes
        )
        .unwrap();
        if event.weight != 1 {
            writeln!(self.text, "  weight {}", event.weight).unwrap();
        }
    }
}

fn describe_plan(plan: &Plan, out: &mut String) {
    let review = plan.review();
    let _ = writeln!(
        out,
        "{:?} {} delimiter={:?} comma={} order={:?} scale={:?}",
        review.format,
        review.encoding,
        review.delimiter,
        review.decimal_comma,
        review.date_order,
        review.scale
    );
    for column in &review.columns {
        let _ = writeln!(
            out,
            "column {:?} {:?} {:?}",
            column.name, column.role, column.kind
        );
    }
    if review.shape != Shape::Events {
        let _ = writeln!(out, "shape {:?} {:?}", review.shape, review.shape_evidence);
        let _ = writeln!(out, "stage order {:?}", plan.schema().stage_order);
    }
    let _ = writeln!(out, "questions {:?}", plan.questions());
}

fn read(bytes: &[u8], slice: usize, options: &LoadOptions) -> Result<String, LoadError> {
    let mut plan = plan(bytes, true, options)?;
    let mut out = String::new();
    describe_plan(&plan, &mut out);
    loop {
        let sink = Lines {
            schema: plan.schema(),
            text: String::new(),
        };
        let mut reader = Reader::new(plan, sink);
        for part in bytes.chunks(slice) {
            reader.push(part)?;
        }
        match reader.finish()? {
            Outcome::ReadAgain(better) => {
                out.push_str("read again\n");
                plan = better;
            }
            Outcome::Done(imported) => {
                out.push_str(&imported.sink.text);
                for problem in &imported.problems {
                    let _ = writeln!(
                        out,
                        "line {} {:?} {:?} {:?}",
                        problem.line, problem.reason, problem.column, problem.value
                    );
                }
                let source = &imported.source;
                let _ = writeln!(
                    out,
                    "read {} kept {} rejected {}",
                    source.rows_read, source.rows_kept, source.rows_rejected
                );
                let _ = writeln!(out, "left open {:?}", imported.plan.questions());
                return Ok(out);
            }
        }
    }
}

fn raw_rows(bytes: &[u8], slice: usize) -> String {
    let plan = plan(bytes, true, &LoadOptions::default()).unwrap();
    let mut collector = RowCollector::new(plan, vec![3, 0, 1, 99]);
    for part in bytes.chunks(slice) {
        collector.push(part).unwrap();
    }
    format!("{:?}", collector.finish().unwrap())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

/// The files beside which goldens lie.
fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_none_or(|extension| extension != "golden")
    });
    paths.sort();
    paths
}

fn named(name: &str) -> LoadOptions {
    LoadOptions {
        name: Some(name.to_string()),
        ..LoadOptions::default()
    }
}

/// The same in slices of all sizes.
fn read_in_slices(bytes: &[u8], name: &str) -> String {
    let options = named(name);
    let read = |slice| read(bytes, slice, &options).unwrap_or_else(|error| format!("{error:?}\n"));
    let whole = read(bytes.len());
    for slice in [1, 7, 4096] {
        assert_eq!(read(slice), whole, "{name} in slices of {slice}");
        assert_eq!(
            raw_rows(bytes, slice),
            raw_rows(bytes, bytes.len()),
            "{name}"
        );
    }
    whole
}

#[test]
fn files_are_read_as_their_goldens_say_whatever_name_and_slices() {
    let paths = files();
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let whole = read_in_slices(&bytes, &name);
        let golden = PathBuf::from(format!("{}.golden", path.display()));
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&golden, &whole).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        assert_eq!(whole, expected, "{name}");
        assert_eq!(
            read_in_slices(&bytes, "unknown"),
            expected,
            "{name} as unknown"
        );
    }
    assert!(paths.len() >= 9);
    println!("compared {}, skipped: 0", paths.len());
}

/// Of what was read: events, counts, questions, and problems without their lines, which an export moves.
fn events_and_problems(read: &str) -> Vec<String> {
    let lines = read.lines().skip(1);
    lines
        .map(|line| match line.strip_prefix("line ") {
            // What is no object is written as a row of one cell.
            Some(problem) if problem.contains("NotAnObject") => "WrongFieldCount None".to_string(),
            Some(problem) if problem.contains("WrongFieldCount") => {
                "WrongFieldCount None".to_string()
            }
            Some(problem) => problem
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .to_string(),
            None => line.to_string(),
        })
        // What decided the shape is told with its line.
        .filter(|line| !line.starts_with("shape "))
        .collect()
}

#[test]
fn exported_rows_are_read_the_same() {
    let paths = files();
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let expected = events_and_problems(&read_in_slices(&bytes, &name));
        for separator in [',', ';'] {
            let exported = export::exported(&bytes, separator);
            let again = read_in_slices(&exported, "rows.csv");
            assert_eq!(
                events_and_problems(&again),
                expected,
                "{name} by {separator}"
            );
        }
    }
    println!("exported and read {}, skipped: 0", paths.len());
}

/// What the review step found, told back as options, reads the same.
#[test]
fn found_options_read_the_same() {
    for path in files() {
        let bytes = std::fs::read(&path).unwrap();
        let found = plan(&bytes, true, &LoadOptions::default())
            .unwrap()
            .review();
        if !found.questions.is_empty() {
            continue;
        }
        let found = found.options;
        let events = |text: String| -> Vec<String> {
            text.lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
                .map(String::from)
                .collect()
        };
        let again = events(read(&bytes, 4096, &found).unwrap());
        assert_eq!(
            again,
            events(read(&bytes, 4096, &LoadOptions::default()).unwrap()),
            "{}",
            path.display()
        );
    }
}
