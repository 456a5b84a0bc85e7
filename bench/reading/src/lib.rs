//! The contenders: csv-core cuts bytes into records; our rows decode, cut and walk them; our events are what a load reads.
//!
//! As wasm the page calls `reserve`, which makes room for a file, and `run`, which reads it.

#[cfg(target_arch = "wasm32")]
mod page;

use csv_core::ReadRecordResult;
use parcours::import::{Outcome, Pass, Plan, Reader, Rereading, plan};
use parcours::model::event::{Event, EventSink};
use parcours::model::load::LoadOptions;

/// What the worker reads at once.
pub const SLICE_BYTES: usize = 4 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contender {
    CsvCore,
    Rows,
    Events,
}

pub const CONTENDERS: [Contender; 3] = [Contender::CsvCore, Contender::Rows, Contender::Events];

/// A plan from the file's first slice, as a load makes it.
///
/// # Panics
/// Where the file is none that opens by itself.
pub fn planned(bytes: &[u8]) -> Plan {
    let options = LoadOptions {
        review: Some(false),
        ..LoadOptions::default()
    };
    let head = &bytes[..bytes.len().min(SLICE_BYTES)];
    match plan(head, head.len() == bytes.len(), &options) {
        Ok(plan) => plan,
        Err(error) => panic!("{error:?}"),
    }
}

/// Reads all of it; how many rows (without the header) there were.
pub fn read(contender: Contender, bytes: &[u8], plan: &Plan) -> u64 {
    match contender {
        Contender::CsvCore => csv_core(bytes),
        Contender::Rows => rows(bytes, plan),
        Contender::Events => events(bytes, plan),
    }
}

fn csv_core(bytes: &[u8]) -> u64 {
    let mut reader = csv_core::Reader::new();
    let mut fields = vec![0; 1 << 16];
    let mut ends = vec![0; 256];
    let mut records = 0;
    for mut slice in bytes.chunks(SLICE_BYTES).chain([&[][..]]) {
        loop {
            let (result, read, _, _) = reader.read_record(slice, &mut fields, &mut ends);
            slice = &slice[read..];
            match result {
                ReadRecordResult::Record => records += 1,
                ReadRecordResult::InputEmpty | ReadRecordResult::End => break,
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    panic!("a larger record than the data has")
                }
            }
        }
    }
    records - 1
}

/// Counts rows.
struct Counted(u64);

impl Pass for Counted {
    fn row(&mut self, _: &parcours::import::Found<'_>) -> bool {
        self.0 += 1;
        true
    }
}

fn rows(bytes: &[u8], plan: &Plan) -> u64 {
    let mut walk = Rereading::new(plan, Counted(0));
    for slice in bytes.chunks(SLICE_BYTES) {
        if walk.push(slice).is_err() {
            panic!("a quote never closed");
        }
    }
    walk.finish().map_or(0, |counted| counted.0)
}

/// Looks at each event and keeps nothing.
#[derive(Default)]
struct Seen(u64);

impl EventSink for Seen {
    fn push(&mut self, event: Event<'_>) {
        self.0 += u64::from(!std::hint::black_box(event.journey).is_empty());
    }
}

fn events(bytes: &[u8], plan: &Plan) -> u64 {
    let mut reader = Reader::new(plan.clone(), Seen::default());
    for slice in bytes.chunks(SLICE_BYTES) {
        if reader.push(slice).is_err() {
            panic!("not read");
        }
    }
    match reader.finish() {
        Ok(Outcome::Done(imported)) => {
            std::hint::black_box(imported.sink.0);
            imported.source.rows_read
        }
        _ => panic!("not read at once"),
    }
}
