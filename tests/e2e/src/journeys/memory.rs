//! What is kept between visits, and what happens where nothing can be kept.
use parcours_e2e::{Kit, Outcome, Setup, ensure, ensure_eq};
use serde_json::json;

use super::steps::{TABLE, choose, first_screen, first_screen_after, kept, until_kept, with_table};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, storage_blocked),
    journey!(CHROMIUM, storage_full),
    journey!(CHROMIUM, storage_corrupt),
    journey!(CHROMIUM, listed_once_it_lies_there),
    journey!(CHROMIUM, no_room_for_a_file),
    journey!(CHROMIUM, recent_files),
];

async fn storage_blocked(kit: &Kit) -> Outcome {
    let setup = Setup {
        storage_blocked: true,
        ..Setup::default()
    };
    let page = with_table(kit, setup).await?;
    ensure_eq!(kept(&page).await?.0, 36, "journeys");
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    page.click("@language").await?;
    page.click("@lang-fr").await?;
    page.until_text("@counts", "parcours").await?;
    page.screenshot("storage-blocked").await?;
    page.goto(&kit.address("?again=1")).await?;
    page.until(&["empty"]).await?;
    Ok(())
}

/// Every write is refused, as when the disk is full.
const FULL: &str = "
    const full = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;";

async fn storage_full(kit: &Kit) -> Outcome {
    let page = first_screen_after(kit, FULL).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    page.until_shown("@notice").await?;
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    page.screenshot("storage-full").await
}

/// What another version, another page or a failing disk may have left.
const CORRUPT: &str = "
    for (const [key, value] of [['parcours.preferences', '42'], ['parcours.recent', '[{'], ['parcours.last', '{\"id\":7}']]) localStorage.setItem(key, value);";

async fn storage_corrupt(kit: &Kit) -> Outcome {
    let page = first_screen_after(kit, CORRUPT).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.0, 36, "journeys");
    Ok(())
}

/// Notes whether a file lay in the storage when the list of recent ones was written.
const WHEN_LISTED: &str = "
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
        const request = put.apply(this, args);
        request.addEventListener('success', () => { window.__lies = true; });
        return request;
    };
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
        if (key === 'parcours.recent') window.__listed = window.__lies === true ? 'after' : 'before';
        return setItem.call(this, key, value);
    };";

async fn listed_once_it_lies_there(kit: &Kit) -> Outcome {
    let page = first_screen_after(kit, WHEN_LISTED).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until_true("window.__listed").await?;
    let listed = page.script("return window.__listed").await?;
    ensure_eq!(
        listed,
        json!("after"),
        "listed after or before it lay there"
    );
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.0, 36, "journeys after a reload");
    Ok(())
}

async fn no_room_for_a_file(kit: &Kit) -> Outcome {
    let full = "IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };";
    let page = first_screen_after(kit, full).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    page.until_shown("@notice").await?;
    let listed = page
        .script("return localStorage.getItem('parcours.recent')")
        .await?;
    ensure_eq!(listed, json!(null), "what is listed");
    page.reload().await?;
    page.until(&["empty"]).await?;
    ensure_eq!(page.count("@recent").await?, 0, "lists of recent files");
    Ok(())
}

async fn recent_files(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    for name in ["e2e/events.json", TABLE] {
        choose(&page, &kit.fixture(name)).await?;
        let shown = name.trim_start_matches("e2e/");
        page.until_text("@file-menu", shown).await?;
        page.until(&["ready"]).await?;
        page.until_true(&format!(
            "localStorage.getItem('parcours.recent')?.includes('{shown}')"
        ))
        .await?;
    }
    page.click("@home").await?;
    page.until(&["empty"]).await?;
    let listed = page.text("@recent").await?;
    ensure!(
        listed.contains("shop.csv") && listed.contains("events.json") && listed.contains("Today"),
        "the list says {listed}"
    );
    page.screenshot("recent").await?;
    page.click("[data-testid=recent] li:nth-child(2) button")
        .await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?, (6, 12), "journeys and events");
    page.click("@home").await?;
    page.until(&["empty"]).await?;
    page.click("@forget-all").await?;
    page.until_true("!document.querySelector('[data-testid=recent]')")
        .await?;
    page.goto(&kit.address("?again=1")).await?;
    page.until(&["empty"]).await?;
    ensure_eq!(page.count("@recent").await?, 0, "lists of recent files");
    Ok(())
}
