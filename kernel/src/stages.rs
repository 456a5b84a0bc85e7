//! What the stages of kept events add up to: counts by cell and emotion, neighbours, visits and their times.

use std::ops::Range;

use crate::codes::Codes;
use crate::keep::{Kept, MIXED, Uniform};
use crate::median::Medians;

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
    /// The one persona of all events of a journey, or [`MIXED`].
    pub fn persona_of(&self, journey: usize) -> u32 {
        match self.persona_of.is_empty() {
            true => 0,
            false => self.persona_of.get(journey),
        }
    }

    pub fn events(&self, journey: usize) -> Range<usize> {
        self.starts[journey] as usize..self.starts[journey + 1] as usize
    }

    fn cells(&self) -> usize {
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

/// The kept events of one journey as slices: the columns themselves where they can be, else copies.
#[derive(Default)]
struct Run {
    words: Vec<u32>,
    seconds: Vec<u32>,
}

/// The events' numbers, where they follow each other without a gap.
pub(crate) fn range(events: &[u32]) -> Option<Range<usize>> {
    let (first, last) = (*events.first()? as usize, *events.last()? as usize);
    (last - first + 1 == events.len()).then_some(first..last + 1)
}

/// Walks journeys and adds them up.
pub struct Walk<'a> {
    pub input: &'a StageInput<'a>,
    layout: Layout,
    /// See [`Layout`].
    pub counts: Vec<u32>,
    pub cell_journeys: Vec<u32>,
    /// Of visits that have a next one, under their own stage; of all visits; before visits.
    pub times: [Medians; 3],
    pub walked: u32,
    /// The number of (cell, emotion) that stands first in `counts`.
    pub first_cell: usize,
    /// Where the visits of the present journey begin.
    starts: Vec<u32>,
    present: Present,
    cells_present: Present,
    run: Run,
}

impl<'a> Walk<'a> {
    /// `most`: as many events may come.
    #[inline(never)]
    pub fn new(input: &'a StageInput<'a>, most: usize) -> Self {
        let layout = Layout {
            stages: input.stages,
        };
        let medians = || Medians::new(input.room.iter().map(|room| most.min(*room as usize)));
        Self {
            input,
            layout,
            counts: vec![0; layout.cells() + input.cells()],
            cell_journeys: vec![0; input.personas * input.stages],
            times: [medians(), medians(), medians()],
            walked: 0,
            first_cell: 0,
            starts: Vec::new(),
            present: Present::new(input.stages),
            cells_present: Present::new(input.personas * input.stages),
            run: Run::default(),
        }
    }

    /// All events of a journey.
    #[inline(never)]
    pub fn whole(&mut self, journey: usize) {
        let events = self.input.events(journey);
        self.part(journey, events.start, events);
    }

    /// The events of a journey that lie between two times (the second exclusive); returns the seconds of the first and the last of them.
    #[inline(never)]
    pub fn between(&mut self, journey: usize, from: u64, to: u64) -> Option<(u32, u32)> {
        let events = self.input.events(journey);
        let seconds = &self.input.seconds[events.clone()];
        let before = |time: u64| events.start + seconds.partition_point(|at| u64::from(*at) < time);
        let (from, to) = (before(from), before(to));
        (from < to).then(|| {
            self.part(journey, from, from..to);
            (self.input.seconds[from], self.input.seconds[to - 1])
        })
    }

    /// What a journey adds up to less without its events at `to` and later, into `fewer`, and what it adds up to instead, into `self`: what
    /// both share is left out but for its stages. Its first event is earlier than `to`, its last is not. Returns the second of the last event
    /// that stays.
    #[inline(never)]
    pub fn end_before(&mut self, fewer: &mut Self, journey: usize, to: u64) -> u32 {
        let events = self.input.events(journey);
        let seconds = &self.input.seconds[events.clone()];
        let cut = events.start + seconds.partition_point(|at| u64::from(*at) < to);
        let mask = (1 << self.input.bits) - 1;
        let stage = |event: usize| self.input.words.get(event) & mask;
        let mut visit = cut - 1;
        while visit > events.start && stage(visit - 1) == stage(visit) {
            visit -= 1;
        }
        fewer.part(journey, events.start, visit..events.end);
        self.part(journey, events.start, visit..cut);
        self.input.seconds[cut - 1]
    }

    /// Some events of one journey.
    #[inline(never)]
    pub fn some(&mut self, journey: usize, events: &[u32]) {
        if let Some(events) = range(events) {
            return self.part(journey, events.start, events);
        }
        let mut run = std::mem::take(&mut self.run);
        self.input.words.read(events, &mut run.words);
        run.seconds.clear();
        let seconds = events
            .iter()
            .map(|event| self.input.seconds[*event as usize]);
        run.seconds.extend(seconds);
        self.journey(journey, &run.words, &run.seconds, 0);
        self.run = run;
    }

    /// Events of one journey that follow each other without a gap; of those from `first` on before them only the stages count.
    #[inline(never)]
    fn part(&mut self, journey: usize, first: usize, events: Range<usize>) {
        let mut furthest = 0;
        let mask = (1 << self.input.bits) - 1;
        for event in first..events.start {
            let stage = (self.input.words.get(event) & mask) as usize;
            self.present.mark(stage);
            furthest = furthest.max(stage);
        }
        let mut run = std::mem::take(&mut self.run);
        let seconds = &self.input.seconds[events.clone()];
        if let Codes::U32(words) = self.input.words {
            self.journey(journey, &words[events], seconds, furthest);
        } else {
            self.input.words.read_range(events, &mut run.words);
            self.journey(journey, &run.words, seconds, furthest);
        }
        self.run = run;
    }

    #[inline(never)]
    fn journey(&mut self, journey: usize, words: &[u32], seconds: &[u32], furthest: usize) {
        let (input, layout) = (self.input, self.layout);
        let found = self.find_visits(words);
        let (last, furthest) = self.visits(words, seconds, found, furthest);
        self.counts[layout.ends().start + last] += 1;
        if let Some(outcome) = input.outcomes.get(journey) {
            self.counts[layout.outcomes().start + usize::from(*outcome)] += 1;
            if *outcome == DROPPED {
                self.counts[layout.drops().start + furthest] += 1;
            }
        }
        let persona = input.persona_of(journey);
        let row = persona as usize * input.stages;
        let (counts, cell_journeys) =
            (&mut self.counts[layout.journeys()], &mut self.cell_journeys);
        self.present.take(|stage| {
            counts[stage] += 1;
            if persona != MIXED {
                cell_journeys[row + stage] += 1;
            }
        });
        if persona == MIXED {
            for word in words {
                self.cells_present
                    .mark((word >> input.bits) as usize / input.emotions);
            }
            self.cells_present.take(|cell| cell_journeys[cell] += 1);
        }
        self.walked += 1;
    }

    /// Finds the visits of a journey (the places of their first events, into `starts`) and counts its events by cell and emotion.
    #[inline]
    fn find_visits(&mut self, words: &[u32]) -> usize {
        if self.starts.len() < words.len() {
            self.starts.resize(words.len() * 2, 0);
        }
        let (bits, first) = (self.input.bits, self.first_cell);
        let mask = (1 << bits) - 1;
        let cells = &mut self.counts[self.layout.cells()..];
        let (starts, mut count, mut before) = (&mut self.starts[..], 0, u32::MAX);
        for (at, word) in words.iter().enumerate() {
            cells[(word >> bits) as usize - first] += 1;
            let stage = word & mask;
            // Written always and kept only where the stage changes: a branch here is wrong every third time.
            starts[count] = at as u32;
            count += usize::from(stage != before);
            before = stage;
        }
        count
    }

    /// The times of a journey's visits; returns its last stage and its furthest.
    #[inline]
    fn visits(
        &mut self,
        words: &[u32],
        seconds: &[u32],
        found: usize,
        furthest: usize,
    ) -> (usize, usize) {
        let (mask, stages) = ((1 << self.input.bits) - 1, self.input.stages);
        let stage_at = |at: usize| (words[at] & mask) as usize;
        let [durations, stays, waits] = &mut self.times;
        let (mut from, mut entered) = (stage_at(0), seconds[0]);
        let mut furthest = furthest.max(from);
        self.present.mark(from);
        for start in &self.starts[1..found] {
            let start = *start as usize;
            let (stage, left, begins) = (stage_at(start), seconds[start - 1], seconds[start]);
            stays.push(from, left - entered);
            durations.push(from, begins - entered);
            waits.push(stage, begins - left);
            self.counts[from * stages + stage] += 1;
            self.present.mark(stage);
            furthest = furthest.max(stage);
            (from, entered) = (stage, begins);
        }
        stays.push(from, seconds[seconds.len() - 1] - entered);
        (from, furthest)
    }
}

#[inline(never)]
pub fn stages(input: &StageInput<'_>, kept: &Kept) -> StageTotals {
    let mut walk = Walk::new(input, kept.events.len());
    for (journey, events) in kept.iter() {
        walk.some(journey as usize, events);
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
