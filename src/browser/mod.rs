//! The only home of the browser.

pub mod canvas;
