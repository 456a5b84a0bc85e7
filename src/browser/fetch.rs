//! Reading a file from an address.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

use crate::model::load::{LoadError, LoadErrorCode};

/// The file at `address` (relative to the page, or of a host that allows it).
///
/// # Errors
/// `HttpStatus` with the status, or `Unreachable` (network, CORS, CSP: the browser does not tell them apart).
pub async fn fetch(address: &str) -> Result<Blob, LoadError> {
    let unreachable = |_: JsValue| LoadError::about(LoadErrorCode::Unreachable, address);
    let window = web_sys::window().ok_or_else(|| LoadError::new(LoadErrorCode::Unreachable))?;
    let response: Response = JsFuture::from(window.fetch_with_str(address))
        .await
        .map_err(unreachable)?
        .unchecked_into();
    if !response.ok() {
        return Err(LoadError::about(
            LoadErrorCode::HttpStatus,
            response.status().to_string(),
        ));
    }
    let blob = JsFuture::from(response.blob().map_err(unreachable)?)
        .await
        .map_err(unreachable)?;
    Ok(blob.unchecked_into())
}
