//! Files that do not fit: they are recognised while they are read, and a part of them can be opened.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use parcours::engine::{Host, LoadOutcome, ReadFailure, SLICE_BYTES, Source, load};
use parcours::model::load::{LoadError, LoadErrorCode, LoadOptions};
use parcours::model::query::Lens;
use parcours::protocol::Progress;

const MEBIBYTE: u64 = 1 << 20;

struct Memory(Vec<u8>);

impl Source for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        let start = (offset as usize).min(self.0.len());
        Ok(self.0[start..(start + length).min(self.0.len())].to_vec())
    }
}

/// Memory that grows with every look at it.
struct Growing {
    bytes: Cell<u64>,
    by: u64,
    told: Cell<u64>,
}

impl Growing {
    fn new(bytes: u64, by: u64) -> Self {
        Self {
            bytes: Cell::new(bytes),
            by,
            told: Cell::new(0),
        }
    }
}

impl Host for Growing {
    fn progress(&self, progress: Progress) {
        self.told.set(progress.bytes_read);
    }

    fn memory_bytes(&self) -> u64 {
        self.bytes.replace(self.bytes.get() + self.by)
    }
}

fn opened(
    file: &mut Memory,
    options: LoadOptions,
    host: &Growing,
) -> Result<(u32, u32), LoadError> {
    let options = LoadOptions {
        review: Some(false),
        ..options
    };
    let files = std::slice::from_mut(file);
    // A file in memory makes nobody wait: one poll is all.
    let read = pin!(load(files, options, Lens::default(), host));
    match read.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(LoadOutcome::Loaded(loaded))) => {
            let info = loaded.info();
            Ok((info.events, info.journeys))
        }
        Poll::Ready(Ok(LoadOutcome::Review(_))) => panic!("a question"),
        Poll::Ready(Err(error)) => Err(error),
        Poll::Pending => panic!("someone waits"),
    }
}

/// Ten rows a journey, some slices long.
fn file() -> (Memory, usize) {
    let mut text = String::from("case,when,step\n");
    let mut rows = 0;
    while text.len() < 3 * SLICE_BYTES + 1000 {
        text.push_str(&format!(
            "J{:07},2026-01-{:02} 10:00,Step {}\n",
            rows / 10,
            1 + rows % 28,
            rows % 7
        ));
        rows += 1;
    }
    (Memory(text.into_bytes()), rows)
}

#[test]
fn the_first_bytes_hold_the_whole_rows_before_them() {
    let (mut file, rows) = file();
    let host = Growing::new(0, 0);
    let whole = opened(&mut file, LoadOptions::default(), &host).unwrap();
    assert_eq!(whole.0 as usize, rows);
    for bytes in [
        100,
        SLICE_BYTES as u64 - 1,
        SLICE_BYTES as u64 + 7,
        u64::MAX,
    ] {
        let options = LoadOptions {
            first_bytes: Some(bytes),
            ..LoadOptions::default()
        };
        let (events, _) = opened(&mut file, options, &host).unwrap();
        let end = usize::try_from(bytes)
            .unwrap_or(usize::MAX)
            .min(file.0.len());
        let lines = file.0[..end].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(events as usize, lines - 1, "the first {bytes} bytes");
    }
}

#[test]
fn a_file_that_takes_too_much_memory_says_how_much_of_it_fits() {
    let (mut file, rows) = file();
    let options = LoadOptions {
        memory_mebibytes: Some(10),
        ..LoadOptions::default()
    };
    let host = Growing::new(MEBIBYTE, 6 * MEBIBYTE);
    let error = opened(&mut file, options.clone(), &host).unwrap_err();
    assert_eq!(error.code, LoadErrorCode::TooLarge);
    let subject = error.subject.unwrap();
    let (fit, percent) = subject.split_once(' ').unwrap();
    let (fit, percent): (usize, u64) = (fit.parse().unwrap(), percent.parse().unwrap());
    assert_eq!(percent, host.told.get() * 100 / file.length());
    assert!(fit > 0 && fit < rows);
    // What is said to fit can be opened.
    let part = LoadOptions {
        first_bytes: Some(host.told.get()),
        ..LoadOptions::default()
    };
    let (events, _) = opened(&mut file, part, &Growing::new(0, 0)).unwrap();
    assert_eq!(events as usize, fit);
}

#[test]
fn memory_that_an_earlier_file_has_taken_is_no_reason_to_stop() {
    let (mut file, rows) = file();
    let options = LoadOptions {
        memory_mebibytes: Some(10),
        ..LoadOptions::default()
    };
    let host = Growing::new(50 * MEBIBYTE, 0);
    let (events, _) = opened(&mut file, options, &host).unwrap();
    assert_eq!(events as usize, rows);
}
