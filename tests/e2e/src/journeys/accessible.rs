//! The rules of axe-core, without one violation on any screen.
use parcours_e2e::{Kit, Outcome, Page, Setup};

use super::steps::{choose, first_screen, ready, until_painted, with_table};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, first_screen_and_its_dialogs),
    journey!(CHROMIUM, overview_light_and_dark),
    journey!(CHROMIUM, overview_as_tables_in_french),
    journey!(CHROMIUM, personas_and_rows),
    journey!(CHROMIUM, review_step),
    journey!(CHROMIUM, errors_and_progress),
    journey!(CHROMIUM, phone),
    journey!(CHROMIUM, steps_and_grouping),
    journey!(CHROMIUM, embedded),
];

async fn first_screen_and_its_dialogs(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.check_accessibility("the first screen").await?;
    page.click("@from-url").await?;
    page.check_accessibility("the dialog for an address")
        .await?;
    page.set_dark(true).await?;
    page.check_accessibility("the same in the dark").await
}

async fn overview_light_and_dark(kit: &Kit) -> Outcome {
    let page = ready(
        kit,
        "#src=samples/shop-en.csv&select=stage:Purchase&persona=Hurried%20buyers",
        Setup::default(),
    )
    .await?;
    page.until_shown("@panel-title").await?;
    page.check_accessibility("the overview").await?;
    page.set_dark(true).await?;
    until_painted(&page, "timeline-canvas").await?;
    page.check_accessibility("the overview in the dark").await?;
    page.click("@share").await?;
    page.check_accessibility("an open menu").await
}

async fn overview_as_tables_in_french(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/shop-fr.csv", Setup::french()).await?;
    page.click("@as-table").await?;
    page.until_shown("@twin-timeline").await?;
    page.check_accessibility("the pictures as tables").await
}

async fn personas_and_rows(kit: &Kit) -> Outcome {
    let page = ready(
        kit,
        "#src=samples/shop-en.csv&view=personas",
        Setup::default(),
    )
    .await?;
    page.until_true("document.querySelector('main').textContent.length > 100")
        .await?;
    page.screenshot("personas").await?;
    page.check_accessibility("the personas").await?;
    page.set_dark(true).await?;
    page.screenshot("personas-dark").await?;
    page.check_accessibility("the personas in the dark").await?;
    page.click("@view-table").await?;
    page.until_true("document.querySelectorAll('[data-testid=table] tbody tr').length > 10")
        .await?;
    page.check_accessibility("the rows in the dark").await?;
    page.set_dark(false).await?;
    page.screenshot("table").await?;
    page.check_accessibility("the rows").await
}

async fn review_step(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &kit.fixture("e2e/which-date.csv")).await?;
    page.until(&["review"]).await?;
    page.check_accessibility("the review step").await?;
    page.set_dark(true).await?;
    page.check_accessibility("the review step in the dark")
        .await
}

async fn errors_and_progress(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    choose(&page, &kit.fixture("e2e/one-column.csv")).await?;
    page.until(&["error"]).await?;
    page.check_accessibility("an error over a document").await?;
    page.set_dark(true).await?;
    page.check_accessibility("the error in the dark").await?;
    page.click("@close-error").await?;
    page.script("window.parcours.load('__slow/200/e2e/shop.csv').catch(() => null);")
        .await?;
    page.until_shown("@reading").await?;
    page.check_accessibility("reading").await
}

async fn raised(page: &Page) -> Outcome {
    page.click("@tab-filters").await?;
    page.until_shown("@rail").await
}

async fn phone(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/shop-en.csv", Setup::phone()).await?;
    until_painted(&page, "small-canvas").await?;
    page.check_accessibility("the phone").await?;
    raised(&page).await?;
    page.check_accessibility("its filters").await
}

async fn steps_and_grouping(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture("e2e/no-stage.csv")).await?;
    page.until(&["ready"]).await?;
    page.click("@group").await?;
    page.click("@new-stage").await?;
    page.check_accessibility("grouping into stages").await
}

async fn embedded(kit: &Kit) -> Outcome {
    let page = kit.browser(Setup::default()).await?;
    page.resize(720, 420, false).await?;
    page.goto(&kit.address("?embed=1#src=samples/shop-en.csv"))
        .await?;
    page.until(&["ready"]).await?;
    until_painted(&page, "emotion-canvas").await?;
    page.check_accessibility("an embedded view").await
}
