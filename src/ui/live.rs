//! What changes on the page, with few types: every closure type costs its own copy of the view machinery in the wasm,
//! so closures are boxed here once and everything outside shares one type.

use std::sync::Arc;

use leptos::prelude::*;

/// A text that changes.
pub fn words(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// `true` or `false` as attributes want it.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<&'static str> {
    flagged(Arc::new(read))
}

fn flagged(read: Arc<dyn Fn() -> bool + Send + Sync>) -> Signal<&'static str> {
    Signal::derive(move || if read() { "true" } else { "false" })
}

/// A part of the page that is made again when what it reads changes.
pub fn live(make: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    remade(Arc::new(make))
}

fn remade(make: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || make()).into_any()
}

/// Shows its children while `when` holds, else the fallback.
#[component]
pub fn If(
    #[prop(into)] when: Signal<bool>,
    #[prop(optional, into)] fallback: Option<ViewFn>,
    children: ChildrenFn,
) -> AnyView {
    let holds = Memo::new(move |_| when.get());
    remade(Arc::new(move || match (holds.get(), &fallback) {
        (true, _) => children(),
        (false, Some(fallback)) => fallback.run(),
        (false, None) => ().into_any(),
    }))
}
