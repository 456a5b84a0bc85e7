//! `summary()` of every plain event log of `PARCOURS_EVENTS_DIR` (default `../shared/data/events`), read natively, against
//! the answers of its `*.expected.json`: counts, times, orders and medians exactly, means to 1e-6.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};

use parcours::import::{Outcome, Reader, plan};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::{LoadOptions, Role, Roles};
use parcours::model::summary::Summary;
use parcours::store::{Table, TableBuilder};
use serde_json::Value;

fn folder() -> PathBuf {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/events");
    std::env::var_os("PARCOURS_EVENTS_DIR").map_or(default, PathBuf::from)
}

fn columns(value: &Value) -> Vec<String> {
    match value {
        Value::Array(many) => many
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect(),
        one => vec![one.as_str().unwrap().to_owned()],
    }
}

fn load(bytes: &[u8], mapping: &Value) -> (Table, Summary) {
    let roles = Roles::from([
        (Role::Journey, columns(&mapping["case"])),
        (Role::Touchpoint, columns(&mapping["activity"])),
        (Role::Time, columns(&mapping["time"])),
    ]);
    let options = LoadOptions {
        roles: Some(roles),
        ..LoadOptions::default()
    };
    let mut plan = plan(bytes, true, &options).unwrap();
    loop {
        let builder = TableBuilder::new(plan.schema());
        let mut reader = Reader::new(plan, builder);
        bytes
            .chunks(1 << 16)
            .for_each(|slice| reader.push(slice).unwrap());
        match reader.finish().unwrap() {
            Outcome::ReadAgain(better) => plan = better,
            Outcome::Done(imported) => {
                let table = imported.sink.finish().unwrap();
                let summary = table
                    .summary(&Filter::default(), &imported.source, None)
                    .unwrap();
                return (table, summary);
            }
        }
    }
}

fn close(found: Option<f64>, expected: &Value, what: &str) {
    let expected = expected.as_f64();
    let near = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-6 * expected.abs().max(1.0),
        (found, expected) => found.is_none() && expected.is_none(),
    };
    assert!(near, "{what}: {found:?} {expected:?}");
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn compare(file: &str, bytes: &[u8], expected: &Value) {
    let (table, summary) = load(bytes, &expected["mapping"]);
    assert_eq!(summary.events, expected["events"], "{file} events");
    assert_eq!(summary.journeys, expected["journeys"], "{file} journeys");
    assert_eq!(summary.start.as_deref(), expected["start"].as_str());
    assert_eq!(summary.end.as_deref(), expected["end"].as_str());
    compare_durations(file, &summary, &expected["journey_duration_seconds"]);
    compare_touchpoints(file, &summary, expected);
    compare_orders(file, &summary, expected);
    compare_ends(file, &table, expected);
}

fn compare_durations(file: &str, summary: &Summary, expected: &Value) {
    let found = &summary.journey_seconds;
    close(found.median, &expected["median"], file);
    close(found.mean, &expected["mean"], file);
    close(found.min, &expected["min"], file);
    close(found.max, &expected["max"], file);
}

fn compare_touchpoints(file: &str, summary: &Summary, expected: &Value) {
    let found = summary.touchpoints.as_ref().unwrap();
    let listed = list(&expected["activities"]);
    assert_eq!(found.len(), listed.len(), "{file}");
    for (found, expected) in found.iter().zip(listed) {
        assert_eq!(found.touchpoint, expected["activity"], "{file}");
        assert_eq!(found.events, expected["events"], "{file}");
        assert_eq!(found.journeys, expected["journeys"], "{file}");
    }
    let waits = list(&expected["waiting_before_activity_seconds"]);
    for touchpoint in found {
        let wait = waits
            .iter()
            .find(|wait| wait["activity"] == touchpoint.touchpoint);
        let median = wait.map_or(Value::Null, |wait| wait["median"].clone());
        close(touchpoint.wait_median_seconds, &median, file);
    }
}

fn compare_orders(file: &str, summary: &Summary, expected: &Value) {
    let follows = summary.touchpoint_follows.as_ref().unwrap();
    let pairs = &expected["directly_follows"];
    assert_eq!(
        follows.len() as u64,
        pairs["pairs"].as_u64().unwrap().min(1000)
    );
    for (found, expected) in follows.iter().zip(list(&pairs["top20"])) {
        assert_eq!(found.from, expected[0], "{file}");
        assert_eq!(found.to, expected[1], "{file}");
        assert_eq!(found.count, expected[2], "{file}");
    }
    let variants = summary.variants.as_ref().unwrap();
    for (found, expected) in variants.iter().zip(list(&expected["variants"]["top10"])) {
        assert_eq!(found.journeys, expected["count"], "{file}");
        assert_eq!(
            found.touchpoints,
            columns(&expected["activities"]),
            "{file}"
        );
    }
    let distinct = expected["variants"]["distinct"].as_u64().unwrap();
    assert_eq!(variants.len() as u64, distinct.min(50), "{file}");
}

/// First and last touchpoints, by the filters that speak of them.
fn compare_ends(file: &str, table: &Table, expected: &Value) {
    let journeys = |journeys: JourneyFilter| {
        let filter = Filter {
            journeys: Some(journeys),
            ..Filter::default()
        };
        let source = parcours::model::load::SourceInfo::default();
        table.summary(&filter, &source, Some(&[])).unwrap().journeys
    };
    for entry in list(&expected["start_activities"]).iter().take(5) {
        let start = Some(columns(&entry[0]));
        let count = journeys(JourneyFilter {
            start,
            ..JourneyFilter::default()
        });
        assert_eq!(count, entry[1], "{file} start {entry}");
    }
    for entry in list(&expected["end_activities"]).iter().take(5) {
        let end = Some(columns(&entry[0]));
        let count = journeys(JourneyFilter {
            end,
            ..JourneyFilter::default()
        });
        assert_eq!(count, entry[1], "{file} end {entry}");
    }
}

#[test]
fn every_plain_event_log_gives_the_expected_numbers() {
    let folder = folder();
    let Ok(config) = std::fs::read_to_string(folder.join("expected_config.json")) else {
        println!("compared 0, skipped: 1 (no {})", folder.display());
        return;
    };
    let config: Value = serde_json::from_str(&config).unwrap();
    let (mut compared, mut skipped) = (0, 0);
    for entry in list(&config) {
        let file = Path::new(entry["file"].as_str().unwrap()).file_name();
        let file = file.unwrap().to_str().unwrap();
        let stem = file.strip_suffix(".csv").unwrap_or(file);
        let expected = std::fs::read(folder.join(format!("{stem}.expected.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let bytes = std::fs::read(folder.join(file)).unwrap();
        for (name, reading) in expected["readings"].as_object().into_iter().flatten() {
            let odd = ["filter", "melt", "join"];
            let plain = odd.iter().all(|key| reading["mapping"].get(key).is_none());
            if plain && !file.ends_with(".xes") {
                compare(&format!("{file} {name}"), &bytes, reading);
                compared += 1;
            } else {
                skipped += 1;
            }
        }
    }
    println!("compared {compared}, skipped: {skipped}");
}
