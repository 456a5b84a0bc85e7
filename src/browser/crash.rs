//! A panic of the page shows a dialog, not a dead page.

use wasm_bindgen::JsValue;

/// From now on a panic sets `data-state="crashed"` and shows the element `#crashed` of `index.html`.
pub fn catch_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show();
    }));
}

fn show() {
    super::page::set_state("crashed");
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    if let Some(notice) = document.get_element_by_id("crashed") {
        let _ = notice.remove_attribute("hidden");
    }
    let _ = js_sys::Reflect::set(
        &js_sys::global(),
        &JsValue::from_str("parcoursCrashed"),
        &JsValue::TRUE,
    );
}
