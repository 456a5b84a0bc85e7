//! The page itself: its root element, address, languages and media.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// `<html data-state>` of contract §7.
pub fn set_state(state: &str) {
    set_root("data-state", state);
}

/// Sets an attribute of `<html>`.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

pub fn remove_root(name: &str) {
    if let Some(root) = root() {
        let _ = root.remove_attribute(name);
    }
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The content of `<meta name=…>`.
pub fn meta(name: &str) -> Option<String> {
    document()?
        .query_selector(&format!("meta[name=\"{name}\"]"))
        .ok()??
        .get_attribute("content")
}

/// `reference` as an absolute address, relative to the page.
pub fn absolute(reference: &str) -> String {
    let base = document()
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default();
    web_sys::Url::new_with_base(reference, &base)
        .map_or_else(|_| reference.to_owned(), |url| url.href())
}

/// The site (`https://example.org`) of an address.
pub fn site_of(address: &str) -> Option<String> {
    web_sys::Url::new_with_base(address, &absolute("."))
        .ok()
        .map(|url| url.origin())
}

pub fn own_site() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// A sandboxed frame without `allow-same-origin`.
pub fn is_opaque_origin() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("origin"))
        .ok()
        .and_then(|v| v.as_string())
        .as_deref()
        == Some("null")
}

/// What stands after `?` and after `#`, without those signs.
pub fn query_and_hash() -> (String, String) {
    let Some(location) = window().map(|window| window.location()) else {
        return Default::default();
    };
    let strip =
        |text: String, sign: char| text.strip_prefix(sign).map(str::to_owned).unwrap_or(text);
    (
        strip(location.search().unwrap_or_default(), '?'),
        strip(location.hash().unwrap_or_default(), '#'),
    )
}

/// Writes what stands after `#` without loading anything. `push`: a step of Back; else the present step is replaced.
pub fn set_hash(hash: &str, push: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    let Some(location) = window().map(|window| window.location()) else {
        return;
    };
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let address = if hash.is_empty() {
        path
    } else {
        format!("{path}#{hash}")
    };
    // Browsers limit how often an address may change; the next change brings it up to date.
    let _ = if push {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

pub fn address() -> String {
    window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default()
}

/// The visitor's languages, best first.
pub fn languages() -> Vec<String> {
    window()
        .map(|window| {
            window
                .navigator()
                .languages()
                .iter()
                .filter_map(|tag| tag.as_string())
                .collect()
        })
        .unwrap_or_default()
}

/// Calls `act` now and whenever the media query's answer changes.
pub fn watch_media(query: &str, act: impl Fn(bool) + 'static) {
    let Some(Ok(Some(media))) = window().map(|window| window.match_media(query)) else {
        return;
    };
    act(media.matches());
    let watched = media.clone();
    let changed = Closure::<dyn Fn()>::new(move || act(watched.matches()));
    let _ = media.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    changed.forget();
}

/// Calls `act` for every `event` on the window.
pub fn on_window<E: JsCast + 'static>(event: &str, act: impl FnMut(E) + 'static) {
    let mut act = act;
    let is_first_screen = !super::handover::is_taken();
    let callback = Closure::<dyn FnMut(JsValue)>::new(move |value: JsValue| {
        // The first screen's listeners are deaf once the workbench has the page.
        if is_first_screen != super::handover::is_taken() {
            act(value.unchecked_into());
        }
    });
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
    }
    callback.forget();
}

/// Width and height of the window, CSS pixels.
pub fn window_size() -> (f64, f64) {
    let read = |value: Result<JsValue, JsValue>| value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
    window().map_or((0.0, 0.0), |window| {
        (read(window.inner_width()), read(window.inner_height()))
    })
}

pub fn device_pixel_ratio() -> f64 {
    window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// The addresses of everything the page fetched, for "How to check".
pub fn requests() -> Vec<String> {
    let Some(performance) = window().and_then(|window| window.performance()) else {
        return Vec::new();
    };
    performance
        .get_entries_by_type("resource")
        .iter()
        .filter_map(|entry| {
            js_sys::Reflect::get(&entry, &JsValue::from_str("name"))
                .ok()?
                .as_string()
        })
        .collect()
}

/// Moves the keyboard focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let element: web_sys::HtmlElement = element.unchecked_into();
        let _ = element.focus();
    }
}

pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Calls `act` with the width and height of `element`, now and whenever they change. CSS pixels.
pub fn watch_size(element: &Element, act: impl Fn(f64, f64) + 'static) {
    let act = std::rc::Rc::new(act);
    let callback = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        if let Ok(entry) = entries.get(0).dyn_into::<web_sys::ResizeObserverEntry>() {
            // The element comes with each call: held by what is never dropped, it and all in it would outlive its place in the page.
            let (content, act, watched) = (entry.content_rect(), act.clone(), entry.target());
            // What follows lays the page out again, which the browser reports as a loop within the same frame.
            super::clock::next_frame(move || {
                if watched.is_connected() {
                    act(content.width(), content.height());
                }
            });
        }
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    callback.forget();
}

/// The visitor's system has colours of its own.
pub fn forced_colours() -> bool {
    window().is_some_and(|window| matches!(window.match_media("(forced-colors: active)"), Ok(Some(media)) if media.matches()))
}

/// The focus is in a field: keys and pastes are the field's.
pub fn is_typing() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            && element.get_attribute("type").as_deref() != Some("checkbox")
    })
}

/// The computed colour of a CSS system colour (`CanvasText`), as red, green, blue.
pub fn system_colour(name: &str) -> Option<(u8, u8, u8)> {
    let document = document()?;
    let probe: web_sys::HtmlElement = document.create_element("span").ok()?.dyn_into().ok()?;
    probe.style().set_property("color", name).ok()?;
    document.body()?.append_child(&probe).ok()?;
    let text = window()?
        .get_computed_style(&probe)
        .ok()??
        .get_property_value("color")
        .ok()?;
    probe.remove();
    let mut parts = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse::<u8>().ok());
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// Presses the element with this id.
pub fn click(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.unchecked_into::<web_sys::HtmlElement>().click();
    }
}

/// Moves the focus to the first element within `root` that the selector names.
pub fn focus_within(root: &Element, selector: &str) {
    if let Ok(Some(element)) = root.query_selector(selector) {
        // What has just gone cannot take the focus; the next Tab finds its way.
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Did the event happen within `root`?
pub fn is_inside(event: &web_sys::Event, root: &Element) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    target.is_some_and(|target| root.contains(Some(&target)))
}
