//! What options would give, counted over the head of the files: read anew each time, so that nothing need be kept.

use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::model::query::Lens;
use crate::model::shape::Preview;
use crate::protocol::Progress;

use super::load::{Extent, LoadOutcome, read_files};
use super::{Host, Source};

/// Bytes of each file that are looked at: enough rows to judge by, few enough to be read while a menu is open.
const HEAD_BYTES: usize = 1 << 20;

/// Never asks: what would be asked is guessed. What is wrong with the options stands in the answer.
pub async fn preview(files: &mut [impl Source], mut options: LoadOptions) -> Preview {
    options.review = Some(false);
    let read = read_files(
        files,
        options,
        Lens::default(),
        &Nobody,
        Extent::Head(HEAD_BYTES),
    );
    let failed = |error| Preview {
        error: Some(error),
        ..Preview::default()
    };
    match read.await {
        Ok(LoadOutcome::Loaded(loaded)) => Preview {
            complete: files.iter().all(|file| file.length() <= HEAD_BYTES as u64),
            ..loaded.preview()
        },
        Ok(LoadOutcome::Review(_)) => failed(LoadError::new(LoadErrorCode::MissingRole)),
        Err(error) => failed(error),
    }
}

struct Nobody;

impl Host for Nobody {
    fn progress(&self, _: Progress) {}
}
