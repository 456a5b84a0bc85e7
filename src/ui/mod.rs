//! Leptos components.
use leptos::prelude::*;

/// Mounts the page on `<body>`.
pub fn mount() {
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <main><h1>"Parcours"</h1></main> });
}
