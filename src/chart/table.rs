//! The table behind a picture: the same numbers, raw and as written, for reading, for screen readers and as CSV.

/// One cell; numbers keep their raw value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number {
        value: f64,
        text: String,
    },
    /// Nothing is known.
    Empty,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    pub text: String,
    /// Right-aligned.
    pub numeric: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataTable {
    pub caption: String,
    pub columns: Vec<Header>,
    pub rows: Vec<Vec<Cell>>,
}

impl DataTable {
    pub(super) fn new(caption: &str, columns: &[(&str, bool)]) -> Self {
        Self {
            caption: caption.to_owned(),
            columns: columns
                .iter()
                .map(|(text, numeric)| Header {
                    text: (*text).to_owned(),
                    numeric: *numeric,
                })
                .collect(),
            rows: Vec::new(),
        }
    }
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn number(value: impl Into<f64>, text: String) -> Self {
        Self::Number {
            value: value.into(),
            text,
        }
    }

    pub(super) fn maybe(value: Option<f64>, text: impl Fn(f64) -> String) -> Self {
        value.map_or(Self::Empty, |value| Self::Number {
            value,
            text: text(value),
        })
    }

    /// As shown.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number { text, .. } => text,
            Self::Empty => "",
        }
    }
}

/// RFC 4180 with raw numbers: durations in seconds, shares from 0 to 1. Where fields end with a semicolon, as French sheets want,
/// decimals have a comma. A text that a spreadsheet would take for a formula is led by an apostrophe.
pub fn to_csv(table: &DataTable, separator: char) -> String {
    let mut csv = String::new();
    let header = table.columns.iter().map(|column| safe(&column.text));
    push_line(&mut csv, header, separator);
    for row in &table.rows {
        let fields = row.iter().map(|cell| match cell {
            Cell::Text(text) => safe(text),
            Cell::Number { value, .. } if separator == ';' => value.to_string().replace('.', ","),
            Cell::Number { value, .. } => value.to_string(),
            Cell::Empty => String::new(),
        });
        push_line(&mut csv, fields, separator);
    }
    csv
}

fn push_line(csv: &mut String, fields: impl Iterator<Item = String>, separator: char) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            csv.push(separator);
        }
        let needs_quotes = field.contains([separator, '"', '\n', '\r']);
        if needs_quotes {
            csv.push('"');
            csv.push_str(&field.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(&field);
        }
    }
    csv.push_str("\r\n");
}

/// See OWASP, "CSV Injection".
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_and_numbers_stay_raw() {
        let mut table = DataTable::new("x", &[("Stage; name", false), ("Mean", true)]);
        table.rows = vec![
            vec![
                Cell::text("say \"hi\""),
                Cell::number(-1.25, "−1.3".to_owned()),
            ],
            vec![Cell::text("=1+1"), Cell::Empty],
            vec![
                Cell::text("a,b"),
                Cell::number(1284_u32, "1,284".to_owned()),
            ],
        ];
        assert_eq!(
            to_csv(&table, ';'),
            "\"Stage; name\";Mean\r\n\"say \"\"hi\"\"\";-1,25\r\n'=1+1;\r\na,b;1284\r\n"
        );
        assert_eq!(
            to_csv(&table, ','),
            "Stage; name,Mean\r\n\"say \"\"hi\"\"\",-1.25\r\n'=1+1,\r\n\"a,b\",1284\r\n"
        );
    }
}
