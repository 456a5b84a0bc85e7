//! The first rows of a file, kept as cells to judge the columns by.

use std::borrow::Cow;

use super::columns::{ColumnProfile, Profiler};
use super::dialect::{Dialect, most_frequent};
use super::rows::{Row, RowScanner, Step};
use crate::model::load::{LoadError, LoadErrorCode};
use crate::model::ordering::sort_items;

/// Rows that the columns are judged by. Enough that a log ordered by activity shows its ids again.
pub const SAMPLE_ROWS: usize = 20_000;

/// Rows of any width, cells borrowed from the head's text where they stand there as they are.
#[derive(Default)]
pub struct Sample<'a> {
    cells: Vec<Cow<'a, str>>,
    /// Of each row: its first line, and where its cells end in `cells`.
    rows: Vec<(u64, usize)>,
}

impl<'a> Sample<'a> {
    /// Reads the first records of a text table, blank lines left out. `first_line`: the number of the text's first line.
    pub fn of_text(
        text: &'a str,
        complete: bool,
        dialect: Dialect,
        first_line: u64,
    ) -> Result<Self, LoadError> {
        let mut scanner = RowScanner::new(dialect);
        let mut sample = Self::default();
        let (mut at, mut line) = (0, first_line);
        while at < text.len() && sample.len() < SAMPLE_ROWS {
            match scanner.scan(text, at, complete) {
                Step::Row { end, lines } => {
                    let row = scanner.row(text);
                    if !row.is_blank() {
                        sample.push_row(text, row, line);
                    }
                    at = end;
                    line += lines;
                }
                Step::More => break,
                Step::OpenQuote { lines } => return Err(open_quote(line + lines)),
            }
        }
        Ok(sample)
    }

    fn push_row(&mut self, text: &'a str, row: Row<'_>, line: u64) {
        for index in 0..row.len() {
            self.cells.push(match row.place(index) {
                Some((start, end)) => Cow::Borrowed(&text[start..end]),
                None => Cow::Owned(row.cell(index).to_string()),
            });
        }
        self.rows.push((line, self.cells.len()));
    }

    pub fn push(&mut self, line: u64, cells: impl Iterator<Item = String>) {
        self.cells.extend(cells.map(Cow::Owned));
        self.rows.push((line, self.cells.len()));
    }

    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    pub fn cells(&self, row: usize) -> &[Cow<'a, str>] {
        let Some((_, end)) = self.rows.get(row) else {
            return &[];
        };
        let start = row.checked_sub(1).map_or(0, |before| self.rows[before].1);
        &self.cells[start..*end]
    }

    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.cells(row).get(column).map_or("", |cell| cell.as_ref())
    }

    pub fn widths(&self) -> Vec<usize> {
        (0..self.len()).map(|row| self.cells(row).len()).collect()
    }

    /// The different values of each column, in order.
    pub fn distinct_values(&self, first: usize, width: usize) -> Vec<Vec<String>> {
        let values = |column: usize| {
            let mut values: Vec<&str> = (first..self.len())
                .map(|row| self.cell(row, column))
                .filter(|cell| !cell.is_empty())
                .collect();
            sort_items(&mut values, Ord::cmp);
            values.dedup();
            values.into_iter().map(String::from).collect()
        };
        (0..width).map(values).collect()
    }

    /// Judges several columns as if they were one.
    pub fn profile_of(&self, first: usize, columns: &[usize]) -> ColumnProfile {
        let mut profiler = Profiler::new(1);
        for row in first..self.len() {
            for column in columns {
                profiler.add(0, self.cell(row, *column), self.line(row));
            }
        }
        profiler.finish().pop().unwrap_or_default()
    }

    /// Judges the columns by the rows from `first` that have the table's width, or the one that most rows have.
    pub fn profiles(&self, first: usize, width: usize) -> Vec<ColumnProfile> {
        let mut profiler = Profiler::new(width);
        let (usual, _) = most_frequent(&self.widths());
        let least = usual.min(width);
        for row in first..self.len() {
            let cells = self.cells(row);
            if fits(cells.len(), width, least, |extra| cells[extra].is_empty()) {
                for column in 0..width {
                    let cell = cells.get(column).map_or("", |cell| cell.as_ref());
                    profiler.add(column, cell, self.line(row));
                }
            }
        }
        profiler.finish()
    }
}

pub fn open_quote(line: u64) -> LoadError {
    LoadError {
        line: Some(line),
        ..LoadError::new(LoadErrorCode::QuoteNeverClosed)
    }
}

/// A record has the table's width; or more, with nothing in what is more (a delimiter at the line's end); or less, but not less
/// than `least` cells: those missing at its end are empty.
#[inline]
pub fn fits(length: usize, width: usize, least: usize, is_empty: impl Fn(usize) -> bool) -> bool {
    length == width || (length >= least && (width..length).all(is_empty))
}
