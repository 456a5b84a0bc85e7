//! Address → text.

use serde_json::Value;

use super::differences::differences;
use super::percent::encode;
use super::{Address, facet_key};
use crate::model::filter::{Filter, JourneyFilter};
use crate::model::query::Selection;
use crate::state::{Facet, Look};

pub fn write(address: &Address) -> String {
    let mut pairs = Pairs::default();
    pairs.optional("src", address.src.as_deref());
    pairs.optional("view", address.view.map(|view| view.name()));
    if let Some(filter) = &address.filter {
        write_filter(&mut pairs, filter.clone());
    }
    for selection in address.selection.iter().flatten() {
        pairs.push("select", &selection_text(selection));
    }
    if let Some(look) = &address.look {
        pairs.push("look", &look_text(look));
    }
    pairs.optional("lang", address.lang.map(|lang| lang.code()));
    pairs.optional("theme", address.theme.map(|theme| theme.name()));
    if address.embed {
        pairs.push("embed", "1");
    }
    pairs.optional(
        "review",
        address.review.map(|review| if review { "1" } else { "0" }),
    );
    pairs.0
}

#[derive(Default)]
struct Pairs(String);

impl Pairs {
    fn push(&mut self, key: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(key);
        self.0.push('=');
        self.0.push_str(&encode(value));
    }

    fn optional(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(key, value);
        }
    }
}

/// Short keys for what they can say, JSON for the rest. An empty list, which keeps nothing, has no short form.
fn write_filter(pairs: &mut Pairs, mut filter: Filter) {
    let journeys = filter.journeys.get_or_insert_default();
    for facet in Facet::ALL {
        let kept = facet.of_journeys(journeys);
        if kept.as_ref().is_some_and(|list| !list.is_empty()) {
            for value in kept.take().iter().flatten() {
                pairs.push(facet_key(facet), value);
            }
        }
    }
    pairs.optional("from", journeys.started_from.take().as_deref());
    pairs.optional("to", journeys.started_to.take().as_deref());
    if *journeys == JourneyFilter::default() {
        filter.journeys = None;
    }
    if !filter.is_empty() {
        pairs.push(
            "filter",
            &serde_json::to_string(&filter).unwrap_or_default(),
        );
    }
}

fn selection_text(selection: &Selection) -> String {
    match selection {
        Selection::Stage(name) => format!("stage:{name}"),
        Selection::Touchpoint(name) => format!("touchpoint:{name}"),
        Selection::Persona(name) => format!("persona:{name}"),
        Selection::Channel(name) => format!("channel:{name}"),
        Selection::Journey(name) => format!("journey:{name}"),
    }
}

fn look_text(look: &Look) -> String {
    let value = |look: &Look| serde_json::to_value(look).unwrap_or_default();
    let short = differences(value(look), &value(&Look::default()));
    short
        .unwrap_or_else(|| Value::Object(serde_json::Map::new()))
        .to_string()
}
