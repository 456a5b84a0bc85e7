//! Every table of `PARCOURS_EVENTS_DIR` (default `../shared/data/events`), XES unpacked first, read with the roles of
//! `expected_config.json` and compared with what `*.expected.json` says of its rows alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use parcours::formats::{convert, kind_of};
use parcours::import::{Imported, Outcome, Plan, Reader, RowCollector, plan};
use parcours::model::event::{Event, EventSink};
use parcours::model::load::{FileFormat, LoadOptions, Question, Role, Roles};
use parcours::model::time::{TimeKind, iso_from_micros};
use serde_json::Value;

/// Keeps what the expected answers speak of.
#[derive(Default)]
struct Kept {
    events: Vec<(String, i64, String)>,
}

impl EventSink for Kept {
    fn push(&mut self, event: Event<'_>) {
        self.events.push((
            event.journey.to_string(),
            event.time_micros,
            event.touchpoint.to_string(),
        ));
    }
}

fn folder() -> PathBuf {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/events");
    std::env::var_os("PARCOURS_EVENTS_DIR").map_or(default, PathBuf::from)
}

fn columns(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many
            .iter()
            .map(|name| name.as_str().unwrap().to_string())
            .collect(),
        _ => Vec::new(),
    }
}

const HEAD: usize = 4 << 20;
const SLICE: usize = 1 << 20;

fn read(bytes: &[u8], options: &LoadOptions) -> Imported<Kept> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut plan = plan(head, head.len() == bytes.len(), options).unwrap();
    for _ in 0..4 {
        let mut reader = Reader::new(plan, Kept::default());
        for slice in bytes.chunks(SLICE) {
            reader.push(slice).unwrap();
        }
        match reader.finish().unwrap() {
            Outcome::Done(imported) => return imported,
            Outcome::ReadAgain(better) => plan = better,
        }
    }
    panic!("read again and again");
}

/// The text that the importer gets, and the format it was made of.
fn text_of(path: &Path) -> (Vec<u8>, Option<FileFormat>) {
    let bytes = std::fs::read(path).unwrap();
    if kind_of(&bytes).is_none() {
        return (bytes, None);
    }
    let mut text = Vec::new();
    let input = Box::new(std::io::Cursor::new(bytes));
    let unpacked = convert(input, None, &mut text).unwrap();
    (text, unpacked.format)
}

fn compare_reading(file: &str, bytes: &[u8], format: Option<FileFormat>, expected: &Value) {
    let mapping = &expected["mapping"];
    let mut roles = Roles::new();
    roles.insert(Role::Journey, columns(&mapping["case"]));
    roles.insert(Role::Touchpoint, columns(&mapping["activity"]));
    roles.insert(Role::Time, columns(&mapping["time"]));
    let options = LoadOptions {
        roles: Some(roles),
        format,
        ..LoadOptions::default()
    };
    let imported = read(bytes, &options);
    assert_eq!(
        imported.source.rows_read, expected["rows_considered"],
        "{file} rows"
    );
    assert_eq!(
        imported.source.rows_kept, expected["events"],
        "{file} events"
    );
    let events = &imported.sink.events;
    let kind = imported.plan.schema().time.unwrap();
    let offset = mapping["offset"].as_bool().unwrap_or(false);
    assert_eq!(kind == TimeKind::Instant, offset, "{file} offsets");
    let micros = || events.iter().map(|(_, micros, _)| *micros);
    let first = iso_from_micros(micros().min().unwrap(), kind);
    let last = iso_from_micros(micros().max().unwrap(), kind);
    assert_eq!(first, expected["start"], "{file} start");
    assert_eq!(last, expected["end"], "{file} end");
    let mut activities: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, _, touchpoint) in events {
        *activities.entry(touchpoint).or_default() += 1;
    }
    let listed = expected["activities"].as_array().unwrap();
    assert_eq!(activities.len(), listed.len(), "{file} activities");
    for entry in listed {
        assert_eq!(
            activities[entry["activity"].as_str().unwrap()],
            entry["events"],
            "{file} {entry}"
        );
    }
    let journeys: std::collections::BTreeSet<&str> = events
        .iter()
        .map(|(journey, _, _)| journey.as_str())
        .collect();
    assert_eq!(
        journeys.len() as u64,
        expected["journeys"],
        "{file} journeys"
    );
}

/// Header, rows and counts of values, from the raw cells.
fn compare_cells(file: &str, bytes: &[u8], format: Option<FileFormat>, expected: &Value) {
    let options = LoadOptions {
        format,
        ..LoadOptions::default()
    };
    let plan: Plan = plan(
        &bytes[..bytes.len().min(HEAD)],
        bytes.len() <= HEAD,
        &options,
    )
    .unwrap();
    let rows = expected["rows"].as_u64().unwrap() as u32;
    let mut collector = RowCollector::new(plan, (0..rows + 10).collect());
    for slice in bytes.chunks(SLICE) {
        collector.push(slice).unwrap();
    }
    let raw = collector.finish().unwrap();
    assert_eq!(raw.rows.len() as u64, expected["rows"], "{file} rows");
    let names = columns(&expected["columns"]);
    assert_eq!(raw.header.len(), names.len(), "{file} columns");
    for (index, (ours, theirs)) in raw.header.iter().zip(&names).enumerate() {
        // pandas calls an empty header "Unnamed: 0".
        if *theirs == format!("Unnamed: {index}") {
            assert_eq!(*ours, format!("column {}", index + 1));
        } else {
            assert_eq!(ours, theirs, "{file} header");
        }
    }
    for (name, count) in expected["empty_cells_per_column"].as_object().unwrap() {
        let column = names.iter().position(|n| n == name).unwrap();
        let empty = raw
            .rows
            .iter()
            .filter(|(_, _, cells)| cells[column].is_empty())
            .count();
        assert_eq!(empty as u64, *count, "{file} empty {name}");
    }
    for (name, counts) in expected["value_counts"].as_object().into_iter().flatten() {
        let column = names.iter().position(|n| n == name).unwrap();
        for pair in counts.as_array().unwrap() {
            let value = pair[0].as_str().unwrap();
            let count = raw
                .rows
                .iter()
                .filter(|(_, _, cells)| cells[column] == value)
                .count();
            assert_eq!(count as u64, pair[1], "{file} {name}={value}");
        }
    }
}

#[test]
fn every_table_is_read_as_expected() {
    let folder = folder();
    let Ok(config) = std::fs::read_to_string(folder.join("expected_config.json")) else {
        println!("compared 0, skipped: 1 (no {})", folder.display());
        return;
    };
    let config: Value = serde_json::from_str(&config).unwrap();
    let (mut compared, mut skipped) = (0, 0);
    for entry in config.as_array().unwrap() {
        let file = Path::new(entry["file"].as_str().unwrap())
            .file_name()
            .unwrap()
            .to_str()
            .unwrap();
        let stem = file.strip_suffix(".csv").unwrap_or(file);
        let expected =
            std::fs::read_to_string(folder.join(format!("{stem}.expected.json"))).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let (bytes, format) = text_of(&folder.join(file));
        compare_cells(file, &bytes, format, &expected);
        compared += 1;
        for (name, reading) in expected["readings"].as_object().into_iter().flatten() {
            let plain = ["filter", "melt", "join"]
                .iter()
                .all(|key| reading["mapping"].get(key).is_none());
            if plain {
                compare_reading(&format!("{file} {name}"), &bytes, format, reading);
                compared += 1;
            } else {
                println!("{file} {name}: skipped, not a plain event log");
                skipped += 1;
            }
        }
    }
    println!("compared {compared}, skipped: {skipped}");
}

/// Files that no column of which names a journey: incidents of a railway.
const UNANSWERED: [&str; 1] = ["sncb_incidents.csv"];

/// What a file opens as when nothing is told, and that nothing is asked where the file answers.
#[test]
fn every_table_opens_with_nothing_told() {
    let Ok(entries) = std::fs::read_dir(folder()) else {
        println!("opened 0, skipped: 1");
        return;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut opened = 0;
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        if name.contains("expected") {
            continue;
        }
        let (bytes, format) = text_of(&path);
        let options = LoadOptions {
            format,
            ..LoadOptions::default()
        };
        let head = &bytes[..bytes.len().min(HEAD)];
        let found = plan(head, bytes.len() <= HEAD, &options).unwrap();
        let review = found.review();
        println!(
            "{name}: {} questions, {} {:?} order {:?} scale {:?}",
            review.questions.len(),
            review.encoding,
            review.delimiter,
            review.date_order,
            review.scale
        );
        println!("    {:?}", review.shape);
        for (role, columns) in review.options.roles.unwrap() {
            println!("    {role:?}: {}", columns.join(" + "));
        }
        if UNANSWERED.contains(&name.as_str()) {
            assert!(review.questions.contains(&Question::WhichJourney));
        } else {
            assert_eq!(review.questions, [], "{name}");
        }
        opened += 1;
    }
    println!("opened {opened}, skipped: 0");
}
