//! A button that opens a small list: closed by Esc, by a choice, or by a click elsewhere.

use crate::ui::live::{If, flag};
use leptos::ev;
use leptos::prelude::*;

use crate::browser::page as browser;

/// `label`: what the button says to a screen reader; `face`: what it shows; `items`: the list, made when it opens.
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    face: ViewFn,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] left: bool,
    #[prop(optional)] testid: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<leptos::html::Div>::new();
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let inside = root
            .get_untracked()
            .is_some_and(|root| browser::is_inside(&event, &root));
        if !inside {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get() {
            event.stop_propagation();
            open.set(false);
            if let Some(root) = root.get_untracked() {
                browser::focus_within(&root, "button");
            }
        }
    };
    let children = StoredValue::new(children);
    view! {
        <div class="pop" node_ref=root on:keydown=on_key>
            <button class=class aria-haspopup="true" aria-expanded=flag(move || open.get()) aria-label=label data-testid=testid
                on:click=move |_| open.update(|open| *open = !*open)>
                {face.run()}
            </button>
            <If when=move || open.get()>
                <div class="popup" class:left=left on:click=move |_| open.set(false)>
                    {children.with_value(|children| children())}
                </div>
            </If>
        </div>
    }
}
