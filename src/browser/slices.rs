//! Slices of files, read by the page for its worker.
//!
//! Bytes of a blob come in on the thread that asked for them, and only while it is idle: a worker that asks for the next slice itself still
//! waits for most of it. The page has little to do meanwhile.

use std::cell::RefCell;

use futures_channel::oneshot::{self, Receiver, Sender};
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, Worker};

thread_local! {
    /// One for all workers, so that an ended one leaves nothing behind.
    static READ: Closure<dyn Fn(MessageEvent)> = Closure::new(read);
    /// What this worker waits for, each at its number.
    static ASKED: RefCell<Vec<Option<Sender<ArrayBuffer>>>> = const { RefCell::new(Vec::new()) };
}

/// Lets the page read for this worker.
pub fn read_for(worker: &Worker) {
    READ.with(|read| {
        // Only a type of event that is none is refused.
        let _ = worker.add_event_listener_with_callback("message", read.as_ref().unchecked_ref());
    });
}

/// Answers `[slice, number]` with `[number, bytes]`, or with the number alone if the file cannot be read.
fn read(event: MessageEvent) {
    let (Ok(worker), Ok(parts)) = (
        event
            .current_target()
            .ok_or(())
            .and_then(|target| target.dyn_into::<Worker>().map_err(drop)),
        event.data().dyn_into::<Array>(),
    ) else {
        return;
    };
    let Ok(slice) = parts.get(0).dyn_into::<Blob>() else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        let answer = Array::of1(&parts.get(1));
        let handed = Array::new();
        if let Ok(bytes) = JsFuture::from(slice.array_buffer()).await {
            answer.push(&bytes);
            handed.push(&bytes);
        }
        // A number and a buffer can always be sent.
        let _ = worker.post_message_with_transfer(&answer, &handed);
    });
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
