//! Screen J.
use leptos::prelude::*;
#[component]
pub fn Personas() -> impl IntoView {
    view! { <main class="jm" id="content"></main> }
}
