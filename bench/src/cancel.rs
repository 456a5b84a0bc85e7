//! How fast the page answers to a person who gives up, and whether the memory comes back.
use parcours_e2e::{Browser, Failure, Kit, Outcome, Page, Places, Setup};
use serde_json::json;

use crate::{
    arguments::Arguments,
    data, machine,
    measure::{Series, print_header},
};

/// Clicks on the button of `arguments[0]` and waits until the page shows `arguments[1]`; the milliseconds that took.
const ANSWERED: &str = "
    const [button, wanted] = arguments;
    const start = performance.now();
    document.querySelector(`[data-testid=${button}]`).click();
    while (!wanted.includes(document.documentElement.dataset.state)) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - start;";
/// Asks for everything there is, without waiting for it.
const ASK: &str =
    "window.__asked = window.parcours.summary({}).catch((error) => error.code); return true;";

pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let file = data::file(arguments.rows.unwrap_or(5_000_000))?
        .display()
        .to_string();
    let small = data::file(10_000)?.display().to_string();
    let (mut first, mut over, mut query) =
        (Series::default(), Series::default(), Series::default());
    let mut left = Series::default();
    for _ in 0..arguments.runs.unwrap_or(5) {
        let kit = Kit::new(Browser::Chromium, places.clone())?;
        let page = kit.open("", Setup::default()).await?;
        page.be_patient(data::PATIENCE);
        page.until(&["empty"]).await?;
        let before = machine::renderer(&page)?.resident as f64;
        // Nothing is open: back to the first screen, which is ready when a fresh worker listens.
        page.choose_files("#file-input", std::slice::from_ref(&file))
            .await?;
        first.add(give_up(&page, &["empty"]).await?);
        page.choose_files("#file-input", std::slice::from_ref(&small))
            .await?;
        page.until(&["ready"]).await?;
        page.choose_files("#file-input", std::slice::from_ref(&file))
            .await?;
        over.add(give_up(&page, &["ready"]).await?);
        let kept = page
            .call("summary", &[json!({}), json!({ "parts": [] })])
            .await?;
        if kept["events"] != json!(10_000) {
            return Err(Failure::new("what was open before has not survived"));
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        left.add((machine::renderer(&page)?.resident as f64 - before) / 1e6);
        page.choose_files(
            "#file-input",
            &[data::file(1_000_000)?.display().to_string()],
        )
        .await?;
        page.until(&["loading"]).await?;
        page.until(&["ready"]).await?;
        page.script(ASK).await?;
        query.add(answered(&page, "home", &["empty"]).await?);
        kit.finish().await?;
    }
    print_header("given up → the page is usable again (ms)");
    first.print("a load, nothing open (a fresh worker listens)");
    over.print("a load over an open file");
    query.print("a query on 1,000,000 events: back to the start");
    println!();
    print_header("memory that is left (MB)");
    left.print("a small file open, after two loads given up");
    Ok(())
}

/// Waits until the file is really being read, then cancels.
async fn give_up(page: &Page, wanted: &[&str]) -> Outcome<f64> {
    page.until_true(
        "Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) >= 20",
    )
    .await?;
    answered(page, "cancel", wanted).await
}

async fn answered(page: &Page, button: &str, wanted: &[&str]) -> Outcome<f64> {
    let took = page
        .script_async(ANSWERED, vec![json!(button), json!(wanted)])
        .await?;
    took.as_f64()
        .ok_or_else(|| Failure::new("no time was answered"))
}
