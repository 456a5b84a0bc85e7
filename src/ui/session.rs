//! Opening, reading, restoring and forgetting documents: what happens between a file handed over and its pictures.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Loading, Origin, Page, Phase};
use super::handed::Handover;
use super::notices::Notice;
use super::opening::Opening;
use super::review::Answer;
use super::unpack;
use super::{authored, cleaning, memory, part, queries, readers, review, script, turns, zones};
use crate::browser::files::{Blob, File};
use crate::browser::handover;
use crate::browser::marks::{Mark, mark};
use crate::browser::worker_client::WorkerClient;
use crate::browser::{clock, fetch, files, page as browser, turn};
use crate::i18n::Msg;
use crate::import::may_be_json;
use crate::model::answer::TableInfo;
use crate::model::load::{FileFormat, LoadError, LoadErrorCode, LoadOptions, Review};
use crate::model::query::Lens;
use crate::model::recipe::Recipe;
use crate::model::unpacked::Unpacked;
use crate::model::zone::Offsets;
use crate::protocol::{KeptFiles, Reply, Request};
use crate::state::samples::Sample;
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
    /// The file chosen next is read together with what is open.
    static ADDING: Cell<bool> = const { Cell::new(false) };
    /// The file that is being read has been begun again ([`is_trap`]).
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// Enough of a file to tell a document, or a header, by.
const HEAD_BYTES: u32 = 64 << 10;

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
    if reading && page.info.with_untracked(Option::is_none) && is_trap(&error) && !AGAIN.get() {
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

/// Opens the browser's file dialog.
pub fn choose_file() {
    ADDING.set(false);
    browser::click("file-input");
}

/// Opens the browser's file dialog: what is chosen next is read together with what is open.
pub fn choose_file_to_add() {
    ADDING.set(true);
    browser::click("file-input");
}

fn open_files(page: Page, files: Vec<File>) {
    let mut named: Vec<(String, Blob)> = files
        .into_iter()
        .map(|file| (file.name(), file.into()))
        .collect();
    let open = HANDED
        .with_borrow(Clone::clone)
        .filter(|_| ADDING.take() && page.info.with_untracked(Option::is_some));
    let mut origin = Origin::default();
    if let Some(open) = open {
        // What the first file was read with stands; what the new one is to it is found.
        origin.options = open.origin.options.clone();
        origin.options.review = None;
        let mut before = open.named();
        before.append(&mut named);
        named = before;
    }
    open_in_background(page, Handover::of(named, origin));
}

/// Opens what was handed over, here or on the first screen.
pub fn open_now(page: Page, opening: Opening) {
    match opening {
        Opening::Files(files) => {
            ADDING.set(false);
            open_files(page, files);
        }
        Opening::Chosen(files) => open_files(page, files),
        Opening::Text(text) => open_text(page, text),
        Opening::Address(address) => spawn_local(async move {
            // Told to the user where it happened.
            let _ = fetched(page, address, LoadOptions::default(), None).await;
        }),
        Opening::Folder(name) => fail(page, LoadError::about(LoadErrorCode::Folder, name)),
        Opening::Kept(id) => spawn_local(open_kept(page, id)),
    }
}

async fn open_kept(page: Page, id: String) {
    let entry = memory::recent().into_iter().find(|entry| entry.id == id);
    let opened = match entry {
        Some(entry) => memory::reopen(page, entry, None).await,
        None => false,
    };
    if !opened && page.notice.with_untracked(Option::is_none) {
        settle_phase(page);
        say(page, Msg::DataNotThere);
    }
}

fn open_text(page: Page, text: String) {
    let Some(blob) = files::blob_of(&text) else {
        return;
    };
    let origin = Origin {
        name: page.lang.get_untracked().text(Msg::PastedName).to_owned(),
        ..Origin::default()
    };
    open_in_background(page, Handover::new(blob, origin, None));
}

/// Fetches and opens. A relative address is the page's own.
///
/// # Errors
/// What `fetch` or the file says; already told to the user.
pub async fn fetched(
    page: Page,
    address: String,
    mut options: LoadOptions,
    choices: Option<Choices>,
) -> Opened {
    if options.goal.is_none() {
        // What a sample is for is known, even where its names do not tell.
        options.goal = Sample::at(&address).and_then(|(sample, lang)| sample.goal(lang));
    }
    let name = options.name.clone().unwrap_or_else(|| file_name(&address));
    let generation = begin(page, &name);
    let blob = match fetch::fetch(&address).await {
        Ok(blob) => blob,
        Err(error) => return Err(failed(page, generation, error)),
    };
    let origin = Origin {
        name,
        address: Some(address),
        options,
        ..Origin::default()
    };
    read(page, generation, Handover::new(blob, origin, choices)).await
}

fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or(address)
        .to_owned()
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
    read(page, generation, handover).await
}

/// A new load: the one before it is given up.
fn begin(page: Page, name: &str) -> u32 {
    if !handover::has_marked() {
        mark(Mark::LoadStart);
    }
    let generation = GENERATION.get() + 1;
    GENERATION.set(generation);
    AGAIN.set(false);
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

/// Why a load that is no longer wanted ends.
fn given_up(generation: u32) -> LoadError {
    LoadError::new(if CANCELLED.get() == generation {
        LoadErrorCode::Cancelled
    } else {
        LoadErrorCode::Superseded
    })
}

async fn read(page: Page, generation: u32, mut handover: Handover) -> Opened {
    if GENERATION.get() != generation {
        return Err(given_up(generation));
    }
    handover.origin.options.recipe = cleaning::recipe_of(&handover);
    let unpacked = unpack::unpack(page, &mut handover).await;
    if GENERATION.get() != generation {
        return Err(given_up(generation));
    }
    if let Err(error) = unpacked {
        return Err(failed(page, generation, error));
    }
    let head = files::head_of(handover.readable(), HEAD_BYTES)
        .await
        .unwrap_or_default();
    let single = handover.more.is_empty();
    let as_last_time = single && memory::as_last_time(page, &head, &mut handover);
    let mut options = handover.origin.options.clone();
    options.name = Some(handover.origin.name.clone());
    options.english = Some(!page.lang.get_untracked().is_french());
    match zones::told(page, &options) {
        Ok(zone) => options.zone = zone,
        Err(error) => return Err(failed(page, generation, error)),
    }
    if options.review.is_none() && page.never_review {
        options.review = Some(false);
    }
    let lens = handover
        .choices
        .as_ref()
        .map(|choices| choices.look.lens.clone())
        .unwrap_or_default();
    unpack::tell_formats(&mut options, &handover);
    let document = match single {
        true => authored::read(&head, handover.readable(), &options, &lens).await,
        false => Ok(None),
    };
    let authored = match document {
        Ok(authored) => authored,
        Err(error) => return Err(failed(page, generation, error)),
    };
    if GENERATION.get() != generation {
        return Err(given_up(generation));
    }
    if let Some(authored) = authored {
        let Some(engine) = page.engine() else {
            let error = LoadError::new(LoadErrorCode::WorkerCrashed);
            return Err(failed(page, generation, error));
        };
        return match engine.ask(Request::Authored(Box::new(authored))).await {
            _ if GENERATION.get() != generation => Err(given_up(generation)),
            Ok(Reply::Table(info)) => {
                show(page, *info, handover).await;
                Ok(())
            }
            Ok(_) => Err(failed(
                page,
                generation,
                LoadError::new(LoadErrorCode::WorkerCrashed),
            )),
            Err(error) => Err(failed(page, generation, error)),
        };
    }
    handover.origin.part = part::share(&handover);
    part::begin(&handover);
    let for_desk = !options.recipe.is_empty() || has_json(&options, &head, &handover).await;
    let mut reader = match readers::start(page, for_desk) {
        Ok(reader) => reader,
        Err(error) => return Err(failed(page, generation, error)),
    };
    let mut reply = load_with(page, generation, &reader, &mut handover, &options, &lens).await;
    let trapped = matches!(&reply, Err(error) if is_trap(error));
    if trapped && GENERATION.get() == generation && !AGAIN.replace(true) {
        readers::done(page, false);
        reader = match readers::start(page, for_desk) {
            Ok(reader) => reader,
            Err(error) => return Err(failed(page, generation, error)),
        };
        reply = load_with(page, generation, &reader, &mut handover, &options, &lens).await;
    }
    let mixed = matches!(&reply, Ok(Reply::Table(info)) if info.plain_times > 0);
    if mixed && options.time_zone.is_none() && GENERATION.get() == generation {
        // Only now is a zone needed, and from now on it belongs to what the file was read with.
        options.time_zone = Some(zones::present(&options));
        handover
            .origin
            .options
            .time_zone
            .clone_from(&options.time_zone);
        match zones::told(page, &options) {
            Ok(zone) => options.zone = zone,
            Err(error) => return Err(failed(page, generation, error)),
        }
        reply = load_with(page, generation, &reader, &mut handover, &options, &lens).await;
    }
    if GENERATION.get() != generation {
        return Err(given_up(generation));
    }
    match reply {
        Ok(Reply::Review(_)) => readers::wait(),
        _ => readers::done(page, matches!(reply, Ok(Reply::Table(_)))),
    }
    match reply {
        Ok(Reply::Table(info)) => {
            show(page, *info, handover).await;
            if as_last_time {
                say(page, Msg::ReadAsLastTime);
            } else if !single {
                say(page, Msg::ReadAsOne);
            }
            Ok(())
        }
        Ok(Reply::Review(review)) => ask(page, *review, handover).await,
        Ok(_) => Err(failed(
            page,
            generation,
            LoadError::new(LoadErrorCode::WorkerCrashed),
        )),
        Err(error) => Err(failed(page, generation, part::too_large_instead(error))),
    }
}

/// Has a worker ended by an access to memory that its code has not? Safe code has none: it is the browser's fault, seen now and then in
/// WebKit while it compiles, and gone when a fresh worker reads the same file.
fn is_trap(error: &LoadError) -> bool {
    let said = error.subject.as_deref().unwrap_or_default();
    error.code == LoadErrorCode::WorkerCrashed
        && said.to_ascii_lowercase().contains("out of bounds")
        && !said.contains("panicked")
}

/// What the worker makes of the files with these options.
async fn load_with(
    page: Page,
    generation: u32,
    reader: &WorkerClient,
    handover: &mut Handover,
    options: &LoadOptions,
    lens: &Lens,
) -> Result<Reply, LoadError> {
    let mut files = handover.files();
    let lengths: Vec<u64> = files.iter().map(|file| file.size() as u64).collect();
    handover.stored.read_as =
        KeptFiles::stamp(&handover.stored.stamp, &readers::build(), &lengths, options);
    let kept = (!page.embedded).then(|| KeptFiles {
        stamp: handover.stored.read_as.clone(),
        has_table: handover.stored.table.is_some(),
    });
    files.extend(handover.stored.table.clone());
    let request = Request::Load {
        options: options.clone(),
        lens: lens.clone(),
        kept,
    };
    let progress = move |progress| {
        if GENERATION.get() == generation {
            part::note(progress);
            page.phase.update(|phase| {
                if let Phase::Loading(loading) = phase {
                    loading.progress = progress;
                }
            });
        }
    };
    reader.load(request, &files, Box::new(progress))?.await
}

fn failed(page: Page, generation: u32, error: LoadError) -> LoadError {
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
async fn ask(page: Page, asked: Review, handover: Handover) -> Opened {
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

/// May one of the files be JSON? `head`: the first bytes of the first.
async fn has_json(options: &LoadOptions, head: &[u8], handover: &Handover) -> bool {
    if options.format == Some(FileFormat::Json) || may_be_json(head) {
        return true;
    }
    for file in handover.files().iter().skip(1) {
        let head = files::head_of(file, HEAD_BYTES).await;
        if head.is_some_and(|head| may_be_json(&head)) {
            return true;
        }
    }
    false
}

async fn show(page: Page, info: TableInfo, handover: Handover) {
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
