//! What the stages of kept events add up to: counts by cell and emotion, neighbours, visits and their times.

use std::ops::Range;

use crate::codes::Codes;
use crate::keep::{Kept, Uniform};
use crate::median::Medians;
use crate::walk::Walk;

pub struct StageInput<'a> {
    /// First event of each journey; one more entry closes the last.
    pub starts: &'a [u32],
    /// By event: the stage in the lowest `bits` bits, above them the number of (cell, emotion).
    /// A cell is a persona and a stage: `persona * stages + stage`.
    pub words: &'a Codes,
    pub bits: u32,
    pub stages: usize,
    pub personas: usize,
    pub emotions: usize,
    /// By event.
    pub seconds: &'a [u32],
    /// Empty without personas.
    pub persona_of: &'a Uniform,
    /// By journey one of [`OUTCOMES`] numbers; empty: nothing is said of them.
    pub outcomes: &'a [u8],
    /// Events of each stage without a filter: it has no more visits than that.
    pub room: &'a [u32],
}

pub const OUTCOMES: usize = 3;
/// The number of the outcome that is counted by the furthest stage, too.
pub const DROPPED: u8 = 2;

impl StageInput<'_> {
    /// The one persona of all events of a journey, or [`crate::MIXED`].
    pub fn persona_of(&self, journey: usize) -> u32 {
        match self.persona_of.is_empty() {
            true => 0,
            false => self.persona_of.get(journey),
        }
    }

    pub fn events(&self, journey: usize) -> Range<usize> {
        self.starts[journey] as usize..self.starts[journey + 1] as usize
    }

    pub(crate) fn cells(&self) -> usize {
        self.personas * self.stages * self.emotions
    }
}

/// By stage, if nothing else is said.
#[derive(Debug, PartialEq)]
pub struct StageTotals {
    /// Events by `(persona * stages + stage) * emotions + emotion`.
    pub cells: Vec<u32>,
    /// Journeys by `persona * stages + stage`.
    pub cell_journeys: Vec<u32>,
    pub journeys: Vec<u32>,
    /// Pairs of neighbours by `from * stages + to`.
    pub follows: Vec<u32>,
    /// Journeys whose last event is there.
    pub ends: Vec<u32>,
    /// Dropped journeys that came no further.
    pub drops: Vec<u32>,
    /// Journeys by outcome.
    pub outcomes: [u32; OUTCOMES],
    /// Visits that have a next one, and the medians of their durations.
    pub visits: Vec<u32>,
    pub durations: Vec<Option<f64>>,
    pub stays: Vec<Option<f64>>,
    /// Before a visit, under its stage.
    pub waits: Vec<Option<f64>>,
}

/// Where each kind of count stands in a row of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layout {
    pub stages: usize,
}

impl Layout {
    /// Moves by `from * stages + to`, which are never to the same stage.
    pub fn moves(self) -> Range<usize> {
        0..self.stages * self.stages
    }

    pub fn journeys(self) -> Range<usize> {
        self.next(self.moves(), self.stages)
    }

    pub fn ends(self) -> Range<usize> {
        self.next(self.journeys(), self.stages)
    }

    pub fn drops(self) -> Range<usize> {
        self.next(self.ends(), self.stages)
    }

    pub fn outcomes(self) -> Range<usize> {
        self.next(self.drops(), OUTCOMES)
    }

    /// Where the events by cell and emotion begin.
    pub fn cells(self) -> usize {
        self.outcomes().end
    }

    fn next(self, before: Range<usize>, count: usize) -> Range<usize> {
        before.end..before.end + count
    }

    /// Of each stage in a row of counts: visits with a next one, all visits, visits with one before.
    #[inline(never)]
    pub fn visits(self, counts: &[u32]) -> [Vec<u32>; 3] {
        let (mut left, mut entered) = (vec![0; self.stages], vec![0; self.stages]);
        for (at, moves) in counts[self.moves()].iter().enumerate() {
            left[at / self.stages] += moves;
            entered[at % self.stages] += moves;
        }
        let all = left.iter().zip(&counts[self.ends()]);
        let all = all.map(|(left, ends)| left + ends).collect();
        [left, all, entered]
    }
}

/// The events' numbers, where they follow each other without a gap.
pub(crate) fn range(events: &[u32]) -> Option<Range<usize>> {
    let (first, last) = (*events.first()? as usize, *events.last()? as usize);
    (last - first + 1 == events.len()).then_some(first..last + 1)
}

#[inline(never)]
pub fn stages(input: &StageInput<'_>, kept: &Kept) -> StageTotals {
    let mut walk = Walk::new(input, kept.events.len());
    for (journey, events) in kept.iter() {
        walk.some(input, journey as usize, events);
    }
    let times = walk.times.each_ref().map(Medians::finish);
    StageTotals::new(walk.layout, walk.counts, walk.cell_journeys, times)
}

impl StageTotals {
    #[inline(never)]
    pub fn new(
        layout: Layout,
        mut counts: Vec<u32>,
        cell_journeys: Vec<u32>,
        times: [Vec<Option<f64>>; 3],
    ) -> Self {
        let stages = layout.stages;
        let [left, all, _] = layout.visits(&counts);
        let cells = counts.split_off(layout.cells());
        let of = |range: Range<usize>| counts[range].to_vec();
        let outcomes = layout.outcomes().start;
        let mut totals = Self {
            journeys: of(layout.journeys()),
            follows: of(layout.moves()),
            ends: of(layout.ends()),
            drops: of(layout.drops()),
            outcomes: std::array::from_fn(|outcome| counts[outcomes + outcome]),
            visits: left,
            cell_journeys,
            durations: Vec::new(),
            stays: Vec::new(),
            waits: Vec::new(),
            cells,
        };
        [totals.durations, totals.stays, totals.waits] = times;
        // What follows an event in its own stage: every event but the first of each visit.
        let emotions = totals.cells.len() / totals.cell_journeys.len();
        for (cell, events) in totals.cells.chunks_exact(emotions).enumerate() {
            let stage = cell % stages;
            totals.follows[stage * stages + stage] += events.iter().sum::<u32>();
        }
        for (stage, visits) in all.iter().enumerate() {
            totals.follows[stage * stages + stage] -= visits;
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two journeys (A A B A, B) of one persona, one emotion, and one of two personas (A, A).
    #[test]
    fn visits_are_runs_of_one_stage() {
        let cell = |persona: u32, stage: u32| (persona * 2 + stage) << 1 | stage;
        let words = [
            cell(0, 0),
            cell(0, 0),
            cell(0, 1),
            cell(0, 0),
            cell(1, 1),
            cell(0, 0),
            cell(1, 0),
        ];
        let words = Codes::U32(words.to_vec());
        let personas = Codes::U8(vec![0, 0, 0, 0, 1, 0, 1]);
        let persona_of = Uniform::new(&[0, 4, 5, 7], &personas, 2);
        let kept = Kept {
            events: (0..7).collect(),
            journeys: vec![0, 1, 2],
            ends: vec![4, 5, 7],
        };
        let totals = stages(
            &StageInput {
                starts: &[],
                words: &words,
                bits: 1,
                stages: 2,
                personas: 2,
                emotions: 1,
                seconds: &[0, 5, 7, 20, 3, 1, 2],
                persona_of: &persona_of,
                outcomes: &[2, 0, 1],
                room: &[5, 2],
            },
            &kept,
        );
        assert_eq!(totals.cells, [4, 1, 1, 1]);
        assert_eq!(totals.cell_journeys, [2, 1, 1, 1]);
        assert_eq!(totals.journeys, [2, 2]);
        assert_eq!(totals.follows, [2, 1, 1, 0]);
        assert_eq!(totals.ends, [2, 1]);
        assert_eq!(totals.drops, [0, 1]);
        assert_eq!(totals.outcomes, [1, 1, 1]);
        assert_eq!(totals.visits, [1, 1]);
        assert_eq!(totals.durations, [Some(7.0), Some(13.0)]);
        assert_eq!(totals.stays, [Some(1.0), Some(0.0)]);
        assert_eq!(totals.waits, [Some(13.0), Some(2.0)]);
    }
}
