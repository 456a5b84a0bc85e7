//! Reading a case with our reader: its cells, and its events.

use parcours::import::{Outcome, Reader, RowCollector, plan};
use parcours::model::event::{Event, EventSink};
use parcours::model::load::{LoadError, LoadOptions, Role, Roles};

/// Header as shown, data rows as written.
pub type Table = (Vec<String>, Vec<Vec<String>>);

/// The same whole and in slices of 7 bytes.
pub fn read(bytes: &[u8], options: &LoadOptions) -> Result<Table, LoadError> {
    let whole = sliced(bytes, bytes.len().max(1), options);
    assert_eq!(whole, sliced(bytes, 7, options), "slices of 7 bytes");
    whole
}

fn sliced(bytes: &[u8], slice: usize, options: &LoadOptions) -> Result<Table, LoadError> {
    let plan = plan(bytes, true, options)?;
    let mut collector = RowCollector::new(plan, (0..100_000).collect());
    for part in bytes.chunks(slice) {
        collector.push(part)?;
    }
    let raw = collector.finish()?;
    let rows = raw.rows.into_iter().map(|(_, _, cells)| cells).collect();
    Ok((raw.header, rows))
}

#[derive(Default)]
struct Count(u64);

impl EventSink for Count {
    fn push(&mut self, _: Event<'_>) {
        self.0 += 1;
    }
}

/// Reads events by the best guess, for what that shows: it ends, and every row is accounted for.
pub fn read_events(bytes: &[u8], options: &LoadOptions) {
    let unasked = LoadOptions {
        review: Some(false),
        ..options.clone()
    };
    let Ok(mut plan) = plan(bytes, true, &unasked) else {
        return;
    };
    for _ in 0..6 {
        let mut reader = Reader::new(plan, Count::default());
        if reader.push(bytes).is_err() {
            return;
        }
        match reader.finish() {
            Err(_) => return,
            Ok(Outcome::ReadAgain(better)) => plan = better,
            Ok(Outcome::Done(imported)) => {
                let source = imported.source;
                assert_eq!(source.rows_read, source.rows_kept + source.rows_rejected);
                return;
            }
        }
    }
    panic!("read again without end");
}

/// The names that we give to the columns of this header, or to those of a table without one.
pub fn shown(header: Option<&[String]>, width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for index in 0..header.map_or(width, <[String]>::len) {
        let name = header.map_or("", |cells| &cells[index]);
        let base = if name.trim().is_empty() {
            format!("column {}", index + 1)
        } else {
            name.to_string()
        };
        let free = (2..).map(|n| format!("{base} ({n})"));
        let name = std::iter::once(base.clone())
            .chain(free)
            .find(|name| !names.contains(name));
        names.extend(name);
    }
    names
}

/// Roles that only a table without header can have.
pub fn no_header() -> Roles {
    Roles::from([
        (Role::Journey, vec!["column 1".to_string()]),
        (Role::Touchpoint, vec!["column 2".to_string()]),
    ])
}
