//! The first screen as a module of its own: small, so that a first visit is quick. Whatever is opened goes to the workbench.

use leptos::prelude::*;

use super::app::{DropTarget, follow_phase, follow_preferences, new_page};
use super::context::{Loading, Page, Phase};
use super::opening::{self, Opening};
use super::start::Start;
use super::top_bar::FrontBar;
use crate::browser::files::File;
use crate::browser::marks::{Mark, mark};
use crate::browser::{clock, handover, page as browser, worker_client};
use crate::i18n::Msg;
use crate::state::Address;

const BIG_BYTES: u32 = 256 << 10;

#[component]
pub fn Front() -> impl IntoView {
    // What a link shows is the workbench's, which start.js opens instead.
    let (query, hash) = browser::query_and_hash();
    let page = new_page(&Address::read_frame(&query, &hash));
    provide_context(page);
    opening::opens_with(pass_on);
    follow_preferences(page);
    follow_phase(page);
    warm_up(page);
    view! {
        <div class="shell front">
            <a class="btn skip" href="#content" on:click=super::app::skip>{page.say(Msg::SkipToContent)}</a>
            <FrontBar />
            <Start />
            <DropTarget />
        </div>
    }
}

/// Starts the worker while the visitor reads; a worker that does not start is the workbench's to explain.
fn warm_up(page: Page) {
    let address = browser::absolute(&browser::meta("parcours-engine").unwrap_or_default());
    match worker_client::spawn(&address) {
        Ok(worker) => {
            handover::warm_up(worker, move || page.phase.set(Phase::Empty), handover::open)
        }
        Err(_) => handover::open(),
    }
}

fn pass_on(page: Page, opening: Opening) {
    mark(Mark::LoadStart);
    let name = match &opening {
        Opening::Files(files) | Opening::Chosen(files) => {
            files.first().map(|file| file.name()).unwrap_or_default()
        }
        Opening::Address(address) => address.clone(),
        Opening::Folder(name) => name.clone(),
        Opening::Text(_) | Opening::Kept(_) => String::new(),
    };
    page.phase.set(Phase::Loading(Loading {
        name,
        progress: Default::default(),
        started_ms: clock::now_ms(),
    }));
    match opening {
        Opening::Files(files) | Opening::Chosen(files) => {
            let mut wait_ms = 0.0;
            if let [file] = files.as_slice()
                && is_big_table(file)
            {
                handover::begin_early(file, !page.lang.get_untracked().is_french());
                wait_ms = (file.size() / FIRST_BYTES_A_MS).min(LONGEST_WAIT_MS);
            }
            handover::leave_files(&files, wait_ms);
        }
        Opening::Text(text) => handover::leave_words("text", &text),
        Opening::Address(address) => handover::leave_words("address", &address),
        Opening::Folder(name) => handover::leave_words("folder", &name),
        Opening::Kept(id) => handover::leave_words("kept", &id),
    }
}

/// The worker reads the first bytes of a file before the workbench starts: with two processors both at once take longer.
const FIRST_BYTES_A_MS: f64 = 100_000.0;
const LONGEST_WAIT_MS: f64 = 200.0;

/// Long to read, and nearly surely text: then it is worth reading before the workbench is here. If it is to be read otherwise after all,
/// only time is lost that would have been spent waiting.
fn is_big_table(file: &File) -> bool {
    let name = file.name().to_ascii_lowercase();
    let is_text = [".csv", ".tsv", ".txt"]
        .iter()
        .any(|end| name.ends_with(end));
    is_text && file.size() >= f64::from(BIG_BYTES)
}
