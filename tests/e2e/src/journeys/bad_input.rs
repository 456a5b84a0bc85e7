//! What cannot be opened says why, and what was open stays as it was.
use std::fs;

use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::{Value, json};

use super::steps::{TABLE, choose, failure, first_screen, listen, seen, with_table};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, every_bad_file_says_why),
    journey!(CHROMIUM, in_french_too),
    journey!(CHROMIUM, dropped_nothings),
    journey!(CHROMIUM, broken_json_names_line_and_column),
    journey!(CHROMIUM, unreadable_dates),
    journey!(CHROMIUM, a_file_that_vanishes),
    journey!(CHROMIUM, a_file_that_vanishes_later),
    journey!(CHROMIUM, a_worker_that_panics),
    journey!(CHROMIUM, a_worker_that_cannot_start),
    journey!(CHROMIUM, a_trap_of_the_browser),
];

/// Waits for the message and checks its code; closes it, and the document is as `before`.
async fn refused(page: &Page, code: &str, before: &(String, String, Value)) -> Outcome<String> {
    let (words, told) = failure(page).await?;
    ensure_eq!(told["code"], json!(code), "code");
    page.click("@close-error").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        seen(page).await?,
        *before,
        "the document that was open before {code}"
    );
    Ok(words)
}

async fn every_bad_file_says_why(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    for (file, code, part) in [
        ("empty.csv", "empty-file", "empty"),
        ("header-only.csv", "header-only", "header"),
        ("one-column.csv", "one-column", "column"),
        ("picture.png", "not-a-text", "PNG"),
        ("not-journeys.json", "json-not-journeys", "journeys"),
    ] {
        choose(&page, &kit.fixture(&format!("e2e/{file}"))).await?;
        let words = refused(&page, code, &before).await?;
        ensure!(
            words.contains(part),
            "the message on {file} does not speak of {part}: {words}"
        );
    }
    choose(&page, &kit.fixture("e2e/picture.png")).await?;
    page.until(&["error"]).await?;
    page.screenshot("error").await
}

async fn in_french_too(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::french()).await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    for (file, code, part) in [
        ("empty.csv", "empty-file", "vide"),
        ("one-column.csv", "one-column", "colonne"),
        ("broken.json", "broken-json", "ligne"),
    ] {
        choose(&page, &kit.fixture(&format!("e2e/{file}"))).await?;
        let words = refused(&page, code, &before).await?;
        ensure!(
            words.to_lowercase().contains(part),
            "the message on {file} does not speak of {part}: {words}"
        );
    }
    choose(&page, &kit.fixture("e2e/one-column.csv")).await?;
    page.until(&["error"]).await?;
    page.screenshot("error-fr").await
}

async fn dropped_nothings(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    page.drop_files("@overview", &[kit.fixture("e2e/empty.csv")])
        .await?;
    refused(&page, "empty-file", &before).await?;
    page.drop_files("@overview", &[kit.fixture("e2e")]).await?;
    let words = refused(&page, "folder", &before).await?;
    ensure!(
        words.contains("e2e"),
        "the message does not name the folder: {words}"
    );
    Ok(())
}

async fn broken_json_names_line_and_column(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    choose(&page, &kit.fixture("e2e/broken.json")).await?;
    let told = failure(&page).await?.1;
    ensure_eq!(
        (&told["line"], &told["column"]),
        (&json!(3), &json!(17)),
        "line and column"
    );
    let words = refused(&page, "broken-json", &before).await?;
    ensure!(
        words.contains("3") && words.contains("17"),
        "the message does not say where: {words}"
    );
    let text = fs::read_to_string(kit.fixture("e2e/broken.json"))?;
    let thrown = page
        .script_async("return await window.parcours.load(arguments[0]).then(() => null, (e) => [e instanceof Error, e.code, e.line, e.column, e.message.length > 0]);", vec![json!(text)])
        .await?;
    ensure_eq!(
        thrown,
        json!([true, "broken-json", 3, 17, true]),
        "what load() rejects with"
    );
    Ok(())
}

async fn unreadable_dates(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    let text = fs::read_to_string(kit.fixture("e2e/unreadable-dates.csv"))?;
    let options = json!({ "roles": { "journey": ["journey_id"], "touchpoint": ["touchpoint"], "time": ["timestamp"] }, "review": false });
    page.script_async(
        "await window.parcours.load(arguments[0], arguments[1]).catch(() => null);",
        vec![json!(text), options],
    )
    .await?;
    let words = refused(&page, "unreadable-times", &before).await?;
    ensure!(
        words.contains("timestamp"),
        "the message does not name the column: {words}"
    );
    Ok(())
}

async fn a_file_that_vanishes(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    let folder = std::env::temp_dir().join(format!("parcours-vanishing-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = folder.join("here-and-gone.csv");
    fs::copy(kit.fixture(TABLE), &path)?;
    // The file is handed over, and gone before it is read. (The page hears of its input on the document.)
    page.script("window.addEventListener('change', (event) => { window.__file = event.target.files[0]; event.stopImmediatePropagation(); }, { capture: true, once: true });")
        .await?;
    choose(&page, &path.display().to_string()).await?;
    let before = seen(&page).await?;
    fs::remove_dir_all(&folder)?;
    page.script_async(
        "await window.parcours.load(window.__file).catch(() => null);",
        Vec::new(),
    )
    .await?;
    let words = refused(&page, "vanished", &before).await?;
    ensure!(
        words.contains("no longer"),
        "the message does not say that it is gone: {words}"
    );
    Ok(())
}

async fn a_file_that_vanishes_later(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    let folder = std::env::temp_dir().join(format!("parcours-vanished-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = folder.join("here-and-gone.csv");
    fs::copy(kit.fixture(TABLE), &path)?;
    choose(&page, &path.display().to_string()).await?;
    page.until(&["ready"]).await?;
    let before = seen(&page).await?;
    fs::remove_dir_all(&folder)?;
    // The numbers are in the worker; the rows are read from the file again.
    ensure_eq!(seen(&page).await?, before, "the document without its file");
    page.click("@view-table").await?;
    let words = failure(&page).await?.0;
    ensure!(
        words.contains("no longer"),
        "the table does not say that the file is gone: {words}"
    );
    Ok(())
}

/// Keeps the page's engine where a journey can reach it: the first worker. The one that cleans comes some time after the pictures.
const KEEP_WORKER: &str = "const Real = window.Worker; window.Worker = class extends Real { constructor(...given) { super(...given); window.__worker ??= this; } };";

/// `Request::Crash` with the id 99, as `src/protocol` writes it: version, id, and that it is the first of the requests.
const CRASH: &str = "window.__worker.postMessage([new Uint8Array([5, 99, 0])]);";

async fn a_worker_that_panics(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    // The panic itself is said in the worker's console.
    page.allow("panicked");
    page.allow("unreachable");
    page.run_first(KEEP_WORKER).await?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    page.click("@persona").await?;
    super::steps::until_kept(&page, "24 of").await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    page.script(CRASH).await?;
    page.until(&["crashed"]).await?;
    let words = page.text("@error").await?;
    ensure!(
        words.contains("Restart"),
        "the message offers no way on: {words}"
    );
    ensure_eq!(
        (page.text("@takeaway").await?, page.text("@counts").await?),
        (before.0.clone(), before.1.clone()),
        "the pictures that were there"
    );
    page.screenshot("crashed").await?;
    page.click("@restart").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(seen(&page).await?, before, "the document after the restart");
    Ok(())
}

/// The worker's script is not where it should be, until `__found`.
const LOSE_WORKER: &str = "const Real = window.Worker; window.Worker = class extends Real { constructor(address, ...rest) { super(window.__found ? address : 'gone.js', ...rest); } };";

async fn a_worker_that_cannot_start(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    page.allow("gone.js");
    page.run_first(LOSE_WORKER).await?;
    page.goto(&kit.address("")).await?;
    page.until(&["crashed"]).await?;
    page.script("window.__found = true;").await?;
    page.click("@restart").await?;
    page.until(&["empty"]).await?;
    Ok(())
}

/// As many files as `__traps` says end the worker that is to read them, in the words of WebKit.
const TRAP: &str = "window.__traps = 0; const Real = window.Worker; window.Worker = class extends Real { postMessage(message, ...rest) { if (message[1] instanceof Blob && window.__traps-- > 0) setTimeout(() => this.onerror?.(new ErrorEvent('error', { message: 'RuntimeError: Out of bounds memory access (evaluating wasm.f)' }))); else super.postMessage(message, ...rest); } };";

/// Once is not told, neither on the first screen nor over an open file: a fresh worker reads the same file. Twice is.
async fn a_trap_of_the_browser(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    page.run_first(TRAP).await?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    for _ in ["first screen", "open file"] {
        page.script("window.__traps = 1;").await?;
        choose(&page, &kit.fixture(TABLE)).await?;
        page.until_true("window.__traps < 0").await?;
        page.until(&["ready"]).await?;
        super::steps::until_kept(&page, "36").await?;
    }
    page.script("window.__traps = 2;").await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["crashed"]).await?;
    let words = page.text("@error").await?;
    ensure!(
        words.contains("Restart"),
        "the message offers no way on: {words}"
    );
    Ok(())
}
