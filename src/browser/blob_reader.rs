//! A blob as something to read and to seek in, as only a worker can: it waits for the bytes.

use std::io::{Error, Read, Result, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};

/// Bytes fetched at once.
const WINDOW: u64 = 1 << 20;

pub struct BlobReader<F: FnMut(u64)> {
    blob: Blob,
    reader: FileReaderSync,
    at: u64,
    /// Where the bytes at hand begin.
    window_start: u64,
    window: Vec<u8>,
    /// Told how far the reading is, in bytes.
    on_read: F,
}

impl<F: FnMut(u64)> BlobReader<F> {
    /// # Errors
    /// Where there is no such reader, as outside of a worker.
    pub fn new(blob: Blob, on_read: F) -> Result<Self> {
        Ok(Self {
            reader: FileReaderSync::new().map_err(|_| gone())?,
            blob,
            at: 0,
            window_start: 0,
            window: Vec::new(),
            on_read,
        })
    }

    fn length(&self) -> u64 {
        self.blob.size() as u64
    }

    fn fetch(&mut self) -> Result<()> {
        let end = (self.at + WINDOW).min(self.length());
        let slice = self
            .blob
            .slice_with_f64_and_f64(self.at as f64, end as f64)
            .map_err(|_| gone())?;
        let buffer = self
            .reader
            .read_as_array_buffer(&slice)
            .map_err(|_| gone())?;
        self.window = Uint8Array::new(&buffer).to_vec();
        self.window_start = self.at;
        (self.on_read)(end);
        Ok(())
    }
}

/// The file has been moved, deleted or changed.
fn gone() -> Error {
    Error::other("gone")
}

impl<F: FnMut(u64)> Read for BlobReader<F> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.at >= self.length() || buffer.is_empty() {
            return Ok(0);
        }
        let inside = self.window_start..self.window_start + self.window.len() as u64;
        if !inside.contains(&self.at) {
            self.fetch()?;
        }
        let from = (self.at - self.window_start) as usize;
        let available = self.window.get(from..).unwrap_or_default();
        if available.is_empty() {
            return Err(gone());
        }
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.at += length as u64;
        Ok(length)
    }
}

impl<F: FnMut(u64)> Seek for BlobReader<F> {
    fn seek(&mut self, position: SeekFrom) -> Result<u64> {
        let (from, offset) = match position {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::End(offset) => (self.length(), offset),
            SeekFrom::Current(offset) => (self.at, offset),
        };
        self.at = from
            .checked_add_signed(offset)
            .ok_or_else(|| Error::other("before the start"))?;
        Ok(self.at)
    }
}
