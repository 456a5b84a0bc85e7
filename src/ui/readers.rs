//! The worker that reads a file, beside the one that has what is open.
//!
//! While something is open a file is read by a worker of its own, which takes the other one's place when it is done: a load that fails,
//! is given up or runs out of memory costs nothing that was there, and the memory of what is replaced is given back whole.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::context::Page;
use super::session;
use crate::browser::page as browser;
use crate::browser::worker_client::WorkerClient;
use crate::model::load::{LoadError, LoadErrorCode};

struct Reader {
    worker: WorkerClient,
    is_engine: Rc<Cell<bool>>,
}

thread_local! {
    static READER: RefCell<Option<Reader>> = const { RefCell::new(None) };
}

/// Where the worker's script is.
pub fn address() -> String {
    browser::absolute(&browser::meta("parcours-engine").unwrap_or_default())
}

/// Where the script of the worker is that cleans, and reads files again.
pub fn desk_address() -> String {
    browser::absolute(&browser::meta("parcours-desk").unwrap_or_default())
}

/// What tells this build of the workers that read files from every other: their addresses name what they are.
pub fn build() -> String {
    ["parcours-engine", "parcours-desk", "parcours-formats"]
        .map(|name| browser::meta(name).unwrap_or_default())
        .concat()
}

/// The worker to read a file with: the page's engine itself where nothing is open, and the file asks for nothing that only the desk knows:
/// cleaning, and JSON.
///
/// # Errors
/// `WorkerCrashed`.
pub fn start(page: Page, for_desk: bool) -> Result<WorkerClient, LoadError> {
    let fresh = for_desk || page.info.with_untracked(Option::is_some);
    let is_engine = Rc::new(Cell::new(!fresh));
    let worker = if fresh {
        let is_engine = is_engine.clone();
        let died = move |error| {
            // While it only reads, whoever waits for the file is told.
            if is_engine.get() {
                session::crashed(page, error);
            }
        };
        let address = if for_desk { desk_address() } else { address() };
        WorkerClient::start(&address, || {}, died)?
    } else {
        page.engine()
            .ok_or_else(|| LoadError::new(LoadErrorCode::WorkerCrashed))?
    };
    let reader = Reader {
        worker: worker.clone(),
        is_engine,
    };
    READER.set(Some(reader));
    Ok(worker)
}

/// Something must be decided: the worker is asked what this or that would give, and the file is then read anew.
pub fn wait() {
    READER.with_borrow_mut(|reader| {
        reader.take_if(|reader| reader.is_engine.get());
    });
}

/// The worker that knows the file that was handed over last.
pub fn asked(page: Page) -> Option<WorkerClient> {
    let reads = READER.with_borrow(|reader| reader.as_ref().map(|reader| reader.worker.clone()));
    reads.or_else(|| page.engine())
}

/// The file has been read or not: the worker becomes the page's engine, or ends.
pub fn done(page: Page, has_table: bool) {
    let Some(reader) = READER.take() else { return };
    if reader.is_engine.get() {
        return;
    }
    let ended = if has_table {
        reader.is_engine.set(true);
        let before = page.engine();
        page.engine.set_value(Some(reader.worker));
        before
    } else {
        Some(reader.worker)
    };
    if let Some(ended) = ended {
        ended.stop(LoadErrorCode::Superseded);
    }
}

/// Ends the worker that reads, and with it the memory that it holds: a worker's never shrinks. `true` where it was the page's engine,
/// which then has to be started again.
pub fn give_up() -> bool {
    READER.take().is_some_and(|reader| {
        reader.worker.stop(LoadErrorCode::Cancelled);
        reader.is_engine.get()
    })
}
