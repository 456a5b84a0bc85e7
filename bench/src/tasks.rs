//! The longest tasks of the main thread: while a file is opened, while filters follow each other, while the journeys strip is scrolled;
//! as fast as the machine is, and four times slower.
use parcours_e2e::{Browser, Kit, Outcome, Page, Places, Setup};
use serde_json::json;

use crate::{
    arguments::Arguments,
    compare::{UNTIL_PAINTED, longest_task},
    data,
    measure::{Series, print_header},
};

const WINDOWS: usize = 40;
const WINDOW_DAYS: usize = 30;
/// A brush that is dragged: the next window as soon as a frame has passed. Milliseconds from each filter to its picture.
const DRAG: &str = "
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    performance.clearMarks();
    for (const filter of arguments[0]) {
        await window.parcours.setFilter(filter);
        await frame();
    }
    const count = (name) => performance.getEntriesByName(`parcours:${name}`).length;
    for (let quiet = 0, seen = -1; quiet < 10; ) {
        await frame();
        quiet = seen === count('filter-painted') ? quiet + 1 : 0;
        seen = count('filter-painted');
    }
    const times = (name) => performance.getEntriesByName(`parcours:${name}`).map((mark) => mark.startTime);
    const starts = times('filter-start');
    return times('filter-painted').map((painted) => painted - Math.max(...starts.filter((start) => start < painted)));";
const SCROLL: &str = "
    const strip = document.querySelector('[data-testid=strip-area]');
    strip.scrollIntoView();
    for (let step = 0; step < 90; step++) {
        strip.scrollTop += 60;
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return strip.scrollTop;";

#[derive(Default)]
struct Figures {
    opened: Series,
    filtered: Series,
    scrolled: Series,
    painted: Series,
}

pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let rows = arguments.rows.unwrap_or(1_000_000);
    let file = data::file(rows)?.display().to_string();
    for slower in [1, 4] {
        let mut figures = Figures::default();
        for _ in 0..arguments.runs.unwrap_or(5) {
            crate::machine::quiet();
            let kit = Kit::new(Browser::Chromium, places.clone())?;
            one(&kit, &file, slower, &mut figures).await?;
            kit.finish().await?;
        }
        print_header(&format!("{rows} events, processor {slower}× slower (ms)"));
        figures
            .opened
            .print("longest task, file → pictures (0: < 50)");
        figures.filtered.print("longest task, a brush dragged");
        figures.scrolled.print("longest task, the strip scrolled");
        figures.painted.print("newest filter → painted, dragged");
        println!();
    }
    Ok(())
}

async fn one(kit: &Kit, file: &str, slower: u32, figures: &mut Figures) -> Outcome {
    let page = kit.open("", Setup::default()).await?;
    page.be_patient(data::PATIENCE);
    page.until(&["empty"]).await?;
    page.slow_processor(slower).await?;
    page.choose_files("#file-input", &[file.to_owned()]).await?;
    let marks = page.script_async(UNTIL_PAINTED, vec![]).await?;
    let start = marks["start"].as_f64().unwrap_or_default();
    figures.opened.add(longest_task(&page, start).await?);
    let windows: Vec<_> = (0..WINDOWS)
        .map(|step| json!({ "from": data::date(3 * step), "to": data::date(3 * step + WINDOW_DAYS) }))
        .collect();
    let from = now(&page).await?;
    let painted = page.script_async(DRAG, vec![json!(windows)]).await?;
    for time in painted.as_array().into_iter().flatten() {
        figures.painted.add(time.as_f64().unwrap_or(f64::NAN));
    }
    figures.filtered.add(longest_task(&page, from).await?);
    page.call("setFilter", &[json!({})]).await?;
    let from = now(&page).await?;
    page.script_async(SCROLL, vec![]).await?;
    figures.scrolled.add(longest_task(&page, from).await?);
    Ok(())
}

async fn now(page: &Page) -> Outcome<f64> {
    let now = page.script("return performance.now()").await?;
    Ok(now.as_f64().unwrap_or_default())
}
