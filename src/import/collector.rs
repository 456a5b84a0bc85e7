//! The raw cells of chosen rows, from a second reading of the file.
//!
//! Must not know: roles, events.

use super::clean::{Cleaner, cleaning};
use super::dialect::Dialect;
use super::encoding::Decoder;
use super::json;
use super::plan::{Layout, Plan};
use super::rows::{RowScanner, Step};
use super::sample::open_quote;
use crate::model::load::LoadError;
use crate::model::ordering::sort_codes;

/// Rows as written, under the table's header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRows {
    pub header: Vec<String>,
    /// First line in the file, number among the data rows, cells.
    pub rows: Vec<(u64, u32, Vec<String>)>,
}

pub struct RowCollector {
    plan: Plan,
    decoder: Decoder,
    scanner: RowScanner,
    /// Where the file is JSON, instead of the scanner.
    json: Option<json::Records>,
    text: String,
    line: u64,
    wait: usize,
    /// Number of the next data row.
    row: u32,
    /// Puts tokens where persons are hidden.
    cleaner: Option<Box<dyn Cleaner>>,
    /// `None`: all rows.
    wanted: Option<Vec<u32>>,
    found: Vec<(u64, u32, Vec<String>)>,
}

impl RowCollector {
    /// `wanted`: numbers of data rows (from 0), in any order.
    pub fn new(plan: Plan, mut wanted: Vec<u32>) -> Self {
        sort_codes(&mut wanted, &|a, b| a.cmp(&b));
        wanted.dedup();
        Self::of(plan, Some(wanted))
    }

    /// Every row: for the small tables that others are looked up in.
    pub fn all(plan: Plan) -> Self {
        Self::of(plan, None)
    }

    fn of(plan: Plan, wanted: Option<Vec<u32>>) -> Self {
        let (dialect, json) = match &plan.layout {
            Layout::Text { dialect, .. } => (*dialect, None),
            Layout::Json(shape) => (Dialect::new(b','), Some(shape)),
        };
        Self {
            json: json.map(|shape| json::Records::new(shape.clone(), plan.file_columns().to_vec())),
            decoder: Decoder::new(&plan.encoded),
            scanner: RowScanner::new(dialect),
            text: String::new(),
            line: 1,
            wait: 0,
            row: 0,
            cleaner: cleaning()
                .filter(|_| plan.options.recipe.hides_persons())
                .map(|cleaning| (cleaning.open)(&plan)),
            wanted,
            found: Vec::new(),
            plan,
        }
    }

    /// Takes the file's next bytes; `false`: every wanted row is found.
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool, LoadError> {
        if self.is_done() {
            return Ok(false);
        }
        self.decoder.decode(bytes, false, &mut self.text);
        if self.text.len() >= self.wait {
            self.drain(false)?;
        }
        Ok(!self.is_done())
    }

    fn is_done(&self) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_some_and(|wanted| self.found.len() == wanted.len())
    }

    fn wants(&self, row: u32) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_none_or(|wanted| wanted.get(self.found.len()) == Some(&row))
    }

    fn drain(&mut self, last: bool) -> Result<(), LoadError> {
        let at = match self.plan.layout {
            Layout::Text {
                first_data_line, ..
            } => self.drain_table(first_data_line, last)?,
            Layout::Json(_) => self.drain_json(last)?,
        };
        self.text.drain(..at);
        self.wait = if at == 0 { self.text.len() * 2 } else { 0 };
        Ok(())
    }

    /// How many bytes were read.
    fn drain_table(&mut self, first_data_line: u64, last: bool) -> Result<usize, LoadError> {
        let mut at = 0;
        while at < self.text.len() && !self.is_done() {
            match self.scanner.scan(&self.text, at, last) {
                Step::Row { end, lines } => {
                    let row = self.scanner.row(&self.text);
                    if self.line >= first_data_line && !row.is_blank() {
                        if self.wants(self.row) {
                            let cells = row.cells().map(String::from).collect();
                            self.found.push((self.line, self.row, cells));
                        }
                        self.row += 1;
                    }
                    at = end;
                    self.line += lines;
                }
                Step::More => break,
                Step::OpenQuote { lines } => return Err(open_quote(self.line + lines)),
            }
        }
        Ok(at)
    }

    fn drain_json(&mut self, last: bool) -> Result<usize, LoadError> {
        let Some(records) = &mut self.json else {
            return Ok(self.text.len());
        };
        let (wanted, found, number) = (&self.wanted, &mut self.found, &mut self.row);
        records.read(&self.text, last, &mut |record| {
            let is_wanted = match wanted {
                Some(wanted) => wanted.get(found.len()) == Some(number),
                None => true,
            };
            if is_wanted {
                let (line, cells) = match record {
                    json::Record::Row { row, line } => {
                        (line, row.cells().map(String::from).collect())
                    }
                    json::Record::NotAnObject { value, line } => (line, vec![value.to_string()]),
                };
                found.push((line, *number, cells));
            }
            *number += 1;
        })
    }

    /// The rows found, in file order.
    pub fn finish(mut self) -> Result<RawRows, LoadError> {
        self.decoder.decode(&[], true, &mut self.text);
        self.drain(true)?;
        if let Some(cleaner) = &self.cleaner {
            for (_, _, cells) in &mut self.found {
                cleaner.hide(cells);
            }
        }
        Ok(RawRows {
            header: self.plan.names,
            rows: self.found,
        })
    }
}
