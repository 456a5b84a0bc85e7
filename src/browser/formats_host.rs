//! The end of the worker `formats`: takes one file, makes a text of it, and tells when it panics.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::blob_reader::BlobReader;
use super::message;
use crate::formats::{Output, convert, take_out};
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::{Envelope, Progress, Unpack, UnpackReply};

/// Listens from now on.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let panicking = scope.clone();
    std::panic::set_hook(Box::new(move |info| {
        // Not console.error: the page tells the user, and a file that no reader survives is no error of the page.
        let error = LoadError::about(LoadErrorCode::ReaderFailed, info.to_string());
        send(&panicking, UnpackReply::Failed(error), &[]);
    }));
    let answering = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok((envelope, files)) = message::unpack::<Unpack>(&event.data())
            && let Some(file) = files.into_iter().next()
        {
            let (reply, text) = unpack(&answering, &envelope.body, file);
            send(&answering, reply, text.as_slice());
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    send(&scope, UnpackReply::Ready, &[]);
}

fn send(scope: &DedicatedWorkerGlobalScope, body: UnpackReply, text: &[Blob]) {
    if let Ok((parts, transfer)) = message::pack(&Envelope { id: 0, body }, text) {
        // Bytes are always transferable.
        let _ = scope.post_message_with_transfer(&parts, &transfer);
    }
}

fn unpack(
    scope: &DedicatedWorkerGlobalScope,
    asked: &Unpack,
    file: Blob,
) -> (UnpackReply, Option<Blob>) {
    let total = file.size() as u64;
    let tell = |bytes_read| {
        let progress = Progress {
            bytes_read,
            bytes_total: Some(total),
            rows_read: 0,
        };
        send(scope, UnpackReply::Progress(progress), &[]);
    };
    let Ok(reader) = BlobReader::new(file.clone(), tell) else {
        return (failed(LoadErrorCode::ReaderFailed), None);
    };
    let mut pieces = Pieces::default();
    let reader = Box::new(reader);
    let made = match (asked.untouched, asked.part.as_deref()) {
        (true, Some(file)) => take_out(reader, file, &mut pieces),
        (_, part) => convert(reader, part, &mut pieces),
    };
    match made {
        Ok(unpacked) => match pieces.into_blob() {
            Some(text) => (UnpackReply::Unpacked(unpacked), Some(text)),
            None => (failed(LoadErrorCode::UnpacksTooLarge), None),
        },
        Err(error) => (UnpackReply::Failed(error), None),
    }
}

fn failed(code: LoadErrorCode) -> UnpackReply {
    UnpackReply::Failed(LoadError::new(code))
}

/// Pieces of text outside of the wasm's memory.
struct Pieces {
    pieces: Array,
}

impl Default for Pieces {
    fn default() -> Self {
        Self {
            pieces: Array::new(),
        }
    }
}

impl Output for Pieces {
    fn take(&mut self, bytes: &[u8]) {
        self.pieces.push(&Uint8Array::from(bytes));
    }

    fn restart(&mut self) {
        self.pieces = Array::new();
    }
}

impl Pieces {
    fn into_blob(self) -> Option<Blob> {
        Blob::new_with_u8_array_sequence(&self.pieces).ok()
    }
}
