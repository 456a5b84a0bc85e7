//! The worker: owns the rows and answers the page.
#[cfg(feature = "engine")]
fn main() {
    parcours::browser::worker_host::serve();
}
#[cfg(not(feature = "engine"))]
fn main() {}
