//! A look at the top of a sheet: how much of a table it holds, and between which columns.

use calamine::{DataRef, XlsxError};

use super::Workbook;
use super::cells::{Written, write_value};

/// Rows looked at.
const ROWS: usize = 1_000;

/// What the top of a sheet looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Rows of at least two cells and at least half as many as most rows have; the rest of a long sheet is taken to be the same.
    pub table_rows: u64,
    /// 0-based.
    pub first_column: u32,
    pub last_column: u32,
    filled: bool,
}

impl Look {
    pub const fn is_empty(&self) -> bool {
        !self.filled
    }
}

/// A sheet has so many rows and columns; a damaged reference may name any others, and the way there would be filled up.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// # Errors
/// Where no sheet has such a cell.
pub fn place((row, column): (u32, u32)) -> Result<(u32, u32), XlsxError> {
    if row < MOST_ROWS && column < MOST_COLUMNS {
        return Ok((row, column));
    }
    Err(XlsxError::Unexpected("a cell that no sheet has"))
}

pub fn look_at(workbook: &mut Workbook<'_>, name: &str) -> Result<Look, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let declared = cells.dimensions();
    let mut text = String::new();
    let mut rows: Vec<(u32, usize)> = Vec::new();
    let (mut first, mut last) = (u32::MAX, 0);
    let mut complete = true;
    while let Some(cell) = cells.next_cell()? {
        if matches!(cell.get_value(), DataRef::Empty)
            || write_value(cell.get_value(), &mut text) == Written::Nothing
        {
            continue;
        }
        let (row, column) = place(cell.get_position())?;
        let seen = rows.len();
        match rows.last_mut() {
            Some((present, filled)) if *present == row => *filled += 1,
            _ if seen == ROWS => {
                complete = false;
                break;
            }
            _ => rows.push((row, 1)),
        }
        first = first.min(column);
        last = last.max(column);
    }
    Ok(Look {
        table_rows: table_rows(&rows, (!complete).then_some(declared.end.0)),
        first_column: if rows.is_empty() { 0 } else { first },
        last_column: last,
        filled: !rows.is_empty(),
    })
}

/// `declared_end`: the last row as the sheet itself says, where not all of it was looked at.
fn table_rows(rows: &[(u32, usize)], declared_end: Option<u32>) -> u64 {
    let usual = most_frequent(rows);
    let counted = rows
        .iter()
        .filter(|(_, filled)| *filled >= 2 && filled * 2 >= usual)
        .count() as u64;
    let seen_end = rows.last().map_or(0, |(row, _)| *row);
    let beyond = declared_end.map_or(0, |end| u64::from(end.saturating_sub(seen_end)));
    if counted * 2 > rows.len() as u64 {
        counted + beyond
    } else {
        counted
    }
}

/// The most frequent number of filled cells among rows of two or more.
fn most_frequent(rows: &[(u32, usize)]) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|(_, filled)| *filled)
        .filter(|filled| *filled >= 2)
        .collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| run.len()).map_or(0, |run| run[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_no_rows_of_a_table() {
        let rows = [(0, 1), (2, 6), (3, 6), (4, 5), (9, 2), (10, 1)];
        assert_eq!(table_rows(&rows, None), 3);
    }

    #[test]
    fn what_was_not_looked_at_counts_where_the_top_is_a_table() {
        assert_eq!(table_rows(&[(0, 4), (1, 4)], Some(99)), 100);
        assert_eq!(table_rows(&[(0, 1), (1, 1)], Some(99)), 0);
    }
}
