//! Small state in localStorage. Every access is guarded: it throws in private windows, in sandboxed frames and when full.

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

/// `None` where nothing is stored, where it cannot be read, and where storage is blocked.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    if !available() {
        return None;
    }
    LocalStorage::get(key).ok()
}

/// Why nothing was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotStored {
    Blocked,
    Full,
}

/// # Errors
/// `Blocked` or `Full`; the page goes on without.
pub fn set<T: Serialize>(key: &str, value: &T) -> Result<(), NotStored> {
    if !available() {
        return Err(NotStored::Blocked);
    }
    LocalStorage::set(key, value).map_err(|error| match error {
        StorageError::JsError(_) => NotStored::Full,
        _ => NotStored::Blocked,
    })
}

pub fn remove(key: &str) {
    if available() {
        LocalStorage::delete(key);
    }
}

/// gloo panics where `localStorage` itself throws, so that is asked first.
fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
