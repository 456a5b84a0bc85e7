//! The made table: cells cut by tabs, quoted where they must be, each record at the row number it has in its source.

use super::output::Limited;
use crate::model::load::LoadError;

/// Text kept before it is handed on.
const PIECE: usize = 1 << 18;

/// Writes records in ascending order of their row numbers; the rows between them are empty lines.
pub struct TableWriter<'w, 'o> {
    out: &'w mut Limited<'o>,
    text: Vec<u8>,
    /// Number of the row that is written next, from 1.
    row: u64,
    cells: usize,
}

impl<'w, 'o> TableWriter<'w, 'o> {
    pub const fn new(out: &'w mut Limited<'o>) -> Self {
        Self {
            out,
            text: Vec::new(),
            row: 1,
            cells: 0,
        }
    }

    /// Begins row `number`, or the next one where that has been written already.
    pub fn begin(&mut self, number: u64) -> Result<(), LoadError> {
        while self.row < number {
            self.text.push(b'\n');
            self.row += 1;
            self.hand_on(PIECE)?;
        }
        self.cells = 0;
        Ok(())
    }

    pub fn cell(&mut self, cell: &str) {
        if self.cells > 0 {
            self.text.push(b'\t');
        }
        self.cells += 1;
        let quoted = cell.starts_with('"')
            || memchr::memchr3(b'\t', b'\n', b'\r', cell.as_bytes()).is_some();
        if !quoted {
            self.text.extend_from_slice(cell.as_bytes());
            return;
        }
        self.text.push(b'"');
        for (index, part) in cell.split('"').enumerate() {
            if index > 0 {
                self.text.extend_from_slice(b"\"\"");
            }
            self.text.extend_from_slice(part.as_bytes());
        }
        self.text.push(b'"');
    }

    /// Ends the row, with empty cells up to `width`.
    pub fn end(&mut self, width: usize) -> Result<(), LoadError> {
        while self.cells < width {
            self.cell("");
        }
        self.text.push(b'\n');
        self.row += 1;
        self.hand_on(PIECE)
    }

    pub fn finish(mut self) -> Result<(), LoadError> {
        self.hand_on(0)
    }

    /// Begins again with an empty table.
    pub fn restart(&mut self) {
        self.text.clear();
        self.row = 1;
        self.out.restart();
    }

    fn hand_on(&mut self, from: usize) -> Result<(), LoadError> {
        if self.text.len() > from {
            self.out.take(&self.text)?;
            self.text.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[(u64, Vec<String>)], width: usize) -> Vec<u8> {
        let mut text = Vec::new();
        let mut limited = Limited::new(&mut text, "");
        let mut table = TableWriter::new(&mut limited);
        for (number, cells) in rows {
            table.begin(*number).unwrap();
            for cell in cells {
                table.cell(cell);
            }
            table.end(width).unwrap();
        }
        table.finish().unwrap();
        text
    }

    #[test]
    fn gaps_are_empty_lines_and_short_rows_are_filled() {
        let rows = [(2, vec!["a".into(), "b".into()]), (4, vec!["c".into()])];
        assert_eq!(written(&rows, 2), b"\na\tb\n\nc\t\n");
    }

    #[test]
    fn signs_that_would_cut_are_quoted() {
        let rows = [(1, vec!["a\tb".into(), "c\"d".into(), "\"e\"\n".into()])];
        assert_eq!(written(&rows, 3), b"\"a\tb\"\tc\"d\t\"\"\"e\"\"\n\"\n");
    }
}
