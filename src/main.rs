//! The page.
#[cfg(feature = "page")]
fn main() {
    parcours::ui::mount();
}
#[cfg(not(feature = "page"))]
fn main() {}
