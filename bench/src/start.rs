//! How long a first visit takes: from navigation to a page that can be used, nothing cached.
use parcours_e2e::{Browser, Failure, Kit, Outcome, Places, Setup};
use serde_json::{Value, json};

use crate::measure::{Series, print_header};

/// Notes when the page first says `empty`, which it does once its worker is ready.
const OBSERVER: &str = "
    new MutationObserver(() => {
        if (document.documentElement?.dataset.state === 'empty') window.__usable ??= performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });";

pub async fn run(places: &Places, runs: usize) -> Outcome {
    let (mut painted, mut usable) = (Series::default(), Series::default());
    for _ in 0..runs {
        // A new browser with a new profile: nothing is cached.
        let kit = Kit::new(Browser::Chromium, places.clone())?;
        let page = kit.browser(Setup::default()).await?;
        page.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": OBSERVER }),
        )
        .await?;
        page.goto(&kit.address("")).await?;
        page.until(&["empty"]).await?;
        page.until_true("performance.getEntriesByName('first-contentful-paint').length")
            .await?;
        let times = page.script("return [performance.getEntriesByName('first-contentful-paint')[0].startTime, window.__usable]").await?;
        let time = |at: usize| {
            times
                .get(at)
                .and_then(Value::as_f64)
                .ok_or_else(|| Failure::new("the page noted no time"))
        };
        painted.add(time(0)?);
        usable.add(time(0)?.max(time(1)?));
        kit.finish().await?;
    }
    print_header("first visit, nothing cached (ms)");
    painted.print("navigation → first content");
    usable.print("navigation → usable, worker ready");
    println!();
    Ok(())
}
