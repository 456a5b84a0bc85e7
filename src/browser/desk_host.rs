//! The worker's end of the table view: what the first worker answers, and the file read again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::Blob;

use super::blob_source::BlobSource;
use super::worker_host::{self, LoadHost, Worker};
use crate::engine::Desk;
use crate::import::use_cleaning;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::Reply;

thread_local! {
    /// Taken while it answers: the page asks one thing at a time.
    static DESK: Cell<Option<Desk>> = Cell::new(Some(Desk::default()));
    /// The files that were opened here.
    static FILES: RefCell<Vec<Blob>> = const { RefCell::new(Vec::new()) };
}

/// Listens from now on.
pub fn serve() {
    use_cleaning();
    worker_host::serve_with(Some(answer));
}

fn answer(worker: &Rc<Worker>, id: u32, request: String, files: Vec<Blob>) {
    if !files.is_empty() {
        FILES.set(files);
    }
    let files = FILES.with_borrow(Clone::clone);
    let mut sources: Vec<BlobSource> = files.into_iter().map(BlobSource::new).collect();
    let desk = match sources.is_empty() {
        true => None,
        false => DESK.take(),
    };
    let Some(mut desk) = desk else {
        return worker.send(id, Reply::Failed(LoadError::new(LoadErrorCode::NoData)));
    };
    let worker = worker.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let host = LoadHost::new(&worker, id);
        let reply = desk.answer(&request, &mut sources, &host).await;
        DESK.set(Some(desk));
        worker.send(id, reply);
    });
}
