//! One view in another page.
use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::json;

use super::steps::{sample_journeys, until_painted};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, in_a_frame),
    journey!(CHROMIUM, in_a_sandboxed_frame),
    journey!(CHROMIUM, at_the_sizes_of_frames),
];

const EMBEDDED: &str = "?embed=1#src=samples/shop-en.csv&persona=Hurried%20buyers&lang=en";

async fn shows_one_view(kit: &Kit, page: &Page) -> Outcome {
    let journeys = sample_journeys(kit, "shop-en", Some("Hurried buyers"))?;
    page.until(&["ready"]).await?;
    until_painted(page, "timeline-canvas").await?;
    ensure!(
        page.text("@counts")
            .await?
            .starts_with(&format!("{journeys} journeys")),
        "the counts say {}",
        page.text("@counts").await?
    );
    for absent in ["header.top", "@rail", "@panel", "#file-input", "@strip"] {
        ensure_eq!(page.count(absent).await?, 0, "{absent} in an embedded view");
    }
    let summary = page.call("summary", &[]).await?;
    ensure_eq!(
        summary["journeys"],
        json!(journeys),
        "journeys of summary()"
    );
    Ok(())
}

async fn in_a_frame(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    page.goto(&Kit::framed(&kit.server, EMBEDDED, None)).await?;
    page.enter_frame().await?;
    shows_one_view(kit, &page).await?;
    ensure_eq!(
        page.script("return localStorage.length").await?,
        json!(0),
        "things stored by an embedded view"
    );
    let full = page
        .script("return document.querySelector('footer a').href")
        .await?;
    ensure!(
        full.as_str()
            .is_some_and(|link| link.contains("src=samples/shop-en.csv")
                && link.contains("persona=")
                && !link.contains("embed")),
        "the link to the full view is {full}"
    );
    // The frame takes no drop.
    page.drop_text_file("body", "dropped.csv", "a,b\n1,2\n")
        .await?;
    page.until(&["ready"]).await?;
    Ok(())
}

async fn in_a_sandboxed_frame(kit: &Kit) -> Outcome {
    let server = kit.serve(|options| options.any_origin = true)?;
    let page = kit.browser(Setup::default()).await?;
    page.goto(&Kit::framed(&server, EMBEDDED, Some("allow-scripts")))
        .await?;
    page.enter_frame().await?;
    ensure_eq!(
        page.script("return origin").await?,
        json!("null"),
        "the frame's origin"
    );
    shows_one_view(kit, &page).await
}

async fn at_the_sizes_of_frames(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    page.resize(720, 420, false).await?;
    page.goto(&kit.address("?embed=1#src=samples/shop-en.csv&lang=en"))
        .await?;
    page.until(&["ready"]).await?;
    until_painted(&page, "emotion-canvas").await?;
    page.screenshot("embed").await?;
    page.set_dark(true).await?;
    page.until_true(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((part) => part < 60)",
    )
    .await?;
    page.screenshot("embed-dark").await?;
    page.resize(400, 420, false).await?;
    until_painted(&page, "small-canvas").await?;
    page.screenshot("embed-narrow").await
}
