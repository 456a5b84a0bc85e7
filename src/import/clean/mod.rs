//! Cleaning steps between a row as written and the row that is read.
//!
//! Owns what each step of a [`Recipe`](crate::model::recipe::Recipe) does to cells and rows, and its counts.
//! Must not know: events, the table, who chose the steps.
//!
//! The module is handed in ([`use_cleaning`]), so that a worker that never cleans does not bring it along.

mod adapt;
mod chain;
mod column;
mod duplicates;
mod fold;
mod ids;
mod keys;
mod offers;
mod personal;
mod spellings;
mod token;
mod value;
mod washer;

use std::fmt;
use std::sync::OnceLock;

use super::plan::Plan;
use super::rows::Row;
use crate::model::load::LoadError;
use crate::model::recipe::Recipe;

pub use fold::lower;
pub(super) use keys::time_of;
pub use offers::OfferCounter;
pub use personal::{PersonalColumn, PersonalKind, personal_columns};
pub use washer::{Removed, Seen, Washer};

/// Makes one reading's rows what the recipe says.
pub trait Cleaner {
    /// The row after all steps; `None`: one of them has taken it away.
    fn clean<'a>(&'a mut self, row: Row<'a>, number: u32, line: u64) -> Option<Row<'a>>;
    /// Puts tokens (or nothing) in the place of cells that hide persons, in a row that is shown as written.
    fn hide(&self, cells: &mut [String]);
    /// Rows taken away as duplicates.
    fn duplicates(&self) -> u64;
    /// What each step did, as JSON: a list of [`StepOutcome`](crate::model::recipe::StepOutcome).
    fn outcomes(&self) -> String;
    /// The rows that were there, for the next of several files.
    fn take_seen(&mut self) -> Vec<Seen>;
    /// The rows of the files before: what stands in one of them is there already.
    fn follow(&mut self, before: &mut dyn Cleaner);
}

impl fmt::Debug for dyn Cleaner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cleaner")
    }
}

/// The two ends of cleaning: what a plan must know of a recipe, and the rows.
#[derive(Debug, Clone, Copy)]
pub struct Cleaning {
    pub adapt: fn(&mut Plan) -> Result<(), LoadError>,
    pub open: fn(&Plan) -> Box<dyn Cleaner>,
    /// Of a recipe what can be done in a table with other columns.
    pub of_events: fn(&Recipe) -> Recipe,
}

static CLEANING: OnceLock<Cleaning> = OnceLock::new();

/// Steps are done from now on. The first call counts.
pub fn use_cleaning() {
    // A second registration is of the same functions.
    let _ = CLEANING.set(OWN);
}

const OWN: Cleaning = Cleaning {
    adapt: adapt::adapt,
    of_events: adapt::of_events,
    open: |plan| Box::new(Washer::new(plan)),
};

/// `None` where this build does not clean.
pub(super) fn cleaning() -> Option<Cleaning> {
    #[cfg(not(target_arch = "wasm32"))]
    use_cleaning();
    CLEANING.get().copied()
}

/// Can a recipe be applied here?
pub fn can_clean() -> bool {
    cleaning().is_some()
}
