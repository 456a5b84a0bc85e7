//! "0 bytes sent": the list of everything that the page fetched.

use leptos::html;
use leptos::prelude::*;

use super::context::page;
use super::start::close;
use crate::browser::page as browser;
use crate::i18n::Msg;

#[component]
pub fn RequestsDialog(dialog: NodeRef<html::Dialog>) -> impl IntoView {
    let page = page();
    let listed = RwSignal::new(Vec::new());
    // `toggle` fires when the dialog opens: the list is as of then.
    let refresh = move |_| listed.set(browser::requests());
    view! {
        <dialog node_ref=dialog aria-labelledby="requests-title" on:toggle=refresh>
            <h2 class="t-h" id="requests-title">{move || page.text(Msg::RequestsTitle)}</h2>
            <p class="t-meta">{move || page.text(Msg::RequestsHint)}</p>
            <p class="t-meta mt">{move || page.text(Msg::HowToCheckText)}</p>
            <ul class="t-small mt" data-testid="requests">
                {move || listed.get().into_iter().map(|address| view! { <li class="cut">{address}</li> }).collect_view()}
            </ul>
            <div class="acts">
                <button class="btn" on:click=move |_| close(dialog)>{move || page.text(Msg::Close)}</button>
            </div>
        </dialog>
    }
}
