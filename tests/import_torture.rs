//! The small hard tables of `PARCOURS_TORTURE_DIR` (default `../shared/data/torture`): those flagged unambiguous are read as
//! expected, the rest give a result or a clear error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};

use parcours::import::{RowCollector, plan};
use parcours::model::load::{LoadError, LoadErrorCode, LoadOptions};
use serde_json::Value;

fn folder() -> PathBuf {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/torture");
    std::env::var_os("PARCOURS_TORTURE_DIR").map_or(default, PathBuf::from)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "csv") {
            found.push(path);
        }
    }
}

type Table = (Vec<String>, Vec<Vec<String>>);

fn read(bytes: &[u8]) -> Result<Table, LoadError> {
    let plan = plan(bytes, true, &LoadOptions::default())?;
    let mut collector = RowCollector::new(plan, (0..100_000).collect());
    collector.push(bytes)?;
    let raw = collector.finish()?;
    Ok((
        raw.header,
        raw.rows.into_iter().map(|(_, _, cells)| cells).collect(),
    ))
}

/// The table that an expected file describes, with our names for empty and repeated headers; `None` where it is ambiguous.
fn expected(path: &Path) -> Option<Table> {
    let text = std::fs::read_to_string(path.with_extension("expected.json")).ok()?;
    let value: Value = serde_json::from_str(&text).unwrap();
    value["unambiguous"]
        .as_bool()
        .filter(|unambiguous| *unambiguous)?;
    let cell = |cell: &Value| cell.as_str().unwrap().to_string();
    let mut rows: Vec<Vec<String>> = value["rows"]
        .as_array()?
        .iter()
        .map(|row| row.as_array().unwrap().iter().map(cell).collect())
        .collect();
    rows.retain(|row| !row.is_empty());
    let has_header = value["dialect"]["first_row_is_header"].as_bool()?;
    let first = if has_header {
        rows.remove(0)
    } else {
        vec![String::new(); rows[0].len()]
    };
    let mut header: Vec<String> = Vec::new();
    for (index, name) in first.into_iter().enumerate() {
        let shown = if name.trim().is_empty() {
            format!("column {}", index + 1)
        } else {
            name
        };
        let repeats = header.iter().filter(|known| **known == shown).count();
        header.push(if repeats == 0 {
            shown
        } else {
            format!("{shown} ({})", repeats + 1)
        });
    }
    Some((header, rows))
}

#[test]
fn unambiguous_tables_are_read_as_expected() {
    let mut paths = Vec::new();
    files(&folder(), &mut paths);
    paths.sort();
    let (mut equal, mut refused, mut others, mut errors) = (0, 0, 0, 0);
    for path in &paths {
        let result = read(&std::fs::read(path).unwrap());
        match (expected(path), result) {
            (Some(expected), Ok(table)) => {
                assert_eq!(table, expected, "{}", path.display());
                equal += 1;
            }
            // One column or no data row is a table, but never one of journeys: said so.
            (Some((header, rows)), Err(error)) => {
                let no_journeys = match error.code {
                    LoadErrorCode::OneColumn => header.len() == 1,
                    LoadErrorCode::HeaderOnly => rows.len() <= 1,
                    _ => false,
                };
                assert!(no_journeys, "{} {error:?}", path.display());
                refused += 1;
            }
            (None, Ok(_)) => others += 1,
            (None, Err(_)) => errors += 1,
        }
    }
    println!(
        "unambiguous: {equal} equal, {refused} refused as no journeys; others: {others} read, {errors} errors"
    );
    println!(
        "compared {}, skipped: {}",
        equal + refused,
        u32::from(paths.is_empty())
    );
}
