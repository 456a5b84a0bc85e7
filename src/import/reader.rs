//! Reads a whole file by its plan, in slices of any length, and judges at the end whether the plan was right.
//!
//! Must not know: where the slices come from, what the sink does.

use super::binder::Binder;
use super::clean::{Cleaner, cleaning};
use super::decide::order_question;
use super::dialect::Dialect;
use super::encoding::{Decoder, Encoded};
use super::json;
use super::lane::Lane;
use super::plan::{Layout, Plan, plan_of_rows};
use super::problems::Problems;
use super::rows::{Row, RowScanner, Step};
use super::sample::open_quote;
use super::shape::{Shaper, Target};
use crate::model::event::EventSink;
use crate::model::load::{
    Goal, LoadError, LoadErrorCode, Problem, ProblemReason, Role, SourceInfo,
};

/// Text beyond this cannot be one record: offsets are 32 bits wide.
const LONGEST_TEXT: usize = u32::MAX as usize / 2;

/// Bytes decoded before their rows are read: so few that the processor still has them at hand.
const AT_ONCE: usize = 128 << 10;

/// Room for more events is not made at once: a file that does not fit must be told from what was read of it.
const MOST_EXPECTED: f64 = 16e6;

/// What reading came to.
// Moved once per file: a box would cost the caller more than the copy.
#[allow(clippy::large_enum_variant)]
#[derive(Debug)]
pub enum Outcome<S> {
    Done(Imported<S>),
    /// The whole column contradicted what the head suggested (encoding, date order, number form…): read the file again from its start with this plan.
    ReadAgain(Plan),
}

#[derive(Debug)]
pub struct Imported<S> {
    pub sink: S,
    pub source: SourceInfo,
    /// As read. Its questions are those that the whole file leaves open and that were not asked before reading.
    pub plan: Plan,
    /// The first 10 000, in file order.
    pub problems: Vec<Problem>,
    /// All of them.
    pub problem_counts: Vec<(ProblemReason, u64)>,
    /// The goal told in the options.
    pub goal: Option<Goal>,
    /// What each cleaning step did, as JSON; empty without steps.
    pub cleaned: String,
    /// The steps, for the next of several files.
    pub cleaner: Option<Box<dyn Cleaner>>,
}

/// The records of a JSON file, and those of them that the plan may have to be made again from.
struct Json {
    records: json::Records,
    late: json::LateKeys,
}

pub struct Reader<S: EventSink> {
    plan: Plan,
    sink: S,
    decoder: Decoder,
    scanner: RowScanner,
    /// Where the file is JSON, instead of the scanner.
    json: Option<Json>,
    binder: Binder,
    /// Where a row is not simply an event.
    shaper: Option<Shaper>,
    cleaner: Option<Box<dyn Cleaner>>,
    /// Where most rows may be plain, and how many of them were.
    lane: Option<Lane>,
    plain_rows: u64,
    problems: Problems,
    text: String,
    /// Line of the next record.
    line: u64,
    /// Text length below which scanning again is for nothing: the pending record grows by whole multiples.
    wait: usize,
    /// Replacement signs have been seen: rows are searched for them.
    broken: bool,
    /// The encoding is wrong: the rest of the file is let pass.
    given_up: bool,
}

/// Rows on their way to the sink.
struct Taker<'a, S> {
    /// The cleaning steps, where there are some.
    cleaner: Option<&'a mut (dyn Cleaner + 'static)>,
    binder: &'a mut Binder,
    sink: &'a mut S,
    problems: &'a mut Problems,
}

impl<S: EventSink> Taker<'_, S> {
    #[inline]
    fn take(&mut self, shaper: Option<&mut Shaper>, row: Row<'_>, line: u64) {
        let index = self.binder.rows as u32;
        if !self.binder.admit(row, line, self.problems) {
            return;
        }
        let Some(cleaner) = self.cleaner.take() else {
            return self.take_clean(shaper, row, line, index);
        };
        match cleaner.clean(row, index, line) {
            Some(row) => self.take_clean(shaper, row, line, index),
            None => self.binder.skip(),
        }
        self.cleaner = Some(cleaner);
    }

    #[inline]
    fn take_clean(&mut self, shaper: Option<&mut Shaper>, row: Row<'_>, line: u64, index: u32) {
        let kept = match shaper {
            Some(shaper) => shaper.take(row, line, index, self),
            None => self.bind(row, line, index),
        };
        self.binder.kept += u64::from(kept);
    }
}

impl<S: EventSink> Target for Taker<'_, S> {
    fn bind(&mut self, row: Row<'_>, line: u64, index: u32) -> bool {
        self.binder.bind(row, line, index, self.sink, self.problems)
    }

    fn refuse(&mut self, line: u64, column: Option<&str>, value: &str, reason: ProblemReason) {
        self.problems.add(line, column, value, reason);
    }

    fn rename(&mut self, column: usize, name: &str) {
        self.binder.rename(column, name);
    }
}

impl<S: EventSink> Reader<S> {
    pub fn new(plan: Plan, sink: S) -> Self {
        let dialect = match &plan.layout {
            Layout::Text { dialect, .. } => *dialect,
            Layout::Json(_) => Dialect::new(b','),
        };
        Self {
            json: plan.json_records().map(|records| Json {
                records,
                late: json::LateKeys::default(),
            }),
            decoder: Decoder::new(&plan.encoded),
            scanner: RowScanner::new(dialect),
            binder: Binder::new(&plan),
            shaper: Shaper::of(&plan.bound, &plan.revenue),
            lane: Shaper::of(&plan.bound, &plan.revenue)
                .is_none()
                .then(|| Lane::of(&plan))
                .flatten(),
            plain_rows: 0,
            cleaner: cleaning()
                .filter(|_| !plan.options.recipe.is_empty())
                .map(|cleaning| (cleaning.open)(&plan)),
            problems: Problems::default(),
            text: String::new(),
            line: 1,
            wait: 0,
            broken: false,
            given_up: false,
            plan,
            sink,
        }
    }

    /// The file before, of several: what stands in it is a duplicate here.
    pub fn follow(&mut self, before: &mut Option<Box<dyn Cleaner>>) {
        if let (Some(cleaner), Some(before)) = (&mut self.cleaner, before) {
            cleaner.follow(&mut **before);
        }
    }

    /// Takes the file's next bytes; any slicing gives the same results.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.plan.needed_roles()?;
        for bytes in bytes.chunks(AT_ONCE) {
            self.decode(bytes, false)?;
            if !self.given_up && self.text.len() >= self.wait {
                self.drain(false)?;
            }
        }
        Ok(())
    }

    /// Every row by itself.
    #[cfg(test)]
    pub fn without_lane(mut self) -> Self {
        self.lane = None;
        self
    }

    /// Data rows so far, rejected ones included.
    pub const fn rows_read(&self) -> u64 {
        self.binder.rows
    }

    /// `bytes` have been handed over, and `total` will be: the sink makes room for what is to come.
    pub fn expect(&mut self, bytes: u64, total: u64) {
        let kept = self.binder.kept as f64;
        // A little more than the share so far: making room twice costs more than a little room.
        let events = kept * (total as f64 / bytes.max(1) as f64) * 1.03;
        self.sink.expect(events.min(MOST_EXPECTED) as usize);
    }

    /// `false`: the plan is known to be wrong already, [`Self::finish`] says what to read again with; pushing more changes nothing.
    pub const fn wants_more(&self) -> bool {
        !self.given_up
    }

    /// The sink as filled so far, for pictures while reading.
    pub const fn sink(&self) -> &S {
        &self.sink
    }

    fn decode(&mut self, bytes: &[u8], last: bool) -> Result<(), LoadError> {
        if self.given_up {
            return Ok(());
        }
        let before = self.text.len();
        self.decoder.decode(bytes, last, &mut self.text);
        self.given_up = self.decoder.is_hopeless();
        let new = &self.text[before..];
        // Most text has not even the sign's first byte.
        self.broken = self.broken
            || (memchr::memchr(0xEF, new.as_bytes()).is_some() && new.contains('\u{FFFD}'));
        if self.text.len() > LONGEST_TEXT {
            return Err(LoadError::new(LoadErrorCode::TooLarge));
        }
        Ok(())
    }

    /// Reads the complete records of the text; `last` makes the pending one complete.
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
        self.scanner.restart();
        while at < self.text.len() {
            if self.line >= first_data_line {
                at = self.take_plain(at);
                if at == self.text.len() {
                    break;
                }
            }
            match self.scanner.scan(&self.text, at, last) {
                Step::Row { end, lines } => {
                    if self.line >= first_data_line {
                        self.take_row();
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

    /// Takes the plain rows from byte `at` on; the byte after the last of them.
    fn take_plain(&mut self, at: usize) -> usize {
        let Some(lane) = self.lane.as_mut().filter(|_| !self.broken) else {
            return at;
        };
        let (end, rows) = lane.take(&self.text, at, &mut self.binder, &mut self.sink);
        self.plain_rows += rows;
        self.line += rows;
        end
    }

    fn drain_json(&mut self, last: bool) -> Result<usize, LoadError> {
        let (Some(json), true) = (&mut self.json, json::READS_JSON) else {
            return Ok(self.text.len());
        };
        let mut taker = Taker {
            cleaner: self.cleaner.as_deref_mut(),
            binder: &mut self.binder,
            sink: &mut self.sink,
            problems: &mut self.problems,
        };
        let (shaper, late) = (&mut self.shaper, &mut json.late);
        let (names, broken) = (self.plan.file_columns(), self.broken);
        json.records
            .read(&self.text, last, &mut |record| match record {
                json::Record::Row { row, line } => {
                    late.see(row, line, names.len());
                    // Half a character by its number is broken too.
                    if broken || row.parts().1.contains('\u{FFFD}') {
                        note_broken(row, line, names, taker.problems);
                    }
                    // What a step took away is a row that could be used.
                    let used = |binder: &Binder| binder.kept + binder.removed;
                    let before = used(taker.binder);
                    taker.take(shaper.as_mut(), row, line);
                    used(taker.binder) > before
                }
                json::Record::NotAnObject { value, line } => {
                    taker.binder.rows += 1;
                    taker
                        .problems
                        .add(line, None, value, ProblemReason::NotAnObject);
                    false
                }
            })
    }

    fn take_row(&mut self) {
        let row = self.scanner.row(&self.text);
        if row.is_blank() {
            return;
        }
        if self.broken {
            note_broken(row, self.line, &self.plan.names, &mut self.problems);
        }
        let mut taker = Taker {
            cleaner: self.cleaner.as_deref_mut(),
            binder: &mut self.binder,
            sink: &mut self.sink,
            problems: &mut self.problems,
        };
        taker.take(self.shaper.as_mut(), row, self.line);
    }

    pub fn finish(self) -> Result<Outcome<S>, LoadError> {
        self.end(true)
    }

    /// The same where the file goes on: its pending record is left out.
    pub fn finish_cut(self) -> Result<Outcome<S>, LoadError> {
        self.end(false)
    }

    fn end(mut self, complete: bool) -> Result<Outcome<S>, LoadError> {
        self.plan.needed_roles()?;
        self.decode(&[], complete)?;
        if let Some(encoded) = self.decoder.contradiction() {
            self.plan.encoded = Encoded {
                finding: self.plan.encoded.finding,
                ..encoded
            };
            return Ok(Outcome::ReadAgain(self.plan));
        }
        // A late byte above 127 may have decided it.
        self.plan.encoded.encoding = self.decoder.encoding().clone();
        self.plan.encoded.open = false;
        self.drain(complete)?;
        // A later record may have keys that the head had not: then the plan is made again.
        if let Some(json) = self.json.take()
            && json.records.names.len() > self.plan.file_columns().len()
        {
            let sample = json.late.sample(json.records.names.len());
            return plan_of_rows(self.plan, json.records.names, &sample).map(Outcome::ReadAgain);
        }
        if let Some(shaper) = &mut self.shaper {
            let refused = shaper.finish(&mut Taker {
                cleaner: None,
                binder: &mut self.binder,
                sink: &mut self.sink,
                problems: &mut self.problems,
            });
            self.binder.kept -= refused;
        }
        if let Some(lane) = &self.lane {
            lane.tell(&mut self.binder, self.plain_rows);
        }
        if self.plan.amend(&self.binder.witness) {
            return Ok(Outcome::ReadAgain(self.plan));
        }
        self.check()?;
        Ok(Outcome::Done(self.into_imported()))
    }

    /// Is there anything to show?
    fn check(&self) -> Result<(), LoadError> {
        if self.binder.rows == 0 {
            return Err(LoadError::new(LoadErrorCode::HeaderOnly));
        }
        if self.binder.kept > 0 {
            return Ok(());
        }
        let unread = self.problems.count(ProblemReason::UnreadableTime);
        if self.binder.witness.times_read == 0 && unread > 0 {
            let column = self
                .plan
                .roles
                .of(Role::Time)
                .first()
                .and_then(|c| self.plan.names.get(*c));
            return Err(LoadError::about(
                LoadErrorCode::UnreadableTimes,
                column.cloned().unwrap_or_default(),
            ));
        }
        Err(LoadError::new(LoadErrorCode::NoUsableRow))
    }

    fn into_imported(mut self) -> Imported<S> {
        let asks =
            self.plan.options.review != Some(false) && self.plan.options.date_order.is_none();
        if asks && self.plan.questions.is_empty() {
            self.plan
                .questions
                .extend(order_question(&self.binder.witness.order));
        }
        let (problems, problem_counts) = self.problems.into_parts();
        Imported {
            source: SourceInfo {
                rows_read: self.binder.rows,
                rows_kept: self.binder.kept,
                rows_rejected: self.binder.rows - self.binder.kept - self.binder.removed,
                duplicates_dropped: self
                    .cleaner
                    .as_ref()
                    .map_or(0, |cleaner| cleaner.duplicates()),
                ..self.plan.source_info()
            },
            goal: self.plan.options.goal.clone(),
            cleaned: self
                .cleaner
                .as_ref()
                .map_or_else(String::new, |cleaner| cleaner.outcomes()),
            cleaner: self.cleaner,
            sink: self.sink,
            plan: self.plan,
            problems,
            problem_counts,
        }
    }
}

/// The first cell of a row that has a replacement sign, as a problem.
fn note_broken(row: Row<'_>, line: u64, names: &[String], problems: &mut Problems) {
    let broken = row.cells().position(|cell| cell.contains('\u{FFFD}'));
    if let Some(column) = broken {
        let name = names.get(column).map(String::as_str);
        problems.add(
            line,
            name,
            row.cell(column),
            ProblemReason::UndecodableBytes,
        );
    }
}
