//! Screens C and I: the sentence, then the three pictures on one x axis, between filters and detail.

pub mod chart_canvas;
mod dates;
mod emotion_chart;
pub mod empty;
mod goal_menu;
mod groups;
pub mod headline;
mod keys;
pub mod panel;
mod persona_cards;
pub mod pictures;
pub mod rail;
mod small_chart;
pub mod strip_chart;
mod timeline_chart;
mod tooltip;
pub mod twin;

pub use pictures::Pictures;

use leptos::prelude::*;

use super::context::page;
use headline::Headline;
use panel::Panel;
use rail::Rail;

#[component]
pub fn Overview() -> impl IntoView {
    let page = page();
    let folded = move || {
        page.preferences
            .with(|preferences| preferences.filters_folded)
    };
    let no_panel = move || !page.panel_open.get();
    view! {
        <div class="app" class:norail=folded class:nopanel=no_panel>
            <Rail />
            <main class="main" id="content" data-testid="overview">
                <Headline />
                <Pictures />
            </main>
            <Panel />
        </div>
    }
}
