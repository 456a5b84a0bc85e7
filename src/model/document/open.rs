//! Text → document: the version first, then the shape.

use serde_json::Value;

use super::upgrade::upgraded;
use super::{Document, VERSION};
use crate::model::load::{LoadError, LoadErrorCode};

/// Is this JSON a document (or the short form written by hand), rather than a list of events?
pub fn is_document(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    match object.get("format") {
        Some(format) => format == "parcours",
        None => object
            .get("stages")
            .and_then(Value::as_array)
            .is_some_and(|stages| stages.iter().any(|s| s.is_object() || s.is_string())),
    }
}

/// Reads a document of any version up to the present one.
///
/// # Errors
/// `BrokenJson` with line and column, `JsonNotJourneys`, `NewerDocument`.
pub fn open(text: &str) -> Result<Document, LoadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| broken(&error))?;
    if !is_document(&value) {
        return Err(LoadError::new(LoadErrorCode::JsonNotJourneys));
    }
    let version = match value.get("version") {
        None => 0,
        Some(version) => version
            .as_u64()
            .ok_or_else(|| LoadError::about(LoadErrorCode::NewerDocument, version.to_string()))?,
    };
    if version > u64::from(VERSION) {
        let subject = version.to_string();
        return Err(LoadError::about(LoadErrorCode::NewerDocument, subject));
    }
    // Always from text: errors of shape then have their line, and one way of reading is half the code of two.
    let document: Document = if version == u64::from(VERSION) {
        read(text)?
    } else {
        read(&upgraded(value, version).to_string()).map_err(|error| LoadError {
            code: LoadErrorCode::JsonNotJourneys,
            line: None,
            column: None,
            ..error
        })?
    };
    if document.stages.is_empty() {
        return Err(LoadError::new(LoadErrorCode::JsonNotJourneys));
    }
    Ok(document)
}

fn read(text: &str) -> Result<Document, LoadError> {
    serde_json::from_str(text).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> LoadError {
    // The parser ends its words with the position, which the error holds apart.
    let words = error.to_string();
    let subject = words
        .rsplit_once(" at line ")
        .map_or(words.as_str(), |(words, _)| words);
    LoadError {
        line: (error.line() > 0).then_some(error.line() as u64),
        column: (error.line() > 0).then_some(error.column() as u64),
        ..LoadError::about(LoadErrorCode::BrokenJson, subject)
    }
}
