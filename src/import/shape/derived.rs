//! Rows made of a file's rows: its cells, and cells that stand in no column.

use crate::import::rows::{Row, Span};

/// Cells that a shape adds behind those of the file, by their place.
pub const TOUCHPOINT: usize = 0;
pub const TIME: usize = 1;
pub const EMOTION: usize = 2;
pub const REVENUE: usize = 3;
pub const VERBATIM: usize = 4;
pub const JOURNEY: usize = 5;
pub const WEIGHT: usize = 6;
pub const ADDED: usize = 7;

/// What a shape says of one event; the rest are the row's own cells.
pub type Part<'a> = [&'a str; ADDED];

/// One row, written into a buffer of its own that is used again for the next.
#[derive(Debug, Default)]
pub struct Derived {
    text: String,
    spans: Vec<Span>,
}

impl Derived {
    /// Begins with the first `width` cells of a row of the file.
    pub fn start(&mut self, row: Row<'_>, width: usize) {
        self.text.clear();
        self.spans.clear();
        for column in 0..width {
            self.push(row.cell(column));
        }
    }

    pub fn push(&mut self, cell: &str) {
        let start = self.text.len();
        self.text.push_str(cell);
        self.spans.push(Span::scratch(start, self.text.len()));
    }

    /// The row with one event's cells behind the `width` first, instead of those before.
    pub fn with(&mut self, width: usize, part: &Part<'_>) -> Row<'_> {
        let end: usize = (0..width).map(|column| self.row().cell(column).len()).sum();
        self.text.truncate(end);
        self.spans.truncate(width);
        part.iter().for_each(|cell| self.push(cell));
        self.row()
    }

    pub fn row(&self) -> Row<'_> {
        Row::new("", &self.text, &self.spans)
    }
}
