//! What is no text table is made into one before the engine sees it, by a worker that is gone when it is done.

use std::cell::RefCell;

use leptos::prelude::*;

use super::context::{Page, Phase};
use super::handed::Handover;
use crate::browser::files::{Blob, head_of};
use crate::browser::formats_client::{Stop, Unpacking};
use crate::browser::page as browser;
use crate::formats::{HEAD_BYTES, kind_of};
use crate::model::load::{FileFormat, LoadError, LoadErrorCode, LoadOptions};
use crate::model::unpacked::{Level, PartKind, Unpacked};
use crate::protocol::Progress;

/// Where a header is looked for.
const HEADER_BYTES: u32 = 8 << 10;
/// More files than this are rarely the months of one export.
const MOST_ALIKE: usize = 100;

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

/// Makes texts of the files that are none, and keeps them with these. What was made of a file before is used again.
///
/// # Errors
/// What is wrong with a file; `Cancelled` where [`stop`] was called.
pub async fn unpack(page: Page, handover: &mut Handover) -> Result<(), LoadError> {
    let originals: Vec<Blob> = handover.originals().cloned().collect();
    handover.texts.resize(originals.len(), None);
    for (at, file) in originals.iter().enumerate() {
        let part = handover.origin.options.part_of(at).cloned();
        if handover.text(at).is_none_or(|text| text.part != part) {
            handover.texts[at] = text_of(page, file, part).await?;
        }
    }
    match originals.as_slice() {
        [archive] => take_alike(page, handover, archive).await,
        _ => Ok(()),
    }
}

/// `None`: the file is a text, or has gone, which is told by whoever reads it whole.
async fn text_of(page: Page, file: &Blob, part: Option<String>) -> Result<Option<Text>, LoadError> {
    let head = head_of(file, HEAD_BYTES as u32).await;
    if kind_of(&head.unwrap_or_default()).is_none() {
        return Ok(None);
    }
    let address = browser::absolute(&browser::meta("parcours-formats").unwrap_or_default());
    let tell = move |progress| tell(page, progress);
    let unpacking = Unpacking::start(&address, part.clone(), file, tell)?;
    RUNNING.set(Some(unpacking.stop()));
    let (unpacked, blob) = unpacking.finish().await?;
    RUNNING.take();
    Ok(Some(Text {
        blob,
        unpacked,
        part,
    }))
}

/// Where all files of an archive are tables under one header (workbooks: their first sheets that hold one), they are read as one table, like
/// files dropped together.
async fn take_alike(page: Page, handover: &mut Handover, archive: &Blob) -> Result<(), LoadError> {
    let Some(taken) = handover.text(0).cloned() else {
        return Ok(());
    };
    let Some(level) = files_of(&taken) else {
        return Ok(());
    };
    let header = header_of(&taken.blob).await;
    if header.is_none() {
        return Ok(());
    }
    let format = taken.unpacked.format;
    let mut named = Vec::new();
    for (at, name) in level.names.iter().enumerate() {
        if at == level.chosen {
            named.push((name.clone(), taken.blob.clone()));
            continue;
        }
        match text_of(page, archive, Some(name.clone())).await {
            Ok(Some(text))
                if text.unpacked.format == format && header_of(&text.blob).await == header =>
            {
                named.push((name.clone(), text.blob));
            }
            Err(error) if error.code == LoadErrorCode::Cancelled => return Err(error),
            // The one that was taken first is read; the menu of the columns' screen has the others.
            _ => return Ok(()),
        }
    }
    handover.take_files(named);
    for table in &mut handover.origin.options.tables {
        table.format = format;
    }
    Ok(())
}

/// The files of an archive, where one of several was taken and none was asked for.
fn files_of(text: &Text) -> Option<&Level> {
    let level = text.unpacked.levels.first()?;
    let several = (2..=MOST_ALIKE).contains(&level.names.len());
    (several && text.part.is_none() && level.kind == PartKind::File).then_some(level)
}

/// The first line of a table of several columns.
async fn header_of(table: &Blob) -> Option<Vec<u8>> {
    let head = head_of(table, HEADER_BYTES).await?;
    let end = head.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
    let line = &head[..end];
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let is_cut = line.iter().any(|byte| b",;\t|".contains(byte));
    is_cut.then(|| line.to_vec())
}

fn tell(page: Page, progress: Progress) {
    page.phase.update(|phase| {
        if let Phase::Loading(loading) = phase {
            loading.progress = progress;
        }
    });
}

/// Tells the importer what the texts are: what the bytes say wins over what a caller or an older choice says.
pub fn tell_formats(options: &mut LoadOptions, handover: &Handover) {
    let found = |file: usize| handover.text(file).and_then(|text| text.unpacked.format);
    let alone = options.tables.is_empty();
    for (file, table) in options.tables.iter_mut().enumerate() {
        // What was made of files in an archive stands for them, and is a text.
        table.format = found(file).or(table.format);
    }
    let main = found(0).filter(|_| alone);
    if main.is_some() || options.format.is_some_and(FileFormat::is_converted) {
        options.format = main;
    }
    if main.is_some() {
        options.encoding = None;
        options.delimiter = None;
    }
}
