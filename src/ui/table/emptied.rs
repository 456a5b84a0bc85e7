//! Which problems left a cell empty rather than a row out.

use crate::model::load::ProblemReason;

pub const fn is_emptied(reason: ProblemReason) -> bool {
    !reason.rejects_row()
}
