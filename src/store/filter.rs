//! Which events a filter keeps: as lists of events, or one journey at a time. Must not know what is computed from
//! the kept events.

use parcours_kernel::{Dimension, Kept as KeptEvents, Question, Times, keep};

use crate::model::filter::{Filter, JourneyFilter};
use crate::model::ordering::sort_numbers;
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

    /// The kept events as lists.
    pub(super) fn kept(&self, filter: &Filter) -> Result<KeptEvents, FilterError> {
        if matches!(self.columns.times, Times::Micros(_)) {
            return self.kept_one_by_one(filter);
        }
        self.question(filter, keep)
    }

    /// Calls `ask` with what the filter asks of a table whose times are whole seconds.
    pub(super) fn question<A>(
        &self,
        filter: &Filter,
        ask: impl FnOnce(&Question<'_>) -> A,
    ) -> Result<A, FilterError> {
        let columns = &self.columns;
        let mut refused = Vec::new();
        if let Some(journeys) = &filter.journeys {
            refused.resize(columns.journey_count(), 0);
            self.refuse_journeys(journeys, &mut refused)?;
        }
        let dimensions = self.dimensions(filter)?;
        Ok(ask(&Question {
            starts: &columns.starts,
            refused: &refused,
            times: columns.times.seconds(),
            from: self.filter_time(&filter.from)?,
            to: self.filter_time(&filter.to)?,
            dimensions: &dimensions,
        }))
    }

    /// The same where times lie between seconds, or are not there.
    fn kept_one_by_one(&self, filter: &Filter) -> Result<KeptEvents, FilterError> {
        let kept = self.keep(filter)?;
        let mut lists = KeptEvents::default();
        self.walk(&kept, |journey| {
            lists.events.extend_from_slice(journey.events);
            lists.journeys.push(journey.journey as u32);
            lists.ends.push(lists.events.len() as u32);
        });
        Ok(lists)
    }

    /// What a filter asks of single events but for their times.
    fn dimensions(&self, filter: &Filter) -> Result<Vec<Dimension<'_>>, FilterError> {
        let columns = &self.columns;
        let mut texts = vec![
            (filter.persona.as_ref(), columns.persona.as_ref(), true),
            (filter.channel.as_ref(), columns.channel.as_ref(), false),
            (filter.touchpoint.as_ref(), Some(&columns.touchpoint), false),
            (filter.account.as_ref(), columns.account.as_ref(), false),
        ];
        for (name, values) in filter.attributes.iter().flatten() {
            let names = &columns.schema.attributes;
            let at = names.iter().position(|attribute| attribute == name);
            let at = at.ok_or_else(|| FilterError::UnknownAttribute(name.clone()))?;
            texts.push((Some(values), columns.attributes.get(at), false));
        }
        let mut dimensions = Vec::new();
        for (values, column, is_persona) in texts {
            let Some(values) = values else { continue };
            dimensions.push(self.dimension(column, values, is_persona));
        }
        if let Some(values) = &filter.stage {
            let kept = self.matching_stages(values);
            let of_step = self.lens.stage_of_step.iter();
            let dimension = Dimension {
                codes: &columns.step(self.lens.grouped).codes,
                allowed: of_step.map(|stage| kept[*stage as usize]).collect(),
                of_journey: None,
            };
            dimensions.push(dimension);
        }
        Ok(dimensions)
    }

    /// A role that is not there keeps nothing.
    fn dimension<'a>(
        &'a self,
        column: Option<&'a TextColumn>,
        values: &[String],
        is_persona: bool,
    ) -> Dimension<'a> {
        let (codes, allowed) = match column {
            Some(column) => (&column.codes, column.matching(values)),
            None => {
                let column = &self.columns.touchpoint;
                (&column.codes, vec![false; column.names.len()])
            }
        };
        let of_journey = is_persona.then_some(&self.columns.persona_of_all);
        Dimension {
            codes,
            allowed,
            of_journey,
        }
    }

    /// Calls `visit` for each journey with a kept event.
    pub(super) fn walk(&self, kept: &Kept, mut visit: impl FnMut(KeptJourney<'_>)) {
        let mut events = Vec::new();
        for journey in 0..self.columns.journey_count() {
            self.kept_events(kept, journey, &mut events);
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
    pub(super) fn kept_events(&self, kept: &Kept, journey: usize, events: &mut Vec<u32>) {
        events.clear();
        if kept.journeys[journey] != 0 {
            return;
        }
        let all = self.columns.events(journey).map(|event| event as u32);
        if kept.is_partial() {
            events.extend(all.filter(|event| kept.events[*event as usize] == 0));
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
        self.walk(&kept, |journey| {
            let of_event = |event: &u32| self.columns.rows[*event as usize];
            rows.extend(journey.events.iter().map(of_event));
        });
        sort_numbers(&mut rows, &|a, b| a.cmp(&b));
        // A row may be several events.
        rows.dedup();
        rows.truncate(limit.unwrap_or(usize::MAX));
        Ok(rows)
    }

    fn refuse_events(&self, filter: &Filter, refused: &mut Vec<u8>) -> Result<(), FilterError> {
        let columns = &self.columns;
        for dimension in self.dimensions(filter)? {
            self.refuse(refused, |event| {
                dimension.allowed[dimension.codes.get(event) as usize]
            });
        }
        if let Some(from) = self.filter_time(&filter.from)? {
            self.refuse(refused, |event| {
                self.timed(event) && columns.time(event) >= from
            });
        }
        if let Some(to) = self.filter_time(&filter.to)? {
            self.refuse(refused, |event| {
                self.timed(event) && columns.time(event) < to
            });
        }
        Ok(())
    }

    /// Without a time role no event lies in any range.
    fn timed(&self, event: usize) -> bool {
        event < self.columns.times.len()
    }

    fn refuse(&self, refused: &mut Vec<u8>, keeps: impl Fn(usize) -> bool) {
        refused.resize(self.columns.event_count(), 0);
        for (event, refused) in refused.iter_mut().enumerate() {
            if !keeps(event) {
                *refused = 1;
            }
        }
    }

    fn matching_stages(&self, values: &[String]) -> Vec<bool> {
        let named = |name: &str| values.iter().any(|value| value == name);
        self.lens.stages.iter().map(named).collect()
    }

    pub(super) fn filter_time(&self, text: &Option<String>) -> Result<Option<i64>, FilterError> {
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
            self.refuse_journey(refused, |journey| {
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
            self.refuse_journey(refused, |journey| reached(journey) == goal);
        }
        Ok(())
    }

    fn refuse_journey(&self, refused: &mut [u8], keeps: impl Fn(usize) -> bool) {
        for (journey, refused) in refused.iter_mut().enumerate() {
            if !keeps(journey) {
                *refused = 1;
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
            self.refuse_journey(refused, |journey| has(touchpoint, &kept, journey));
        }
        if let Some(values) = &filter.not_touch {
            let kept = touchpoint.matching(values);
            self.refuse_journey(refused, |journey| {
                !values.is_empty() && !has(touchpoint, &kept, journey)
            });
        }
        if let Some(values) = &filter.channel {
            let kept = columns
                .channel
                .as_ref()
                .map(|column| (column, column.matching(values)));
            self.refuse_journey(refused, |journey| {
                kept.as_ref()
                    .is_some_and(|(column, kept)| has(column, kept, journey))
            });
        }
        if let Some(values) = &filter.stage {
            let kept = self.matching_stages(values);
            self.refuse_journey(refused, |journey| {
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
            self.refuse_journey(refused, |journey| {
                let first = columns.events(journey).next();
                first.is_some_and(|event| kept[touchpoint.codes.get(event) as usize])
            });
        }
        if let Some(values) = &filter.end {
            let kept = touchpoint.matching(values);
            self.refuse_journey(refused, |journey| {
                let last = columns.events(journey).next_back();
                last.is_some_and(|event| kept[touchpoint.codes.get(event) as usize])
            });
        }
        if let Some((from, to)) = &filter.then {
            let codes = touchpoint.names.find(from).zip(touchpoint.names.find(to));
            self.refuse_journey(refused, |journey| {
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
        let start = |journey| self.columns.journey_span(journey).map(|span| span.0);
        let seconds = |journey| {
            let (first, last) = self.columns.journey_span(journey)?;
            Some(last.saturating_sub(first) as f64 / MICROS_PER_SECOND as f64)
        };
        if let Some(from) = self.filter_time(&filter.started_from)? {
            self.refuse_journey(refused, |journey| {
                start(journey).is_some_and(|start| start >= from)
            });
        }
        if let Some(to) = self.filter_time(&filter.started_to)? {
            self.refuse_journey(refused, |journey| {
                start(journey).is_some_and(|start| start < to)
            });
        }
        if let Some(min) = filter.min_seconds {
            self.refuse_journey(refused, |journey| {
                seconds(journey).is_some_and(|seconds| seconds >= min)
            });
        }
        if let Some(max) = filter.max_seconds {
            self.refuse_journey(refused, |journey| {
                seconds(journey).is_some_and(|seconds| seconds <= max)
            });
        }
        Ok(())
    }
}
