//! What was done to the last file of the same structure, offered again for the next one.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{personal, state};
use crate::browser::{files, local};
use crate::model::recipe::Recipe;
use crate::state::structures;
use crate::ui::context::Page;
use crate::ui::handed::Handover;
use crate::ui::session;

const RECIPES: &str = "parcours.recipes";
/// Where the header is looked for.
const HEADER_BYTES: u32 = 8 << 10;
/// Structures remembered; the first ones in the alphabet go where there are more.
const MOST: usize = 40;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    pub recipe: Recipe,
    /// Columns that look personal, and that the user keeps as they are.
    pub kept: Vec<String>,
}

type Known = BTreeMap<String, Remembered>;

/// The structure of a file: its header line. JSON has none.
pub async fn structure(handover: &Handover) -> Option<String> {
    let head = files::head_of(handover.readable(), HEADER_BYTES).await?;
    structures::structure(&head)
}

pub fn known(structure: &str) -> Remembered {
    let mut known: Known = local::get(RECIPES).unwrap_or_default();
    known.remove(structure).unwrap_or_default()
}

pub fn note(structure: String, remembered: Remembered) {
    let mut known: Known = local::get(RECIPES).unwrap_or_default();
    if remembered == Remembered::default() {
        known.remove(&structure);
    } else {
        known.insert(structure, remembered);
    }
    while known.len() > MOST {
        known.pop_first();
    }
    // Blocked or full: the next file is cleaned by hand.
    let _ = local::set(RECIPES, &known);
}

/// The recipe of the open file has changed.
pub async fn remember(page: Page, recipe: &Recipe) {
    let Some(handover) = session::handed().filter(|_| !page.embedded) else {
        return;
    };
    if let Some(structure) = structure(&handover).await {
        let before = known(&structure);
        note(
            structure,
            Remembered {
                // A salt is for one file.
                recipe: recipe.for_other_file().without_salts(),
                ..before
            },
        );
    }
    state().last_time.set(None);
}

/// Offers what was done last time, where nothing is done yet.
pub async fn offer(page: Page, handover: &Handover) {
    let untouched = page
        .choices
        .with_untracked(|choices| choices.recipe.is_empty());
    let fresh = handover.choices.is_none();
    let Some(structure) = structure(handover).await.filter(|_| untouched && fresh) else {
        return;
    };
    let recipe = known(&structure).recipe;
    state()
        .last_time
        .set((!recipe.is_empty()).then(|| personal::salted(recipe)));
}
