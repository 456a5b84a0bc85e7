//! Files that hold a journey written by people: read here, because the worker knows tables only.

use crate::browser::files::{Blob, text_of};
use crate::model::document;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::model::query::Lens;
use crate::protocol::Authored;

/// The journey in a file that begins with `head`, or `None` where it is a table.
///
/// # Errors
/// What is wrong with the document; `Vanished` where it cannot be read to its end.
pub async fn read(
    head: &[u8],
    blob: &Blob,
    options: &LoadOptions,
    lens: &Lens,
) -> Result<Option<Authored>, LoadError> {
    if !document::starts_like_document(head) {
        return Ok(None);
    }
    let vanished = || LoadError::new(LoadErrorCode::Vanished);
    let document = document::open(&text_of(blob).await.ok_or_else(vanished)?)?;
    let (schema, events) = document::events(&document);
    Ok(Some(Authored {
        name: options.name.clone().unwrap_or(document.title),
        schema,
        events,
        goal: options.goal.clone(),
        lens: lens.clone(),
    }))
}
