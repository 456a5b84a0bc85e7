//! L0. The field's nouns as plain data: events, journeys, filters, answers, the map document.
//!
//! Owns the vocabulary of `contract.md` §1 and every shape that crosses a module border.
//! Must not know: files, bytes, the browser, words of a language.

pub mod answer;
pub mod cells;
pub mod document;
pub mod emotion;
pub mod event;
pub mod filter;
pub mod filter_parts;
pub mod load;
pub mod ordering;
pub mod query;
pub mod recipe;
pub mod shape;
pub mod summary;
pub mod time;
pub mod unpacked;
pub mod zone;
