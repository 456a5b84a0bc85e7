//! Everything chosen that undo covers: filter, selection, look.

use serde::{Deserialize, Serialize};

use super::facet::{Facet, Kept, soloed, toggled};
use super::look::Look;
use crate::model::filter::{Filter, JourneyFilter};
use crate::model::query::{OverviewQuery, Selection};
use crate::model::recipe::Recipe;
use crate::model::time::{TimeKind, iso_from_micros};
use crate::model::zone::Clock;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    pub filter: Filter,
    /// The rail's filters keep whole journeys (the default), or only the events that match.
    pub whole_journeys: bool,
    pub selection: Vec<Selection>,
    pub look: Look,
    /// What is cleaned between the file and what is seen.
    pub recipe: Recipe,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            whole_journeys: true,
            selection: Vec::new(),
            look: Look::default(),
            recipe: Recipe::default(),
        }
    }
}

impl Choices {
    /// The values kept of a facet under the present switch; `None`: all.
    pub fn kept(&self, facet: Facet) -> Option<&[String]> {
        facet.read(&self.filter, self.whole_journeys)
    }

    pub fn is_kept(&self, facet: Facet, value: &str) -> bool {
        self.kept(facet)
            .is_none_or(|list| list.iter().any(|kept| kept == value))
    }

    /// Turns one value on or off; `all` is every value of the table.
    pub fn toggle(&mut self, facet: Facet, value: &str, all: &[String]) {
        let kept = toggled(self.kept(facet), value, all);
        self.set_kept(facet, kept);
    }

    /// Keeps one value alone, or all again where it is alone already.
    pub fn solo(&mut self, facet: Facet, value: &str) {
        let kept = soloed(self.kept(facet), value);
        self.set_kept(facet, kept);
    }

    pub fn keep_all(&mut self, facet: Facet) {
        self.set_kept(facet, None);
    }

    /// Keeps nothing: the next click on a value keeps that one.
    pub fn keep_none(&mut self, facet: Facet) {
        self.set_kept(facet, Some(Vec::new()));
    }

    pub fn set_kept(&mut self, facet: Facet, kept: Kept) {
        if self.whole_journeys {
            *facet.of_journeys(self.journeys_mut()) = kept;
            self.tidy();
        } else {
            *facet.of_events(&mut self.filter) = kept;
        }
    }

    /// First (inclusive) and last (exclusive) time, ISO 8601, under the present switch.
    pub fn dates(&self) -> (Option<&str>, Option<&str>) {
        let (from, to) = if self.whole_journeys {
            match &self.filter.journeys {
                Some(journeys) => (&journeys.started_from, &journeys.started_to),
                None => return (None, None),
            }
        } else {
            (&self.filter.from, &self.filter.to)
        };
        (from.as_deref(), to.as_deref())
    }

    /// Journeys started (or events) in `from … to`, `to` exclusive.
    pub fn set_dates(&mut self, from: Option<String>, to: Option<String>) {
        if self.whole_journeys {
            let journeys = self.journeys_mut();
            (journeys.started_from, journeys.started_to) = (from, to);
            self.tidy();
        } else {
            (self.filter.from, self.filter.to) = (from, to);
        }
    }

    /// [`Choices::set_dates`] from microseconds, as a brush gives them.
    pub fn set_dates_micros(&mut self, from: Option<i64>, to: Option<i64>, kind: TimeKind) {
        let iso = |micros: Option<i64>| micros.map(|m| iso_from_micros(m, kind));
        self.set_dates(iso(from), iso(to));
    }

    /// Shortest and longest journey kept, seconds, both inclusive.
    pub fn set_length(&mut self, min_seconds: Option<f64>, max_seconds: Option<f64>) {
        let journeys = self.journeys_mut();
        (journeys.min_seconds, journeys.max_seconds) = (min_seconds, max_seconds);
        self.tidy();
    }

    pub fn length(&self) -> (Option<f64>, Option<f64>) {
        self.filter
            .journeys
            .as_ref()
            .map(|journeys| (journeys.min_seconds, journeys.max_seconds))
            .unwrap_or_default()
    }

    /// Turns "only these events" off or on: the rail's filters move to the keys of the other kind.
    pub fn set_whole_journeys(&mut self, whole_journeys: bool) {
        if self.whole_journeys == whole_journeys {
            return;
        }
        let kept = Facet::ALL.map(|facet| self.kept(facet).map(<[String]>::to_vec));
        let (from, to) = self.dates();
        let (from, to) = (from.map(str::to_owned), to.map(str::to_owned));
        for facet in Facet::ALL {
            self.set_kept(facet, None);
        }
        self.set_dates(None, None);
        self.whole_journeys = whole_journeys;
        for (facet, kept) in Facet::ALL.into_iter().zip(kept) {
            if kept.is_some() {
                self.set_kept(facet, kept);
            }
        }
        if from.is_some() || to.is_some() {
            self.set_dates(from, to);
        }
    }

    /// Takes a filter whole, from a script or an address. The switch follows it: keys of single events turn it off.
    pub fn set_filter(&mut self, filter: Filter) {
        self.whole_journeys = !keeps_events(&filter);
        self.filter = filter;
        self.tidy();
    }

    /// No filter; the switch stays.
    pub fn clear_filters(&mut self) {
        self.filter = Filter::default();
    }

    /// The question for the overview. `shown`: see [`super::Shown::ids`].
    pub fn overview_query(&self, shown: Option<Vec<u32>>, clock: &Clock) -> OverviewQuery {
        OverviewQuery {
            filter: self.filter.clone(),
            shown,
            emotion_by: self.look.emotion_by,
            same_journeys: self.look.same_journeys,
            clock: clock.offsets.clone(),
        }
    }

    fn journeys_mut(&mut self) -> &mut JourneyFilter {
        self.filter.journeys.get_or_insert_default()
    }

    /// A `journeys` without keys is no filter: two choices that keep the same are equal.
    fn tidy(&mut self) {
        if self.filter.journeys == Some(JourneyFilter::default()) {
            self.filter.journeys = None;
        }
    }
}

/// Does a key of the rail keep single events?
fn keeps_events(filter: &Filter) -> bool {
    let mut filter = filter.clone();
    filter.from.is_some()
        || filter.to.is_some()
        || Facet::ALL
            .into_iter()
            .any(|facet| facet.of_events(&mut filter).is_some())
}
