//! Files that are no text tables: opened like any other, by a worker that is fetched for them.
use std::fs;

use parcours_e2e::made::{Folder, gzip, workbook, xes, zip};
use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::{Value, json};

use super::steps::{
    TABLE, TABLE_EVENTS, TABLE_JOURNEYS, choose, failure, first_screen, kept, listen, numbers,
    seen, until_in_storage, until_kept, with_table,
};
use super::{CHROMIUM, EVERYWHERE, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(EVERYWHERE, a_workbook_gives_the_numbers_of_its_csv),
    journey!(CHROMIUM, a_french_workbook_in_english),
    journey!(CHROMIUM, on_a_phone),
    journey!(CHROMIUM, another_sheet_and_a_reload),
    journey!(CHROMIUM, another_sheet_at_an_address_and_a_reload),
    journey!(CHROMIUM, another_sheet_in_an_archive),
    journey!(CHROMIUM, sheets_told_of_the_files_of_an_archive),
    journey!(CHROMIUM, logs_and_archives),
    journey!(CHROMIUM, damaged_and_locked_files_say_why),
    journey!(CHROMIUM, the_reader_is_fetched_when_it_is_needed),
    journey!(CHROMIUM, given_up_while_it_is_unpacked),
    journey!(CHROMIUM, an_address_in_a_sandboxed_frame),
];

fn csv(kit: &Kit) -> Outcome<String> {
    Ok(fs::read_to_string(kit.fixture(TABLE))?)
}

fn sales(kit: &Kit) -> Outcome<Vec<u8>> {
    workbook(&[("Évènements", &csv(kit)?)])
}

async fn a_workbook_gives_the_numbers_of_its_csv(kit: &Kit) -> Outcome {
    let folder = Folder::new("workbook")?;
    let file = folder.write("ventes.xlsx", &sales(kit)?)?;
    let page = with_table(kit, Setup::french()).await?;
    let expected = numbers(&page).await?;
    choose(&page, &file).await?;
    page.until_text("@file-menu", "ventes.xlsx").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(numbers(&page).await?, expected, "numbers of the workbook");
    let source = &page.call("summary", &[]).await?["source"];
    ensure_eq!(source["delimiter"], Value::Null, "delimiter");
    ensure_eq!(
        source["roles"]["stage"],
        json!(["Étape"]),
        "column of the stages"
    );
    let rows = page.call("rows", &[json!({}), json!(2)]).await?;
    ensure_eq!(rows["rows"][0]["line"], json!(2), "row of the sheet");
    ensure_eq!(
        rows["rows"][0]["cells"][1],
        json!("2026-01-05T12:00:00"),
        "a date as read"
    );
    page.screenshot("formats-workbook-fr").await
}

async fn a_french_workbook_in_english(kit: &Kit) -> Outcome {
    let folder = Folder::new("english")?;
    let file = folder.write("ventes.xlsx", &sales(kit)?)?;
    let page = first_screen(kit, Setup::default()).await?;
    page.drop_files("@start", &[file]).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS, TABLE_EVENTS),
        "journeys and events"
    );
    ensure_eq!(
        page.call("summary", &[]).await?["start"],
        json!("2026-01-05T12:00:00"),
        "start"
    );
    page.screenshot("formats-workbook").await
}

async fn on_a_phone(kit: &Kit) -> Outcome {
    let folder = Folder::new("phone")?;
    let file = folder.write("ventes.zip", &zip(&[("ventes.xlsx", &sales(kit)?)])?)?;
    let page = first_screen(kit, Setup::phone()).await?;
    page.screenshot("formats-phone-start").await?;
    choose(&page, &file).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS, TABLE_EVENTS),
        "journeys and events"
    );
    page.screenshot("formats-phone").await
}

async fn another_sheet_and_a_reload(kit: &Kit) -> Outcome {
    let folder = Folder::new("sheets")?;
    let all = csv(kit)?;
    let few: Vec<&str> = all.lines().take(9).collect();
    let bytes = workbook(&[("Tout", &all), ("Janvier", &few.join("\n"))])?;
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &folder.write("ventes.xlsx", &bytes)?).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?.1,
        TABLE_EVENTS,
        "events of the larger sheet"
    );
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    page.until(&["review"]).await?;
    ensure_eq!(
        page.text("[data-testid=part] option:checked").await?,
        "Tout",
        "sheet"
    );
    page.screenshot("formats-sheets-fr").await?;
    page.script("const menu = document.querySelector('[data-testid=part]'); menu.value = '1'; menu.dispatchEvent(new Event('change', { bubbles: true }));").await?;
    page.until_true("document.querySelector('[data-testid=part] option:checked')?.textContent === 'Janvier' && document.documentElement.dataset.state === 'review'").await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, 8, "events of the other sheet");
    until_in_storage(&page, "Janvier").await?;
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, 8, "events after a reload");
    Ok(())
}

async fn another_sheet_at_an_address_and_a_reload(kit: &Kit) -> Outcome {
    let folder = Folder::new("sheets-at-an-address")?;
    let all = csv(kit)?;
    let few: Vec<&str> = all.lines().take(9).collect();
    let bytes = workbook(&[("Tout", &all), ("Janvier", &few.join("\n"))])?;
    folder.write("ventes.xlsx", &bytes)?;
    let server = kit.serve(|options| options.fixtures = Some(folder.path()))?;
    let page = kit.browser(Setup::french()).await?;
    page.goto(&format!("{}#src=__cors/ventes.xlsx", server.origin()))
        .await?;
    page.until(&["ready"]).await?;
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    take_part(&page, 0, "Janvier").await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, 8, "events of the other sheet");
    page.until_true("localStorage.getItem('parcours.recent')?.includes('Janvier')")
        .await?;
    page.reload().await?;
    page.until(&["ready"]).await?;
    ensure_eq!(kept(&page).await?.1, 8, "events after a reload");
    Ok(())
}

/// Chooses another part in a menu of the columns' screen, and waits until its columns are there.
async fn take_part(page: &Page, menu: usize, part: &str) -> Outcome {
    page.until(&["review"]).await?;
    page.script(&format!(
        "const menu = document.querySelectorAll('[data-testid=part]')[{menu}];
         menu.value = [...menu.options].find((option) => option.text === '{part}').value;
         menu.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    ))
    .await?;
    page.until_true(&format!(
        "[...document.querySelectorAll('[data-testid=part] option[selected]')].some((option) => option.text === '{part}')
         && document.documentElement.dataset.state === 'review'"
    ))
    .await
}

/// Of the one workbook in an archive, of one beside a table, and of each of several that are read as one table.
async fn another_sheet_in_an_archive(kit: &Kit) -> Outcome {
    const EXTRACT: usize = 8;
    let folder = Folder::new("archived-sheets")?;
    let all = csv(kit)?;
    let few: Vec<&str> = all.lines().take(1 + EXTRACT).collect();
    let with_extract = |name| workbook(&[("Tout", &all), (name, &few.join("\n"))]);
    let (header, rows) = all.split_once('\n').unwrap_or_default();
    let other = format!(
        "{}\n{}",
        header.replacen("journey_id", "case_id", 1),
        rows.repeat(20)
    );
    let few = EXTRACT as u64;
    let archives = [
        (
            "one",
            zip(&[("ventes.xlsx", &with_extract("one 2")?)])?,
            few,
        ),
        (
            "beside",
            zip(&[
                ("other.csv", other.as_bytes()),
                ("ventes.xlsx", &with_extract("beside 2")?),
            ])?,
            few,
        ),
        (
            "alike",
            zip(&[
                ("01.xlsx", &with_extract("alike 2")?),
                ("02.xlsx", &sales(kit)?),
            ])?,
            few + TABLE_EVENTS,
        ),
    ];
    let page = first_screen(kit, Setup::french()).await?;
    for (name, bytes, events) in archives {
        let (archive, sheet) = (format!("{name}.zip"), format!("{name} 2"));
        choose(&page, &folder.write(&archive, &bytes)?).await?;
        page.until_text("@file-menu", &archive).await?;
        page.until(&["ready"]).await?;
        page.click("@file-menu").await?;
        page.click("@review-again").await?;
        if name == "beside" {
            take_part(&page, 0, "ventes.xlsx").await?;
        }
        take_part(&page, usize::from(name == "beside"), &sheet).await?;
        page.screenshot(&format!("formats-archived-{name}")).await?;
        page.click("@review-open").await?;
        page.until(&["ready"]).await?;
        ensure_eq!(kept(&page).await?.1, events, "events of {name}");
        until_in_storage(&page, &sheet).await?;
        page.reload().await?;
        page.until(&["ready"]).await?;
        ensure_eq!(
            kept(&page).await?.1,
            events,
            "events of {name} after a reload"
        );
    }
    Ok(())
}

/// As an address that is opened from the list of files tells them too.
async fn sheets_told_of_the_files_of_an_archive(kit: &Kit) -> Outcome {
    let folder = Folder::new("archive-told")?;
    let all = csv(kit)?;
    let few: Vec<&str> = all.lines().take(6).collect();
    let two = workbook(&[("Tout", &all), ("Extrait", &few.join("\n"))])?;
    folder.write(
        "ventes.zip",
        &zip(&[("01.xlsx", &two), ("02.xlsx", &sales(kit)?)])?,
    )?;
    let server = kit.serve(|options| options.fixtures = Some(folder.path()))?;
    let page = kit.browser(Setup::french()).await?;
    page.goto(&server.origin()).await?;
    page.until(&["empty"]).await?;
    let address = json!("__fixtures/ventes.zip");
    page.call("load", std::slice::from_ref(&address)).await?;
    ensure_eq!(kept(&page).await?.1, 2 * TABLE_EVENTS, "events of both");
    let tables =
        json!({ "tables": [{ "name": "01.xlsx", "part": "Extrait" }, { "name": "02.xlsx" }] });
    page.call("load", &[address, tables]).await?;
    ensure_eq!(
        kept(&page).await?.1,
        5 + TABLE_EVENTS,
        "events of the other sheet and the second workbook"
    );
    Ok(())
}

async fn logs_and_archives(kit: &Kit) -> Outcome {
    let folder = Folder::new("archives")?;
    let table = csv(kit)?;
    let sales = sales(kit)?;
    let files = [
        ("log.xes", xes(&table).into_bytes()),
        ("log.xes.gz", gzip(xes(&table).as_bytes())?),
        ("shop.csv.gz", gzip(table.as_bytes())?),
        (
            "shop.zip",
            zip(&[
                ("notes.txt", b"to read first"),
                ("2026/shop.csv", table.as_bytes()),
            ])?,
        ),
        ("sales.zip", zip(&[("ventes.xlsx", &sales)])?),
    ];
    let page = first_screen(kit, Setup::default()).await?;
    for (name, bytes) in files {
        choose(&page, &folder.write(name, &bytes)?).await?;
        page.until_text("@file-menu", name).await?;
        page.until(&["ready"]).await?;
        ensure_eq!(
            kept(&page).await?,
            (TABLE_JOURNEYS, TABLE_EVENTS),
            "journeys and events of {name}"
        );
        if name == "log.xes" {
            until_kept(&page, "36 of").await?;
            page.screenshot("formats-xes").await?;
        }
    }
    let asked = page
        .script_async(
            "const file = await (await fetch(arguments[0])).blob();
             return await window.parcours.load(file, { name: 'x', sheet: 'Feuil9' }).then(() => 'loaded', (error) => error.code);",
            vec![json!(format!("__fixtures/{TABLE}"))],
        )
        .await?;
    ensure_eq!(
        asked,
        json!("loaded"),
        "a part told of a file without parts"
    );
    Ok(())
}

async fn damaged_and_locked_files_say_why(kit: &Kit) -> Outcome {
    let folder = Folder::new("damaged")?;
    let archive = zip(&[("shop.csv", csv(kit)?.as_bytes())])?;
    let half = folder.write("half.zip", &archive[..archive.len() / 2])?;
    let pictures = folder.write(
        "pictures.zip",
        &zip(&[("a.png", b"\x89PNG\r\n\x1a\n\0\0")])?,
    )?;
    let mut container = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    container.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let locked = folder.write("locked.xlsx", &container)?;
    for (setup, words) in [
        (Setup::default(), ["damaged", "nothing", "password"]),
        (Setup::french(), ["endommagé", "rien", "mot de passe"]),
    ] {
        let page = with_table(kit, setup).await?;
        listen(&page).await?;
        let before = seen(&page).await?;
        let files = [
            (&half, "broken-file"),
            (&pictures, "nothing-inside"),
            (&locked, "password-protected"),
        ];
        for ((file, code), word) in files.into_iter().zip(words) {
            choose(&page, file).await?;
            let (said, told) = failure(&page).await?;
            ensure_eq!(told["code"], json!(code), "code of {file}");
            ensure!(
                said.contains(word),
                "the message on {file} does not say {word}: {said}"
            );
            page.screenshot(&format!("formats-{code}")).await?;
            page.click("@close-error").await?;
            page.until(&["ready"]).await?;
            ensure_eq!(seen(&page).await?, before, "the document that was open");
        }
    }
    Ok(())
}

/// Requests for the reader's own module, by the server's count.
fn asked_for_reader(kit: &Kit) -> usize {
    let asked = kit.server.requests();
    asked
        .iter()
        .filter(|target| target.contains("/formats-") && target.ends_with(".wasm"))
        .count()
}

async fn the_reader_is_fetched_when_it_is_needed(kit: &Kit) -> Outcome {
    let folder = Folder::new("fetched")?;
    let page = with_table(kit, Setup::default()).await?;
    ensure_eq!(asked_for_reader(kit), 0, "requests after a text table");
    choose(&page, &folder.write("ventes.xlsx", &sales(kit)?)?).await?;
    page.until_text("@file-menu", "ventes.xlsx").await?;
    page.until(&["ready"]).await?;
    ensure!(asked_for_reader(kit) > 0, "the reader was never asked for");
    Ok(())
}

async fn given_up_while_it_is_unpacked(kit: &Kit) -> Outcome {
    let folder = Folder::new("given-up")?;
    let page = with_table(kit, Setup::default()).await?;
    let before = seen(&page).await?;
    let long = zip(&[("long.csv", csv(kit)?.repeat(60_000).as_bytes())])?;
    choose(&page, &folder.write("long.zip", &long)?).await?;
    page.until(&["loading"]).await?;
    page.click("@cancel").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(seen(&page).await?, before, "the document after cancelling");
    choose(&page, &folder.write("ventes.xlsx", &sales(kit)?)?).await?;
    page.until_text("@file-menu", "ventes.xlsx").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?.1,
        TABLE_EVENTS,
        "events of the next file"
    );
    Ok(())
}

async fn an_address_in_a_sandboxed_frame(kit: &Kit) -> Outcome {
    let folder = Folder::new("sandbox")?;
    folder.write("ventes.xlsx", &sales(kit)?)?;
    let server = kit.serve(|options| {
        options.any_origin = true;
        options.fixtures = Some(folder.path());
    })?;
    let page = kit.browser(Setup::default()).await?;
    let address = "?embed=1#src=__cors/ventes.xlsx";
    page.goto(&Kit::framed(&server, address, Some("allow-scripts")))
        .await?;
    page.enter_frame().await?;
    ensure_eq!(
        page.script("return origin").await?,
        json!("null"),
        "the frame's origin"
    );
    page.until(&["ready"]).await?;
    ensure_eq!(
        kept(&page).await?,
        (TABLE_JOURNEYS, TABLE_EVENTS),
        "journeys and events"
    );
    Ok(())
}
