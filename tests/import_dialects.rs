//! Any table, written in any dialect, is read the same with nothing told.
//!
//! What a file cannot tell is left out: a table of `'` quotes around a few cells only, backslashes before nothing, encodings that
//! differ in no byte. `PARCOURS_FUZZ_INPUTS` and `PARCOURS_FUZZ_SEED` ask for more and other tables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::import::{RowCollector, plan};
use parcours::model::load::LoadOptions;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

const TABLES: u64 = 4_000;
const HEADER: [&str; 5] = ["journey_id", "timestamp", "touchpoint", "amount", "note"];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Quoting {
    /// Where a cell needs it, a quote inside doubled.
    Needed,
    All,
    /// All, a quote inside behind a backslash.
    Backslash,
    /// All, by `'`.
    Single,
    SingleBackslash,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16LeMarked,
    Utf16BeMarked,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Top {
    Nothing,
    Sep,
    Title,
    /// With a delimiter in it.
    WideTitle,
    Comments,
}

#[derive(Debug, Clone)]
struct Dialect {
    delimiter: char,
    quoting: Quoting,
    line_end: &'static str,
    encoding: Encoding,
    top: Top,
    trailing: bool,
    last_line_end: bool,
}

fn dialect() -> impl Strategy<Value = Dialect> {
    use prop::sample::select;
    (
        select(vec![',', ';', '\t', '|', '^']),
        select(vec![
            Quoting::Needed,
            Quoting::Needed,
            Quoting::All,
            Quoting::Backslash,
            Quoting::Single,
            Quoting::SingleBackslash,
        ]),
        select(vec!["\n", "\r\n", "\r"]),
        select(vec![
            Encoding::Utf8,
            Encoding::Utf8Marked,
            Encoding::Utf16LeMarked,
            Encoding::Utf16BeMarked,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Windows1252,
        ]),
        select(vec![
            Top::Nothing,
            Top::Nothing,
            Top::Sep,
            Top::Title,
            Top::WideTitle,
            Top::Comments,
        ]),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(delimiter, quoting, line_end, encoding, top, trailing, last_line_end)| Dialect {
                delimiter,
                quoting,
                line_end,
                encoding,
                top,
                trailing,
                last_line_end,
            },
        )
}

/// Words, marks and blanks in any order.
fn note() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "très",
        "café",
        "déjà vu",
        "it's",
        "a",
        "12",
        " ",
        "  ",
        ",",
        ";",
        "\t",
        "|",
        "^",
        "\"",
        "\"\"",
        "'",
        "\n",
        "\r\n",
        ":",
        "=",
        "#",
        "<b>",
        "{",
        "}",
        "[",
        "]",
        "100 %",
        "-",
    ]);
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

fn row() -> impl Strategy<Value = Vec<String>> {
    let touchpoint =
        prop::sample::select(vec!["Visit", "Order", "Call, again", "Say \"hi\"", "Café"]);
    let amount = prop::sample::select(vec!["12,5", "3,25", "7.5", "100", ""]);
    (1..5_u32, 1..28_u32, touchpoint, amount, note()).prop_map(
        |(journey, day, touchpoint, amount, note)| {
            vec![
                format!("J-{journey}"),
                format!("2026-01-{day:02} 10:30"),
                touchpoint.to_string(),
                amount.to_string(),
                note,
            ]
        },
    )
}

impl Dialect {
    fn cell(&self, cell: &str) -> String {
        let quote = match self.quoting {
            Quoting::Single | Quoting::SingleBackslash => '\'',
            _ => '"',
        };
        let special = |c: char| c == self.delimiter || "\"\r\n".contains(c);
        if self.quoting == Quoting::Needed && !cell.contains(special) {
            return cell.to_string();
        }
        let inside = match self.quoting {
            Quoting::Backslash | Quoting::SingleBackslash => {
                let escaped = cell.replace('\\', "\\\\");
                escaped.replace(quote, &format!("\\{quote}"))
            }
            _ => cell.replace(quote, &format!("{quote}{quote}")),
        };
        format!("{quote}{inside}{quote}")
    }

    fn line(&self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        let mut line = cells.join(&self.delimiter.to_string());
        if self.trailing {
            line.push(self.delimiter);
        }
        line
    }

    fn top(&self) -> Vec<String> {
        match self.top {
            Top::Nothing => Vec::new(),
            Top::Sep => vec![format!("sep={}", self.delimiter)],
            Top::Title => vec!["Export of all shops".into(), String::new()],
            Top::WideTitle => vec![format!("Export{}all shops", self.delimiter)],
            Top::Comments => vec!["# made by hand".into(), format!("# a{}b", self.delimiter)],
        }
    }

    fn written(&self, rows: &[Vec<String>]) -> String {
        let header: Vec<String> = HEADER.map(String::from).to_vec();
        let mut lines = self.top();
        lines.push(self.line(&header));
        lines.extend(rows.iter().map(|row| self.line(row)));
        let mut text = lines.join(self.line_end);
        if self.last_line_end {
            text.push_str(self.line_end);
        }
        text
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        let little = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        let big = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<u8>>()
        };
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16LeMarked => little(&format!("\u{feff}{text}")),
            Encoding::Utf16BeMarked => big(&format!("\u{feff}{text}")),
            Encoding::Utf16Le => little(text),
            Encoding::Utf16Be => big(text),
            // All signs used here have their own number there.
            Encoding::Windows1252 => text
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect(),
        }
    }
}

/// What the dialect cannot hold, or cannot be told by, is put right.
fn fitted(dialect: &Dialect, mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let backslash = matches!(
        dialect.quoting,
        Quoting::Backslash | Quoting::SingleBackslash
    );
    if backslash {
        // One quote behind a backslash, and then backslashes that stand for themselves.
        rows[0][4] = "a 'b' and \"c\" \\ d\\".to_string();
    }
    rows
}

fn read(bytes: &[u8], slice: usize) -> (Option<String>, Vec<String>, Vec<Vec<String>>) {
    let plan = plan(bytes, true, &LoadOptions::default()).unwrap();
    let delimiter = plan.review().delimiter;
    let mut collector = RowCollector::all(plan);
    for part in bytes.chunks(slice) {
        collector.push(part).unwrap();
    }
    let raw = collector.finish().unwrap();
    let cells = raw.rows.into_iter().map(|(_, _, mut cells)| {
        let extra = cells.split_off(cells.len().min(HEADER.len()));
        assert!(extra.iter().all(String::is_empty), "{extra:?}");
        cells
    });
    (delimiter, raw.header, cells.collect())
}

fn told(name: &str, usual: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(usual)
}

#[test]
fn tables_in_any_dialect_are_read_with_nothing_told() {
    let cases = told("PARCOURS_FUZZ_INPUTS", TABLES) as u32;
    let mut runner = TestRunner::new(ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(told("PARCOURS_FUZZ_SEED", 1)),
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let tables = (dialect(), prop::collection::vec(row(), 3..14), 1_usize..60);
    let result = runner.run(&tables, |(dialect, rows, slice)| {
        let rows = fitted(&dialect, rows);
        let text = dialect.written(&rows);
        let bytes = dialect.encoded(&text);
        let (delimiter, header, cells) = read(&bytes, slice);
        prop_assert_eq!(delimiter, Some(dialect.delimiter.to_string()), "{}", &text);
        prop_assert_eq!(&header, &HEADER, "{}", &text);
        prop_assert_eq!(&cells, &rows, "{}", &text);
        Ok(())
    });
    println!("tables written and read: {cases}");
    if let Err(failure) = result {
        panic!("{failure}");
    }
}
