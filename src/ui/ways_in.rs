//! The ways in: files chosen, dropped or pasted, addresses, and what was opened before. Each becomes a load of [`session`].

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Origin, Page};
use super::handed::Handover;
use super::opening::Opening;
use super::session::{self, Opened};
use super::{load, memory};
use crate::browser::files::{Blob, File};
use crate::browser::{fetch, files, page as browser};
use crate::i18n::Msg;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::state::Choices;
use crate::state::samples::Sample;

thread_local! {
    /// The file chosen next is read together with what is open.
    static ADDING: Cell<bool> = const { Cell::new(false) };
}

/// Opens the browser's file dialog.
pub fn choose_file() {
    ADDING.set(false);
    browser::click("file-input");
}

/// Opens the browser's file dialog: what is chosen next is read together with what is open.
pub fn choose_file_to_add() {
    ADDING.set(true);
    browser::click("file-input");
}

fn open_files(page: Page, files: Vec<File>) {
    let mut named: Vec<(String, Blob)> = files
        .into_iter()
        .map(|file| (file.name(), file.into()))
        .collect();
    let open =
        session::handed().filter(|_| ADDING.take() && page.info.with_untracked(Option::is_some));
    let mut origin = Origin::default();
    if let Some(open) = open {
        // What the first file was read with stands; what the new one is to it is found.
        origin.options = open.origin.options.clone();
        origin.options.review = None;
        let mut before = open.named();
        before.append(&mut named);
        named = before;
    }
    session::open_in_background(page, Handover::of(named, origin));
}

/// Opens what was handed over, here or on the first screen.
pub fn open_now(page: Page, opening: Opening) {
    match opening {
        Opening::Files(files) => {
            ADDING.set(false);
            open_files(page, files);
        }
        Opening::Chosen(files) => open_files(page, files),
        Opening::Text(text) => open_text(page, text),
        Opening::Address(address) => spawn_local(async move {
            // Told to the user where it happened.
            let _ = fetched(page, address, LoadOptions::default(), None).await;
        }),
        Opening::Folder(name) => session::fail(page, LoadError::about(LoadErrorCode::Folder, name)),
        Opening::Kept(id) => spawn_local(open_kept(page, id)),
    }
}

async fn open_kept(page: Page, id: String) {
    let entry = memory::recent().into_iter().find(|entry| entry.id == id);
    let opened = match entry {
        Some(entry) => memory::reopen(page, entry, None).await,
        None => false,
    };
    if !opened && page.notice.with_untracked(Option::is_none) {
        session::settle_phase(page);
        session::say(page, Msg::DataNotThere);
    }
}

fn open_text(page: Page, text: String) {
    let Some(blob) = files::blob_of(&text) else {
        return;
    };
    let origin = Origin {
        name: page.lang.get_untracked().text(Msg::PastedName).to_owned(),
        ..Origin::default()
    };
    session::open_in_background(page, Handover::new(blob, origin, None));
}

/// Fetches and opens. A relative address is the page's own.
///
/// # Errors
/// What `fetch` or the file says; already told to the user.
pub async fn fetched(
    page: Page,
    address: String,
    mut options: LoadOptions,
    choices: Option<Choices>,
) -> Opened {
    if options.goal.is_none() {
        // What a sample is for is known, even where its names do not tell.
        options.goal = Sample::at(&address).and_then(|(sample, lang)| sample.goal(lang));
    }
    let name = options.name.clone().unwrap_or_else(|| file_name(&address));
    let generation = session::begin(page, &name);
    let blob = match fetch::fetch(&address).await {
        Ok(blob) => blob,
        Err(error) => return Err(session::failed(page, generation, error)),
    };
    let origin = Origin {
        name,
        address: Some(address),
        options,
        ..Origin::default()
    };
    load::load(page, generation, Handover::new(blob, origin, choices)).await
}

fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or(address)
        .to_owned()
}
