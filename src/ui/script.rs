//! What scripts ask of the page (contract §6), done with the same functions as the user's own clicks.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::json;

use super::context::{Origin, Page};
use super::handed::Handover;
use super::{choose, export};
use super::{session, ways_in};
use crate::browser::files;
use crate::browser::script_api::{self, Answer, Answering, Call, Source};
use crate::i18n::{Msg, load_error};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::protocol::Request;
use crate::state::View;

/// Puts `window.parcours` in its place.
pub fn install(page: Page) {
    let handler = Rc::new(move |call: Call| -> Answering { Box::pin(answer(page, call)) });
    let wording = Rc::new(move |error: &LoadError| {
        let text = load_error(page.lang.get_untracked(), error);
        format!("{} {}", text.title, text.explanation)
    });
    script_api::install(handler, wording);
}

async fn answer(page: Page, call: Call) -> Result<Answer, LoadError> {
    match call {
        Call::Ready => {
            ready(page).await;
            Ok(Answer::Nothing)
        }
        Call::Load { source, options } => {
            load(page, source, *options).await.map(|()| Answer::Nothing)
        }
        Call::Summary { filter, parts } => {
            let filter = filter.unwrap_or_else(|| {
                page.choices
                    .with_untracked(|choices| choices.filter.clone())
            });
            export::json(page, Request::Summary { filter, parts })
                .await
                .map(Answer::Json)
        }
        Call::Rows { filter, limit } => {
            let filter = filter.unwrap_or_else(|| {
                page.choices
                    .with_untracked(|choices| choices.filter.clone())
            });
            export::json(
                page,
                Request::Rows {
                    filter,
                    limit,
                    offset: 0,
                },
            )
            .await
            .map(Answer::Json)
        }
        Call::Problems => {
            let text = export::json(page, Request::Problems).await?;
            // Contract §6: the list itself; the counts are the page's own need.
            let list = serde_json::from_str::<serde_json::Value>(&text)
                .map(|value| value["problems"].to_string());
            list.map(Answer::Json)
                .map_err(|_| LoadError::new(LoadErrorCode::Unsupported))
        }
        Call::SetFilter(filter) => {
            choose::filter(page, filter);
            Ok(Answer::Nothing)
        }
        Call::SetView(code) => {
            let view = View::from_name(&code)
                .ok_or_else(|| LoadError::about(LoadErrorCode::BadOptions, code))?;
            choose::view(page, view);
            Ok(Answer::Nothing)
        }
        Call::GetDocument => Ok(Answer::Json(export::document_json(page))),
        Call::ExportImage(kind) => export::image(page, &kind).await,
    }
}

async fn ready(page: Page) {
    while matches!(page.phase.get_untracked(), super::context::Phase::Starting) {
        crate::browser::clock::frame().await;
    }
}

async fn load(page: Page, source: Source, options: LoadOptions) -> Result<(), LoadError> {
    ready(page).await;
    let blob = match source {
        Source::Address(address) => return ways_in::fetched(page, address, options, None).await,
        Source::File(blob) => blob,
        Source::Text(text) => {
            files::blob_of(&text).ok_or_else(|| LoadError::new(LoadErrorCode::BadOptions))?
        }
    };
    let pasted = || page.lang.get_untracked().text(Msg::PastedName).to_owned();
    let name = options
        .name
        .clone()
        .or_else(|| files::name_of(&blob))
        .unwrap_or_else(pasted);
    session::open(
        page,
        Handover::new(
            blob,
            Origin {
                name,
                options,
                ..Origin::default()
            },
            None,
        ),
    )
    .await
}

pub fn tell_load(page: Page) {
    let detail = page.info.with_untracked(|info| {
        info.as_ref().map(|info| json!({ "name": info.source.name, "events": info.events, "journeys": info.journeys }))
    });
    script_api::tell("load", &detail.unwrap_or_default().to_string());
}

pub fn tell_filter(page: Page) {
    let filter = page
        .choices
        .with_untracked(|choices| serde_json::to_string(&choices.filter).unwrap_or_default());
    script_api::tell("filter", &filter);
}

pub fn tell_select(page: Page) {
    let selection = page
        .choices
        .with_untracked(|choices| serde_json::to_string(&choices.selection).unwrap_or_default());
    script_api::tell("select", &selection);
}

pub fn tell_height(height_css: f64) {
    script_api::tell("height", &json!({ "height": height_css }).to_string());
}

pub fn tell_error(page: Page, error: &LoadError) {
    let text = load_error(page.lang.get_untracked(), error);
    let detail = json!({ "code": error.code, "message": text.title, "line": error.line, "column": error.column });
    script_api::tell("error", &detail.to_string());
}
