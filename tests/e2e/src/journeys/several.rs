//! Several files as one table, and large ones that the first screen begins to read.
use std::{collections::BTreeMap, fs};

use parcours_e2e::made::{Folder, gzip, plain_workbook, workbook, zip};
use parcours_e2e::{Kit, Outcome, Setup, ensure_eq};
use serde_json::json;

use super::steps::{
    TABLE, TABLE_EVENTS, TABLE_JOURNEYS, choose, first_screen, kept, numbers, until_in_storage,
    with_table,
};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, monthly_exports_dropped_together),
    journey!(CHROMIUM, customers_added_by_their_key),
    journey!(CHROMIUM, monthly_workbooks_dropped_together),
    journey!(CHROMIUM, a_table_and_a_workbook_of_personas),
    journey!(CHROMIUM, an_archive_of_monthly_exports),
    journey!(CHROMIUM, an_archive_of_monthly_workbooks),
    journey!(CHROMIUM, another_sheet_of_the_second_workbook),
    journey!(CHROMIUM, rows_of_all_files_in_the_table_view),
    journey!(CHROMIUM, a_large_table_on_the_first_screen),
    journey!(CHROMIUM, a_worker_that_ends_while_it_reads_ahead),
    journey!(CHROMIUM, a_large_archive_by_the_name_of_a_table),
];

/// The header of the table and its lines.
fn lines(kit: &Kit) -> Outcome<(String, Vec<String>)> {
    let text = fs::read_to_string(kit.fixture(TABLE))?;
    let mut lines = text.lines().map(str::to_owned);
    Ok((lines.next().unwrap_or_default(), lines.collect()))
}

fn table(header: &str, lines: &[String]) -> String {
    format!("{header}\n{}\n", lines.join("\n"))
}

async fn monthly_exports_dropped_together(kit: &Kit) -> Outcome {
    let folder = Folder::new("monthly")?;
    let (header, lines) = lines(kit)?;
    let (january, february) = lines.split_at(lines.len() / 2);
    let files = [
        folder.write("2026-01.csv", table(&header, january).as_bytes())?,
        folder.write("2026-02.csv", table(&header, february).as_bytes())?,
    ];
    let page = first_screen(kit, Setup::default()).await?;
    page.drop_files("@start", &files).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS, TABLE_EVENTS),
        "journeys and events of both"
    );
    page.until_text("@notice", "one table").await?;
    page.screenshot("several-monthly").await?;
    let rows = page.call("rows", &[json!({}), json!(TABLE_EVENTS)]).await?;
    let mut sources = BTreeMap::new();
    for row in rows["rows"].as_array().into_iter().flatten() {
        *sources
            .entry(row["file"].as_str().unwrap_or_default())
            .or_insert(0) += 1;
    }
    let expected = [
        ("2026-01.csv", january.len()),
        ("2026-02.csv", february.len()),
    ];
    ensure_eq!(sources, BTreeMap::from(expected), "rows of each file");
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS, TABLE_EVENTS),
        "journeys and events after a reload"
    );
    Ok(())
}

/// The table without its personas, and the list of customers that has them.
fn split_off_personas(kit: &Kit) -> Outcome<(String, String)> {
    let (header, lines) = lines(kit)?;
    let cells: Vec<Vec<&str>> = lines.iter().map(|line| line.split(',').collect()).collect();
    let names: Vec<&str> = header.split(',').collect();
    // The third column is the persona, the same on all events of a journey.
    let without = |cells: &[&str]| [&cells[..2], &cells[3..]].concat().join(",");
    let events: Vec<String> = cells.iter().map(|cells| without(cells)).collect();
    let customers: BTreeMap<&str, &str> = cells.iter().map(|cells| (cells[0], cells[2])).collect();
    let customers: Vec<String> = customers
        .iter()
        .map(|(journey, persona)| format!("{journey},{persona}"))
        .collect();
    Ok((
        table(&without(&names), &events),
        table("journey_id,persona", &customers),
    ))
}

async fn customers_added_by_their_key(kit: &Kit) -> Outcome {
    let folder = Folder::new("customers")?;
    let (events, customers) = split_off_personas(kit)?;
    let events = folder.write("events.csv", events.as_bytes())?;
    let customers = folder.write("customers.csv", customers.as_bytes())?;
    let page = with_table(kit, Setup::french()).await?;
    let expected = numbers(&page).await?;
    choose(&page, &events).await?;
    page.until_text("@file-menu", "events.csv").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        page.count("@persona").await?,
        0,
        "personas of the events alone"
    );
    page.click("@file-menu").await?;
    page.click("@add-file").await?;
    choose(&page, &customers).await?;
    page.until_text("@file-menu", "customers.csv").await?;
    page.until(&["ready"]).await?;
    let found = numbers(&page).await?;
    for part in ["journeys", "events", "persona_stage", "stages", "personas"] {
        ensure_eq!(found[part], expected[part], "{part} of both files");
    }
    page.screenshot("several-customers-fr").await?;
    page.click("@persona").await?;
    page.until_text("@kept", "24 parcours sur 36").await
}

async fn monthly_workbooks_dropped_together(kit: &Kit) -> Outcome {
    let folder = Folder::new("monthly-workbooks")?;
    let (header, lines) = lines(kit)?;
    let (january, february) = lines.split_at(lines.len() / 2);
    let sheet = |lines| workbook(&[("Feuil1", &table(&header, lines))]);
    let files = [
        folder.write("2026-01.xlsx", &sheet(january)?)?,
        folder.write("2026-02.xlsx", &sheet(february)?)?,
    ];
    let page = with_table(kit, Setup::french()).await?;
    let expected = numbers(&page).await?;
    page.drop_files("@overview", &files).await?;
    page.until_text("@file-menu", "2026-02.xlsx").await?;
    page.until(&["ready"]).await?;
    let found = numbers(&page).await?;
    for part in ["journeys", "events", "start", "end", "stages", "personas"] {
        ensure_eq!(found[part], expected[part], "{part} of both workbooks");
    }
    page.until_true("localStorage.getItem('parcours.recent')?.includes('2026-02.xlsx')")
        .await?;
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        numbers(&page).await?,
        found,
        "numbers of both after a reload"
    );
    Ok(())
}

async fn a_table_and_a_workbook_of_personas(kit: &Kit) -> Outcome {
    let folder = Folder::new("personas-workbook")?;
    let (events, customers) = split_off_personas(kit)?;
    let files = [
        folder.write("events.csv", events.as_bytes())?,
        folder.write("customers.xlsx", &plain_workbook("Feuil1", &customers)?)?,
    ];
    let page = with_table(kit, Setup::french()).await?;
    let expected = numbers(&page).await?;
    page.drop_files("@overview", &files).await?;
    page.until_text("@file-menu", "customers.xlsx").await?;
    page.until(&["ready"]).await?;
    let found = numbers(&page).await?;
    for part in ["journeys", "events", "persona_stage", "stages", "personas"] {
        ensure_eq!(found[part], expected[part], "{part} of both files");
    }
    Ok(())
}

async fn an_archive_of_monthly_exports(kit: &Kit) -> Outcome {
    let folder = Folder::new("monthly-archive")?;
    let (header, lines) = lines(kit)?;
    let (january, february) = lines.split_at(lines.len() / 2);
    let months = [table(&header, january), table(&header, february)];
    let archive = zip(&[
        ("2026/01.csv", months[0].as_bytes()),
        ("2026/02.csv", months[1].as_bytes()),
    ])?;
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &folder.write("2026.zip", &archive)?).await?;
    page.until(&["ready"]).await?;
    page.until_text("@notice", "one table").await?;
    for _ in 0..2 {
        ensure_eq!(
            kept(&page).await?,
            (TABLE_JOURNEYS, TABLE_EVENTS),
            "journeys and events of both"
        );
        let february = json!({ "attributes": { "source": ["2026/02.csv"] } });
        let summary = page.call("summary", &[february]).await?;
        ensure_eq!(
            summary["events"],
            json!(lines.len() - lines.len() / 2),
            "events of one month"
        );
        page.until_true("localStorage.getItem('parcours.recent')?.includes('2026.zip')")
            .await?;
        page.reload().await?;
        page.until(&["ready"]).await?;
    }
    // Another header: one of them is read, the other is one menu away.
    let other = months[1].replacen("journey_id", "case", 1);
    let archive = zip(&[
        ("01.csv", months[0].as_bytes()),
        ("02.csv", other.as_bytes()),
    ])?;
    choose(&page, &folder.write("others.zip", &archive)?).await?;
    page.until_text("@file-menu", "others.zip").await?;
    page.until(&["ready"]).await?;
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    page.until(&["review"]).await?;
    ensure_eq!(
        page.count("[data-testid=part] option").await?,
        2,
        "files to choose from"
    );
    Ok(())
}

async fn an_archive_of_monthly_workbooks(kit: &Kit) -> Outcome {
    let folder = Folder::new("workbooks-archive")?;
    let (header, lines) = lines(kit)?;
    let (january, february) = lines.split_at(lines.len() / 2);
    let sheet = |lines| workbook(&[("Feuil1", &table(&header, lines))]);
    let months = [sheet(january)?, sheet(february)?];
    let archive = zip(&[("01.xlsx", &months[0]), ("02.xlsx", &months[1])])?;
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &folder.write("2026.zip", &archive)?).await?;
    page.until(&["ready"]).await?;
    for _ in 0..2 {
        ensure_eq!(
            kept(&page).await?,
            (TABLE_JOURNEYS, TABLE_EVENTS),
            "journeys and events of both"
        );
        let rows = page.call("rows", &[json!({}), json!(1)]).await?;
        ensure_eq!(
            rows["rows"][0]["file"],
            json!("01.xlsx"),
            "the file of a row"
        );
        ensure_eq!(rows["rows"][0]["line"], json!(2), "its row in the sheet");
        page.until_true("localStorage.getItem('parcours.recent')?.includes('2026.zip')")
            .await?;
        page.reload().await?;
        page.until(&["ready"]).await?;
    }
    Ok(())
}

async fn another_sheet_of_the_second_workbook(kit: &Kit) -> Outcome {
    const EXTRACT: usize = 10;
    let folder = Folder::new("second-sheet")?;
    let (header, lines) = lines(kit)?;
    let (january, february) = lines.split_at(lines.len() / 2);
    let (all, extract) = (
        table(&header, february),
        table(&header, &february[..EXTRACT]),
    );
    let files = [
        folder.write(
            "01.xlsx",
            &workbook(&[("Feuil1", &table(&header, january))])?,
        )?,
        folder.write(
            "02.xlsx",
            &workbook(&[("Tout", &all), ("Extrait", &extract)])?,
        )?,
    ];
    let page = first_screen(kit, Setup::french()).await?;
    page.drop_files("@start", &files).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, TABLE_EVENTS, "events of both");
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    page.until(&["review"]).await?;
    page.tab_to("@part").await?;
    page.type_text("Ex").await?;
    page.until_text("[data-testid=part] option[selected]", "Extrait")
        .await?;
    page.screenshot("several-parts-fr").await?;
    page.resize(390, 844, true).await?;
    page.screenshot("several-parts-phone").await?;
    page.resize(1440, 900, false).await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    for _ in 0..2 {
        ensure_eq!(
            kept(&page).await?.1,
            (january.len() + EXTRACT) as u64,
            "events of the first file and the other sheet"
        );
        until_in_storage(&page, "Extrait").await?;
        page.reload().await?;
        page.until(&["ready"]).await?;
    }
    Ok(())
}

async fn rows_of_all_files_in_the_table_view(kit: &Kit) -> Outcome {
    let folder = Folder::new("several-rows")?;
    let (header, lines) = lines(kit)?;
    let (january, february) = lines.split_at(lines.len() / 2);
    // The last line of the second file stands there twice.
    let twice = [february, &february[february.len() - 1..]].concat();
    let files = [
        folder.write("01.csv", table(&header, january).as_bytes())?,
        folder.write("02.csv", table(&header, &twice).as_bytes())?,
    ];
    let page = first_screen(kit, Setup::french()).await?;
    page.drop_files("@start", &files).await?;
    page.until(&["ready"]).await?;
    page.call("setView", &[json!("table")]).await?;
    page.until_text("@rows-tab", &(TABLE_EVENTS + 1).to_string())
        .await?;
    // The longer one is the main one; sorted downwards by line the end of the other comes first.
    page.until_text("[data-testid=table] tbody", "02.csv")
        .await?;
    page.click("[data-testid=table] thead th:first-child .sort")
        .await?;
    page.until_text("[data-testid=table] tbody", "01.csv")
        .await?;
    page.screenshot("several-rows-fr").await?;
    page.click("@steps-tab").await?;
    page.until_shown("@offer").await?;
    page.click("[data-testid=apply][aria-label*='identiques']")
        .await?;
    page.until_shown("@step").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, TABLE_EVENTS, "events of both");
    page.until_text("@step", "1 ligne").await?;
    page.click("@rows-tab").await?;
    let journey = february[february.len() - 1].split(',').next();
    page.click("@row-search").await?;
    page.type_text(journey.unwrap_or_default()).await?;
    page.until_shown("tr.removed").await?;
    page.screenshot("several-removed-fr").await?;
    page.click("@restore").await?;
    page.until_true("!document.querySelector('tr.removed')")
        .await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, TABLE_EVENTS + 1, "taken back");
    Ok(())
}

/// The table over and over, each time with other journeys; long enough to be begun early.
fn large(kit: &Kit) -> Outcome<(String, u64)> {
    let (header, lines) = lines(kit)?;
    let times = 60;
    let again = |time: usize| lines.iter().map(move |line| format!("{time}-{line}"));
    let all: Vec<String> = (0..times).flat_map(again).collect();
    Ok((table(&header, &all), times as u64))
}

async fn a_large_table_on_the_first_screen(kit: &Kit) -> Outcome {
    let folder = Folder::new("large")?;
    let (text, times) = large(kit)?;
    let file = folder.write("large.csv", text.as_bytes())?;
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &file).await?;
    page.until(&["ready"]).await?;
    let all = (TABLE_JOURNEYS * times, TABLE_EVENTS * times);
    ensure_eq!(kept(&page).await?, all, "journeys and events");
    // Read otherwise the next time: what is begun early is then given up.
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    page.until(&["review"]).await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    page.click("@file-menu").await?;
    page.click("@forget").await?;
    page.until(&["empty"]).await?;
    page.reload().await?;
    page.until(&["empty"]).await?;
    choose(&page, &file).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        all,
        "journeys and events the second time"
    );
    let rows = page.call("rows", &[json!({}), json!(1)]).await?;
    ensure_eq!(rows["total"], json!(all.1), "rows");
    Ok(())
}

/// Ends a worker that is to read ahead, as a browser does that fails.
const ENDS_EARLY: &str = "window.__ended = 0; const Real = window.Worker; window.Worker = class extends Real { postMessage(message, ...rest) { if (message[0] instanceof File) { window.__ended += 1; this.terminate(); setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'RuntimeError: unreachable' }))); } else super.postMessage(message, ...rest); } };";

/// The workbench reads the file with a worker of its own.
async fn a_worker_that_ends_while_it_reads_ahead(kit: &Kit) -> Outcome {
    let folder = Folder::new("ends-early")?;
    let (text, times) = large(kit)?;
    let file = folder.write("large.csv", text.as_bytes())?;
    let page = kit.browser(Setup::default()).await?;
    page.run_first(ENDS_EARLY).await?;
    page.goto(&kit.address("")).await?;
    page.until(&["empty"]).await?;
    choose(&page, &file).await?;
    page.until(&["ready"]).await?;
    let ended = page.script("return window.__ended;").await?;
    ensure_eq!(ended, json!(1), "workers that ended");
    let all = (TABLE_JOURNEYS * times, TABLE_EVENTS * times);
    ensure_eq!(kept(&page).await?, all, "journeys and events");
    Ok(())
}

async fn a_large_archive_by_the_name_of_a_table(kit: &Kit) -> Outcome {
    let folder = Folder::new("archive")?;
    let (text, times) = large(kit)?;
    // A comment that does not shrink, so that the archive is large too.
    let mut state = 7_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{state:08x}")
    };
    let lines = text.lines().enumerate().map(|(at, line)| match at {
        0 => format!("{line},noise"),
        _ => format!("{line},{}", (0..8).map(|_| noise()).collect::<String>()),
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let bytes = gzip(text.as_bytes())?;
    ensure_eq!(bytes.len() > 256 << 10, true, "the archive is large");
    let file = folder.write("large.csv", &bytes)?;
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &file).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS * times, TABLE_EVENTS * times),
        "journeys and events"
    );
    Ok(())
}
