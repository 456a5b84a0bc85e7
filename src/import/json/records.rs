//! The records of a JSON file, read from as much of its text as there is; what is read may be thrown away.

use super::record::Cells;
use super::scan::{Fault, Scanned, Scanner};
use super::shape::{Form, KEY_COLUMN, Shape};
use crate::import::header::unique_names;
use crate::import::rows::Row;
use crate::model::load::{LoadError, LoadErrorCode};

/// One element of the lists of events.
pub enum Record<'a> {
    Row { row: Row<'a>, line: u64 },
    NotAnObject { value: &'a str, line: u64 },
}

/// What comes next in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The value of the last key of the path so far.
    Value,
    FirstKey,
    Key,
    AfterMember,
    FirstItem,
    Item,
    AfterItem,
    /// Another record without a list around it.
    Line,
    /// Blanks only.
    End,
}

/// Reads records as their text comes in. Keys not among `names` are appended to them.
pub struct Records {
    shape: Shape,
    pub names: Vec<String>,
    place: Place,
    /// How many keys of the path are behind.
    level: usize,
    /// The key of the present journey.
    journey: String,
    /// The names of the columns are behind.
    headed: bool,
    cells: Cells,
    /// Columns of amounts, scores and words: what is around several events has earned, or said, it once.
    once: Vec<usize>,
    /// Where the text begins in the file: line, and characters before it on that line.
    line: u64,
    before: u64,
}

impl Records {
    pub fn new(shape: Shape, mut names: Vec<String>) -> Self {
        if shape.key_column().is_some() && names.is_empty() {
            names.push(KEY_COLUMN.to_string());
        }
        let place = match shape.form {
            Form::Lines => Place::Line,
            Form::List | Form::Keyed | Form::Rows => Place::Value,
        };
        Self {
            shape,
            names,
            place,
            level: 0,
            journey: String::new(),
            headed: false,
            cells: Cells::default(),
            once: Vec::new(),
            line: 1,
            before: 0,
        }
    }

    /// An order's amount would be added up, and its score counted, once for each of its events. They stay with the first that can be
    /// used: the order itself as a rule, and the day that shops count it on.
    pub fn once(self, columns: &[usize]) -> Self {
        Self {
            once: columns.to_vec(),
            ..self
        }
    }

    /// Reads the whole records at the beginning of `text`, the file's next, and says how many bytes that were. `last`: no more text will
    /// follow. `each` says whether there is an event in it.
    pub fn read(
        &mut self,
        text: &str,
        last: bool,
        each: &mut impl FnMut(Record<'_>) -> bool,
    ) -> Result<usize, LoadError> {
        let mut scanner = Scanner::new(text, last);
        let mut done = 0;
        let mut known = self.names.len();
        if self.line == 1 && self.before == 0 && text.starts_with('\u{feff}') {
            done = 3;
            scanner.go_to(done);
        }
        loop {
            let step = self.step(text, done, &mut scanner, last, each);
            if step.is_err() {
                // Keys of a record that is not whole are none yet.
                self.names.truncate(known);
            }
            known = self.names.len();
            match step {
                Ok(true) => {}
                Ok(false) => {
                    self.pass(&text[done..]);
                    return Ok(text.len());
                }
                Err(Fault::Truncated) => return Ok(done),
                Err(Fault::Broken(at)) if self.place == Place::Line => {
                    let line_end = memchr::memchr(b'\n', &text.as_bytes()[at..]);
                    if line_end.is_none() && !last {
                        return Ok(done);
                    }
                    let end = line_end.map_or(text.len(), |offset| at + offset);
                    let value = text[done..end].trim();
                    let blank = text[done..end].len() - text[done..end].trim_start().len();
                    let line = self.line + line_feeds(&text[done..done + blank]);
                    each(Record::NotAnObject { value, line });
                    scanner.go_to(end);
                }
                Err(Fault::Broken(at)) => return Err(self.broken(text, done, at)),
            }
            self.pass(&text[done..scanner.position()]);
            done = scanner.position();
        }
    }

    fn pass(&mut self, text: &str) {
        self.line += line_feeds(text);
        let rest = match memchr::memrchr(b'\n', text.as_bytes()) {
            Some(at) => {
                self.before = 0;
                &text[at + 1..]
            }
            None => text,
        };
        self.before += characters(rest);
    }

    fn broken(&mut self, text: &str, done: usize, at: usize) -> LoadError {
        self.pass(text.get(done..at).unwrap_or_default());
        LoadError {
            line: Some(self.line),
            column: Some(self.before + 1),
            ..LoadError::new(LoadErrorCode::BrokenJson)
        }
    }

    /// Takes one token of the structure or one record; `false`: the file ends here.
    fn step(
        &mut self,
        text: &str,
        done: usize,
        scanner: &mut Scanner<'_>,
        last: bool,
        each: &mut impl FnMut(Record<'_>) -> bool,
    ) -> Scanned<bool> {
        let down = self.level < self.shape.path.len();
        self.place = match self.place {
            Place::Value if !down && matches!(self.shape.form, Form::List | Form::Rows) => {
                scanner.expect(b'[')?;
                Place::FirstItem
            }
            Place::Value => {
                scanner.expect(b'{')?;
                Place::FirstKey
            }
            Place::FirstKey if scanner.closes(b'}')? => self.up(),
            Place::FirstKey | Place::Key => return self.member(text, done, scanner, each),
            Place::AfterMember => match scanner.comma_or(b'}')? {
                true => Place::Key,
                false => self.up(),
            },
            Place::FirstItem if scanner.closes(b']')? => self.after_list(),
            Place::FirstItem | Place::Item => {
                self.item(text, done, scanner, each)?;
                Place::AfterItem
            }
            Place::AfterItem => match scanner.comma_or(b']')? {
                true => Place::Item,
                false => self.after_list(),
            },
            Place::Line => {
                // Some write commas between the lines.
                if !scanner.is_at_end() && scanner.peek()? == b',' {
                    scanner.expect(b',')?;
                    if scanner.is_at_end() && !last {
                        return Err(Fault::Truncated);
                    }
                }
                if scanner.is_at_end() {
                    return Ok(false);
                }
                self.item(text, done, scanner, each)?;
                Place::Line
            }
            Place::End if scanner.is_at_end() => return Ok(false),
            Place::End => return Err(Fault::Broken(scanner.position())),
        };
        Ok(true)
    }

    /// After the end of an object of the path.
    const fn up(&mut self) -> Place {
        if self.level == 0 {
            return Place::End;
        }
        self.level -= 1;
        Place::AfterMember
    }

    const fn after_list(&mut self) -> Place {
        match self.shape.form {
            Form::Keyed => Place::AfterMember,
            _ => self.up(),
        }
    }

    /// A key and, where it is not the way to the events, its value.
    fn member(
        &mut self,
        text: &str,
        done: usize,
        scanner: &mut Scanner<'_>,
        each: &mut impl FnMut(Record<'_>) -> bool,
    ) -> Scanned<bool> {
        let mut key = String::new();
        scanner.key(&mut key)?;
        let opens = scanner.peek()?;
        if self.shape.path.get(self.level) == Some(&key) {
            self.level += 1;
            self.place = Place::Value;
            return Ok(true);
        }
        let keyed = self.shape.form == Form::Keyed && self.level == self.shape.path.len();
        match (keyed, self.shape.inner.is_empty(), opens) {
            (true, true, b'[') => {
                self.journey = key;
                scanner.expect(b'[')?;
                self.place = Place::FirstItem;
            }
            (true, false, b'{') => {
                self.journey = key;
                self.item(text, done, scanner, each)?;
                self.place = Place::AfterMember;
            }
            _ => {
                scanner.skip()?;
                self.place = Place::AfterMember;
            }
        }
        Ok(true)
    }

    fn item(
        &mut self,
        text: &str,
        done: usize,
        scanner: &mut Scanner<'_>,
        each: &mut impl FnMut(Record<'_>) -> bool,
    ) -> Scanned<()> {
        let opens = scanner.peek()?;
        let start = scanner.position();
        let line = self.line + line_feeds(&text[done..start]);
        if self.shape.form == Form::Rows && opens == b'[' {
            return self.list(text, line, scanner, each);
        }
        if opens != b'{' || self.shape.form == Form::Rows {
            scanner.skip()?;
            let value = scanner.since(start);
            each(Record::NotAnObject { value, line });
            return Ok(());
        }
        let journey = (self.shape.form == Form::Keyed).then_some(self.journey.as_str());
        self.cells.begin(self.names.len(), journey);
        let inner = self.shape.inner.first().map(String::as_str);
        let aside = self.cells.object(scanner, &mut self.names, "", inner)?;
        let Some(list) = aside else {
            let row = self.cells.row(text);
            each(Record::Row { row, line });
            return Ok(());
        };
        let end = scanner.position();
        scanner.go_to(list);
        let line = line + line_feeds(&text[start..list]);
        self.events(text, line, 1, scanner, each)?;
        scanner.go_to(end);
        Ok(())
    }

    /// A list of cells under the names that the first list tells.
    fn list(
        &mut self,
        text: &str,
        line: u64,
        scanner: &mut Scanner<'_>,
        each: &mut impl FnMut(Record<'_>) -> bool,
    ) -> Scanned<()> {
        let start = scanner.position();
        if !self.headed {
            let names = header(scanner)?;
            self.headed = true;
            if self.names.is_empty() {
                self.names = unique_names(names.iter().map(String::as_str));
            }
            return Ok(());
        }
        each(match self.cells.list(scanner, self.names.len())? {
            true => Record::Row {
                row: self.cells.row(text),
                line,
            },
            false => Record::NotAnObject {
                value: scanner.since(start),
                line,
            },
        });
        Ok(())
    }

    /// The events of one journey, or the lists in the lists of one, each with the cells of what is around it. They were stepped over once:
    /// nothing in them is broken or missing. `level`: how many lists are open. Says whether there was an event.
    fn events(
        &mut self,
        text: &str,
        mut line: u64,
        level: usize,
        scanner: &mut Scanner<'_>,
        each: &mut impl FnMut(Record<'_>) -> bool,
    ) -> Scanned<bool> {
        let mut any = false;
        let prefix = [&self.shape.inner[..level].join("."), "."].concat();
        let below = self.shape.inner.get(level);
        let below = below.map(|key| [&prefix, key.as_str()].concat());
        let mut shared = self.cells.share();
        let mut counted = scanner.position();
        scanner.expect(b'[')?;
        if scanner.closes(b']')? {
            return Ok(any);
        }
        loop {
            let opens = scanner.peek()?;
            let start = scanner.position();
            line += line_feeds(&text[counted..start]);
            counted = start;
            if opens == b'{' {
                self.cells.begin_with(&shared, self.names.len());
                let below = below.as_deref();
                let list = self
                    .cells
                    .object(scanner, &mut self.names, &prefix, below)?;
                if let Some(list) = list {
                    let end = scanner.position();
                    scanner.go_to(list);
                    let line = line + line_feeds(&text[start..list]);
                    any |= self.events(text, line, level + 1, scanner, each)?;
                    scanner.go_to(end);
                } else {
                    let row = self.cells.row(text);
                    any |= each(Record::Row { row, line });
                }
                if any {
                    shared.empty(&self.once);
                }
            } else {
                scanner.skip()?;
                let value = scanner.since(start);
                each(Record::NotAnObject { value, line });
            }
            if !scanner.comma_or(b']')? {
                return Ok(any);
            }
        }
    }
}

/// The names of a first list.
fn header(scanner: &mut Scanner<'_>) -> Scanned<Vec<String>> {
    let mut names = Vec::new();
    scanner.expect(b'[')?;
    loop {
        let mut name = String::new();
        scanner.string(&mut name)?;
        names.push(name);
        if !scanner.comma_or(b']')? {
            return Ok(names);
        }
    }
}

fn line_feeds(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

fn characters(text: &str) -> u64 {
    let begins = |byte: &&u8| !matches!(**byte, 0x80..=0xBF);
    text.as_bytes().iter().filter(begins).count() as u64
}
