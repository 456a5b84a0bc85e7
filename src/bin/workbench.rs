//! The workbench: the page from the moment something is opened.
#[cfg(feature = "page")]
fn main() {
    parcours::ui::mount_workbench();
}
#[cfg(not(feature = "page"))]
fn main() {}
