//! The first screen.
#[cfg(feature = "page")]
fn main() {
    parcours::ui::mount_front();
}
#[cfg(not(feature = "page"))]
fn main() {}
