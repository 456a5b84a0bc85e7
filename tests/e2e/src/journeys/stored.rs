//! A large file opens again from the table that lies beside it, and from the file itself where that table is not what it was.
use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq, made::Folder};
use parcours_tools::generate;
use serde_json::{Value, json};

use super::steps::{choose, first_screen, seen};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(super::EVERYWHERE, reopens_without_reading),
    journey!(CHROMIUM, a_damaged_table_is_written_again),
    journey!(CHROMIUM, no_room_for_the_table),
    journey!(CHROMIUM, forgetting_takes_the_table_along),
    journey!(CHROMIUM, hidden_people_are_in_no_table),
];

/// Enough rows for a file of more than 4 MB.
const ROWS: usize = 60_000;

const STORED: &str = "table-stored";
const RESTORED: &str = "table-restored";

async fn until_marked(page: &Page, mark: &str) -> Outcome {
    page.until_true(&format!(
        "performance.getEntriesByName('parcours:{mark}').length"
    ))
    .await
}

async fn is_marked(page: &Page, mark: &str) -> Outcome<bool> {
    Ok(page.mark(&format!("parcours:{mark}")).await?.is_some())
}

/// A fresh browser with a large file open.
async fn with_large_file(kit: &Kit, folder: &Folder) -> Outcome<Page> {
    let page = first_screen(kit, Setup::default()).await?;
    let mut bytes = Vec::new();
    generate::write_events(&mut bytes, ROWS, 7)?;
    choose(&page, &folder.write("large.csv", &bytes)?).await?;
    page.until(&["ready"]).await?;
    Ok(page)
}

/// What the page and its scripts see, rows and filters included.
async fn all_seen(page: &Page) -> Outcome<Value> {
    let (takeaway, counts, summary) = seen(page).await?;
    let filter = json!({ "channel": ["web"], "from": "2025-02-01T00:00:00Z" });
    let filtered = page.call("summary", std::slice::from_ref(&filter)).await?;
    let rows = page.call("rows", &[filter, json!(3)]).await?;
    let problems = page.call("problems", &[]).await?;
    ensure_eq!(rows["rows"].as_array().map(Vec::len), Some(3), "rows");
    Ok(json!([takeaway, counts, summary, filtered, rows, problems]))
}

async fn reopens_without_reading(kit: &Kit) -> Outcome {
    let folder = Folder::new("stored")?;
    let page = with_large_file(kit, &folder).await?;
    let before = all_seen(&page).await?;
    until_marked(&page, STORED).await?;
    // The file itself is where it was, but nobody looks.
    for _ in 0..2 {
        page.reload().await?;
        page.until(&["ready"]).await?;
        until_marked(&page, RESTORED).await?;
        ensure!(!is_marked(&page, STORED).await?, "stored once more");
        ensure_eq!(all_seen(&page).await?, before, "what is seen");
    }
    // From the list on the first screen.
    page.click("@home").await?;
    page.until(&["empty"]).await?;
    page.script("performance.clearMarks()").await?;
    page.click("[data-testid=recent] li button").await?;
    page.until(&["ready"]).await?;
    until_marked(&page, RESTORED).await?;
    ensure_eq!(all_seen(&page).await?, before, "what is seen from the list");
    Ok(())
}

/// Replaces the stored table by what `arguments[0]`, a function of its bytes, makes of it.
const CHANGE: &str = "
    const change = new Function('bytes', arguments[0]);
    const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const database = await done(indexedDB.open('parcours', 1));
    const store = () => database.transaction('files', 'readwrite').objectStore('files');
    const key = (await done(store().getAllKeys())).find(Array.isArray);
    const value = await done(store().get(key));
    value.table = new Blob([change(new Uint8Array(await value.table.arrayBuffer()))]);
    await done(store().put(value, key));
    database.close();";

async fn a_damaged_table_is_written_again(kit: &Kit) -> Outcome {
    let folder = Folder::new("damaged")?;
    let page = with_large_file(kit, &folder).await?;
    until_marked(&page, STORED).await?;
    let before = all_seen(&page).await?;
    for damage in [
        "bytes[bytes.length >> 1] ^= 4; return bytes",
        "return bytes.slice(0, bytes.length >> 1)",
        "return bytes.slice(0, 0)",
        // Another layout.
        "bytes[8] += 1; return bytes",
    ] {
        page.script_async(CHANGE, vec![json!(damage)]).await?;
        page.reload().await?;
        page.until(&["ready"]).await?;
        until_marked(&page, STORED).await?;
        ensure!(!is_marked(&page, RESTORED).await?, "{damage}: restored");
        ensure_eq!(page.count("@notice").await?, 0, "notices");
        ensure_eq!(all_seen(&page).await?, before, "what is seen");
    }
    page.reload().await?;
    page.until(&["ready"]).await?;
    until_marked(&page, RESTORED).await
}

/// There is room for files only.
const FULL: &str = "
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
        if (Array.isArray(key)) { window.__refused = true; throw new DOMException('no room', 'QuotaExceededError'); }
        return put.call(this, value, key);
    };";

async fn no_room_for_the_table(kit: &Kit) -> Outcome {
    let folder = Folder::new("full")?;
    let page = kit.browser(Setup::default()).await?;
    page.run_first(FULL).await?;
    let mut bytes = Vec::new();
    generate::write_events(&mut bytes, ROWS, 7)?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    choose(&page, &folder.write("large.csv", &bytes)?).await?;
    page.until(&["ready"]).await?;
    page.until_true("window.__refused").await?;
    let before = all_seen(&page).await?;
    page.reload().await?;
    page.until(&["ready"]).await?;
    page.until_true("window.__refused").await?;
    ensure_eq!(page.count("@notice").await?, 0, "notices");
    ensure_eq!(all_seen(&page).await?, before, "what is seen");
    ensure!(!is_marked(&page, RESTORED).await?, "restored from nothing");
    Ok(())
}

/// How much is kept: files and tables.
const COUNT: &str = "
    const open = indexedDB.open('parcours', 1);
    return await new Promise((done) => { open.onsuccess = () => {
        const keys = open.result.transaction('files').objectStore('files').getAllKeys();
        keys.onsuccess = () => { open.result.close(); done(keys.result.length); };
    }; });";

async fn forgetting_takes_the_table_along(kit: &Kit) -> Outcome {
    let folder = Folder::new("forgotten")?;
    let page = with_large_file(kit, &folder).await?;
    until_marked(&page, STORED).await?;
    ensure_eq!(
        page.script_async(COUNT, Vec::new()).await?,
        json!(2),
        "kept"
    );
    page.click("@file-menu").await?;
    page.click("@forget").await?;
    page.until(&["empty"]).await?;
    page.until_true("!localStorage.getItem('parcours.last')")
        .await?;
    loop {
        if page.script_async(COUNT, Vec::new()).await? == json!(0) {
            return Ok(());
        }
    }
}

/// People with addresses, of more than 4 MB, made in the page.
const PEOPLE: &str = "
    const lines = ['case_id,timestamp,activity,email'];
    for (let row = 0; row < 120000; row++) lines.push(`J-${row >> 2},2026-01-${String(1 + (row % 28)).padStart(2, '0')} 10:00,${['Advert', 'Advice', 'Order'][row % 3]},someone.${row >> 2}@example.org`);
    await window.parcours.load(lines.join('\\n'), { name: 'people.csv', review: false });";

/// All bytes of the files and the tables that are kept, as one text.
const KEPT: &str = "
    const open = indexedDB.open('parcours', 1);
    open.onupgradeneeded = () => open.transaction.abort();
    const all = await new Promise((done) => {
        open.onerror = () => done([]);
        open.onsuccess = () => {
            const all = open.result.transaction('files').objectStore('files').getAll();
            all.onsuccess = () => { open.result.close(); done(all.result); };
        };
    });
    const texts = await Promise.all(all.map((kept) => (kept.blob ?? kept.table).text()));
    return [all.length, texts.some((text) => text.includes('example.org'))];";

async fn hidden_people_are_in_no_table(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.script_async(PEOPLE, Vec::new()).await?;
    page.until(&["ready"]).await?;
    page.until_shown("@personal-tokens").await?;
    page.click("@personal-tokens").await?;
    // The file is written anew; its table follows when that file is opened.
    while page.script_async(KEPT, Vec::new()).await? != json!([1, false]) {}
    for mark in [STORED, RESTORED] {
        page.reload().await?;
        page.until(&["ready"]).await?;
        until_marked(&page, mark).await?;
        ensure_eq!(
            page.script_async(KEPT, Vec::new()).await?,
            json!([2, false]),
            "kept"
        );
        let summary = page.call("summary", &[]).await?;
        ensure_eq!(summary["journeys"], json!(30_000), "journeys");
    }
    Ok(())
}
