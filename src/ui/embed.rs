//! Screen F: one view in another page. No bar, no rail, no drop target, nothing stored.

use crate::ui::live::{If, words};
use leptos::html;
use leptos::prelude::*;

use super::context::{Phase, page};
use super::icons::{Icon, icon};
use super::overview::Pictures;
use super::overview::headline::{counts, sentence};
use super::script;
use crate::browser::page as browser;
use crate::chart::timeline::Form;
use crate::i18n::Msg;

/// How much room the timeline has.
pub const fn form_of(embedded: bool) -> Form {
    if embedded { Form::Embed } else { Form::Full }
}

#[component]
pub fn Embed() -> impl IntoView {
    let page = page();
    let area = NodeRef::<html::Main>::new();
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            browser::watch_size(&area, move |_, height| script::tell_height(height));
        }
    });
    let ready = move || page.phase.with(|phase| *phase == Phase::Ready);
    let name = move || {
        page.origin
            .with(|origin| origin.as_ref().map(|origin| origin.name.clone()))
    };
    // The same address without `embed`: the whole page, with the same filters.
    let full = move || {
        page.choices.track();
        format!(
            "{}#{}",
            browser::absolute("."),
            super::choose::address(page)
        )
    };
    view! {
        <main class="main" id="content" node_ref=area data-testid="embed">
            <If when=ready>
                <p class="t-small">{name}</p>
                <div class="headl"><h1 class="t-title" data-testid="takeaway">{words(move || sentence(page))}</h1></div>
                <Pictures />
                <footer>
                    <span class="t-small num" data-testid="counts">{words(move || counts(page))}</span>
                    <a href=full target="_blank" rel="noopener">{page.say(Msg::OpenFullView)} {icon(Icon::External)}</a>
                </footer>
            </If>
            <If when=move || page.phase.with(|phase| *phase == Phase::Empty)><p class="t-meta">{page.say(Msg::DataNotThere)}</p></If>
        </main>
    }
}
