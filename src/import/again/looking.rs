//! Walks that choose rows: those that hold a text, in the order of a column.

use super::read_as::as_row;
use super::walker::{Found, Pass};
use crate::import::clean::{Cleaner, Washer, lower, time_of};
use crate::import::number::parse_number;
use crate::import::plan::{Plan, TimePlan};
use crate::import::rows::Row;
use crate::model::load::{ColumnKind, Role};
use crate::model::ordering::sort_items;

/// The order wanted: a column (`None`: by line), and whether the highest come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SortedBy {
    pub column: Option<u32>,
    pub descending: bool,
}

/// What a row is sorted by.
pub enum Key {
    Empty,
    Number(f64),
    Text(String),
}

/// How the cells of the column are compared.
enum Compare {
    Nothing,
    Times(Vec<usize>, TimePlan),
    Numbers { column: usize, comma: bool },
    Texts(usize),
}

pub struct Looking<'w> {
    washer: &'w Washer,
    /// Ascending.
    wanted: &'w [u32],
    at: usize,
    needle: String,
    compare: Compare,
    found: Vec<(u32, Key)>,
}

impl<'w> Looking<'w> {
    /// Among the rows `wanted` (ascending): those with `needle` in a cell, as written or as read.
    pub fn new(
        plan: &Plan,
        washer: &'w Washer,
        wanted: &'w [u32],
        needle: &str,
        by: SortedBy,
    ) -> Self {
        Self {
            washer,
            wanted,
            at: 0,
            needle: lower(needle.trim()),
            compare: compare(plan, by),
            found: Vec::new(),
        }
    }

    /// The rows in file order, each with what it is sorted by.
    pub fn finish(self) -> Vec<(u32, Key)> {
        self.found
    }

    fn holds(&self, written: &[String], cleaned: &[String]) -> bool {
        self.needle.is_empty()
            || written
                .iter()
                .chain(cleaned)
                .any(|cell| lower(cell).contains(&self.needle))
    }

    fn key(&self, cells: &[String]) -> Key {
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        match &self.compare {
            Compare::Nothing => Key::Empty,
            Compare::Times(columns, plan) => {
                let (text, spans) = as_row(cells);
                let time = time_of(Row::new("", &text, &spans), columns, Some(plan));
                time.map_or(Key::Empty, |micros| Key::Number(micros as f64))
            }
            Compare::Numbers { column, comma } => {
                let number = parse_number(cell(*column).as_bytes(), *comma);
                number.map_or(Key::Empty, Key::Number)
            }
            Compare::Texts(column) if cell(*column).is_empty() => Key::Empty,
            Compare::Texts(column) => Key::Text(lower(cell(*column))),
        }
    }
}

/// The rows in the order wanted; equal ones in file order.
pub fn in_order(mut found: Vec<(u32, Key)>, by: SortedBy) -> Vec<u32> {
    if by.column.is_some() {
        sort_items(&mut found, |a, b| {
            let order = order_of(&a.1, &b.1, by.descending);
            order.then(a.0.cmp(&b.0))
        });
    } else if by.descending {
        found.reverse();
    }
    found.into_iter().map(|(row, _)| row).collect()
}

/// Empty cells stand last, whichever way.
fn order_of(a: &Key, b: &Key, descending: bool) -> std::cmp::Ordering {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (a, b) {
        (Key::Empty, Key::Empty) => return Equal,
        (Key::Empty, _) => return Greater,
        (_, Key::Empty) => return Less,
        (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
        (Key::Text(a), Key::Text(b)) => a.cmp(b),
        (Key::Number(_), Key::Text(_)) => Less,
        (Key::Text(_), Key::Number(_)) => Greater,
    };
    if descending { order.reverse() } else { order }
}

fn compare(plan: &Plan, by: SortedBy) -> Compare {
    let Some(column) = by.column.map(|column| column as usize) else {
        return Compare::Nothing;
    };
    let times = plan.roles.of(Role::Time);
    if let (Some(time), true) = (&plan.time, times.contains(&column)) {
        return Compare::Times(times.to_vec(), time.clone());
    }
    let Some(profile) = plan.profiles.get(column) else {
        return Compare::Nothing;
    };
    match profile.kind() {
        ColumnKind::Number => Compare::Numbers {
            column,
            comma: profile.numbers.is_comma(false),
        },
        _ => Compare::Texts(column),
    }
}

impl Pass for Looking<'_> {
    fn row(&mut self, found: &Found<'_>) -> bool {
        while self
            .wanted
            .get(self.at)
            .is_some_and(|row| *row < found.number)
        {
            self.at += 1;
        }
        match self.wanted.get(self.at) {
            None => return false,
            Some(row) if *row != found.number => return true,
            Some(_) => {}
        }
        let mut cells: Vec<String> = found.row.cells().map(str::to_owned).collect();
        let cleaned = self.washer.look(&cells);
        self.washer.hide(&mut cells);
        if self.holds(&cells, &cleaned) {
            let key = self.key(&cleaned);
            self.found.push((found.number, key));
        }
        self.at += 1;
        self.at < self.wanted.len()
    }
}
