//! A file as the engine reads it: slices of a blob, the next ones asked for while the engine works on one.

use std::collections::VecDeque;

use futures_channel::oneshot::Receiver;
use js_sys::{ArrayBuffer, Uint8Array};
use web_sys::Blob;

use super::slices;
use crate::engine::{ReadFailure, Source};

/// So many slices are on their way: the page may be busy for as long as the engine works on them.
const AHEAD: usize = 3;

pub struct BlobSource {
    blob: Blob,
    /// Slices already asked for, by where they begin.
    ahead: VecDeque<(u64, Receiver<ArrayBuffer>)>,
}

impl BlobSource {
    pub const fn new(blob: Blob) -> Self {
        Self {
            blob,
            ahead: VecDeque::new(),
        }
    }

    fn ask(&self, offset: u64, length: usize) -> Result<Receiver<ArrayBuffer>, ReadFailure> {
        // A file that has gone has no bytes either: a slice of it would be empty, but reading the file itself fails.
        if self.blob.size() == 0.0 {
            return Ok(slices::ask(&self.blob));
        }
        let slice = self
            .blob
            .slice_with_f64_and_f64(offset as f64, offset as f64 + length as f64);
        slice
            .map(|slice| slices::ask(&slice))
            .map_err(|_| ReadFailure)
    }
}

impl Source for BlobSource {
    fn length(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        // Whoever reads elsewhere has no use for what was asked for before.
        self.ahead.retain(|(at, _)| *at >= offset);
        let asked = match self.ahead.pop_front() {
            Some((at, asked)) if at == offset => asked,
            _ => {
                self.ahead.clear();
                self.ask(offset, length)?
            }
        };
        let last = self.ahead.back().map_or(offset, |(at, _)| *at);
        let mut next = last + length as u64;
        while self.ahead.len() < AHEAD && next < self.length() {
            self.ahead.push_back((next, self.ask(next, length)?));
            next += length as u64;
        }
        let buffer = asked.await.map_err(|_| ReadFailure)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}
