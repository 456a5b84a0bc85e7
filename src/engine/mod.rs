//! L2. Requests in, replies out: reads files in slices through `import` into `store`, and asks the table.
//!
//! Owns the loaded table and the order of work. Must not know the browser: a file is a [`Source`], the caller a [`Host`].

mod desk;
mod gather;
mod load;
mod loaded;
mod practice;
mod preview;
mod rows;
mod stored;

pub use desk::Desk;
pub use load::{LoadOutcome, load, too_large};
pub use loaded::Loaded;
pub use practice::{practice_file, practise};
pub use preview::preview;
pub use rows::WantedRows;
pub use stored::{Belongs, PIECE, Writing, restore};

use crate::model::filter::Filter;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
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
    /// Tells the tables apart that are here one after the other.
    number: u32,
}

impl Engine {
    /// Puts a freshly read table in the place of the present one; true if there was one to put.
    pub fn take(&mut self, outcome: LoadOutcome) -> (Reply, bool) {
        match outcome {
            LoadOutcome::Review(review) => (Reply::Review(review), false),
            LoadOutcome::Loaded(loaded) => (self.put(*loaded), true),
        }
    }

    fn put(&mut self, loaded: Loaded) -> Reply {
        let info = Box::new(loaded.info());
        self.loaded = Some(loaded);
        self.number += 1;
        Reply::Table(info)
    }

    /// What the present table was read from, where it may be stored.
    pub fn belongs_to(&mut self, belongs: Belongs) {
        if let Some(loaded) = &mut self.loaded {
            loaded.belongs_to(belongs);
        }
    }

    /// Begins to write the present table, and says its number. `None` where it is not that of `stamp`, or is stored already.
    pub fn writing(&self, stamp: &str) -> Option<(u32, Writing)> {
        let loaded = self.loaded.as_ref()?;
        let belongs = loaded.belongs()?.stamp == stamp;
        Some((self.number, Writing::new(loaded).filter(|_| belongs)?))
    }

    /// Is the present table the stored one of `stamp`?
    pub fn is_restored(&self, stamp: &str) -> bool {
        self.loaded.as_ref().is_some_and(|loaded| {
            loaded.is_restored() && loaded.belongs().is_some_and(|of| of.stamp == stamp)
        })
    }

    /// The next piece; `None` where another table has come since.
    pub fn piece(&self, number: u32, writing: &mut Writing) -> Option<Vec<u8>> {
        let loaded = self.loaded.as_ref().filter(|_| self.number == number)?;
        Some(writing.piece(loaded))
    }

    /// The number of the present table and what to read its files with, where its rows cannot be found without: it was restored.
    pub fn lacks_rows(&self) -> Option<(u32, LoadOptions)> {
        let loaded = self.loaded.as_ref().filter(|loaded| loaded.lacks_rows())?;
        Some((self.number, loaded.belongs()?.options.clone()))
    }

    /// Takes the reading that [`Self::lacks_rows`] asks for.
    ///
    /// # Errors
    /// `Superseded` where another table has come since.
    pub fn learn_rows(&mut self, number: u32, outcome: LoadOutcome) -> Result<(), LoadError> {
        match (&mut self.loaded, outcome) {
            (Some(loaded), LoadOutcome::Loaded(read)) if self.number == number => {
                loaded.learn_rows(*read);
                Ok(())
            }
            _ => Err(LoadError::new(LoadErrorCode::Superseded)),
        }
    }

    /// Answers everything but `Load`, `Preview` and `Rows`, which need the files.
    pub fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Close => {
                self.loaded = None;
                self.number += 1;
                Reply::Done
            }
            Request::Authored(authored) => match Loaded::from_authored(*authored) {
                Ok(loaded) => self.put(loaded),
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
