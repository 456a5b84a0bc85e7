//! The first walk: marks to find rows again, what the steps take away, and what could be cleaned.

use super::walker::{Found, Pass};
use crate::import::clean::{Cleaner, OfferCounter, Removed, Washer};
use crate::import::plan::Plan;
use crate::model::recipe::StepOutcome;

/// Rows between two marks: a window reads at most so many rows for nothing.
const MARK_EVERY: u32 = 256;

/// Where a row begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    pub row: u32,
    pub line: u64,
    pub offset: u64,
}

pub struct Survey {
    washer: Washer,
    offers: OfferCounter,
    marks: Vec<Mark>,
    rows: u32,
}

pub struct Surveyed {
    pub washer: Washer,
    /// Ascending; the first is the start of the file.
    pub marks: Vec<Mark>,
    pub rows: u32,
}

impl Survey {
    pub fn new(plan: &Plan) -> Self {
        Self::counting(plan, OfferCounter::new(plan))
    }

    /// Of one more file: what could be cleaned in both counts together, and what is in the file `before` is there already.
    pub fn after(plan: &Plan, mut offers: OfferCounter, before: &mut Surveyed) -> Self {
        offers.begin_file(plan);
        let mut survey = Self::counting(plan, offers);
        survey.washer.follow(&mut before.washer);
        survey
    }

    fn counting(plan: &Plan, offers: OfferCounter) -> Self {
        Self {
            washer: Washer::new(plan),
            offers,
            marks: vec![Mark::default()],
            rows: 0,
        }
    }

    pub fn finish(self) -> (Surveyed, OfferCounter) {
        let surveyed = Surveyed {
            washer: self.washer,
            marks: self.marks,
            rows: self.rows,
        };
        (surveyed, self.offers)
    }
}

impl Pass for Survey {
    fn row(&mut self, found: &Found<'_>) -> bool {
        if let Some(offset) = found.offset {
            self.marks.push(Mark {
                row: found.number,
                line: found.line,
                offset,
            });
        }
        self.rows = found.number + 1;
        if let Some(row) = self.washer.clean(found.row, found.number, found.line) {
            self.offers.add(row, found.line);
        }
        true
    }

    fn marks(&self, number: u32) -> bool {
        number > 0 && number.is_multiple_of(MARK_EVERY)
    }
}

impl Surveyed {
    pub fn removed(&self) -> &[Removed] {
        self.washer.removed()
    }

    pub fn outcomes(&self) -> Vec<StepOutcome> {
        self.washer.step_outcomes()
    }

    /// The last mark at or before a row.
    pub fn mark_before(&self, row: u32) -> Mark {
        let after = self.marks.partition_point(|mark| mark.row <= row);
        self.marks[after.saturating_sub(1)]
    }
}
