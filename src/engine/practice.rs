//! Practice: a made-up table is read and asked, so that the browser has compiled what runs often before the first file comes.
//!
//! Leaves nothing behind.

use super::{Engine, Host, Source, load};
use crate::model::filter::Filter;
use crate::model::load::LoadOptions;
use crate::model::query::{Lens, OverviewQuery, StripQuery};
use crate::protocol::{Progress, Request};

/// Enough for what runs once a row to be compiled well, and read in a few hundredths of a second.
const ROWS: u32 = 10_000;

struct Nobody;

impl Host for Nobody {
    fn progress(&self, _: Progress) {}
}

/// Reads [`practice_file`] and asks what is asked first of every file. The file comes as the caller's own kind of source: a second kind would be a second copy of all
/// that reads.
pub async fn practise(file: impl Source) {
    let options = LoadOptions {
        review: Some(false),
        ..LoadOptions::default()
    };
    let mut files = [file];
    let Ok(outcome) = load(&mut files, options, Lens::default(), &Nobody).await else {
        return;
    };
    let mut engine = Engine::default();
    engine.take(outcome);
    engine.answer(Request::Overview(OverviewQuery::default()));
    engine.answer(Request::Strip(StripQuery::default()));
    engine.answer(Request::Prepare(u32::MAX));
    let filter = Filter {
        persona: Some(vec!["a".to_owned(), "b".to_owned()]),
        ..Filter::default()
    };
    engine.answer(Request::Summary {
        filter,
        parts: None,
    });
}

/// Journeys of five events in the form that most files have.
pub fn practice_file() -> Vec<u8> {
    let mut text =
        b"journey_id,timestamp,persona,stage,channel,touchpoint,emotion,revenue\n".to_vec();
    let mut state = 1_u32;
    for row in 0..ROWS {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let random = state >> 16;
        let letter = |number: u32| b'a' + (number % 6) as u8;
        text.push(b'j');
        digits(&mut text, row % (ROWS / 5), 5);
        text.extend(b",2026-0");
        digits(&mut text, 1 + row / (ROWS / 5), 1);
        text.push(b'-');
        digits(&mut text, 1 + random % 28, 2);
        text.extend(b"T12:");
        digits(&mut text, random % 60, 2);
        text.extend(b":00Z,");
        let (persona, stage) = (letter(row % (ROWS / 5)), letter(row / (ROWS / 5)));
        text.extend([persona, b',', stage, b',', letter(random / 7), b',']);
        text.extend([b't', letter(random / 11), letter(random / 67), b',']);
        if random.is_multiple_of(3) {
            text.push(b'-');
        }
        digits(&mut text, random / 5 % 3, 1);
        text.push(b',');
        if random.is_multiple_of(10) {
            digits(&mut text, random, 5);
            text.extend(b".5");
        }
        text.push(b'\n');
    }
    text
}

/// The last `count` digits of a number.
fn digits(text: &mut Vec<u8>, number: u32, count: u32) {
    for place in (0..count).rev() {
        text.push(b'0' + (number / 10_u32.pow(place) % 10) as u8);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::engine::{LoadOutcome, ReadFailure};

    struct Made(Vec<u8>);

    impl Source for Made {
        fn length(&self) -> u64 {
            self.0.len() as u64
        }

        async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
            let rest = self.0.get(offset as usize..).unwrap_or_default();
            Ok(rest[..length.min(rest.len())].to_vec())
        }
    }

    #[test]
    fn the_table_is_read_whole() {
        let options = LoadOptions::default();
        let mut files = [Made(practice_file())];
        let mut loading = pin!(load(&mut files, options, Lens::default(), &Nobody));
        let Poll::Ready(Ok(LoadOutcome::Loaded(loaded))) = loading
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        else {
            panic!("not read at once, or not without a question");
        };
        let info = loaded.info();
        assert_eq!((info.events, info.journeys), (ROWS, ROWS / 5));
        assert_eq!((info.stages.len(), info.personas.len()), (5, 6));
        assert_eq!((info.source.rows_rejected, info.emptied_cells), (0, 0));
    }
}
