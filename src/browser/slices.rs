//! Slices of files, read by the page for its worker.
//!
//! Bytes of a blob come in on the thread that asked for them, and only while it is idle: a worker that asks for the next slice itself still
//! waits for most of it. The page has little to do meanwhile.

use std::cell::RefCell;

use futures_channel::oneshot::{self, Receiver, Sender};
use js_sys::{Array, ArrayBuffer, Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, Worker};

thread_local! {
    /// What this worker waits for, each at its number.
    static ASKED: RefCell<Vec<Option<Sender<ArrayBuffer>>>> = const { RefCell::new(Vec::new()) };
}

/// Lets the page read for this worker: start.js answers `[slice, number]` with `[number, bytes]`, or with the number alone if the file
/// cannot be read.
pub fn read_for(worker: &Worker) {
    let reads = Reflect::get(&js_sys::global(), &JsValue::from_str("parcoursReads"));
    if let Some(reads) = reads
        .ok()
        .as_ref()
        .and_then(|found| found.dyn_ref::<Function>())
    {
        // It only listens.
        let _ = reads.call1(&JsValue::UNDEFINED, worker);
    }
}

/// Asks the page for the bytes of a slice; the answer is cancelled if they cannot be read.
pub fn ask(slice: &Blob) -> Receiver<ArrayBuffer> {
    let (sender, receiver) = oneshot::channel();
    let number = ASKED.with_borrow_mut(|asked| {
        let free = asked.iter().position(Option::is_none);
        let number = free.unwrap_or(asked.len());
        match asked.get_mut(number) {
            Some(place) => *place = Some(sender),
            None => asked.push(Some(sender)),
        }
        number
    });
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    // A blob can always be sent.
    let _ = scope.post_message(&Array::of2(slice, &(number as u32).into()));
    receiver
}

/// Takes an answer of the page, if it is one.
pub fn take(message: &JsValue) -> bool {
    let Some(parts) = message.dyn_ref::<Array>() else {
        return false;
    };
    let Some(number) = parts.get(0).as_f64() else {
        return false;
    };
    let asked = ASKED.with_borrow_mut(|asked| asked.get_mut(number as usize)?.take());
    if let (Some(asked), Ok(bytes)) = (asked, parts.get(1).dyn_into()) {
        // Whoever asked may have lost interest.
        let _ = asked.send(bytes);
    }
    true
}
