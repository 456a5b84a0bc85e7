//! Hours of use in minutes: many files one after another, then many filters. Memory must stay where it is.
use parcours_e2e::{Browser, Failure, Kit, Outcome, Page, Places, Setup};
use serde_json::{Value, json};

use crate::{arguments::Arguments, compare, data, machine, measure::Chance};

const FILES: usize = 200;
const FILTERS: usize = 10_000;
/// Filters asked in one go; memory is looked at in between.
const AT_ONCE: usize = 500;
/// The first ones settle what stays: code is compiled, fonts and buffers are there.
const SETTLING: usize = 10;
/// How far memory may be from what it was after settling.
const TOLERANCE: f64 = 0.10;
/// Opens a file as a script would, and says how much memory the page's own wasm and script hold.
const OPEN: &str = "
    const [text, name] = arguments;
    await window.parcours.load(new File([text], name), { review: false });
    return performance.memory?.usedJSHeapSize ?? 0;";
const FILTERED: &str = "
    for (const filter of arguments[0]) await window.parcours.summary(filter);
    return true;";

/// Memory of the page's process after each step, in bytes.
#[derive(Default)]
struct Course(Vec<u64>);

impl Course {
    async fn note(&mut self, page: &Page) -> Outcome {
        // What nobody holds any more may lie about for long: that is no leak.
        page.cdp("HeapProfiler.collectGarbage", json!({})).await?;
        self.0.push(machine::renderer(page)?.resident);
        Ok(())
    }

    /// What it was after settling: the median of the steps that follow, half as many again.
    fn settled(&self) -> f64 {
        let mut after: Vec<u64> = self
            .0
            .iter()
            .skip(SETTLING.min(self.0.len() / 4))
            .take(SETTLING)
            .copied()
            .collect();
        after.sort_unstable();
        after.get(after.len() / 2).copied().unwrap_or_default() as f64
    }

    /// The last tenth of the way against what it was after settling.
    fn drift(&self) -> f64 {
        let tail = (self.0.len() / 10).max(3);
        let mut last: Vec<u64> = self.0.iter().rev().take(tail).copied().collect();
        last.sort_unstable();
        last[last.len() / 2] as f64 / self.settled() - 1.0
    }

    fn figures(&self, name: &str) -> Value {
        json!({ "steps": self.0.len(), "drift": self.drift(), "resident": self.0, "of": name })
    }
}

pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let rows = arguments.rows.unwrap_or(20_000);
    let kit = Kit::new(Browser::Chromium, places.clone())?;
    let page = kit.open("", Setup::default()).await?;
    page.be_patient(data::PATIENCE);
    page.until(&["empty"]).await?;
    let files = files(&page, rows, arguments.runs.unwrap_or(FILES)).await?;
    print("files loaded one after another", &files);
    let filters = filters(&page, arguments.runs.map_or(FILTERS, |runs| 50 * runs)).await?;
    print("random filters", &filters);
    let crashed = page.state().await?;
    kit.finish().await?;
    let figures = json!({ "rows": rows, "files": files.figures("files"), "filters": filters.figures("filters"), "state": crashed });
    compare::write(places, arguments, "soak.json", &figures)?;
    for (course, name) in [(&files, "files"), (&filters, "filters")] {
        if course.drift().abs() > TOLERANCE {
            let percent = 100.0 * course.drift();
            return Err(Failure::new(format!(
                "memory drifted by {percent:+.0} % over the {name}"
            )));
        }
    }
    Ok(())
}

/// Files of different sizes and contents, so that nothing can be had from the one before.
async fn files(page: &Page, rows: usize, count: usize) -> Outcome<Course> {
    let mut course = Course::default();
    for number in 0..count {
        let text = data::text(rows / 2 + rows * (number % 5) / 4, number as u64)?;
        page.script_async(OPEN, vec![json!(text), json!(format!("soak-{number}.csv"))])
            .await?;
        course.note(page).await?;
        if number % 20 == 19 {
            eprintln!("{} files", number + 1);
        }
    }
    Ok(course)
}

async fn filters(page: &Page, count: usize) -> Outcome<Course> {
    let mut course = Course::default();
    let mut chance = Chance::new(42);
    for batch in 0..count / AT_ONCE.min(count) {
        let filters: Vec<Value> = (0..AT_ONCE.min(count))
            .map(|_| data::random_filter(&mut chance))
            .collect();
        page.script_async(FILTERED, vec![json!(filters)]).await?;
        // What is seen follows a filter now and then, as when somebody works.
        page.call("setFilter", &[filters[0].clone()]).await?;
        course.note(page).await?;
        eprintln!("{} filters", (batch + 1) * AT_ONCE.min(count));
    }
    Ok(course)
}

fn print(name: &str, course: &Course) {
    let megabytes = |bytes: f64| bytes / 1e6;
    println!(
        "{name}: {} steps, memory of the page's process {:.0} MB after settling, {:+.1} % at the end",
        course.0.len(),
        megabytes(course.settled()),
        100.0 * course.drift()
    );
}
