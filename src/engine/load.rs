//! One load: look at the head, decide, read the rest in slices, again if the whole file says otherwise.

use crate::import::{self, Outcome, Plan, Reader};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions, Review};
use crate::model::query::Lens;
use crate::protocol::Progress;
use crate::store::TableBuilder;

use super::loaded::Loaded;
use super::{Host, SLICE_BYTES, Source};

/// A plan that the whole file contradicts is corrected; each correction settles one matter, and there are few.
const MOST_READINGS: usize = 5;

pub enum LoadOutcome {
    Loaded(Box<Loaded>),
    /// Something must be decided first.
    Review(Box<Review>),
}

/// How much of the files is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent {
    Whole,
    /// The first bytes of each, without the record that they cut.
    Head(usize),
}

/// Reads the files whole. The caller's present table is not touched.
///
/// # Errors
/// Everything of [`LoadErrorCode`] that can be wrong with a file; `Vanished` if it cannot be read to its end, `Cancelled`.
pub async fn load(
    files: &mut [impl Source],
    options: LoadOptions,
    lens: Lens,
    host: &dyn Host,
) -> Result<LoadOutcome, LoadError> {
    read_files(files, options, lens, host, Extent::Whole).await
}

pub(super) async fn read_files(
    files: &mut [impl Source],
    options: LoadOptions,
    lens: Lens,
    host: &dyn Host,
    extent: Extent,
) -> Result<LoadOutcome, LoadError> {
    let source = files
        .first_mut()
        .ok_or_else(|| LoadError::new(LoadErrorCode::NoData))?;
    let mut head = read(source, 0).await?;
    if let Extent::Head(bytes) = extent {
        head.truncate(bytes);
    }
    let complete = head.len() as u64 >= source.length();
    if !options.recipe.is_empty() && !import::can_clean() {
        return Err(LoadError::about(LoadErrorCode::Unsupported, "recipe"));
    }
    let mut plan = import::plan(&head, complete, &options)?;
    for _ in 0..MOST_READINGS {
        if asks(&plan, &options) {
            return Ok(LoadOutcome::Review(Box::new(plan.review())));
        }
        match read_all(source, &head, plan, host, extent).await? {
            // What only the whole file leaves open is asked when it has been read.
            Outcome::Done(imported) if asks(&imported.plan, &options) => {
                return Ok(LoadOutcome::Review(Box::new(imported.plan.review())));
            }
            Outcome::Done(imported) => {
                return Loaded::from_import(imported, lens, &options)
                    .map(|loaded| LoadOutcome::Loaded(Box::new(loaded)));
            }
            Outcome::ReadAgain(better) => plan = better,
        }
    }
    Err(LoadError::new(LoadErrorCode::Unsupported))
}

fn asks(plan: &Plan, options: &LoadOptions) -> bool {
    options.review != Some(false) && !plan.questions().is_empty()
}

async fn read_all(
    source: &mut impl Source,
    head: &[u8],
    plan: Plan,
    host: &dyn Host,
    extent: Extent,
) -> Result<Outcome<TableBuilder>, LoadError> {
    let builder = TableBuilder::new(plan.schema());
    let mut reader = Reader::new(plan, builder);
    let total = source.length();
    reader.push(head)?;
    if let Extent::Head(_) = extent
        && (head.len() as u64) < total
    {
        return reader.finish_cut();
    }
    let mut offset = head.len() as u64;
    while offset < total && reader.wants_more() {
        host.progress(Progress {
            bytes_read: offset,
            bytes_total: Some(total),
            rows_read: reader.rows_read(),
        });
        let bytes = read(source, offset).await?;
        if host.cancelled() {
            return Err(LoadError::new(LoadErrorCode::Cancelled));
        }
        if bytes.is_empty() {
            return Err(LoadError::new(LoadErrorCode::Vanished));
        }
        reader.push(&bytes)?;
        offset += bytes.len() as u64;
    }
    reader.finish()
}

pub(super) async fn read(source: &mut impl Source, offset: u64) -> Result<Vec<u8>, LoadError> {
    source
        .read(offset, SLICE_BYTES)
        .await
        .map_err(|_| LoadError::new(LoadErrorCode::Vanished))
}
