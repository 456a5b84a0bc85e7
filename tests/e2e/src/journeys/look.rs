//! How it looks: light and dark, both languages, the small screen, the pictures as tables, the rows.
use std::fs;

use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::json;

use super::steps::{
    choose, first_screen, ready, sample_journeys, until_kept, until_painted, with_table,
};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, light_and_dark_follow_the_system),
    journey!(CHROMIUM, a_chosen_theme_is_kept),
    journey!(CHROMIUM, dark_in_french),
    journey!(CHROMIUM, on_a_phone),
    journey!(CHROMIUM, a_phone_says_what_it_hides),
    journey!(CHROMIUM, narrow_and_enlarged),
    journey!(CHROMIUM, pictures_read_as_tables),
    journey!(CHROMIUM, rows_and_problem_rows),
    journey!(CHROMIUM, numbers_and_pictures_as_files),
    journey!(CHROMIUM, what_was_fetched),
];

/// How bright the page's ground is, 0 to 255.
async fn brightness(page: &Page) -> Outcome<f64> {
    let mean = page
        .script("const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return (r + g + b) / 3")
        .await?;
    Ok(mean.as_f64().unwrap_or(-1.0))
}

/// Whether the brightest or the darkest colour is what the picture is painted on: its corner.
const CORNER: &str = "(() => { const c = document.querySelector('[data-testid=\"timeline-canvas\"]'); const all = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let dark = 0, light = 0; for (let i = 0; i < all.length; i += 4) if (all[i + 3] > 128) { if (all[i] < 80) dark++; else if (all[i] > 170) light++; } return [dark, light]; })()";

async fn light_and_dark_follow_the_system(kit: &Kit) -> Outcome {
    let page = ready(
        kit,
        "#src=samples/shop-en.csv",
        Setup {
            dark: true,
            ..Setup::default()
        },
    )
    .await?;
    until_painted(&page, "timeline-canvas").await?;
    let dark = (
        brightness(&page).await?,
        page.script(&format!("return {CORNER}")).await?,
    );
    ensure!(dark.0 < 60.0, "the ground is {} bright in the dark", dark.0);
    page.screenshot("overview-en-dark").await?;
    page.set_dark(false).await?;
    page.until_true("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((part) => part > 200)")
        .await?;
    page.until_true(&format!(
        "JSON.stringify({CORNER}) !== {}",
        json!(dark.1.to_string())
    ))
    .await?;
    page.screenshot("overview-en-light").await
}

async fn a_chosen_theme_is_kept(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.click("@theme").await?;
    page.click("@theme-dark").await?;
    page.until_true("document.documentElement.dataset.theme === 'dark'")
        .await?;
    ensure!(brightness(&page).await? < 60.0, "the ground is not dark");
    page.screenshot("start-dark").await?;
    page.reload().await?;
    page.until(&["empty"]).await?;
    ensure!(
        brightness(&page).await? < 60.0,
        "the theme is forgotten by a reload"
    );
    page.click("@theme").await?;
    page.click("@theme-auto").await?;
    page.until_true("!document.documentElement.dataset.theme")
        .await?;
    ensure!(brightness(&page).await? > 200.0, "the ground is not light");
    Ok(())
}

async fn dark_in_french(kit: &Kit) -> Outcome {
    let page = ready(
        kit,
        "#src=samples/shop-fr.csv&theme=dark&select=stage:Achat",
        Setup::french(),
    )
    .await?;
    until_painted(&page, "strip-canvas").await?;
    page.until_text("@panel-title", "Achat").await?;
    page.screenshot("overview-fr-dark").await
}

async fn on_a_phone(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/shop-en.csv", Setup::phone()).await?;
    until_painted(&page, "small-canvas").await?;
    ensure_eq!(page.count("@timeline-canvas").await?, 0, "wide timelines");
    page.screenshot("phone").await?;
    fits(&page, 390).await?;
    page.until_shown("@tab-overview").await?;
    page.click("@chip").await?;
    page.until_true(
        "document.querySelector('[data-testid=chip]').getAttribute('aria-pressed') === 'false'",
    )
    .await?;
    page.click("@tab-filters").await?;
    page.until_shown("@rail").await?;
    page.screenshot("phone-filters").await?;
    fits(&page, 390).await?;
    page.click("@personas-all").await?;
    until_kept(
        &page,
        &format!("{} of", sample_journeys(kit, "shop-en", None)?),
    )
    .await?;
    page.click("@tab-filters").await?;
    page.until_true("!document.querySelector('[data-testid=rail]').checkVisibility()")
        .await?;
    page.click_at("@small-canvas", (0.5, 0.3)).await?;
    page.until_shown("@panel-title").await?;
    page.screenshot("phone-selected").await
}

async fn a_phone_says_what_it_hides(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::phone()).await?;
    choose(&page, &kit.fixture("e2e/no-stage.csv")).await?;
    page.until(&["ready"]).await?;
    until_painted(&page, "small-canvas").await?;
    page.until_text("@hidden-steps", "10").await?;
    page.screenshot("phone-hidden-steps").await?;
    fits(&page, 390).await?;
    page.click("@more-steps").await?;
    page.until_text("@hidden-steps", "5").await
}

/// Nothing is wider than the window. (A phone would zoom out to show what is.)
async fn fits(page: &Page, width: u32) -> Outcome {
    let widest = "return [document.documentElement.scrollWidth, ...[...document.querySelectorAll('.shell, .shell *')].filter((e) => e.getBoundingClientRect().right > arguments[0] && !e.closest('.chips, .tw, .scrolls, .vh, .tabs')).map((e) => e.outerHTML.slice(0, 90))]";
    let found = page
        .driver()
        .execute(widest, vec![json!(width)])
        .await?
        .json()
        .clone();
    ensure!(
        found[0].as_u64() <= Some(u64::from(width)),
        "at {width} pixels the page is wider: {found}"
    );
    Ok(())
}

async fn narrow_and_enlarged(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/shop-en.csv", Setup::default()).await?;
    // 1280 pixels at 200 % and at 400 %, and the widths between the layouts.
    for width in [1279, 1024, 959, 640, 639, 320] {
        page.resize(width, 720, false).await?;
        // The picture has the new width.
        page.until_true("(() => { const a = document.querySelector('figure.chart').getBoundingClientRect(); return a.right <= innerWidth && a.width > innerWidth / 4; })()")
            .await?;
        page.screenshot(&format!("overview-{width}")).await?;
        fits(&page, width).await?;
    }
    Ok(())
}

async fn pictures_read_as_tables(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@as-table").await?;
    for name in ["timeline", "emotion", "journeys"] {
        page.until_shown(&format!("@twin-{name}")).await?;
        ensure!(
            page.count(&format!("[data-testid=twin-{name}] tbody tr"))
                .await?
                >= 3,
            "the table of {name} has too few rows"
        );
    }
    let cells = page.text("@twin-timeline").await?;
    ensure!(
        ["Discovery", "Choice", "Purchase", "Delivery"]
            .iter()
            .all(|stage| cells.contains(stage)),
        "the table of the timeline lacks a stage: {cells}"
    );
    page.screenshot("as-table").await?;
    page.click("@csv-timeline").await?;
    let csv = page.downloaded("shop-timeline.csv").await?;
    ensure!(
        csv.starts_with('\u{feff}') && csv.contains("Discovery"),
        "the CSV begins with {:?}",
        csv.chars().take(80).collect::<String>()
    );
    page.click("@as-table").await?;
    until_painted(&page, "timeline-canvas").await
}

async fn rows_and_problem_rows(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture("e2e/problems.csv")).await?;
    page.until(&["ready"]).await?;
    page.until_text("@set-aside", "2").await?;
    page.click("@set-aside").await?;
    page.until_shown("@table").await?;
    page.until_true("document.querySelectorAll('[data-testid=table] tbody tr').length === 2")
        .await?;
    let mut problems = page.text("@table").await?;
    page.click("@rows-tab").await?;
    page.until_true("document.querySelectorAll('[data-testid=table] tbody tr').length === 5")
        .await?;
    // What a column is and what it is read as stand above their own cells, however wide these are.
    page.until_true(
        "(() => {
            const grid = document.querySelector('[data-testid=grid]');
            const halves = [...grid.querySelectorAll('.halves th')];
            const cells = [...grid.querySelectorAll('tbody tr:first-child td.raw, tbody tr:first-child td.raw + td')];
            const place = (cell) => { const { left, right } = cell.getBoundingClientRect(); return `${left} ${right}`; };
            return halves.length === 4 && halves.every((half, at) => place(half) === place(cells[at]));
        })()",
    )
    .await?;
    page.click("@emptied-tab").await?;
    page.until_true("document.querySelectorAll('[data-testid=table] tbody tr').length === 1")
        .await?;
    problems += &page.text("@table").await?;
    for part in ["not a date", "great", "timestamp", "satisfaction"] {
        ensure!(
            problems.contains(part),
            "the problems lack {part}: {problems}"
        );
    }
    page.screenshot("table-problems").await?;
    page.click("@download-problems").await?;
    let csv = page.downloaded("problems-problems.csv").await?;
    ensure_eq!(csv.lines().count(), 2, "lines of the downloaded problems");
    Ok(())
}

async fn numbers_and_pictures_as_files(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@file-menu").await?;
    page.click("@download-summary").await?;
    let text = page.downloaded("shop-summary.json").await?;
    let same = page
        .script_async(
            "return JSON.stringify(JSON.parse(arguments[0])) === JSON.stringify(await window.parcours.summary());",
            vec![json!(text)],
        )
        .await?;
    ensure_eq!(
        same,
        json!(true),
        "the downloaded numbers are those of summary(): {text}"
    );
    page.click("@file-menu").await?;
    page.click("@download-svg").await?;
    let svg = page.downloaded("shop.svg").await?;
    ensure!(
        svg.starts_with("<svg") && svg.contains("Discovery") && !svg.contains("NaN"),
        "the picture begins with {:?}",
        svg.chars().take(80).collect::<String>()
    );
    fs::create_dir_all(&kit.places.screens)?;
    Ok(fs::write(kit.places.screens.join("export.svg"), svg)?)
}

async fn what_was_fetched(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@requests-open").await?;
    page.until_true(
        "document.querySelectorAll('dialog[open] [data-testid=requests] li').length > 0",
    )
    .await?;
    let listed = page.text("dialog[open]").await?;
    ensure!(
        !listed.contains("shop.csv"),
        "the list names a file of the disk: {listed}"
    );
    page.screenshot("requests").await
}
