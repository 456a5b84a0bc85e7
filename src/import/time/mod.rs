//! Cells → points in time: calendar forms, epochs, serial days; and what a column's form is.
//!
//! Must not know: roles, rows, files.

mod calendar;
mod clock;
mod cursor;
mod form;
mod months;

pub use calendar::Moment;
pub use form::{OrderVotes, TimeForm, TimeLook, TimeProfile};
