//! A file as the engine reads it: one part after another from a stream that fills the same piece of memory again and again, any other part
//! as a slice.
//!
//! Slices are memory that only the browser's collector gives back, and where nothing but bytes is read that has little to do.

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamByobReader};

use crate::engine::{ReadFailure, Source};

pub struct BlobSource {
    blob: Blob,
    /// Bytes that are there already, all of them.
    made: Option<Uint8Array>,
    stream: Option<Stream>,
    /// Where the last part read has ended.
    read_to: u64,
}

impl BlobSource {
    pub const fn new(blob: Blob) -> Self {
        Self {
            blob,
            made: None,
            stream: None,
            read_to: 0,
        }
    }

    /// Bytes that are there already.
    pub fn made(bytes: &[u8]) -> Result<Self, JsValue> {
        let bytes = Uint8Array::from(bytes);
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes))?;
        let mut made = Self::new(blob);
        made.made = Some(bytes);
        Ok(made)
    }

    async fn slice(&self, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
        if let Some(bytes) = &self.made {
            return Ok(bytes.subarray(start as u32, end as u32).to_vec());
        }
        // A file that has gone has no bytes either: a slice of it would be empty, but reading the file itself fails.
        let slice = match self.blob.size() {
            0.0 => self.blob.clone(),
            _ => self.blob.slice_with_f64_and_f64(start as f64, end as f64)?,
        };
        let bytes = JsFuture::from(slice.array_buffer()).await?;
        Ok(Uint8Array::new(&bytes).to_vec())
    }
}

impl Source for BlobSource {
    fn length(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        let end = (offset + length as u64).min(self.length()).max(offset);
        // The beginning may only be looked at.
        let goes_on = offset == self.read_to && offset > 0 && self.made.is_none();
        self.read_to = end;
        let stream = match self.stream.take() {
            Some(stream) if goes_on => Some(stream),
            _ if goes_on => Stream::open(&self.blob, offset),
            _ => None,
        };
        let bytes = match stream {
            Some(mut stream) => {
                let bytes = stream.read((end - offset) as u32).await;
                self.stream = Some(stream);
                bytes
            }
            None => self.slice(offset, end).await,
        };
        bytes
            .ok()
            .filter(|bytes| bytes.len() as u64 == end - offset)
            .ok_or(ReadFailure)
    }
}

/// The rest of a blob.
struct Stream {
    reader: ReadableStreamByobReader,
    /// What is read is written there. The browser hands it to and fro.
    room: ArrayBuffer,
}

impl Stream {
    /// `None` where the browser has streams that bring memory of their own only: slices do as well.
    fn open(blob: &Blob, from: u64) -> Option<Self> {
        let rest = blob.slice_with_f64(from as f64).ok()?;
        let reader = ReadableStreamByobReader::new(&rest.stream()).ok()?;
        Some(Self {
            reader,
            room: ArrayBuffer::new(0),
        })
    }

    /// So many bytes, or fewer where the blob ends.
    async fn read(&mut self, length: u32) -> Result<Vec<u8>, JsValue> {
        if self.room.byte_length() < length {
            self.room = ArrayBuffer::new(length);
        }
        let part = |room: &ArrayBuffer, from, to| {
            Uint8Array::new_with_byte_offset_and_length(room, from, to - from)
        };
        let mut filled = 0;
        while filled < length {
            let view = part(&self.room, filled, length);
            let read = JsFuture::from(self.reader.read_with_array_buffer_view(&view)).await?;
            let value = Reflect::get(&read, &JsValue::from_str("value"))?;
            let value: Uint8Array = value.dyn_into()?;
            self.room = value.buffer();
            if value.length() == 0 {
                break;
            }
            filled += value.length();
        }
        Ok(part(&self.room, 0, filled).to_vec())
    }
}
