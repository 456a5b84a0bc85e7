//! What a person chooses in an open file: dates, stages, journeys; taken back and done again; with the mouse or by keyboard alone.
use parcours_e2e::{Failure, Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::json;
use thirtyfour::prelude::*;

use super::steps::{
    choose, first_screen, hash, kept, listen, sample_journeys, until_kept, until_painted,
    with_table,
};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, dates_by_dragging),
    journey!(CHROMIUM, dates_by_keyboard),
    journey!(CHROMIUM, a_stage_by_click),
    journey!(CHROMIUM, a_stage_by_keyboard),
    journey!(CHROMIUM, a_journey_of_the_strip),
    journey!(CHROMIUM, channels_and_single_events),
    journey!(CHROMIUM, taken_back_and_done_again),
    journey!(CHROMIUM, one_persona_by_double_or_alt_click),
    journey!(CHROMIUM, by_keyboard_alone),
    journey!(CHROMIUM, no_stage_column),
    journey!(CHROMIUM, back_and_forward_between_views),
];

/// Journeys kept now, as `summary()` counts them, once they are fewer than `all`.
async fn until_fewer(page: &Page, all: u64) -> Outcome<u64> {
    page.until_true(&format!(
        "!document.querySelector('[data-testid=kept]').textContent.startsWith('{all} of')"
    ))
    .await?;
    Ok(kept(page).await?.0)
}

async fn dates_by_dragging(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    page.drag("@date-brush", (0.3, 0.4), (0.7, 0.4)).await?;
    let left = until_fewer(&page, 36).await?;
    ensure!((1..36).contains(&left), "{left} journeys are left");
    let from_to = hash(&page).await?;
    ensure!(
        from_to.contains("from=2026-") && from_to.contains("to=2026-"),
        "the address holds no dates: {from_to}"
    );
    // The pictures followed while the hand moved, not only at the end.
    let followed = page
        .script("return performance.getEntriesByName('parcours:filter-start').length")
        .await?;
    ensure!(
        followed.as_u64() > Some(1),
        "the filter followed {followed} times while dragging"
    );
    // However long it took, the drag is one step of undo.
    page.click("@undo").await?;
    until_kept(&page, "36 of").await?;
    page.click("@redo").await?;
    until_kept(&page, &format!("{left} of")).await?;
    page.hover("@takeaway", (0.5, 0.5)).await?;
    page.press(&[], Key::Escape).await?;
    until_kept(&page, "36 of").await
}

async fn dates_by_keyboard(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.tab_to("[data-testid=dates] [role=slider]").await?;
    let before = page.script(SLIDER).await?;
    for _ in 0..3 {
        page.press(&[], Key::Right).await?;
    }
    until_fewer(&page, 36).await?;
    let after = page.script(SLIDER).await?;
    ensure_eq!(
        (&before[0], &after[0]),
        (&json!("0"), &json!("3")),
        "place of the handle"
    );
    ensure!(
        after[1].as_str().is_some_and(|said| said.contains("2026")),
        "the handle says {}",
        after[1]
    );
    page.press(&[], Key::Home).await?;
    until_kept(&page, "36 of").await
}

const SLIDER: &str = "const e = document.activeElement; return [e.getAttribute('aria-valuenow'), e.getAttribute('aria-valuetext')];";

async fn a_stage_by_click(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    until_painted(&page, "timeline-canvas").await?;
    page.click_at("@stage-key", (0.5, 0.2)).await?;
    page.until_text("@panel-title", "Discovery").await?;
    let panel = page.text("@panel").await?;
    ensure!(
        panel.contains("Reached") && panel.contains("36"),
        "the panel does not say how many reached it: {panel}"
    );
    ensure!(
        hash(&page).await?.contains("select=stage:Discovery"),
        "the address does not hold the selection"
    );
    ensure_eq!(
        page.script("return window.__told.filter(([name]) => name === 'select').at(-1)?.[1]")
            .await?,
        json!([{ "stage": "Discovery" }]),
        "what scripts are told"
    );
    page.screenshot("overview-selected").await?;
    // The pointer is elsewhere, so that no tooltip takes the first Esc.
    page.hover("@takeaway", (0.5, 0.5)).await?;
    page.press(&[], Key::Escape).await?;
    page.until_true("!document.querySelector('[data-testid=panel-title]')")
        .await
}

async fn a_stage_by_keyboard(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.tab_to("@stage-key").await?;
    page.press(&[], Key::Right).await?;
    page.press(&[], Key::Enter).await?;
    page.until_text("@panel-title", "Choice").await?;
    page.press(&[], Key::End).await?;
    let spoken = page
        .script("return document.activeElement.getAttribute('aria-label')")
        .await?;
    ensure!(
        spoken
            .as_str()
            .is_some_and(|said| said.starts_with("Delivery")),
        "the last stage says {spoken}"
    );
    page.press(&[], Key::Home).await?;
    page.press(&[], Key::Enter).await?;
    page.until_text("@panel-title", "Discovery").await?;
    // On the same stage again: cleared.
    page.press(&[], Key::Enter).await?;
    page.until_true("!document.querySelector('[data-testid=panel-title]')")
        .await
}

async fn a_journey_of_the_strip(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.tab_to("@stage-key").await?;
    page.press(&[], Key::Enter).await?;
    page.until_shown("@sample-journey").await?;
    let name = page.text("@sample-journey").await?;
    page.click("@sample-journey").await?;
    page.until_text("@panel-title", &name).await?;
    ensure!(
        page.count("[data-testid=journey-steps] li").await? >= 2,
        "the journey {name} has no steps"
    );
    page.screenshot("journey").await
}

async fn channels_and_single_events(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    let boxes = "[data-testid=facet-channel] input[type=checkbox]";
    ensure_eq!(page.count(boxes).await?, 3, "channels");
    // Whole journeys stay where one of their events was in a kept channel.
    page.click(boxes).await?;
    page.until_true("location.hash.includes('channel=')")
        .await?;
    let (whole, events) = until_steady(&page).await?;
    page.click("@only-events").await?;
    page.until_shown(".pill.warn").await?;
    let (_, fewer) = kept(&page).await?;
    ensure!(
        fewer < events,
        "{whole} whole journeys have {events} events, single events are {fewer}"
    );
    page.click("@clear-filters").await?;
    until_kept(&page, "36 of").await
}

async fn until_steady(page: &Page) -> Outcome<(u64, u64)> {
    page.until_true("performance.getEntriesByName('parcours:filter-painted').length")
        .await?;
    kept(page).await
}

async fn taken_back_and_done_again(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    ensure_eq!(
        page.script("return [...document.querySelectorAll('[data-testid=undo], [data-testid=redo]')].map((b) => b.disabled)").await?,
        json!([true, true]),
        "nothing to undo or redo"
    );
    page.click("@persona").await?;
    until_kept(&page, "24 of").await?;
    page.click("@by-time").await?;
    page.click("@by-all").await?;
    page.until_true(
        "document.querySelector('[data-testid=by-all]').getAttribute('aria-pressed') === 'true'",
    )
    .await?;
    page.hover("@takeaway", (0.5, 0.5)).await?;
    for _ in 0..2 {
        page.press(&[Key::Control], 'z').await?;
    }
    page.until_true(
        "document.querySelector('[data-testid=by-time]').getAttribute('aria-pressed') === 'false'",
    )
    .await?;
    until_kept(&page, "24 of").await?;
    page.press(&[Key::Control], 'z').await?;
    until_kept(&page, "36 of").await?;
    page.press(&[Key::Control, Key::Shift], 'z').await?;
    until_kept(&page, "24 of").await?;
    page.click("@redo").await?;
    page.until_true(
        "document.querySelector('[data-testid=by-time]').getAttribute('aria-pressed') === 'true'",
    )
    .await?;
    page.press(&[Key::Control], 'y').await?;
    page.until_true(
        "document.querySelector('[data-testid=by-all]').getAttribute('aria-pressed') === 'true'",
    )
    .await
}

async fn one_persona_by_double_or_alt_click(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click_with(Key::Alt, "@persona").await?;
    until_kept(&page, "12 of").await?;
    page.click("@personas-all").await?;
    until_kept(&page, "36 of").await?;
    page.double_click("@persona").await?;
    until_kept(&page, "12 of").await
}

async fn by_keyboard_alone(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.tab_to("@sample-b2b").await?;
    page.press(&[], Key::Enter).await?;
    page.until(&["ready"]).await?;
    let all = sample_journeys(kit, "b2b-en", None)?;
    until_kept(&page, &format!("{all} of")).await?;
    page.tab_to("@persona").await?;
    page.press(&[], Key::Space).await?;
    until_fewer(&page, all).await?;
    page.tab_to("@goal").await?;
    page.tab_to("@stage-key").await?;
    page.press(&[], Key::Right).await?;
    page.press(&[], Key::Enter).await?;
    page.until_shown("@panel-title").await?;
    page.press(&[], Key::Escape).await?;
    page.until_true("!document.querySelector('[data-testid=panel-title]')")
        .await?;
    // The focus can be seen wherever it is.
    let ring = page
        .script("const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && Number(s.opacity) === 1")
        .await?;
    ensure_eq!(ring, json!(true), "a ring around what has the focus");
    // To the file's menu, out of it by Esc, with the focus where it was.
    page.tab_to("@file-menu").await?;
    page.press(&[], Key::Enter).await?;
    page.until_shown("@review-again").await?;
    page.press(&[], Key::Tab).await?;
    page.press(&[], Key::Escape).await?;
    page.until_true("document.activeElement?.dataset.testid === 'file-menu'")
        .await
}

async fn no_stage_column(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    choose(&page, &kit.fixture("e2e/no-stage.csv")).await?;
    page.until(&["ready"]).await?;
    until_painted(&page, "timeline-canvas").await?;
    let hidden = page.text("@hidden-steps").await?;
    page.screenshot("no-stage").await?;
    page.click("@more-steps").await?;
    page.until_true(&format!(
        "document.querySelector('[data-testid=hidden-steps]')?.textContent !== {}",
        json!(hidden)
    ))
    .await?;
    page.click("@group").await?;
    page.click("@new-stage").await?;
    for _ in 0..2 {
        page.click("[data-testid=grouping] > ul > li.tpr option[value=\"0\"]")
            .await?;
    }
    page.until_true("document.querySelectorAll('[data-testid=grouping] .gb li.tpr').length === 2")
        .await?;
    page.screenshot("no-stage-grouping").await?;
    page.click("@use-groups").await?;
    page.until_true("!document.querySelector('[data-testid=grouping]')")
        .await?;
    let stages = until_stage(&page, "Stage 1", true).await?;
    page.click("@undo").await?;
    let before = until_stage(&page, "Stage 1", false).await?;
    ensure_eq!(
        stages + 1,
        before,
        "stages with two steps in one, and without"
    );
    Ok(())
}

/// Waits until `summary()` has a stage of that name or has none; how many stages it has then.
async fn until_stage(page: &Page, name: &str, there: bool) -> Outcome<usize> {
    let stages = page
        .script_async(
            "for (;;) { const { stages } = await window.parcours.summary(); if (stages.some((s) => s.stage === arguments[0]) === arguments[1]) return stages.length; await new Promise((go) => setTimeout(go, 20)); }",
            vec![json!(name), json!(there)],
        )
        .await?;
    stages
        .as_u64()
        .map(|count| count as usize)
        .ok_or_else(|| Failure::new("no stages"))
}

async fn back_and_forward_between_views(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    page.click("@view-table").await?;
    page.until_shown("@table").await?;
    page.click("@view-personas").await?;
    page.until_true("location.hash.includes('view=personas')")
        .await?;
    page.driver().back().await?;
    page.until_shown("@table").await?;
    page.driver().back().await?;
    page.until_shown("@overview").await?;
    page.driver().forward().await?;
    page.until_shown("@table").await
}
