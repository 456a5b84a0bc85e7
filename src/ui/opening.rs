//! Handing something over to be opened, from whichever screen: the first screen passes it on to the workbench, the workbench opens it.

use std::cell::Cell;

use super::context::Page;
use crate::browser::files::{File, Handed};
use crate::browser::handover::{self, Left};

/// What is to be opened.
#[derive(Debug, Clone)]
pub enum Opening {
    /// One file, or several that belong together.
    Files(Vec<File>),
    /// The same from the file dialog, which may have been opened to add to what is open.
    Chosen(Vec<File>),
    Text(String),
    Address(String),
    /// A folder was dropped; its name.
    Folder(String),
    /// A file kept in this browser; its key in the list.
    Kept(String),
}

impl Opening {
    /// What the first screen has left for the workbench.
    pub fn left() -> Option<Self> {
        Some(match handover::left()? {
            Left::Files(files) => Self::Files(files),
            Left::Words { kind, text } => match kind.as_str() {
                "address" => Self::Address(text),
                "folder" => Self::Folder(text),
                "kept" => Self::Kept(text),
                _ => Self::Text(text),
            },
        })
    }
}

thread_local! {
    static OPEN: Cell<fn(Page, Opening)> = const { Cell::new(|_, _| {}) };
}

/// Says who opens, from now on.
pub fn opens_with(open: fn(Page, Opening)) {
    OPEN.set(open);
}

pub fn open(page: Page, opening: Opening) {
    OPEN.get()(page, opening);
}

/// What was dropped or pasted on the page.
pub fn open_handed(page: Page, handed: Handed) {
    match handed {
        Handed::Files(files) => open(page, Opening::Files(files)),
        Handed::Text(text) => open(page, Opening::Text(text)),
        Handed::Folder(name) => open(page, Opening::Folder(name)),
        Handed::Nothing => {}
    }
}

pub fn open_files(page: Page, chosen: Vec<File>) {
    if !chosen.is_empty() {
        open(page, Opening::Chosen(chosen));
    }
}
