//! One walk over the rows of a file, from its start or from a mark, in slices of any length.

use super::source_length::source_length;
use super::survey::Mark;
use crate::import::clean::time_of;
use crate::import::dialect::Dialect;
use crate::import::encoding::{Decoder, Encoding};
use crate::import::json;
use crate::import::plan::{Layout, Plan};
use crate::import::rows::{Row, RowScanner, Span, Step};
use crate::import::sample::open_quote;
use crate::model::load::{LoadError, Role};

/// A row where it stands.
pub struct Found<'a> {
    pub(in crate::import) row: Row<'a>,
    /// Number among the data rows, from 0.
    pub number: u32,
    pub line: u64,
    /// Where it begins in the file, bytes; `None` where that cannot be told.
    pub offset: Option<u64>,
}

/// What is done with the rows of a walk.
pub trait Pass {
    /// `false`: this was the last row wanted.
    fn row(&mut self, found: &Found<'_>) -> bool;
    /// Is the offset of the row with this number wanted?
    fn marks(&self, _number: u32) -> bool {
        false
    }
}

/// A walk with what is done on it.
pub struct Rereading<P> {
    pub pass: P,
    plan: Plan,
    decoder: Decoder,
    scanner: RowScanner,
    /// Where the file is JSON, instead of the scanner.
    json: Option<json::Records>,
    text: String,
    /// Where `text` begins in the file.
    base: Option<u64>,
    line: u64,
    number: u32,
    wait: usize,
    done: bool,
}

impl<P: Pass> Rereading<P> {
    pub fn new(plan: &Plan, pass: P) -> Self {
        Self::from_mark(plan, Mark::default(), pass)
    }

    /// Of a file of which the plan knows no more than its head: its encoding may still turn out to be another, see [`Self::finish_first`].
    pub fn first(plan: &Plan, pass: P) -> Self {
        Self {
            decoder: Decoder::new(&plan.encoded),
            ..Self::new(plan, pass)
        }
    }

    /// The next byte pushed is that of the mark.
    pub fn from_mark(plan: &Plan, mark: Mark, pass: P) -> Self {
        let dialect = match &plan.layout {
            Layout::Text { dialect, .. } => *dialect,
            Layout::Json(_) => Dialect::new(b','),
        };
        let mut encoded = plan.encoded.clone();
        encoded.firm = true;
        let base = match encoded.encoding {
            Encoding::Foreign(_) => None,
            _ if mark.offset == 0 => Some(encoded.mark as u64),
            _ => Some(mark.offset),
        };
        if mark.offset > 0 {
            encoded.mark = 0;
        }
        Self {
            pass,
            decoder: Decoder::new(&encoded),
            scanner: RowScanner::new(dialect),
            json: plan.json_records(),
            text: String::new(),
            base,
            line: mark.line.max(1),
            number: mark.row,
            wait: 0,
            done: false,
            plan: plan.clone(),
        }
    }

    /// Takes the file's next bytes; `false`: no more are wanted.
    ///
    /// # Errors
    /// `QuoteNeverClosed`.
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool, LoadError> {
        self.decoder.decode(bytes, false, &mut self.text);
        if self.text.len() >= self.wait {
            match self.json {
                Some(_) => self.drain_json(false)?,
                None => self.drain(false)?,
            }
        }
        Ok(!self.done)
    }

    /// The file has ended. The plan is as the whole file reads; `None` in the place of the pass: walk again with it.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn finish_first(mut self) -> Result<(Option<P>, Plan), LoadError> {
        let mut plan = self.plan.clone();
        self.decoder.decode(&[], true, &mut self.text);
        if let Some(encoded) = self.decoder.contradiction() {
            plan.encoded = encoded;
            return Ok((None, plan));
        }
        plan.encoded.encoding = self.decoder.encoding().clone();
        plan.encoded.open = false;
        self.take_rest().map(|pass| (Some(pass), plan))
    }

    /// The file has ended.
    ///
    /// # Errors
    /// `QuoteNeverClosed`, or what is wrong with the JSON.
    pub fn finish(mut self) -> Result<P, LoadError> {
        if self.done {
            return Ok(self.pass);
        }
        self.decoder.decode(&[], true, &mut self.text);
        self.take_rest()
    }

    /// The rows of the text that is left.
    fn take_rest(mut self) -> Result<P, LoadError> {
        match self.json {
            Some(_) => self.drain_json(true)?,
            None => self.drain(true)?,
        }
        Ok(self.pass)
    }

    fn drain_json(&mut self, last: bool) -> Result<(), LoadError> {
        let (Some(records), true) = (&mut self.json, json::READS_JSON) else {
            return Ok(());
        };
        let (pass, number, done) = (&mut self.pass, &mut self.number, &mut self.done);
        let mut see = |row: Row<'_>, line| {
            if !*done {
                let number = *number;
                *done = !pass.row(&Found {
                    row,
                    number,
                    line,
                    offset: None,
                });
            }
            *number += 1;
        };
        let plan = &self.plan;
        let at = records.read(&self.text, last, &mut |record| match record {
            json::Record::Row { row, line } => {
                see(row, line);
                is_usable(plan, row)
            }
            json::Record::NotAnObject { value, line } => {
                see(Row::new("", value, &[Span::scratch(0, value.len())]), line);
                false
            }
        })?;
        self.text.drain(..at);
        self.wait = if at == 0 { self.text.len() * 2 } else { 0 };
        Ok(())
    }

    fn drain(&mut self, last: bool) -> Result<(), LoadError> {
        let Layout::Text {
            first_data_line, ..
        } = self.plan.layout
        else {
            return Ok(());
        };
        let mut at = 0;
        // Up to here the length in the file is known.
        let mut measured = 0;
        while at < self.text.len() && !self.done {
            match self.scanner.scan(&self.text, at, last) {
                Step::Row { end, lines } => {
                    let row = self.scanner.row(&self.text);
                    if self.line >= first_data_line && !row.is_blank() {
                        let mut offset = None;
                        if self.pass.marks(self.number) {
                            self.base = self
                                .base
                                .zip(source_length(
                                    self.decoder.encoding(),
                                    &self.text[measured..at],
                                ))
                                .map(|(base, length)| base + length);
                            measured = at;
                            offset = self.base;
                        }
                        let (number, line) = (self.number, self.line);
                        self.done = !self.pass.row(&Found {
                            row,
                            number,
                            line,
                            offset,
                        });
                        self.number += 1;
                    }
                    at = end;
                    self.line += lines;
                }
                Step::More => break,
                Step::OpenQuote { lines } => return Err(open_quote(self.line + lines)),
            }
        }
        let rest = source_length(self.decoder.encoding(), &self.text[measured..at]);
        self.base = self.base.zip(rest).map(|(base, length)| base + length);
        self.text.drain(..at);
        self.wait = if at == 0 { self.text.len() * 2 } else { 0 };
        Ok(())
    }
}

/// Is there an event in this row? It says whose, and when where there is a time.
fn is_usable(plan: &Plan, row: Row<'_>) -> bool {
    let time = plan.roles.of(Role::Time);
    let journey = plan.roles.of(Role::Journey);
    journey.iter().all(|column| !row.cell(*column).is_empty())
        && (plan.time.is_none() || time_of(row, time, plan.time.as_ref()).is_some())
}
