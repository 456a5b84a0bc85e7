//! What many journeys do and look at: opening something, reading what the page shows of it.
use std::{collections::BTreeSet, fs};

use parcours_e2e::{Failure, Kit, Outcome, Page, Setup, ensure};
use serde_json::Value;

/// A clean table of ours with every role: 36 journeys, 138 events, three personas, four stages.
pub const TABLE: &str = "e2e/shop.csv";
pub const TABLE_JOURNEYS: u64 = 36;
pub const TABLE_EVENTS: u64 = 138;

/// How many journeys the sample `name` ("shop-en") holds, counted in its file: ids that are not empty, `persona`'s only where one is told.
pub fn sample_journeys(kit: &Kit, name: &str, persona: Option<&str>) -> Outcome<u64> {
    let text = fs::read_to_string(kit.places.dist.join(format!("samples/{name}.csv")))?;
    let ids: BTreeSet<&str> = text
        .lines()
        .skip(1)
        .filter(|line| persona.is_none_or(|persona| line.split(',').any(|cell| cell == persona)))
        .filter_map(|line| line.split(',').next())
        .filter(|id| !id.is_empty())
        .collect();
    Ok(ids.len() as u64)
}

/// A fresh browser with `behind` open and drawn.
pub async fn ready(kit: &Kit, behind: &str, setup: Setup) -> Outcome<Page> {
    let page = kit.open(behind, setup).await?;
    page.until(&["ready"]).await?;
    Ok(page)
}

/// A fresh browser on the first screen.
pub async fn first_screen(kit: &Kit, setup: Setup) -> Outcome<Page> {
    let page = kit.open("", setup).await?;
    page.until(&["empty"]).await?;
    Ok(page)
}

/// The first screen of a browser in which `script` runs before the page's own scripts.
pub async fn first_screen_after(kit: &Kit, script: &str) -> Outcome<Page> {
    let page = kit.browser(Setup::default()).await?;
    page.run_first(script).await?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    Ok(page)
}

/// A fresh browser with [`TABLE`] opened by the file button.
pub async fn with_table(kit: &Kit, setup: Setup) -> Outcome<Page> {
    let page = first_screen(kit, setup).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    Ok(page)
}

/// Chooses a file as the dialog behind the file button would. The page's file has changed when it says so.
pub async fn choose(page: &Page, path: &str) -> Outcome {
    page.choose_files("#file-input", &[path.to_owned()]).await
}

/// The counts of `summary()` without a filter of its own: journeys and events that are kept now.
pub async fn kept(page: &Page) -> Outcome<(u64, u64)> {
    let summary = page.call("summary", &[]).await?;
    let count = |key: &str| {
        summary[key]
            .as_u64()
            .ok_or_else(|| Failure::new(format!("summary() says {key}: {}", summary[key])))
    };
    Ok((count("journeys")?, count("events")?))
}

/// Waits until the counter beside the filters begins with `count` ("24 of 36 journeys").
pub async fn until_kept(page: &Page, count: &str) -> Outcome {
    page.until_text("@kept", &format!("{count} ")).await
}

/// Waits until a canvas is painted with more than one colour.
pub async fn until_painted(page: &Page, canvas: &str) -> Outcome {
    let read = format!(
        "(() => {{ const c = document.querySelector('[data-testid=\"{canvas}\"]'); if (!c || !c.width || !c.height) return false;
          const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer); return new Set(d).size > 4; }})()"
    );
    page.until_true(&read).await
}

/// What must be the same before and after something that failed.
pub async fn seen(page: &Page) -> Outcome<(String, String, Value)> {
    Ok((
        page.text("@takeaway").await?,
        page.text("@counts").await?,
        page.call("summary", &[]).await?,
    ))
}

/// The present address without its origin.
pub async fn hash(page: &Page) -> Outcome<String> {
    let hash = page
        .script("return decodeURIComponent(location.hash)")
        .await?;
    Ok(hash.as_str().unwrap_or_default().to_owned())
}

/// Keeps what a script sees of the page's events, in `window.__told`, as `[name, detail]`.
pub async fn listen(page: &Page) -> Outcome {
    page.script(
        "window.__told = [];
         for (const name of ['load', 'filter', 'select', 'height', 'error'])
           window.parcours.addEventListener(name, (event) => window.__told.push([name, event.detail]));",
    )
    .await
    .map(drop)
}

/// Waits for the page to say that something failed; its words and the code of the event (see [`listen`]).
pub async fn failure(page: &Page) -> Outcome<(String, Value)> {
    page.until(&["error", "crashed"]).await?;
    let words = page.text("[role=alert]:not([hidden])").await?;
    ensure!(!words.trim().is_empty(), "the alert says nothing");
    let told = page
        .script(
            "return (window.__told ?? []).filter(([name]) => name === 'error').at(-1)?.[1] ?? null",
        )
        .await?;
    Ok((words, told))
}

/// Waits until a file lies in the browser's storage whose settings hold `part`: one that is read otherwise than before was listed before.
pub async fn until_in_storage(page: &Page, part: &str) -> Outcome {
    const LIES_THERE: &str = "
        const kept = () => new Promise((done) => {
            const open = indexedDB.open('parcours', 1);
            open.onupgradeneeded = () => open.transaction.abort();
            open.onerror = () => done([]);
            open.onsuccess = () => {
                const all = open.result.transaction('files').objectStore('files').getAll();
                all.onsuccess = () => { open.result.close(); done(all.result); };
            };
        });
        for (let tries = 0; tries < 100; tries++) {
            if ((await kept()).some((file) => file.settings?.includes(arguments[0]))) return true;
            await new Promise((later) => setTimeout(later, 50));
        }
        return false;";
    let found = page
        .script_async(LIES_THERE, vec![Value::from(part)])
        .await?;
    ensure!(found == Value::Bool(true), "no file was stored");
    Ok(())
}

/// `summary()` without the name of the file and how it was read.
pub async fn numbers(page: &Page) -> Outcome<Value> {
    let mut summary = page.call("summary", &[]).await?;
    if let Some(summary) = summary.as_object_mut() {
        summary.remove("source");
    }
    Ok(summary)
}
