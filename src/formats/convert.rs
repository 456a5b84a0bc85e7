//! From a file's bytes to one text: what it is, what is inside it, and inside that.

use std::io::{Cursor, Read, SeekFrom};

use super::input::{Input, broken, read_all, read_head};
use super::kind::{HEAD_BYTES, Kind, kind_of};
use super::output::{Limited, Output};
use super::{archive, ocel, workbook, xes};
use crate::model::load::{FileFormat, LoadError, LoadErrorCode};
use crate::model::unpacked::{Level, Unpacked};

/// Outsides around outsides: a workbook in an archive that was compressed again is common, more is a trap.
const MOST_DEPTH: usize = 3;

/// Bytes of a text handed on at once.
const PIECE: usize = 1 << 18;

/// Makes one text of a file and writes it into `out`. `part`: which sheet, object type or file to take (see `LoadOptions::part`).
///
/// # Errors
/// `BrokenFile`, `PasswordProtected`, `UnpacksTooLarge`, `NothingInside`, `UnknownPart`, `EmptyFile`, `NotAText`, `Unsupported`.
pub fn convert(
    input: Box<dyn Input + '_>,
    part: Option<&str>,
    out: &mut dyn Output,
) -> Result<Unpacked, LoadError> {
    run(input, part, false, out)
}

/// Writes a file of an archive into `out` as it lies there: a workbook stays one, with all its sheets.
///
/// # Errors
/// As [`convert`], of the archive.
pub fn take_out(
    input: Box<dyn Input + '_>,
    file: &str,
    out: &mut dyn Output,
) -> Result<Unpacked, LoadError> {
    run(input, Some(file), true, out)
}

fn run(
    input: Box<dyn Input + '_>,
    part: Option<&str>,
    untouched: bool,
    out: &mut dyn Output,
) -> Result<Unpacked, LoadError> {
    let mut conversion = Conversion {
        out: Limited::new(out, ""),
        levels: Vec::new(),
        depth: 0,
        untouched,
    };
    let format = conversion.open(input, part)?;
    Ok(Unpacked {
        format,
        levels: conversion.levels,
    })
}

pub(super) struct Conversion<'o> {
    pub out: Limited<'o>,
    pub levels: Vec<Level>,
    depth: usize,
    /// What lies in the outermost archive is handed on without a look at what it is.
    untouched: bool,
}

impl Conversion<'_> {
    fn open(
        &mut self,
        mut input: Box<dyn Input + '_>,
        part: Option<&str>,
    ) -> Result<Option<FileFormat>, LoadError> {
        let head = read_head(&mut input, HEAD_BYTES, "")?;
        input.seek(SeekFrom::Start(0)).map_err(|_| broken(""))?;
        match kind_of(&head) {
            Some(Kind::Zip) => archive::open(self, input, part),
            Some(Kind::Gzip) => {
                self.out.name("GZIP");
                let mut stream = flate2::read::MultiGzDecoder::new(input);
                self.open_inner(&mut stream, part, "GZIP")
            }
            Some(Kind::Compound) => Err(compound(&mut input)?),
            Some(Kind::Xes) => {
                self.out.name("XES");
                xes::convert(input, &mut self.out)?;
                Ok(Some(FileFormat::Xes))
            }
            Some(Kind::Ocel) => {
                self.out.name("OCEL");
                self.open_ocel(&mut input, part)
            }
            None => {
                self.copy(&mut input, &[], "")?;
                Ok(None)
            }
        }
    }

    /// The file of an archive that was chosen.
    pub fn open_file(
        &mut self,
        stream: &mut dyn Read,
        part: Option<&str>,
        name: &str,
    ) -> Result<Option<FileFormat>, LoadError> {
        if self.untouched {
            self.copy(stream, &[], name)?;
            return Ok(None);
        }
        self.open_inner(stream, part, name)
    }

    /// What comes out of an archive: text goes on as it is, anything else is unpacked into memory and opened in its turn.
    fn open_inner(
        &mut self,
        stream: &mut dyn Read,
        part: Option<&str>,
        what: &str,
    ) -> Result<Option<FileFormat>, LoadError> {
        let head = read_head(stream, HEAD_BYTES, what)?;
        if kind_of(&head).is_none() {
            self.copy(stream, &head, what)?;
            return Ok(None);
        }
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(LoadError::about(LoadErrorCode::Unsupported, what));
        }
        let bytes = read_all(stream, head, what)?;
        self.open(Box::new(Cursor::new(bytes)), part)
    }

    pub fn open_workbook(
        &mut self,
        input: Box<dyn Input + '_>,
        part: Option<&str>,
    ) -> Result<Option<FileFormat>, LoadError> {
        self.out.name("XLSX");
        self.levels
            .push(workbook::convert(input, part, &mut self.out)?);
        Ok(Some(FileFormat::Xlsx))
    }

    /// JSON that looks like OCEL and is not, or is broken, is the importer's to read or to refuse.
    fn open_ocel(
        &mut self,
        input: &mut dyn Read,
        part: Option<&str>,
    ) -> Result<Option<FileFormat>, LoadError> {
        let bytes = read_all(input, Vec::new(), "OCEL")?;
        match ocel::convert(&bytes, part, &mut self.out)? {
            Some(level) => {
                self.levels.push(level);
                Ok(Some(FileFormat::Ocel))
            }
            None => {
                self.out.take(&bytes)?;
                Ok(None)
            }
        }
    }

    fn copy(&mut self, stream: &mut dyn Read, head: &[u8], what: &str) -> Result<(), LoadError> {
        self.out.take(head)?;
        let mut piece = vec![0; PIECE];
        loop {
            match stream.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(length) => self.out.take(&piece[..length])?,
                Err(_) => return Err(broken(what)),
            }
        }
    }
}

/// A locked workbook of today is kept in the container of the older ones.
fn compound(input: &mut dyn Read) -> Result<LoadError, LoadError> {
    let locked: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = read_all(input, Vec::new(), "XLS")?;
    Ok(match memchr::memmem::find(&bytes, &locked) {
        Some(_) => LoadError::about(LoadErrorCode::PasswordProtected, "XLSX"),
        None => LoadError::about(LoadErrorCode::Unsupported, "XLS"),
    })
}
