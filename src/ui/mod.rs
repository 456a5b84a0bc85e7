//! L4. Leptos components: state, derived, handlers, view. Thin over `state`, `chart` and `browser`.

mod app;
pub mod choose;
mod context;
mod embed;
mod export;
mod icons;
mod live;
mod marks;
mod memory;
mod menu;
mod notices;
mod overview;
mod personas;
mod queries;
mod reading;
mod recent;
mod requests;
mod review;
mod samples;
mod script;
mod session;
mod start;
mod table;
mod top_bar;

use leptos::prelude::*;

/// Mounts the page on `<body>`.
pub fn mount() {
    crate::browser::crash::catch_panics();
    mount_to_body(app::App);
}
