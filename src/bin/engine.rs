//! The worker: owns the rows and answers the page.
fn main() {
    #[cfg(feature = "engine")]
    console_error_panic_hook::set_once();
}
