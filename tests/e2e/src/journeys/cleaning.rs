//! Cleaning steps, columns that tell who people are, and the table view over all rows.
use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::{Value, json};

use super::steps::{choose, first_screen};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, spellings_are_merged_undone_kept_and_offered_again),
    journey!(CHROMIUM, duplicates_are_struck_and_taken_back),
    journey!(CHROMIUM, words_for_nothing_are_offered_and_not_imposed),
    journey!(CHROMIUM, people_are_hidden_before_anything_is_kept),
    journey!(CHROMIUM, people_are_kept_when_the_user_says_so),
    journey!(CHROMIUM, all_rows_are_scrolled_searched_and_sorted),
    journey!(CHROMIUM, steps_and_rows_are_accessible),
];

const MESSY: &str = "e2e/messy.csv";
const NEXT: &str = "e2e/messy-next.csv";
const PEOPLE: &str = "e2e/people.csv";

async fn touchpoints(page: &Page) -> Outcome<Vec<String>> {
    let summary = page.call("summary", &[]).await?;
    let list = summary["touchpoints"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let name = |entry: Value| entry["touchpoint"].as_str().map(str::to_owned);
    Ok(list.into_iter().filter_map(name).collect())
}

async fn has_both(page: &Page) -> Outcome<bool> {
    let names = touchpoints(page).await?;
    Ok(names.iter().any(|name| name == "Homepage") && names.iter().any(|name| name == "homepage"))
}

/// Opens a file and its cleaning steps, as far as they are offered.
async fn with_steps(kit: &Kit, name: &str) -> Outcome<Page> {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture(name)).await?;
    page.until(&["ready"]).await?;
    page.until_shown("@steps-offered").await?;
    page.click("@steps-offered").await?;
    page.until_shown("@offer").await?;
    Ok(page)
}

/// Applies the step offered whose words hold `part`.
async fn apply(page: &Page, part: &str) -> Outcome {
    page.click(&format!("[data-testid=apply][aria-label*='{part}']"))
        .await?;
    page.until_shown("@step").await?;
    page.until(&["ready"]).await.map(drop)
}

async fn spellings_are_merged_undone_kept_and_offered_again(kit: &Kit) -> Outcome {
    let page = with_steps(kit, MESSY).await?;
    ensure!(has_both(&page).await?, "both spellings are in the file");
    apply(&page, "Homepage").await?;
    ensure!(!has_both(&page).await?, "the spellings are one");
    page.until_true("document.querySelector('[data-testid=step]').textContent.includes('1 cell')")
        .await?;
    let said = page.text("@step").await?;
    ensure!(said.contains('→'), "the step counts: {said}");
    page.screenshot("cleaning-steps").await?;
    page.click("@undo").await?;
    page.until_true("!document.querySelector('[data-testid=step]')")
        .await?;
    page.until(&["ready"]).await?;
    ensure!(has_both(&page).await?, "undone");
    page.click("@redo").await?;
    page.until_shown("@step").await?;
    page.until(&["ready"]).await?;
    page.until_true("localStorage.getItem('parcours.last')?.includes('merge')")
        .await?;
    page.until_true("Object.values(JSON.parse(localStorage.getItem('parcours.recipes') ?? '{}')).some((known) => known.recipe.length === 1)").await?;
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure!(!has_both(&page).await?, "a reload keeps the step");
    choose(&page, &kit.fixture(NEXT)).await?;
    page.until_text("@file-menu", "messy-next.csv").await?;
    page.until(&["ready"]).await?;
    ensure!(has_both(&page).await?, "nothing is cleaned by itself");
    page.until_shown("@apply-last-time").await?;
    page.click("@apply-last-time").await?;
    page.until_true("!document.querySelector('[data-testid=last-time]')")
        .await?;
    page.until_shown("@steps-done").await?;
    page.until(&["ready"]).await?;
    page.until_true("document.documentElement.dataset.state === 'ready'")
        .await?;
    ensure!(
        !has_both(&page).await?,
        "last time's step works on the next file"
    );
    Ok(())
}

async fn duplicates_are_struck_and_taken_back(kit: &Kit) -> Outcome {
    let page = with_steps(kit, MESSY).await?;
    apply(&page, "equal in every cell").await?;
    let summary = page.call("summary", &[]).await?;
    ensure_eq!(
        summary["source"]["duplicates_dropped"],
        json!(1),
        "duplicates dropped"
    );
    ensure_eq!(summary["events"], json!(12), "events");
    page.click("@rows-tab").await?;
    page.until_shown("tr.removed").await?;
    page.screenshot("table-removed").await?;
    page.click("@restore").await?;
    page.until_true("!document.querySelector('tr.removed')")
        .await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        page.call("summary", &[]).await?["events"],
        json!(13),
        "events"
    );
    Ok(())
}

async fn words_for_nothing_are_offered_and_not_imposed(kit: &Kit) -> Outcome {
    let text = "journey_id,timestamp,persona,touchpoint,channel\n\
        N-1,2026-03-02 09:00,Careful,Home,Web\n\
        N-1,2026-03-02 09:20,Careful,Cart,n/a\n\
        N-2,2026-03-03 10:00,NULL,Home,Web\n\
        N-2,2026-03-03 10:05,NULL,Cart,-\n\
        N-3,2026-03-04 11:00,Hurried,Home,#N/A\n\
        N-3,2026-03-04 11:30,Hurried,Cart,Shop\n";
    let page = first_screen(kit, Setup::french()).await?;
    page.drop_text_file("@start", "nulls.csv", text).await?;
    page.until(&["ready"]).await?;
    let names = async || -> Outcome<(usize, usize)> {
        let summary = page.call("summary", &[]).await?;
        let count = |list: &str| summary[list].as_array().map_or(0, Vec::len);
        Ok((count("personas"), count("channels")))
    };
    ensure_eq!(names().await?, (3, 5), "as written: personas and channels");
    page.until_shown("@steps-offered").await?;
    page.click("@steps-offered").await?;
    page.until_text("@offer", "5 cellules").await?;
    page.screenshot("cleaning-nulls-fr").await?;
    page.resize(390, 844, true).await?;
    page.screenshot("cleaning-nulls-phone").await?;
    page.resize(1440, 900, false).await?;
    page.click("@apply").await?;
    page.until_shown("@step").await?;
    page.until(&["ready"]).await?;
    // Nothing is a value too: `""`.
    ensure_eq!(names().await?, (3, 3), "the words for nothing are one");
    let personas = page.call("summary", &[]).await?["personas"].to_string();
    ensure!(!personas.contains("NULL"), "still there: {personas}");
    page.click("@undo").await?;
    page.until_true("!document.querySelector('[data-testid=step]')")
        .await?;
    page.until(&["ready"]).await?;
    ensure_eq!(names().await?, (3, 5), "undone");
    Ok(())
}

/// Everything that the browser keeps of files, as one text.
const STORED: &str = "
    const open = indexedDB.open('parcours', 1);
    // Where the page has made no database, looking must not make one.
    open.onupgradeneeded = () => open.transaction.abort();
    open.onsuccess = () => {
      const all = open.result.transaction('files').objectStore('files').getAll();
      all.onsuccess = async () => {
        const parts = await Promise.all(all.result.map(async (kept) => (kept.blob ? await kept.blob.text() : '') + kept.settings));
        done(parts.join('\\n') + JSON.stringify({ ...localStorage }));
      };
    };
    open.onerror = () => done('');";

async fn stored(page: &Page) -> Outcome<String> {
    let body = format!("return await new Promise((done) => {{ {STORED} }});");
    let text = page.script_async(&body, Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn people_are_hidden_before_anything_is_kept(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture(PEOPLE)).await?;
    page.until(&["ready"]).await?;
    page.until_shown("@personal").await?;
    let said = page.text("@personal").await?;
    ensure!(
        said.contains("email") && said.contains("last_name"),
        "the notice says {said}"
    );
    page.screenshot("personal").await?;
    let before = stored(&page).await?;
    ensure!(
        !before.contains("example.org"),
        "kept before the answer: {before}"
    );
    page.click("@personal-tokens").await?;
    page.until_true("localStorage.getItem('parcours.recent')?.includes('people.csv')")
        .await?;
    page.until(&["ready"]).await?;
    let rows = page.call("rows", &[]).await?.to_string();
    ensure!(
        !rows.contains("example") && !rows.contains("Curie"),
        "rows() holds {rows}"
    );
    let summary = page.call("summary", &[]).await?;
    ensure_eq!(summary["journeys"], json!(3), "journeys");
    let document = page.call("getDocument", &[]).await?.to_string();
    ensure!(
        !document.contains("example.org"),
        "the document holds an address"
    );
    let kept = stored(&page).await?;
    ensure!(
        !kept.contains("example") && !kept.contains("Curie"),
        "kept after the answer: {kept}"
    );
    page.reload().await?;
    page.until(&["ready"]).await?;
    let summary = page.call("summary", &[]).await?;
    ensure_eq!(summary["journeys"], json!(3), "journeys after a reload");
    let rows = page.call("rows", &[]).await?.to_string();
    ensure!(
        !rows.contains("example") && !rows.contains("Curie"),
        "rows() after a reload holds {rows}"
    );
    Ok(())
}

async fn people_are_kept_when_the_user_says_so(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &kit.fixture(PEOPLE)).await?;
    page.until(&["ready"]).await?;
    page.until_shown("@personal-keep").await?;
    page.click("@personal-keep").await?;
    page.until_true("localStorage.getItem('parcours.recent')?.includes('people.csv')")
        .await?;
    page.until_true("!document.querySelector('[data-testid=personal]')")
        .await?;
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure_eq!(page.count("@personal").await?, 0, "asked once");
    Ok(())
}

/// Sixty thousand rows, made in the page.
const MANY: &str = "
    const lines = ['journey_id,timestamp,touchpoint,note'];
    for (let row = 0; row < 60000; row++) lines.push(`J-${row >> 2},2026-01-${String(1 + (row % 28)).padStart(2, '0')} 10:00,${['Advert', 'Advice', 'Order'][row % 3]},note ${row}`);
    await window.parcours.load(lines.join('\\n'), { name: 'many.csv' });";

async fn all_rows_are_scrolled_searched_and_sorted(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.script_async(MANY, Vec::new()).await?;
    page.until(&["ready"]).await?;
    page.click("@view-table").await?;
    page.until_text("@row-range", "60,000").await?;
    page.until_text("@grid", "note 0").await?;
    ensure!(
        page.count("[data-testid=grid] tbody tr").await? < 200,
        "only rows in sight are on the page"
    );
    page.script("const grid = document.querySelector('[data-testid=grid]'); grid.scrollTop = grid.scrollHeight;").await?;
    page.until_text("@grid", "note 59999").await?;
    page.screenshot("table-bottom").await?;
    page.element("@row-search")
        .await?
        .send_keys("note 5999")
        .await?;
    page.until_text("@row-range", "of 11").await?;
    page.until_text("@grid", "note 59990").await?;
    page.script("document.querySelector('[data-testid=grid] thead th:last-child .sort').click()")
        .await?;
    page.until_true("document.querySelector('[data-testid=grid] thead th:last-child').getAttribute('aria-sort') === 'ascending'").await?;
    page.script("document.querySelector('[data-testid=grid] thead th:last-child .sort').click()")
        .await?;
    page.until_true("document.querySelector('[data-testid=grid] tbody tr:not(.sp)')?.textContent.includes('note 59999')").await?;
    page.click("@download-rows").await?;
    let saved = page.downloaded("many-rows.csv").await?;
    ensure_eq!(saved.lines().count(), 12, "lines of the download");
    Ok(())
}

async fn steps_and_rows_are_accessible(kit: &Kit) -> Outcome {
    let page = with_steps(kit, MESSY).await?;
    page.check_accessibility("the steps offered").await?;
    apply(&page, "Homepage").await?;
    page.click("@rows-tab").await?;
    page.until_text("@grid", "Product page").await?;
    page.check_accessibility("the rows").await?;
    page.set_dark(true).await?;
    page.screenshot("table-dark").await?;
    page.check_accessibility("the rows in the dark").await?;
    page.resize(390, 844, true).await?;
    page.screenshot("table-phone").await?;
    page.check_accessibility("the rows on a phone").await
}
