//! What the columns of the sampled rows look like: counts, ranges, kinds.
//!
//! Must not know: roles.

use parcours_kernel::TextCodes;

use super::number::{NumberLook, NumberProfile, number_text};
use super::time::{TimeLook, TimeProfile};
use super::words;
use crate::model::load::ColumnKind;
use crate::model::time::TimeKind;

/// Distinct values are counted up to here.
const DISTINCT_LIMIT: usize = 100_000;
/// Cells whose times, numbers and words are tried; beyond, times and numbers only where the column is one of them by then.
const TRIED_CELLS: u32 = 64;
/// Different values of which none is a time, a number or a word of emotion: then no others are asked whether they are.
const TELLING_VALUES: usize = 16;
/// Rows whose times and numbers are all looked at; the counts of values and blanks use every sampled row.
pub const PARSED_ROWS: usize = 5_000;
const FREE_TEXT_CHARS: u64 = 40;

#[derive(Debug, Clone, Default)]
pub struct ColumnProfile {
    pub rows: u32,
    pub filled: u32,
    pub distinct: u32,
    pub characters: u64,
    /// Cells of several words.
    pub phrases: u32,
    /// Of the first parsed cells: emotion words, emoji, booleans.
    pub emotion_words: u32,
    pub emoji: u32,
    pub booleans: u32,
    pub parsed: u32,
    pub times: TimeProfile,
    pub numbers: NumberProfile,
}

impl ColumnProfile {
    pub const fn empty(&self) -> u32 {
        self.rows - self.filled
    }

    /// Lowest and highest, for times as written, for numbers as read.
    pub fn range(&self, comma: bool) -> Option<(String, String)> {
        if self.times.is_calendar() {
            let (low, high) = (self.times.lowest.as_ref()?, self.times.highest.as_ref()?);
            return Some((low.1.clone(), high.1.clone()));
        }
        let (low, high) = self
            .numbers
            .range(comma)
            .filter(|_| self.numbers.is_number())?;
        Some((number_text(low), number_text(high)))
    }

    /// Unique in (nearly) every row: a key of rows, not of journeys.
    pub const fn is_unique(&self) -> bool {
        self.filled >= 8 && self.distinct as u64 * 10 > self.filled as u64 * 9
    }

    pub fn is_free_text(&self) -> bool {
        let mean = self.characters / u64::from(self.filled.max(1));
        let phrases = self.phrases * 2 > self.filled;
        phrases && mean >= FREE_TEXT_CHARS && self.distinct * 10 > self.filled.min(200)
    }

    pub fn kind(&self) -> ColumnKind {
        let plain_or_instant = |instant: bool| {
            if instant {
                TimeKind::Instant
            } else {
                TimeKind::Plain
            }
        };
        if self.filled == 0 {
            ColumnKind::Empty
        } else if self.times.is_calendar() {
            ColumnKind::Time(plain_or_instant(self.times.with_offset > 0))
        } else if self.booleans == self.parsed && self.distinct <= 2 {
            ColumnKind::Boolean
        } else if self.numbers.is_number() {
            ColumnKind::Number
        } else if self.is_free_text() {
            ColumnKind::FreeText
        } else if self.is_unique() {
            ColumnKind::Identifier
        } else {
            ColumnKind::Text
        }
    }
}

/// Fed row by row.
pub struct Profiler {
    columns: Vec<(ColumnProfile, Values)>,
}

/// The different values of a column, and how each looked when it came first: none is looked at twice.
///
/// Values have their looks in the order of their codes: a column that is looked at no more stays so.
#[derive(Default)]
struct Values {
    codes: TextCodes,
    looks: Vec<Look>,
}

/// One cell as everything that a column may be of.
#[derive(Clone, Copy)]
struct Look {
    boolean: bool,
    emotion_word: bool,
    emoji: bool,
    time: TimeLook,
    number: NumberLook,
}

impl Look {
    /// Not at what none of so many values before was.
    fn of(cell: &str, profile: &ColumnProfile, before: usize) -> Self {
        let new = before < TELLING_VALUES;
        let short = cell.len() <= 40;
        let words = new || profile.emotion_words > 0;
        let times = new || profile.times.is_any();
        let numbers = new || profile.numbers.by_dot + profile.numbers.by_comma > 0;
        // A word of emotion has a digit at most before it, and every emoji is beyond ASCII.
        let mut after = cell.bytes().skip_while(u8::is_ascii_digit).peekable();
        let word = after.peek().is_some() && !after.any(|b| b.is_ascii_digit());
        Self {
            // All are, or none of them matters.
            boolean: profile.booleans == profile.parsed && is_boolean(cell),
            emotion_word: short && words && word && words::emotion_of_word(cell).is_some(),
            emoji: short && !cell.is_ascii() && words::emotion_of_emoji(cell).is_some(),
            time: if times {
                TimeLook::of(cell)
            } else {
                TimeLook::default()
            },
            number: if numbers {
                NumberLook::of(cell)
            } else {
                NumberLook::default()
            },
        }
    }
}

impl Profiler {
    pub fn new(width: usize) -> Self {
        let column = || (ColumnProfile::default(), Values::default());
        Self {
            columns: std::iter::repeat_with(column).take(width).collect(),
        }
    }

    pub fn add(&mut self, index: usize, cell: &str, line: u64) {
        let Some((profile, values)) = self.columns.get_mut(index) else {
            return;
        };
        profile.rows += 1;
        if cell.is_empty() || is_nothing(cell) {
            return;
        }
        profile.filled += 1;
        profile.characters += cell.len() as u64;
        profile.phrases += u32::from(memchr::memchr(b' ', cell.as_bytes()).is_some());
        let mut code = usize::MAX;
        if values.codes.len() < DISTINCT_LIMIT {
            code = values.codes.code(cell) as usize;
        }
        let tried = profile.parsed < TRIED_CELLS;
        let later = profile.filled as usize <= PARSED_ROWS;
        let as_time = tried || (later && profile.times.is_calendar());
        let as_number = tried || (later && profile.numbers.is_number());
        if !as_time && !as_number {
            return;
        }
        if code >= values.looks.len() {
            code = values.looks.len();
            values.looks.push(Look::of(cell, profile, code));
        }
        let look = &values.looks[code];
        if tried {
            profile.parsed += 1;
            profile.booleans += u32::from(look.boolean);
            profile.emotion_words += u32::from(look.emotion_word);
            profile.emoji += u32::from(look.emoji);
        }
        if as_time {
            profile.times.add(&look.time, cell, line);
        }
        if as_number {
            profile.numbers.add(&look.number, cell, line);
        }
    }

    pub fn finish(self) -> Vec<ColumnProfile> {
        let finish = |(mut profile, values): (ColumnProfile, Values)| {
            profile.distinct = values.codes.len() as u32;
            profile
        };
        self.columns.into_iter().map(finish).collect()
    }
}

/// A word for an empty cell says nothing of what the others are. When rows are read it is what is written.
fn is_nothing(cell: &str) -> bool {
    const WORDS: [&str; 5] = ["null", "n/a", "#n/a", "nan", "-"];
    cell.len() <= 4 && WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

fn is_boolean(cell: &str) -> bool {
    const WORDS: &str = "0 1 true false yes no oui non vrai faux y n o t";
    cell.len() <= 5 && words::among(WORDS, cell)
}
