//! What leaves the page: nothing.
use parcours_e2e::{Kit, Outcome, Setup, ensure, ensure_eq};
use serde_json::json;

use super::steps::{TABLE, choose, first_screen, until_kept};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, a_whole_visit_stays_here),
    journey!(CHROMIUM, the_policy_refuses_other_places),
];

/// Beside this, the harness reads every request that Chromium's network log holds, of page and worker, in every journey.
async fn a_whole_visit_stays_here(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture(TABLE)).await?;
    page.until(&["ready"]).await?;
    let before = kit.server.requests().len();
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    page.click("@view-table").await?;
    page.until_shown("@table").await?;
    page.click("@view-personas").await?;
    page.click("@view-overview").await?;
    page.until_shown("@overview").await?;
    page.call("exportImage", &[json!("svg")]).await?;
    let asked = kit.server.requests();
    // The page's own module for looking through the rows comes when it is first wanted.
    let others = asked[before..]
        .iter()
        .filter(|address| !address.starts_with("/desk-"));
    ensure_eq!(
        others.cloned().collect::<Vec<String>>(),
        Vec::<String>::new(),
        "requests after a file was opened"
    );
    let origin = kit.server.origin();
    let elsewhere: Vec<String> = page
        .resources()
        .await?
        .into_iter()
        .filter(|address| {
            !address.starts_with(&origin)
                && !address.starts_with("data:")
                && !address.starts_with("blob:")
        })
        .collect();
    ensure_eq!(elsewhere, Vec::<String>::new(), "fetched from elsewhere");
    Ok(())
}

async fn the_policy_refuses_other_places(kit: &Kit) -> Outcome {
    let other = kit.serve(|_| ())?;
    let page = first_screen(kit, Setup::default()).await?;
    page.allow("connect-src");
    page.allow(&other.origin());
    let refused = page
        .script_async(
            "return await fetch(arguments[0]).then(() => 'answered', () => 'refused');",
            vec![json!(format!("{}/__cors/{TABLE}", other.origin()))],
        )
        .await?;
    ensure_eq!(refused, json!("refused"), "a request to another origin");
    ensure!(
        other.requests().is_empty(),
        "the other origin was asked for {:?}",
        other.requests()
    );
    Ok(())
}
