//! How a text table is written: delimiter, quotes, escapes; and how that is told from the head of a file.
//!
//! Must not know: columns, roles, encodings.

use super::magic::holds;
use super::rows::{RowScanner, Step};
use crate::model::load::Finding;
use crate::model::ordering::sort_items;

/// The delimiters that are looked for, in the order that breaks ties. Never `:`, which times are full of.
pub const DELIMITERS: [u8; 5] = [b',', b';', b'\t', b'|', b'^'];

/// Records among which the header is looked for.
const TITLES: usize = 10;

/// Records that the sniffing looks at.
const SAMPLE_ROWS: usize = 400;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// One ASCII byte.
    pub delimiter: u8,
    pub quote: u8,
    /// `\"` stands for a quote inside quotes (beside `""`).
    pub backslash: bool,
    /// Records are counted instead of lines: the text was made of a table whose rows have numbers of their own.
    pub by_record: bool,
}

impl Dialect {
    pub const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            quote: b'"',
            backslash: false,
            by_record: false,
        }
    }
}

/// What was found, and how many records agree on their width.
#[derive(Debug, Clone, PartialEq)]
pub struct Sniffed {
    pub dialect: Dialect,
    /// Most frequent number of fields.
    pub width: usize,
    pub finding: Finding,
}

/// The delimiter named by a `sep=;` first line, and the bytes of that line with its end.
pub fn sep_line(text: &str) -> Option<(u8, usize)> {
    let first = text.split(['\n', '\r']).next()?;
    let name = first.trim_matches('"');
    let rest = name
        .strip_prefix("sep=")
        .or_else(|| name.strip_prefix("SEP="))?;
    let delimiter = *rest.as_bytes().first()?;
    if rest.len() != 1 || !delimiter.is_ascii() {
        return None;
    }
    let mut length = first.len();
    if text[length..].starts_with('\r') {
        length += 1;
    }
    if text[length..].starts_with('\n') {
        length += 1;
    }
    Some((delimiter, length))
}

/// How `formats` writes the tables that it makes.
pub fn made() -> Sniffed {
    let dialect = Dialect {
        by_record: true,
        ..Dialect::new(b'\t')
    };
    Sniffed {
        dialect,
        width: 0,
        finding: Finding::default(),
    }
}

/// Scores every delimiter, quote and escape by how evenly it cuts the records; `told` fixes the delimiter.
pub fn sniff(text: &str, complete: bool, told: Option<u8>) -> Sniffed {
    let mut best: Option<(f64, Sniffed)> = None;
    let tried = told.as_ref().map_or(&DELIMITERS[..], std::slice::from_ref);
    let backslashes = memchr::memchr(b'\\', text.as_bytes()).is_some();
    for delimiter in tried {
        // One that is nowhere cuts nothing.
        if memchr::memchr(*delimiter, text.as_bytes()).is_none() {
            continue;
        }
        consider(text, complete, *delimiter, backslashes, &mut best);
    }
    match best {
        Some((_, sniffed)) => sniffed,
        None => Sniffed {
            dialect: Dialect::new(told.unwrap_or(b',')),
            width: 1,
            finding: Finding {
                line: None,
                example: None,
                agree: 0,
                of: 0,
            },
        },
    }
}

fn consider(
    text: &str,
    complete: bool,
    delimiter: u8,
    backslashes: bool,
    best: &mut Option<(f64, Sniffed)>,
) {
    for (quote, backslash) in quotings(text, delimiter, backslashes) {
        let dialect = Dialect {
            delimiter,
            quote,
            backslash,
            by_record: false,
        };
        let Some((score, sniffed)) = judge(text, complete, dialect) else {
            continue;
        };
        // Strictly better only: the plainer reading comes first and keeps ties.
        if best.as_ref().is_none_or(|(top, _)| score > *top + 1e-9) {
            *best = Some((score, sniffed));
        }
    }
}

/// The ways of quoting worth trying on this text, the usual one first. `backslashes`: it has any.
fn quotings(text: &str, delimiter: u8, backslashes: bool) -> Vec<(u8, bool)> {
    let mut ways = vec![(b'"', false)];
    if backslashes && holds(text.as_bytes(), b"\\\"") {
        ways.push((b'"', true));
    }
    let single = quoted_cells(text, delimiter, b'\'');
    if single >= 2 && single > quoted_cells(text, delimiter, b'"') {
        ways.insert(0, (b'\'', false));
        if backslashes && holds(text.as_bytes(), b"\\'") {
            ways.insert(1, (b'\'', true));
        }
    }
    ways
}

/// Quotes that stand right before a delimiter or line end and right after one, whichever is rarer.
fn quoted_cells(text: &str, delimiter: u8, quote: u8) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(65_536)];
    let is_edge =
        |byte: Option<&u8>| byte.is_none_or(|b| *b == delimiter || *b == b'\n' || *b == b'\r');
    let (mut opens, mut closes) = (0, 0);
    for at in memchr::memchr_iter(quote, bytes) {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i));
        opens += usize::from(is_edge(before));
        closes += usize::from(is_edge(bytes.get(at + 1)));
    }
    opens.min(closes)
}

fn judge(text: &str, complete: bool, dialect: Dialect) -> Option<(f64, Sniffed)> {
    let (widths, titles, strays) = widths(text, complete, dialect);
    let (width, agree) = most_frequent(&widths);
    if width < 2 {
        return None;
    }
    let share = agree as f64 / widths.len() as f64;
    // The header has no decimal commas: a delimiter that cuts it as it cuts the rows is the right one.
    let header = if widths.get(titles) == Some(&width) || widths.first() == Some(&width) {
        0.5
    } else {
        0.0
    };
    // A quote that does not fit is rarely meant: with another escape it may.
    let strays = (strays as f64 / widths.len() as f64).min(1.0) * 0.1;
    let score = share + header + width.min(20) as f64 * 0.005 - strays;
    let finding = Finding {
        line: None,
        example: None,
        agree: agree as u32,
        of: widths.len() as u32,
    };
    let sniffed = Sniffed {
        dialect,
        width,
        finding,
    };
    Some((score, sniffed))
}

/// Of each record; how many stand before the first that is wider than all before it and could name columns; the quotes that do not fit.
fn widths(text: &str, complete: bool, dialect: Dialect) -> (Vec<usize>, usize, usize) {
    let mut scanner = RowScanner::new(dialect);
    let (mut widths, mut at) = (Vec::new(), 0);
    let (mut widest, mut titles) = (1, 0);
    while at < text.len() && widths.len() < SAMPLE_ROWS {
        match scanner.scan(text, at, complete) {
            Step::Row { end, .. } => at = end,
            Step::More | Step::OpenQuote { .. } => break,
        }
        let row = scanner.row(text);
        if row.is_blank() {
            continue;
        }
        if row.len() > widest && widths.len() < TITLES {
            widest = row.len();
            let mut cells = row.cells();
            if !cells.any(|cell| cell.starts_with(|first: char| first.is_ascii_digit())) {
                titles = widths.len();
            }
        }
        widths.push(row.len());
    }
    // An incomplete head may end inside its only record.
    if widths.is_empty() && !text.is_empty() {
        widths.push(memchr::memchr_iter(dialect.delimiter, text.as_bytes()).count() + 1);
    }
    (widths, titles, scanner.strays)
}

/// The most frequent width, the wider one on a tie, and how many have it.
pub fn most_frequent(widths: &[usize]) -> (usize, usize) {
    if let Some((first, rest)) = widths.split_first()
        && rest.iter().all(|width| width == first)
    {
        return (*first, widths.len());
    }
    let mut sorted = widths.to_vec();
    sort_items(&mut sorted, Ord::cmp);
    sorted
        .chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len()))
        .max_by_key(|(width, count)| (*count, *width))
        .unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> u8 {
        sniff(text, true, None).dialect.delimiter
    }

    #[test]
    fn decimal_commas_do_not_win_over_semicolons() {
        assert_eq!(delimiter("a;b;c\n1,5;2,5;3,5\n4,1;5,2;6,3\n"), b';');
    }

    #[test]
    fn delimiters_inside_quotes_do_not_count() {
        assert_eq!(delimiter("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n"), b',');
        assert_eq!(delimiter("a\tb\n1,2\t3\n4\t5,6,7\n"), b'\t');
        assert_eq!(delimiter("a|b\n1|2\n"), b'|');
        assert_eq!(delimiter("a^b\n1^2\n"), b'^');
    }

    #[test]
    fn single_quotes_are_found_where_they_cut_evenly() {
        let found = sniff("a,b\n'x,1','y'\n'z,2','w'\n", true, None);
        assert_eq!((found.dialect.quote, found.width), (b'\'', 2));
        let plain = sniff("a,b\nit's,1\nd'or,2\n", true, None);
        assert_eq!(plain.dialect.quote, b'"');
    }

    #[test]
    fn backslash_escapes_are_found() {
        let found = sniff(
            "a,b\n\"x \\\",\\\" y\",1\n\"z \\\",\\\" w\",2\n",
            true,
            None,
        );
        assert!(found.dialect.backslash);
        assert!(!sniff("a,b\n\"x\"\"y\",1\n", true, None).dialect.backslash);
        let inside = "a,b\n\"he said \\\"no\\\" twice\",1\n";
        assert!(sniff(inside, true, None).dialect.backslash);
        let folder = "a,b\n\"C:\\dir\\\",1\n\"D:\\dir\\\",2\n";
        assert!(!sniff(folder, true, None).dialect.backslash);
    }

    #[test]
    fn sep_lines_name_the_delimiter() {
        assert_eq!(sep_line("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(sep_line("separator\n"), None);
    }
}
