//! Cleaning as the user meets it: what is offered, what was chosen, what hides persons, what was done last time.
//!
//! The recipe itself is a choice like any other ([`Choices`](crate::state::Choices)), so that undo covers it; here the file is read again when it changes.

mod desk;
mod last_time;
mod offered;
mod personal;
mod recipe;
mod steps;

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;

use crate::import::PersonalColumn;
use crate::model::cells::DeskSurvey;
use crate::model::recipe::{Recipe, StepOutcome};

pub use desk::{ask, survey};
pub use offered::Offered;
pub use personal::rewritten;
pub use recipe::{follow, recipe_of, restore, shown};
pub use steps::Steps;

/// What is known of cleaning the open file.
#[derive(Clone, Copy)]
pub struct Cleaning {
    /// What a walk over the file has found; `None` before.
    pub survey: RwSignal<Option<Arc<DeskSurvey>>>,
    pub surveying: RwSignal<bool>,
    /// What each step of the recipe did when the file was read.
    pub outcomes: RwSignal<Vec<StepOutcome>>,
    /// Columns that wait for an answer.
    pub personal: RwSignal<Vec<PersonalColumn>>,
    /// What was done last time to a file of this structure, while it is offered.
    pub last_time: RwSignal<Option<Recipe>>,
}

thread_local! {
    static STATE: Cell<Option<Cleaning>> = const { Cell::new(None) };
}

/// Made once, with the page's own signals.
pub fn state() -> Cleaning {
    STATE.get().unwrap_or_else(|| {
        let state = Cleaning {
            survey: RwSignal::new(None),
            surveying: RwSignal::new(false),
            outcomes: RwSignal::new(Vec::new()),
            personal: RwSignal::new(Vec::new()),
            last_time: RwSignal::new(None),
        };
        STATE.set(Some(state));
        state
    })
}

/// Nothing is open any more, or something else is.
pub fn forget() {
    let state = state();
    state.survey.set(None);
    state.outcomes.set(Vec::new());
    state.personal.set(Vec::new());
    state.last_time.set(None);
}
