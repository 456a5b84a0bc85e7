//! The time, frames and timers.

use wasm_bindgen::prelude::*;

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Minutes east of UTC of this browser's zone, now.
pub fn zone_minutes() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// Runs `work` before the next repaint.
pub fn next_frame(work: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(work);
    if let Some(window) = web_sys::window() {
        // A window without frames (being closed) has nothing to paint.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Waits for the next repaint.
pub async fn frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(&resolve);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Runs `work` after `ms` milliseconds; returns the timer's number for [`cancel`].
pub fn after_ms(ms: i32, work: impl FnOnce() + 'static) -> i32 {
    let callback = Closure::once_into_js(work);
    web_sys::window()
        .and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), ms)
                .ok()
        })
        .unwrap_or(0)
}

pub fn cancel(timer: i32) {
    if let Some(window) = web_sys::window() {
        window.clear_timeout_with_handle(timer);
    }
}

/// Thirty-two hexadecimal digits that nobody can guess.
pub fn salt() -> String {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if let Some(crypto) = crypto {
        // Refused only for longer requests than this.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
