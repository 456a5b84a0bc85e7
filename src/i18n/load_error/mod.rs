//! What to say when a file could not be opened: what happened, where, and the one thing to do. No blame.

mod en;
mod fr;

use super::Lang;
use crate::model::load::LoadError;

/// Three texts for one error, each a sentence or a short title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What happened, without a full stop.
    pub title: String,
    /// Where, and what was seen there.
    pub explanation: String,
    /// What to do.
    pub action: String,
}

impl ErrorText {
    /// All three in one line: the live region, the script's `message`.
    pub fn sentence(&self) -> String {
        format!("{}. {} {}", self.title, self.explanation, self.action)
    }
}

pub fn load_error(lang: Lang, error: &LoadError) -> ErrorText {
    let place = place(lang, error);
    let subject = error.subject.as_deref().unwrap_or_default();
    let (title, explanation, action) = match lang {
        Lang::En => en::texts(error.code, subject),
        Lang::Fr => fr::texts(error.code, subject),
    };
    ErrorText {
        title: cased(&place, &title),
        explanation,
        action: action.to_owned(),
    }
}

/// `Line 3,377: `, `Line 4, column 17: `, or nothing.
fn place(lang: Lang, error: &LoadError) -> String {
    let Some(line) = error.line else {
        return String::new();
    };
    let line = lang.count(line);
    let column = error.column.map(|column| lang.count(column));
    match (lang, column) {
        (Lang::En, None) => format!("Line {line}: "),
        (Lang::En, Some(column)) => format!("Line {line}, column {column}: "),
        (Lang::Fr, None) => format!("Ligne {line}\u{a0}: "),
        (Lang::Fr, Some(column)) => format!("Ligne {line}, caractère {column}\u{a0}: "),
    }
}

/// The title alone starts with a capital, after a place with a small letter.
fn cased(place: &str, title: &str) -> String {
    let mut chars = title.chars();
    let Some(first) = chars.next() else {
        return place.to_owned();
    };
    let rest = chars.as_str();
    if place.is_empty() {
        format!("{}{rest}", first.to_uppercase())
    } else {
        format!("{place}{}{rest}", first.to_lowercase())
    }
}

/// ` “date”`, or nothing where there is no subject.
fn named(lang: Lang, subject: &str) -> String {
    if subject.is_empty() {
        String::new()
    } else {
        format!(" {}", lang.quoted(subject))
    }
}

/// The subject of `TooLarge`, rows and per cent, as `1,284 rows` and `63 %`.
fn rows_that_fit(lang: Lang, subject: &str) -> Option<(String, String)> {
    let (rows, percent) = subject.split_once(' ')?;
    let percent: f64 = percent.parse().ok()?;
    Some((lang.rows(rows.parse().ok()?), lang.percent(percent / 100.0)))
}

/// Title, explanation, action.
type Texts = (String, String, &'static str);

/// Plain texts, whatever the subject.
fn plain(title: &str, explanation: &str, action: &'static str) -> Texts {
    (title.to_owned(), explanation.to_owned(), action)
}
