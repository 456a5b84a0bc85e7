//! One JSON object as cells of a table.
//!
//! Numbers and booleans keep their text, null is empty, members of inner objects are columns `outer.inner`,
//! and a list inside an event keeps its JSON text.

use super::scan::{Scanned, Scanner};
use crate::import::rows::{Row, Span};

/// The cells of the present record, and where each column's is.
#[derive(Default)]
pub struct Cells {
    scratch: String,
    spans: Vec<Span>,
    key: String,
    /// Column expected next: objects of one list have their keys in one order.
    next: usize,
}

/// Cells that several events share: those of their journey.
pub struct Shared {
    scratch: usize,
    spans: Vec<Span>,
}

impl Shared {
    /// From now on without what stands in these columns.
    pub fn empty(&mut self, columns: &[usize]) {
        for column in columns {
            if let Some(span) = self.spans.get_mut(*column) {
                *span = Span::scratch(0, 0);
            }
        }
    }
}

impl Cells {
    pub fn row<'a>(&'a self, text: &'a str) -> Row<'a> {
        Row::new(text, &self.scratch, &self.spans)
    }

    /// Begins a record of `width` empty cells, the first of them filled where a journey's key is known.
    pub fn begin(&mut self, width: usize, journey: Option<&str>) {
        self.scratch.clear();
        self.spans.clear();
        self.spans.resize(width, Span::scratch(0, 0));
        self.next = 0;
        if let Some(journey) = journey {
            self.scratch.push_str(journey);
            self.place(0, 0);
        }
    }

    /// What is here so far, to begin other records with.
    pub fn share(&self) -> Shared {
        Shared {
            scratch: self.scratch.len(),
            spans: self.spans.clone(),
        }
    }

    pub fn begin_with(&mut self, shared: &Shared, width: usize) {
        self.scratch.truncate(shared.scratch);
        self.spans.clone_from(&shared.spans);
        self.spans.resize(width, Span::scratch(0, 0));
        self.next = 0;
    }

    /// Reads the list at the scanner into cells by place; `false`: it has more cells than there are columns.
    pub fn list(&mut self, scanner: &mut Scanner<'_>, width: usize) -> Scanned<bool> {
        self.begin(width, None);
        scanner.expect(b'[')?;
        if scanner.closes(b']')? {
            return Ok(true);
        }
        loop {
            let start = self.scratch.len();
            self.value(scanner)?;
            if self.next < width {
                self.place(self.next, start);
            } else {
                self.next += 1;
            }
            if !scanner.comma_or(b']')? {
                return Ok(self.next <= width);
            }
        }
    }

    /// Reads the object at the scanner into cells. Where a member named `set_aside` is a list, it is stepped over: the answer is where it begins.
    pub fn object(
        &mut self,
        scanner: &mut Scanner<'_>,
        names: &mut Vec<String>,
        prefix: &str,
        set_aside: Option<&str>,
    ) -> Scanned<Option<usize>> {
        self.inner(scanner, names, prefix, set_aside, 0)
    }

    fn inner(
        &mut self,
        scanner: &mut Scanner<'_>,
        names: &mut Vec<String>,
        prefix: &str,
        set_aside: Option<&str>,
        depth: usize,
    ) -> Scanned<Option<usize>> {
        scanner.expect(b'{')?;
        let mut aside = None;
        if scanner.closes(b'}')? {
            return Ok(aside);
        }
        loop {
            self.key.clear();
            self.key.push_str(prefix);
            scanner.key(&mut self.key)?;
            if set_aside == Some(self.key.as_str()) && scanner.peek()? == b'[' {
                aside = Some(scanner.position());
                scanner.skip()?;
            } else {
                self.member(scanner, names, depth)?;
            }
            if !scanner.comma_or(b'}')? {
                return Ok(aside);
            }
        }
    }

    /// The value of the present key.
    fn member(
        &mut self,
        scanner: &mut Scanner<'_>,
        names: &mut Vec<String>,
        depth: usize,
    ) -> Scanned<()> {
        const DEEPEST: usize = 4;
        let start = self.scratch.len();
        if depth < DEEPEST && scanner.peek()? == b'{' {
            let mut prefix = self.key.clone();
            prefix.push('.');
            return self
                .inner(scanner, names, &prefix, None, depth + 1)
                .map(|_| ());
        }
        self.value(scanner)?;
        let column = self.column(names);
        self.place(column, start);
        Ok(())
    }

    /// The text of the value at the scanner; none for null.
    fn value(&mut self, scanner: &mut Scanner<'_>) -> Scanned<()> {
        match scanner.peek()? {
            b'"' => scanner.string(&mut self.scratch)?,
            b'{' | b'[' => {
                let from = scanner.position();
                scanner.skip()?;
                self.scratch.push_str(scanner.since(from));
            }
            _ => {
                let literal = scanner.literal()?;
                if literal != "null" {
                    self.scratch.push_str(literal);
                }
            }
        }
        Ok(())
    }

    fn place(&mut self, column: usize, start: usize) {
        self.spans[column] = Span::scratch(start, self.scratch.len());
        self.next = column + 1;
    }

    /// The column of the present key; a new one where the key is new.
    fn column(&mut self, names: &mut Vec<String>) -> usize {
        if names.get(self.next) == Some(&self.key) {
            return self.next;
        }
        if let Some(known) = names.iter().position(|name| *name == self.key) {
            return known;
        }
        names.push(self.key.clone());
        self.spans.push(Span::scratch(0, 0));
        names.len() - 1
    }
}
