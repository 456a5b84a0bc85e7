//! One file that is far larger than what a tab should hold: is it read, and how much of it is in memory at once?
use parcours_e2e::{Browser, Kit, Outcome, Places, Setup};
use serde_json::json;

use crate::{
    arguments::Arguments,
    compare::{self, Contender},
    data, machine,
};

pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let rows = arguments.rows.unwrap_or(10_000_000);
    let file = data::file(rows)?;
    let bytes = file.metadata()?.len() as f64;
    let kit = Kit::new(Browser::Chromium, places.clone())?;
    let page = kit.open("", Setup::default()).await?;
    page.be_patient(data::PATIENCE);
    page.until(&["empty"]).await?;
    let before = machine::renderer(&page)?;
    page.choose_files("#file-input", &[file.display().to_string()])
        .await?;
    let marks = page.script_async(compare::UNTIL_PAINTED, vec![]).await?;
    let after = machine::renderer(&page)?;
    let time = |name: &str| {
        marks[name].as_f64().unwrap_or(f64::NAN) - marks["start"].as_f64().unwrap_or(f64::NAN)
    };
    let task = compare::longest_task(&page, marks["start"].as_f64().unwrap_or_default()).await?;
    let kept = page
        .call("summary", &[json!({}), json!({ "parts": [] })])
        .await?;
    kit.finish().await?;
    let megabytes = |bytes: f64| bytes / 1e6;
    let grown = after.resident as f64 - before.resident as f64;
    println!(
        "{rows} events, {:.0} MB, in {}",
        megabytes(bytes),
        Contender::Page.name()
    );
    println!(
        "events and journeys read        {} {}",
        kept["events"], kept["journeys"]
    );
    println!(
        "file handed over → numbers      {:>8.1} s",
        time("result") / 1000.0
    );
    println!(
        "file handed over → pictures     {:>8.1} s",
        time("painted") / 1000.0
    );
    println!("longest task of the page        {task:>8.0} ms (0: < 50)");
    println!(
        "memory: grown by                {:>8.0} MB, {:.1} bytes an event",
        megabytes(grown),
        grown / rows as f64
    );
    println!(
        "memory: most, over the start    {:>8.0} MB, {:.0} % of the file",
        megabytes(after.peak as f64 - before.resident as f64),
        100.0 * (after.peak as f64 - before.resident as f64) / bytes
    );
    let figures = json!({
        "date": compare::today(), "machine": machine::description(), "rows": rows, "bytes": bytes, "kept": kept["events"],
        "load_ms": time("result"), "painted_ms": time("painted"), "longest_task_ms": task,
        "resident_before": before.resident, "resident_after": after.resident, "peak_after": after.peak,
    });
    compare::write(places, arguments, &format!("large-{rows}.json"), &figures)
}
