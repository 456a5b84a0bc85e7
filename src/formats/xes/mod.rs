//! XES (IEEE 1849): traces and events → one row an event, with the columns that pm4py gives them.
//!
//! An attribute of the trace is `case:` and its key, one of the event its key, one inside another both keys joined by `:`.
//! What the log declares of itself (extensions, globals, classifiers) is no data: a global says what is always there, not what is.

mod events;
mod keys;

use std::io::SeekFrom;

use self::events::{Event, read_events};
use self::keys::Keys;
use super::input::{Input, broken};
use super::output::Limited;
use super::table::TableWriter;
use crate::model::load::{LoadError, LoadErrorCode};

/// Reads the log twice: first its columns, then its rows, so that neither is held in memory.
///
/// # Errors
/// `BrokenFile` with the line, `HeaderOnly` without an event, `UnpacksTooLarge`.
pub fn convert(mut input: Box<dyn Input + '_>, out: &mut Limited<'_>) -> Result<(), LoadError> {
    let mut keys = Keys::default();
    let mut events = 0_u64;
    read_events(&mut input, &mut keys, &mut |keys, event| {
        events += 1;
        keys.list(event.own);
        keys.list(event.trace);
        Ok(())
    })?;
    if events == 0 {
        return Err(LoadError::new(LoadErrorCode::HeaderOnly));
    }
    input.seek(SeekFrom::Start(0)).map_err(|_| broken("XES"))?;
    let mut table = TableWriter::new(out);
    table.begin(1)?;
    for name in keys.listed() {
        table.cell(name);
    }
    table.end(0)?;
    let mut cells = vec![usize::MAX; keys.listed().len()];
    read_events(&mut input, &mut keys, &mut |keys, event| {
        write_event(keys, &event, &mut cells, &mut table)
    })?;
    table.finish()
}

/// Each event on the line where it begins in the file; events of one line follow one another.
fn write_event(
    keys: &Keys,
    event: &Event<'_>,
    cells: &mut [usize],
    table: &mut TableWriter<'_, '_>,
) -> Result<(), LoadError> {
    cells.fill(usize::MAX);
    let attributes = || event.own.iter().chain(event.trace);
    for (index, attribute) in attributes().enumerate() {
        if let Some(cell) = keys
            .column(attribute.key)
            .and_then(|column| cells.get_mut(column))
        {
            *cell = index;
        }
    }
    table.begin(event.line)?;
    for cell in cells.iter() {
        let own = event.own.len();
        let attribute = match *cell {
            index if index < own => event.own.get(index),
            index => event.trace.get(index.wrapping_sub(own)),
        };
        table.cell(attribute.map_or("", |attribute| attribute.value.as_str()));
    }
    table.end(0)
}
