//! What a row of a table stands for: found or told, and turned into events.
//!
//! Must not know: delimiters, encodings, how cells are converted. Plain tables of one event a row never come here.

mod bound;
mod derived;
mod find;
mod numbers;
mod orders;
mod pairs;
mod scores;
mod shaper;

pub use bound::{Bound, Lookup};
pub use find::{Found, find};
pub use shaper::{Shaper, Target};
