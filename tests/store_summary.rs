//! `summary()` on a small table whose every number was computed by hand from contract §3.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::model::emotion::EmotionScale;
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::{Goal, SourceInfo};
use parcours::model::query::Lens;
use parcours::model::summary::Summary;
use parcours::model::time::TimeKind;
use parcours::store::{FilterError, StoreError, Table, TableBuilder};
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000_000;

fn schema() -> TableSchema {
    TableSchema {
        time: Some(TimeKind::Instant),
        touchpoint: true,
        stage: true,
        channel: true,
        persona: true,
        emotion: Some(EmotionScale::Emotion),
        revenue: true,
        attributes: vec!["country".to_owned()],
        ..TableSchema::default()
    }
}

/// journey, hour, stage, touchpoint, channel, persona, emotion, revenue. File order is not time order.
type Row = (
    &'static str,
    i64,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<f64>,
    Option<f64>,
);

const ROWS: [Row; 9] = [
    ("j1", 0, "See", "ad", "web", "", Some(1.0), None),
    ("j2", 1, "See", "ad", "web", "B", Some(2.0), None),
    ("j1", 4, "Buy", "pay", "shop", "A", Some(-1.0), Some(20.0)),
    ("j1", 2, "See", "page", "web", "A", None, None),
    ("j2", 3, "Buy", "cart", "web", "B", Some(0.0), Some(0.0)),
    ("j2", 3, "See", "ad", "mail", "A", Some(-2.0), None),
    ("j3", 90, "See", "page", "web", "B", None, None),
    ("j1", 4, "Use", "mail", "mail", "B", Some(2.0), None),
    ("j4", 100, "Use", "mail", "", "", None, None),
];

fn table(rows: &[Row]) -> Table {
    let mut builder = TableBuilder::new(schema());
    for (row, (journey, hour, stage, touchpoint, channel, persona, emotion, revenue)) in
        rows.iter().enumerate()
    {
        builder.push(Event {
            row: row as u32,
            journey,
            time_micros: hour * HOUR,
            touchpoint,
            stage,
            channel,
            persona,
            emotion_raw: *emotion,
            revenue: *revenue,
            attributes: &[if *hour > 3 { "FR" } else { "BE" }],
            ..Event::default()
        });
    }
    builder.finish().unwrap()
}

fn summary(table: &Table, filter: &Filter) -> Summary {
    table.summary(filter, &SourceInfo::default(), None).unwrap()
}

fn part(summary: &Summary, name: &str) -> Value {
    serde_json::to_value(summary).unwrap()[name].clone()
}

#[test]
fn every_number_of_a_small_table() {
    let all = summary(&table(&ROWS), &Filter::default());
    assert_eq!((all.version, all.events, all.journeys), (1, 9, 4));
    assert_eq!(all.start.as_deref(), Some("1970-01-01T00:00:00Z"));
    assert_eq!(all.end.as_deref(), Some("1970-01-05T04:00:00Z"));
    // Durations: 4 h, 2 h, 0, 0.
    assert_eq!(
        part(&all, "journey_seconds"),
        json!({ "median": 3600.0, "mean": 5400.0, "min": 0.0, "max": 14400.0 })
    );
    // j1 is A's (its first persona cell is empty), j2 and j3 are B's, j4 nobody's.
    assert_eq!(
        part(&all, "personas"),
        json!([
            { "persona": "A", "events": 4, "journeys": 1, "emotion_mean": 2.0 / 3.0, "emotion_n": 3, "revenue_sum": 20.0 },
            { "persona": "B", "events": 4, "journeys": 2, "emotion_mean": 0.0, "emotion_n": 3, "revenue_sum": 0.0 },
            { "persona": "", "events": 1, "journeys": 1, "emotion_mean": null, "emotion_n": 0, "revenue_sum": 0.0 },
        ])
    );
    // j1: See 0, See 2 (page), Buy 4, Use 4; j2: See 1, Buy 3, See 3; equal times keep file order.
    // Positions: See 0, 1/3, 0, 1 → 1/3; Buy 2/3, 1/2 → 7/12; Use 1.
    assert_eq!(
        part(&all, "stages"),
        json!([
            { "stage": "See", "events": 5, "journeys": 3, "emotion_mean": 1.0 / 3.0, "emotion_n": 3, "visits": 2,
              "visit_median_seconds": 10800.0, "stay_median_seconds": 0.0, "wait_median_seconds": 0.0, "ends": 2, "drops": 1 },
            { "stage": "Buy", "events": 2, "journeys": 2, "emotion_mean": -0.5, "emotion_n": 2, "visits": 2,
              "visit_median_seconds": 0.0, "stay_median_seconds": 0.0, "wait_median_seconds": 7200.0, "ends": 0, "drops": 1 },
            { "stage": "Use", "events": 2, "journeys": 2, "emotion_mean": 2.0, "emotion_n": 1, "visits": 0,
              "visit_median_seconds": null, "stay_median_seconds": 0.0, "wait_median_seconds": 0.0, "ends": 2, "drops": 0 },
        ])
    );
    assert_eq!(
        part(&all, "touchpoints")[0],
        json!({ "touchpoint": "ad", "events": 3, "journeys": 2, "emotion_mean": 1.0 / 3.0, "emotion_n": 3,
                "wait_median_seconds": 0.0, "revenue_sum": 0.0 })
    );
    assert_eq!(
        part(&all, "stage_follows"),
        json!([
            { "from": "See", "to": "Buy", "count": 2 },
            { "from": "Buy", "to": "See", "count": 1 },
            { "from": "Buy", "to": "Use", "count": 1 },
            { "from": "See", "to": "See", "count": 1 },
        ])
    );
    assert_eq!(
        part(&all, "persona_stage")[0],
        json!({ "persona": "A", "stage": "See", "events": 2, "journeys": 2, "emotion_mean": -2.0, "emotion_n": 1 })
    );
    assert_eq!(part(&all, "variants").as_array().unwrap().len(), 4);
    assert_eq!(
        part(&all, "variants")[0]["touchpoints"],
        json!(["ad", "cart", "ad"])
    );
}

#[test]
fn outcomes_follow_goal_and_silence() {
    let mut table = table(&ROWS);
    // Waits in hours: 2, 2, 0, 2, 0 → 95th percentile 2 h. j4 ended 0 h before the end, j3 10 h, j2 97 h.
    assert_eq!(
        part(&summary(&table, &Filter::default()), "outcomes"),
        json!({ "goal": ["revenue > 0"], "reached": 1, "open": 1, "dropped": 2, "silence_seconds": 7200.0 })
    );
    table.set_lens(Lens {
        goal: Some(Goal {
            stage: vec!["Use".to_owned()],
            ..Goal::default()
        }),
        silence_seconds: Some(36_001.0),
        ..Lens::default()
    });
    assert_eq!(
        part(&summary(&table, &Filter::default()), "outcomes"),
        json!({ "goal": ["Use"], "reached": 2, "open": 1, "dropped": 1, "silence_seconds": 36_001.0 })
    );
    table.set_lens(Lens {
        goal: Some(Goal::default()),
        ..Lens::default()
    });
    let none = part(&summary(&table, &Filter::default()), "outcomes");
    assert_eq!(none["goal"], Value::Null);
    assert_eq!(none["reached"], Value::Null);
}

fn kept(table: &Table, filter: Value) -> (u64, u64) {
    let filter: Filter = serde_json::from_value(filter).unwrap();
    let kept = summary(table, &filter);
    (kept.events, kept.journeys)
}

#[test]
fn event_filters_keep_events_and_journey_filters_journeys() {
    let table = table(&ROWS);
    for (filter, expected) in [
        (json!({}), (9, 4)),
        (json!({ "persona": ["A"] }), (3, 2)),
        (json!({ "journeys": { "persona": ["A"] } }), (4, 1)),
        (json!({ "journeys": { "persona": [""] } }), (1, 1)),
        (json!({ "channel": ["mail", "unknown"] }), (2, 2)),
        (json!({ "channel": [] }), (0, 0)),
        (json!({ "stage": ["Buy"], "channel": ["web"] }), (1, 1)),
        (json!({ "journeys": { "stage": ["Buy"] } }), (7, 2)),
        (json!({ "journeys": { "touch": ["page"] } }), (5, 2)),
        (json!({ "journeys": { "not_touch": ["page"] } }), (4, 2)),
        (json!({ "journeys": { "start": ["page"] } }), (1, 1)),
        (json!({ "journeys": { "end": ["ad", "mail"] } }), (8, 3)),
        (json!({ "journeys": { "then": ["ad", "cart"] } }), (3, 1)),
        (json!({ "journeys": { "min_seconds": 7200 } }), (7, 2)),
        (json!({ "journeys": { "max_seconds": 7200 } }), (5, 3)),
        (json!({ "journeys": { "goal": true } }), (4, 1)),
        (json!({ "journeys": { "goal": false } }), (5, 3)),
        (
            json!({ "from": "1970-01-01T03:00:00", "to": "1970-01-01T05:00:00+01:00" }),
            (2, 1),
        ),
        (
            json!({ "journeys": { "started_from": "1970-01-01T01:00:00Z", "started_to": "1970-01-05" } }),
            (4, 2),
        ),
        (json!({ "attributes": { "country": ["FR"] } }), (4, 3)),
        (
            json!({ "attributes": { "country": ["FR"] }, "journeys": { "touch": ["pay"] } }),
            (2, 1),
        ),
    ] {
        assert_eq!(kept(&table, filter.clone()), expected, "{filter}");
    }
}

#[test]
fn a_filter_that_cannot_be_read_is_an_error() {
    let table = table(&ROWS);
    let unreadable = Filter {
        from: Some("soon".to_owned()),
        ..Filter::default()
    };
    let error = table.matching_rows(&unreadable, None);
    assert_eq!(error, Err(FilterError::UnreadableTime("soon".to_owned())));
    let unknown: Filter = serde_json::from_value(json!({ "attributes": { "city": [] } })).unwrap();
    let error = table.matching_rows(&unknown, None);
    assert_eq!(error, Err(FilterError::UnknownAttribute("city".to_owned())));
}

#[test]
fn rows_come_back_in_file_order() {
    let table = table(&ROWS);
    let filter = Filter {
        journeys: Some(JourneyFilter {
            persona: Some(vec!["A".to_owned()]),
            ..JourneyFilter::default()
        }),
        ..Filter::default()
    };
    assert_eq!(table.matching_rows(&filter, None).unwrap(), [0, 2, 3, 7]);
    assert_eq!(table.matching_rows(&filter, Some(2)).unwrap(), [0, 2]);
}

#[test]
fn only_the_parts_asked_for_are_there() {
    let parts = ["reach".to_owned(), "variants".to_owned()];
    let some = table(&ROWS)
        .summary(&Filter::default(), &SourceInfo::default(), Some(&parts))
        .unwrap();
    let all = serde_json::to_value(summary(&table(&ROWS), &Filter::default())).unwrap();
    let some = serde_json::to_value(some).unwrap();
    assert_eq!(some["reach"], all["reach"]);
    assert_eq!(some["variants"], all["variants"]);
    assert_eq!(some["journey_seconds"], all["journey_seconds"]);
    assert_eq!(some.get("stages"), None);
    let keys: Vec<_> = some.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 10);
}

#[test]
fn weights_must_agree_within_a_journey_and_events_must_be() {
    let schema = TableSchema {
        weight: true,
        ..schema()
    };
    let event = |row, weight| Event {
        row,
        journey: "j",
        weight,
        attributes: &["FR"],
        ..Event::default()
    };
    let mut builder = TableBuilder::new(schema.clone());
    builder.push(event(0, 2));
    builder.push(event(5, 3));
    let error = builder.finish().err().unwrap();
    assert_eq!(
        error,
        StoreError::WeightDiffers {
            journey: "j".to_owned(),
            row: 5
        }
    );
    let mut builder = TableBuilder::new(schema.clone());
    builder.push(event(0, 0));
    assert_eq!(builder.finish().err().unwrap(), StoreError::NoEvents);
    assert_eq!(
        TableBuilder::new(schema).finish().err().unwrap(),
        StoreError::NoEvents
    );
}
