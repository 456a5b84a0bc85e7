//! The active filters in words, each with its way out; and which one to undo where nothing is left.

use super::{Change, Choices, Facet};
use crate::i18n::{Lang, Msg};
use crate::model::answer::{Overview, TableInfo};
use crate::model::filter::{Filter, JourneyFilter};
use crate::model::zone::Clock;

/// Up to so many values are named, more are counted.
const NAMED: usize = 3;

#[derive(Debug, Clone, PartialEq)]
pub struct FilterChip {
    pub change: Change,
    /// `Channels: Phone`.
    pub text: String,
    /// The filter without this part of it.
    pub without: Filter,
}

/// One chip per key of the filter, in the order of the rail.
pub fn chips(
    lang: Lang,
    choices: &Choices,
    info: Option<&TableInfo>,
    clock: &Clock,
) -> Vec<FilterChip> {
    let mut chips = Chips {
        lang,
        clock,
        filter: &choices.filter,
        list: Vec::new(),
    };
    for facet in Facet::ALL {
        let all = info.map_or(&[][..], |info| values_of(info, facet));
        chips.facet(facet, all);
    }
    chips.dates();
    chips.length();
    chips.others();
    chips.list
}

fn values_of(info: &TableInfo, facet: Facet) -> &[String] {
    match facet {
        Facet::Persona => &info.personas,
        Facet::Channel => &info.channels,
        Facet::Stage => &info.stages,
        Facet::Touchpoint => &info.touchpoints,
    }
}

/// The chip whose removal brings back the most journeys, as far as the empty overview tells; `None`: clear them all.
pub fn tightest<'a>(chips: &'a [FilterChip], overview: &Overview) -> Option<&'a FilterChip> {
    if let [only] = chips {
        return Some(only);
    }
    let regained = |change: Change| -> u32 {
        let most = |stats: &[crate::model::answer::ValueStat]| {
            stats.iter().map(|stat| stat.journeys).max().unwrap_or(0)
        };
        match change {
            Change::Personas => most(&overview.personas),
            Change::Channels => most(&overview.channels),
            Change::Touchpoints => most(&overview.touchpoints),
            Change::Dates => overview
                .dates
                .as_ref()
                .map_or(0, |dates| dates.all.iter().sum()),
            _ => 0,
        }
    };
    chips
        .iter()
        .map(|chip| (regained(chip.change), chip))
        .filter(|(journeys, _)| *journeys > 0)
        .max_by_key(|(journeys, _)| *journeys)
        .map(|(_, chip)| chip)
}

struct Chips<'a> {
    lang: Lang,
    clock: &'a Clock,
    filter: &'a Filter,
    list: Vec<FilterChip>,
}

impl Chips<'_> {
    fn push(&mut self, change: Change, label: Msg, value: &str, clear: impl Fn(&mut Filter)) {
        let mut without = self.filter.clone();
        clear(&mut without);
        if without.journeys == Some(JourneyFilter::default()) {
            without.journeys = None;
        }
        self.list.push(FilterChip {
            change,
            text: self.lang.labelled(self.lang.text(label), value),
            without,
        });
    }

    fn facet(&mut self, facet: Facet, all: &[String]) {
        let label = match facet {
            Facet::Persona => Msg::Personas,
            Facet::Channel => Msg::Channels,
            Facet::Stage => Msg::Stages,
            Facet::Touchpoint => Msg::Touchpoints,
        };
        if let Some(kept) = facet.read(self.filter, true).map(<[String]>::to_vec) {
            let text = kept_in_words(self.lang, &kept, all);
            self.push(facet.change(), label, &text, |filter| {
                *facet.of_journeys(filter.journeys.get_or_insert_default()) = None;
            });
        }
        if let Some(kept) = facet.read(self.filter, false).map(<[String]>::to_vec) {
            let text = kept_in_words(self.lang, &kept, all);
            self.push(facet.change(), label, &text, |filter| {
                *facet.of_events(filter) = None;
            });
        }
    }

    fn dates(&mut self) {
        let filter = self.filter;
        if filter.from.is_some() || filter.to.is_some() {
            let text = range_in_words(
                self.lang,
                self.clock,
                filter.from.as_deref(),
                filter.to.as_deref(),
            );
            self.push(Change::Dates, Msg::Dates, &text, |filter| {
                (filter.from, filter.to) = (None, None);
            });
        }
        let Some(journeys) = &filter.journeys else {
            return;
        };
        if journeys.started_from.is_some() || journeys.started_to.is_some() {
            let (from, to) = (&journeys.started_from, &journeys.started_to);
            let text = range_in_words(self.lang, self.clock, from.as_deref(), to.as_deref());
            self.push(Change::Dates, Msg::Dates, &text, |filter| {
                let journeys = filter.journeys.get_or_insert_default();
                (journeys.started_from, journeys.started_to) = (None, None);
            });
        }
    }

    fn length(&mut self) {
        let Some(journeys) = &self.filter.journeys else {
            return;
        };
        let lang = self.lang;
        let text = match (journeys.min_seconds, journeys.max_seconds) {
            (None, None) => return,
            (Some(min), None) => format!("≥ {}", lang.duration(min)),
            (None, Some(max)) => format!("≤ {}", lang.duration(max)),
            (Some(min), Some(max)) => lang.between(&lang.duration(min), &lang.duration(max)),
        };
        self.push(Change::Length, Msg::JourneyLength, &text, |filter| {
            let journeys = filter.journeys.get_or_insert_default();
            (journeys.min_seconds, journeys.max_seconds) = (None, None);
        });
    }

    /// What only a script or an address sets: named after its key's meaning.
    fn others(&mut self) {
        let filter = self.filter;
        if let Some(accounts) = &filter.account {
            let text = kept_in_words(self.lang, accounts, &[]);
            self.push(Change::Filter, Msg::Account, &text, |filter| {
                filter.account = None
            });
        }
        for (name, values) in filter.attributes.iter().flatten() {
            let text = self
                .lang
                .labelled(name, &kept_in_words(self.lang, values, &[]));
            self.push(Change::Filter, Msg::Attribute, &text, |filter| {
                if let Some(attributes) = &mut filter.attributes {
                    attributes.remove(name);
                    if attributes.is_empty() {
                        filter.attributes = None;
                    }
                }
            });
        }
        if let Some(journeys) = &filter.journeys {
            self.paths(journeys);
        }
    }

    fn paths(&mut self, journeys: &JourneyFilter) {
        let lang = self.lang;
        if let Some(values) = &journeys.not_touch {
            let text = kept_in_words(lang, values, &[]);
            self.push(Change::Filter, Msg::FilterWithout, &text, |filter| {
                filter.journeys.get_or_insert_default().not_touch = None;
            });
        }
        if let Some(values) = &journeys.start {
            let text = kept_in_words(lang, values, &[]);
            self.push(Change::Filter, Msg::FilterStart, &text, |filter| {
                filter.journeys.get_or_insert_default().start = None;
            });
        }
        if let Some(values) = &journeys.end {
            let text = kept_in_words(lang, values, &[]);
            self.push(Change::Filter, Msg::FilterEnd, &text, |filter| {
                filter.journeys.get_or_insert_default().end = None;
            });
        }
        if let Some((first, second)) = &journeys.then {
            let text = format!("{} → {}", lang.value(first), lang.value(second));
            self.push(Change::Filter, Msg::FilterThen, &text, |filter| {
                filter.journeys.get_or_insert_default().then = None;
            });
        }
        if let Some(reached) = journeys.goal {
            let text = lang.text(if reached { Msg::Yes } else { Msg::No });
            self.push(Change::Filter, Msg::GoalMet, text, |filter| {
                filter.journeys.get_or_insert_default().goal = None;
            });
        }
    }
}

/// `none`, `Phone`, `Phone or Chat`, `all but Web`, `7 values`.
fn kept_in_words(lang: Lang, kept: &[String], all: &[String]) -> String {
    let named = |names: &[&String]| -> Vec<String> {
        names
            .iter()
            .map(|name| lang.value(name).to_owned())
            .collect()
    };
    if kept.is_empty() {
        return lang.text(Msg::NoneKept).to_owned();
    }
    let left_out: Vec<&String> = all.iter().filter(|name| !kept.contains(name)).collect();
    if !left_out.is_empty() && left_out.len() < kept.len() && left_out.len() <= NAMED {
        return lang.all_but(&named(&left_out));
    }
    if kept.len() <= NAMED {
        return lang.either(&named(&kept.iter().collect::<Vec<_>>()));
    }
    lang.values(kept.len() as u64)
}

/// `to` is exclusive: the day named is the last one kept.
fn range_in_words(lang: Lang, clock: &Clock, from: Option<&str>, to: Option<&str>) -> String {
    let shown = |iso: Option<&str>| iso.and_then(|iso| clock.shown_at(iso));
    let (first, end) = (shown(from), shown(to));
    match (first, end) {
        (Some(first), Some(end)) => lang.date_range(first, (end - 1).max(first)),
        (Some(first), None) => lang.since(&lang.date(first)),
        (None, Some(end)) => lang.until(&lang.date(end - 1)),
        // Not a date that can be shown: as given.
        (None, None) => [from, to]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" – "),
    }
}
