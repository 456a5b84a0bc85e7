//! The worker that reads files again for the table view: started when it is wanted, beside the page's engine.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::state;
use crate::browser::clock;
use crate::browser::files::{self, Blob};
use crate::browser::worker_client::WorkerClient;
use crate::model::cells::{DeskRequest, DeskSurvey};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::model::recipe::Recipe;
use crate::protocol::{Reply, Request};
use crate::ui::context::Page;
use crate::ui::{readers, session};

thread_local! {
    static DESK: RefCell<Option<WorkerClient>> = const { RefCell::new(None) };
    /// It answers one thing at a time.
    static BUSY: Cell<bool> = const { Cell::new(false) };
    /// Counts walks over files: a survey of another file is not for us.
    static SURVEYS: Cell<u32> = const { Cell::new(0) };
}

fn desk() -> Result<WorkerClient, LoadError> {
    let alive = DESK.with_borrow(|desk| desk.clone().filter(|desk| !desk.is_dead()));
    if let Some(desk) = alive {
        return Ok(desk);
    }
    // Only the table view misses it: the next question starts another.
    let died = |_| BUSY.set(false);
    let desk = WorkerClient::start(&readers::desk_address(), || {}, died)?;
    DESK.set(Some(desk.clone()));
    Ok(desk)
}

/// Asks the desk, after what it was asked before.
///
/// # Errors
/// What is wrong with the file, or `NoData` before a survey.
pub async fn ask<T: DeserializeOwned>(request: DeskRequest) -> Result<T, LoadError> {
    send(request, &[]).await
}

async fn send<T: DeserializeOwned>(request: DeskRequest, files: &[Blob]) -> Result<T, LoadError> {
    let desk = desk()?;
    while BUSY.get() {
        clock::frame().await;
    }
    BUSY.set(true);
    let text = serde_json::to_string(&request).unwrap_or_default();
    let reply = match desk.load(Request::Desk(text), files, Box::new(|_| {})) {
        Ok(reply) => reply.await,
        Err(error) => Err(error),
    };
    BUSY.set(false);
    match reply? {
        Reply::Json(text) => {
            serde_json::from_str(&text).map_err(|_| LoadError::new(LoadErrorCode::WorkerCrashed))
        }
        _ => Err(LoadError::new(LoadErrorCode::WorkerCrashed)),
    }
}

/// Walks over the open file once: after this its rows can be asked for, and what could be cleaned is known.
/// A file that has no rows (an authored journey) has no survey.
pub async fn survey(page: Page) {
    let state = state();
    let Some((mut files, recipe)) = session::read_now(page) else {
        return;
    };
    let Ok(options) = found_options(page, recipe).await else {
        return;
    };
    if let Some(bytes) = options.first_bytes {
        keep_beginnings(&mut files, bytes as f64);
    }
    let number = SURVEYS.get() + 1;
    SURVEYS.set(number);
    state.surveying.set(true);
    let answer: Result<DeskSurvey, LoadError> =
        send(DeskRequest::Open(Box::new(options)), &files).await;
    if SURVEYS.get() != number {
        return;
    }
    state.surveying.set(false);
    match answer {
        Ok(survey) => {
            // The reading counts what the steps did in the main file.
            if files.len() > 1 {
                state.outcomes.set(survey.outcomes.clone());
            }
            state.survey.set(Some(Arc::new(survey)));
        }
        Err(error) => page.fail(error),
    }
}

/// Where the files did not fit, what was read of them: the first bytes of all, but some of each.
fn keep_beginnings(all: &mut [Blob], bytes: f64) {
    const SLICE: f64 = (8 << 20) as f64;
    let mut before = 0.0;
    for file in all {
        let size = file.size();
        *file = files::beginning(file, (bytes - before).max(bytes.min(SLICE)).min(size));
        before += size;
    }
}

/// What the present table was read with, all of it told.
pub async fn found_options(page: Page, recipe: Recipe) -> Result<LoadOptions, LoadError> {
    let none = || LoadError::new(LoadErrorCode::NoData);
    let engine = page.engine().ok_or_else(none)?;
    match engine.ask(Request::Review).await? {
        Reply::Review(review) => Ok(LoadOptions {
            recipe,
            ..review.options
        }),
        _ => Err(none()),
    }
}

/// What was asked of the file before is no longer waited for.
pub fn give_up_survey() {
    SURVEYS.set(SURVEYS.get() + 1);
    state().surveying.set(false);
}
