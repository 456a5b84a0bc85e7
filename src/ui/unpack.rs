//! What is no text table is made into one before the engine sees it, by a worker that is gone when it is done.

use std::cell::RefCell;

use leptos::prelude::*;

use super::context::{Page, Phase};
use super::session::Handover;
use crate::browser::files::{Blob, head_of};
use crate::browser::formats_client::{Stop, Unpacking};
use crate::browser::page as browser;
use crate::formats::{HEAD_BYTES, kind_of};
use crate::model::load::{FileFormat, LoadError, LoadOptions};
use crate::model::unpacked::Unpacked;
use crate::protocol::Progress;

thread_local! {
    /// The file that is being unpacked.
    static RUNNING: RefCell<Option<Stop>> = const { RefCell::new(None) };
}

/// The text made of a file.
#[derive(Debug, Clone)]
pub struct Text {
    pub blob: Blob,
    pub unpacked: Unpacked,
    /// The part that was asked for.
    part: Option<String>,
}

/// Gives up what is being unpacked.
pub fn stop() {
    if let Some(running) = RUNNING.take() {
        running.stop();
    }
}

/// Makes a text of a file that is none, and keeps it with the file. What was made of it before is used again.
///
/// # Errors
/// What is wrong with the file; `Cancelled` where [`stop`] was called.
pub async fn unpack(page: Page, handover: &mut Handover) -> Result<(), LoadError> {
    let part = handover.origin.options.part.clone();
    if handover.text.as_ref().is_some_and(|text| text.part == part) {
        return Ok(());
    }
    handover.text = None;
    // A file that has gone is told by whoever reads it whole.
    let head = head_of(&handover.blob, HEAD_BYTES as u32).await;
    if kind_of(&head.unwrap_or_default()).is_none() {
        return Ok(());
    }
    let address = browser::absolute(&browser::meta("parcours-formats").unwrap_or_default());
    let tell = move |progress| tell(page, progress);
    let unpacking = Unpacking::start(&address, part.clone(), &handover.blob, tell)?;
    RUNNING.set(Some(unpacking.stop()));
    let (unpacked, blob) = unpacking.finish().await?;
    RUNNING.take();
    handover.text = Some(Text {
        blob,
        unpacked,
        part,
    });
    Ok(())
}

fn tell(page: Page, progress: Progress) {
    page.phase.update(|phase| {
        if let Phase::Loading(loading) = phase {
            loading.progress = progress;
        }
    });
}

/// Tells the importer what the text is: what the bytes say wins over what a caller or an older choice says.
pub fn tell_format(options: &mut LoadOptions, text: Option<&Text>) {
    let found = text.and_then(|text| text.unpacked.format);
    if found.is_some() || options.format.is_some_and(FileFormat::is_converted) {
        options.format = found;
    }
    if found.is_some() {
        options.encoding = None;
        options.delimiter = None;
    }
}
