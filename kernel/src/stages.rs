//! What the stages of kept events add up to: counts by cell and emotion, neighbours, visits and their times.

use crate::keep::{Kept, MIXED};
use crate::median::Medians;

pub struct StageInput<'a> {
    /// By event: the stage in the lowest `bits` bits, above them the number of (cell, emotion).
    /// A cell is a persona and a stage: `persona * stages + stage`.
    pub words: &'a [u32],
    pub bits: u32,
    pub stages: usize,
    pub personas: usize,
    pub emotions: usize,
    /// By event.
    pub seconds: &'a [u32],
    /// The one persona of all events of a journey, or [`MIXED`]; empty without personas.
    pub persona_of: &'a [u32],
    /// Journeys counted in `drops`; empty: none.
    pub dropped: &'a [bool],
    /// Events of each stage without a filter: it has no more visits than that.
    pub room: &'a [u32],
}

impl StageInput<'_> {
    fn persona_of(&self, journey: usize) -> u32 {
        self.persona_of.get(journey).copied().unwrap_or_default()
    }
}

/// By stage, if nothing else is said.
#[derive(Debug)]
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
    /// Of visits that have a next one, under their own stage.
    pub durations: Medians,
    pub stays: Medians,
    /// Before a visit, under its stage.
    pub waits: Medians,
}

/// A journey's visits: the places of their first events among its kept ones.
#[derive(Default)]
struct Visits(Vec<u32>);

impl Visits {
    /// Finds the visits of a journey and counts its events by cell and emotion.
    #[inline]
    fn find(&mut self, input: &StageInput<'_>, events: &[u32], cells: &mut [u32]) -> &[u32] {
        if self.0.len() < events.len() {
            self.0.resize(events.len() * 2, 0);
        }
        let mask = (1 << input.bits) - 1;
        let (starts, mut count, mut before) = (&mut self.0[..], 0, u32::MAX);
        for (at, event) in events.iter().enumerate() {
            let word = input.words[*event as usize];
            cells[(word >> input.bits) as usize] += 1;
            let stage = word & mask;
            // Written always and kept only where the stage changes: a branch here is wrong every third time.
            starts[count] = at as u32;
            count += usize::from(stage != before);
            before = stage;
        }
        &starts[..count]
    }
}

pub fn stages(input: &StageInput<'_>, kept: &Kept) -> StageTotals {
    let mut cells = vec![0; input.personas * input.stages * input.emotions];
    let mut totals = StageTotals::new(input, kept);
    let (mut visits, mut seen) = (Visits::default(), Seen::new(input.stages));
    let mut cells_seen = Seen::new(input.personas * input.stages);
    for (journey, events) in kept.iter() {
        let starts = visits.find(input, events, &mut cells);
        seen.next();
        totals.walk(input, journey as usize, events, starts, &mut seen);
        if input.persona_of(journey as usize) == MIXED {
            cells_seen.next();
            for event in events {
                let cell = (input.words[*event as usize] >> input.bits) as usize / input.emotions;
                totals.cell_journeys[cell] += cells_seen.first(cell);
            }
        }
    }
    totals.cells = cells;
    totals
}

impl StageTotals {
    fn new(input: &StageInput<'_>, kept: &Kept) -> Self {
        let stages = input.stages;
        let most = kept.events.len();
        let medians = || Medians::new(input.room.iter().map(|room| most.min(*room as usize)));
        Self {
            cells: Vec::new(),
            cell_journeys: vec![0; input.personas * stages],
            journeys: vec![0; stages],
            follows: vec![0; stages * stages],
            ends: vec![0; stages],
            drops: vec![0; stages],
            durations: medians(),
            stays: medians(),
            waits: medians(),
        }
    }

    #[inline]
    fn walk(
        &mut self,
        input: &StageInput<'_>,
        journey: usize,
        events: &[u32],
        starts: &[u32],
        seen: &mut Seen,
    ) {
        let mask = (1 << input.bits) - 1;
        let stages = input.stages;
        let persona = input.persona_of(journey);
        let row = if persona == MIXED {
            usize::MAX
        } else {
            persona as usize * stages
        };
        let (mut from, mut entered, mut left, mut furthest) = (usize::MAX, 0, 0, 0);
        for (visit, start) in starts.iter().enumerate() {
            let start = *start as usize;
            let end = starts
                .get(visit + 1)
                .map_or(events.len(), |next| *next as usize);
            let (first, last) = (events[start] as usize, events[end - 1] as usize);
            let stage = (input.words[first] & mask) as usize;
            let (begins, ends) = (input.seconds[first], input.seconds[last]);
            self.stays.push(stage, ends - begins);
            self.follows[stage * stages + stage] += (end - start - 1) as u32;
            if visit > 0 {
                self.follows[from * stages + stage] += 1;
                self.durations.push(from, begins - entered);
                self.waits.push(stage, begins - left);
            }
            let new = seen.first(stage);
            self.journeys[stage] += new;
            if row != usize::MAX {
                self.cell_journeys[row + stage] += new;
            }
            furthest = furthest.max(stage);
            (from, entered, left) = (stage, begins, ends);
        }
        self.ends[from] += 1;
        if input.dropped.get(journey).is_some_and(|dropped| *dropped) {
            self.drops[furthest] += 1;
        }
    }
}

/// Which groups the present journey has been in.
pub(crate) struct Seen {
    journeys: Vec<u32>,
    present: u32,
}

impl Seen {
    pub fn new(groups: usize) -> Self {
        Self {
            journeys: vec![0; groups],
            present: 0,
        }
    }

    pub fn next(&mut self) {
        self.present += 1;
    }

    /// 1 the first time that the present journey is in this group, then 0.
    #[inline]
    pub fn first(&mut self, group: usize) -> u32 {
        let before = std::mem::replace(&mut self.journeys[group], self.present);
        u32::from(before != self.present)
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
        let kept = Kept {
            events: (0..7).collect(),
            journeys: vec![0, 1, 2],
            ends: vec![4, 5, 7],
        };
        let totals = stages(
            &StageInput {
                words: &words,
                bits: 1,
                stages: 2,
                personas: 2,
                emotions: 1,
                seconds: &[0, 5, 7, 20, 3, 1, 2],
                persona_of: &[0, 1, MIXED],
                dropped: &[true, false, false],
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
        assert_eq!(totals.durations.finish(), [Some(7.0), Some(13.0)]);
        assert_eq!(totals.stays.finish(), [Some(1.0), Some(0.0)]);
        assert_eq!(totals.waits.finish(), [Some(13.0), Some(2.0)]);
    }
}
