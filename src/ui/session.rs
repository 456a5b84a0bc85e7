//! The document that is open and the load that may replace it: begun, shown, given up, decided, forgotten.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Loading, Page, Phase};
use super::handed::Handover;
use super::notices::Notice;
use super::review::Answer;
use super::{cleaning, load, memory, part, queries, readers, review, script, turns, unpack};
use crate::browser::files::Blob;
use crate::browser::handover;
use crate::browser::marks::{Mark, mark};
use crate::browser::worker_client::WorkerClient;
use crate::browser::{clock, turn};
use crate::i18n::Msg;
use crate::model::answer::TableInfo;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions, Review};
use crate::model::recipe::Recipe;
use crate::model::unpacked::Unpacked;
use crate::model::zone::Offsets;
use crate::protocol::{Reply, Request};
use crate::state::{Choices, History};

thread_local! {
    /// The file that is open.
    static HANDED: RefCell<Option<Handover>> = const { RefCell::new(None) };
    /// The file that waits for the review step; what is open stays open beside it.
    static ASKED: RefCell<Option<Handover>> = const { RefCell::new(None) };
    /// Counts loads: an answer to an older one is not for us.
    static GENERATION: Cell<u32> = const { Cell::new(0) };
    /// The load that the user gave up last: it was not superseded.
    static CANCELLED: Cell<u32> = const { Cell::new(0) };
}

/// How a load ended, for whoever waits for it.
pub type Opened = Result<(), LoadError>;

/// Starts the engine; `on_ready` runs once, when it listens.
pub fn start_engine(page: Page, on_ready: impl Fn() + 'static) {
    match WorkerClient::start(&readers::address(), on_ready, move |error| {
        crashed(page, error)
    }) {
        Ok(engine) => page.engine.set_value(Some(engine)),
        Err(error) => crashed(page, error),
    }
}

pub fn crashed(page: Page, error: LoadError) {
    let reading = page
        .phase
        .with_untracked(|phase| matches!(phase, Phase::Loading(_)));
    if reading && page.info.with_untracked(Option::is_none) && load::may_try_again(&error) {
        // Whoever waits for the file goes on with this one.
        return start_engine(page, || {});
    }
    let error = if reading {
        part::too_large_instead(error)
    } else {
        error
    };
    GENERATION.set(GENERATION.get() + 1);
    readers::give_up();
    if error.code == LoadErrorCode::TooLarge {
        start_engine_again(page);
    } else {
        settle_phase(page);
    }
    page.fail(error);
}

/// A fresh engine, and the last document in it.
pub fn restart(page: Page) {
    page.notice.set(None);
    page.phase.set(Phase::Starting);
    if let Some(dead) = page.engine() {
        dead.stop(LoadErrorCode::Superseded);
    }
    start_engine(page, move || {
        let again = HANDED.with_borrow(Clone::clone);
        match again {
            Some(mut handed) if page.info.with_untracked(Option::is_some) => {
                handed.choices = Some(page.choices.get_untracked());
                open_in_background(page, handed);
            }
            _ => settle_phase(page),
        }
    });
}

/// Closes the notice; the page is again what it was.
pub fn dismiss(page: Page) {
    page.notice.set(None);
}

/// `Ready` with something open, else `Empty`.
pub fn settle_phase(page: Page) {
    turns::set_opening(false);
    ASKED.set(None);
    let open = page.info.with_untracked(Option::is_some);
    page.phase
        .set(if open { Phase::Ready } else { Phase::Empty });
}

pub fn open_in_background(page: Page, handover: Handover) {
    spawn_local(async move {
        // Told to the user where it happened.
        let _ = open(page, handover).await;
    });
}

/// Reads a file and shows it. What is open stays open until the new one has been read.
///
/// # Errors
/// What was wrong; already told to the user.
pub async fn open(page: Page, handover: Handover) -> Opened {
    let generation = begin(page, &handover.origin.name);
    load::load(page, generation, handover).await
}

/// A new load: the one before it is given up.
pub fn begin(page: Page, name: &str) -> u32 {
    if !handover::has_marked() {
        mark(Mark::LoadStart);
    }
    let generation = GENERATION.get() + 1;
    GENERATION.set(generation);
    load::begin();
    turns::set_opening(true);
    unpack::stop();
    if readers::give_up() {
        start_engine(page, || {});
    }
    // What failed before is over; what was said (that a part of the link cannot be read) stays until it is closed.
    if page
        .notice
        .with_untracked(|notice| matches!(notice, Some(Notice::Failed(_))))
    {
        page.notice.set(None);
    }
    let loading = Loading {
        name: name.to_owned(),
        progress: Default::default(),
        started_ms: clock::now_ms(),
    };
    page.phase.set(Phase::Loading(loading));
    generation
}

/// The user gives up: what is open stays open, because a file is never read by the worker that has it.
pub fn cancel(page: Page) {
    CANCELLED.set(GENERATION.get());
    GENERATION.set(GENERATION.get() + 1);
    unpack::stop();
    if readers::give_up() {
        start_engine_again(page);
    } else {
        settle_phase(page);
    }
}

/// The first screen again, with a fresh worker behind it.
fn start_engine_again(page: Page) {
    page.phase.set(Phase::Starting);
    start_engine(page, move || {
        if page.phase.get_untracked() == Phase::Starting {
            settle_phase(page);
        }
    });
}

/// Is this load still wanted?
///
/// # Errors
/// Why it ends where it is not: `Cancelled` or `Superseded`.
pub fn wanted(generation: u32) -> Opened {
    if GENERATION.get() == generation {
        return Ok(());
    }
    Err(LoadError::new(if CANCELLED.get() == generation {
        LoadErrorCode::Cancelled
    } else {
        LoadErrorCode::Superseded
    }))
}

/// Tells how a load failed, if it is the present one.
pub fn failed(page: Page, generation: u32, error: LoadError) -> LoadError {
    if GENERATION.get() == generation && error.code != LoadErrorCode::Cancelled {
        fail(page, error.clone());
    }
    error
}

/// Tells what went wrong; what was open stays open.
pub fn fail(page: Page, error: LoadError) {
    settle_phase(page);
    script::tell_error(page, &error);
    page.fail(error);
}

/// Waits for the review step's answer.
///
/// # Errors
/// What was wrong; already told to the user.
pub async fn ask(page: Page, asked: Review, handover: Handover) -> Opened {
    ASKED.set(Some(handover));
    let answer = review::wait();
    let found = Arc::new(asked);
    page.phase.set(Phase::Review(found.clone()));
    match answer.await {
        Ok(answer) => Box::pin(decided(page, &found, answer)).await,
        Err(_) => Err(LoadError::new(LoadErrorCode::Superseded)),
    }
}

/// The review step's answer: read the file with these options. Where the text is cut otherwise, there may be more to ask.
async fn decided(page: Page, found: &Review, answer: Answer) -> Opened {
    let Some(mut handover) = ASKED.take().or_else(handed) else {
        return Err(LoadError::new(LoadErrorCode::NoData));
    };
    let other_part = !answer.options.has_parts_of(&found.options);
    if !other_part && handover.more.is_empty() {
        memory::keep_structure(handover.readable(), found, &answer).await;
    }
    let recipe = cleaning::recipe_of(&handover);
    handover.origin.options = LoadOptions {
        recipe,
        // What the zone means is looked up when the file is read.
        zone: Offsets::new(),
        // Another part of the file has other columns: they are looked at before it is read.
        review: match answer.options.roles {
            Some(_) => Some(false),
            None => other_part.then_some(true),
        },
        ..answer.options
    };
    open(page, handover).await
}

/// The parts of the files that are open or wait for the review step, in their order.
pub fn unpacked() -> Vec<Unpacked> {
    let asked = ASKED.with_borrow(|asked| asked.as_ref().map(Handover::unpacked));
    asked
        .or_else(|| HANDED.with_borrow(|handed| handed.as_ref().map(Handover::unpacked)))
        .unwrap_or_default()
}

/// Shows what has been read.
pub async fn show(page: Page, info: TableInfo, handover: Handover) {
    let choices = handover.choices.clone().unwrap_or_else(|| Choices {
        recipe: handover.origin.options.recipe.clone(),
        ..Choices::default()
    });
    // The same file read with another recipe: what led here can still be undone.
    let again = handover.choices.is_some() && page.info.with_untracked(Option::is_some);
    queries::forget_answers(page);
    page.origin.set(Some(handover.origin.clone()));
    page.info.set(Some(Arc::new(info)));
    if !again {
        page.history.set(History::new(choices));
    }
    HANDED.with_borrow_mut(|handed| *handed = Some(handover.clone()));
    mark(Mark::FirstResult);
    queries::first_answers(page).await;
    turns::all_made().await;
    page.phase.set(Phase::Ready);
    if page.chart_width.get_untracked() == 0.0 {
        // The first frame tells the pictures their width, after it they are made and painted.
        clock::frame().await;
        clock::frame().await;
    }
    turn::turn().await;
    turns::all_made().await;
    turns::all_painted().await;
    turns::set_opening(false);
    mark(Mark::FirstPaint);
    // Not before: the processors are busy with the pictures.
    queries::prepare(page);
    script::tell_load(page);
    cleaning::shown(page, handover, again);
}

/// Reads the open file again with the recipe that is chosen now.
///
/// # Errors
/// What was wrong; already told to the user.
pub async fn read_again(page: Page) -> Opened {
    let Some(handover) = handed() else {
        return Err(LoadError::new(LoadErrorCode::NoData));
    };
    again(page, handover).await
}

/// Reads the open file again as it is told now; what was chosen stays.
///
/// # Errors
/// What was wrong; already told to the user.
pub async fn again(page: Page, mut handover: Handover) -> Opened {
    handover.choices = Some(page.choices.get_untracked());
    if handover.origin.options.roles.is_some() {
        // The columns have been decided: nothing is asked again.
        handover.origin.options.review = Some(false);
    }
    open(page, handover).await
}

/// The file that is open.
pub fn handed() -> Option<Handover> {
    HANDED.with_borrow(Clone::clone)
}

/// What the present table was read from, and with which recipe.
pub fn read_now(page: Page) -> Option<(Vec<Blob>, Recipe)> {
    let recipe = page
        .origin
        .with_untracked(|origin| origin.as_ref().map(|origin| origin.options.recipe.clone()))?;
    Some((handed()?.files(), recipe))
}

/// Back to the first screen; nothing is forgotten.
pub fn close(page: Page) {
    page.info.set(None);
    page.origin.set(None);
    cleaning::forget();
    queries::forget_answers(page);
    page.notice.set(None);
    page.history.set(History::new(Choices::default()));
    page.phase.set(Phase::Empty);
    memory::forget_last();
    if let Some(engine) = page.engine() {
        spawn_local(async move {
            // There is nothing to do if it has died: the next question says so.
            let _ = engine.ask(Request::Close).await;
        });
    }
}

/// The columns of the open file, to read it otherwise.
pub fn review_again(page: Page) {
    let Some(engine) = page.engine() else { return };
    spawn_local(async move {
        match engine.ask(Request::Review).await {
            Ok(Reply::Review(asked)) => {
                let answer = review::wait();
                let found = Arc::new(*asked);
                page.phase.set(Phase::Review(found.clone()));
                if let Ok(answer) = answer.await {
                    // Told to the user where it happened.
                    let _ = decided(page, &found, answer).await;
                }
            }
            Ok(_) => {}
            Err(error) => page.fail(error),
        }
    });
}

/// Forgets the open file here and in storage; the page is as on a first visit.
pub fn forget(page: Page) {
    let id = page
        .origin
        .with_untracked(|origin| origin.as_ref().and_then(|origin| origin.kept.clone()));
    close(page);
    spawn_local(async move { memory::forget(id.as_deref()).await });
}

/// Says something once.
pub fn say(page: Page, msg: Msg) {
    page.notice.set(Some(Notice::Said(msg)));
}
