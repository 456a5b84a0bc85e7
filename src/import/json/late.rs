//! Rows of a file whose later records have keys that its head had not: what the plan is made again from.

use crate::import::rows::Row;
use crate::import::sample::Sample;

/// Rows kept from the file's beginning, and as many of those with new keys.
const KEPT: usize = 1_000;

#[derive(Default)]
pub struct LateKeys {
    /// Of each row: its line and its cells.
    first: Vec<(u64, Vec<String>)>,
    late: Vec<(u64, Vec<String>)>,
}

impl LateKeys {
    /// `known`: the columns that the plan speaks of.
    pub fn see(&mut self, row: Row<'_>, line: u64, known: usize) {
        let kept = match (self.first.len() < KEPT, row.len() > known) {
            (true, _) => &mut self.first,
            (false, true) if self.late.len() < KEPT => &mut self.late,
            _ => return,
        };
        kept.push((line, row.cells().map(String::from).collect()));
    }

    /// The rows, as wide as the table turned out to be.
    pub fn sample(self, width: usize) -> Sample<'static> {
        let mut sample = Sample::default();
        for (line, mut cells) in self.first.into_iter().chain(self.late) {
            cells.resize(width, String::new());
            sample.push(line, cells.into_iter());
        }
        sample
    }
}
