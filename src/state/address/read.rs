//! Text → address.

use super::percent::decode;
use super::{Address, AddressError};
use crate::i18n::Lang;
use crate::model::filter::Filter;
use crate::model::query::Selection;
use crate::state::{Facet, Theme, View};

pub fn read(search: &str, hash: &str) -> Address {
    let mut address = Address::default();
    let mut short = Filter::default();
    for (key, value) in all_pairs(search, hash) {
        if !address.take_frame(&key, &value) {
            address.take(&key, value, &mut short);
        }
    }
    if !short.is_empty() {
        address.filter = Some(laid_over(address.filter.take().unwrap_or_default(), short));
    }
    address
}

/// How the page speaks and looks, without what it shows.
pub fn read_frame(search: &str, hash: &str) -> Address {
    let mut address = Address::default();
    for (key, value) in all_pairs(search, hash) {
        address.take_frame(&key, &value);
    }
    address
}

/// Those after `#` win over those after `?`.
fn all_pairs(search: &str, hash: &str) -> Vec<(String, String)> {
    let hash = pairs(hash.trim_start_matches('#'));
    let mut all = pairs(search.trim_start_matches('?'));
    all.retain(|(key, _)| !hash.iter().any(|(in_hash, _)| in_hash == key));
    all.extend(hash);
    all
}

/// Keys and values, decoded. A key without `=` has an empty value.
fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = decode(key, true);
            // An offset (`+02:00`) and a file's name are often typed with a bare plus.
            let plus_is_blank = !matches!(key.as_str(), "from" | "to" | "src");
            let value = decode(value, plus_is_blank);
            (key, value)
        })
        .collect()
}

impl Address {
    /// `false`: the key is none of these.
    fn take_frame(&mut self, key: &str, value: &str) -> bool {
        match key {
            "view" => self.view = self.known(key, value, View::from_name),
            "lang" => self.lang = self.known(key, value, Lang::from_tag),
            "theme" => self.theme = self.known(key, value, Theme::from_name),
            "embed" => self.embed = value != "0",
            "review" => self.review = Some(value != "0"),
            _ => return false,
        }
        true
    }

    fn take(&mut self, key: &str, value: String, short: &mut Filter) {
        match key {
            "src" => self.src = (!value.is_empty()).then_some(value),
            "select" => self
                .selection
                .get_or_insert_default()
                .push(selected(&value)),
            "filter" => self.filter = self.json(key, &value),
            "look" => self.look = self.json(key, &value),
            "from" => short.journeys.get_or_insert_default().started_from = Some(value),
            "to" => short.journeys.get_or_insert_default().started_to = Some(value),
            _ => {
                if let Some(facet) = facet_named(key) {
                    let journeys = short.journeys.get_or_insert_default();
                    facet
                        .of_journeys(journeys)
                        .get_or_insert_default()
                        .push(value);
                }
            }
        }
    }

    fn known<T>(&mut self, key: &str, value: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = read(value);
        if found.is_none() {
            self.report(key, value.to_owned());
        }
        found
    }

    fn json<T: serde::de::DeserializeOwned>(&mut self, key: &str, value: &str) -> Option<T> {
        serde_json::from_str(value)
            .map_err(|error| self.report(key, error.to_string()))
            .ok()
    }

    fn report(&mut self, key: &str, detail: String) {
        self.errors.push(AddressError {
            key: key.to_owned(),
            detail,
        });
    }
}

fn facet_named(key: &str) -> Option<Facet> {
    Facet::ALL
        .into_iter()
        .find(|facet| super::facet_key(*facet) == key)
}

fn selected(value: &str) -> Selection {
    let (kind, name) = value.split_once(':').unwrap_or(("", value));
    let name = name.to_owned();
    match kind {
        "stage" => Selection::Stage(name),
        "touchpoint" => Selection::Touchpoint(name),
        "persona" => Selection::Persona(name),
        "channel" => Selection::Channel(name),
        "journey" => Selection::Journey(name),
        _ => Selection::Stage(value.to_owned()),
    }
}

/// The short keys over the filter of `filter=`.
fn laid_over(mut filter: Filter, short: Filter) -> Filter {
    let mut over = short.journeys.unwrap_or_default();
    let under = filter.journeys.get_or_insert_default();
    for facet in Facet::ALL {
        if let Some(kept) = facet.of_journeys(&mut over).take() {
            *facet.of_journeys(under) = Some(kept);
        }
    }
    under.started_from = over.started_from.or(under.started_from.take());
    under.started_to = over.started_to.or(under.started_to.take());
    filter
}
