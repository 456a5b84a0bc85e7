//! Journeys walked one by one: their visits, and what they add up to. Must not know which journeys are kept.

use std::ops::Range;

use crate::codes::Codes;
use crate::keep::MIXED;
use crate::median::Medians;
use crate::stages::{DROPPED, Layout, StageInput, range};

/// The kept events of one journey as slices: the columns themselves where they can be, else copies.
#[derive(Default)]
struct Run {
    words: Vec<u32>,
    seconds: Vec<u32>,
}

/// Walks journeys and adds them up. Every call is given the same input.
pub struct Walk {
    pub layout: Layout,
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

impl Walk {
    /// `most`: as many events may come.
    #[inline(never)]
    pub fn new(input: &StageInput<'_>, most: usize) -> Self {
        let layout = Layout {
            stages: input.stages,
        };
        let medians = || Medians::new(input.room.iter().map(|room| most.min(*room as usize)));
        Self {
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
    pub fn whole(&mut self, input: &StageInput<'_>, journey: usize) {
        let events = input.events(journey);
        self.part(input, journey, events.start, events);
    }

    /// The events of a journey that lie between two times (the second exclusive); returns the seconds of the first and the last of them.
    #[inline(never)]
    pub fn between(
        &mut self,
        input: &StageInput<'_>,
        journey: usize,
        from: u64,
        to: u64,
    ) -> Option<(u32, u32)> {
        let events = input.events(journey);
        let seconds = &input.seconds[events.clone()];
        let before = |time: u64| events.start + seconds.partition_point(|at| u64::from(*at) < time);
        let (from, to) = (before(from), before(to));
        (from < to).then(|| {
            self.part(input, journey, from, from..to);
            (input.seconds[from], input.seconds[to - 1])
        })
    }

    /// What a journey adds up to less without its events at `to` and later, into `fewer`, and what it adds up to instead, into `self`: what
    /// both share is left out but for its stages. Its first event is earlier than `to`, its last is not. Returns the second of the last event
    /// that stays.
    #[inline(never)]
    pub fn end_before(
        &mut self,
        input: &StageInput<'_>,
        fewer: &mut Self,
        journey: usize,
        to: u64,
    ) -> u32 {
        let events = input.events(journey);
        let seconds = &input.seconds[events.clone()];
        let cut = events.start + seconds.partition_point(|at| u64::from(*at) < to);
        let mask = (1 << input.bits) - 1;
        let stage = |event: usize| input.words.get(event) & mask;
        let mut visit = cut - 1;
        while visit > events.start && stage(visit - 1) == stage(visit) {
            visit -= 1;
        }
        fewer.part(input, journey, events.start, visit..events.end);
        self.part(input, journey, events.start, visit..cut);
        input.seconds[cut - 1]
    }

    /// Some events of one journey.
    #[inline(never)]
    pub fn some(&mut self, input: &StageInput<'_>, journey: usize, events: &[u32]) {
        if let Some(events) = range(events) {
            return self.part(input, journey, events.start, events);
        }
        let mut run = std::mem::take(&mut self.run);
        input.words.read(events, &mut run.words);
        run.seconds.clear();
        let seconds = events.iter().map(|event| input.seconds[*event as usize]);
        run.seconds.extend(seconds);
        self.journey(input, journey, &run.words, &run.seconds, 0);
        self.run = run;
    }

    /// Events of one journey that follow each other without a gap; of those from `first` on before them only the stages count.
    #[inline(never)]
    pub(crate) fn part(
        &mut self,
        input: &StageInput<'_>,
        journey: usize,
        first: usize,
        events: Range<usize>,
    ) {
        let mut furthest = 0;
        let mask = (1 << input.bits) - 1;
        for event in first..events.start {
            let stage = (input.words.get(event) & mask) as usize;
            self.present.mark(stage);
            furthest = furthest.max(stage);
        }
        let mut run = std::mem::take(&mut self.run);
        let seconds = &input.seconds[events.clone()];
        if let Codes::U32(words) = input.words {
            self.journey(input, journey, &words[events], seconds, furthest);
        } else {
            input.words.read_range(events, &mut run.words);
            self.journey(input, journey, &run.words, seconds, furthest);
        }
        self.run = run;
    }

    #[inline(never)]
    pub(crate) fn journey(
        &mut self,
        input: &StageInput<'_>,
        journey: usize,
        words: &[u32],
        seconds: &[u32],
        furthest: usize,
    ) {
        let layout = self.layout;
        let found = self.find_visits(input, words);
        let (last, furthest) = self.visits(input, words, seconds, found, furthest);
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
    fn find_visits(&mut self, input: &StageInput<'_>, words: &[u32]) -> usize {
        if self.starts.len() < words.len() {
            self.starts.resize(words.len() * 2, 0);
        }
        let (bits, first) = (input.bits, self.first_cell);
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
        input: &StageInput<'_>,
        words: &[u32],
        seconds: &[u32],
        found: usize,
        furthest: usize,
    ) -> (usize, usize) {
        let (mask, stages) = ((1 << input.bits) - 1, input.stages);
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
}
