//! A button that opens a small list: closed by Esc, by a choice, or by a click elsewhere.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

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
        let inside = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok())
            .zip(root.get_untracked())
            .is_some_and(|(target, root)| root.contains(Some(&target)));
        if !inside {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get() {
            event.stop_propagation();
            open.set(false);
            focus_button(root);
        }
    };
    let children = StoredValue::new(children);
    view! {
        <div class="pop" node_ref=root on:keydown=on_key>
            <button class=class aria-haspopup="true" aria-expanded=move || open.get().to_string() aria-label=label data-testid=testid
                on:click=move |_| open.update(|open| *open = !*open)>
                {face.run()}
            </button>
            <Show when=move || open.get()>
                <div class="popup" class:left=left on:click=move |_| open.set(false)>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </div>
    }
}

fn focus_button(root: NodeRef<leptos::html::Div>) {
    let button = root
        .get_untracked()
        .and_then(|root| root.query_selector("button").ok().flatten());
    if let Some(button) = button {
        // A button that has just gone cannot take the focus; nothing is lost.
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
}
