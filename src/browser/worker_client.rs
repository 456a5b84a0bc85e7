//! The page's end of the worker: starts it, asks it, and tells when it has died.
//!
//! A dead engine stays dead: everything pending fails with the reason, and so does everything asked later.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::message;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::{Envelope, Progress, Reply, Request, rewritten};

type OnProgress = Box<dyn Fn(Progress)>;

struct Pending {
    /// With what travels beside it.
    answer: oneshot::Sender<(Reply, Vec<Blob>)>,
    on_progress: Option<OnProgress>,
}

struct Inner {
    worker: Worker,
    next_id: Cell<u32>,
    pending: RefCell<HashMap<u32, Pending>>,
    /// Messages sent before the worker listens would be lost: they wait here for its `Ready`.
    waiting: RefCell<Option<Vec<(Array, Array)>>>,
    dead: RefCell<Option<LoadError>>,
    on_ready: Box<dyn Fn()>,
    on_death: Box<dyn Fn(LoadError)>,
}

#[derive(Clone)]
pub struct WorkerClient {
    inner: Rc<Inner>,
}

impl WorkerClient {
    /// # Errors
    /// `WorkerCrashed` where the browser refuses to start a worker.
    pub fn start(
        address: &str,
        on_ready: impl Fn() + 'static,
        on_death: impl Fn(LoadError) + 'static,
    ) -> Result<Self, LoadError> {
        let warm = super::handover::engine();
        let is_warm = warm.is_some();
        let worker = match warm {
            Some(worker) => worker,
            None => spawn(address).map_err(|_| LoadError::new(LoadErrorCode::WorkerCrashed))?,
        };
        let inner = Rc::new(Inner {
            worker,
            next_id: Cell::new(1),
            pending: RefCell::default(),
            waiting: RefCell::new((!is_warm).then(Vec::new)),
            dead: RefCell::new(None),
            on_ready: Box::new(on_ready),
            on_death: Box::new(on_death),
        });
        listen(&inner);
        if is_warm {
            // It has said that it listens to the first screen; here that is heard as soon as the caller has what is returned.
            let inner = inner.clone();
            wasm_bindgen_futures::spawn_local(async move { (inner.on_ready)() });
        }
        Ok(Self { inner })
    }

    /// Asks at once; the one reply can be waited for.
    ///
    /// # Errors
    /// What the engine said is wrong, or `WorkerCrashed`.
    pub fn ask(&self, request: Request) -> impl Future<Output = Result<Reply, LoadError>> + use<> {
        let sent = self.send(request, &[], None);
        async move { settle(sent?).await }
    }

    /// Asks for the form of the table of these files, to be stored; `None` where it has been restored from there.
    ///
    /// # Errors
    /// `NoData` where the engine has another table, or `WorkerCrashed`.
    pub async fn stored(&self, stamp: String) -> Result<Option<Blob>, LoadError> {
        let answer = self.send(Request::Store(stamp), &[], None)?.await;
        match answer {
            Ok((Reply::Done, mut beside)) => Ok(beside.pop()),
            Ok((Reply::Failed(error), _)) => Err(error),
            _ => Err(LoadError::new(LoadErrorCode::WorkerCrashed)),
        }
    }

    /// Hands files over; `on_progress` is called while they are read. A load is given up by ending the worker ([`Self::stop`]).
    ///
    /// # Errors
    /// `WorkerCrashed`.
    pub fn load(
        &self,
        request: Request,
        files: &[Blob],
        on_progress: Box<dyn Fn(Progress)>,
    ) -> Result<impl Future<Output = Result<Reply, LoadError>> + use<>, LoadError> {
        self.send(request, files, Some(on_progress)).map(settle)
    }

    pub fn is_dead(&self) -> bool {
        self.inner.dead.borrow().is_some()
    }

    /// Ends the worker now. What is pending fails with `reason`.
    pub fn stop(&self, reason: LoadErrorCode) {
        die(&self.inner, LoadError::new(reason), false);
    }

    fn send(
        &self,
        request: Request,
        files: &[Blob],
        on_progress: Option<OnProgress>,
    ) -> Result<oneshot::Receiver<(Reply, Vec<Blob>)>, LoadError> {
        if let Some(reason) = self.inner.dead.borrow().clone() {
            return Err(reason);
        }
        let id = self.inner.next_id.replace(self.inner.next_id.get() + 1);
        let (sender, receiver) = oneshot::channel();
        let (parts, transfer) = message::pack(&Envelope { id, body: request }, files)
            .map_err(|_| LoadError::new(LoadErrorCode::BadOptions))?;
        self.inner.pending.borrow_mut().insert(
            id,
            Pending {
                answer: sender,
                on_progress,
            },
        );
        match self.inner.waiting.borrow_mut().as_mut() {
            Some(queue) => queue.push((parts, transfer)),
            None => post(&self.inner.worker, &parts, &transfer),
        }
        Ok(receiver)
    }
}

async fn settle(answer: oneshot::Receiver<(Reply, Vec<Blob>)>) -> Result<Reply, LoadError> {
    match answer.await {
        Ok((Reply::Failed(error), _)) => Err(error),
        Ok((Reply::Written(bytes, offers), _)) => {
            rewritten(&bytes, offers).map_err(|_| LoadError::new(LoadErrorCode::WorkerCrashed))
        }
        Ok((reply, _)) => Ok(reply),
        Err(oneshot::Canceled) => Err(LoadError::new(LoadErrorCode::WorkerCrashed)),
    }
}

fn post(worker: &Worker, parts: &Array, transfer: &Array) {
    // Only a value that cannot be cloned is refused, and bytes and blobs can.
    let _ = worker.post_message_with_transfer(parts, transfer);
}

/// Starts a worker. A page of an opaque origin (a sandboxed frame) may not start a worker by its address, nor a module from a blob:
/// there a classic blob worker imports the script by its absolute address.
///
/// # Errors
/// Where the browser refuses.
pub fn spawn(address: &str) -> Result<Worker, JsValue> {
    let opaque = super::page::is_opaque_origin();
    if !opaque {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        return Worker::new_with_options(address, &options);
    }
    let script = format!(
        "import({});",
        js_sys::JSON::stringify(&JsValue::from_str(address))?
    );
    let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(&script)))?;
    Worker::new(&web_sys::Url::create_object_url_with_blob(&blob)?)
}

fn listen(inner: &Rc<Inner>) {
    let weak = Rc::downgrade(inner);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let (Some(inner), Ok((envelope, beside))) =
            (weak.upgrade(), message::unpack(&event.data()))
        {
            receive(&inner, envelope, beside);
        }
    });
    inner
        .worker
        .set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let weak = Rc::downgrade(inner);
    let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Some(inner) = weak.upgrade() {
            // A script that cannot be fetched is told by a bare event, without a message.
            let said = js_sys::Reflect::get(&event, &JsValue::from_str("message"));
            let reason = LoadError {
                subject: said.ok().and_then(|message| message.as_string()),
                ..LoadError::new(LoadErrorCode::WorkerCrashed)
            };
            die(&inner, reason, true);
        }
    });
    inner
        .worker
        .set_onerror(Some(on_error.as_ref().unchecked_ref()));
    on_error.forget();
}

fn receive(inner: &Rc<Inner>, envelope: Envelope<Reply>, beside: Vec<Blob>) {
    match envelope.body {
        Reply::Ready => {
            for (parts, transfer) in inner.waiting.borrow_mut().take().into_iter().flatten() {
                post(&inner.worker, &parts, &transfer);
            }
            (inner.on_ready)();
        }
        Reply::Progress(progress) => {
            if let Some(Pending {
                on_progress: Some(tell),
                ..
            }) = inner.pending.borrow().get(&envelope.id)
            {
                tell(progress);
            }
        }
        Reply::Failed(error) if error.code == LoadErrorCode::WorkerCrashed => {
            die(inner, error, true)
        }
        reply => {
            let pending = inner.pending.borrow_mut().remove(&envelope.id);
            if let Some(pending) = pending {
                // Whoever asked may have lost interest.
                let _ = pending.answer.send((reply, beside));
            }
        }
    }
}

fn die(inner: &Rc<Inner>, reason: LoadError, tell: bool) {
    if inner.dead.borrow().is_some() {
        return;
    }
    *inner.dead.borrow_mut() = Some(reason.clone());
    inner.worker.terminate();
    let pending = std::mem::take(&mut *inner.pending.borrow_mut());
    for (_, waiting) in pending {
        let _ = waiting
            .answer
            .send((Reply::Failed(reason.clone()), Vec::new()));
    }
    if tell {
        (inner.on_death)(reason);
    }
}
