//! One function a reader, for any bytes: it ends, it does not panic, and what it says holds together.
//! Used by the fuzzer of the tests (`main.rs`) and by those of `fuzz/`.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Seek, SeekFrom, Write as _};

use parcours::formats::{Kind, convert, kind_of};
use parcours::import::{Imported, Outcome, Plan, Reader, RowCollector, plan};
use parcours::model::document;
use parcours::model::event::{Event, EventSink};
use parcours::model::load::{FileFormat, LoadError, LoadOptions, Role};
use parcours::model::shape::Shape;

/// Each contradiction makes the plan firm, so that few readings settle it.
const MOST_READINGS: usize = 12;

/// Everything that was read, as text: two readings are the same where their texts are.
#[derive(Default)]
struct Said {
    text: String,
    events: u64,
    last_row: Option<u32>,
}

impl EventSink for Said {
    fn push(&mut self, event: Event<'_>) {
        self.events += 1;
        self.last_row = self.last_row.max(Some(event.row));
        writeln!(self.text, "{event:?}").unwrap();
    }
}

fn unasked(format: Option<FileFormat>) -> LoadOptions {
    LoadOptions {
        format,
        review: Some(false),
        ..LoadOptions::default()
    }
}

/// Reads with a plan from the first `head` bytes, in slices of `slice`.
fn load(
    bytes: &[u8],
    head: usize,
    slice: usize,
    options: &LoadOptions,
) -> Result<Imported<Said>, LoadError> {
    let head = &bytes[..head.min(bytes.len())];
    let mut plan = plan(head, head.len() == bytes.len(), options)?;
    for _ in 0..MOST_READINGS {
        let mut reader = Reader::new(plan, Said::default());
        for part in bytes.chunks(slice) {
            reader.push(part)?;
        }
        match reader.finish()? {
            Outcome::Done(imported) => return Ok(imported),
            Outcome::ReadAgain(better) => plan = better,
        }
    }
    panic!("read again without end");
}

/// Rows and problems are all accounted for.
fn check(imported: &Imported<Said>) {
    let source = &imported.source;
    assert_eq!(
        source.rows_read,
        source.rows_kept + source.rows_rejected,
        "rows"
    );
    let said = &imported.sink;
    assert!(
        said.last_row
            .is_none_or(|row| u64::from(row) < source.rows_read),
        "row numbers"
    );
    assert!(
        source.rows_kept > 0 && said.events > 0,
        "something to show, or an error"
    );
    let counted: u64 = imported.problem_counts.iter().map(|(_, count)| count).sum();
    assert_eq!(
        counted.min(10_000),
        imported.problems.len() as u64,
        "problems"
    );
    if *imported.plan.shape() == Shape::Events {
        assert_eq!(said.events, source.rows_kept, "a kept row is an event");
        let rejecting = imported
            .problem_counts
            .iter()
            .filter(|(reason, _)| reason.rejects_row());
        let rejected: u64 = rejecting.map(|(_, count)| count).sum();
        assert_eq!(
            rejected, source.rows_rejected,
            "a rejected row has its reason"
        );
    }
}

/// The same, whatever the slices.
fn said(result: Result<Imported<Said>, LoadError>) -> String {
    match result {
        Err(error) => format!("{error:?}"),
        Ok(imported) => format!(
            "{}{:?}{:?}",
            imported.sink.text, imported.problems, imported.source
        ),
    }
}

fn raw_rows(
    bytes: &[u8],
    slice: usize,
    plan: &Plan,
) -> Result<Vec<(u64, u32, Vec<String>)>, LoadError> {
    let mut collector = RowCollector::all(plan.clone());
    for part in bytes.chunks(slice) {
        collector.push(part)?;
    }
    collector.finish().map(|raw| raw.rows)
}

/// Rows of text, as a table or as JSON, with all ways of feeding them. Was it read?
fn text(bytes: &[u8], options: &LoadOptions) -> bool {
    let whole = bytes.len().max(1);
    let result = load(bytes, whole, whole, options);
    let read = result.as_ref().ok().map(|imported| {
        check(imported);
        (imported.plan.clone(), imported.source.rows_read)
    });
    let expected = said(result);
    for slice in [1, 7] {
        assert_eq!(
            said(load(bytes, whole, slice, options)),
            expected,
            "slices of {slice}"
        );
    }
    // Planned from less than all of it.
    if let Ok(imported) = load(bytes, whole.div_ceil(2), whole, options) {
        check(&imported);
    }
    let Some((plan, rows)) = read else {
        return false;
    };
    let raw = raw_rows(bytes, whole, &plan).unwrap();
    assert_eq!(raw.len() as u64, rows, "rows as written");
    assert_eq!(
        raw_rows(bytes, 7, &plan).unwrap(),
        raw,
        "rows as written, in slices"
    );
    true
}

/// A text table.
pub fn table(bytes: &[u8]) -> bool {
    let asked = LoadOptions {
        roles: Some(
            [
                (Role::Journey, vec!["column 1".into()]),
                (Role::Touchpoint, vec!["column 2".into()]),
            ]
            .into(),
        ),
        ..unasked(Some(FileFormat::Csv))
    };
    let bare = text(bytes, &asked);
    text(bytes, &unasked(Some(FileFormat::Csv))) || bare
}

/// JSON of any form, NDJSON.
pub fn json(bytes: &[u8]) -> bool {
    text(bytes, &unasked(Some(FileFormat::Json)))
}

/// A file that hands over few bytes at a time.
struct Slow<'a>(Cursor<&'a [u8]>);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(5);
        self.0.read(&mut buffer[..length])
    }
}

impl Seek for Slow<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

/// Workbooks, XES, OCEL, GZIP, ZIP; the table that is made of them too.
pub fn formats(bytes: &[u8]) -> bool {
    let kind = kind_of(bytes);
    let mut made = Vec::new();
    let unpacked = convert(Box::new(Cursor::new(bytes)), None, &mut made);
    let mut slowly = Vec::new();
    let again = convert(Box::new(Slow(Cursor::new(bytes))), None, &mut slowly);
    // Damage inside an archive is noticed when its piece is unpacked, which may be more than is wanted of it.
    if !matches!(kind, Some(Kind::Zip)) {
        let code = |result: &Result<_, LoadError>| result.as_ref().err().map(|error| error.code);
        assert_eq!(code(&unpacked), code(&again), "fed slowly");
    }
    let Ok(unpacked) = unpacked else {
        return false;
    };
    if again.is_ok() {
        assert_eq!(made, slowly, "fed slowly");
    }
    text(&made, &unasked(unpacked.format))
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const BOOK: &[u8] = include_bytes!("corpus/formats/book-stored.xlsx");

/// The sheet of a workbook that is otherwise as it should be: damage reaches the reader of the cells, not a checksum.
pub fn sheets(bytes: &[u8]) -> bool {
    let mut book = zip::ZipArchive::new(Cursor::new(BOOK)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..book.len() {
        let mut part = book.by_index(index).unwrap();
        writer
            .start_file(part.name().unwrap().to_string(), stored)
            .unwrap();
        if part.name().unwrap() == SHEET {
            writer.write_all(bytes).unwrap();
        } else {
            std::io::copy(&mut part, &mut writer).unwrap();
        }
    }
    formats(&writer.finish().unwrap().into_inner())
}

/// Documents, and what `load` can be told as JSON, recipes included.
pub fn documents(bytes: &[u8]) -> bool {
    let _ = document::starts_like_document(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    if let Ok(options) = serde_json::from_str::<LoadOptions>(text) {
        return told(&options);
    }
    let Ok(opened) = document::open(text) else {
        return false;
    };
    let (_, events) = document::events(&opened);
    assert!(
        events.iter().zip(0..).all(|(event, row)| event.row == row),
        "rows in order"
    );
    let written = opened.to_json();
    let again = document::open(&written).map(|document| document.to_json());
    // Digits aside: a number of more digits than an emotion has may lose its last one.
    let digits = |c: char| c.is_ascii_digit() || ".e+-".contains(c);
    let unnumbered = |text: &str| text.replace(digits, "");
    assert_eq!(
        again.as_deref().map(unnumbered).ok(),
        Some(unnumbered(&written)),
        "written, read, written"
    );
    true
}

const TABLE: &[u8] = "id,when,what,note,prix\n1, 2026-01-05 ,Vue,3,\n1,2026-01-05,vue,4,5\n2,2026-01-06,Achat,,7\n2,,Achat,n/a,1\n".as_bytes();

/// Options of any kind, on a table of ours: read or refused, never a panic.
fn told(options: &LoadOptions) -> bool {
    let result = load(TABLE, TABLE.len(), TABLE.len(), options);
    let sliced = load(TABLE, TABLE.len(), 3, options);
    let read = result.is_ok();
    assert_eq!(said(result), said(sliced), "slices of 3");
    read
}
