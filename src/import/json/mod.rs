//! JSON → rows: lists of objects, lists inside an object, lists keyed by journey.
//!
//! Must not know: roles, what the cells mean.

mod records;
mod scan;
mod shape;

pub use records::{Record, read_head, read_records};
pub use shape::{Shape, is_parcours_document, looks_like_json};
