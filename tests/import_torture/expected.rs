//! What a file of the folder must be read as, from the file beside it that says so:
//! - `NAME.expected.json` with `rows`, `dialect` and `unambiguous`;
//! - `NAME.json`, beside it or in the folder `json` next to its own: a list of objects by header (csv-spectrum), or the
//!   W3C's `tables` → `row` → `describes`, whose cells alone are compared;
//! - `result.json` where a folder has one table (W3C).

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The cells of a table, header apart.
pub struct Rows {
    pub header: Option<Vec<String>>,
    pub rows: Vec<Vec<String>>,
}

pub enum Expected {
    Rows(Rows),
    /// All rows; nothing says whether the first is a header.
    AnyHeader(Vec<Vec<String>>),
    /// Cells by header where the header is there, in any order; empty cells may be left out.
    Cells(Vec<Vec<(String, String)>>),
    /// The same, but metadata beside it may type, rename, add and leave out cells.
    TypedCells(Vec<Vec<(String, String)>>),
    Ambiguous,
}

/// Speaks of other files, or is read by people.
pub fn is_told(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["json", "md", "py"].iter().any(|known| extension == *known)
}

pub fn of(path: &Path) -> Expected {
    let told = parsed(&path.with_extension("expected.json"));
    if let Some(value) = told {
        return of_rows(&value).unwrap_or(Expected::Ambiguous);
    }
    let value = beside(path).iter().find_map(|path| parsed(path));
    let keeps_returns = std::fs::read(path).unwrap().contains(&b'\r');
    match value.and_then(|value| of_objects(&value)) {
        None => Expected::Ambiguous,
        Some(rows) if has_metadata(path) => Expected::TypedCells(rows),
        Some(rows) if keeps_returns => Expected::Cells(rows),
        // The repository that the file comes from has made its line ends LF, those inside cells too.
        Some(mut rows) => {
            let cells = rows.iter_mut().flatten();
            cells.for_each(|(_, cell)| *cell = cell.replace("\r\n", "\n"));
            Expected::Cells(rows)
        }
    }
}

fn parsed(path: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

fn beside(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap();
    let name = Path::new(path.file_stem().unwrap()).with_extension("json");
    let mut paths = vec![folder.join(&name)];
    paths.extend(folder.parent().map(|above| above.join("json").join(&name)));
    let tables = std::fs::read_dir(folder).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.is_file() && !is_told(&path)
    });
    if tables.count() == 1 {
        paths.push(folder.join("result.json"));
    }
    paths
}

fn has_metadata(path: &Path) -> bool {
    let folder = std::fs::read_dir(path.parent().unwrap()).unwrap();
    let mut paths = folder.map(|entry| entry.unwrap().path());
    paths.any(|path| {
        let named = path.to_string_lossy().ends_with("metadata.json");
        let value = parsed(&path).unwrap_or_default();
        // A site may have its metadata under any name.
        (named && value != Value::Null && value != serde_json::json!({}))
            || value.get("@context").is_some()
    })
}

pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A list of lists, without those that stand for a blank line.
pub fn lists(value: &Value) -> Option<Vec<Vec<String>>> {
    let rows = value.as_array()?.iter();
    let rows: Option<Vec<Vec<String>>> = rows
        .map(|row| row.as_array().map(|row| row.iter().map(text).collect()))
        .collect();
    let blank = |row: &Vec<String>| row.is_empty() || (row.len() == 1 && row[0].trim().is_empty());
    rows.map(|rows| rows.into_iter().filter(|row| !blank(row)).collect())
}

fn of_rows(value: &Value) -> Option<Expected> {
    if value["unambiguous"] != Value::Bool(true) {
        return None;
    }
    let rows = lists(&value["rows"])?;
    Some(match value["dialect"]["first_row_is_header"].as_bool() {
        None => Expected::AnyHeader(rows),
        Some(false) => Expected::Rows(Rows { header: None, rows }),
        Some(true) if rows.is_empty() => return None,
        Some(true) => Expected::Rows(Rows {
            header: Some(names(&rows).to_vec()),
            rows: rows[1..].to_vec(),
        }),
    })
}

/// The first row as names: a delimiter at the end of every line makes no column.
pub fn names(rows: &[Vec<String>]) -> &[String] {
    let names = &rows[0];
    let trailing =
        |row: &Vec<String>| row.len() == names.len() && row.last().is_some_and(String::is_empty);
    let cut = usize::from(names.len() > 2 && rows.iter().all(trailing));
    &names[..names.len() - cut]
}

fn of_objects(value: &Value) -> Option<Vec<Vec<(String, String)>>> {
    let objects: Vec<&Value> = match value {
        Value::Array(objects) => objects.iter().collect(),
        Value::Object(whole) => {
            let tables = whole.get("tables")?.as_array()?;
            let rows = tables
                .iter()
                .flat_map(|table| table["row"].as_array().into_iter().flatten());
            rows.collect()
        }
        _ => return None,
    };
    Some(objects.into_iter().map(leaves).collect())
}

/// The values of an object; of a described row those that come from its cells.
fn leaves(object: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    let described = object.get("describes");
    collect("", described.unwrap_or(object), &mut cells);
    cells
}

fn collect(name: &str, value: &Value, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(name, value, cells)),
        Value::Object(fields) => {
            // What begins with `@` is made by the metadata, not read.
            for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('@')) {
                collect(name, value, cells);
            }
        }
        leaf => cells.push((name.to_string(), text(leaf))),
    }
}

/// Every expected cell stands in its row, under its name where the header has that, and no filled cell is left over.
pub fn same_cells(
    header: &[String],
    found: &[Vec<String>],
    rows: &[Vec<(String, String)>],
) -> bool {
    found.len() == rows.len()
        && found.iter().zip(rows).all(|(found, expected)| {
            let filled = |cells: &mut dyn Iterator<Item = &String>| {
                let mut filled: Vec<String> =
                    cells.filter(|cell| !cell.is_empty()).cloned().collect();
                filled.sort();
                filled
            };
            let named = expected.iter().all(|(name, value)| {
                let place = header.iter().position(|known| known == name);
                place.is_none_or(|place| found.get(place).is_some_and(|cell| is_same(cell, value)))
            });
            let ours = filled(&mut found.iter());
            let theirs = filled(&mut expected.iter().map(|(_, value)| value));
            named
                && ours.len() == theirs.len()
                && theirs
                    .iter()
                    .all(|value| ours.iter().any(|cell| is_same(cell, value)))
        })
}

/// As written, or a time that the metadata's type has completed with its seconds.
fn is_same(cell: &str, value: &str) -> bool {
    cell == value || (cell.len() == 16 && format!("{cell}:00") == value)
}
