//! Parcours: a customer-journey visualizer that runs wholly in the browser.
//!
//! `src/README.md` is the map of this crate; `tests/architecture.rs` keeps the levels apart.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod chart;
pub mod engine;
pub mod formats;
pub mod i18n;
pub mod import;
pub mod model;
pub mod protocol;
pub mod state;
pub mod store;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "page")]
pub mod ui;
