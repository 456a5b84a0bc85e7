//! The core of a visit, in every engine: the first screen, a sample, a file, a filter, a reload, the other language.
use parcours_e2e::{Browser, Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::json;

use super::steps::{
    TABLE_EVENTS, TABLE_JOURNEYS, first_screen, hash, kept, sample_journeys, until_kept,
    until_painted, with_table,
};
use super::{EVERYWHERE, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(EVERYWHERE, offers_what_to_open),
    journey!(EVERYWHERE, opens_a_sample),
    journey!(EVERYWHERE, opens_a_chosen_file),
    journey!(EVERYWHERE, filters_by_persona),
    journey!(EVERYWHERE, comes_back_after_a_reload),
    journey!(EVERYWHERE, forgets_when_told_to),
    journey!(EVERYWHERE, speaks_french_and_english),
];

async fn offers_what_to_open(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    ensure!(
        page.count(".scard").await? >= 3,
        "fewer than three samples are offered"
    );
    for offer in ["@choose", "@paste", "@from-url", "@sample-shop"] {
        page.until_shown(offer).await?;
    }
    ensure!(
        page.text("@start")
            .await?
            .contains("Your file never leaves this page."),
        "the first screen does not say that the file stays"
    );
    ensure_eq!(page.count("#file-input").await?, 1, "file inputs");
    Ok(())
}

async fn opens_a_sample(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.click("@sample-shop").await?;
    page.until(&["ready"]).await?;
    ensure!(
        !page.text("@takeaway").await?.is_empty(),
        "there is no sentence"
    );
    ensure!(
        page.text("@counts").await?.starts_with(&format!(
            "{} journeys",
            sample_journeys(kit, "shop-en", None)?
        )),
        "the counts say {}",
        page.text("@counts").await?
    );
    for canvas in ["timeline-canvas", "emotion-canvas", "strip-canvas"] {
        until_painted(&page, canvas).await?;
    }
    ensure!(
        hash(&page).await?.contains("src=samples/shop-en.csv"),
        "the address does not reopen the sample: {}",
        hash(&page).await?
    );
    page.screenshot(&format!("overview-sample-{}", kit.browser.name()))
        .await
}

async fn opens_a_chosen_file(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS, TABLE_EVENTS),
        "journeys and events"
    );
    ensure!(
        page.text("@counts")
            .await?
            .starts_with("36 journeys · 138 events"),
        "the counts say {}",
        page.text("@counts").await?
    );
    page.until_text("@file-menu", "shop.csv").await
}

async fn pressed(page: &Page) -> Outcome<serde_json::Value> {
    page.script("return [...document.querySelectorAll('[data-testid=persona]')].map((card) => card.getAttribute('aria-pressed'))")
        .await
}

async fn filters_by_persona(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    until_kept(&page, "36 of").await?;
    ensure_eq!(
        pressed(&page).await?,
        json!(["true", "true", "true"]),
        "all cards are kept"
    );
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    ensure_eq!(
        pressed(&page).await?,
        json!(["false", "true", "true"]),
        "a click takes one away"
    );
    page.click("@solo").await?;
    until_kept(&page, "12 of").await?;
    ensure_eq!(
        pressed(&page).await?,
        json!(["true", "false", "false"]),
        "solo keeps only this one"
    );
    ensure_eq!(kept(&page).await?.0, 12, "journeys of summary()");
    page.click("@personas-all").await?;
    until_kept(&page, "36 of").await?;
    page.click("@personas-none").await?;
    page.until_shown("@nothing-kept").await
}

async fn comes_back_after_a_reload(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    let before = kept(&page).await?;
    // What is kept is written behind the picture; a person does not reload within the same instant.
    page.until_true("localStorage.getItem('parcours.last')?.includes('persona')")
        .await?;
    until_stored(&page).await?;
    ensure!(
        !hash(&page).await?.contains("src="),
        "a file of the disk has no address"
    );
    // The bare address: what comes back comes from this browser.
    page.goto(&kit.address("?again=1")).await?;
    page.until(&["ready"]).await?;
    until_kept(&page, "24 of").await?;
    ensure_eq!(kept(&page).await?, before, "journeys and events");
    page.until_text("@file-menu", "shop.csv").await
}

/// Waits until the file itself lies in IndexedDB.
async fn until_stored(page: &Page) -> Outcome {
    page.script_async(
        "for (;;) {
           const count = await new Promise((resolve, reject) => {
             const opening = indexedDB.open('parcours', 1);
             opening.onerror = () => reject(opening.error);
             opening.onupgradeneeded = () => { opening.transaction.abort(); resolve(0); };
             opening.onsuccess = () => {
               const counting = opening.result.transaction('files').objectStore('files').count();
               counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
               counting.onerror = () => reject(counting.error);
             };
           }).catch(() => 0);
           if (count > 0) return;
           await new Promise((resolve) => setTimeout(resolve, 20));
         }",
        Vec::new(),
    )
    .await
    .map(drop)
}

async fn forgets_when_told_to(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    until_stored(&page).await?;
    page.click("@file-menu").await?;
    page.click("@forget").await?;
    page.until(&["empty"]).await?;
    page.until_true("!localStorage.getItem('parcours.last')")
        .await?;
    page.goto(&kit.address("?again=1")).await?;
    page.until(&["empty"]).await?;
    ensure_eq!(
        page.count("@recent").await?,
        0,
        "lists of files opened before"
    );
    Ok(())
}

async fn speaks_french_and_english(kit: &Kit) -> Outcome {
    let french = |text: &str| text.contains("Votre fichier ne quitte pas cette page.");
    let page = if kit.browser == Browser::WebKit {
        kit.open("#lang=fr", Setup::default()).await?
    } else {
        kit.open("", Setup::french()).await?
    };
    page.until(&["empty"]).await?;
    ensure!(
        french(&page.text("@start").await?),
        "the first screen is not in French"
    );
    page.click("@sample-shop").await?;
    page.until(&["ready"]).await?;
    let lang = || page.script("return document.documentElement.lang");
    ensure_eq!(lang().await?, json!("fr"), "html lang");
    ensure!(
        page.text("@counts").await?.contains("parcours"),
        "the counts are not in French"
    );
    let sentence = page.text("@takeaway").await?;
    page.screenshot(&format!("overview-fr-{}", kit.browser.name()))
        .await?;
    page.click("@language").await?;
    page.click("@lang-en").await?;
    page.until_text("@counts", "journeys").await?;
    ensure_eq!(lang().await?, json!("en"), "html lang");
    ensure!(
        page.text("@takeaway").await? != sentence,
        "the sentence has kept its language"
    );
    // What was open is kept behind the picture; a person does not reload within the same instant.
    page.until_true("localStorage.getItem('parcours.recent')?.includes('shop')")
        .await?;
    // Remembered: the choice is stronger than the browser's language, though not than the address.
    page.goto(&kit.address("?again=1")).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(lang().await?, json!("en"), "html lang after a reload");
    Ok(())
}
