//! Rows in their plainest form, many at once: the right number of cells, times and numbers by position, no escape to be undone.
//!
//! Whatever is not plain is left to the caller, from that row on. Must not know what the columns mean.

use crate::cells::{number_of, seconds_of};
use crate::marks::row_marks;

/// Rows found at once: their cells stay in the processor's nearest memory until every column has taken its own.
const MOST_ROWS: usize = 256;
const BLOCK: usize = 64;

/// Where each cell of some rows is: all rows have the same number of cells.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    pub text: &'a str,
    /// First byte and the one after the last, row by row.
    pub spans: &'a [[u32; 2]],
    /// Cells of a row.
    pub width: usize,
}

impl<'a> Cells<'a> {
    pub fn rows(&self) -> usize {
        self.spans.len() / self.width.max(1)
    }

    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> &'a str {
        let span = self.spans.get(row * self.width + column);
        span.and_then(|[start, end]| self.text.get(*start as usize..*end as usize))
            .unwrap_or_default()
    }
}

/// A column of times `yyyy-mm-ddThh:mm:ss`, with a blank or a T between, and a Z after it if `zoned`.
#[derive(Debug, Clone, Copy)]
pub struct PlainTime {
    pub column: usize,
    pub zoned: bool,
}

/// A column of numbers; one outside the bounds is not plain.
#[derive(Debug, Clone, Copy)]
pub struct PlainNumber {
    pub column: usize,
    pub decimal: u8,
    pub low: f64,
    pub high: f64,
}

/// What the numbers of a column are like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberTally {
    /// Cells that are not empty.
    pub read: u64,
    pub fractions: u64,
    /// Smallest and largest; the other way round where none was read.
    pub low: f64,
    pub high: f64,
}

impl Default for NumberTally {
    fn default() -> Self {
        Self {
            read: 0,
            fractions: 0,
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
        }
    }
}

/// A column of numbers with what was read of it.
#[derive(Debug)]
pub struct NumberCells {
    pub form: PlainNumber,
    /// NaN: empty.
    pub values: Vec<f64>,
    pub tally: NumberTally,
}

/// Reads plain rows.
#[derive(Debug)]
pub struct PlainRows {
    pub delimiter: u8,
    pub quote: u8,
    /// A quoted cell may hold escapes that are no quotes: it is not plain.
    pub escapes: bool,
    /// Cells of a row.
    pub width: usize,
    /// The column that is never empty.
    pub required: usize,
    pub time: Option<PlainTime>,
    pub numbers: Vec<NumberCells>,
    /// In microseconds since 1970.
    pub times: Vec<i64>,
    pub spans: Vec<[u32; 2]>,
}

impl PlainRows {
    /// Reads rows of `text` from byte `from` on, where one begins, and returns the byte after the last.
    #[inline(never)]
    pub fn read(&mut self, text: &[u8], from: usize) -> usize {
        self.spans.clear();
        self.times.clear();
        for number in &mut self.numbers {
            number.values.clear();
        }
        let mut marks = RowMarks::new(text, from, self.delimiter, self.quote);
        let mut start = from;
        for _ in 0..MOST_ROWS {
            let before = self.spans.len();
            let Some(next) = self
                .cells(text, start, &mut marks)
                .filter(|_| self.judge(text, before))
            else {
                self.spans.truncate(before);
                break;
            };
            start = next;
        }
        start
    }

    /// The cells of the row at `start`; the byte after its line end. `None`: it is not plain.
    #[inline]
    fn cells(&mut self, text: &[u8], row: usize, marks: &mut RowMarks<'_>) -> Option<usize> {
        let mut start = row;
        for left in (0..self.width).rev() {
            let mut end = marks.next()?;
            if text[start] == self.quote {
                let close = marks.next().filter(|_| !self.escapes)?;
                let close = marks.quote_from(close, self.quote)?;
                self.spans.push([start as u32 + 1, close as u32]);
                end = marks.next().filter(|end| *end == close + 1)?;
            } else {
                while text[end] == self.quote {
                    end = marks.next()?;
                }
                self.spans.push([start as u32, end as u32]);
            }
            let mark = text[end];
            if left > 0 {
                if mark != self.delimiter {
                    return None;
                }
                start = end + 1;
            } else if mark == b'\n' {
                return Some(end + 1);
            } else {
                let feed = marks.next().filter(|feed| *feed == end + 1)?;
                return (mark == b'\r' && text[feed] == b'\n').then_some(end + 2);
            }
        }
        None
    }

    /// Reads times and numbers of the last row; `false`: one of them is not plain.
    #[inline]
    fn judge(&mut self, text: &[u8], row: usize) -> bool {
        let cell = |spans: &[[u32; 2]], column: usize| {
            let [start, end] = spans[row + column];
            &text[start as usize..end as usize]
        };
        if cell(&self.spans, self.required).is_empty() {
            return false;
        }
        let mut micros = 0;
        if let Some(time) = self.time {
            let cell = cell(&self.spans, time.column);
            let whole = match (cell, time.zoned) {
                ([.., b'Z'], true) => cell.len() == 20,
                (_, zoned) => !zoned && cell.len() == 19,
            };
            let head = cell
                .first_chunk()
                .filter(|head: &&[u8; 19]| whole && (head[10] == b'T' || head[10] == b' '));
            let Some(seconds) = head.and_then(seconds_of) else {
                return false;
            };
            micros = seconds * 1_000_000;
        }
        let at = self.times.len();
        for number in &mut self.numbers {
            let form = number.form;
            let cell = cell(&self.spans, form.column);
            let value = match number_of(cell, form.decimal) {
                _ if cell.is_empty() => f64::NAN,
                Some(value) if (form.low..=form.high).contains(&value) => value,
                _ => break,
            };
            number.values.push(value);
        }
        if self.numbers.iter().any(|number| number.values.len() == at) {
            self.numbers
                .iter_mut()
                .for_each(|number| number.values.truncate(at));
            return false;
        }
        self.times.push(micros);
        true
    }

    /// Counts the numbers read last: once, when the rows have been taken.
    pub fn count(&mut self) {
        for NumberCells { values, tally, .. } in &mut self.numbers {
            for value in values.iter().filter(|value| !value.is_nan()) {
                tally.read += 1;
                tally.fractions += u64::from(value.fract() != 0.0);
                tally.low = tally.low.min(*value);
                tally.high = tally.high.max(*value);
            }
        }
    }
}

/// Delimiters, quotes and line ends one after another.
struct RowMarks<'a> {
    text: &'a [u8],
    delimiter: u8,
    quote: u8,
    /// Start of the present block, and its marks that were not given out.
    block: usize,
    marks: u64,
}

impl<'a> RowMarks<'a> {
    fn new(text: &'a [u8], from: usize, delimiter: u8, quote: u8) -> Self {
        let mut marks = Self {
            text,
            delimiter,
            quote,
            block: from,
            marks: 0,
        };
        marks.look();
        marks
    }

    #[inline]
    fn look(&mut self) {
        let rest = self.text.get(self.block..).unwrap_or_default();
        self.marks = row_marks(rest, self.delimiter, self.quote);
    }

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.marks == 0 {
            self.block += BLOCK;
            if self.block >= self.text.len() {
                return None;
            }
            self.look();
        }
        let at = self.block + self.marks.trailing_zeros() as usize;
        self.marks &= self.marks - 1;
        Some(at)
    }

    /// The first quote among the marks from `mark` on; `None` where a line ends before it.
    #[inline]
    fn quote_from(&mut self, mut mark: usize, quote: u8) -> Option<usize> {
        loop {
            match self.text[mark] {
                byte if byte == quote => return Some(mark),
                b'\n' | b'\r' => return None,
                _ => mark = self.next()?,
            }
        }
    }
}
