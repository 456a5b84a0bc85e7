//! What survives a reload: preferences and choices in localStorage, the files themselves in the vault.
//!
//! Nothing here ever stops the page: storage that is full, blocked or corrupt costs only the memory.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::cleaning;
use super::context::{Origin, Page};
use super::handed::{Handover, Stored};
use super::review::Answer;
use super::{session, ways_in};
use crate::browser::files::{self, Blob};
use crate::browser::local::NotStored;
use crate::browser::marks::{Mark, mark};
use crate::browser::vault::{self, Kept};
use crate::browser::worker_client::WorkerClient;
use crate::browser::{clock, local};
use crate::i18n::Msg;
use crate::model::answer::StagesFrom;
use crate::model::load::{LoadOptions, Review};
use crate::state::structures::{self, Structures};
use crate::state::{Choices, Preferences, Snapshot};

const PREFERENCES: &str = "parcours.preferences";
const RECENT: &str = "parcours.recent";
const LAST: &str = "parcours.last";
const STRUCTURES: &str = "parcours.structures";
/// Where the header is looked for.
const HEADER_BYTES: u32 = 8 << 10;
/// From this size on, in bytes, reading a file takes long enough to be noticed.
const WORTH_A_TABLE: f64 = 4e6;
/// Files kept at a time; the oldest goes first.
const MOST_RECENT: usize = 4;

thread_local! {
    /// What has been forgotten in this visit, in order; `None`: everything. A file that is being stored meanwhile is not listed.
    static FORGOTTEN: RefCell<Vec<Option<String>>> = const { RefCell::new(Vec::new()) };
}

/// One line of the list on the first screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecentFile {
    /// Its key in the vault, or its address.
    pub id: String,
    pub name: String,
    pub address: Option<String>,
    pub map: bool,
    pub journeys: u32,
    pub opened_ms: f64,
    /// The options it was read with, as JSON.
    pub options: String,
}

/// What was open last, and how it was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Last {
    id: String,
    /// A snapshot, in its own stored form.
    snapshot: String,
}

pub fn preferences() -> Preferences {
    local::get(PREFERENCES).unwrap_or_default()
}

pub fn keep_preferences(preferences: &Preferences) {
    // Blocked or full: the page works the same, it only forgets.
    let _ = local::set(PREFERENCES, preferences);
}

pub fn recent() -> Vec<RecentFile> {
    local::get(RECENT).unwrap_or_default()
}

/// Notes what the review step decided, for the next file that begins with the same header.
pub async fn keep_structure(blob: &Blob, found: &Review, answer: &Answer) {
    let head = files::head_of(blob, HEADER_BYTES).await.unwrap_or_default();
    let Some(structure) = structures::structure(&head) else {
        return;
    };
    let mut known: Structures = local::get(STRUCTURES).unwrap_or_default();
    if answer.remember {
        let as_found = LoadOptions {
            shape: Some(found.shape.clone()),
            ..found.options.clone()
        };
        known.keep(structure, &answer.options, &as_found, &found.questions);
    } else {
        known.forget(&structure);
    }
    // Blocked or full: the next file is asked about again.
    let _ = local::set(STRUCTURES, &known);
}

/// Notes the zone that was chosen for plain times, for the next file that begins with the same header.
pub async fn keep_zone(handover: &Handover) {
    let blob = handover.readable();
    let head = files::head_of(blob, HEADER_BYTES).await.unwrap_or_default();
    let several = !handover.more.is_empty();
    let Some(structure) = structures::structure(&head).filter(|_| !several) else {
        return;
    };
    let mut known: Structures = local::get(STRUCTURES).unwrap_or_default();
    known.keep_zone(structure, handover.origin.options.time_zone.clone());
    // Blocked or full: the next file is read in the browser's zone.
    let _ = local::set(STRUCTURES, &known);
}

/// Reads a fresh file as the last one of its structure was read; whether anything was chosen then.
pub fn as_last_time(page: Page, head: &[u8], handover: &mut Handover) -> bool {
    let told = &handover.origin.options;
    let fresh = handover.choices.is_none()
        && handover.origin.kept.is_none()
        && told.roles.is_none()
        && told.review.is_none();
    if page.embedded || page.never_review || !fresh {
        return false;
    }
    let known: Structures = local::get(STRUCTURES).unwrap_or_default();
    let before = structures::structure(head).and_then(|structure| known.find(&structure).cloned());
    let Some(before) = before else { return false };
    handover.origin.options =
        structures::completed(std::mem::take(&mut handover.origin.options), &before);
    true
}

/// Keeps the file that has just been opened, so that a reload finds it.
pub fn keep(page: Page, handover: Handover) {
    if page.embedded {
        return;
    }
    let origin = handover.origin.clone();
    let id = (origin.address.clone())
        .or_else(|| handover.stored.id.clone())
        .unwrap_or_else(|| format!("{}|{}", origin.name, handover.blob.size()));
    let Some(entry) = page.info.with_untracked(|info| {
        info.as_ref().map(|info| RecentFile {
            id: id.clone(),
            name: origin.name.clone(),
            address: origin.address.clone(),
            map: info.stages_from == StagesFrom::Authored,
            journeys: info.journeys,
            opened_ms: clock::now_ms(),
            options: match &origin.address {
                Some(_) => serde_json::to_string(&origin.options).unwrap_or_default(),
                // Those of a kept file are beside it.
                None => String::new(),
            },
        })
    }) else {
        return;
    };
    keep_choices(page, &id);
    page.origin.update(|origin| {
        if let Some(origin) = origin {
            origin.kept = Some(id.clone());
        }
    });
    // Now, not later: another may have taken its place by then.
    let engine = page.engine();
    let forgotten = FORGOTTEN.with_borrow(Vec::len);
    spawn_local(async move {
        // Listed once it lies there: a reload in between finds no entry rather than one that cannot be opened.
        let lies = match origin.address {
            Some(_) => Lies::Elsewhere,
            None => store_file(page, &id, &handover).await,
        };
        if lies == Lies::Nowhere {
            return;
        }
        if is_forgotten_since(forgotten, &id) {
            return vault::forget(Some(&id)).await;
        }
        for old in list_first(entry) {
            vault::forget(Some(&old)).await;
        }
        if let Some(engine) = engine
            && lies == Lies::AsOpen
            && handover.readable().size() >= WORTH_A_TABLE
        {
            store_table(&id, &handover.stored, &engine).await;
        }
    });
}

fn is_forgotten_since(before: usize, id: &str) -> bool {
    FORGOTTEN.with_borrow(|all| {
        let mut since = all.iter().skip(before);
        since.any(|other| other.as_deref().is_none_or(|other| other == id))
    })
}

/// Where a file lies that has been opened.
#[derive(Clone, Copy, PartialEq)]
enum Lies {
    /// In the vault, as it is open: its table may lie beside it.
    AsOpen,
    /// In the vault, written anew without what tells who people are.
    Rewritten,
    /// At its address.
    Elsewhere,
    Nowhere,
}

/// Lays the open table beside its file. Where that fails the file is read again, as before.
async fn store_table(id: &str, stored: &Stored, engine: &WorkerClient) {
    match engine.stored(stored.read_as.clone()).await {
        Ok(Some(table)) if vault::put_table(id, &stored.stamp, &table).await => {
            mark(Mark::TableStored);
        }
        Ok(None) => mark(Mark::TableRestored),
        _ => {}
    }
}

/// Puts a file into the vault, unless it lies there already; what keeps it out is said.
async fn store_file(page: Page, id: &str, handover: &Handover) -> Lies {
    let recipe = &handover.origin.options.recipe;
    let mut kept = Kept {
        blob: handover.blob.clone(),
        more: handover.more.clone(),
        settings: settings(&handover.origin.options),
        stamp: handover.stored.stamp.clone(),
        table: None,
    };
    let there = vault::get(id).await;
    if there.is_some_and(|there| there.stamp == kept.stamp && there.settings == kept.settings) {
        return Lies::AsOpen;
    }
    let hides = recipe.hides_persons();
    if hides {
        if !handover.more.is_empty() {
            // Several files are not written anew: none of them is kept.
            return Lies::Nowhere;
        }
        // Nothing that tells who people are is kept: neither the file nor the salt of its tokens.
        match cleaning::rewritten(page, recipe).await {
            Ok((blob, options)) => {
                kept.blob = blob;
                kept.settings = settings(&options);
                kept.stamp = clock::salt();
            }
            Err(error) => {
                page.fail(error);
                return Lies::Nowhere;
            }
        }
    }
    match vault::put(id, &kept).await {
        Ok(()) if hides => return Lies::Rewritten,
        Ok(()) => return Lies::AsOpen,
        Err(NotStored::Full) => session::say(page, Msg::StorageFull),
        Err(NotStored::Blocked) => session::say(page, Msg::StorageBlocked),
    }
    Lies::Nowhere
}

fn settings(options: &LoadOptions) -> String {
    serde_json::to_string(options).unwrap_or_default()
}

/// Puts an entry first; returns the ids that no longer fit.
fn list_first(entry: RecentFile) -> Vec<String> {
    let mut list = recent();
    list.retain(|other| other.id != entry.id);
    list.insert(0, entry);
    let dropped = if list.len() > MOST_RECENT {
        list.split_off(MOST_RECENT)
    } else {
        Vec::new()
    };
    // Without room for the list the files are still there, and are found by a reload.
    let _ = local::set(RECENT, &list);
    dropped.into_iter().map(|old| old.id).collect()
}

/// Notes how the open document is seen; called after each choice.
pub fn keep_choices(page: Page, id: &str) {
    let mut choices = page.choices.get_untracked();
    let has_address = page.origin.with_untracked(|origin| {
        origin
            .as_ref()
            .is_some_and(|origin| origin.address.is_some())
    });
    if !has_address {
        // The kept file was written with these steps.
        choices.recipe = choices.recipe.without_hiding();
    }
    let snapshot = Snapshot {
        view: page.view.get_untracked(),
        choices,
    };
    // Blocked or full: a reload shows the file afresh.
    let _ = local::set(
        LAST,
        &Last {
            id: id.to_owned(),
            snapshot: snapshot.to_json(),
        },
    );
}

pub fn forget_last() {
    local::remove(LAST);
}

/// The document that was open last: its entry, and how it was seen.
pub fn last() -> Option<(RecentFile, Snapshot)> {
    let last: Last = local::get(LAST)?;
    let entry = recent().into_iter().find(|entry| entry.id == last.id)?;
    Some((entry, Snapshot::from_json(&last.snapshot)))
}

/// What was open last was read with, where it came from this address; else as any file is.
pub fn read_last_with(page: Page, address: &str) -> LoadOptions {
    let entry = match page.embedded {
        true => None,
        false => last().map(|(entry, _)| entry),
    };
    entry
        .filter(|entry| entry.address.as_deref() == Some(address))
        .map(|entry| options_of(&entry))
        .unwrap_or_default()
}

/// What an address of the list was read with.
fn options_of(entry: &RecentFile) -> LoadOptions {
    serde_json::from_str(&entry.options).unwrap_or_default()
}

/// Opens an entry of the list again: from the vault, or from its address.
pub async fn reopen(page: Page, entry: RecentFile, choices: Option<Choices>) -> bool {
    if let Some(address) = entry.address.clone() {
        let options = LoadOptions {
            name: Some(entry.name.clone()),
            ..options_of(&entry)
        };
        return ways_in::fetched(page, address, options, choices)
            .await
            .is_ok();
    }
    let Some(kept) = vault::get(&entry.id).await else {
        return false;
    };
    let options = serde_json::from_str(&kept.settings).unwrap_or_default();
    let id = entry.id;
    let origin = Origin {
        name: entry.name,
        kept: Some(id.clone()),
        options,
        ..Origin::default()
    };
    let mut handover = Handover::new(kept.blob, origin, choices);
    handover.more = kept.more;
    // One kept by an older page has no stamp yet: it is kept anew.
    if !kept.stamp.is_empty() {
        handover.stored = Stored {
            stamp: kept.stamp,
            id: Some(id),
            table: kept.table,
            ..handover.stored
        };
    }
    session::open(page, handover).await.is_ok()
}

/// Forgets one file, or everything that was kept of files.
pub async fn forget(id: Option<&str>) {
    FORGOTTEN.with_borrow_mut(|all| all.push(id.map(str::to_owned)));
    match id {
        Some(id) => {
            let mut list = recent();
            list.retain(|entry| entry.id != id);
            let _ = local::set(RECENT, &list);
        }
        None => {
            local::remove(RECENT);
            local::remove(STRUCTURES);
        }
    }
    forget_last();
    vault::forget(id).await;
}
