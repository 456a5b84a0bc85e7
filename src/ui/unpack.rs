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
use crate::protocol::{Progress, Unpack};

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

impl Text {
    /// The same as made of the file that was taken of an archive.
    fn of_file(&self) -> Self {
        let mut text = self.clone();
        text.unpacked.levels.drain(..1);
        text
    }
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
        let options = &handover.origin.options;
        let part = match originals.len() {
            // Each of these parts is of a file in this archive.
            1 if options.tables.len() > 1 => options.part.clone(),
            _ => options.part_of(at).cloned(),
        };
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
    let asked = Unpack {
        part: part.clone(),
        untouched: false,
    };
    let (unpacked, blob) = ask(page, file, asked).await?;
    Ok(Some(Text {
        blob,
        unpacked,
        part,
    }))
}

async fn ask(page: Page, file: &Blob, asked: Unpack) -> Result<(Unpacked, Blob), LoadError> {
    let address = browser::absolute(&browser::meta("parcours-formats").unwrap_or_default());
    let unpacking = Unpacking::start(&address, asked, file, move |progress| tell(page, progress))?;
    RUNNING.set(Some(unpacking.stop()));
    let answer = unpacking.finish().await?;
    RUNNING.take();
    Ok(answer)
}

/// Where all files of an archive are tables under one header (workbooks: their first sheets that hold one), they are read as one table, like
/// files dropped together. Told tables of these names are read whatever their headers are.
async fn take_alike(page: Page, handover: &mut Handover, archive: &Blob) -> Result<(), LoadError> {
    let Some(taken) = handover.text(0).cloned() else {
        return Ok(());
    };
    let Some(level) = files_of(&taken) else {
        return Ok(());
    };
    let tables = &handover.origin.options.tables;
    let told = tables.iter().map(|table| &table.name).eq(&level.names);
    let header = header_of(&taken.blob).await;
    if header.is_none() && !told {
        return Ok(());
    }
    let (mut named, mut texts) = (Vec::new(), Vec::new());
    for (at, name) in level.names.iter().enumerate() {
        let part = tables.get(at).filter(|_| told);
        let part = part.and_then(|table| table.part.clone());
        let again = (at == level.chosen && part.is_none()).then_some(&taken);
        let (file, text) = match file_of(page, archive, name, part, again).await {
            Ok(file) => file,
            Err(error) if error.code == LoadErrorCode::Cancelled => return Err(error),
            // The one that was taken first is read; the menu of the columns' screen has the others.
            Err(_) => return Ok(()),
        };
        let format = text.as_ref().and_then(|text| text.unpacked.format);
        let readable = text.as_ref().map_or(&file, |text| &text.blob);
        let alike = format == taken.unpacked.format && header_of(readable).await == header;
        if !alike && !told {
            return Ok(());
        }
        named.push((name.clone(), file));
        texts.push(text);
    }
    handover.take_files(named, texts);
    Ok(())
}

/// A file of an archive as it lies there, and the text made of it where it is none. `again`: what was made of it before.
async fn file_of(
    page: Page,
    archive: &Blob,
    name: &str,
    part: Option<String>,
    again: Option<&Text>,
) -> Result<(Blob, Option<Text>), LoadError> {
    if let Some(text) = again.filter(|text| text.unpacked.format.is_none()) {
        return Ok((text.blob.clone(), None));
    }
    let asked = Unpack {
        part: Some(name.to_owned()),
        untouched: true,
    };
    let (_, file) = ask(page, archive, asked).await?;
    let text = match again {
        Some(text) => Some(text.of_file()),
        None => text_of(page, &file, part).await?,
    };
    Ok((file, text))
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
        // A page before this one kept the texts in the place of the workbooks that were in an archive.
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
