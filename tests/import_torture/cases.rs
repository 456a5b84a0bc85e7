//! Files that hold many cases: `{"cases": [{"input", "config", "expected": {"data", "errors"}}]}`, as PapaParse's tests are.
//!
//! Nothing flags them. Taken for unambiguous: no error is expected, and all that is configured can be told to our reader
//! (one delimiter) or is what it does anyway.

use std::path::Path;

use parcours::model::load::{FileFormat, LoadOptions};
use serde_json::Value;

use super::expected::{Expected, lists, text};

pub struct Case {
    pub name: String,
    pub input: String,
    pub expected: Expected,
    pub options: LoadOptions,
}

/// `None`: no file of cases.
pub fn of(path: &Path) -> Option<Vec<Case>> {
    let text = std::fs::read_to_string(path).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    Some(value.get("cases")?.as_array()?.iter().map(case).collect())
}

fn case(value: &Value) -> Case {
    let config = &value["config"];
    // The suite `core` does not guess.
    let core = (value["suite"] == "core").then(|| ",".to_string());
    let options = LoadOptions {
        delimiter: config["delimiter"].as_str().map(String::from).or(core),
        format: Some(FileFormat::Csv),
        ..LoadOptions::default()
    };
    let input = value["input"].as_str().unwrap();
    let known = is_known(config, options.delimiter.as_deref()) && !mixes_line_ends(input);
    let fine = value["expected"]["errors"] == Value::Array(Vec::new());
    let data = &value["expected"]["data"];
    let expected = (known && fine).then(|| rows(data, config)).flatten();
    Case {
        name: format!("{} {} {}", value["suite"], value["n"], value["description"]),
        input: input.to_string(),
        expected: expected.unwrap_or(Expected::Ambiguous),
        options,
    }
}

fn rows(data: &Value, config: &Value) -> Option<Expected> {
    if config["header"] != Value::Bool(true) {
        return lists(data).map(Expected::AnyHeader);
    }
    let objects = data.as_array()?.iter();
    let cells = |row: &Value| {
        let fields = row.as_object()?.iter();
        Some(
            fields
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
        )
    };
    objects
        .map(cells)
        .collect::<Option<_>>()
        .map(Expected::Cells)
}

/// Line ends of several kinds outside quotes are all line ends to us; the suite takes the first kind only.
fn mixes_line_ends(input: &str) -> bool {
    let outside: String = input.split('"').step_by(2).collect();
    let lines = outside.replace("\r\n", "");
    let kinds = [
        outside.contains("\r\n"),
        lines.contains('\n'),
        lines.contains('\r'),
    ];
    kinds.into_iter().filter(|kind| *kind).count() > 1
}

/// Can our reader be told this, or does it do this anyway?
fn is_known(config: &Value, delimiter: Option<&str>) -> bool {
    let one_byte = |told: &str| told.len() == 1 && !"\r\n\"".contains(told);
    let known = |(name, value): (&String, &Value)| match name.as_str() {
        "delimiter" => delimiter.is_some_and(one_byte),
        "header" | "newline" => true,
        "preview" => value == 0,
        "skipEmptyLines" => value.is_boolean(),
        "quoteChar" => value == "\"",
        "escapeChar" => value == "\"" || value == "\\",
        _ => false,
    };
    config
        .as_object()
        .is_none_or(|config| config.iter().all(known))
}
