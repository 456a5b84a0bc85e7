//! The files themselves, kept in this browser's IndexedDB (which every engine has, also on plain-http pages where OPFS is missing).
//!
//! A kept file is the file as it was handed over, byte for byte, with the settings it was read with:
//! raw cells included, and nothing can differ from what reading it again gives. The table that was made of it may lie beside it, under
//! a key of its own, so that writing the one does not copy the other; a stamp ties it to these bytes.

use futures_channel::oneshot;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

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
    /// Tells these bytes from those of any other file that has the same key.
    pub stamp: String,
    /// The table made of it, in the engine's form. A file is put without; [`put_table`] follows.
    pub table: Option<Blob>,
}

/// # Errors
/// `Blocked` where there is no IndexedDB (private windows, sandboxed frames), `Full` where the browser has no room.
pub async fn put(id: &str, kept: &Kept) -> Result<(), NotStored> {
    let database = open().await?;
    // One of the file that had this key before must not outlive it: it may hold what this one no longer does.
    remove(&database, &table_key(id)).await;
    let more: Array = kept.more.iter().collect();
    let mut done = write(&database, id, "blob", (&kept.blob, &more), kept).await;
    if done.is_err() {
        // WebKit keeps no blobs in private windows, but bytes.
        if let Some((bytes, more)) = bytes_of(kept).await {
            done = write(&database, id, "bytes", (&bytes, &more), kept).await;
        }
    }
    database.close();
    done
}

/// Lays a table beside the file that it was made of; `false` where that file is no longer there, or there is no room.
///
/// A transaction a request: WebKit does not end one that writes a blob beside anything else.
pub async fn put_table(id: &str, stamp: &str, table: &Blob) -> bool {
    let Ok(database) = open().await else {
        return false;
    };
    let mut written = is_there(&database, id, stamp).await;
    if written {
        written = write_table(&database, id, stamp, table).await.is_some();
        if !written && let Ok(bytes) = JsFuture::from(table.array_buffer()).await {
            // As with files: in private windows of WebKit.
            written = write_table(&database, id, stamp, &bytes).await.is_some();
        }
        // What was forgotten or replaced meanwhile stays so.
        if !is_there(&database, id, stamp).await {
            remove(&database, &table_key(id)).await;
            written = false;
        }
    }
    database.close();
    written
}

async fn is_there(database: &IdbDatabase, id: &str, stamp: &str) -> bool {
    let file = value(database, &JsValue::from_str(id)).await;
    file.and_then(|file| text(&file, "stamp")).as_deref() == Some(stamp)
}

async fn write_table(database: &IdbDatabase, id: &str, stamp: &str, table: &JsValue) -> Option<()> {
    let value = Object::new();
    for (name, part) in [("stamp", &JsValue::from_str(stamp)), ("table", table)] {
        Reflect::set(&value, &JsValue::from_str(name), part).ok()?;
    }
    let store = writing(database).ok()?;
    let request = store.put_with_key(&value, &table_key(id)).ok()?;
    answer(&request).await.ok().map(drop)
}

fn writing(database: &IdbDatabase) -> Result<IdbObjectStore, JsValue> {
    database
        .transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?
        .object_store(STORE)
}

async fn remove(database: &IdbDatabase, key: &JsValue) {
    let request = writing(database).and_then(|store| store.delete(key));
    if let Ok(request) = request {
        // What could not be removed is not taken for anything else: its stamp is another.
        let _ = answer(&request).await;
    }
}

fn table_key(id: &str) -> JsValue {
    Array::of2(&JsValue::from_str(id), &JsValue::from_str("table")).into()
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
    kept: &Kept,
) -> Result<(), NotStored> {
    let value = Object::new();
    let (settings, stamp) = (&kept.settings, &kept.stamp);
    for (name, part) in [
        (name, file),
        ("more", more),
        ("settings", &JsValue::from_str(settings)),
        ("stamp", &JsValue::from_str(stamp)),
    ] {
        Reflect::set(&value, &JsValue::from_str(name), part).map_err(|_| NotStored::Blocked)?;
    }
    let request = writing(database)
        .map_err(|_| NotStored::Blocked)?
        .put_with_key(&value, &JsValue::from_str(id))
        .map_err(|_| NotStored::Full)?;
    answer(&request)
        .await
        .map(drop)
        .map_err(|_| NotStored::Full)
}

/// `None` where it is not there, or cannot be read.
pub async fn get(id: &str) -> Option<Kept> {
    let database = open().await.ok()?;
    let file = value(&database, &JsValue::from_str(id)).await;
    let beside = value(&database, &table_key(id)).await.unwrap_or_default();
    database.close();
    let file = file?;
    let blob = match part(&file, "blob")?.dyn_into() {
        Ok(blob) => blob,
        Err(_) => blob_of(part(&file, "bytes")?)?,
    };
    // Files kept by an older page have none beside them.
    let more: Array = part(&file, "more")?.dyn_into().unwrap_or_default();
    let stamp = text(&file, "stamp").unwrap_or_default();
    let table = text(&beside, "stamp")
        .filter(|other| *other == stamp)
        .and_then(|_| blob_of(part(&beside, "table")?));
    Some(Kept {
        blob,
        more: more.iter().filter_map(blob_of).collect(),
        settings: text(&file, "settings")?,
        stamp,
        table,
    })
}

/// What is stored under a key, undefined where that is nothing; `None` where it cannot be read.
async fn value(database: &IdbDatabase, key: &JsValue) -> Option<JsValue> {
    let transaction = database.transaction_with_str(STORE).ok()?;
    let request = transaction.object_store(STORE).ok()?.get(key).ok()?;
    answer(&request).await.ok()
}

fn part(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &JsValue::from_str(name)).ok()
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    part(value, name)?.as_string()
}

fn blob_of(kept: JsValue) -> Option<Blob> {
    match kept.dyn_into() {
        Ok(blob) => Some(blob),
        Err(bytes) => Blob::new_with_buffer_source_sequence(&Array::of1(&bytes)).ok(),
    }
}

/// Forgets one file with its table, or all of them.
pub async fn forget(id: Option<&str>) {
    let Ok(database) = open().await else { return };
    match id {
        Some(id) => {
            remove(&database, &table_key(id)).await;
            remove(&database, &JsValue::from_str(id)).await;
        }
        None => {
            if let Ok(request) = writing(&database).and_then(|store| store.clear()) {
                // What could not be removed is still listed, and can be forgotten again.
                let _ = answer(&request).await;
            }
        }
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
