//! The page against the same task in plain JavaScript (`bench/baseline/`), in turns, each run in a browser of its own.
//!
//! A figure of one moment means little on a machine that others use; the ratio of two that took turns means more.

mod contenders;
mod numbers;
mod report;

pub use contenders::{Contender, UNTIL_PAINTED, longest_task};
pub use report::{folder, median, today, write};

use std::path::Path;

use parcours_e2e::{Browser, Failure, Kit, Outcome, Places};
use serde_json::{Value, json};

use crate::{
    arguments::Arguments,
    data,
    machine::{self, Memory},
    measure::Series,
};

/// What one run of one contender took, times in milliseconds.
#[derive(Debug, Default)]
pub struct Run {
    /// File handed over → every number there, under no filter.
    pub load: f64,
    /// File handed over → pictures; the baseline has none.
    pub painted: Option<f64>,
    /// One time for each filter: the parts that both compute.
    pub filters: Vec<f64>,
    /// One time for each filter: the whole summary, which only the page knows.
    pub whole: Vec<f64>,
    /// The longest task of the main thread, 0 where none took 50 ms.
    pub longest_task: f64,
    pub before: Memory,
    pub after: Memory,
    /// The numbers without a filter, then under each filter.
    pub numbers: Vec<Value>,
    /// What others used of the machine just before, in cores.
    pub foreign_cores: f64,
}

impl Run {
    /// What the load added to the renderer's resident memory, in bytes.
    pub fn growth(&self) -> f64 {
        self.after.resident as f64 - self.before.resident as f64
    }

    /// The median of the thirty filters.
    pub fn any_filter(&self) -> f64 {
        Self::filter_quantile(&self.filters[..data::FILTERS.min(self.filters.len())], 0.5)
    }

    /// The median of the filters that come after them and keep little.
    pub fn selective(&self) -> f64 {
        Self::filter_quantile(&self.filters[data::FILTERS.min(self.filters.len())..], 0.5)
    }

    pub fn filter_quantile(times: &[f64], part: f64) -> f64 {
        let mut series = Series::default();
        times.iter().for_each(|time| series.add(*time));
        series.quantile(part)
    }
}

/// One run in a fresh browser; `whole`: ask for whole summaries too.
pub async fn run_once(
    places: &Places,
    who: Contender,
    file: &Path,
    filters: &[Value],
    whole: bool,
) -> Outcome<Run> {
    let foreign_cores = machine::quiet();
    let kit = Kit::new(Browser::Chromium, places.clone())?;
    let mut run = contenders::drive(who, &kit, file, filters, whole).await?;
    kit.finish().await?;
    run.foreign_cores = foreign_cores;
    Ok(run)
}

pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let (rows, runs) = (
        arguments.rows.unwrap_or(1_000_000),
        arguments.runs.unwrap_or(5),
    );
    let (file, filters) = (data::file(rows)?, data::filters());
    let mut all: [Vec<Run>; 2] = Default::default();
    for round in 0..runs {
        // Who begins changes: the second one may find the machine warmer.
        for turn in 0..2 {
            let at = (round + turn) % 2;
            let run = run_once(places, Contender::BOTH[at], &file, &filters, true).await?;
            eprintln!("{}", report::line(round, Contender::BOTH[at], &run));
            all[at].push(run);
        }
        agree(&all)?;
    }
    let [page, baseline] = all;
    let compared = numbers::count(&page[0].numbers);
    println!("{}", report::table(rows, &page, &baseline));
    println!("{compared} numbers of each run were equal in both (counts exactly, means to 1e-9).");
    let figures = json!({
        "date": report::today(),
        "machine": machine::description(),
        "rows": rows,
        "bytes": file.metadata()?.len(),
        "numbers_compared": compared,
        "page": report::figures(&page),
        "baseline": report::figures(&baseline),
    });
    report::write(places, arguments, &format!("compare-{rows}.json"), &figures)
}

/// Every number of every run against the first one's.
pub fn agree(all: &[Vec<Run>; 2]) -> Outcome {
    let Some(first) = all[0].first() else {
        return Ok(());
    };
    for run in all.iter().flatten() {
        for (filter, (expected, found)) in first.numbers.iter().zip(&run.numbers).enumerate() {
            if let Some(difference) = numbers::difference(expected, found) {
                return Err(Failure::new(format!(
                    "the numbers differ, question {filter} (0: no filter): {difference}"
                )));
            }
        }
        if run.numbers.len() != first.numbers.len() {
            return Err(Failure::new("not every question was answered"));
        }
    }
    Ok(())
}
