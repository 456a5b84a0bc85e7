//! L2. Requests in, replies out: reads files in slices through `import` into `store`, and asks the table.
//!
//! Owns the loaded table and the order of work. Must not know the browser: a file is a [`Source`], the caller a [`Host`].

mod desk;
mod gather;
mod load;
mod loaded;
mod preview;
mod rows;

pub use desk::Desk;
pub use load::{LoadOutcome, load, too_large};
pub use loaded::Loaded;
pub use preview::preview;
pub use rows::WantedRows;

use crate::model::filter::Filter;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::{Progress, Reply, Request};
use crate::store::FilterError;

/// Bytes asked of a source at once: large enough that the way there does not matter, small enough that progress is seen.
pub const SLICE_BYTES: usize = 4 << 20;

/// The file cannot be read (any more).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadFailure;

/// A file as a handle: its bytes are asked for in slices.
pub trait Source {
    /// In bytes.
    fn length(&self) -> u64;
    /// Up to `length` bytes from `offset`; fewer only at the end of the file.
    fn read(
        &mut self,
        offset: u64,
        length: usize,
    ) -> impl Future<Output = Result<Vec<u8>, ReadFailure>>;
}

/// Who waits for a load.
pub trait Host {
    fn progress(&self, progress: Progress);
    /// How much memory the engine has taken from its surroundings, in bytes; 0 where nobody counts.
    fn memory_bytes(&self) -> u64 {
        0
    }
}

/// The loaded table, if there is one, and what is asked of it.
#[derive(Default)]
pub struct Engine {
    loaded: Option<Loaded>,
}

impl Engine {
    /// Puts a freshly read table in the place of the present one; true if there was one to put.
    pub fn take(&mut self, outcome: LoadOutcome) -> (Reply, bool) {
        match outcome {
            LoadOutcome::Review(review) => (Reply::Review(review), false),
            LoadOutcome::Loaded(loaded) => {
                let info = Box::new(loaded.info());
                self.loaded = Some(*loaded);
                (Reply::Table(info), true)
            }
        }
    }

    /// Answers everything but `Load`, `Preview` and `Rows`, which need the files.
    pub fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Close => {
                self.loaded = None;
                Reply::Done
            }
            Request::Authored(authored) => match Loaded::from_authored(*authored) {
                Ok(loaded) => {
                    let info = Box::new(loaded.info());
                    self.loaded = Some(loaded);
                    Reply::Table(info)
                }
                Err(error) => Reply::Failed(error),
            },
            Request::Crash => crash(),
            request => match &mut self.loaded {
                Some(loaded) => loaded.answer(request).unwrap_or_else(Reply::Failed),
                None => Reply::Failed(LoadError::new(LoadErrorCode::NoData)),
            },
        }
    }

    /// The rows that a filter keeps, to be read from the file.
    ///
    /// # Errors
    /// `NoData`, or `BadFilter`.
    pub fn wanted_rows(
        &self,
        filter: &Filter,
        limit: Option<u32>,
        offset: u32,
    ) -> Result<WantedRows, LoadError> {
        let loaded = self
            .loaded
            .as_ref()
            .ok_or_else(|| LoadError::new(LoadErrorCode::NoData))?;
        loaded.wanted_rows(filter, limit, offset)
    }
}

/// The one wanted panic: a test asks for it to see that the page survives.
#[allow(clippy::panic)]
fn crash() -> Reply {
    panic!("asked to crash")
}

/// A filter that the table cannot apply.
fn bad_filter(error: FilterError) -> LoadError {
    match error {
        FilterError::UnreadableTime(text) | FilterError::UnknownAttribute(text) => {
            LoadError::about(LoadErrorCode::BadFilter, text)
        }
    }
}
