//! One load: from a file handed over to what the engine says of it. What is open stays so meanwhile.

use std::cell::Cell;

use leptos::prelude::*;

use super::context::{Page, Phase};
use super::handed::Handover;
use super::session::{self, Opened};
use super::{authored, cleaning, memory, part, readers, unpack, zones};
use crate::browser::files;
use crate::browser::worker_client::WorkerClient;
use crate::i18n::Msg;
use crate::import::may_be_json;
use crate::model::answer::TableInfo;
use crate::model::load::{FileFormat, LoadError, LoadErrorCode, LoadOptions, Review};
use crate::model::query::Lens;
use crate::protocol::{KeptFiles, Reply, Request};

thread_local! {
    /// The file that is being read has been begun again ([`is_trap`]).
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// Enough of a file to tell a document, or a header, by.
const HEAD_BYTES: u32 = 64 << 10;

/// What is to be decided before a file can be shown, and that file.
type Asked = (Box<Review>, Handover);

/// A file is about to be read, for the first time.
pub fn begin() {
    AGAIN.set(false);
}

/// Reads a file and shows it, or asks what must be decided first.
///
/// # Errors
/// What was wrong; already told to the user.
pub async fn load(page: Page, generation: u32, handover: Handover) -> Opened {
    match read(page, generation, handover).await {
        Ok(None) => Ok(()),
        Ok(Some((review, handover))) => session::ask(page, *review, handover).await,
        Err(error) => Err(session::failed(page, generation, error)),
    }
}

async fn read(
    page: Page,
    generation: u32,
    mut handover: Handover,
) -> Result<Option<Asked>, LoadError> {
    session::wanted(generation)?;
    handover.origin.options.recipe = cleaning::recipe_of(&handover);
    let unpacked = unpack::unpack(page, &mut handover).await;
    session::wanted(generation)?;
    unpacked?;
    let head = files::head_of(handover.readable(), HEAD_BYTES)
        .await
        .unwrap_or_default();
    let single = handover.more.is_empty();
    let as_last_time = single && memory::as_last_time(page, &head, &mut handover);
    let reading = Reading {
        page,
        generation,
        lens: lens_of(&handover),
    };
    let mut options = reading.options(&handover)?;
    if single {
        let drawn = reading.drawn(&head, &options, &handover).await;
        session::wanted(generation)?;
        if let Some(info) = drawn? {
            session::show(page, info, handover).await;
            return Ok(None);
        }
    }
    handover.origin.part = part::share(&handover);
    part::begin(&handover);
    let for_desk = !options.recipe.is_empty() || has_json(&options, &head, &handover).await;
    let reply = reading.answer(for_desk, &mut handover, &mut options).await;
    session::wanted(generation)?;
    match &reply {
        Ok(Reply::Review(_)) => readers::wait(),
        _ => readers::done(page, matches!(reply, Ok(Reply::Table(_)))),
    }
    match reply.map_err(part::too_large_instead)? {
        Reply::Table(info) => {
            session::show(page, *info, handover).await;
            if as_last_time {
                session::say(page, Msg::ReadAsLastTime);
            } else if !single {
                session::say(page, Msg::ReadAsOne);
            }
            Ok(None)
        }
        Reply::Review(review) => Ok(Some((review, handover))),
        _ => Err(LoadError::new(LoadErrorCode::WorkerCrashed)),
    }
}

fn lens_of(handover: &Handover) -> Lens {
    let choices = handover.choices.as_ref();
    choices
        .map(|choices| choices.look.lens.clone())
        .unwrap_or_default()
}

/// What stays the same while a file is read, perhaps more than once.
struct Reading {
    page: Page,
    generation: u32,
    lens: Lens,
}

impl Reading {
    /// What the engine is told to read the file with.
    fn options(&self, handover: &Handover) -> Result<LoadOptions, LoadError> {
        let mut options = handover.origin.options.clone();
        options.name = Some(handover.origin.name.clone());
        options.english = Some(!self.page.lang.get_untracked().is_french());
        options.zone = zones::told(self.page, &options)?;
        if options.review.is_none() && self.page.never_review {
            options.review = Some(false);
        }
        unpack::tell_formats(&mut options, handover);
        Ok(options)
    }

    /// What the engine says of a document with a journey that somebody has drawn; `None` where the file is none.
    async fn drawn(
        &self,
        head: &[u8],
        options: &LoadOptions,
        handover: &Handover,
    ) -> Result<Option<TableInfo>, LoadError> {
        let Some(authored) = authored::read(head, handover.readable(), options, &self.lens).await?
        else {
            return Ok(None);
        };
        session::wanted(self.generation)?;
        let crashed = || LoadError::new(LoadErrorCode::WorkerCrashed);
        let engine = self.page.engine().ok_or_else(crashed)?;
        match engine.ask(Request::Authored(Box::new(authored))).await? {
            Reply::Table(info) => Ok(Some(*info)),
            _ => Err(crashed()),
        }
    }

    /// What a worker says of the files: read anew where the browser ended the worker, or where only now a time zone is needed.
    async fn answer(
        &self,
        for_desk: bool,
        handover: &mut Handover,
        options: &mut LoadOptions,
    ) -> Result<Reply, LoadError> {
        let mut reader = readers::start(self.page, for_desk)?;
        let mut reply = self.ask(&reader, handover, options).await;
        let trapped = matches!(&reply, Err(error) if is_trap(error));
        if trapped && session::wanted(self.generation).is_ok() && !AGAIN.replace(true) {
            readers::done(self.page, false);
            reader = readers::start(self.page, for_desk)?;
            reply = self.ask(&reader, handover, options).await;
        }
        let mixed = matches!(&reply, Ok(Reply::Table(info)) if info.plain_times > 0);
        if mixed && options.time_zone.is_none() && session::wanted(self.generation).is_ok() {
            // Only now is a zone needed, and from now on it belongs to what the file was read with.
            options.time_zone = Some(zones::present(options));
            let kept = &mut handover.origin.options.time_zone;
            kept.clone_from(&options.time_zone);
            options.zone = zones::told(self.page, options)?;
            reply = self.ask(&reader, handover, options).await;
        }
        reply
    }

    async fn ask(
        &self,
        reader: &WorkerClient,
        handover: &mut Handover,
        options: &LoadOptions,
    ) -> Result<Reply, LoadError> {
        let mut files = handover.files();
        let lengths: Vec<u64> = files.iter().map(|file| file.size() as u64).collect();
        handover.stored.read_as =
            KeptFiles::stamp(&handover.stored.stamp, &readers::build(), &lengths, options);
        let kept = (!self.page.embedded).then(|| KeptFiles {
            stamp: handover.stored.read_as.clone(),
            has_table: handover.stored.table.is_some(),
        });
        files.extend(handover.stored.table.clone());
        let request = Request::Load {
            options: options.clone(),
            lens: self.lens.clone(),
            kept,
        };
        let (page, generation) = (self.page, self.generation);
        let progress = move |progress| {
            if session::wanted(generation).is_ok() {
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
}

/// Has a worker ended in a way that a fresh one may not, and not twice for this file?
pub fn may_try_again(error: &LoadError) -> bool {
    is_trap(error) && !AGAIN.get()
}

/// Has a worker ended by an access to memory that its code has not? Safe code has none: it is the browser's fault, seen now and then in
/// WebKit while it compiles, and gone when a fresh worker reads the same file.
fn is_trap(error: &LoadError) -> bool {
    let said = error.subject.as_deref().unwrap_or_default();
    error.code == LoadErrorCode::WorkerCrashed
        && said.to_ascii_lowercase().contains("out of bounds")
        && !said.contains("panicked")
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
