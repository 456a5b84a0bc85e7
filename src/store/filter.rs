//! Which events a filter keeps: one bit for each dimension that refuses an event or its journey, so that a list can
//! ignore its own dimension. Must not know what is computed from the kept events.

use crate::model::filter::{Filter, JourneyFilter};
use crate::model::ordering::sort_codes;
use crate::model::time::{MICROS_PER_SECOND, TimeKind};

use super::columns::TextColumn;
use super::filter_time::micros_from_iso;
use super::lens::NEVER;
use super::table::Table;

/// Why a filter cannot be applied to this table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterError {
    /// `from`, `to`, `started_from` or `started_to` is no ISO 8601 time; holds the text.
    UnreadableTime(String),
    /// `attributes` names a column that is no attribute; holds the name.
    UnknownAttribute(String),
}

/// Dimensions of the page that look past their own filter.
pub(super) const PERSONA: u8 = 1;
pub(super) const CHANNEL: u8 = 2;
pub(super) const TOUCHPOINT: u8 = 4;
pub(super) const DATES: u8 = 8;
/// Everything else.
const OTHER: u8 = 16;

/// The refusals of a filter: 0 = kept.
#[derive(Debug)]
pub(super) struct Kept {
    journeys: Vec<u8>,
    /// Empty without an event filter.
    events: Vec<u8>,
}

impl Kept {
    /// Single events are refused: starts, ends and waits are partial.
    pub fn is_partial(&self) -> bool {
        !self.events.is_empty()
    }

    /// The dimensions that refuse this journey as a whole.
    #[inline]
    pub fn journey(&self, journey: usize) -> u8 {
        self.journeys[journey]
    }

    /// The dimensions that refuse this event, its journey's included.
    #[inline]
    pub fn event(&self, journey: usize, event: usize) -> u8 {
        self.journeys[journey] | self.events.get(event).copied().unwrap_or_default()
    }
}

/// The kept events of one journey, never none of them.
pub(super) struct KeptJourney<'a> {
    pub journey: usize,
    pub weight: u32,
    /// Event numbers in order.
    pub events: &'a [u32],
}

impl Table {
    pub(super) fn keep(&self, filter: &Filter) -> Result<Kept, FilterError> {
        let mut kept = Kept {
            journeys: vec![0; self.columns.journey_count()],
            events: Vec::new(),
        };
        self.refuse_events(filter, &mut kept.events)?;
        if let Some(journeys) = &filter.journeys {
            self.refuse_journeys(journeys, &mut kept.journeys)?;
        }
        Ok(kept)
    }

    /// Calls `visit` for each journey with a kept event, `ignore` being dimensions whose refusals do not count.
    pub(super) fn walk(&self, kept: &Kept, ignore: u8, mut visit: impl FnMut(KeptJourney<'_>)) {
        let mut events = Vec::new();
        for journey in 0..self.columns.journey_count() {
            self.kept_events(kept, ignore, journey, &mut events);
            if !events.is_empty() {
                visit(KeptJourney {
                    journey,
                    weight: self.columns.weight(journey),
                    events: &events,
                });
            }
        }
    }

    /// The kept events of one journey, into `events`.
    pub(super) fn kept_events(
        &self,
        kept: &Kept,
        ignore: u8,
        journey: usize,
        events: &mut Vec<u32>,
    ) {
        events.clear();
        if kept.journeys[journey] & !ignore != 0 {
            return;
        }
        let all = self.columns.events(journey).map(|event| event as u32);
        if kept.is_partial() {
            events.extend(all.filter(|event| kept.events[*event as usize] & !ignore == 0));
        } else {
            events.extend(all);
        }
    }

    /// File rows of the kept events, ascending; at most `limit`, the first ones.
    pub fn matching_rows(
        &self,
        filter: &Filter,
        limit: Option<usize>,
    ) -> Result<Vec<u32>, FilterError> {
        let kept = self.keep(filter)?;
        let mut rows = Vec::new();
        self.walk(&kept, 0, |journey| {
            let of_event = |event: &u32| self.columns.rows[*event as usize];
            rows.extend(journey.events.iter().map(of_event));
        });
        sort_codes(&mut rows, &|a, b| a.cmp(&b));
        rows.truncate(limit.unwrap_or(usize::MAX));
        Ok(rows)
    }

    fn refuse_events(&self, filter: &Filter, refused: &mut Vec<u8>) -> Result<(), FilterError> {
        let columns = &self.columns;
        let mut text = |values: &Option<Vec<String>>, column: Option<&TextColumn>, bit| {
            if let Some(values) = values {
                let kept = column.map(|column| (column, column.matching(values)));
                self.refuse(refused, bit, |event| {
                    kept.as_ref()
                        .is_some_and(|(column, kept)| kept[column.codes.get(event) as usize])
                });
            }
        };
        text(&filter.persona, columns.persona.as_ref(), PERSONA);
        text(&filter.channel, columns.channel.as_ref(), CHANNEL);
        text(&filter.touchpoint, Some(&columns.touchpoint), TOUCHPOINT);
        text(&filter.account, columns.account.as_ref(), OTHER);
        for (name, values) in filter.attributes.iter().flatten() {
            let names = &columns.schema.attributes;
            let at = names.iter().position(|attribute| attribute == name);
            let at = at.ok_or_else(|| FilterError::UnknownAttribute(name.clone()))?;
            text(&Some(values.clone()), columns.attributes.get(at), OTHER);
        }
        if let Some(values) = &filter.stage {
            let kept = self.matching_stages(values);
            self.refuse(refused, OTHER, |event| kept[self.stage_of(event) as usize]);
        }
        if let Some(from) = self.filter_time(&filter.from)? {
            self.refuse(refused, DATES, |event| {
                self.timed(event) && columns.time(event) >= from
            });
        }
        if let Some(to) = self.filter_time(&filter.to)? {
            self.refuse(refused, DATES, |event| {
                self.timed(event) && columns.time(event) < to
            });
        }
        Ok(())
    }

    /// Without a time role no event lies in any range.
    fn timed(&self, event: usize) -> bool {
        event < self.columns.times.len()
    }

    fn refuse(&self, refused: &mut Vec<u8>, bit: u8, keeps: impl Fn(usize) -> bool) {
        refused.resize(self.columns.event_count(), 0);
        for (event, refused) in refused.iter_mut().enumerate() {
            if !keeps(event) {
                *refused |= bit;
            }
        }
    }

    fn matching_stages(&self, values: &[String]) -> Vec<bool> {
        let named = |name: &str| values.iter().any(|value| value == name);
        self.lens.stages.iter().map(named).collect()
    }

    fn filter_time(&self, text: &Option<String>) -> Result<Option<i64>, FilterError> {
        let kind = self.columns.schema.time.unwrap_or(TimeKind::Plain);
        let read = |text: &String| {
            micros_from_iso(text, kind).ok_or_else(|| FilterError::UnreadableTime(text.clone()))
        };
        text.as_ref().map(read).transpose()
    }

    fn refuse_journeys(
        &self,
        filter: &JourneyFilter,
        refused: &mut [u8],
    ) -> Result<(), FilterError> {
        self.refuse_by_touch(filter, refused);
        self.refuse_by_ends(filter, refused);
        self.refuse_by_times(filter, refused)?;
        if let Some(values) = &filter.persona {
            let kept = self
                .columns
                .persona
                .as_ref()
                .map(|column| column.matching(values));
            self.refuse_journey(refused, PERSONA, |journey| {
                let persona = self.columns.persona_of(journey);
                kept.as_ref()
                    .zip(persona)
                    .is_some_and(|(kept, persona)| kept.get(persona as usize) == Some(&true))
            });
        }
        if let Some(goal) = filter.goal {
            let reached = |journey| {
                self.lens
                    .goal_events
                    .get(journey)
                    .is_some_and(|at| *at != NEVER)
            };
            self.refuse_journey(refused, OTHER, |journey| reached(journey) == goal);
        }
        Ok(())
    }

    fn refuse_journey(&self, refused: &mut [u8], bit: u8, keeps: impl Fn(usize) -> bool) {
        for (journey, refused) in refused.iter_mut().enumerate() {
            if !keeps(journey) {
                *refused |= bit;
            }
        }
    }

    /// By whether any event is at one of the values.
    fn refuse_by_touch(&self, filter: &JourneyFilter, refused: &mut [u8]) {
        let columns = &self.columns;
        let has = |column: &TextColumn, kept: &[bool], journey: usize| {
            let mut events = columns.events(journey);
            events.any(|event| kept[column.codes.get(event) as usize])
        };
        let touchpoint = &columns.touchpoint;
        if let Some(values) = &filter.touch {
            let kept = touchpoint.matching(values);
            self.refuse_journey(refused, TOUCHPOINT, |journey| {
                has(touchpoint, &kept, journey)
            });
        }
        if let Some(values) = &filter.not_touch {
            let kept = touchpoint.matching(values);
            self.refuse_journey(refused, TOUCHPOINT, |journey| {
                !values.is_empty() && !has(touchpoint, &kept, journey)
            });
        }
        if let Some(values) = &filter.channel {
            let kept = columns
                .channel
                .as_ref()
                .map(|column| (column, column.matching(values)));
            self.refuse_journey(refused, CHANNEL, |journey| {
                kept.as_ref()
                    .is_some_and(|(column, kept)| has(column, kept, journey))
            });
        }
        if let Some(values) = &filter.stage {
            let kept = self.matching_stages(values);
            self.refuse_journey(refused, OTHER, |journey| {
                let mut events = columns.events(journey);
                events.any(|event| kept[self.stage_of(event) as usize])
            });
        }
    }

    /// By first and last touchpoint, and by two that follow each other.
    fn refuse_by_ends(&self, filter: &JourneyFilter, refused: &mut [u8]) {
        let (columns, touchpoint) = (&self.columns, &self.columns.touchpoint);
        if let Some(values) = &filter.start {
            let kept = touchpoint.matching(values);
            self.refuse_journey(refused, OTHER, |journey| {
                let first = columns.events(journey).next();
                first.is_some_and(|event| kept[touchpoint.codes.get(event) as usize])
            });
        }
        if let Some(values) = &filter.end {
            let kept = touchpoint.matching(values);
            self.refuse_journey(refused, OTHER, |journey| {
                let last = columns.events(journey).next_back();
                last.is_some_and(|event| kept[touchpoint.codes.get(event) as usize])
            });
        }
        if let Some((from, to)) = &filter.then {
            let codes = touchpoint.names.find(from).zip(touchpoint.names.find(to));
            self.refuse_journey(refused, OTHER, |journey| {
                let events = columns.events(journey);
                let mut pairs = events.clone().zip(events.skip(1));
                codes.is_some_and(|(from, to)| {
                    pairs.any(|(a, b)| {
                        touchpoint.codes.get(a) == from && touchpoint.codes.get(b) == to
                    })
                })
            });
        }
    }

    /// By start and duration. Without a time role a journey has neither.
    fn refuse_by_times(
        &self,
        filter: &JourneyFilter,
        refused: &mut [u8],
    ) -> Result<(), FilterError> {
        let times = |journey| self.columns.times.get(self.columns.events(journey));
        let start = |journey| times(journey).and_then(<[i64]>::first).copied();
        let seconds = |journey| {
            let (first, last) = start(journey).zip(times(journey)?.last())?;
            Some(last.saturating_sub(first) as f64 / MICROS_PER_SECOND as f64)
        };
        if let Some(from) = self.filter_time(&filter.started_from)? {
            self.refuse_journey(refused, DATES, |journey| {
                start(journey).is_some_and(|start| start >= from)
            });
        }
        if let Some(to) = self.filter_time(&filter.started_to)? {
            self.refuse_journey(refused, DATES, |journey| {
                start(journey).is_some_and(|start| start < to)
            });
        }
        if let Some(min) = filter.min_seconds {
            self.refuse_journey(refused, OTHER, |journey| {
                seconds(journey).is_some_and(|seconds| seconds >= min)
            });
        }
        if let Some(max) = filter.max_seconds {
            self.refuse_journey(refused, OTHER, |journey| {
                seconds(journey).is_some_and(|seconds| seconds <= max)
            });
        }
        Ok(())
    }
}
