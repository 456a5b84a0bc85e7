//! Which problems left a cell empty.

use crate::model::load::ProblemReason;

pub const fn is_emptied(reason: ProblemReason) -> bool {
    reason.is_about_a_cell()
}
