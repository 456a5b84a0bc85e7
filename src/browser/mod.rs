//! L3. The only home of `web_sys`, `js_sys` and gloo: thin wrappers with no branch worth a test.
//!
//! `page` modules serve the page, `engine` modules the worker, `formats-worker` modules the one that unpacks files.

pub mod message;
pub mod turn;

#[cfg(feature = "page")]
pub mod canvas;
#[cfg(feature = "page")]
pub mod clock;
#[cfg(feature = "page")]
pub mod crash;
#[cfg(feature = "page")]
pub mod download;
#[cfg(feature = "page")]
pub mod fetch;
#[cfg(feature = "page")]
pub mod files;
#[cfg(feature = "page")]
pub mod formats_client;
#[cfg(feature = "page")]
pub mod handover;
#[cfg(feature = "page")]
pub mod local;
#[cfg(feature = "page")]
pub mod marks;
#[cfg(feature = "page")]
pub mod page;
#[cfg(feature = "page")]
pub mod script_api;
#[cfg(feature = "page")]
pub mod vault;
#[cfg(feature = "page")]
pub mod worker_client;
#[cfg(feature = "page")]
pub mod zones;

#[cfg(feature = "engine")]
pub mod blob_source;
#[cfg(feature = "engine")]
pub mod desk_host;
#[cfg(feature = "engine")]
pub mod early;
#[cfg(feature = "engine")]
pub mod text_decoder;
#[cfg(feature = "engine")]
pub mod worker_host;

#[cfg(feature = "formats-worker")]
pub mod blob_reader;
#[cfg(feature = "formats-worker")]
pub mod formats_host;
