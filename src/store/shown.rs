//! The stages that a picture draws, and a journey reduced to them. Must not know what is drawn.

use parcours_kernel::HIDDEN;

use super::lens::LensState;
use super::table::Table;

/// Stages by id on positions from left to right.
#[derive(Debug)]
pub(super) struct Shown {
    /// Stage ids in the order drawn.
    pub stages: Vec<u32>,
    /// By stage id; [`HIDDEN`] for the others.
    positions: Vec<u32>,
}

/// A kept event in a shown stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub event: u32,
    pub position: u32,
}

impl Shown {
    /// `None`: all stages. Ids that are no stage, and repeated ones, are skipped.
    pub fn new(table: &Table, shown: Option<&[u32]>) -> Self {
        let count = table.lens.stages.len();
        let mut positions = vec![HIDDEN; count];
        let mut stages = Vec::new();
        let all: Vec<u32> = (0..count as u32).collect();
        for stage in shown.unwrap_or(&all) {
            if let Some(position) = positions.get_mut(*stage as usize)
                && *position == HIDDEN
            {
                *position = stages.len() as u32;
                stages.push(*stage);
            }
        }
        Self { stages, positions }
    }

    pub fn len(&self) -> usize {
        self.stages.len()
    }

    #[inline(always)]
    pub fn position(&self, stage: u32) -> Option<u32> {
        let position = self.positions[stage as usize];
        (position != HIDDEN).then_some(position)
    }

    /// The positions by code of [`super::table::Columns::step`], [`HIDDEN`] for the others.
    pub fn by_step(&self, lens: &LensState) -> Vec<u32> {
        let position = |stage: &u32| self.positions[*stage as usize];
        lens.stage_of_step.iter().map(position).collect()
    }

    /// The events in shown stages, into `steps`. Their visits are runs of one position.
    pub fn reduce(&self, table: &Table, events: &[u32], steps: &mut Vec<Step>) {
        steps.clear();
        steps.extend(events.iter().filter_map(|event| {
            let position = self.position(table.stage_of(*event as usize))?;
            Some(Step {
                event: *event,
                position,
            })
        }));
    }
}

/// The visits of a reduced journey: maximal runs of steps in one stage.
pub(super) fn visits(steps: &[Step]) -> impl Iterator<Item = &[Step]> {
    steps.chunk_by(|a, b| a.position == b.position)
}
