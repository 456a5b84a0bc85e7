//! What a file leaves open is asked, and answered by mouse or keyboard.
use parcours_e2e::{Kit, Outcome, Setup, ensure, ensure_eq};
use serde_json::json;
use thirtyfour::prelude::*;

use super::steps::{choose, first_screen, kept, seen, with_table};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, asks_and_is_answered_by_keyboard),
    journey!(CHROMIUM, the_best_guess_where_nobody_is_asked),
    journey!(CHROMIUM, given_up),
    journey!(CHROMIUM, roles_changed_afterwards),
    journey!(CHROMIUM, choices_show_at_once_what_they_give),
    journey!(CHROMIUM, the_next_file_of_the_same_structure_is_read_alike),
];

/// Neither day nor month passes 12 anywhere in it.
const UNDECIDED: &str = "e2e/which-date.csv";

async fn asks_and_is_answered_by_keyboard(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &kit.fixture(UNDECIDED)).await?;
    page.until(&["review"]).await?;
    ensure_eq!(page.count("@question").await?, 1, "questions");
    let asked = page.text("@question").await?;
    ensure!(
        asked.matches("2026").count() >= 2,
        "the question shows no two examples: {asked}"
    );
    page.screenshot("review-fr").await?;
    page.tab_to("input[name=ask-date]").await?;
    page.press(&[], Key::Space).await?;
    page.press(&[], Key::Down).await?;
    page.until_true("document.querySelectorAll('input[name=ask-date]')[1].checked")
        .await?;
    page.tab_to("[data-testid=review] .tw").await?;
    page.script("document.querySelector('[data-testid=review-cancel]').focus()")
        .await?;
    page.tab_to("@review-open").await?;
    page.press(&[], Key::Enter).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        page.call("summary", &[]).await?["start"],
        json!("2026-02-03T00:00:00"),
        "the first day, the month being first"
    );
    Ok(())
}

async fn the_best_guess_where_nobody_is_asked(kit: &Kit) -> Outcome {
    let page = kit.open("#review=0", Setup::french()).await?;
    page.until(&["empty"]).await?;
    choose(&page, &kit.fixture(UNDECIDED)).await?;
    page.until(&["ready"]).await?;
    ensure_eq!(
        page.call("summary", &[]).await?["start"],
        json!("2026-01-07T00:00:00"),
        "the first day, the day being first"
    );
    Ok(())
}

async fn given_up(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    let before = seen(&page).await?;
    choose(&page, &kit.fixture(UNDECIDED)).await?;
    page.until(&["review"]).await?;
    page.screenshot("review").await?;
    page.click("@review-cancel").await?;
    page.until(&["ready"]).await?;
    ensure_eq!(seen(&page).await?, before, "the document that was open");
    Ok(())
}

async fn roles_changed_afterwards(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@file-menu").await?;
    page.click("@review-again").await?;
    page.until(&["review"]).await?;
    let column = "[data-testid=review] th:nth-child(4) select";
    page.click(&format!("{column} option[value=Attribute]"))
        .await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    page.until_true("!document.querySelector('[data-testid=persona]')")
        .await?;
    ensure_eq!(kept(&page).await?.0, 36, "journeys");
    let summary = page.call("summary", &[]).await?;
    ensure_eq!(summary["personas"], json!([]), "personas");
    Ok(())
}

async fn choices_show_at_once_what_they_give(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::french()).await?;
    choose(&page, &kit.fixture(UNDECIDED)).await?;
    page.until(&["review"]).await?;
    page.until_true(
        "document.querySelector('[data-testid=review-yields]').textContent.includes('8 parcours')",
    )
    .await?;
    ensure_eq!(
        page.text("@review-open").await?,
        "Voir les 8 parcours",
        "the button"
    );
    let column = "[data-testid=review] th:nth-child(4) select";
    page.click(&format!("{column} option[value=Journey]"))
        .await?;
    page.click("[data-testid=review] th:nth-child(2) select option[value=Attribute]")
        .await?;
    page.until_true(
        "document.querySelector('[data-testid=review-yields]').textContent.includes('3 parcours')",
    )
    .await?;
    page.screenshot("review-yields").await?;
    page.resize(390, 844, true).await?;
    page.screenshot("review-phone").await?;
    Ok(())
}

async fn the_next_file_of_the_same_structure_is_read_alike(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture(UNDECIDED)).await?;
    page.until(&["review"]).await?;
    page.script("document.querySelectorAll('input[name=ask-date]')[1].click()")
        .await?;
    page.click("@review-open").await?;
    page.until(&["ready"]).await?;
    let start = page.call("summary", &[]).await?["start"].clone();
    ensure_eq!(start, json!("2026-02-03T00:00:00"), "the month being first");
    // Next month's file: another name, the same header, and nothing is asked.
    let text = std::fs::read_to_string(kit.fixture(UNDECIDED))?;
    page.drop_text_file("body", "next-month.csv", &text).await?;
    page.until_shown("@notice").await?;
    ensure_eq!(
        page.call("summary", &[]).await?["source"]["name"],
        json!("next-month.csv"),
        "the file"
    );
    ensure_eq!(
        page.call("summary", &[]).await?["start"],
        start,
        "the first day"
    );
    Ok(())
}
