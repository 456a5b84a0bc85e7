//! A file as the engine reads it: slices of a blob, asked for when they are wanted.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::engine::{ReadFailure, Source};

#[derive(Debug, Clone)]
pub struct BlobSource {
    blob: Blob,
}

impl BlobSource {
    pub const fn new(blob: Blob) -> Self {
        Self { blob }
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
        let slice = self.slice(offset, length)?;
        let buffer = JsFuture::from(slice.array_buffer())
            .await
            .map_err(|_| ReadFailure)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}
