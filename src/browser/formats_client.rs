//! The page's end of the worker `formats`: started for one file, ended when it has answered or nobody waits any more.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, Worker};

use super::{message, worker_client};
use crate::model::load::{LoadError, LoadErrorCode};
use crate::model::unpacked::Unpacked;
use crate::protocol::{Envelope, Progress, Unpack, UnpackReply};

type Answer = Result<(Unpacked, Blob), LoadError>;
type Sender = Rc<RefCell<Option<oneshot::Sender<Answer>>>>;

/// Gives a file up that is on its way.
pub struct Stop(Sender);

impl Stop {
    pub fn stop(&self) {
        self.0.borrow_mut().take();
    }
}

/// A file on its way through the worker. Dropped, it ends the worker, and with it all the memory that was needed.
pub struct Unpacking {
    worker: Worker,
    answer: oneshot::Receiver<Answer>,
    sender: Sender,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Drop for Unpacking {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Unpacking {
    /// # Errors
    /// `ReaderFailed` where the browser refuses to start a worker.
    pub fn start(
        address: &str,
        asked: Unpack,
        file: &Blob,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Result<Self, LoadError> {
        let worker = worker_client::spawn(address).map_err(|_| failed())?;
        let envelope = Envelope { id: 0, body: asked };
        let (parts, transfer) = message::pack(&envelope, std::slice::from_ref(file))
            .map_err(|_| LoadError::new(LoadErrorCode::BadOptions))?;
        let (sender, answer) = oneshot::channel();
        let sender = Rc::new(RefCell::new(Some(sender)));
        let (asked, settled) = (worker.clone(), sender.clone());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            receive(&asked, &settled, &event, (&parts, &transfer), &on_progress);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let settled = sender.clone();
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            // A script that cannot be fetched is told by a bare event, without a message.
            let said = js_sys::Reflect::get(&event, &JsValue::from_str("message"));
            let subject = said.ok().and_then(|message| message.as_string());
            settle(
                &settled,
                Err(LoadError {
                    subject,
                    ..failed()
                }),
            );
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            answer,
            sender,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    pub fn stop(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// The text, and what it was made of.
    ///
    /// # Errors
    /// What the worker says is wrong, or `ReaderFailed`; `Cancelled` where it was stopped.
    pub async fn finish(mut self) -> Answer {
        let answer = (&mut self.answer).await;
        answer.unwrap_or_else(|_| Err(LoadError::new(LoadErrorCode::Cancelled)))
    }
}

fn failed() -> LoadError {
    LoadError::new(LoadErrorCode::ReaderFailed)
}

fn settle(sender: &Sender, answer: Answer) {
    if let Some(sender) = sender.borrow_mut().take() {
        // Whoever asked may have lost interest.
        let _ = sender.send(answer);
    }
}

fn receive(
    worker: &Worker,
    sender: &Sender,
    event: &MessageEvent,
    (parts, transfer): (&Array, &Array),
    on_progress: &dyn Fn(Progress),
) {
    let Ok((envelope, texts)) = message::unpack::<UnpackReply>(&event.data()) else {
        return;
    };
    match (envelope.body, texts.into_iter().next()) {
        // Messages sent before the worker listens would be lost; only a value that cannot be cloned is refused.
        (UnpackReply::Ready, _) => drop(worker.post_message_with_transfer(parts, transfer)),
        (UnpackReply::Progress(progress), _) => on_progress(progress),
        (UnpackReply::Unpacked(unpacked), Some(text)) => settle(sender, Ok((unpacked, text))),
        (UnpackReply::Unpacked(_), None) => settle(sender, Err(failed())),
        (UnpackReply::Failed(error), _) => settle(sender, Err(error)),
    }
}
