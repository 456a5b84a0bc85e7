//! The objects of a JSON file as rows of one table.
//!
//! Numbers and booleans keep their text, null is empty, members of inner objects are columns `outer.inner`,
//! and a list inside an event keeps its JSON text.

use super::scan::{Fault, Scanned, Scanner, broken};
use super::shape::{self, KEY_COLUMN, Shape};
use crate::import::rows::{Row, Span};
use crate::import::sample::{SAMPLE_ROWS, Sample};
use crate::model::load::LoadError;

/// One element of the lists of events.
pub enum Record<'a> {
    Row { row: Row<'a>, line: u64 },
    NotAnObject { value: &'a str, line: u64 },
}

/// The first records of a file.
pub struct Head {
    pub shape: Shape,
    pub names: Vec<String>,
    pub sample: Sample<'static>,
}

/// Finds the events and reads the first of them.
pub fn read_head(text: &str, complete: bool) -> Result<Head, LoadError> {
    let shape = shape::find(text, complete)?;
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut names = Vec::new();
    let mut reading = Reading::new(text, complete, &mut names, &shape);
    let result = reading.all(&shape, &mut |record| {
        if let Record::Row { row, line } = record
            && rows.len() < SAMPLE_ROWS
        {
            rows.push((line, row.cells().map(String::from).collect()));
        }
    });
    end(text, result)?;
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

/// Reads every record of a text, the file's whole one or, where it is not `complete`, its beginning. Keys not among `names` are appended to them.
pub fn read_records(
    text: &str,
    complete: bool,
    shape: &Shape,
    names: &mut Vec<String>,
    mut each: impl FnMut(Record<'_>),
) -> Result<(), LoadError> {
    let mut reading = Reading::new(text, complete, names, shape);
    let result = reading.all(shape, &mut each);
    end(text, result)
}

fn end(text: &str, result: Scanned<()>) -> Result<(), LoadError> {
    match result {
        Ok(()) | Err(Fault::Truncated) => Ok(()),
        Err(Fault::Broken(at)) => Err(broken(text, at)),
    }
}

struct Reading<'t, 'n> {
    text: &'t str,
    scanner: Scanner<'t>,
    names: &'n mut Vec<String>,
    /// Cells of the present record, and where each column's is.
    scratch: String,
    spans: Vec<Span>,
    key: String,
    /// Lines are counted from the last record on.
    counted: usize,
    line: u64,
    /// Column expected next: objects of one list have their keys in one order.
    next: usize,
}

impl<'t, 'n> Reading<'t, 'n> {
    fn new(text: &'t str, complete: bool, names: &'n mut Vec<String>, shape: &Shape) -> Self {
        if shape.key_column().is_some() && names.is_empty() {
            names.push(KEY_COLUMN.to_string());
        }
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut scanner = Scanner::new(text, complete);
        scanner.go_to(mark);
        Self {
            text,
            scanner,
            names,
            scratch: String::new(),
            spans: Vec::new(),
            key: String::new(),
            counted: 0,
            line: 1,
            next: 0,
        }
    }

    fn all(&mut self, shape: &Shape, each: &mut impl FnMut(Record<'_>)) -> Scanned<()> {
        let keyed = shape.key_column().is_some();
        self.inside(shape.path(), keyed, each)?;
        if self.scanner.is_at_end() {
            return Ok(());
        }
        Err(Fault::Broken(self.scanner.position()))
    }

    /// Goes down the path, reads the events there, and steps over everything else.
    fn inside(
        &mut self,
        path: &[String],
        keyed: bool,
        each: &mut impl FnMut(Record<'_>),
    ) -> Scanned<()> {
        match (path.split_first(), keyed) {
            (None, false) => return self.list(None, each),
            (None, true) => {}
            (Some(_), _) => {}
        }
        self.scanner.expect(b'{')?;
        if self.scanner.closes(b'}')? {
            return Ok(());
        }
        loop {
            let mut key = String::new();
            self.scanner.key(&mut key)?;
            match path.split_first() {
                Some((wanted, rest)) if *wanted == key => self.inside(rest, keyed, each)?,
                Some(_) => self.scanner.skip()?,
                None if self.scanner.peek()? == b'[' => self.list(Some(&key), each)?,
                None => self.scanner.skip()?,
            }
            if !self.scanner.comma_or(b'}')? {
                return Ok(());
            }
        }
    }

    fn list(&mut self, journey: Option<&str>, each: &mut impl FnMut(Record<'_>)) -> Scanned<()> {
        self.scanner.expect(b'[')?;
        if self.scanner.closes(b']')? {
            return Ok(());
        }
        loop {
            let opens = self.scanner.peek()?;
            let line = self.line_here();
            let start = self.scanner.position();
            if opens == b'{' {
                self.record(journey)?;
                let row = Row::new(self.text, &self.scratch, &self.spans);
                each(Record::Row { row, line });
            } else {
                self.scanner.skip()?;
                let value = self.scanner.since(start);
                each(Record::NotAnObject { value, line });
            }
            if !self.scanner.comma_or(b']')? {
                return Ok(());
            }
        }
    }

    fn line_here(&mut self) -> u64 {
        let at = self.scanner.position();
        let passed = &self.text.as_bytes()[self.counted..at];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.counted = at;
        self.line
    }

    fn record(&mut self, journey: Option<&str>) -> Scanned<()> {
        self.scratch.clear();
        self.spans.clear();
        self.spans.resize(self.names.len(), Span::scratch(0, 0));
        self.next = 0;
        if let Some(journey) = journey {
            self.scratch.push_str(journey);
            self.place(0, 0);
        }
        self.object("", 0)
    }

    fn object(&mut self, prefix: &str, depth: usize) -> Scanned<()> {
        self.scanner.expect(b'{')?;
        if self.scanner.closes(b'}')? {
            return Ok(());
        }
        loop {
            self.key.clear();
            self.key.push_str(prefix);
            let mut key = std::mem::take(&mut self.key);
            self.scanner.key(&mut key)?;
            self.key = key;
            self.member(depth)?;
            if !self.scanner.comma_or(b'}')? {
                return Ok(());
            }
        }
    }

    /// The value of the present key.
    fn member(&mut self, depth: usize) -> Scanned<()> {
        const DEEPEST: usize = 4;
        let start = self.scratch.len();
        match self.scanner.peek()? {
            b'{' if depth < DEEPEST => {
                let prefix = format!("{}.", self.key);
                return self.object(&prefix, depth + 1);
            }
            b'"' => self.scanner.string(&mut self.scratch)?,
            b'{' | b'[' => {
                let from = self.scanner.position();
                self.scanner.skip()?;
                self.scratch.push_str(self.scanner.since(from));
            }
            _ => {
                let literal = self.scanner.literal()?;
                if literal != "null" {
                    self.scratch.push_str(literal);
                }
            }
        }
        let column = self.column();
        self.place(column, start);
        Ok(())
    }

    fn place(&mut self, column: usize, start: usize) {
        self.spans[column] = Span::scratch(start, self.scratch.len());
        self.next = column + 1;
    }

    /// The column of the present key; a new one where the key is new.
    fn column(&mut self) -> usize {
        if self.names.get(self.next) == Some(&self.key) {
            return self.next;
        }
        if let Some(known) = self.names.iter().position(|name| *name == self.key) {
            return known;
        }
        self.names.push(self.key.clone());
        self.spans.push(Span::scratch(0, 0));
        self.names.len() - 1
    }
}
