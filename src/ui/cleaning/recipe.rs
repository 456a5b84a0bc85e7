//! The recipe as a choice: every change of it is a step of undo, and reads the file again.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Cleaning, desk, last_time, personal, state};
use crate::browser::clock;
use crate::model::answer::StagesFrom;
use crate::model::load::LoadErrorCode;
use crate::model::recipe::{CleaningStep, Recipe, StepOutcome};
use crate::protocol::{Reply, Request};
use crate::state::Change;
use crate::ui::choose;
use crate::ui::context::{Page, Phase};
use crate::ui::handed::Handover;
use crate::ui::session;

/// Files up to this many bytes are looked through by themselves; larger ones when the table view or the steps are opened.
const LOOKED_THROUGH: f64 = 64e6;
/// The pictures come first, and what is done with them at once.
const AFTER_PICTURES_MS: i32 = 600;

/// What a file is to be read with: the choices it is seen with, else the options it came with.
pub fn recipe_of(handover: &Handover) -> Recipe {
    match &handover.choices {
        Some(choices) => choices.recipe.clone(),
        None => handover.origin.options.recipe.clone(),
    }
}

pub fn add(page: Page, step: CleaningStep) {
    choose::change(page, Change::Cleaning, |choices| {
        choices.recipe.steps.push(step)
    });
}

pub fn remove(page: Page, place: usize) {
    choose::change(page, Change::Cleaning, |choices| {
        if place < choices.recipe.steps.len() {
            choices.recipe.steps.remove(place);
        }
    });
}

/// Takes one removed row back.
pub fn restore(page: Page, place: usize, line: u64) {
    choose::change(page, Change::Cleaning, |choices| {
        if let Some(step) = choices.recipe.steps.get_mut(place) {
            step.except.push(line);
        }
    });
}

/// From now on the file is read again when the recipe changes.
pub fn follow(page: Page) {
    // Made here, so that they live as long as the page.
    state();
    let chosen = Memo::new(move |_| page.choices.with(|choices| choices.recipe.clone()));
    Effect::watch(
        move || chosen.get(),
        move |chosen, _, _| {
            if page.phase.get_untracked() == Phase::Starting
                || loaded(page).as_ref() == Some(chosen)
            {
                return;
            }
            if page.info.with_untracked(Option::is_some) {
                spawn_local(read_again(page));
            }
        },
        false,
    );
}

/// The recipe that the present table was read with.
fn loaded(page: Page) -> Option<Recipe> {
    page.origin
        .with_untracked(|origin| origin.as_ref().map(|origin| origin.options.recipe.clone()))
}

async fn read_again(page: Page) {
    let Err(error) = session::read_again(page).await else {
        let recipe = page
            .choices
            .with_untracked(|choices| choices.recipe.clone());
        last_time::remember(page, &recipe).await;
        return;
    };
    // A newer change reads by itself; otherwise what is chosen is again what is seen.
    let Some(loaded) = loaded(page).filter(|_| error.code != LoadErrorCode::Superseded) else {
        return;
    };
    choose::change(page, Change::Cleaning, |choices| choices.recipe = loaded);
}

/// A file is shown: what its steps did is asked, what may hide persons is pointed out before it is kept, offers follow.
pub fn shown(page: Page, handover: Handover, again: bool) {
    let state = state();
    desk::give_up_survey();
    if !again {
        super::forget();
    }
    state.survey.set(None);
    spawn_local(async move {
        ask_outcomes(page, state).await;
        let authored = page.info.with_untracked(|info| {
            info.as_ref()
                .is_none_or(|info| info.stages_from == StagesFrom::Authored)
        });
        personal::then_keep(page, handover.clone(), authored).await;
        if authored || page.embedded {
            return;
        }
        last_time::offer(page, &handover).await;
        if handover.blob.size() <= LOOKED_THROUGH {
            clock::after_ms(AFTER_PICTURES_MS, move || {
                let surveyed = state.survey.with_untracked(Option::is_some);
                if !surveyed && !state.surveying.get_untracked() {
                    spawn_local(desk::survey(page));
                }
            });
        }
    });
}

async fn ask_outcomes(page: Page, state: Cleaning) {
    let Some(engine) = page.engine() else { return };
    let outcomes: Vec<StepOutcome> = match engine.ask(Request::Cleaned).await {
        Ok(Reply::Json(text)) => serde_json::from_str(&text).unwrap_or_default(),
        _ => Vec::new(),
    };
    state.outcomes.set(outcomes);
}
