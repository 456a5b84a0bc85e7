//! How much memory the table takes for an event of the eight columns that are measured with, as the table itself says.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use parcours::import::{self, Outcome, Reader};
use parcours::model::load::LoadOptions;
use parcours::store::TableBuilder;
use parcours_tools::generate;

const ROWS: usize = 200_000;
const MOST_BYTES: f64 = 24.0;

#[test]
fn an_event_of_eight_columns_takes_at_most_24_bytes() {
    let mut bytes = Vec::new();
    generate::write_events(&mut bytes, ROWS, 42).unwrap();
    let plan = import::plan(&bytes, true, &LoadOptions::default()).unwrap();
    let builder = TableBuilder::new(plan.schema());
    let mut reader = Reader::new(plan, builder);
    reader.push(&bytes).unwrap();
    let Outcome::Done(imported) = reader.finish().unwrap() else {
        panic!("the plan did not hold");
    };
    let mut table = imported.sink.finish().unwrap();
    let plain = table.bytes() as f64 / ROWS as f64;
    while table.prepare(1000) {}
    println!("{plain:.1} bytes an event before what prepares its answers");
    let each = table.bytes() as f64 / ROWS as f64;
    println!("{each:.1} bytes an event");
    assert!(each <= MOST_BYTES, "{each:.1} bytes an event");
}
