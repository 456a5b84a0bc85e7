//! A file that does not fit into memory: how far it was read, and opening that part of it.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::context::Page;
use super::handed::Handover;
use super::session;
use crate::engine::too_large;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::Progress;

thread_local! {
    static READ: RefCell<Option<Handover>> = const { RefCell::new(None) };
    static PROGRESS: Cell<Progress> = const { Cell::new(Progress { bytes_read: 0, bytes_total: None, rows_read: 0 }) };
}

/// A file begins to be read.
pub fn begin(handover: &Handover) {
    READ.set(Some(handover.clone()));
    PROGRESS.set(Progress::default());
}

pub fn note(progress: Progress) {
    PROGRESS.set(progress);
}

/// Where a worker has died because it got no more memory while it read: the same error as if it had seen that coming.
/// A panic says where it was; what the allocator ends says nothing but `unreachable`.
pub fn too_large_instead(error: LoadError) -> LoadError {
    let progress = PROGRESS.get();
    let said = error.subject.as_deref().unwrap_or_default();
    let out_of_memory = error.code == LoadErrorCode::WorkerCrashed
        && progress.bytes_read > 0
        && said.contains("unreachable")
        && !said.contains("panicked");
    let Some(total) = progress.bytes_total.filter(|_| out_of_memory) else {
        return error;
    };
    // What was there when memory ended must still be arranged, which takes as much again.
    let fits = Progress {
        bytes_read: progress.bytes_read / 2,
        rows_read: progress.rows_read / 2,
        ..progress
    };
    PROGRESS.set(fits);
    too_large(fits.rows_read, fits.bytes_read, total)
}

/// Opens as much of the file as fits.
pub fn open(page: Page) {
    if let Some(mut handover) = READ.take() {
        handover.origin.options.first_bytes = Some(PROGRESS.get().bytes_read);
        page.notice.set(None);
        session::open_in_background(page, handover);
    }
}

/// The share of the file that is open; `None`: all of it.
pub fn share(handover: &Handover) -> Option<f64> {
    let bytes = handover.origin.options.first_bytes? as f64;
    let total = handover.readable().size();
    (bytes < total).then(|| bytes / total)
}
