//! The numbers and pictures as files.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::context::Page;
use super::overview::pictures;
use super::session;
use crate::browser::canvas;
use crate::browser::download;
use crate::browser::script_api::Answer;
use crate::chart::{Scene, svg};
use crate::i18n::Lang;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::model::recipe::Recipe;
use crate::protocol::{Reply, Request};
use crate::state::Choices;

/// `shop.csv` → `shop`, for the names of downloads.
pub fn stem(page: Page) -> String {
    let name = page
        .origin
        .with_untracked(|origin| origin.as_ref().map(|origin| origin.name.clone()))
        .unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    if stem.is_empty() {
        "parcours".to_owned()
    } else {
        stem.to_owned()
    }
}

/// `summary()` under the present filter, as JSON text.
///
/// # Errors
/// What the engine says.
pub async fn summary_json(page: Page) -> Result<String, LoadError> {
    let filter = page
        .choices
        .with_untracked(|choices| choices.filter.clone());
    json(
        page,
        Request::Summary {
            filter,
            parts: None,
        },
    )
    .await
}

/// Asks for something that is answered as JSON text.
///
/// # Errors
/// What the engine says, `NoData` without one.
pub async fn json(page: Page, request: Request) -> Result<String, LoadError> {
    let engine = page
        .engine()
        .ok_or_else(|| LoadError::new(LoadErrorCode::NoData))?;
    match engine.ask(request).await? {
        Reply::Json(text) => Ok(text),
        _ => Err(LoadError::new(LoadErrorCode::Unsupported)),
    }
}

pub fn summary(page: Page) {
    spawn_local(async move {
        match summary_json(page).await {
            Ok(text) => download::save_text(
                &format!("{}-summary.json", stem(page)),
                "application/json",
                &text,
            ),
            Err(error) => session::fail(page, error),
        }
    });
}

/// The three pictures below each other, as they are seen now.
fn whole_picture(page: Page) -> Scene {
    untrack(|| svg::stacked(pictures::scenes(page), 16.0))
}

fn svg_text(page: Page) -> String {
    let scene = whole_picture(page);
    untrack(|| {
        svg::svg(
            &scene,
            pictures::theme(page).bg,
            &super::overview::headline::sentence(page),
        )
    })
}

/// Saves the pictures as `svg` or `png`.
pub fn picture(page: Page, kind: &'static str) {
    spawn_local(async move {
        match image(page, kind).await {
            Ok(Answer::Text(text)) => {
                download::save_text(&format!("{}.svg", stem(page)), "image/svg+xml", &text)
            }
            Ok(Answer::Blob(blob)) => download::save(&format!("{}.png", stem(page)), &blob),
            Ok(_) => {}
            Err(error) => session::fail(page, error),
        }
    });
}

/// The pictures as SVG text, or as a PNG blob at twice the size.
///
/// # Errors
/// `BadOptions` for another kind, `NoData` with nothing open, `Unsupported` where the browser makes no PNG.
pub async fn image(page: Page, kind: &str) -> Result<Answer, LoadError> {
    if page.info.with_untracked(Option::is_none) {
        return Err(LoadError::new(LoadErrorCode::NoData));
    }
    match kind {
        "svg" => Ok(Answer::Text(svg_text(page))),
        "png" => {
            let ground = untrack(|| pictures::theme(page)).bg;
            let blob = canvas::png(&whole_picture(page), ground, 2.0).await;
            blob.map(Answer::Blob)
                .ok_or_else(|| LoadError::new(LoadErrorCode::Unsupported))
        }
        other => Err(LoadError::about(LoadErrorCode::BadOptions, other)),
    }
}

/// A Parcours document of what is open (contract §4): its name, where its data is, and how it is seen.
pub fn document_json(page: Page) -> String {
    let origin = page.origin.get_untracked().unwrap_or_default();
    // The recipe stands beside the data, once, and without the salts of its tokens.
    let recipe = page
        .choices
        .with_untracked(|choices| choices.recipe.without_salts());
    let options = LoadOptions {
        recipe: Recipe::default(),
        ..origin.options
    };
    let snapshot = crate::state::Snapshot {
        view: page.view.get_untracked(),
        choices: Choices {
            recipe: Recipe::default(),
            ..page.choices.get_untracked()
        },
    };
    let view: serde_json::Value = serde_json::from_str(&snapshot.to_json()).unwrap_or_default();
    let (stages, personas) = page.info.with_untracked(|info| {
        info.as_ref()
            .map(|info| (info.stages.clone(), info.personas.clone()))
            .unwrap_or_default()
    });
    let named = |names: Vec<String>| {
        names
            .into_iter()
            .map(|name| json!({ "id": name, "name": name }))
            .collect::<Vec<_>>()
    };
    json!({
        "format": "parcours",
        "version": 1,
        "title": stem(page),
        "language": page.lang.get_untracked().code(),
        "kind": "current",
        "lens": "experience",
        "personas": named(personas),
        "stages": named(stages),
        "lanes": [],
        "scenarios": [],
        "actions": [],
        "data": { "name": origin.name, "src": origin.address, "options": options, "recipe": recipe },
        "view": view,
    })
    .to_string()
}

/// Between the fields of a CSV: what the reader's spreadsheet expects.
pub fn separator(page: Page) -> char {
    if page.lang.get_untracked() == Lang::Fr {
        ';'
    } else {
        ','
    }
}

/// CSV in the form that the reader's spreadsheet opens: `;` in French, `,` in English, with a byte order mark.
pub fn csv_lines(page: Page, lines: impl Iterator<Item = Vec<String>>) -> String {
    let separator = separator(page);
    let mut text = String::from("\u{feff}");
    for line in lines {
        text.push_str(&csv_record(&line, separator));
    }
    text
}

/// One record of a CSV file, with its line end.
pub fn csv_record(cells: &[String], separator: char) -> String {
    crate::import::csv_line(cells.iter().map(String::as_str), separator)
}
