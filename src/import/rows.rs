//! Text → records: one forward scan, cells borrowed from the text, nothing allocated per row.
//!
//! Must not know: what the cells mean, where the text comes from.

use memchr::memchr2;
pub use parcours_kernel::Span;
use parcours_kernel::{Marks, Stop};

use super::dialect::Dialect;

/// One record: its cells by number.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    text: &'a str,
    scratch: &'a str,
    spans: &'a [Span],
}

impl<'a> Row<'a> {
    pub const fn new(text: &'a str, scratch: &'a str, spans: &'a [Span]) -> Self {
        Self {
            text,
            scratch,
            spans,
        }
    }

    pub const fn len(&self) -> usize {
        self.spans.len()
    }

    /// The text, the scratch text and the places of the cells in them.
    pub(super) const fn parts(&self) -> (&'a str, &'a str, &'a [Span]) {
        (self.text, self.scratch, self.spans)
    }

    /// The cell, `""` where the record is shorter.
    #[inline]
    pub fn cell(&self, index: usize) -> &'a str {
        let Some(span) = self.spans.get(index) else {
            return "";
        };
        let source = if span.in_scratch {
            self.scratch
        } else {
            self.text
        };
        source
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Where the cell stands in the text; `None` where it had to be rewritten.
    pub fn place(&self, index: usize) -> Option<(usize, usize)> {
        let span = self.spans.get(index).filter(|span| !span.in_scratch)?;
        Some((span.start as usize, span.end as usize))
    }

    pub fn cells(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a, '_> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// A line with nothing but blanks on it.
    pub fn is_blank(&self) -> bool {
        match self.spans {
            [] => true,
            [only] => !only.quoted && self.cell(0).bytes().all(|b| b == b' ' || b == b'\t'),
            _ => false,
        }
    }
}

/// What a scan came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A record that ends before byte `end` (its line end included) and spans `lines` lines.
    Row { end: usize, lines: u64 },
    /// The text ends inside the record.
    More,
    /// The text is at its end and a quote was never closed; it opened `lines` lines below the record's first.
    OpenQuote { lines: u64 },
}

pub struct RowScanner {
    dialect: Dialect,
    marks: Marks,
    spans: Vec<Span>,
    scratch: String,
    /// Quotes so far that neither open nor close a cell, nor are written as a quote inside one should be.
    pub strays: usize,
}

/// How a quoted cell ended.
enum Quoted {
    Closed { next: usize },
    More,
    Open,
}

impl RowScanner {
    pub const fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            marks: Marks::new(dialect.delimiter),
            spans: Vec::new(),
            scratch: String::new(),
            strays: 0,
        }
    }

    /// The record that the last scan found in this text.
    pub fn row<'a>(&'a self, text: &'a str) -> Row<'a> {
        Row::new(text, &self.scratch, &self.spans)
    }

    /// The text is another one now: the next record may start anywhere in it.
    pub fn restart(&mut self) {
        self.marks.forget();
    }

    /// Reads the record that starts at byte `start`; the first record of a text starts at 0. `last`: no more text will follow.
    pub fn scan(&mut self, text: &str, start: usize, last: bool) -> Step {
        let bytes = text.as_bytes();
        self.spans.clear();
        self.scratch.clear();
        if start == 0 {
            self.restart();
        }
        let (mut at, mut lines) = (start, 0);
        loop {
            match self
                .marks
                .cells(bytes, at, self.dialect.quote, &mut self.spans)
            {
                Stop::Line(end) => at = end,
                Stop::Quote(open) => match self.quoted(text, open, last) {
                    Quoted::Closed { next } => {
                        if !self.dialect.by_record {
                            lines += line_ends(&bytes[open..next]);
                        }
                        at = next;
                    }
                    Quoted::More => return Step::More,
                    Quoted::Open => return Step::OpenQuote { lines },
                },
                Stop::Text(_) if !last => return Step::More,
                Stop::Text(start) => {
                    self.push(start, bytes.len(), false);
                    at = bytes.len();
                }
            }
            // At a delimiter, a line end or the end of the text.
            match bytes.get(at) {
                Some(b'\n') => {
                    return Step::Row {
                        end: at + 1,
                        lines: lines + 1,
                    };
                }
                Some(b'\r') => {
                    return match bytes.get(at + 1) {
                        Some(b'\n') => Step::Row {
                            end: at + 2,
                            lines: lines + 1,
                        },
                        None if !last => Step::More,
                        _ => Step::Row {
                            end: at + 1,
                            lines: lines + 1,
                        },
                    };
                }
                Some(_) => at += 1,
                None => {
                    return Step::Row {
                        end: at,
                        lines: lines + 1,
                    };
                }
            }
        }
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, quoted: bool) {
        self.spans.push(Span::of(start, end, quoted));
    }

    /// Reads the cell whose quote opens at `open`, up to the delimiter or line end after it.
    fn quoted(&mut self, text: &str, open: usize, last: bool) -> Quoted {
        let (bytes, quote) = (text.as_bytes(), self.dialect.quote);
        let escape = if self.dialect.backslash { b'\\' } else { quote };
        let scratch_start = self.scratch.len();
        let (mut from, mut at) = (open + 1, open + 1);
        loop {
            let Some(hit) = memchr2(quote, escape, &bytes[at..]).map(|offset| at + offset) else {
                return if last { Quoted::Open } else { Quoted::More };
            };
            let next = bytes.get(hit + 1).copied();
            match next {
                None if !last => return Quoted::More,
                Some(after) if bytes[hit] != quote => {
                    // A backslash: it escapes a quote or itself, and is itself before anything else.
                    if after == quote || after == b'\\' {
                        self.scratch.push_str(&text[from..hit]);
                        from = hit + 1;
                        at = hit + 2;
                    } else {
                        at = hit + 1;
                    }
                    continue;
                }
                Some(after) if after == quote => {
                    self.scratch.push_str(&text[from..=hit]);
                    from = hit + 2;
                    at = hit + 2;
                    continue;
                }
                None if bytes[hit] != quote => return Quoted::Open,
                _ => {}
            }
            match self.after_quote(bytes, hit + 1, last) {
                After::Closed { next } => {
                    self.close(text, scratch_start, from, hit, None);
                    return Quoted::Closed { next };
                }
                After::Literal => {
                    self.strays += 1;
                    at = hit + 1;
                }
                After::Tail { next } => {
                    self.strays += 1;
                    self.close(text, scratch_start, from, hit, Some((hit + 1, next)));
                    return Quoted::Closed { next };
                }
                After::More => return Quoted::More,
            }
        }
    }

    /// What a lone quote means, by what follows it at `at`.
    fn after_quote(&self, bytes: &[u8], at: usize, last: bool) -> After {
        let delimiter = self.dialect.delimiter;
        let ends = |b: u8| b == delimiter || b == b'\n' || b == b'\r';
        let mut next = at;
        while matches!(bytes.get(next), Some(b' ' | b'\t')) && bytes[next] != delimiter {
            next += 1;
        }
        match bytes.get(next) {
            Some(b) if ends(*b) => return After::Closed { next },
            None if last => return After::Closed { next },
            None => return After::More,
            Some(_) => {}
        }
        // A quote in the middle of the cell: text, if a closing quote follows on the same line; else the cell goes on unquoted.
        let line_end = memchr2(b'\n', b'\r', &bytes[at..]).map(|offset| at + offset);
        if line_end.is_none() && !last {
            return After::More;
        }
        let line = &bytes[..line_end.unwrap_or(bytes.len())];
        for hit in memchr::memchr_iter(self.dialect.quote, &line[at..]) {
            if line.get(at + hit + 1).is_none_or(|b| *b == delimiter) {
                return After::Literal;
            }
        }
        let rest = memchr::memchr(delimiter, &line[at..]);
        After::Tail {
            next: rest.map_or(line.len(), |offset| at + offset),
        }
    }

    /// Stores the cell `text[from..to]`, after what is already in the scratch text, before the unquoted `tail`.
    fn close(
        &mut self,
        text: &str,
        scratch_start: usize,
        from: usize,
        to: usize,
        tail: Option<(usize, usize)>,
    ) {
        if self.scratch.len() == scratch_start && tail.is_none() {
            self.push(from, to, true);
            return;
        }
        self.scratch.push_str(&text[from..to]);
        if let Some((start, end)) = tail {
            self.scratch.push_str(&text[start..end]);
        }
        self.spans.push(Span {
            start: scratch_start as u32,
            end: self.scratch.len() as u32,
            in_scratch: true,
            quoted: true,
        });
    }
}

enum After {
    Closed { next: usize },
    Literal,
    Tail { next: usize },
    More,
}

/// Line ends in a cell: LF, CRLF and CR count one each.
fn line_ends(bytes: &[u8]) -> u64 {
    if memchr2(b'\n', b'\r', bytes).is_none() {
        return 0;
    }
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(text: &str, dialect: Dialect) -> Vec<(u64, Vec<String>)> {
        let mut scanner = RowScanner::new(dialect);
        let (mut at, mut line, mut rows) = (0, 1, Vec::new());
        while at < text.len() {
            let Step::Row { end, lines } = scanner.scan(text, at, true) else {
                panic!("open quote");
            };
            rows.push((line, scanner.row(text).cells().map(String::from).collect()));
            at = end;
            line += lines;
        }
        rows
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = rows_of(text, Dialect::new(b','));
        rows.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn line_ends_of_all_kinds_end_records() {
        assert_eq!(
            cells("a,b\r\nc,d\re,f\ng,"),
            [["a", "b"], ["c", "d"], ["e", "f"], ["g", ""]]
        );
    }

    #[test]
    fn quotes_hold_delimiters_and_lines_and_lines_are_counted() {
        let rows = rows_of("\"a,\r\nb\",c\n\"d\"\"e\",\"\"\n", Dialect::new(b','));
        assert_eq!(rows[0], (1, vec!["a,\r\nb".into(), "c".into()]));
        assert_eq!(rows[1], (3, vec!["d\"e".into(), String::new()]));
    }

    #[test]
    fn quotes_in_the_middle_are_text() {
        assert_eq!(cells("5\" pipe,b\n"), [["5\" pipe", "b"]]);
        assert_eq!(cells("\"say \"hi\" now\",b\n"), [["say \"hi\" now", "b"]]);
        assert_eq!(cells("\"a\"b,c\n"), [["ab", "c"]]);
        assert_eq!(cells("\"a\" ,c\n"), [["a", "c"]]);
    }

    #[test]
    fn backslashes_escape_only_where_the_dialect_says_so() {
        let mut dialect = Dialect::new(b',');
        dialect.backslash = true;
        assert_eq!(
            rows_of("\"a\\\"b\\n\\\\\",c", dialect)[0].1,
            ["a\"b\\n\\", "c"]
        );
        assert_eq!(cells("\"a\\\",c"), [["a\\", "c"]]);
    }

    #[test]
    fn a_quote_never_closed_says_where_it_opened() {
        let mut scanner = RowScanner::new(Dialect::new(b','));
        assert_eq!(
            scanner.scan("\"x\ny\",\"a\nb", 0, true),
            Step::OpenQuote { lines: 1 }
        );
        assert_eq!(scanner.scan("\"x\ny\",\"a\nb", 0, false), Step::More);
    }
}
