//! The worker that also cleans, and reads files again for the table view: loaded when one of these is wanted.
#[cfg(feature = "engine")]
fn main() {
    parcours::browser::desk_host::serve();
}
#[cfg(not(feature = "engine"))]
fn main() {}
