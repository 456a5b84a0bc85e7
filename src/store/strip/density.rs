//! Events per cell over all kept journeys, where there are more of them than rows on the screen.

use crate::model::answer::StripDensity;
use crate::model::query::StripQuery;

use super::super::filter::Kept;
use super::super::shown::{Shown, Step};
use super::super::table::Table;
use super::super::tally::saturated;
use super::marks::places;

/// More cells a side than pixels in the strip of any screen.
const LONGEST_SIDE: u32 = 4096;

/// `order`: kept journeys with the rows each takes.
pub(super) fn density(
    table: &Table,
    kept: &Kept,
    shown: &Shown,
    query: &StripQuery,
    (rows, columns): (u32, u32),
    order: impl Iterator<Item = (usize, u32)> + Clone,
) -> StripDensity {
    let (rows, columns) = (rows.min(LONGEST_SIDE), columns.min(LONGEST_SIDE));
    let mut grid = StripDensity {
        rows,
        columns,
        counts: vec![0; rows as usize * columns as usize],
    };
    if grid.counts.is_empty() {
        return grid;
    }
    let total: u64 = order.clone().map(|(_, weight)| u64::from(weight)).sum();
    let mut events = Vec::new();
    let mut places = Places::new(table, shown, query.true_time, columns);
    places.longest = longest(table, kept, order.clone());
    let mut before = 0_u64;
    for (journey, weight) in order {
        table.kept_events(kept, journey, &mut events);
        places.of(&events);
        let end = before + u64::from(weight);
        while before < end {
            // A row of the grid takes the copies up to where the next one begins.
            let row = before * u64::from(rows) / total;
            let next = ((row + 1) * total).div_ceil(u64::from(rows)).min(end);
            let cells = &mut grid.counts[row as usize * columns as usize..][..columns as usize];
            for column in &places.columns_of_events {
                let cell = &mut cells[*column as usize];
                *cell = cell.saturating_add(saturated(next - before));
            }
            before = next;
        }
    }
    grid
}

fn longest(table: &Table, kept: &Kept, order: impl Iterator<Item = (usize, u32)>) -> i64 {
    let mut events = Vec::new();
    let lasts = order.map(|(journey, _)| {
        table.kept_events(kept, journey, &mut events);
        table.lasts(&events)
    });
    lasts.max().unwrap_or_default()
}

/// Finds the grid column of each event of a journey.
struct Places<'a> {
    table: &'a Table,
    shown: &'a Shown,
    true_time: bool,
    columns: u32,
    /// Microseconds at the right edge in true time.
    longest: i64,
    steps: Vec<Step>,
    columns_of_events: Vec<u32>,
}

impl<'a> Places<'a> {
    fn new(table: &'a Table, shown: &'a Shown, true_time: bool, columns: u32) -> Self {
        Self {
            table,
            shown,
            true_time,
            columns,
            longest: 0,
            steps: Vec::new(),
            columns_of_events: Vec::new(),
        }
    }

    /// In stage slots hidden events have no place.
    fn of(&mut self, events: &[u32]) {
        self.columns_of_events.clear();
        if self.true_time {
            let time = |event: &u32| self.table.columns.time(*event as usize);
            let start = events.first().map_or(0, time);
            let longest = self.longest.max(1) as f64;
            let part = |event| time(event).saturating_sub(start) as f64 / longest;
            let columns = events.iter().map(|event| column(part(event), self.columns));
            self.columns_of_events.extend(columns);
        } else {
            self.shown.reduce(self.table, events, &mut self.steps);
            let slots = self.shown.len() as f64;
            let placed = self.steps.iter().zip(places(self.table, &self.steps));
            // A hair short of 1: the last event of a stay belongs to its own slot.
            let part = |position: u32, place: f32| {
                (f64::from(position) + f64::from(place) * 0.999_999) / slots
            };
            self.columns_of_events.extend(
                placed.map(|(step, place)| column(part(step.position, place), self.columns)),
            );
        }
    }
}

fn column(part: f64, columns: u32) -> u32 {
    ((part * f64::from(columns)) as u32).min(columns - 1)
}
