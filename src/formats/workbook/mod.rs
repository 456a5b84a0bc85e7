//! XLSX: the sheet that holds the events, cell by cell.
//!
//! Must not know: archives around the workbook.

mod cells;
mod look;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use self::cells::{Written, write_value};
use self::look::{Look, look_at, place};
use super::input::{Input, broken};
use super::output::Limited;
use super::table::TableWriter;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::model::unpacked::{Level, PartKind};

type Workbook<'i> = Xlsx<Box<dyn Input + 'i>>;

/// Writes one sheet: the one that `part` names, or the one with the most rows of a table.
///
/// # Errors
/// `BrokenFile`, `PasswordProtected`, `UnknownPart`, `UnpacksTooLarge`, `EmptyFile` where no sheet has a cell.
pub fn convert(
    input: Box<dyn Input + '_>,
    part: Option<&str>,
    out: &mut Limited<'_>,
) -> Result<Level, LoadError> {
    let mut workbook = Xlsx::new(input).map_err(|error| failure(&error))?;
    let sheets = sheets(&mut workbook)?;
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let (told, below) = Level::find(&names, part).unwrap_or((None, part));
    let chosen = match (told, below) {
        (Some(index), None) => index,
        // A sheet of another kind, or a wrong name: neither is taken for something else.
        (_, Some(name)) => return Err(LoadError::about(LoadErrorCode::UnknownPart, name)),
        (None, None) => likeliest(&sheets),
    };
    let Some(sheet) = sheets.get(chosen) else {
        return Err(LoadError::new(LoadErrorCode::EmptyFile));
    };
    write_sheet(&mut workbook, sheet, out)?;
    Ok(Level {
        kind: PartKind::Sheet,
        names,
        chosen,
    })
}

struct Sheet {
    name: String,
    visible: bool,
    look: Look,
}

/// The sheets that have cells. One that cannot be read does not take the others with it.
fn sheets(workbook: &mut Workbook<'_>) -> Result<Vec<Sheet>, LoadError> {
    let listed: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let (mut sheets, mut failed) = (Vec::new(), None);
    for (name, visible) in listed {
        match look_at(workbook, &name) {
            Ok(look) if look.is_empty() => {}
            Ok(look) => sheets.push(Sheet {
                name,
                visible,
                look,
            }),
            Err(error) => failed = Some(error),
        }
    }
    match (sheets.is_empty(), failed) {
        (true, Some(error)) => Err(failure(&error)),
        (true, None) => Err(LoadError::new(LoadErrorCode::EmptyFile)),
        (false, _) => Ok(sheets),
    }
}

/// The first of those with the most rows; a hidden one only where nothing visible holds a table.
fn likeliest(sheets: &[Sheet]) -> usize {
    let best = sheets.iter().enumerate().max_by_key(|(index, sheet)| {
        let table = sheet.look.table_rows >= 2;
        (
            table && sheet.visible,
            table,
            sheet.look.table_rows,
            usize::MAX - index,
        )
    });
    best.map_or(0, |(index, _)| index)
}

/// Writes the sheet from its first filled column on, each row at the sheet's own number.
fn write_sheet(
    workbook: &mut Workbook<'_>,
    sheet: &Sheet,
    out: &mut Limited<'_>,
) -> Result<(), LoadError> {
    let mut table = TableWriter::new(out);
    let (mut first, last) = (sheet.look.first_column, sheet.look.last_column);
    // A cell far down may stand left of everything that was looked at: then the table begins there.
    while let Some(further_left) = write_from(workbook, sheet, first, last, &mut table)? {
        first = further_left;
        table.restart();
    }
    table.finish()
}

/// Writes all rows; `Some`: a cell stands left of `first`, in the column returned.
fn write_from(
    workbook: &mut Workbook<'_>,
    sheet: &Sheet,
    first: u32,
    last: u32,
    table: &mut TableWriter<'_, '_>,
) -> Result<Option<u32>, LoadError> {
    let width = (last.saturating_sub(first) + 1) as usize;
    let mut cells = workbook
        .worksheet_cells_reader(&sheet.name)
        .map_err(|error| failure(&error))?;
    let mut open: Option<(u32, u32)> = None;
    let mut text = String::new();
    while let Some(cell) = cells.next_cell().map_err(|error| failure(&error))? {
        if write_value(cell.get_value(), &mut text) == Written::Nothing {
            continue;
        }
        let (row, column) = place(cell.get_position()).map_err(|error| failure(&error))?;
        if column < first {
            return Ok(Some(column));
        }
        let mut next = match open {
            Some((open_row, next)) if open_row == row => next,
            Some((open_row, _)) if open_row > row => return Err(broken("XLSX")),
            _ => {
                if open.is_some() {
                    table.end(width)?;
                }
                table.begin(u64::from(row) + 1)?;
                first
            }
        };
        if column < next {
            return Err(broken("XLSX"));
        }
        while next < column {
            table.cell("");
            next += 1;
        }
        table.cell(&text);
        open = Some((row, next + 1));
    }
    if open.is_some() {
        table.end(width)?;
    }
    Ok(None)
}

fn failure(error: &XlsxError) -> LoadError {
    match error {
        XlsxError::Password => LoadError::about(LoadErrorCode::PasswordProtected, "XLSX"),
        _ => broken("XLSX"),
    }
}
