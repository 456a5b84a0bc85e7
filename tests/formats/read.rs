//! A file as the page reads it: unpacked, then imported.

use std::io::Cursor;

use parcours::formats::{convert, kind_of};
use parcours::import::{Imported, Outcome, RawRows, Reader, RowCollector, plan};
use parcours::model::event::{Event, EventSink};
use parcours::model::load::{LoadError, LoadErrorCode, LoadOptions};
use parcours::model::time::iso_from_micros;
use parcours::model::unpacked::Unpacked;

/// Journey, time, touchpoint.
pub type Row = (String, String, String);

#[derive(Default)]
pub struct Kept {
    events: Vec<(String, i64, String)>,
}

impl EventSink for Kept {
    fn push(&mut self, event: Event<'_>) {
        self.events.push((
            event.journey.to_string(),
            event.time_micros,
            event.touchpoint.to_string(),
        ));
    }
}

/// The text made of a file, and what it was made of.
pub fn unpack(bytes: &[u8], part: Option<&str>) -> Result<(Unpacked, Vec<u8>), LoadError> {
    assert!(kind_of(bytes).is_some(), "the page would not unpack this");
    let mut text = Vec::new();
    let unpacked = convert(Box::new(Cursor::new(bytes)), part, &mut text)?;
    Ok((unpacked, text))
}

pub fn code(bytes: &[u8], part: Option<&str>) -> (LoadErrorCode, Option<String>) {
    let error = unpack(bytes, part).unwrap_err();
    (error.code, error.subject)
}

pub fn options(unpacked: &Unpacked) -> LoadOptions {
    LoadOptions {
        format: unpacked.format,
        ..LoadOptions::default()
    }
}

pub fn import(text: &[u8], options: &LoadOptions) -> Result<Imported<Kept>, LoadError> {
    let mut plan = plan(text, true, options)?;
    for _ in 0..5 {
        let mut reader = Reader::new(plan, Kept::default());
        reader.push(text)?;
        match reader.finish()? {
            Outcome::Done(imported) => return Ok(imported),
            Outcome::ReadAgain(better) => plan = better,
        }
    }
    panic!("read again and again");
}

/// Everything as found, with nothing told and nothing asked.
pub fn events(bytes: &[u8], part: Option<&str>) -> (Imported<Kept>, Vec<Row>) {
    let (unpacked, text) = unpack(bytes, part).unwrap();
    let imported = import(&text, &options(&unpacked)).unwrap();
    assert_eq!(imported.plan.questions(), [], "asks");
    let rows = rows(&imported);
    (imported, rows)
}

pub fn rows(imported: &Imported<Kept>) -> Vec<Row> {
    let kind = imported.plan.schema().time;
    let time = |micros| kind.map_or(String::new(), |kind| iso_from_micros(micros, kind));
    let events = imported.sink.events.iter();
    events
        .map(|(journey, micros, touchpoint)| (journey.clone(), time(*micros), touchpoint.clone()))
        .collect()
}

/// Header and cells with their row numbers.
pub fn cells(text: &[u8], options: &LoadOptions) -> RawRows {
    let plan = plan(text, true, options).unwrap();
    let mut collector = RowCollector::new(plan, (0..100_000).collect());
    collector.push(text).unwrap();
    collector.finish().unwrap()
}
