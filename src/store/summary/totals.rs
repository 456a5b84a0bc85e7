//! What a summary is written from, however it was added up.

use crate::model::summary::Durations;

use super::super::tally::Count;

/// Numbers of codes; a list that was not wanted is empty.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub events: u64,
    pub journeys: u64,
    /// First and last time, microseconds.
    pub span: Option<(i64, i64)>,
    pub durations: Durations,
    pub personas: Vec<Count>,
    pub touchpoints: Vec<Count>,
    pub touchpoint_waits: Vec<Option<f64>>,
    pub channels: Vec<Count>,
    pub stages: StageLists,
    /// Persona, stage.
    pub persona_stage: Vec<(u32, u32, Count)>,
    pub stage_follows: Vec<(u32, u32, u64)>,
    pub touchpoint_follows: Vec<(u32, u32, u64)>,
    /// The most frequent sequences of touchpoints are among these.
    pub variants: Vec<(Vec<u32>, u64)>,
    /// Reached, open, dropped.
    pub outcomes: [u64; 3],
}

/// By stage id.
#[derive(Debug, Default)]
pub(super) struct StageLists {
    pub counts: Vec<Count>,
    pub visits: Vec<u64>,
    pub ends: Vec<u64>,
    pub drops: Vec<u64>,
    pub durations: Vec<Option<f64>>,
    pub stays: Vec<Option<f64>>,
    pub waits: Vec<Option<f64>>,
}
