//! The other ways in: drop, paste, an address; and out again while something is read.
use std::{fs, os::unix::fs::symlink, path::Path};

use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::json;
use thirtyfour::prelude::*;

use super::steps::{
    TABLE, choose, failure, first_screen, kept, listen, ready, seen, until_kept, with_table,
};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, a_dropped_file),
    journey!(CHROMIUM, a_file_dropped_on_an_open_one),
    journey!(CHROMIUM, cells_pasted_into_the_dialog),
    journey!(CHROMIUM, cells_pasted_on_the_page),
    journey!(CHROMIUM, a_json_of_events),
    journey!(CHROMIUM, an_authored_journey),
    journey!(CHROMIUM, an_address),
    journey!(CHROMIUM, addresses_that_cannot_be_read),
    journey!(CHROMIUM, cancelled_while_fetched),
    journey!(CHROMIUM, cancelled_while_read),
    journey!(CHROMIUM, cancelled_before_anything_was_open),
    journey!(CHROMIUM, more_than_fits),
    journey!(CHROMIUM, a_survey_with_its_own_figure),
    journey!(CHROMIUM, times_with_and_without_a_zone),
    journey!(CHROMIUM, instants_on_the_clock_of_this_browser),
];

/// In Paris: 1 July, 00:30 and 23:30; 2 July, 00:15; 3 July, 11:00.
const INSTANTS: &str = "journey_id,event,when\n1,view,2026-06-30T22:30:00Z\n1,buy,2026-07-01T21:30:00Z\n2,view,2026-07-01T22:15:00Z\n2,buy,2026-07-03T09:00:00Z\n";

async fn instants_on_the_clock_of_this_browser(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    let zone = json!({ "timezoneId": "Europe/Paris" });
    page.cdp("Emulation.setTimezoneOverride", zone).await?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    page.drop_text_file("@start", "instants.csv", INSTANTS)
        .await?;
    page.until(&["ready"]).await?;
    page.until_text("@counts", "1 to 3 Jul 2026 · Europe/Paris")
        .await?;
    // That a table with a zone has come changes the question of the overview: it was asked so from the start, not a second time.
    ensure!(
        page.mark("parcours:filter-start").await?.is_none(),
        "the overview was asked again without a filter"
    );
    let days = "[...document.querySelectorAll('[data-testid=dates] input')].map((field) => field.value).join(' ')";
    page.until_true(&format!("{days} === '2026-07-01 2026-07-03'"))
        .await?;
    // A day of that clock is kept, in UTC.
    page.script("const field = document.querySelector('[data-testid=dates] input'); field.value = '2026-07-02'; field.dispatchEvent(new Event('change', { bubbles: true }))")
        .await?;
    page.until_text("@counts", "2 to 3 Jul 2026").await?;
    page.until_true("decodeURIComponent(location.hash).includes('2026-07-01T22:00:00Z')")
        .await?;
    page.until_true(&format!("{days} === '2026-07-02 2026-07-03'"))
        .await?;
    page.screenshot("instants").await?;
    page.click("@view-table").await?;
    page.until_text("main", "(Europe/Paris)").await?;
    page.until_text("main", "2 Jul 2026, 00:15").await?;
    page.screenshot("instants-table").await?;
    page.resize(390, 844, true).await?;
    page.screenshot("instants-phone").await?;
    // In files and answers they stay what they are.
    let all = page.call("summary", &[json!({})]).await?;
    ensure_eq!(
        all["start"],
        json!("2026-06-30T22:30:00Z"),
        "the first time"
    );
    Ok(())
}

/// In winter Paris is an hour east of UTC, in summer two.
const MIXED: &str = "journey_id,event,when\n1,view,2026-01-05T10:00:00Z\n1,ask,2026-01-05 18:00:00\n1,buy,2026-07-06T10:00:00+02:00\n1,thank,2026-07-06 18:00:00\n";

async fn times_with_and_without_a_zone(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    page.cdp(
        "Emulation.setTimezoneOverride",
        json!({ "timezoneId": "Europe/Paris" }),
    )
    .await?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    page.drop_text_file("@start", "mixed.csv", MIXED).await?;
    page.until(&["ready"]).await?;
    page.until_text("@plain-times", "in the zone Europe/Paris")
        .await?;
    plain_times_are(&page, "2026-01-05T17:00:00Z", "2026-07-06T16:00:00Z").await?;
    page.screenshot("zone").await?;
    page.resize(390, 844, true).await?;
    page.screenshot("zone-phone").await?;
    page.resize(1440, 900, false).await?;
    // Another one, by keyboard; the next file of the same structure is read alike.
    page.tab_to("@zone").await?;
    page.type_text("UTC").await?;
    page.until_text("@plain-times", "as UTC").await?;
    page.until(&["ready"]).await?;
    page.until_true("document.activeElement.dataset.testid === 'zone'")
        .await?;
    plain_times_are(&page, "2026-01-05T18:00:00Z", "2026-07-06T18:00:00Z").await?;
    page.drop_text_file("body", "next-month.csv", MIXED).await?;
    page.until_shown("@notice").await?;
    page.until_text("@plain-times", "as UTC").await?;
    // Seen and changed in the review step too.
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    page.until(&["review"]).await?;
    page.screenshot("review-zone").await?;
    page.click("[data-testid=review-zone] option[value='Asia/Tokyo']")
        .await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    plain_times_are(&page, "2026-01-05T09:00:00Z", "2026-07-06T09:00:00Z").await?;
    for (zone, winter, summer) in [
        ("-03:00", "2026-01-05T21:00:00Z", "2026-07-06T21:00:00Z"),
        (
            "America/New_York",
            "2026-01-05T23:00:00Z",
            "2026-07-06T22:00:00Z",
        ),
    ] {
        let options = json!({ "name": "mixed.csv", "review": false, "timeZone": zone });
        page.call("load", &[json!(MIXED), options]).await?;
        page.until(&["ready"]).await?;
        plain_times_are(&page, winter, summer).await?;
    }
    page.click("@plain-times").await?;
    page.until_text("[role=tab][aria-selected=true]", "2")
        .await?;
    page.until_text("main", "2026-01-05 18:00:00").await?;
    let unknown = json!({ "name": "mixed.csv", "timeZone": "Mars/Olympus" });
    let refused = page.call("load", &[json!(MIXED), unknown]).await;
    ensure!(refused.is_err(), "a zone that nobody knows was taken");
    let (words, _) = failure(&page).await?;
    ensure!(
        words.contains("Mars/Olympus") && words.contains("Europe/Paris"),
        "neither what was told nor what can be is said: {words}"
    );
    Ok(())
}

async fn plain_times_are(page: &Page, winter: &str, summer: &str) -> Outcome {
    for (touchpoint, time) in [("ask", winter), ("thank", summer)] {
        let one = page
            .call("summary", &[json!({ "touchpoint": [touchpoint] })])
            .await?;
        ensure_eq!(one["start"], json!(time), "the time without a zone");
    }
    Ok(())
}

async fn a_dropped_file(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.drop_files("@start", &[kit.fixture(TABLE)]).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.0, 36, "journeys");
    for mark in ["load-start", "first-result", "first-paint"] {
        page.until_true(&format!(
            "performance.getEntriesByName('parcours:{mark}').length"
        ))
        .await?;
    }
    let (start, result, paint) = (
        page.mark("parcours:load-start").await?,
        page.mark("parcours:first-result").await?,
        page.mark("parcours:first-paint").await?,
    );
    ensure!(
        start <= result && result <= paint,
        "the marks are not in order: {start:?}, {result:?}, {paint:?}"
    );
    Ok(())
}

async fn a_file_dropped_on_an_open_one(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    page.drop_files("@overview", &[kit.fixture("e2e/events.json")])
        .await?;
    page.until_text("@file-menu", "events.json").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (6, 12),
        "journeys and events, the old filter being gone"
    );
    Ok(())
}

const CELLS: &str = "journey_id\ttimestamp\tstage\ttouchpoint\nA\t2026-01-05 09:00\tBefore\tAdvert\nA\t2026-01-06 09:00\tAfter\tOrder\nB\t2026-01-07 09:00\tBefore\tAdvert\n";

async fn cells_pasted_into_the_dialog(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.click("@paste").await?;
    page.click("@paste-text").await?;
    page.paste(CELLS).await?;
    page.click("@paste-open").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?, (2, 3), "journeys and events");
    page.until_text("@file-menu", "pasted text").await
}

async fn cells_pasted_on_the_page(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.paste(CELLS).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?, (2, 3), "journeys and events");
    Ok(())
}

async fn a_json_of_events(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture("e2e/events.json")).await?;
    page.until(&["ready"]).await?;
    let summary = page.call("summary", &[]).await?;
    ensure_eq!(summary["journeys"], json!(6), "journeys");
    ensure_eq!(summary["start"], json!("2026-01-06T09:00:00Z"), "start");
    ensure_eq!(
        page.count("@no-emotion").await?,
        1,
        "lines in the place of the emotion graph"
    );
    ensure_eq!(page.count("@emotion").await?, 0, "emotion graphs");
    page.screenshot("overview-no-emotion").await
}

async fn an_authored_journey(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/bank-en.parcours.json", Setup::default()).await?;
    until_kept(&page, "2 of").await?;
    super::steps::until_painted(&page, "timeline-canvas").await?;
    super::steps::until_painted(&page, "emotion-canvas").await?;
    ensure_eq!(page.count("@persona").await?, 2, "persona cards");
    page.click("@persona").await?;
    until_kept(&page, "1 of").await?;
    page.screenshot("authored").await
}

async fn fetch(page: &Page, address: &str) -> Outcome {
    page.click("@from-url").await?;
    page.click("@url-input").await?;
    page.type_text(address).await?;
    page.press(&[], Key::Enter).await
}

async fn an_address(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    fetch(&page, &format!("__fixtures/{TABLE}")).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.0, 36, "journeys");
    let hash = super::steps::hash(&page).await?;
    ensure!(
        hash.contains("src=__fixtures/e2e/shop.csv"),
        "the link does not name the file: {hash}"
    );
    Ok(())
}

async fn addresses_that_cannot_be_read(kit: &Kit) -> Outcome {
    let elsewhere = kit.serve(|_| ())?;
    // As a deployer builds it who lets the page read from elsewhere: then it is the other site that refuses.
    let dist = std::env::temp_dir().join(format!("parcours-wide-{}", std::process::id()));
    widen(&kit.places.dist, &dist, &elsewhere.origin())?;
    let open = kit.serve(|options| {
        options.dist = dist.clone();
        options.policy = wider(&options.policy, &elsewhere.origin());
    })?;
    let page = kit.browser(Setup::default()).await?;
    page.allow("__status/404");
    page.allow("e2e/shop.csv");
    page.goto(&format!(
        "{}/#src=__fixtures/{TABLE}&lang=en",
        open.origin()
    ))
    .await?;
    page.until(&["ready"]).await?;
    listen(&page).await?;
    let before = seen(&page).await?;
    for (address, code, part) in [
        ("__status/404".to_owned(), "http-status", "404"),
        (
            format!("{}/__fixtures/{TABLE}", elsewhere.origin()),
            "unreachable",
            "CORS",
        ),
    ] {
        let refused = page
            .script_async(
                "return await window.parcours.load(arguments[0]).then(() => 'loaded', (error) => error.code);",
                vec![json!(address)],
            )
            .await?;
        ensure_eq!(refused, json!(code), "code of {address}");
        let (words, told) = failure(&page).await?;
        ensure_eq!(told["code"], json!(code), "code of the event");
        ensure!(
            words.contains(part),
            "the message does not speak of {part}: {words}"
        );
        ensure_eq!(seen(&page).await?, before, "the document after {address}");
        page.click("@close-error").await?;
        page.until(&["ready"]).await?;
    }
    let allowed = format!("{}/__cors/{TABLE}", elsewhere.origin());
    page.call("load", &[json!(allowed)]).await?;
    ensure_eq!(
        kept(&page).await?.0,
        36,
        "journeys of a site that allows it"
    );
    Ok(fs::remove_dir_all(dist)?)
}

fn wider(policy: &str, origin: &str) -> String {
    policy.replace(
        "connect-src 'self'",
        &format!("connect-src 'self' {origin}"),
    )
}

/// The page of `dist` in `to`, allowed to read from `origin`.
fn widen(dist: &Path, to: &Path, origin: &str) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        if entry.file_name() == "index.html" {
            fs::write(
                to.join("index.html"),
                wider(&fs::read_to_string(entry.path())?, origin),
            )?;
        } else {
            symlink(fs::canonicalize(entry.path())?, to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

async fn cancelled_while_fetched(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    let before = seen(&page).await?;
    page.script("window.parcours.load('__slow/200/e2e/no-stage.csv').catch((error) => { window.__ended = error.code; });")
        .await?;
    page.until(&["loading"]).await?;
    page.until_shown("@reading").await?;
    page.screenshot("loading").await?;
    page.click("@cancel").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(seen(&page).await?, before, "the document after cancelling");
    ensure_eq!(page.count("[role=alert]:not([hidden])").await?, 0, "alerts");
    Ok(())
}

/// A file far larger than can be read within the journey, that costs no memory: the same megabyte many times.
const ENDLESS: &str = "
    const lines = [];
    for (let i = 0; i < 16000; i++) lines.push(`J-${i % 999},2026-01-05 09:00,Discovery,Advert number ${i % 50}\\n`);
    const part = new Blob(lines);
    const file = new File(['journey_id,timestamp,stage,touchpoint\\n', ...Array(1000).fill(part)], 'endless.csv');
    window.parcours.load(file, { review: false }).then(() => 'loaded', (error) => error.code).then((end) => { window.__ended = end; });";

async fn cancelled_while_read(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    let before = seen(&page).await?;
    page.script(ENDLESS).await?;
    page.until_true("Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) >= 0 && /[1-9]/.test(document.querySelector('[data-testid=reading]')?.textContent)")
        .await?;
    page.click("@cancel").await?;
    page.until(&["ready"]).await?;
    page.until_true("window.__ended").await?;
    ensure_eq!(
        page.script("return window.__ended").await?,
        json!("cancelled"),
        "how load() ended"
    );
    ensure_eq!(seen(&page).await?, before, "the document after cancelling");
    // The worker listens again: the next file is read.
    choose(&page, &kit.fixture("e2e/events.json")).await?;
    page.until_text("@file-menu", "events.json").await
}

/// Counts the workers that the page ends.
const COUNT_ENDED: &str = "
    window.__endedWorkers = 0;
    const end = Worker.prototype.terminate;
    Worker.prototype.terminate = function () { window.__endedWorkers += 1; return end.call(this); };";

async fn cancelled_before_anything_was_open(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.script(COUNT_ENDED).await?;
    page.script(ENDLESS).await?;
    page.until_true("/[1-9]/.test(document.querySelector('[data-testid=reading]')?.textContent)")
        .await?;
    page.click("@cancel").await?;
    page.until(&["empty"]).await?;
    page.until_true("window.__ended").await?;
    ensure_eq!(
        page.script("return [window.__ended, window.__endedWorkers]")
            .await?,
        json!(["cancelled", 1]),
        "how load() ended, and the workers whose memory was given back"
    );
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?.0,
        36,
        "journeys read by the fresh worker"
    );
    // Another file on top: the worker of the one before ends with it.
    choose(&page, &kit.fixture("e2e/events.json")).await?;
    page.until_text("@file-menu", "events.json").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        page.script("return window.__endedWorkers").await?,
        json!(2),
        "workers ended"
    );
    Ok(())
}

/// As a file for which memory ends: so little is allowed that it ends early.
const TOO_LARGE: &str = "
    const lines = [];
    for (let i = 0; i < 16000; i++) lines.push(`J-${i % 999},2026-01-05 09:00,Discovery,Advert number ${i % 50}\\n`);
    const file = new File(['journey_id,timestamp,stage,touchpoint\\n', ...Array(40).fill(lines.join(''))], 'large.csv');
    return await window.parcours.load(file, { review: false, memoryMebibytes: 1 }).then(() => 'loaded', (error) => error.code);";

async fn more_than_fits(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    let before = seen(&page).await?;
    let ended = page.script_async(TOO_LARGE, vec![]).await?;
    ensure_eq!(ended, json!("too-large"), "how load() ended");
    let words = page.text("@error").await?;
    ensure!(
        words.contains("rows") && words.contains('%'),
        "the message does not say what fits: {words}"
    );
    ensure_eq!(seen(&page).await?, before, "the document that was open");
    page.screenshot("too-large").await?;
    page.click("@open-part").await?;
    page.until_text("@file-menu", "large.csv").await?;
    page.until(&["ready"]).await?;
    page.until_text("@counts", "only the first").await?;
    let (journeys, events) = kept(&page).await?;
    ensure!(
        journeys == 999 && events > 1_000 && events < 640_000,
        "{journeys} journeys and {events} events are not a part of the file"
    );
    Ok(())
}

async fn a_survey_with_its_own_figure(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/service-en.csv", Setup::default()).await?;
    let figure = page.text("@headline-figure").await?;
    ensure!(
        figure.starts_with("NPS") && figure.contains("n = "),
        "the figure of the survey says {figure:?}"
    );
    page.screenshot("overview-nps").await
}
