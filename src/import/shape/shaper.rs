//! Rows of a shaped table, one by one, as events for the binder.

use std::rc::Rc;

use super::bound::{Bound, Kind};
use super::derived::{
    ADDED, Derived, EMOTION, JOURNEY, Part, REVENUE, TIME, TOUCHPOINT, VERBATIM, WEIGHT,
};
use super::numbers::share;
use super::pairs::Pairs;
use crate::import::plan::NumberPlan;
use crate::import::rows::Row;
use crate::model::load::ProblemReason;

/// Takes the events that rows are made into. An object, so that shapes are compiled once for every sink.
pub trait Target {
    /// One event of the data row `index`; `false`: it could not be used, and the reason is noted.
    fn bind(&mut self, row: Row<'_>, line: u64, index: u32) -> bool;
    fn refuse(&mut self, line: u64, column: Option<&str>, value: &str, reason: ProblemReason);
    /// The name under which problems of an added column are told.
    fn rename(&mut self, column: usize, name: &str);
}

/// A row with its place in the file.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub row: Row<'a>,
    pub line: u64,
    pub index: u32,
}

/// Stands between the reader and the binder where a row is not simply an event.
pub struct Shaper {
    bound: Rc<Bound>,
    value: NumberPlan,
    derived: Derived,
    /// The present row with the cells that were looked up.
    joined: Derived,
    journey: String,
    pairs: Pairs,
}

impl Shaper {
    /// `None` where every row is an event. `value`: how the revenue of paths is written.
    pub fn of(bound: &Bound, value: &NumberPlan) -> Option<Self> {
        (!bound.is_plain()).then(|| Self {
            bound: Rc::new(bound.clone()),
            value: value.clone(),
            derived: Derived::default(),
            joined: Derived::default(),
            journey: String::new(),
            pairs: Pairs::default(),
        })
    }

    /// Takes the data row `index`; `false`: none of it could be used.
    pub fn take(&mut self, row: Row<'_>, line: u64, index: u32, target: &mut dyn Target) -> bool {
        if self.bound.lookups.is_empty() {
            return self.shape(row, line, index, target);
        }
        let mut joined = std::mem::take(&mut self.joined);
        joined.start(row, self.bound.own);
        for lookup in self.bound.lookups.iter() {
            let key = row.cell(lookup.key);
            let found = lookup.joined.find(key);
            for (at, stands) in lookup.key_stands_for.iter().enumerate() {
                let own = if *stands { key } else { "" };
                joined.push(found.map_or(own, |cells| &cells[at]));
            }
        }
        let kept = self.shape(joined.row(), line, index, target);
        self.joined = joined;
        kept
    }

    fn shape(&mut self, row: Row<'_>, line: u64, index: u32, target: &mut dyn Target) -> bool {
        self.name_journey(row, line);
        let place = Place { row, line, index };
        match self.bound.kind {
            Kind::Pairs { .. } => self.pairs.take(&self.bound, place, target),
            Kind::Plain if self.bound.names.len() == self.bound.width => {
                target.bind(row, line, index)
            }
            Kind::Plain => {
                self.derived.start(row, self.bound.width);
                self.bind(place, &[""; ADDED], target)
            }
            Kind::Wide { dates, .. } => self.wide(place, dates, target),
            Kind::Paths { .. } => self.path(place, target),
        }
    }

    /// Rows that waited for others; how many of them could not be used after all.
    pub fn finish(&mut self, target: &mut dyn Target) -> u64 {
        self.pairs.finish(target)
    }

    /// The journey's id as the row tells it, where it is not simply a cell: none, or one of several.
    fn name_journey(&mut self, row: Row<'_>, line: u64) {
        self.journey.clear();
        if self.bound.by_line {
            self.journey = line.to_string();
        }
        for (at, column) in self.bound.journey.iter().enumerate() {
            let cell = row.cell(*column);
            if cell.is_empty() {
                return self.journey.clear();
            }
            if at > 0 {
                self.journey.push_str(" / ");
            }
            self.journey.push_str(cell);
        }
        let split = self.bound.split.map_or("", |column| row.cell(column));
        if !split.is_empty() && !self.journey.is_empty() {
            self.journey.push_str(" / ");
            self.journey.push_str(split);
        }
    }

    /// Binds the present row with one event's own cells.
    fn bind(&mut self, place: Place<'_>, part: &Part<'_>, target: &mut dyn Target) -> bool {
        let mut part = *part;
        if part[JOURNEY].is_empty() {
            part[JOURNEY] = &self.journey;
        }
        let row = self.derived.with(self.bound.width, &part);
        target.bind(row, place.line, place.index)
    }

    fn wide(&mut self, place: Place<'_>, dates: bool, target: &mut dyn Target) -> bool {
        let bound = self.bound.clone();
        let Kind::Wide { columns, .. } = &bound.kind else {
            return false;
        };
        let cell = |column: Option<usize>| column.map_or("", |column| place.row.cell(column));
        let filled = |at: &usize| !place.row.cell(columns[*at]).is_empty();
        let Some(last) = (0..columns.len()).rev().find(filled) else {
            let reason = if dates {
                ProblemReason::EmptyTime
            } else {
                ProblemReason::NoAnswer
            };
            target.refuse(
                place.line,
                bound.labels.first().map(String::as_str),
                "",
                reason,
            );
            return false;
        };
        self.derived.start(place.row, bound.width);
        let mut kept = false;
        for at in (0..=last).filter(filled) {
            let mut part: Part<'_> = [""; ADDED];
            part[TOUCHPOINT] = &bound.labels[at];
            part[TIME] = cell(Some(columns[at]));
            if at == last {
                // What is told once a row goes with its last event.
                part[EMOTION] = cell(bound.emotion);
                part[REVENUE] = cell(bound.revenue);
                part[VERBATIM] = cell(bound.verbatim);
            }
            if !dates {
                part[EMOTION] = part[TIME];
                target.rename(bound.width + EMOTION, &bound.names[columns[at]]);
            }
            target.rename(bound.width + TIME, &bound.names[columns[at]]);
            kept |= self.bind(place, &part, target);
        }
        kept
    }

    /// The journeys of a path that reached its end, and those that did not.
    fn path(&mut self, place: Place<'_>, target: &mut dyn Target) -> bool {
        let bound = self.bound.clone();
        let Kind::Paths {
            column,
            separator,
            conversions,
            value,
            nulls,
        } = &bound.kind
        else {
            return false;
        };
        let cell = |column: Option<usize>| column.map_or("", |column| place.row.cell(column));
        self.derived.start(place.row, bound.width);
        let (converted, lost) = (cell(*conversions), cell(*nulls));
        let each = share(cell(*value), converted, &self.value);
        let journey = self.journey.clone();
        let other = [journey.as_str(), " (2)"].concat();
        // Without any count every row is one journey.
        let plain = conversions.is_none() && nulls.is_none();
        let ways = [
            (converted, *conversions, journey.as_str(), each.as_str()),
            (
                if plain { "1" } else { lost },
                *nulls,
                if conversions.is_some() {
                    &other
                } else {
                    &journey
                },
                if conversions.is_none() {
                    cell(*value)
                } else {
                    ""
                },
            ),
        ];
        let mut kept = false;
        for (at, (count, counted, journey, revenue)) in ways.into_iter().enumerate() {
            let present = counted.is_some() || (plain && at == 1);
            if !present || journey.is_empty() && at == 1 {
                continue;
            }
            if let Some(counted) = counted {
                target.rename(bound.width + WEIGHT, &bound.names[counted]);
            }
            let mut part: Part<'_> = [""; ADDED];
            part[JOURNEY] = journey;
            part[WEIGHT] = count;
            let end = bound.labels.first().filter(|_| at == 0);
            let mut steps = place
                .row
                .cell(*column)
                .split(separator.as_str())
                .chain(end.map(String::as_str))
                .peekable();
            while let Some(step) = steps.next() {
                part[TOUCHPOINT] = step;
                part[REVENUE] = if steps.peek().is_none() { revenue } else { "" };
                if !self.bind(place, &part, target) {
                    break;
                }
                kept = true;
            }
        }
        kept
    }
}
