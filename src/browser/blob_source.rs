//! A file as the engine reads it: parts of a blob, of which larger slices are asked for while the engine works.

use std::collections::VecDeque;

use futures_channel::oneshot::Receiver;
use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::slices;
use crate::engine::{ReadFailure, Source};

/// The browser takes twice as long for slices of half the size, and all of them are memory.
const SLICE: u64 = 8 << 20;
/// So many slices are on their way: the page may be busy for as long as the engine works on them.
const AHEAD: usize = 2;

pub struct BlobSource {
    blob: Blob,
    /// The bytes from there on.
    at_hand: Option<(u64, Uint8Array)>,
    ahead: VecDeque<Asked>,
    /// Where the last part read has ended.
    read_to: u64,
}

/// A slice on its way.
struct Asked {
    start: u64,
    end: u64,
    bytes: Receiver<ArrayBuffer>,
}

impl BlobSource {
    pub const fn new(blob: Blob) -> Self {
        Self {
            blob,
            at_hand: None,
            ahead: VecDeque::new(),
            read_to: 0,
        }
    }

    /// Bytes that are there already.
    pub fn made(bytes: &[u8]) -> Result<Self, JsValue> {
        let bytes = Uint8Array::from(bytes);
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes))?;
        let mut made = Self::new(blob);
        made.at_hand = Some((0, bytes));
        Ok(made)
    }

    fn ask(&self, start: u64, end: u64) -> Result<Asked, ReadFailure> {
        let slice = self.blob.slice_with_f64_and_f64(start as f64, end as f64);
        // A file that has gone has no bytes either: a slice of it would be empty, but reading the file itself fails.
        let slice = match self.blob.size() {
            0.0 => Ok(self.blob.clone()),
            _ => slice,
        };
        let bytes = slices::ask(&slice.map_err(|_| ReadFailure)?);
        Ok(Asked { start, end, bytes })
    }

    /// The slice that begins there and holds all of the part, and those after it if the file is read on.
    fn slice(&mut self, start: u64, end: u64, goes_on: bool) -> Result<Asked, ReadFailure> {
        let next = self.ahead.pop_front();
        let slice = match next.filter(|asked| asked.start == start && asked.end >= end) {
            Some(asked) => asked,
            None => {
                self.ahead.clear();
                self.ask(start, end)?
            }
        };
        while goes_on && self.ahead.len() < AHEAD {
            let start = self.ahead.back().map_or(slice.end, |asked| asked.end);
            if start >= self.length() {
                break;
            }
            let end = (start + SLICE).min(self.length());
            self.ahead.push_back(self.ask(start, end)?);
        }
        Ok(slice)
    }

    fn part(&self, start: u64, end: u64) -> Option<Vec<u8>> {
        let (first, bytes) = self.at_hand.as_ref()?;
        let (from, to) = (start.checked_sub(*first)?, end.checked_sub(*first)?);
        let all = u64::from(bytes.length());
        (from <= to && to <= all).then(|| bytes.subarray(from as u32, to as u32).to_vec())
    }
}

impl Source for BlobSource {
    fn length(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        let end = (offset + length as u64).min(self.length()).max(offset);
        // Whoever wants less than a slice of the beginning only looks at it.
        let looks = offset == 0 && (length as u64) < SLICE;
        let goes_on = offset == self.read_to && !looks;
        self.read_to = end;
        if let Some(part) = self.part(offset, end) {
            return Ok(part);
        }
        let slice = self.slice(offset, end, goes_on)?;
        let buffer = slice.bytes.await.map_err(|_| ReadFailure)?;
        if let Some((_, done)) = self.at_hand.replace((offset, Uint8Array::new(&buffer))) {
            free(&done.buffer());
        }
        self.part(offset, end).ok_or(ReadFailure)
    }
}

/// Gives a slice's memory back now: its collector would let many of them lie about. Browsers that cannot do so leave it to that.
fn free(buffer: &ArrayBuffer) {
    let transfer = Reflect::get(buffer, &JsValue::from_str("transfer"));
    if let Some(transfer) = transfer
        .ok()
        .as_ref()
        .and_then(|found| found.dyn_ref::<Function>())
    {
        // Nothing else holds it.
        let _ = transfer.call1(buffer, &JsValue::from(0));
    }
}

impl Drop for BlobSource {
    fn drop(&mut self) {
        if let Some((_, done)) = self.at_hand.take() {
            free(&done.buffer());
        }
    }
}
