//! A file as the engine reads it: slices of a blob, each asked for while the one before it is worked on.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::engine::{ReadFailure, Source};

pub struct BlobSource {
    blob: Blob,
    /// The slice after the last one, already asked for: the browser reads it while the engine works on this one.
    ahead: Option<(u64, JsFuture)>,
}

impl BlobSource {
    pub const fn new(blob: Blob) -> Self {
        Self { blob, ahead: None }
    }

    fn ask(&self, offset: u64, length: usize) -> Result<JsFuture, ReadFailure> {
        let slice = self.slice(offset, length)?;
        Ok(JsFuture::from(slice.array_buffer()))
    }

    fn slice(&self, offset: u64, length: usize) -> Result<Blob, ReadFailure> {
        // A file that has gone has no bytes either: a slice of it would be empty, but reading the file itself fails.
        if self.blob.size() == 0.0 {
            return Ok(self.blob.clone());
        }
        self.blob
            .slice_with_f64_and_f64(offset as f64, offset as f64 + length as f64)
            .map_err(|_| ReadFailure)
    }
}

impl Source for BlobSource {
    fn length(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        let asked = match self.ahead.take() {
            Some((at, asked)) if at == offset => asked,
            _ => self.ask(offset, length)?,
        };
        let buffer = asked.await.map_err(|_| ReadFailure)?;
        let next = offset + length as u64;
        if next < self.length() {
            self.ahead = Some((next, self.ask(next, length)?));
        }
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}
