//! The worker that reads what is no text: started for one file, ended after it.
#[cfg(feature = "formats-worker")]
fn main() {
    parcours::browser::formats_host::serve();
}
#[cfg(not(feature = "formats-worker"))]
fn main() {}
