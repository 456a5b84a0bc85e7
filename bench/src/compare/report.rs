//! The figures of a comparison, as a line a run, as a table, and as JSON.
use std::{fs, path::PathBuf, process::Command};

use parcours_e2e::{Outcome, Places};
use serde_json::{Value, json};

use super::{Contender, Run};
use crate::{arguments::Arguments, measure::Series};

const MEGABYTE: f64 = 1e6;

/// What a run says while the others still wait.
pub fn line(round: usize, who: Contender, run: &Run) -> String {
    format!(
        "run {} {:<8}  load {:>6.0} ms  filter {:>5.1} ms  p95 {:>5.1} ms  grown by {:>4.0} MB  longest task {:>3.0} ms  others {:.2} cores",
        round + 1,
        who.name(),
        run.load,
        Run::filter_quantile(&run.filters, 0.5),
        Run::filter_quantile(&run.filters, 0.95),
        run.growth() / MEGABYTE,
        run.longest_task,
        run.foreign_cores,
    )
}

/// The median over the runs of what each run says.
pub fn median(runs: &[Run], value: impl Fn(&Run) -> f64) -> f64 {
    let mut series = Series::default();
    runs.iter().for_each(|run| series.add(value(run)));
    series.quantile(0.5)
}

/// Medians over the runs, page and baseline side by side, and their ratio.
pub fn table(rows: usize, page: &[Run], baseline: &[Run]) -> String {
    let mut lines = vec![
        format!("{rows} events, median of {} runs", page.len()),
        String::new(),
        "| | page | baseline | page / baseline |".to_owned(),
        "| --- | ---: | ---: | ---: |".to_owned(),
    ];
    let mut row = |name: &str, page: f64, baseline: f64, digits: usize| {
        let ratio = page / baseline;
        lines.push(format!(
            "| {name} | {page:.digits$} | {baseline:.digits$} | {ratio:.2} |"
        ));
    };
    let both = |value: fn(&Run) -> f64| (median(page, value), median(baseline, value));
    let (ours, theirs) = both(|run| run.load);
    row("T1: file handed over → every number (ms)", ours, theirs, 0);
    let (middle, end) = (
        both(|run| Run::filter_quantile(&run.filters, 0.5)),
        both(|run| Run::filter_quantile(&run.filters, 0.95)),
    );
    row(
        "T2: a filter → the parts that both compute (ms)",
        middle.0,
        middle.1,
        2,
    );
    row("T2, p95 of the 30 filters (ms)", end.0, end.1, 2);
    let whole = |part| median(page, |run| Run::filter_quantile(&run.whole, part));
    row(
        "a filter → the page's whole summary (ms)",
        whole(0.5),
        middle.1,
        2,
    );
    row("the whole summary, p95 (ms)", whole(0.95), end.1, 2);
    let (ours, theirs) = both(|run| run.growth() / MEGABYTE);
    row(
        "T3: growth of the renderer's memory by the load (MB)",
        ours,
        theirs,
        0,
    );
    let (ours, theirs) = both(|run| run.after.resident as f64 / MEGABYTE);
    row("renderer's memory after the load (MB)", ours, theirs, 0);
    let (ours, theirs) = both(|run| run.after.peak as f64 / MEGABYTE);
    row("the most that it was till then (MB)", ours, theirs, 0);
    let painted = median(page, |run| run.painted.unwrap_or(f64::NAN));
    let (task, other) = both(|run| run.longest_task);
    lines.push(format!(
        "| file handed over → pictures (ms) | {painted:.0} | – | – |"
    ));
    lines.push(format!(
        "| T4: longest task of the main thread meanwhile (ms; 0: < 50) | {task:.0} | {other:.0} | – |"
    ));
    lines.push(String::new());
    lines.join("\n")
}

/// Every run of a contender.
pub fn figures(runs: &[Run]) -> Value {
    let one = |run: &Run| {
        json!({
            "load_ms": run.load, "painted_ms": run.painted, "filter_ms": run.filters, "whole_summary_ms": run.whole,
            "longest_task_ms": run.longest_task, "resident_before": run.before.resident, "resident_after": run.after.resident,
            "peak_after": run.after.peak, "foreign_cores": run.foreign_cores,
        })
    };
    json!({
        "load_ms": median(runs, |run| run.load),
        "filter_median_ms": median(runs, |run| Run::filter_quantile(&run.filters, 0.5)),
        "filter_p95_ms": median(runs, |run| Run::filter_quantile(&run.filters, 0.95)),
        "growth_bytes": median(runs, Run::growth),
        "runs": runs.iter().map(one).collect::<Vec<_>>(),
    })
}

/// Writes figures where the arguments say, else among the artefacts.
pub fn write(places: &Places, arguments: &Arguments, name: &str, figures: &Value) -> Outcome {
    let path = arguments
        .json
        .clone()
        .unwrap_or_else(|| folder(places).join(name));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, serde_json::to_string_pretty(figures)?)?;
    println!("\nall figures: {}", fs::canonicalize(&path)?.display());
    Ok(())
}

/// Where the figures of all commands are put.
pub fn folder(places: &Places) -> PathBuf {
    places.screens.with_file_name("bench")
}

/// As `date` says it.
pub fn today() -> String {
    let said = Command::new("date").arg("+%Y-%m-%d").output();
    said.map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
        .unwrap_or_default()
}
