//! The small hard tables of `PARCOURS_TORTURE_DIR` (default `../shared/data/torture`): those flagged unambiguous are read as
//! expected, the rest give a result or a clear error. Any folder of that form will do; see `expected.rs` for the forms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod cases;
mod expected;
mod ours;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use expected::{Expected, Rows};
use parcours::model::load::{LoadError, LoadErrorCode, LoadOptions};

fn folder() -> PathBuf {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/torture");
    std::env::var_os("PARCOURS_TORTURE_DIR").map_or(default, PathBuf::from)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// What a case came to.
#[derive(Debug)]
enum Verdict {
    Equal,
    /// Flagged unambiguous, and a clear error is right: one column or no data row is a table, but never one of journeys.
    NoJourneys,
    /// Flagged unambiguous, and neither.
    Wrong(String),
    /// Nothing to compare with: read.
    Read,
    /// Nothing to compare with: a clear error.
    Refused,
}

#[derive(Default)]
struct Counts {
    equal: u32,
    no_journeys: u32,
    wrong: Vec<String>,
    read: u32,
    refused: u32,
}

impl Counts {
    fn add(&mut self, name: &str, verdict: Verdict) {
        match verdict {
            Verdict::Equal => self.equal += 1,
            Verdict::NoJourneys => self.no_journeys += 1,
            Verdict::Wrong(why) => self.wrong.push(format!("{name}: {why}")),
            Verdict::Read => self.read += 1,
            Verdict::Refused => self.refused += 1,
        }
    }
}

/// Reads as a user would and, where the cells of all rows are known, once more told that there is no header.
fn judge(bytes: &[u8], expected: &Expected, options: &LoadOptions) -> Verdict {
    ours::read_events(bytes, options);
    let found = ours::read(bytes, options);
    match expected {
        Expected::Ambiguous => match found {
            Ok(_) => Verdict::Read,
            Err(_) => Verdict::Refused,
        },
        Expected::Rows(Rows { header, rows }) => {
            let all: Vec<Vec<String>> = header.iter().chain(rows).cloned().collect();
            match found {
                Ok(table)
                    if table == (ours::shown(header.as_deref(), width(&all)), rows.clone()) =>
                {
                    Verdict::Equal
                }
                Ok(table) => Verdict::Wrong(format!("{table:?}")),
                Err(error) => refusal(&error, &all, rows.len()),
            }
        }
        Expected::Cells(rows) => match found {
            Ok((header, found)) if expected::same_cells(&header, &found, rows) => Verdict::Equal,
            Ok(table) => Verdict::Wrong(format!("{table:?}")),
            Err(error) => refusal(&error, &[], rows.len()),
        },
        Expected::TypedCells(rows) => match found {
            Ok((header, found)) if expected::same_cells(&header, &found, rows) => Verdict::Equal,
            Ok(_) => Verdict::Read,
            Err(_) => Verdict::Refused,
        },
        Expected::AnyHeader(all) => {
            if let Some(wrong) = with_or_without_header(&found, all) {
                return Verdict::Wrong(wrong);
            }
            let bare = LoadOptions {
                roles: Some(ours::no_header()),
                ..options.clone()
            };
            match ours::read(bytes, &bare) {
                Ok((_, rows)) if rows == *all => Verdict::Equal,
                // An empty first row would get the names that no header gets.
                Ok((_, rows)) if all[0].concat().is_empty() && rows == all[1..] => Verdict::Equal,
                Ok(table) => Verdict::Wrong(format!("told no header: {table:?}")),
                Err(error) => refusal(&error, all, all.len()),
            }
        }
    }
}

/// The first row may be taken for a header or not; nothing else may differ.
fn with_or_without_header(
    found: &Result<ours::Table, LoadError>,
    all: &[Vec<String>],
) -> Option<String> {
    let Ok((header, rows)) = found else {
        return None;
    };
    let names = || ours::shown(Some(expected::names(all)), width(all));
    let headed = !all.is_empty() && *header == names() && *rows == all[1..];
    let bare = *header == ours::shown(None, width(all)) && rows == all;
    (!headed && !bare).then(|| format!("{header:?} {rows:?}"))
}

fn width(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(0)
}

fn refusal(error: &LoadError, all: &[Vec<String>], data_rows: usize) -> Verdict {
    let right = match error.code {
        LoadErrorCode::OneColumn => width(all) <= 1,
        LoadErrorCode::HeaderOnly => data_rows <= 1,
        LoadErrorCode::EmptyFile => all.concat().concat().trim().is_empty(),
        _ => false,
    };
    if right {
        Verdict::NoJourneys
    } else {
        Verdict::Wrong(format!("{error:?}"))
    }
}

/// A panic is a wrong answer with a name.
fn guarded(judge: impl FnOnce() -> Verdict) -> Verdict {
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| Verdict::Wrong("panicked".into()))
}

#[test]
fn unambiguous_tables_are_read_as_expected() {
    let folder = folder();
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
    let nothing_told = LoadOptions::default();
    for path in &paths {
        let inside = path.strip_prefix(&folder).unwrap();
        let group = inside.iter().next().unwrap().to_string_lossy().into_owned();
        if let Some(cases) = cases::of(path) {
            let counts = groups.entry(group).or_default();
            for case in cases {
                let judged = || judge(case.input.as_bytes(), &case.expected, &case.options);
                counts.add(&case.name, guarded(judged));
            }
        } else if !expected::is_told(path) {
            let bytes = std::fs::read(path).unwrap();
            let verdict = guarded(|| judge(&bytes, &expected::of(path), &nothing_told));
            groups
                .entry(group)
                .or_default()
                .add(&inside.display().to_string(), verdict);
        }
    }
    let mut wrong = Vec::new();
    for (group, mut counts) in groups {
        println!(
            "{group}: unambiguous: {} equal, {} clear errors (no journeys), {} other; the rest: {} read, {} clear errors",
            counts.equal,
            counts.no_journeys,
            counts.wrong.len(),
            counts.read,
            counts.refused
        );
        wrong.append(&mut counts.wrong);
    }
    println!("skipped: {}", u32::from(paths.is_empty()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
