//! The only home of the browser.
