//! The files themselves, kept in this browser's IndexedDB (which every engine has, also on plain-http pages where OPFS is missing).
//!
//! A kept file is the file as it was handed over, byte for byte, with the settings it was read with:
//! raw cells included, and nothing can differ from what reading it again gives.

use futures_channel::oneshot;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::local::NotStored;

const DATABASE: &str = "parcours";
const STORE: &str = "files";

/// One kept file.
#[derive(Debug, Clone)]
pub struct Kept {
    pub blob: Blob,
    /// Files that were read together with it.
    pub more: Vec<Blob>,
    /// The settings it was read with, as JSON.
    pub settings: String,
}

/// # Errors
/// `Blocked` where there is no IndexedDB (private windows, sandboxed frames), `Full` where the browser has no room.
pub async fn put(id: &str, kept: &Kept) -> Result<(), NotStored> {
    let database = open().await?;
    let more: Array = kept.more.iter().collect();
    let mut done = write(&database, id, "blob", (&kept.blob, &more), &kept.settings).await;
    if done.is_err() {
        // WebKit keeps no blobs in private windows, but bytes.
        if let Some((bytes, more)) = bytes_of(kept).await {
            done = write(&database, id, "bytes", (&bytes, &more), &kept.settings).await;
        }
    }
    database.close();
    done
}

/// The bytes of its files.
async fn bytes_of(kept: &Kept) -> Option<(JsValue, Array)> {
    let first = JsFuture::from(kept.blob.array_buffer()).await.ok()?;
    let more = Array::new();
    for blob in &kept.more {
        more.push(&JsFuture::from(blob.array_buffer()).await.ok()?);
    }
    Some((first, more))
}

async fn write(
    database: &IdbDatabase,
    id: &str,
    name: &str,
    (file, more): (&JsValue, &Array),
    settings: &str,
) -> Result<(), NotStored> {
    let value = Object::new();
    let settings = JsValue::from_str(settings);
    for (name, part) in [(name, file), ("more", more), ("settings", &settings)] {
        Reflect::set(&value, &JsValue::from_str(name), part).map_err(|_| NotStored::Blocked)?;
    }
    let request = database
        .transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)
        .map_err(|_| NotStored::Blocked)?
        .object_store(STORE)
        .and_then(|store| store.put_with_key(&value, &JsValue::from_str(id)))
        .map_err(|_| NotStored::Full)?;
    answer(&request)
        .await
        .map(drop)
        .map_err(|_| NotStored::Full)
}

/// `None` where it is not there, or cannot be read.
pub async fn get(id: &str) -> Option<Kept> {
    let database = open().await.ok()?;
    let request = database
        .transaction_with_str(STORE)
        .ok()?
        .object_store(STORE)
        .ok()?
        .get(&JsValue::from_str(id))
        .ok()?;
    let value = answer(&request).await.ok();
    database.close();
    let part = |name: &str| Reflect::get(value.as_ref()?, &JsValue::from_str(name)).ok();
    let blob = match part("blob")?.dyn_into() {
        Ok(blob) => blob,
        Err(_) => blob_of(part("bytes")?)?,
    };
    // Files kept by an older page have none beside them.
    let more: Array = part("more")?.dyn_into().unwrap_or_default();
    Some(Kept {
        blob,
        more: more.iter().filter_map(blob_of).collect(),
        settings: part("settings")?.as_string()?,
    })
}

fn blob_of(kept: JsValue) -> Option<Blob> {
    match kept.dyn_into() {
        Ok(blob) => Some(blob),
        Err(bytes) => Blob::new_with_buffer_source_sequence(&Array::of1(&bytes)).ok(),
    }
}

/// Forgets one file, or all of them.
pub async fn forget(id: Option<&str>) {
    let Ok(database) = open().await else { return };
    let request = database
        .transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)
        .and_then(|transaction| transaction.object_store(STORE))
        .and_then(|store| match id {
            Some(id) => store.delete(&JsValue::from_str(id)),
            None => store.clear(),
        });
    if let Ok(request) = request {
        // What could not be removed is still listed, and can be forgotten again.
        let _ = answer(&request).await;
    }
    database.close();
}

async fn open() -> Result<IdbDatabase, NotStored> {
    let factory = web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(NotStored::Blocked)?;
    let request: IdbOpenDbRequest = factory
        .open_with_u32(DATABASE, 1)
        .map_err(|_| NotStored::Blocked)?;
    let opening = request.clone();
    let upgrade = Closure::once(move |_: JsValue| {
        if let Ok(database) = opening.result() {
            // There is nothing else in it: an existing store means that it is already as wanted.
            let _ = database
                .unchecked_into::<IdbDatabase>()
                .create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let result = answer(&request).await.map_err(|_| NotStored::Blocked)?;
    Ok(result.unchecked_into())
}

/// Waits for a request's result.
async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let (sender, receiver) = oneshot::channel::<bool>();
    let sender = std::rc::Rc::new(std::cell::RefCell::new(Some(sender)));
    let settle = move |good: bool| {
        let sender = sender.clone();
        Closure::once(move |_: JsValue| {
            if let Some(sender) = sender.borrow_mut().take() {
                let _ = sender.send(good);
            }
        })
    };
    let (success, failure) = (settle.clone()(true), settle(false));
    request.set_onsuccess(Some(success.as_ref().unchecked_ref()));
    request.set_onerror(Some(failure.as_ref().unchecked_ref()));
    match receiver.await {
        Ok(true) => request.result(),
        _ => Err(JsValue::UNDEFINED),
    }
}
