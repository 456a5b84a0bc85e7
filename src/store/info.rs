//! What the table holds under the present lens, whatever the filter.

use std::cmp::Reverse;

use parcours_kernel::MIXED;

use crate::model::answer::{AttributeInfo, TableInfo};
use crate::model::load::SourceInfo;
use crate::model::ordering::{first_codes, sort_numbers};

use super::columns::TextColumn;
use super::dictionary::Dictionary;
use super::table::{Columns, Table};
use super::tally::saturated;

const ATTRIBUTE_VALUES: usize = 50;

impl Table {
    /// `emptied_cells` and `plain_times` are the reader's to fill in; an authored journey's `stages_from` the engine's.
    pub fn info(&self, source: &SourceInfo) -> TableInfo {
        let (columns, lens) = (&self.columns, &self.lens);
        let schema = &columns.schema;
        let weighted = |journeys: &mut dyn Iterator<Item = (usize, u64)>| {
            saturated(
                journeys
                    .map(|(journey, n)| n * u64::from(columns.weight(journey)))
                    .sum(),
            )
        };
        let sizes = (0..columns.journey_count())
            .map(|journey| (journey, columns.events(journey).len() as u64))
            .filter(|(_, events)| *events > 0);
        TableInfo {
            source: source.clone(),
            time: schema.time,
            span_micros: columns.times.span(),
            stages: texts(&lens.stages),
            stages_from: lens.stages_from(columns),
            has_touchpoints: schema.touchpoint,
            touchpoints: texts(&columns.touchpoint.names),
            personas: self.persona_names(),
            channels: columns
                .channel
                .iter()
                .flat_map(|column| texts(&column.names))
                .collect(),
            attributes: self.attributes(),
            accounts: columns.account.as_ref().map_or(0, distinct_used),
            emotion: schema.emotion,
            has_revenue: schema.revenue,
            has_verbatim: schema.verbatim,
            goal: lens.goal.clone(),
            silence_seconds: lens.silence_seconds,
            events: weighted(&mut sizes.clone()),
            journeys: weighted(&mut sizes.clone().map(|(journey, _)| (journey, 1))),
            answers: self.answers(),
            mixed_persona_journeys: weighted(
                &mut sizes
                    .filter(|(journey, _)| mixed(columns, *journey))
                    .map(|(journey, _)| (journey, 1)),
            ),
            emptied_cells: 0,
            plain_times: 0,
            steps_by_frequency: self.steps_by_frequency(),
        }
    }

    /// Events with an emotion, each as often as its journey counts.
    fn answers(&self) -> u32 {
        let columns = &self.columns;
        let Some(column) = &columns.emotion else {
            return 0;
        };
        if columns.weights.is_empty() {
            let without = column.codes.counts(column.values.len())[0];
            return column.codes.len() as u32 - without;
        }
        let of_journey = |journey: usize| {
            let events = columns.events(journey);
            let answers = events.filter(|event| column.get(*event).is_some()).count();
            answers as u64 * u64::from(columns.weight(journey))
        };
        saturated((0..columns.journey_count()).map(of_journey).sum())
    }

    /// How many personas some journey has: those seen only after a journey's first have the ids above.
    pub(super) fn persona_count(&self) -> usize {
        let columns = &self.columns;
        let highest = (0..columns.journey_count())
            .filter(|journey| !columns.events(*journey).is_empty())
            .filter_map(|journey| columns.persona_of(journey))
            .max();
        highest.map_or(0, |highest| highest as usize + 1)
    }

    fn persona_names(&self) -> Vec<String> {
        let names = self
            .columns
            .persona
            .iter()
            .flat_map(|column| column.names.iter());
        names
            .take(self.persona_count())
            .map(str::to_owned)
            .collect()
    }

    fn attributes(&self) -> Vec<AttributeInfo> {
        let columns = &self.columns;
        let info = |(name, column): (&String, &TextColumn)| {
            let counts = self.code_counts(column);
            let mut codes: Vec<u32> = (0..counts.len() as u32)
                .filter(|code| counts[*code as usize] > 0)
                .collect();
            let distinct = codes.len() as u32;
            let key = |code: u32| (Reverse(counts[code as usize]), column.names.get(code));
            first_codes(&mut codes, ATTRIBUTE_VALUES, &|a, b| key(a).cmp(&key(b)));
            AttributeInfo {
                name: name.clone(),
                distinct,
                values: codes
                    .iter()
                    .map(|code| column.names.get(*code).to_owned())
                    .collect(),
            }
        };
        let names = &columns.schema.attributes;
        names.iter().zip(&columns.attributes).map(info).collect()
    }

    /// Events by code, each as often as its journey counts.
    fn code_counts(&self, column: &TextColumn) -> Vec<u64> {
        let mut counts = vec![0; column.names.len()];
        if self.columns.weights.is_empty() {
            let events = column.codes.counts(counts.len());
            return events.into_iter().map(u64::from).collect();
        }
        for journey in 0..self.columns.journey_count() {
            let weight = u64::from(self.columns.weight(journey));
            for event in self.columns.events(journey) {
                counts[column.codes.get(event) as usize] += weight;
            }
        }
        counts
    }

    fn steps_by_frequency(&self) -> Vec<u32> {
        let step = self.columns.step(self.lens.grouped);
        let mut events = vec![0; self.lens.stages.len()];
        for (count, stage) in self
            .code_counts(step)
            .into_iter()
            .zip(&self.lens.stage_of_step)
        {
            events[*stage as usize] += count;
        }
        let mut stages: Vec<u32> = (0..events.len() as u32).collect();
        sort_numbers(&mut stages, &|a, b| {
            events[b as usize].cmp(&events[a as usize])
        });
        stages
    }
}

fn texts(names: &Dictionary) -> Vec<String> {
    names.iter().map(str::to_owned).collect()
}

/// Texts that an event still has: a journey of weight 0 takes its own along.
fn distinct_used(column: &TextColumn) -> u32 {
    let mut used = vec![false; column.names.len()];
    for event in 0..column.codes.len() {
        used[column.codes.get(event) as usize] = true;
    }
    used.iter().filter(|used| **used).count() as u32
}

/// More than one non-empty persona.
fn mixed(columns: &Columns, journey: usize) -> bool {
    let Some(column) = &columns.persona else {
        return false;
    };
    if columns.persona_of_all.is_empty() || columns.persona_of_all.get(journey) != MIXED {
        return false;
    }
    let mut told = columns
        .events(journey)
        .map(|event| column.codes.get(event))
        .filter(|code| !column.names.get(*code).is_empty());
    told.next()
        .is_some_and(|first| told.any(|code| code != first))
}
