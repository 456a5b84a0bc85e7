//! The page comes up: from its address, under a path, under its policy.
use parcours_e2e::{Kit, Outcome, Setup, ensure, ensure_eq};

use super::{CHROMIUM, EVERYWHERE, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(EVERYWHERE, comes_up_with_its_worker),
    journey!(CHROMIUM, works_below_any_path),
];

async fn comes_up_with_its_worker(kit: &Kit) -> Outcome {
    let page = kit.open("", Setup::default()).await?;
    page.until(&["empty"]).await?;
    ensure_eq!(page.count("h1").await?, 1, "headings of the page");
    ensure!(
        kit.server
            .requests()
            .iter()
            .any(|target| target.contains("engine-start")),
        "the worker was never asked for"
    );
    page.screenshot("first-visit").await
}

async fn works_below_any_path(kit: &Kit) -> Outcome {
    let server = kit.serve(|options| options.prefix = "/some/team site".to_owned())?;
    let page = kit.browser(Setup::default()).await?;
    page.goto(&format!("{}/some/team%20site/", server.origin()))
        .await?;
    page.until(&["empty"]).await?;
    Ok(())
}
