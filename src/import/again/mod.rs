//! Reading a file again, after it was loaded: its rows as written and as read, found by number, by text, in the order of a column.
//!
//! Owns the way from bytes back to single rows. Must not know: the table of events, where the bytes come from.

mod looking;
mod read_as;
mod source_length;
mod survey;
mod walker;
mod window;

pub use looking::{Key, Looking, SortedBy, in_order};
pub use survey::{Mark, Survey, Surveyed};
pub use walker::{Found, Pass, Rereading};
pub use window::{Window, csv_line};
