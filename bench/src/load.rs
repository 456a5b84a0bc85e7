//! A large file, from its drop to the pictures, and how fast filters are painted then.
use parcours_e2e::{Browser, Failure, Kit, Outcome, Page, Places, Setup};
use serde_json::{Value, json};

use crate::{
    data,
    measure::{Series, print_header},
};

const WINDOWS: usize = 20;
const WINDOW_DAYS: usize = 30;

pub async fn run(places: &Places, runs: usize, rows: usize) -> Outcome {
    let file = data::file(rows)?;
    let (mut answered, mut painted, mut load_task) =
        (Series::default(), Series::default(), Series::default());
    let (mut filtered, mut filter_task) = (Series::default(), Series::default());
    for _ in 0..runs {
        let kit = Kit::new(Browser::Chromium, places.clone())?;
        let page = kit.open("", Setup::default()).await?;
        page.until(&["empty"]).await?;
        page.drop_files("body", &[file.display().to_string()])
            .await?;
        page.until(&["ready"]).await?;
        page.until_true("performance.getEntriesByName('parcours:first-paint').length")
            .await?;
        let start = mark(&page, "load-start").await?;
        answered.add(mark(&page, "first-result").await? - start);
        painted.add(mark(&page, "first-paint").await? - start);
        load_task.add(longest_task(&page, start).await?);
        for filter in filters(&page).await? {
            let before = painted_filters(&page).await?;
            page.call("setFilter", &[filter]).await?;
            page.until_true(&format!(
                "performance.getEntriesByName('parcours:filter-painted').length > {before}"
            ))
            .await?;
            let start = mark(&page, "filter-start").await?;
            filtered.add(mark(&page, "filter-painted").await? - start);
            filter_task.add(longest_task(&page, start).await?);
        }
        kit.finish().await?;
    }
    print_header(&format!("{rows} events (ms)"));
    answered.print("drop → summary() can answer");
    painted.print("drop → pictures");
    load_task.print("longest task of the page meanwhile (0: < 50)");
    filtered.print("filter → painted");
    filter_task.print("longest task of the page meanwhile (0: < 50)");
    println!();
    Ok(())
}

/// Personas one by one, then a window of days that slides over the whole time, as a brush is dragged.
async fn filters(page: &Page) -> Outcome<Vec<Value>> {
    let summary = page
        .call("summary", &[json!({}), json!({ "parts": ["personas"] })])
        .await?;
    let personas = summary["personas"]
        .as_array()
        .ok_or_else(|| Failure::new("summary() names no personas"))?;
    let by_persona = personas
        .iter()
        .map(|row| json!({ "persona": [row["persona"]] }));
    let windows = (0..WINDOWS).map(
        |step| json!({ "from": data::date(5 * step), "to": data::date(5 * step + WINDOW_DAYS) }),
    );
    Ok(by_persona.chain(windows).collect())
}

async fn painted_filters(page: &Page) -> Outcome<u64> {
    let count = page
        .script("return performance.getEntriesByName('parcours:filter-painted').length")
        .await?;
    Ok(count.as_u64().unwrap_or_default())
}

async fn mark(page: &Page, name: &str) -> Outcome<f64> {
    page.mark(&format!("parcours:{name}"))
        .await?
        .ok_or_else(|| Failure::new(format!("the page has not set the mark parcours:{name}")))
}

/// The longest task of the main thread since `start`, 0 where the browser reports none: it reports those from 50 ms.
async fn longest_task(page: &Page, start: f64) -> Outcome<f64> {
    let longest = page.script(&format!("return Math.max(0, ...window.__longTasks.filter(([at]) => at >= {start}).map(([, lasted]) => lasted))")).await?;
    Ok(longest.as_f64().unwrap_or_default())
}
