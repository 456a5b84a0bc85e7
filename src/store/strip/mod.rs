//! The journeys strip: a window of rows, or the density of all, in an order that costs no text a row.

mod density;
mod marks;

use crate::model::answer::{Outcome, Strip, StripRow};
use crate::model::ordering::sort_items;
use crate::model::query::{StripOrder, StripQuery};

use super::filter::{FilterError, Kept};
use super::lens::NEVER;
use super::shown::Shown;
use super::table::Table;
use super::tally::saturated;
pub(super) use marks::marks;

/// A kept journey in the strip; it takes as many rows as it counts.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    key: [i64; 3],
    journey: u32,
    weight: u32,
}

impl Table {
    /// A window on the kept journeys in the order asked for; equal ones in file order.
    pub fn strip(&self, query: &StripQuery) -> Result<Strip, FilterError> {
        let kept = self.keep(&query.filter)?;
        let shown = Shown::new(self, query.shown.as_deref());
        let (ranked, longest_micros) = self.ranked(&kept, query.order);
        let total: u64 = ranked.iter().map(|row| u64::from(row.weight)).sum();
        let mut strip = Strip {
            total: saturated(total),
            first: query.first,
            longest_micros,
            ..Strip::default()
        };
        match query.density_columns {
            Some(columns) => {
                let size = (query.rows, columns);
                let order = ranked.iter().map(|row| (row.journey as usize, row.weight));
                strip.density = Some(density::density(self, &kept, &shown, query, size, order));
            }
            None => {
                let copies = |row: &Ranked| std::iter::repeat_n(row.journey, row.weight as usize);
                let rows = ranked.iter().flat_map(copies);
                let window = rows.skip(query.first as usize).take(query.rows as usize);
                strip.rows = window
                    .map(|journey| self.strip_row(&kept, &shown, journey as usize))
                    .collect();
            }
        }
        Ok(strip)
    }

    /// Kept journeys in order, and the longest duration among them in microseconds.
    fn ranked(&self, kept: &Kept, order: StripOrder) -> (Vec<Ranked>, i64) {
        let emotions = self.columns.emotion_by_code();
        let mut ranked = Vec::new();
        let mut longest = 0;
        self.walk(kept, |journey| {
            let duration = self.lasts(journey.events);
            longest = longest.max(duration);
            ranked.push(Ranked {
                key: self.strip_key(order, journey.journey, journey.events, &emotions),
                journey: journey.journey as u32,
                weight: journey.weight,
            });
        });
        sort_items(&mut ranked, |a, b| a.key.cmp(&b.key));
        (ranked, longest)
    }

    /// Last minus first, microseconds.
    pub(super) fn lasts(&self, events: &[u32]) -> i64 {
        let time = |event: &u32| self.columns.time(*event as usize);
        let ends = events.first().zip(events.last());
        ends.map_or(0, |(first, last)| time(last).saturating_sub(time(first)))
    }

    /// Without time a journey is as long as its events are many.
    fn strip_key(
        &self,
        order: StripOrder,
        journey: usize,
        events: &[u32],
        emotions: &[Option<f64>],
    ) -> [i64; 3] {
        let length = match self.columns.has_time() {
            true => self.lasts(events),
            false => events.len() as i64,
        };
        let missed = i64::from(self.outcome(journey) != Some(Outcome::Reached));
        match order {
            StripOrder::Longest => [missed, -length, 0],
            StripOrder::Shortest => [length, 0, 0],
            StripOrder::Start => {
                let start = events
                    .first()
                    .map(|event| self.columns.time(*event as usize));
                [start.unwrap_or_default(), 0, 0]
            }
            StripOrder::Persona => {
                let persona = self.columns.persona_of(journey).map_or(0, i64::from);
                [persona, missed, -length]
            }
            StripOrder::Emotion => [self.mean_key(events, emotions), 0, 0],
        }
    }

    /// The mean emotion as a number that sorts alike; no answer comes last.
    fn mean_key(&self, events: &[u32], emotions: &[Option<f64>]) -> i64 {
        let Some(column) = &self.columns.emotion else {
            return i64::MAX;
        };
        let emotion = |event: &u32| emotions[column.codes.get(*event as usize) as usize];
        let (sum, n) = events
            .iter()
            .filter_map(emotion)
            .fold((0.0, 0_u32), |(sum, n), emotion| (sum + emotion, n + 1));
        match n {
            0 => i64::MAX,
            n => (sum / f64::from(n) * 1e9).round() as i64,
        }
    }

    pub(super) fn strip_row(&self, kept: &Kept, shown: &Shown, journey: usize) -> StripRow {
        let mut events = Vec::new();
        self.kept_events(kept, journey, &mut events);
        StripRow {
            journey: self.columns.journeys.get(journey as u32).to_owned(),
            persona: self.columns.persona_of(journey),
            duration_micros: self.lasts(&events),
            outcome: self.outcome(journey),
            marks: marks(self, shown, journey, &events),
        }
    }

    /// The event at which a journey first meets the goal.
    pub(super) fn goal_event(&self, journey: usize) -> Option<u32> {
        let event = self.lens.goal_events.get(journey).copied();
        event.filter(|event| *event != NEVER)
    }
}
