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

/// The kept events of one journey as slices: the columns themselves where no event between was refused, else copies.
#[derive(Default)]
pub(crate) struct Run {
    words: Vec<u32>,
    seconds: Vec<u32>,
}

/// The events' numbers, where they follow each other without a gap.
pub(crate) fn range(events: &[u32]) -> Option<std::ops::Range<usize>> {
    let (first, last) = (*events.first()? as usize, *events.last()? as usize);
    (last - first + 1 == events.len()).then_some(first..last + 1)
}

impl Run {
    fn of<'a>(&'a mut self, input: &StageInput<'a>, events: &[u32]) -> (&'a [u32], &'a [u32]) {
        if let Some(range) = range(events) {
            return (&input.words[range.clone()], &input.seconds[range]);
        }
        let of = |column: &'a [u32]| events.iter().map(move |event| column[*event as usize]);
        self.words.clear();
        self.words.extend(of(input.words));
        self.seconds.clear();
        self.seconds.extend(of(input.seconds));
        (&self.words, &self.seconds)
    }
}

/// Finds the visits of a journey (the places of their first events, into `starts`) and counts its events by cell and emotion.
fn visits<'a>(words: &[u32], bits: u32, starts: &'a mut Vec<u32>, cells: &mut [u32]) -> &'a [u32] {
    if starts.len() < words.len() {
        starts.resize(words.len() * 2, 0);
    }
    let mask = (1 << bits) - 1;
    let (starts, mut count, mut before) = (&mut starts[..], 0, u32::MAX);
    for (at, word) in words.iter().enumerate() {
        cells[(word >> bits) as usize] += 1;
        let stage = word & mask;
        // Written always and kept only where the stage changes: a branch here is wrong every third time.
        starts[count] = at as u32;
        count += usize::from(stage != before);
        before = stage;
    }
    &starts[..count]
}

#[inline(never)]
pub fn stages(input: &StageInput<'_>, kept: &Kept) -> StageTotals {
    let mut cells = vec![0; input.personas * input.stages * input.emotions];
    let mut totals = StageTotals::new(input, kept);
    let (mut run, mut starts) = (Run::default(), Vec::new());
    let mut present = Present::new(input.stages);
    let mut cells_seen = Present::new(input.personas * input.stages);
    for (journey, events) in kept.iter() {
        let journey = journey as usize;
        let (words, seconds) = run.of(input, events);
        let starts = visits(words, input.bits, &mut starts, &mut cells);
        let (last, furthest) = totals.walk(input, words, seconds, starts, &mut present);
        totals.ends[last] += 1;
        if input.dropped.get(journey).is_some_and(|dropped| *dropped) {
            totals.drops[furthest] += 1;
        }
        let persona = input.persona_of(journey);
        let row = persona as usize * input.stages;
        present.take(|stage| {
            totals.journeys[stage] += 1;
            if persona != MIXED {
                totals.cell_journeys[row + stage] += 1;
            }
        });
        if persona == MIXED {
            for word in words {
                cells_seen.mark((word >> input.bits) as usize / input.emotions);
            }
            cells_seen.take(|cell| totals.cell_journeys[cell] += 1);
        }
    }
    totals.cells = cells;
    totals.stay_put(input);
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

    /// The times of a journey's visits; returns its last stage and its furthest.
    fn walk(
        &mut self,
        input: &StageInput<'_>,
        words: &[u32],
        seconds: &[u32],
        starts: &[u32],
        present: &mut Present,
    ) -> (usize, usize) {
        let (mask, stages) = ((1 << input.bits) - 1, input.stages);
        let stage_at = |at: usize| (words[at] & mask) as usize;
        let (mut from, mut entered) = (stage_at(0), seconds[0]);
        let mut furthest = from;
        present.mark(from);
        for start in starts.iter().skip(1) {
            let start = *start as usize;
            let (stage, left, begins) = (stage_at(start), seconds[start - 1], seconds[start]);
            self.stays.push(from, left - entered);
            self.durations.push(from, begins - entered);
            self.waits.push(stage, begins - left);
            self.follows[from * stages + stage] += 1;
            present.mark(stage);
            furthest = furthest.max(stage);
            (from, entered) = (stage, begins);
        }
        self.stays.push(from, seconds[seconds.len() - 1] - entered);
        (from, furthest)
    }

    /// What follows an event in its own stage: every event but the first of each visit.
    fn stay_put(&mut self, input: &StageInput<'_>) {
        let stages = input.stages;
        for (cell, events) in self.cells.chunks_exact(input.emotions).enumerate() {
            let stage = cell % stages;
            self.follows[stage * stages + stage] += events.iter().sum::<u32>();
        }
        for stage in 0..stages {
            self.follows[stage * stages + stage] -= self.stays.count(stage) as u32;
        }
    }
}

/// Up to this many groups stand in one word.
const FEW: usize = 64;

/// Which groups the present journey is in: bits of a word where they are few, else a list with a mark each.
pub(crate) struct Present {
    few: bool,
    bits: u64,
    marked: Vec<bool>,
    list: Vec<usize>,
}

impl Present {
    pub fn new(groups: usize) -> Self {
        let few = groups <= FEW;
        Self {
            few,
            bits: 0,
            marked: vec![false; if few { 0 } else { groups }],
            list: Vec::new(),
        }
    }

    #[inline]
    pub fn mark(&mut self, group: usize) {
        if self.few {
            self.bits |= 1 << (group as u64 % 64);
        } else if !std::mem::replace(&mut self.marked[group], true) {
            self.list.push(group);
        }
    }

    /// Calls `each` with every marked group, once, and forgets them.
    #[inline]
    pub fn take(&mut self, mut each: impl FnMut(usize)) {
        let mut bits = std::mem::take(&mut self.bits);
        while bits != 0 {
            each(bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
        for group in self.list.drain(..) {
            self.marked[group] = false;
            each(group);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_groups_are_seen_alike() {
        for groups in [3, 64, 65, 200] {
            let mut present = Present::new(groups);
            for marked in [vec![0, 2, 0], vec![groups - 1], vec![]] {
                marked.iter().for_each(|group| present.mark(*group));
                let mut seen = Vec::new();
                present.take(|group| seen.push(group));
                let mut expected = marked;
                expected.sort();
                expected.dedup();
                assert_eq!(seen, expected);
            }
        }
    }

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
