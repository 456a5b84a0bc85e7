//! A walk that takes a few rows with their cells, as written and as read.

use super::read_as::Reading;
use super::walker::{Found, Pass};
use crate::import::clean::{Cleaner, Washer};
use crate::import::plan::Plan;
use crate::model::cells::TableRow;

pub struct Window<'w> {
    washer: &'w Washer,
    reading: Reading<'w>,
    /// Ascending.
    wanted: &'w [u32],
    pub rows: Vec<TableRow>,
}

impl<'w> Window<'w> {
    pub fn new(plan: &'w Plan, washer: &'w Washer, wanted: &'w [u32]) -> Self {
        Self {
            washer,
            reading: Reading::new(plan),
            wanted,
            rows: Vec::new(),
        }
    }
}

impl Pass for Window<'_> {
    fn row(&mut self, found: &Found<'_>) -> bool {
        if self.wanted.get(self.rows.len()) == Some(&found.number) {
            let mut cells: Vec<String> = found.row.cells().map(str::to_owned).collect();
            let cleaned = self.washer.look(&cells);
            self.washer.hide(&mut cells);
            let removed = self.washer.removed();
            let at = removed.partition_point(|gone| gone.row < found.number);
            let gone = removed.get(at).filter(|gone| gone.row == found.number);
            self.rows.push(TableRow {
                line: found.line,
                file: 0,
                removed: gone.map(|gone| gone.step),
                read: self.reading.of(&cells, &cleaned),
                cells,
            });
        }
        self.rows.len() < self.wanted.len()
    }
}

/// One record of a CSV file, with its line end.
pub fn csv_line<'c>(cells: impl Iterator<Item = &'c str>, separator: char) -> String {
    let mut text = String::new();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(separator);
        }
        if cell.contains([separator, '"', '\n', '\r']) || cell.starts_with([' ', '\t']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
    text
}
