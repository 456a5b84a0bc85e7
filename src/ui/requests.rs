//! "0 bytes sent": the list of everything that the page fetched.

use leptos::html;
use leptos::prelude::*;

use crate::ui::live::live;

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
            <h2 class="t-h" id="requests-title">{page.say(Msg::RequestsTitle)}</h2>
            <p class="t-meta">{page.say(Msg::RequestsHint)}</p>
            <p class="t-meta mt">{page.say(Msg::HowToCheckText)}</p>
            <ul class="t-small mt" data-testid="requests">
                {live(move || listed.get().into_iter().map(|address| view! { <li class="cut">{address}</li> }).collect_view().into_any())}
            </ul>
            <div class="acts">
                <button class="btn" on:click=move |_| close(dialog)>{page.say(Msg::Close)}</button>
            </div>
        </dialog>
    }
}
