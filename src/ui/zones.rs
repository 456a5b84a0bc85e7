//! The zone that plain times among instants are read in: told, else the browser's; a menu of those that there are.
//! And the clock that instants are shown on: the browser's.

use std::cell::OnceCell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::Page;
use super::{memory, session};
use crate::browser::zones;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::model::zone::{Clock, Offsets, always, offsets_of, told_offset};

thread_local! {
    /// Looked for at thousands of times, so once only.
    static OWN: OnceCell<Offsets> = const { OnceCell::new() };
}

/// The clock of this browser.
pub fn own_clock() -> Clock {
    let offsets = OWN.with(|own| own.get_or_init(|| offsets_of(zones::own_offset)).clone());
    Clock { offsets }
}

/// The zone that instants are shown in, with underscores as a reader writes them; `None` where the times on screen have none.
pub fn shown_name(page: Page) -> Option<String> {
    let instants = page.shows_instants();
    instants.then(|| zones::own().replace('_', " "))
}

/// What the options' zone means; empty: none is told.
///
/// # Errors
/// `BadOptions` about `timeZone` for what is neither an offset nor a name that the browser knows.
pub fn told(page: Page, options: &LoadOptions) -> Result<Offsets, LoadError> {
    let Some(name) = options.time_zone.as_deref() else {
        return Ok(Offsets::new());
    };
    if let Some(offset) = told_offset(name) {
        return Ok(always(offset));
    }
    let zone = zones::Zone::named(name).filter(|_| is_a_name(name));
    let zone = zone.ok_or_else(|| {
        let told = page.lang.get_untracked().no_such_zone(name);
        LoadError::about(LoadErrorCode::BadOptions, told)
    })?;
    Ok(offsets_of(|utc| zone.utc_offset(utc)))
}

/// Browsers differ in what offsets they take for a name: those have one form here.
fn is_a_name(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
}

/// The zone that the open file was read in, or would be.
pub fn present(options: &LoadOptions) -> String {
    options.time_zone.clone().unwrap_or_else(zones::own)
}

/// The zones to choose from, as told and as shown: the present one, this browser's, UTC, then all that the browser knows.
pub fn entries(present: &str) -> Vec<(String, String)> {
    let mut names = vec![present.to_owned()];
    for name in [zones::own(), "UTC".to_owned()]
        .into_iter()
        .chain(zones::names())
    {
        // The list is in order; only those put first may come again in it.
        if !names.iter().take(3).any(|known| *known == name) {
            names.push(name);
        }
    }
    let shown = |name: String| {
        let shown = name.replace('_', " ");
        (name, shown)
    };
    names.into_iter().map(shown).collect()
}

/// Reads the open file again, its plain times in this zone, and the next files of its structure too.
pub fn choose(page: Page, zone: String) {
    let Some(mut handover) = session::handed() else {
        return;
    };
    handover.origin.options.time_zone = Some(zone);
    spawn_local(async move {
        if !page.embedded {
            memory::keep_zone(&handover).await;
        }
        // Told to the user where it happened.
        let _ = session::again(page, handover).await;
    });
}
