//! The rows of a file as the table view saves them.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use parcours::engine::{Desk, Host, ReadFailure, Source};
use parcours::import::{csv_line, plan};
use parcours::model::cells::{DeskRequest, DeskSurvey};
use parcours::model::load::LoadOptions;
use parcours::protocol::{Progress, Reply};
use serde::de::DeserializeOwned;

struct Memory<'b>(&'b [u8]);

impl Source for Memory<'_> {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        let rest = &self.0[(offset as usize).min(self.0.len())..];
        Ok(rest[..length.min(rest.len())].to_vec())
    }
}

struct Alone;

impl Host for Alone {
    fn progress(&self, _: Progress) {}
}

fn ask<T: DeserializeOwned>(desk: &mut Desk, bytes: &[u8], request: &DeskRequest) -> T {
    let text = serde_json::to_string(request).unwrap();
    let mut source = Memory(bytes);
    let answer = pin!(desk.answer(&text, std::slice::from_mut(&mut source), &Alone));
    match answer.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Reply::Json(text)) => serde_json::from_str(&text).unwrap(),
        Poll::Ready(other) => panic!("{other:?}"),
        Poll::Pending => panic!("a file in memory made someone wait"),
    }
}

/// All rows as written, with the mark and the separator that the page's language asks for.
pub fn exported(bytes: &[u8], separator: char) -> Vec<u8> {
    let options = plan(bytes, true, &LoadOptions::default())
        .unwrap()
        .review()
        .options;
    let mut desk = Desk::default();
    let survey: DeskSurvey = ask(&mut desk, bytes, &DeskRequest::Open(Box::new(options)));
    let all = DeskRequest::Select {
        runs: vec![0, survey.rows],
        with_removed: true,
        needle: String::new(),
        sort: None,
        descending: false,
    };
    let count: u32 = ask(&mut desk, bytes, &all);
    let rows = DeskRequest::Csv {
        first: 0,
        count,
        as_read: false,
        separator,
    };
    let rows: String = ask(&mut desk, bytes, &rows);
    let header = csv_line(survey.header.iter().map(String::as_str), separator);
    ["\u{feff}", &header, &rows].concat().into_bytes()
}
