//! The first records of a JSON file.

use super::records::{Record, Records};
use super::shape::{self, Shape};
use crate::import::sample::{SAMPLE_ROWS, Sample};
use crate::model::load::LoadError;

pub struct Head {
    pub shape: Shape,
    pub names: Vec<String>,
    pub sample: Sample<'static>,
}

/// Finds the events and reads the first of them.
pub fn read_head(text: &str, complete: bool) -> Result<Head, LoadError> {
    let shape = shape::find(text, complete)?;
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut records = Records::new(shape.clone(), Vec::new());
    records.read(text, complete, &mut |record| {
        if let Record::Row { row, line } = record
            && rows.len() < SAMPLE_ROWS
        {
            rows.push((line, row.cells().map(String::from).collect()));
        }
        true
    })?;
    let names = records.names;
    let mut sample = Sample::default();
    for (line, mut cells) in rows {
        // Rows read before a key was first seen are shorter.
        cells.resize(names.len(), String::new());
        sample.push(line, cells.into_iter());
    }
    Ok(Head {
        shape,
        names,
        sample,
    })
}
