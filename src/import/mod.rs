//! L1. Bytes pushed in slices → rows → events: encodings, dialects, JSON, roles, times, numbers, scales.
//!
//! Owns reading of journey data. Must not know: files, workers, the table, words of the page.
//!
//! [`plan`] looks at the head and decides; a [`Reader`] streams the whole file by that plan into an
//! [`EventSink`](crate::model::event::EventSink); where the whole file contradicts the head it asks to be read again.
//! A new format is a new [`Layout`](plan) that yields rows; everything from rows on is shared.

mod again;
mod amend;
mod binder;
mod clean;
mod clear;
mod collector;
mod columns;
mod decide;
mod dialect;
mod encoding;
mod header;
mod json;
mod lane;
mod magic;
mod number;
mod plan;
mod problems;
mod reader;
mod review;
mod roles;
mod rows;
mod sample;
mod scale;
mod shape;
mod tables;
mod time;
mod words;

pub use again::{
    Found, Key, Looking, Mark, Pass, Rereading, SortedBy, Survey, Surveyed, Window, csv_line,
    in_order,
};
pub use clean::{PersonalColumn, PersonalKind, Removed, can_clean, personal_columns, use_cleaning};
pub use collector::{RawRows, RowCollector};
pub use encoding::{ForeignDecoder, OpenForeign, use_foreign_decoders};
pub use json::may_be_json;
pub use plan::{Plan, plan};
pub use reader::{Imported, Outcome, Reader};
pub use tables::{Fitting, Joined, Tables};
