//! What the present lens makes of the columns: stages and their order, the goal and who reached it, the silence, outcomes.
//! Recomputed when the lens changes, never by a filter.

use parcours_kernel::{Times, quantile, waits};

use crate::model::answer::{Outcome, StagesFrom};
use crate::model::load::Goal;
use crate::model::query::Lens;
use crate::model::time::MICROS_PER_SECOND;

use super::dictionary::Dictionary;
use super::goal;
use super::packed::Packed;
use super::samples::Samples;
use super::stage_order;
use super::table::{Columns, Table};

/// No event of a journey meets the goal.
pub(super) const NEVER: u32 = u32::MAX;

/// A wait longer than this share of all waits is a silence, unless another threshold is chosen.
const USUAL: f64 = 0.95;

#[derive(Default)]
pub(super) struct LensState {
    /// In stage order.
    pub stages: Dictionary,
    /// Touchpoints are grouped into stages: the stage column, if any, is not looked at.
    pub grouped: bool,
    /// Stage id by code of [`Columns::step`].
    pub stage_of_step: Vec<u32>,
    /// `None`: nothing is said of outcomes.
    pub goal: Option<Goal>,
    /// First event of each journey that meets the goal, or [`NEVER`]; empty without a goal.
    pub goal_events: Vec<u32>,
    /// By journey the number of its [`Outcome`]; empty without a goal.
    pub outcomes: Vec<u8>,
    pub silence_seconds: Option<f64>,
    /// `None` where the table asks for the general way.
    pub packed: Option<Packed>,
}

impl LensState {
    #[inline(always)]
    pub fn stage_of(&self, columns: &Columns, event: usize) -> u32 {
        self.stage_of_step[columns.step(self.grouped).codes.get(event) as usize]
    }

    pub fn stages_from(&self, columns: &Columns) -> StagesFrom {
        match (self.grouped, columns.schema.stage) {
            (true, _) => StagesFrom::Groups,
            (false, true) => StagesFrom::Stages,
            (false, false) => StagesFrom::Touchpoints,
        }
    }

    pub fn bytes(&self) -> usize {
        self.stages.bytes()
            + (self.stage_of_step.capacity() + self.goal_events.capacity()) * size_of::<u32>()
            + self.outcomes.capacity()
            + self.packed.as_ref().map_or(0, Packed::bytes)
    }
}

impl Table {
    /// Sees the same events otherwise: recomputes stages, goal, silence and outcomes.
    pub fn set_lens(&mut self, lens: Lens) {
        let columns = &self.columns;
        let (stages, stage_of_step) = stage_order::stages(columns, &lens);
        let goal = match lens.goal {
            Some(goal) => Some(goal).filter(|goal| !goal.is_none()),
            None => goal::default_goal(columns, &stages),
        };
        let mut state = LensState {
            stages,
            grouped: !lens.groups.is_empty(),
            stage_of_step,
            silence_seconds: lens.silence_seconds.or_else(|| usual_silence(columns)),
            goal_events: Vec::new(),
            outcomes: Vec::new(),
            goal: None,
            packed: None,
        };
        if let Some(goal) = goal {
            state.goal_events = goal::first_events(columns, &state, &goal);
            state.outcomes = outcomes(columns, &state);
            state.goal = Some(goal);
        }
        state.packed = Packed::new(columns, &state);
        self.lens = state;
    }
}

/// The 95th percentile of all waits between neighbouring events of a journey, in seconds, interpolated linearly between
/// the two nearest ranks (Hyndman and Fan 1996, type 7, as spreadsheets do); `None` without one wait.
fn usual_silence(columns: &Columns) -> Option<f64> {
    if !columns.has_time() {
        return None;
    }
    if let (Times::Seconds { after, .. }, true) = (&columns.times, columns.weights.is_empty()) {
        return quantile(&waits(&columns.starts, after), USUAL);
    }
    let mut waits = Samples::new(!columns.weights.is_empty());
    for journey in 0..columns.journey_count() {
        for event in columns.events(journey).skip(1) {
            let wait = columns.time(event).saturating_sub(columns.time(event - 1));
            waits.push(0, wait, columns.weight(journey));
        }
    }
    waits.quantiles(1, USUAL)[0]
}

fn outcomes(columns: &Columns, state: &LensState) -> Vec<u8> {
    let end = columns.times.span().map(|span| span.1);
    let outcome = |journey: usize| {
        if state.goal_events[journey] != NEVER {
            return Outcome::Reached;
        }
        let last = columns.journey_span(journey).map(|span| span.1);
        let quiet = end
            .zip(last)
            .map(|(end, last)| end.saturating_sub(last) as f64);
        match (quiet, state.silence_seconds) {
            (Some(quiet), Some(silence)) if quiet < silence * MICROS_PER_SECOND as f64 => {
                Outcome::Open
            }
            _ => Outcome::Dropped,
        }
    };
    let numbers = (0..columns.journey_count()).map(|journey| outcome(journey) as u8);
    numbers.collect()
}
