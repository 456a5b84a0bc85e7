//! Exports as the tools of the field write them: what is found in each with nothing told and nothing asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "shared/in_memory.rs"]
mod in_memory;

use parcours::engine::{Engine, LoadOutcome, load};
use parcours::model::filter::Filter;
use parcours::model::load::LoadOptions;
use parcours::model::query::Lens;
use parcours::protocol::{Reply, Request};
use serde_json::Value;

use in_memory::{Bytes, Nobody, now};

/// The summary of a file that opens without a question.
fn summary_of(bytes: &[u8], options: LoadOptions) -> Value {
    let mut files = [Bytes(bytes.to_vec())];
    let outcome = now(load(&mut files, options, Lens::default(), &Nobody)).unwrap();
    if let LoadOutcome::Review(review) = &outcome {
        panic!("asks {:?}", review.questions);
    }
    let mut engine = Engine::default();
    assert!(engine.take(outcome).1);
    let asked = Request::Summary {
        filter: Filter::default(),
        parts: None,
    };
    match engine.answer(asked) {
        Reply::Json(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn opened(text: &str) -> Value {
    summary_of(text.as_bytes(), LoadOptions::default())
}

/// Name and value of one key of a list's entries.
fn each<'v>(summary: &'v Value, list: &str, name: &str, key: &str) -> Vec<(&'v str, f64)> {
    let entries = summary[list].as_array().unwrap().iter();
    let pair = |entry: &'v Value| {
        (
            entry[name].as_str().unwrap(),
            entry[key].as_f64().unwrap_or(f64::NAN),
        )
    };
    entries.map(pair).collect()
}

#[test]
fn an_order_s_amount_counts_once() {
    let nested = r#"[
 {"customer_id":"c1","persona":"Fan","orders":[
   {"order":7,"total":90.5,"channel":"web","events":[
     {"event":"Order","time":"2026-01-05T10:00:00Z"},{"event":"Delivery","time":"2026-01-08T10:00:00Z"}]},
   {"order":8,"total":10,"channel":"shop","events":[{"event":"Order","time":"2026-01-09T10:00:00Z"}]}]},
 {"customer_id":"c2","persona":"New","orders":[
   {"order":9,"total":5,"channel":"web","events":[]},
   {"order":10,"total":4,"channel":"web","events":[
     {"event":"Order","time":"2026-01-05T11:00:00Z"},{"event":"Return","time":"2026-01-06T11:00:00Z"}]}]}]"#;
    let summary = opened(nested);
    assert_eq!(summary["source"]["roles"]["revenue"][0], "orders.total");
    let revenue = each(&summary, "touchpoints", "touchpoint", "revenue_sum");
    assert_eq!(
        revenue,
        [("Order", 104.5), ("Delivery", 0.0), ("Return", 0.0)]
    );
    // What says who and where stays with every event.
    assert_eq!(
        each(&summary, "channels", "channel", "events"),
        [("web", 4.0), ("shop", 1.0)]
    );
    assert_eq!(
        each(&summary, "personas", "persona", "revenue_sum"),
        [("Fan", 100.5), ("New", 4.0)]
    );
}
