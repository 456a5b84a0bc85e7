//! JSON → rows: lists of objects, lists inside an object, lists keyed by journey, lists inside journeys, one object a line.
//!
//! Must not know: roles, what the cells mean.

mod head;
mod late;
mod record;
mod records;
mod scan;
mod shape;

pub use head::read_head;
pub use late::LateKeys;
pub use records::{Record, Records};
pub use shape::{Shape, looks_like_json};
