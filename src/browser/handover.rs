//! From the first screen to the workbench: two wasm modules of one page, so that a first visit fetches the small one only.
//!
//! What is handed over stands in `window.parcoursHanded`; `start.js` owns the loading of modules.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

const HANDED: &str = "parcoursHanded";
const OPEN: &str = "parcoursOpen";
const ENGINE: &str = "parcoursEngine";
const TAKEN: &str = "parcoursTaken";
const MARKED: &str = "parcoursMarked";
/// The message that asks for practice ([`crate::engine::practise`]).
const PRACTISE: &str = "practise";

fn get(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn set(name: &str, value: &JsValue) {
    // The window is never frozen.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(name), value);
}

/// Leaves something for the workbench and asks for it.
fn leave(kind: &str, value: &JsValue, wait_ms: f64) {
    set(HANDED, &Array::of2(&JsValue::from_str(kind), value));
    open_after(wait_ms);
}

/// Asks for the workbench.
pub fn open() {
    open_after(0.0);
}

fn open_after(wait_ms: f64) {
    if let Ok(open) = get(OPEN).dyn_into::<Function>() {
        // What fails is shown by start.js.
        let _ = open.call1(&JsValue::UNDEFINED, &wait_ms.into());
    }
}

fn take() -> Option<(String, JsValue)> {
    let parts: Array = get(HANDED).dyn_into().ok()?;
    set(HANDED, &JsValue::UNDEFINED);
    set(MARKED, &JsValue::TRUE);
    Some((parts.get(0).as_string()?, parts.get(1)))
}

/// The workbench takes the page over: the first screen's part of it goes, and its listeners are deaf from now on.
pub fn take_over() {
    set(TAKEN, &JsValue::TRUE);
    let front = super::page::document()
        .and_then(|document| document.query_selector(".front").ok().flatten());
    if let Some(front) = front {
        front.remove();
    }
}

/// Has the workbench taken the page over?
pub fn is_taken() -> bool {
    get(TAKEN).is_truthy()
}

/// Leaves a worker that already listens to the workbench.
pub fn keep_engine(worker: &Worker) {
    set(ENGINE, worker);
}

/// The worker that the first screen has started, once.
pub fn engine() -> Option<Worker> {
    let worker = get(ENGINE).dyn_into().ok();
    set(ENGINE, &JsValue::UNDEFINED);
    worker
}

/// Starts the worker and calls `on_ready` with its first message, `on_failure` if there is none. A worker that ends later, while it
/// practises or reads ahead, is not for the workbench, which then starts one of its own.
pub fn warm_up(worker: Worker, on_ready: impl Fn() + 'static, on_failure: impl Fn() + 'static) {
    let kept = worker.clone();
    let ready = Closure::<dyn Fn(MessageEvent)>::new(move |_| {
        kept.set_onmessage(None);
        keep_engine(&kept);
        on_ready();
        practise(&kept);
    });
    worker.set_onmessage(Some(ready.as_ref().unchecked_ref()));
    ready.forget();
    let failed = Closure::<dyn Fn()>::new(move || {
        if engine().is_none() {
            on_failure();
        }
    });
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    failed.forget();
}

/// Lets the worker that waits begin to read a file before the workbench is there to ask for it ([`super::early`]).
pub fn begin_early(file: &web_sys::File, english: bool) {
    if let Ok(worker) = get(ENGINE).dyn_into::<Worker>() {
        let message = Array::of2(file, &english.into());
        // A file can always be cloned.
        let _ = worker.post_message(&message);
    }
}

/// Lets the worker practise while the visitor looks around, so that the first file is read by code that the browser has compiled well.
fn practise(worker: &Worker) {
    // A text can always be cloned.
    let _ = worker.post_message(&JsValue::from_str(PRACTISE));
}

/// What is handed over, as it travels between the two modules.
#[derive(Debug, Clone)]
pub enum Left {
    Files(Vec<web_sys::File>),
    Words { kind: String, text: String },
}

/// Leaves files; the workbench starts after `wait_ms`, but is fetched at once.
pub fn leave_files(files: &[web_sys::File], wait_ms: f64) {
    let list = Array::new();
    for file in files {
        list.push(file);
    }
    leave("files", &list, wait_ms);
}

/// Leaves a text of some kind.
pub fn leave_words(kind: &str, text: &str) {
    leave(kind, &JsValue::from_str(text), 0.0);
}

/// What the first screen has left, once.
pub fn left() -> Option<Left> {
    let (kind, value) = take()?;
    Some(match value.dyn_into::<Array>() {
        Ok(files) => Left::Files(
            files
                .iter()
                .filter_map(|file| file.dyn_into().ok())
                .collect(),
        ),
        Err(value) => Left::Words {
            kind,
            text: value.as_string().unwrap_or_default(),
        },
    })
}

/// Did the first screen mark the start of the load that comes next? Asked once.
pub fn has_marked() -> bool {
    let marked = get(MARKED).is_truthy();
    set(MARKED, &JsValue::FALSE);
    marked
}
