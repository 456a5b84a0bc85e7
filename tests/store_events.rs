//! `summary()` of every plain event log of `PARCOURS_EVENTS_DIR` (default `../shared/data/events`), read natively, against
//! the answers of its `*.expected.json`: counts, times, orders and medians exactly, means to 1e-6.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use parcours::formats::{convert, kind_of};
use parcours::import::{Outcome, Reader, plan};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::{FileFormat, LoadOptions, Role, Roles};
use parcours::model::query::Lens;
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

/// The roles of a reading; nothing where its file answers by its shape.
fn told(mapping: &Value) -> LoadOptions {
    if mapping.get("melt").is_some() {
        return LoadOptions::default();
    }
    let roles = Roles::from([
        (Role::Journey, columns(&mapping["case"])),
        (Role::Touchpoint, columns(&mapping["activity"])),
        (Role::Time, columns(&mapping["time"])),
    ]);
    LoadOptions {
        roles: Some(roles),
        ..LoadOptions::default()
    }
}

/// The rows that a reading speaks of.
fn rows_of(mapping: &Value) -> Filter {
    let kept = mapping["filter"].as_object().into_iter().flatten();
    let attributes: BTreeMap<String, Vec<String>> = kept
        .map(|(name, value)| (name.clone(), columns(value)))
        .collect();
    Filter {
        attributes: (!attributes.is_empty()).then_some(attributes),
        ..Filter::default()
    }
}

fn load(bytes: &[u8], options: &LoadOptions, filter: &Filter) -> (Table, Summary) {
    let mut plan = plan(bytes, true, options).unwrap();
    assert_eq!(plan.questions(), []);
    loop {
        let builder = TableBuilder::new(plan.schema());
        let mut reader = Reader::new(plan, builder);
        bytes
            .chunks(1 << 16)
            .for_each(|slice| reader.push(slice).unwrap());
        match reader.finish().unwrap() {
            Outcome::ReadAgain(better) => plan = better,
            Outcome::Done(imported) => {
                let mut table = imported.sink.finish().unwrap();
                table.set_lens(Lens {
                    goal: imported.plan.goal().cloned(),
                    ..Lens::default()
                });
                let summary = table.summary(filter, &imported.source, None).unwrap();
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

fn compare(file: &str, bytes: &[u8], format: Option<FileFormat>, expected: &Value) {
    let mapping = &expected["mapping"];
    let filter = rows_of(mapping);
    let options = LoadOptions {
        format,
        ..told(mapping)
    };
    let (table, summary) = load(bytes, &options, &filter);
    compare_summary(file, &table, &summary, &filter, expected);
}

fn compare_summary(
    file: &str,
    table: &Table,
    summary: &Summary,
    filter: &Filter,
    expected: &Value,
) {
    assert_eq!(summary.events, expected["events"], "{file} events");
    assert_eq!(summary.journeys, expected["journeys"], "{file} journeys");
    assert_eq!(summary.start.as_deref(), expected["start"].as_str());
    assert_eq!(summary.end.as_deref(), expected["end"].as_str());
    compare_durations(file, summary, &expected["journey_duration_seconds"]);
    compare_touchpoints(file, summary, expected);
    compare_orders(file, summary, expected);
    compare_ends(file, table, filter, expected);
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
fn compare_ends(file: &str, table: &Table, filter: &Filter, expected: &Value) {
    let journeys = |journeys: JourneyFilter| {
        let filter = Filter {
            journeys: Some(journeys),
            ..filter.clone()
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
        let (bytes, format) = text_of(&folder.join(file));
        for (name, reading) in expected["readings"].as_object().into_iter().flatten() {
            if reading["mapping"].get("join").is_none() {
                compare(&format!("{file} {name}"), &bytes, format, reading);
                compared += 1;
            } else {
                skipped += 1;
            }
        }
    }
    println!("compared {compared}, skipped: {skipped}");
}

/// A file of the folder and what is expected of it; `None` where the folder is not there.
fn file(name: &str) -> Option<(Vec<u8>, Value)> {
    let folder = folder();
    let bytes = std::fs::read(folder.join(name)).ok();
    let stem = name.strip_suffix(".csv").unwrap_or(name);
    let expected = std::fs::read(folder.join(format!("{stem}.expected.json"))).ok();
    let both = bytes.zip(expected);
    if both.is_none() {
        println!("compared 0, skipped: 1 (no {name})");
    }
    both.map(|(bytes, expected)| (bytes, serde_json::from_slice(&expected).unwrap()))
}

#[test]
fn start_and_complete_rows_are_one_event_at_its_start() {
    let Some((bytes, expected)) = file("patients.csv") else {
        return;
    };
    let (table, summary) = load(&bytes, &LoadOptions::default(), &Filter::default());
    let starts = &expected["readings"]["start_rows_only"];
    compare_summary("patients", &table, &summary, &Filter::default(), starts);
}

#[test]
fn score_columns_are_stages_with_their_means() {
    let Some((bytes, expected)) = file("satisfaction_vol_excel_fr_cp1252.csv") else {
        return;
    };
    let (_, summary) = load(&bytes, &LoadOptions::default(), &Filter::default());
    assert_eq!(summary.journeys, expected["rows"]);
    let stages = summary.stages.as_ref().unwrap();
    let overall = "note_globale";
    let scores: Vec<&Value> = list(&expected["scores"])
        .iter()
        .filter(|score| score["score_column"] != overall)
        .collect();
    assert_eq!(stages.len(), scores.len());
    let header = list(&expected["columns"]);
    let in_file: Vec<&str> = header
        .iter()
        .filter_map(Value::as_str)
        .filter(|name| name.starts_with("note_") && *name != overall)
        .collect();
    let shown: Vec<&str> = stages.iter().map(|stage| stage.stage.as_str()).collect();
    assert_eq!(shown, in_file, "column order is stage order");
    for score in scores {
        let stage = stages
            .iter()
            .find(|stage| stage.stage == score["score_column"]);
        let stage = stage.unwrap();
        assert_eq!(stage.emotion_n, score["rows_with_score"]);
        // 1 to 10 onto -2 to 2.
        let mean = score["mean"].as_f64().unwrap();
        close(
            stage.emotion_mean,
            &Value::from(4.0 * (mean - 1.0) / 9.0 - 2.0),
            "mean",
        );
    }
}

#[test]
fn paths_count_as_often_as_they_occurred() {
    let Some((bytes, expected)) = file("channelattribution_paths.csv") else {
        return;
    };
    let (_, summary) = load(&bytes, &LoadOptions::default(), &Filter::default());
    let attribution = &expected["attribution"];
    let lines: Vec<Vec<f64>> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| {
            line.split(';')
                .skip(1)
                .map(|cell| cell.parse().unwrap())
                .collect()
        })
        .collect();
    let nulls: f64 = lines.iter().map(|counts| counts[2]).sum();
    let conversions = attribution["conversions"].as_u64().unwrap();
    assert_eq!(summary.source.rows_read, lines.len() as u64);
    assert_eq!(summary.journeys, conversions + nulls as u64);
    let outcomes = summary.outcomes.as_ref().unwrap();
    assert_eq!(outcomes.reached, Some(conversions));
    assert_eq!(outcomes.dropped, Some(nulls as u64));
    let revenue = summary.touchpoints.as_ref().unwrap().iter();
    let revenue: f64 = revenue
        .filter_map(|touchpoint| touchpoint.revenue_sum)
        .sum();
    close(Some(revenue), &attribution["value"], "revenue");
}

#[test]
fn reviews_are_events_of_their_customers() {
    let Some((bytes, expected)) = file("shopeasy_customer_reviews.csv") else {
        return;
    };
    let (_, summary) = load(&bytes, &LoadOptions::default(), &Filter::default());
    let reading = &expected["readings"]["reviews"];
    assert_eq!(summary.events, reading["events"]);
    assert_eq!(summary.journeys, reading["journeys"]);
    let score = &list(&expected["scores"])[0];
    let rating = &summary.stages.as_ref().unwrap()[0];
    assert_eq!(rating.stage, "Rating");
    let mean = score["mean"].as_f64().unwrap();
    close(
        rating.emotion_mean,
        &Value::from(mean - 3.0),
        "1 to 5 onto -2 to 2",
    );
}
