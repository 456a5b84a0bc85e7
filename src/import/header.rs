//! The names of the columns: found in the first row, made where there is none, made unique.

use super::number::parse_number;
use super::sample::Sample;
use super::time::TimeLook;
use super::words;
use crate::model::load::Roles;

/// Names as shown: an empty one is `column 3`, a repeated one `x (2)` (contract §2).
pub fn unique_names<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (index, cell) in cells.enumerate() {
        let base = if cell.trim().is_empty() {
            format!("column {}", index + 1)
        } else {
            cell.to_string()
        };
        let mut name = base.clone();
        let mut number = 2;
        while names.contains(&name) {
            name = format!("{base} ({number})");
            number += 1;
        }
        names.push(name);
    }
    names
}

/// Leading title and comment lines: narrower than the table, of one field, marked with `#`, or above a row that is plainly the header.
pub fn title_rows(sample: &Sample<'_>, width: usize) -> usize {
    let narrow = (0..sample.len())
        .take_while(|row| sample.cells(*row).len() < width)
        .count();
    let known = |row: usize| {
        let cells = sample.cells(row).iter();
        cells.filter(|cell| is_known_name(cell)).count()
    };
    let names = (0..narrow).map(known).max();
    if names.is_some_and(|names| names == 0 || names < known(narrow))
        && is_header_by_values(sample, narrow)
    {
        return narrow;
    }
    let is_title = |row: usize| {
        let cells = sample.cells(row);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let marked = cells.first().is_some_and(|cell| cell.starts_with('#'));
        (cells.len() < width && (cells.len() == 1 || marked))
            || (filled <= 1 && width > 2 && cells.len() <= width && row + 1 < sample.len())
    };
    let rows = (0..sample.len()).take_while(|row| is_title(*row)).count();
    match rows {
        _ if rows == sample.len() => 0,
        // Names of which all but one are empty: no other row could be the header.
        1.. if sample.cells(rows - 1).len() == width && !is_header(sample, rows, None) => rows - 1,
        _ => rows,
    }
}

/// Rows of a survey's export between its short names and its answers: the questions, and under them in every column where it comes from.
pub fn has_questions(sample: &Sample<'_>, top: usize) -> bool {
    let mut cells = sample.cells(top + 2).iter();
    cells.len() > 1 && cells.all(|cell| cell.starts_with("{\"ImportId\""))
}

/// The header's names, cut or filled up to the width that the rows have.
pub fn column_names(
    sample: &Sample<'_>,
    top: usize,
    width: usize,
    has_header: bool,
) -> Vec<String> {
    let header = sample.cells(top);
    if !has_header {
        return unique_names((0..width).map(|_| ""));
    }
    let trailing = header
        .iter()
        .rev()
        .take_while(|cell| cell.is_empty())
        .count();
    // A delimiter at the end of every line makes no column; empty names within the width do.
    let rows_end_empty = (top + 1..sample.len()).all(|row| {
        let cells = sample.cells(row);
        cells.len() < width || cells[width - 1].is_empty()
    });
    let ends_empty = trailing > 0 && header.len() == width && rows_end_empty;
    let extra = header.len() == width - 1 && rows_end_empty;
    let named = if header.len() > width && header.len() - trailing <= width {
        width
    } else if ends_empty || extra {
        width - 1
    } else {
        header
            .len()
            .max(if header.len() < width { width } else { 0 })
    };
    unique_names((0..named).map(|index| header.get(index).map_or("", |cell| cell.as_ref())))
}

/// Is the row `first` of the sample a header? Told roles that name its cells settle it.
pub fn is_header(sample: &Sample<'_>, first: usize, told: Option<&Roles>) -> bool {
    if let Some(is) = told.and_then(|roles| told_by_roles(sample, first, roles)) {
        return is;
    }
    match over_values(sample, first) {
        (0, 0) => names_or_unlike_body(sample, first),
        (header, data) => header >= data,
    }
}

/// Is the row `row` of the sample a header beyond doubt: names over values, and no value in it?
fn is_header_by_values(sample: &Sample<'_>, row: usize) -> bool {
    let cells = sample.cells(row);
    let (header, data) = over_values(sample, row);
    let trailing = cells
        .iter()
        .rev()
        .take_while(|cell| cell.is_empty())
        .count();
    let mut named = cells[..cells.len() - trailing].iter();
    header > 0 && data == 0 && named.all(|cell| !cell.is_empty() && !is_value(cell))
}

/// Cells of a row over columns of values: how many are none, how many are values as well.
fn over_values(sample: &Sample<'_>, row: usize) -> (usize, usize) {
    let (mut header, mut data) = (0, 0);
    for (column, cell) in sample.cells(row).iter().enumerate() {
        if cell.trim().is_empty() {
            continue;
        }
        if body_is_values(sample, row + 1, column) {
            if is_value(cell) {
                data += 1;
            } else {
                header += 1;
            }
        }
    }
    (header, data)
}

fn told_by_roles(sample: &Sample<'_>, first: usize, roles: &Roles) -> Option<bool> {
    let mut told = roles.values().flatten().peekable();
    told.peek()?;
    let names = unique_names(sample.cells(first).iter().map(AsRef::as_ref));
    let made = unique_names(sample.cells(first).iter().map(|_| ""));
    let all_among = |names: &[String]| roles.values().flatten().all(|name| names.contains(name));
    if all_among(&names) {
        Some(true)
    } else {
        all_among(&made).then_some(false)
    }
}

/// Rows of the body that the header is compared with.
const COMPARED: usize = 50;

fn body<'s>(sample: &'s Sample<'_>, start: usize, column: usize) -> impl Iterator<Item = &'s str> {
    let end = sample.len().min(start + COMPARED);
    (start..end)
        .map(move |row| sample.cell(row, column))
        .filter(|cell| !cell.is_empty())
}

fn body_is_values(sample: &Sample<'_>, start: usize, column: usize) -> bool {
    let (mut cells, mut others) = (0, 0);
    for cell in body(sample, start, column) {
        cells += 1;
        others += usize::from(!is_value(cell));
        if others * 10 > COMPARED {
            return false;
        }
    }
    cells > 0 && others * 10 <= cells
}

/// A number or a time: what a name of a column rarely is.
fn is_value(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    parse_number(bytes, false).is_some()
        || parse_number(bytes, true).is_some()
        || TimeLook::of(cell).is_written_time()
}

/// A word that columns of some role are called by.
fn is_known_name(cell: &str) -> bool {
    !words::roles_of(&words::fold(cell)).is_empty()
}

/// All text: a header if a cell is a known name, or if its cells do not come again below.
fn names_or_unlike_body(sample: &Sample<'_>, first: usize) -> bool {
    let cells = sample.cells(first);
    if cells.iter().any(|cell| is_known_name(cell)) {
        return true;
    }
    let again =
        |column: usize, name: &str| body(sample, first + 1, column).any(|cell| cell == name);
    let repeated = cells
        .iter()
        .enumerate()
        .filter(|(column, name)| again(*column, name))
        .count();
    repeated * 2 < cells.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dialect::Dialect;

    fn header(text: &str) -> bool {
        let sample = Sample::of_text(text, true, Dialect::new(b','), 1).unwrap();
        is_header(&sample, 0, None)
    }

    #[test]
    fn names_are_made_and_made_unique() {
        let names = unique_names(["a", "", "a", "a", "column 2"].into_iter());
        assert_eq!(names, ["a", "column 2", "a (2)", "a (3)", "column 2 (2)"]);
    }

    #[test]
    fn headers_are_told_from_data() {
        assert!(header("id,when\n1,2024-01-01\n2,2024-01-02\n"));
        assert!(!header("1,2024-01-01\n2,2024-01-02\n"));
        assert!(header("colour,shape\nred,round\nblue,square\n"));
        assert!(!header("red,round\nblue,square\nred,round\n"));
    }
}
