//! L4. Leptos components: state, derived, handlers, view. Thin over `state`, `chart` and `browser`.

mod app;
mod authored;
pub mod choose;
mod cleaning;
mod context;
mod embed;
mod export;
mod front;
mod handed;
mod icons;
mod live;
mod load;
mod marks;
mod memory;
mod menu;
mod notices;
mod opening;
mod overview;
mod part;
mod personas;
mod queries;
mod readers;
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
mod turns;
mod unpack;
mod ways_in;
mod zones;

use leptos::prelude::*;

/// Mounts the first screen.
pub fn mount_front() {
    crate::browser::crash::catch_panics();
    mount_to_body(front::Front);
}

/// Mounts the workbench, in the place of the first screen where that is there.
pub fn mount_workbench() {
    crate::browser::crash::catch_panics();
    crate::browser::handover::take_over();
    mount_to_body(app::App);
}
