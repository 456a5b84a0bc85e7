//! The page comes up: from its address, under a path, under its policy.
use std::path::Path;

use parcours_e2e::{Kit, Outcome, Setup, ensure, ensure_eq};
use parcours_tools::sizes;

use super::{CHROMIUM, EVERYWHERE, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(EVERYWHERE, comes_up_with_its_worker),
    journey!(CHROMIUM, works_below_any_path),
];

async fn comes_up_with_its_worker(kit: &Kit) -> Outcome {
    let page = kit.open("", Setup::default()).await?;
    page.until(&["empty"]).await?;
    ensure_eq!(page.count("h1").await?, 1, "headings of the page");
    let asked = kit.server.requests();
    let unweighed: Vec<&String> = asked
        .iter()
        .filter(|target| sizes::on_demand(Path::new(target.trim_start_matches('/'))))
        .collect();
    ensure_eq!(
        unweighed,
        Vec::<&String>::new(),
        "fetched by a first visit beside what the budget weighs"
    );
    ensure!(
        asked.iter().any(|target| target.contains("engine-start")),
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
