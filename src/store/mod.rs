//! L1. The columnar event table: dictionaries, packed columns in journey order, filters, and every answer computed from them.
//!
//! Owns the rows of a loaded file and the numbers of contract §3.
//! Must not know: files, formats, the browser, words of a language, a clock.

mod builder;
mod columns;
mod detail;
mod dictionary;
mod filter;
mod filter_time;
mod goal;
mod headline;
mod index;
mod info;
mod lens;
mod overview;
mod packed;
mod pairs;
mod personas;
mod samples;
mod shown;
mod split;
mod split_offers;
mod stage_order;
mod stats;
mod stored;
mod strip;
mod summary;
mod table;
mod tally;
mod values;
mod variants;

pub use builder::{StoreError, TableBuilder};
pub use filter::FilterError;
pub use goal::{GOAL_VETOES, GOAL_WORDS};
pub use table::Table;
