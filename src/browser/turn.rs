//! A task cut in two, in the page and in the worker.

use wasm_bindgen::prelude::*;

/// Lets the browser do something else first: what follows is a task of its own.
///
/// By a message: a timer that follows a timer waits for four milliseconds.
pub async fn turn() {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let sent = web_sys::MessageChannel::new().and_then(|channel| {
            channel.port1().set_onmessage(Some(&resolve));
            channel.port2().post_message(&JsValue::NULL)
        });
        if sent.is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
