//! The raw cells of chosen rows, from a second reading of the file.
//!
//! Must not know: roles, events.

use super::again::{Found, Pass, Rereading};
use super::clean::{Cleaner, cleaning};
use super::plan::Plan;
use crate::model::load::LoadError;
use crate::model::ordering::sort_numbers;

/// Rows as written, under the table's header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRows {
    pub header: Vec<String>,
    /// First line in the file, number among the data rows, cells.
    pub rows: Vec<(u64, u32, Vec<String>)>,
}

pub struct RowCollector {
    walk: Rereading<Picked>,
    header: Vec<String>,
    /// Puts tokens where persons are hidden.
    cleaner: Option<Box<dyn Cleaner>>,
}

/// The wanted rows so far.
struct Picked {
    /// Ascending; `None`: all rows.
    wanted: Option<Vec<u32>>,
    found: Vec<(u64, u32, Vec<String>)>,
}

impl Picked {
    fn is_done(&self) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_some_and(|wanted| self.found.len() == wanted.len())
    }

    fn wants(&self, row: u32) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_none_or(|wanted| wanted.get(self.found.len()) == Some(&row))
    }
}

impl Pass for Picked {
    fn row(&mut self, found: &Found<'_>) -> bool {
        if self.wants(found.number) {
            let cells = found.row.cells().map(String::from).collect();
            self.found.push((found.line, found.number, cells));
        }
        !self.is_done()
    }
}

impl RowCollector {
    /// `wanted`: numbers of data rows (from 0), in any order.
    pub fn new(plan: Plan, mut wanted: Vec<u32>) -> Self {
        sort_numbers(&mut wanted, &|a, b| a.cmp(&b));
        wanted.dedup();
        Self::of(plan, Some(wanted))
    }

    /// Every row: for the small tables that others are looked up in.
    pub fn all(plan: Plan) -> Self {
        Self::of(plan, None)
    }

    fn of(plan: Plan, wanted: Option<Vec<u32>>) -> Self {
        let picked = Picked {
            wanted,
            found: Vec::new(),
        };
        // A table that is looked up has been read by nobody before.
        let walk = match picked.wanted {
            None => Rereading::first(&plan, picked),
            Some(_) => Rereading::new(&plan, picked),
        };
        Self {
            walk,
            cleaner: cleaning()
                .filter(|_| plan.options.recipe.hides_persons())
                .map(|cleaning| (cleaning.open)(&plan)),
            header: plan.names,
        }
    }

    /// Takes the file's next bytes; `false`: every wanted row is found.
    ///
    /// # Errors
    /// `QuoteNeverClosed`, or what is wrong with the JSON.
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool, LoadError> {
        if self.walk.pass.is_done() {
            return Ok(false);
        }
        self.walk.push(bytes)
    }

    /// The rows found, in file order.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn finish(self) -> Result<RawRows, LoadError> {
        let mut rows = self.walk.finish()?.found;
        if let Some(cleaner) = &self.cleaner {
            for (_, _, cells) in &mut rows {
                cleaner.hide(cells);
            }
        }
        Ok(RawRows {
            header: self.header,
            rows,
        })
    }
}
