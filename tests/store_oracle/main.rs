//! The store against a slow, plain computation of the same numbers, on random tables and random filters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod naive;
mod pictures;
mod stored;

use std::collections::BTreeMap;

use parcours::model::emotion::EmotionScale;
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::SourceInfo;
use parcours::model::query::{OverviewQuery, StripOrder};
use parcours::model::summary::Summary;
use parcours::model::time::TimeKind;
use parcours::store::{Table, TableBuilder};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use naive::{Naive, Roles, Row, SECOND};

fn schema(roles: Roles, weight: bool) -> TableSchema {
    TableSchema {
        time: roles.time.then_some(TimeKind::Plain),
        touchpoint: roles.touchpoint,
        stage: roles.stage,
        channel: roles.channel,
        persona: roles.persona,
        emotion: roles.emotion.then_some(EmotionScale::OneToFive),
        revenue: roles.revenue,
        attributes: vec!["country".to_owned()],
        weight,
        ..TableSchema::default()
    }
}

fn table(rows: &[Row], roles: Roles, weights: Option<&[u32]>) -> Option<Table> {
    let mut builder = TableBuilder::new(schema(roles, weights.is_some()));
    for row in rows {
        let journey: usize = row.journey[1..].parse().unwrap();
        builder.push(Event {
            row: row.row,
            journey: &row.journey,
            time_micros: row.seconds * SECOND,
            touchpoint: &row.touchpoint,
            stage: &row.stage,
            channel: &row.channel,
            persona: &row.persona,
            emotion_raw: row.score,
            revenue: row.revenue,
            attributes: &[&row.country],
            weight: weights.map_or(1, |weights| weights[journey]),
            ..Event::default()
        });
    }
    builder.finish().ok()
}

fn roles() -> impl Strategy<Value = Roles> {
    let flags = (
        any::<[bool; 5]>(),
        select(vec![(true, true), (true, false), (false, true)]),
    );
    flags.prop_map(
        |([time, channel, persona, emotion, revenue], (touchpoint, stage))| Roles {
            time,
            touchpoint,
            stage,
            channel,
            persona,
            emotion,
            revenue,
        },
    )
}

fn text(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(values).prop_map(str::to_owned)
}

const TOUCHPOINTS: &[&str] = &["", "ad", "call", "purchase", "é"];
const STAGES: &[&str] = &["", "See", "Buy", "Use"];
const CHANNELS: &[&str] = &["", "web", "shop"];
const PERSONAS: &[&str] = &["", "A", "B", "C"];
const COUNTRIES: &[&str] = &["", "FR", "BE"];

prop_compose! {
    fn row()(
        journey in 0..6_u8,
        seconds in 0..30_i64,
        touchpoint in text(TOUCHPOINTS),
        stage in text(STAGES),
        channel in text(CHANNELS),
        persona in text(PERSONAS),
        country in text(COUNTRIES),
        score in option::of(select(vec![1.0, 2.0, 2.5, 3.0, 5.0])),
        revenue in option::of(select(vec![0.0, 10.0, -5.0, 0.5])),
    ) -> Row {
        Row { row: 0, journey: format!("j{journey}"), seconds, touchpoint, stage, channel, persona, country, score, revenue }
    }
}

/// At most eleven events a journey, so that the oracle's fractions stay exact.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 1..40).prop_map(|mut rows| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        rows.retain(|row| {
            let count = counts.entry(row.journey.clone()).or_default();
            *count += 1;
            *count <= 11
        });
        for (at, row) in rows.iter_mut().enumerate() {
            row.row = at as u32 * 2;
        }
        rows
    })
}

/// Mostly absent, so that several keys together still keep something.
fn values(all: &'static [&'static str]) -> impl Strategy<Value = Option<Vec<String>>> {
    let mut known = all.to_vec();
    known.push("unknown");
    let some = prop::collection::vec(select(known), 0..4);
    let some = some.prop_map(|names| names.into_iter().map(str::to_owned).collect());
    option::weighted(0.15, some)
}

fn time() -> impl Strategy<Value = Option<String>> {
    option::weighted(
        0.15,
        (0..30).prop_map(|seconds| format!("1970-01-01T00:00:{seconds:02}+05:00")),
    )
}

prop_compose! {
    fn journey_filter()(
        persona in values(PERSONAS),
        touch in values(TOUCHPOINTS),
        not_touch in values(TOUCHPOINTS),
        channel in values(CHANNELS),
        stage in values(STAGES),
        start in values(TOUCHPOINTS),
        end in values(TOUCHPOINTS),
        then in option::weighted(0.15, (text(TOUCHPOINTS), text(TOUCHPOINTS))),
        started in (time(), time()),
        min_seconds in option::weighted(0.1, 0..20_u8),
        max_seconds in option::weighted(0.1, 0..20_u8),
        goal in option::weighted(0.1, any::<bool>()),
    ) -> JourneyFilter {
        JourneyFilter {
            persona, touch, not_touch, channel, stage, start, end, then,
            started_from: started.0,
            started_to: started.1,
            min_seconds: min_seconds.map(f64::from),
            max_seconds: max_seconds.map(f64::from),
            goal,
        }
    }
}

prop_compose! {
    fn filter()(
        persona in values(PERSONAS),
        channel in values(CHANNELS),
        stage in values(STAGES),
        touchpoint in values(TOUCHPOINTS),
        from in time(),
        to in time(),
        country in values(COUNTRIES),
        journeys in option::of(journey_filter()),
    ) -> Filter {
        Filter {
            persona, channel, stage, touchpoint, from, to, journeys,
            account: None,
            attributes: country.map(|country| BTreeMap::from([("country".to_owned(), country)])),
        }
    }
}

/// Each journey as often as its weight says, copies under names of their own, in file order.
fn repeated(rows: &[Row], weights: &[u32]) -> Vec<Row> {
    let mut all = Vec::new();
    for row in rows {
        let journey: usize = row.journey[1..].parse().unwrap();
        for copy in 0..weights[journey] {
            all.push(Row {
                journey: format!("{}.{copy}", row.journey),
                ..row.clone()
            });
        }
    }
    all
}

/// Equal but for the last digits of means and sums, which depend on the order of addition.
fn same(a: &Value, b: &Value, path: &str) {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().unwrap(), y.as_f64().unwrap());
            assert!((x - y).abs() < 1e-9, "{path}: {x} {y}");
        }
        (Value::Array(x), Value::Array(y)) => {
            assert_eq!(x.len(), y.len(), "{path}: {a} {b}");
            for (at, (x, y)) in x.iter().zip(y).enumerate() {
                same(x, y, &format!("{path}[{at}]"));
            }
        }
        (Value::Object(x), Value::Object(y)) => {
            assert_eq!(
                x.keys().collect::<Vec<_>>(),
                y.keys().collect::<Vec<_>>(),
                "{path}"
            );
            for (key, x) in x {
                same(x, &y[key], &format!("{path}.{key}"));
            }
        }
        _ => assert_eq!(a, b, "{path}"),
    }
}

fn same_summaries(found: &Summary, expected: &Summary) {
    let value = |summary| serde_json::to_value(summary).unwrap();
    same(&value(found), &value(expected), "summary");
    let text = serde_json::to_string(found).unwrap();
    let back: Summary = serde_json::from_str(&text).unwrap();
    same(&value(&back), &value(found), "read back");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_summary_equals_the_naive_one(rows in rows(), roles in roles(), filter in filter()) {
        let source = SourceInfo { name: "x".to_owned(), ..SourceInfo::default() };
        let table = table(&rows, roles, None).unwrap();
        let naive = Naive::new(rows, roles);
        for filter in [&filter, &Filter::default()] {
            let found = table.summary(filter, &source, None).unwrap();
            same_summaries(&found, &naive.summary(filter, &source));
        }
        let kept = naive.kept(&filter);
        let mut expected: Vec<u32> = kept.iter().flat_map(|(_, events)| events.iter().map(|row| row.row)).collect();
        expected.sort();
        prop_assert_eq!(table.matching_rows(&filter, None).unwrap(), expected);
    }

    #[test]
    fn a_weight_repeats_its_journey(rows in rows(), roles in roles(), filter in filter(), weights in prop::collection::vec(0..4_u32, 6)) {
        let source = SourceInfo::default();
        let copies = repeated(&rows, &weights);
        let table = table(&rows, roles, Some(&weights));
        prop_assert_eq!(table.is_none(), copies.is_empty());
        if let Some(table) = table {
            let found = table.summary(&filter, &source, None).unwrap();
            same_summaries(&found, &Naive::new(copies, roles).summary(&filter, &source));
        }
    }

    #[test]
    fn an_overview_counts_a_journey_as_often_as_it_weighs(
        rows in rows(),
        roles in roles(),
        filter in filter(),
        weights in prop::collection::vec(0..4_u32, 6),
    ) {
        let copies = repeated(&rows, &weights);
        if let Some(table) = table(&rows, roles, Some(&weights)) {
            let query = OverviewQuery { filter, ..OverviewQuery::default() };
            pictures::same_overview(&table, &Naive::new(copies, roles), &query);
        }
    }
}

/// The lists that are counted by stage.
fn by_stage() -> Vec<String> {
    ["stages", "persona_stage", "stage_follows", "reach"]
        .map(str::to_owned)
        .to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Personas and a window: what needs no pass over all events, where journeys have one persona and where they have several.
    #[test]
    fn a_prepared_table_answers_the_same(
        mut rows in rows(),
        roles in roles(),
        filter in filter(),
        one_persona in any::<[bool; 6]>(),
    ) {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        for row in &mut rows {
            let persona = first.entry(row.journey.clone()).or_insert_with(|| row.persona.clone());
            if one_persona[row.journey[1..].parse::<usize>().unwrap()] {
                row.persona.clone_from(persona);
            }
        }
        let mut table = table(&rows, roles, None).unwrap();
        while table.prepare(5) {}
        let naive = Naive::new(rows, roles);
        let few = Filter { persona: filter.persona.clone(), from: filter.from.clone(), to: filter.to.clone(), ..Filter::default() };
        for filter in [&few, &Filter::default(), &filter] {
            let source = SourceInfo::default();
            let all = serde_json::to_value(naive.summary(filter, &source)).unwrap();
            for parts in [Some(by_stage()), None] {
                let found = table.summary(filter, &source, parts.as_deref()).unwrap();
                let found = serde_json::to_value(&found).unwrap();
                let mut expected = all.clone();
                expected.as_object_mut().unwrap().retain(|key, _| found.get(key).is_some());
                same(&found, &expected, "summary");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_overview_and_a_strip_equal_the_naive_ones(
        rows in rows(),
        roles in roles(),
        filter in filter(),
        hide in option::of(prop::collection::vec(any::<bool>(), 5)),
        order in select(vec![StripOrder::Longest, StripOrder::Shortest, StripOrder::Start, StripOrder::Persona, StripOrder::Emotion]),
    ) {
        let table = table(&rows, roles, None).unwrap();
        let naive = Naive::new(rows, roles);
        let shown = hide.map(|hide| (0..naive.stages.len() as u32).filter(|stage| !hide[*stage as usize]).collect());
        let query = OverviewQuery { filter, shown, ..OverviewQuery::default() };
        pictures::same_overview(&table, &naive, &query);
        pictures::same_strip(&table, &naive, &query.filter, order);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_that_was_stored_answers_the_same(
        rows in rows(),
        roles in roles(),
        filter in filter(),
        weights in option::of(prop::collection::vec(0..4_u32, 6)),
    ) {
        if let Some(table) = table(&rows, roles, weights.as_deref()) {
            stored::same_answers(&table, &stored::stored_and_back(&table), &filter);
        }
    }
}
