//! Files the user hands over: chosen, dropped, pasted.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
pub use web_sys::{Blob, File};
use web_sys::{DataTransfer, FileList, HtmlInputElement};

/// What was handed over.
#[derive(Debug, Clone)]
pub enum Handed {
    Files(Vec<File>),
    Text(String),
    Folder(String),
    /// Nothing that can be read.
    Nothing,
}

/// What was dropped or pasted: a folder, else all files, else a text.
pub fn from_transfer(transfer: &DataTransfer) -> Handed {
    let items = transfer.items();
    for index in 0..items.length() {
        let Some(item) = items.get(index) else {
            continue;
        };
        if let Ok(Some(entry)) = item.webkit_get_as_entry()
            && entry.is_directory()
        {
            return Handed::Folder(entry.name());
        }
    }
    let files = transfer.files().map(listed).unwrap_or_default();
    if !files.is_empty() {
        return Handed::Files(files);
    }
    match transfer.get_data("text/plain") {
        Ok(text) if !text.is_empty() => Handed::Text(text),
        _ => Handed::Nothing,
    }
}

/// The files of an `<input type="file">`; the input is emptied so that the same file can be chosen again.
pub fn from_input(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(listed).unwrap_or_default();
    input.set_value("");
    files
}

fn listed(list: FileList) -> Vec<File> {
    (0..list.length())
        .filter_map(|index| list.get(index))
        .collect()
}

/// A blob holding `text` as UTF-8.
pub fn blob_of(text: &str) -> Option<Blob> {
    Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))).ok()
}

/// The first bytes of a blob, `None` where it cannot be read any more.
pub async fn head_of(blob: &Blob, length: u32) -> Option<Vec<u8>> {
    let head = blob.slice_with_f64_and_f64(0.0, length.into()).ok()?;
    let bytes = wasm_bindgen_futures::JsFuture::from(head.array_buffer()).await;
    bytes.ok().map(|bytes| Uint8Array::new(&bytes).to_vec())
}

/// A blob of nothing.
pub fn no_blob() -> Blob {
    // Without parts there is nothing that could be refused.
    Blob::new().unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into())
}

/// A blob holding these texts one after the other as UTF-8.
pub fn blob_of_parts(parts: &[String]) -> Option<Blob> {
    let list: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    Blob::new_with_str_sequence(&list).ok()
}

/// The first bytes of a blob.
pub fn beginning(blob: &Blob, bytes: f64) -> Blob {
    blob.slice_with_f64_and_f64(0.0, bytes)
        .unwrap_or_else(|_| blob.clone())
}

/// The text of a small blob (a document), `None` where it cannot be read any more.
pub async fn text_of(blob: &Blob) -> Option<String> {
    wasm_bindgen_futures::JsFuture::from(blob.text())
        .await
        .ok()?
        .as_string()
}

/// The name of a file; a blob has none.
pub fn name_of(blob: &Blob) -> Option<String> {
    blob.dyn_ref::<File>().map(File::name)
}
