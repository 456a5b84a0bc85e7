//! Reading against csv-core, and the share of the plan in a load: medians of turns taken, as ratios.
//!
//!     cargo bench -p parcours-bench-reading
//!     PARCOURS_BENCH_ROWS=1000000 cargo bench -p parcours-bench-reading
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::Instant;

use parcours::import::{Outcome, Reader};
use parcours::store::TableBuilder;
use parcours_bench_reading::{CONTENDERS, SLICE_BYTES, planned, read};
use parcours_tools::generate;

const SEED: u64 = 42;
const TURNS: usize = 15;

fn milliseconds(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn file(rows: usize, quoted: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    generate::write_events(&mut bytes, rows, SEED).unwrap();
    if !quoted {
        return bytes;
    }
    let text = String::from_utf8(bytes).unwrap();
    let quote = |line: &str| format!("\"{}\"\n", line.replace('"', "").replace(',', "\",\""));
    text.lines().map(quote).collect::<String>().into_bytes()
}

fn against_csv_core(name: &str, bytes: &[u8]) {
    let plan = planned(bytes);
    let mut times = [const { Vec::new() }; 3];
    let rows = CONTENDERS.map(|contender| read(contender, bytes, &plan));
    assert!(rows.iter().all(|count| *count == rows[0]), "{rows:?}");
    for _ in 0..TURNS {
        for (contender, times) in CONTENDERS.into_iter().zip(&mut times) {
            times.push(milliseconds(|| {
                black_box(read(contender, bytes, &plan));
            }));
        }
    }
    let [core, ours, events] = times.map(median);
    let speed = |time: f64| bytes.len() as f64 / 1e3 / time;
    println!(
        "{name}: csv-core {core:.1} ms ({:.0} MB/s), our rows {ours:.1} ms ({:.2} of csv-core), our events {events:.1} ms ({:.2})",
        speed(core),
        ours / core,
        events / core
    );
}

fn share_of_the_plan(rows: usize) {
    let bytes = file(rows, false);
    let (mut plans, mut loads) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let mut plan = None;
        plans.push(milliseconds(|| plan = Some(planned(&bytes))));
        let plan = plan.unwrap();
        loads.push(milliseconds(|| {
            let sink = TableBuilder::new(plan.schema());
            let mut reader = Reader::new(plan, sink);
            bytes
                .chunks(SLICE_BYTES)
                .for_each(|slice| reader.push(slice).unwrap());
            let Outcome::Done(imported) = reader.finish().unwrap() else {
                panic!("read again");
            };
            black_box(imported.sink.finish().unwrap());
        }));
    }
    let (plan, rest) = (median(plans), median(loads));
    println!(
        "{:.1} MB: plan {plan:.2} ms, rows and table {rest:.2} ms: {:.1} % of the load",
        bytes.len() as f64 / 1e6,
        plan / (plan + rest) * 100.0
    );
}

fn main() {
    let told = std::env::var("PARCOURS_BENCH_ROWS").ok();
    let rows = told.and_then(|rows| rows.parse().ok()).unwrap_or(250_000);
    against_csv_core("plain", &file(rows, false));
    against_csv_core("all quoted", &file(rows, true));
    for rows in [12_500, 62_500, 1_000_000] {
        share_of_the_plan(rows);
    }
}
