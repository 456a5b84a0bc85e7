//! The loaded table as it is kept beside its file, so that opening the file again need not read it.
//!
//! Owns the form: pieces of [`PIECE`] bytes, each with a checksum that continues the one before it. In them stand, each filled up to a
//! multiple of eight bytes: the [`PREFIX`], the head (what the table was made from, which columns follow), three texts, the columns.
//! Everything is little endian. Must not know where the pieces are kept, nor when it is worth it.

mod read;
mod write;

pub use read::restore;
pub use write::Writing;

use serde::{Deserialize, Serialize};

use super::SLICE_BYTES;
use crate::model::event::TableSchema;
use crate::model::load::{Goal, LoadOptions, SourceInfo};

/// Raised whenever the order, the meaning or the form of anything stored changes.
const LAYOUT: u32 = 1;
const MAGIC: [u8; 8] = *b"PARCOURS";
/// The magic number, the layout, the length of the head, the length of all pieces (4 bytes, 4 bytes, 8 bytes).
const PREFIX: usize = 24;
/// Bytes of every piece but the last, checksum included.
pub const PIECE: usize = SLICE_BYTES;
const CHECKSUM: usize = 8;
/// What a piece holds beside its checksum.
const PAYLOAD: usize = PIECE - CHECKSUM;

/// What a table was made from.
#[derive(Clone)]
pub struct Belongs {
    /// Tells these files, settings and build from all others, see [`crate::protocol::KeptFiles`]: a stored table stands for a reading only
    /// where it is the same.
    pub stamp: String,
    pub options: LoadOptions,
}

/// What is stored of a table beside its columns.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub stamp: String,
    pub source: SourceInfo,
    pub schema: TableSchema,
    pub time_base: i64,
    pub emptied_cells: u32,
    pub plain_times: u32,
    pub told_goal: Option<Goal>,
    /// Kind and count of what follows, see [`parcours_kernel::Column::new`].
    pub columns: Vec<(u8, u32)>,
}

/// What answers where the files have not been read: the same bytes that were answered when they were.
pub(super) struct Written {
    /// The message that answered, without what is looked for when it is asked for.
    pub review: Vec<u8>,
    /// JSON.
    pub problems: String,
}
