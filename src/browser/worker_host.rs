//! The worker's end: takes requests, lets the engine answer, and tells when it panics.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::blob_source::BlobSource;
use super::early::{Early, Outcome};
use super::{message, text_decoder, turn};
use crate::engine::{
    Belongs, Engine, Host, LoadOutcome, load, practice_file, practise, preview, restore,
};
use crate::import::use_foreign_decoders;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::model::query::Lens;
use crate::protocol::{Envelope, Progress, Reply, Request};

pub struct Worker {
    scope: DedicatedWorkerGlobalScope,
    engine: RefCell<Engine>,
    /// The files handed over last, open or waiting for the review step: previews are counted on them.
    handed: RefCell<Vec<Blob>>,
    /// The files of the loaded table: rows are read from them again when they are wanted.
    files: RefCell<Vec<Blob>>,
    /// What a stored table of the files handed over last must belong to.
    belongs: RefCell<Option<Belongs>>,
    /// What the first screen has begun.
    early: RefCell<Option<Rc<Early>>>,
    /// Who answers for the table view, where this worker does.
    desk: Option<AnswerDesk>,
}

/// Answers a desk's request, and what travels beside it.
pub type AnswerDesk = fn(&Rc<Worker>, u32, String, Vec<Blob>);

impl Worker {
    /// Answers a load.
    fn finish(&self, id: u32, outcome: Outcome, files: Vec<Blob>) {
        let (reply, loaded) = match outcome {
            Ok(outcome) => self.engine.borrow_mut().take(outcome),
            Err(error) => (Reply::Failed(error), false),
        };
        if loaded {
            *self.files.borrow_mut() = files;
            if let Some(belongs) = self.belongs.take() {
                self.engine.borrow_mut().belongs_to(belongs);
            }
        }
        self.send(id, reply);
    }

    pub fn send(&self, id: u32, reply: Reply) {
        send(&self.scope, id, reply);
    }
}

/// Listens from now on.
pub fn serve() {
    serve_with(None);
}

/// The same, with somebody who answers for the table view.
pub fn serve_with(desk: Option<AnswerDesk>) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let panicking = scope.clone();
    std::panic::set_hook(Box::new(move |info| {
        // Not console.error: the page tells the user, and a restarted engine is no error of the page.
        let error = LoadError::about(LoadErrorCode::WorkerCrashed, info.to_string());
        send(&panicking, 0, Reply::Failed(error));
    }));
    use_foreign_decoders(text_decoder::open);
    let worker = Rc::new(Worker {
        scope: scope.clone(),
        engine: RefCell::default(),
        handed: RefCell::default(),
        files: RefCell::default(),
        belongs: RefCell::default(),
        early: RefCell::default(),
        desk,
    });
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        // What is not of our form is not for us.
        if let Ok((envelope, files)) = message::unpack::<Request>(&event.data()) {
            receive(&worker, envelope, files);
        } else if let Some((early, file)) = Early::read(&event.data()) {
            begin_early(&worker, early, file);
        } else if event.data().is_string() {
            // Without practice everything works, a little later.
            if let Ok(file) = BlobSource::made(&practice_file()) {
                wasm_bindgen_futures::spawn_local(practise(file));
            }
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    send(&scope, 0, Reply::Ready);
}

fn send(scope: &DedicatedWorkerGlobalScope, id: u32, body: Reply) {
    send_with(scope, id, body, &[]);
}

fn send_with(scope: &DedicatedWorkerGlobalScope, id: u32, body: Reply, beside: &[Blob]) {
    if let Ok((parts, transfer)) = message::pack(&Envelope { id, body }, beside) {
        // Bytes are always transferable.
        let _ = scope.post_message_with_transfer(&parts, &transfer);
    }
}

/// Reads before the workbench asks.
fn begin_early(worker: &Rc<Worker>, early: Rc<Early>, file: Blob) {
    worker.early.replace(Some(early.clone()));
    let worker = worker.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let host = EarlyHost {
            worker: worker.clone(),
            early: early.clone(),
        };
        let (options, files) = (early.options().clone(), vec![file]);
        let mut sources = sources(&files);
        let load =
            Box::pin(async move { load(&mut sources, options, Lens::default(), &host).await });
        if let Some((id, outcome)) = early.run(load).await {
            worker.finish(id, outcome, files);
        }
    });
}

fn receive(worker: &Rc<Worker>, envelope: Envelope<Request>, files: Vec<Blob>) {
    let Envelope { id, body } = envelope;
    let early = worker.early.take();
    match body {
        Request::Load {
            options,
            lens,
            kept,
        } => {
            let mut files = files;
            let table = kept
                .as_ref()
                .filter(|kept| kept.has_table)
                .and_then(|_| files.pop());
            let belongs = kept.map(|kept| Belongs {
                stamp: kept.stamp,
                options: options.clone(),
            });
            worker.belongs.borrow_mut().clone_from(&belongs);
            worker.handed.borrow_mut().clone_from(&files);
            if let Some(early) = early {
                if early.is(&options, &lens, &files) {
                    if let Some(outcome) = early.ask(id) {
                        worker.finish(id, outcome, files);
                    }
                    return;
                }
                early.give_up();
            }
            let worker = worker.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let host = LoadHost {
                    worker: worker.clone(),
                    id,
                };
                let mut sources = sources(&files);
                let restored = match (table, &belongs) {
                    (Some(table), Some(belongs)) => {
                        restore(&mut BlobSource::new(table), belongs, lens.clone()).await
                    }
                    _ => None,
                };
                let outcome = match restored {
                    Some(loaded) => Ok(LoadOutcome::Loaded(Box::new(loaded))),
                    None => load(&mut sources, options, lens, &host).await,
                };
                worker.finish(id, outcome, files);
            });
        }
        Request::Store(stamp) => {
            let worker = worker.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let form = stored(&worker, &stamp).await;
                let is_known = form.is_some() || worker.engine.borrow().is_restored(&stamp);
                let reply = if is_known {
                    Reply::Done
                } else {
                    Reply::Failed(LoadError::new(LoadErrorCode::NoData))
                };
                send_with(&worker.scope, id, reply, form.as_slice());
            });
        }
        Request::Preview { options } => {
            let mut sources = sources(&worker.handed.borrow());
            let worker = worker.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let counted = preview(&mut sources, options).await;
                send(&worker.scope, id, Reply::Preview(counted));
            });
        }
        Request::Rows {
            filter,
            limit,
            offset,
        } => {
            let mut sources = sources(&worker.files.borrow());
            let worker = worker.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let lacking = worker.engine.borrow().lacks_rows();
                let known = match lacking {
                    Some((number, options)) => {
                        let host = LoadHost::new(&worker, id);
                        load(&mut sources, options, Lens::default(), &host)
                            .await
                            .and_then(|read| worker.engine.borrow_mut().learn_rows(number, read))
                    }
                    None => Ok(()),
                };
                let wanted =
                    known.and_then(|()| worker.engine.borrow().wanted_rows(&filter, limit, offset));
                let reply = match wanted {
                    Ok(wanted) => wanted.read(&mut sources).await,
                    Err(error) => Reply::Failed(error),
                };
                send(&worker.scope, id, reply);
            });
        }
        Request::Prepare(events) => {
            let worker = worker.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let reply = loop {
                    let request = Request::Prepare(events);
                    let reply = worker.engine.borrow_mut().answer(request);
                    if !matches!(reply, Reply::Prepared(true)) {
                        break reply;
                    }
                    // What has been asked meanwhile comes first. Not one request a part: the page may be busy with its pictures.
                    turn::turn().await;
                };
                send(&worker.scope, id, reply);
            });
        }
        Request::Desk(request) => match worker.desk {
            Some(answer) => answer(worker, id, request, files),
            None => worker.send(
                id,
                Reply::Failed(LoadError::new(LoadErrorCode::Unsupported)),
            ),
        },
        request => {
            let reply = worker.engine.borrow_mut().answer(request);
            send(&worker.scope, id, reply);
        }
    }
}

/// The table of these files as a blob, made piece by piece. Each piece is handed to the browser, and between two of them other questions
/// are answered.
async fn stored(worker: &Worker, stamp: &str) -> Option<Blob> {
    let (number, mut writing) = worker.engine.borrow().writing(stamp)?;
    let pieces = Array::new();
    while !writing.is_done() {
        let piece = worker.engine.borrow().piece(number, &mut writing)?;
        let bytes = Array::of1(&Uint8Array::from(piece.as_slice()));
        let blob = Blob::new_with_u8_array_sequence(&bytes).ok()?;
        drop(piece);
        // Waits until the browser has it: a task of its own.
        let first = blob.slice_with_f64_and_f64(0.0, 1.0).ok()?;
        JsFuture::from(first.array_buffer()).await.ok()?;
        pieces.push(&blob);
    }
    Blob::new_with_blob_sequence(&pieces).ok()
}

fn sources(files: &[Blob]) -> Vec<BlobSource> {
    files.iter().cloned().map(BlobSource::new).collect()
}

/// Of a load that may not have been asked for yet: what is told before is for nobody.
struct EarlyHost {
    worker: Rc<Worker>,
    early: Rc<Early>,
}

impl Host for EarlyHost {
    fn progress(&self, progress: Progress) {
        if let Some(id) = self.early.asked() {
            self.worker.send(id, Reply::Progress(progress));
        }
    }

    fn memory_bytes(&self) -> u64 {
        memory_bytes()
    }
}

fn memory_bytes() -> u64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length().into()
}

pub struct LoadHost {
    worker: Rc<Worker>,
    id: u32,
}

impl LoadHost {
    pub fn new(worker: &Rc<Worker>, id: u32) -> Self {
        Self {
            worker: worker.clone(),
            id,
        }
    }
}

impl Host for LoadHost {
    fn progress(&self, progress: Progress) {
        send(&self.worker.scope, self.id, Reply::Progress(progress));
    }

    fn memory_bytes(&self) -> u64 {
        memory_bytes()
    }
}
