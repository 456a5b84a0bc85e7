//! The loops that run once a byte, a cell or an event, on plain slices of numbers.
//!
//! A crate of its own so that it is compiled for speed while everything around it is compiled for size.
//! Must not know: files, roles, names, the shape of filters and answers.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod codes;
mod keep;
mod lists;
mod median;
mod stages;
mod times;
mod variants;

pub use codes::Codes;
pub use keep::{Dimension, Kept, MIXED, Question, keep, uniform};
pub use lists::{Counts, Groups, ListInput, ListTotals, lists};
pub use median::{Medians, middle, quantile, select};
pub use stages::{StageInput, StageTotals, stages};
pub use times::{Times, waits};
pub use variants::Variants;
