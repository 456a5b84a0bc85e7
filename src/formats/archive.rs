//! ZIP: a workbook, or files of which one is read.

use std::io::SeekFrom;

use zip::ZipArchive;
use zip::result::ZipError;

use super::convert::Conversion;
use super::input::{Input, broken, too_large};
use super::output::MOST_UNPACKED;
use crate::model::load::{FileFormat, LoadError, LoadErrorCode};
use crate::model::unpacked::{Level, PartKind};

/// Endings of what can be read; the first are likelier to hold the events than a text beside them.
const READABLE: [&str; 15] = [
    "csv", "tsv", "tab", "xlsx", "xlsm", "xes", "jsonocel", "json", "ndjson", "jsonl", "gz", "zip",
    "txt", "dat", "log",
];
/// Endings from here on are those of notes as well.
const FIRST_NOTE: usize = 12;

/// Beyond, a directory of entries is a trap rather than an archive.
const MOST_ENTRIES: usize = 100_000;

struct Entry {
    index: usize,
    name: String,
    size: u64,
    /// Place of its ending in [`READABLE`].
    rank: usize,
    locked: bool,
}

pub fn open(
    conversion: &mut Conversion<'_>,
    input: Box<dyn Input + '_>,
    part: Option<&str>,
) -> Result<Option<FileFormat>, LoadError> {
    let mut archive = ZipArchive::new(input).map_err(|error| zip_error(&error))?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large("ZIP"));
    }
    match office_kind(&mut archive)? {
        Some("XLSX") => {
            refuse_bomb(&archive)?;
            let mut input = archive.into_inner();
            input.seek(SeekFrom::Start(0)).map_err(|_| broken("XLSX"))?;
            return conversion.open_workbook(input, part);
        }
        Some(kind) => return Err(LoadError::about(LoadErrorCode::Unsupported, kind)),
        None => conversion.out.name("ZIP"),
    }
    let entries = readable(&mut archive)?;
    if entries.is_empty() {
        return Err(LoadError::new(LoadErrorCode::NothingInside));
    }
    let names: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
    let (told, below) = Level::find(&names, part)
        .map_err(|()| LoadError::about(LoadErrorCode::UnknownPart, part.unwrap_or_default()))?;
    let chosen = told.unwrap_or_else(|| likeliest(&entries));
    conversion.levels.push(Level {
        kind: PartKind::File,
        names,
        chosen,
    });
    let Some(entry) = entries.get(chosen) else {
        return Err(LoadError::new(LoadErrorCode::NothingInside));
    };
    if entry.locked {
        return Err(LoadError::about(LoadErrorCode::PasswordProtected, "ZIP"));
    }
    if entry.size > MOST_UNPACKED {
        return Err(too_large(&entry.name));
    }
    let mut stream = archive
        .by_index(entry.index)
        .map_err(|error| zip_error(&error))?;
    conversion.open_file(&mut stream, below, &entry.name)
}

/// The kind of office document that an archive is.
fn office_kind(
    archive: &mut ZipArchive<Box<dyn Input + '_>>,
) -> Result<Option<&'static str>, LoadError> {
    let has = |start: &str| {
        archive
            .file_names_raw()
            .any(|name| name.starts_with(start.as_bytes()))
    };
    let inside = [
        ("xl/workbook.bin", "XLSB"),
        ("xl/", "XLSX"),
        ("word/", "DOCX"),
        ("ppt/", "PPTX"),
        ("META-INF/manifest.xml", "ODF"),
    ];
    let typed = has("[Content_Types].xml") || has("mimetype");
    let found = inside.into_iter().find(|(start, _)| typed && has(start));
    Ok(found.map(|(_, kind)| {
        if kind == "ODF" {
            open_document(archive)
        } else {
            kind
        }
    }))
}

fn open_document(archive: &mut ZipArchive<Box<dyn Input + '_>>) -> &'static str {
    let is_sheet = archive.by_name("mimetype").is_ok_and(|mut file| {
        let mut kind = [0; 64];
        let length = std::io::Read::read(&mut file, &mut kind).unwrap_or(0);
        kind[..length].ends_with(b"spreadsheet")
    });
    if is_sheet { "ODS" } else { "ODF" }
}

/// The workbook's reader unpacks the shared texts into memory, and trusts what the archive says of their size.
fn refuse_bomb(archive: &ZipArchive<Box<dyn Input + '_>>) -> Result<(), LoadError> {
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_data(index)
            .map_err(|error| zip_error(&error))?;
        if !entry.name_raw().starts_with(b"xl/worksheets/") {
            total = total.saturating_add(entry.size());
        }
    }
    if total > MOST_UNPACKED {
        return Err(too_large("XLSX"));
    }
    Ok(())
}

/// Files that can be read, in the archive's order: those with a known ending, or else those that look like text.
fn readable(archive: &mut ZipArchive<Box<dyn Input + '_>>) -> Result<Vec<Entry>, LoadError> {
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let entry = archive
            .by_index_data(index)
            .map_err(|error| zip_error(&error))?;
        let Ok(name) = entry.name() else { continue };
        let hidden = name
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX");
        if entry.is_dir() || hidden || entry.size() == 0 {
            continue;
        }
        let ending = name
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        entries.push(Entry {
            index,
            size: entry.size(),
            rank: READABLE
                .iter()
                .position(|known| *known == ending)
                .unwrap_or(READABLE.len()),
            locked: entry.encrypted(),
            name: name.into_owned(),
        });
    }
    if entries.iter().any(|entry| entry.rank < READABLE.len()) {
        entries.retain(|entry| entry.rank < READABLE.len());
    } else {
        entries.retain(|entry| entry.locked || looks_like_text(archive, entry.index));
    }
    Ok(entries)
}

fn looks_like_text(archive: &mut ZipArchive<Box<dyn Input + '_>>, index: usize) -> bool {
    const SAMPLE: usize = 4096;
    let Ok(mut stream) = archive.by_index(index) else {
        return false;
    };
    let head = super::input::read_head(&mut stream, SAMPLE, "").unwrap_or_default();
    let control = |b: &u8| matches!(*b, 0..=8 | 14..=31);
    !head.is_empty() && (super::kind::kind_of(&head).is_some() || !head.iter().any(control))
}

/// The largest file; a note only where there is nothing else.
fn likeliest(entries: &[Entry]) -> usize {
    let best = entries
        .iter()
        .enumerate()
        .max_by_key(|(index, entry)| (entry.rank < FIRST_NOTE, entry.size, usize::MAX - index));
    best.map_or(0, |(index, _)| index)
}

pub fn zip_error(error: &ZipError) -> LoadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            LoadError::about(LoadErrorCode::PasswordProtected, "ZIP")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            LoadError::about(LoadErrorCode::Unsupported, "ZIP")
        }
        _ => broken("ZIP"),
    }
}
