//! A protocol message as a browser message: `[bytes]`, or `[bytes, blob, …]` where files travel along.

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::protocol::{self, Envelope, ProtocolError};

/// The message, and the list of what is handed over instead of copied.
///
/// # Errors
/// Where the protocol cannot write the value.
pub fn pack<T: Serialize>(
    envelope: &Envelope<T>,
    files: &[Blob],
) -> Result<(Array, Array), ProtocolError> {
    let bytes = Uint8Array::from(protocol::encode(envelope)?.as_slice());
    let message = Array::of1(&bytes);
    for file in files {
        message.push(file);
    }
    Ok((message, Array::of1(&bytes.buffer())))
}

/// # Errors
/// `Malformed` where it is not one of ours, or what the protocol says.
pub fn unpack<T: DeserializeOwned>(
    data: &JsValue,
) -> Result<(Envelope<T>, Vec<Blob>), ProtocolError> {
    let parts: &Array = data.dyn_ref().ok_or(ProtocolError::Malformed)?;
    let bytes: Uint8Array = parts
        .get(0)
        .dyn_into()
        .map_err(|_| ProtocolError::Malformed)?;
    let envelope = protocol::decode(&bytes.to_vec())?;
    let files = (1..parts.length()).filter_map(|at| parts.get(at).dyn_into().ok());
    Ok((envelope, files.collect()))
}
