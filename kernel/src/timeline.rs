//! The visits of kept events to the stages of a picture: stays, waits and moves from each to each. Must not know names.

use crate::clusters::HIDDEN;
use crate::codes::Codes;
use crate::keep::Kept;
use crate::median::middle;
use crate::stages::{DROPPED, OUTCOMES};
use crate::times::Times;

pub struct TimelineInput<'a> {
    /// What becomes stages, and the place in the picture of each of its codes, or [`HIDDEN`].
    pub steps: &'a Codes,
    pub places: &'a [u32],
    pub count: usize,
    pub times: &'a Times,
    /// By journey; empty: all 1.
    pub weights: &'a [u32],
    /// By journey, as in [`crate::StageInput`].
    pub outcomes: &'a [u8],
    /// By journey the event that meets the goal, or [`u32::MAX`]; may be empty.
    pub goals: &'a [u32],
}

/// One stage of the picture; everything counts as often as its journey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub events: u64,
    pub reached: u64,
    pub visits: u64,
    pub ends: u64,
    /// Of journeys that came no further.
    pub dropped: u64,
    pub open: u64,
    /// Journeys that first met the goal here.
    pub goals: u64,
    /// The last journey counted, plus one.
    seen: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Move {
    pub from: u32,
    pub to: u32,
    pub journeys: u64,
    pub moves: u64,
    seen: u32,
}

/// Durations, each with its group and how often it counts (no weights: once).
#[derive(Debug, Clone, Default)]
pub struct Durations {
    pub groups: Vec<u32>,
    /// Of times in whole seconds; else there are `micros`.
    pub seconds: Vec<u32>,
    pub micros: Vec<i64>,
    pub weights: Vec<u32>,
}

impl Durations {
    #[inline(always)]
    fn push(&mut self, group: u32, duration: i64, whole: bool, weight: Option<u32>) {
        self.groups.push(group);
        match whole {
            true => self.seconds.push(duration as u32),
            false => self.micros.push(duration),
        }
        self.weights.extend(weight);
    }

    /// The median of each of `count` groups, in seconds: the mean of the two middle ones where even; `None` without one.
    /// Of durations in whole seconds that count once each; else `None` altogether.
    #[inline(never)]
    pub fn medians(&self, count: usize) -> Option<Vec<Option<f64>>> {
        if !self.weights.is_empty() || !self.micros.is_empty() {
            return None;
        }
        let mut starts = vec![0; count + 1];
        for group in &self.groups {
            starts[*group as usize + 1] += 1;
        }
        for group in 0..count {
            starts[group + 1] += starts[group];
        }
        let (mut next, mut laid) = (starts.clone(), vec![0; self.groups.len()]);
        for (group, seconds) in self.groups.iter().zip(&self.seconds) {
            let place = &mut next[*group as usize];
            laid[*place] = *seconds;
            *place += 1;
        }
        let mut scratch = Vec::new();
        let mut median = |bounds: &[usize]| {
            let (low, high) = middle(&laid[bounds[0]..bounds[1]], &mut scratch)?;
            Some((f64::from(low) + f64::from(high)) / 2.0)
        };
        Some(starts.windows(2).map(&mut median).collect())
    }
}

#[derive(Debug, Default)]
pub struct Timeline {
    pub events: u64,
    pub journeys: u64,
    /// First and last time, microseconds.
    pub span: Option<(i64, i64)>,
    pub outcomes: [u64; OUTCOMES],
    pub places: Vec<Place>,
    pub moves: Vec<Move>,
    pub stays: Durations,
    /// After a visit, by its place; and by number of the move.
    pub waits: Durations,
    pub move_waits: Durations,
}

/// A journey's events in the picture.
#[derive(Default)]
struct Steps {
    codes: Vec<u32>,
    events: Vec<u32>,
    places: Vec<u32>,
}

impl Steps {
    #[inline(never)]
    fn read(&mut self, input: &TimelineInput<'_>, events: &[u32]) {
        input.steps.read(events, &mut self.codes);
        self.events.clear();
        self.places.clear();
        for (event, code) in events.iter().zip(&self.codes) {
            let place = input.places[*code as usize];
            if place != HIDDEN {
                self.events.push(*event);
                self.places.push(place);
            }
        }
    }
}

/// `number` tells the number of a move (from, to), counting up from 0 as new ones come.
#[inline(never)]
pub fn timeline(
    input: &TimelineInput<'_>,
    kept: &Kept,
    number: &mut dyn FnMut(u32, u32) -> usize,
) -> Timeline {
    let mut timeline = Timeline {
        places: vec![Place::default(); input.count],
        ..Timeline::default()
    };
    let mut steps = Steps::default();
    for (journey, events) in kept.iter() {
        let weight = input.weights.get(journey as usize).copied();
        timeline.count(input, journey, events, u64::from(weight.unwrap_or(1)));
        steps.read(input, events);
        if !steps.places.is_empty() {
            timeline.visits(input, journey, &steps, weight, number);
            timeline.end(input, journey, &steps, u64::from(weight.unwrap_or(1)));
        }
    }
    timeline
}

impl Timeline {
    #[inline]
    fn count(&mut self, input: &TimelineInput<'_>, journey: u32, events: &[u32], weight: u64) {
        self.events += weight * events.len() as u64;
        self.journeys += weight;
        let time = |at: usize| input.times.get(events[at] as usize);
        if let Some((first, last)) = time(0).zip(time(events.len() - 1)) {
            let (from, to) = self.span.unwrap_or((first, last));
            self.span = Some((from.min(first), to.max(last)));
        }
        if let Some(outcome) = input.outcomes.get(journey as usize) {
            self.outcomes[usize::from(*outcome)] += weight;
        }
        let goal = input.goals.get(journey as usize).copied();
        if let Some(goal) = goal.filter(|goal| *goal != u32::MAX) {
            let place = input.places[input.steps.get(goal as usize) as usize];
            if let Some(place) = self.places.get_mut(place as usize) {
                place.goals += weight;
            }
        }
    }

    #[inline(never)]
    fn visits(
        &mut self,
        input: &TimelineInput<'_>,
        journey: u32,
        steps: &Steps,
        weight: Option<u32>,
        number: &mut dyn FnMut(u32, u32) -> usize,
    ) {
        let count = u64::from(weight.unwrap_or(1));
        let (_, seconds) = input.times.seconds();
        let whole = !seconds.is_empty();
        let time = |at: usize| {
            let event = steps.events[at] as usize;
            match seconds.get(event) {
                Some(second) => i64::from(*second),
                None => input.times.get(event).unwrap_or_default(),
            }
        };
        let (places, mut at) = (&steps.places[..], 0);
        let mut before: Option<(u32, i64)> = None;
        while at < places.len() {
            let place = places[at];
            let begins = at;
            while at < places.len() && places[at] == place {
                at += 1;
            }
            let (start, end) = (time(begins), time(at - 1));
            let here = &mut self.places[place as usize];
            here.events += count * (at - begins) as u64;
            here.visits += count;
            if here.seen != journey + 1 {
                here.seen = journey + 1;
                here.reached += count;
            }
            self.stays
                .push(place, end.saturating_sub(start), whole, weight);
            if let Some((from, left)) = before {
                let wait = start.saturating_sub(left);
                self.waits.push(from, wait, whole, weight);
                let slot = number(from, place);
                self.step(slot, (from, place), journey, count);
                self.move_waits.push(slot as u32, wait, whole, weight);
            }
            before = Some((place, end));
        }
    }

    #[inline]
    fn step(&mut self, slot: usize, (from, to): (u32, u32), journey: u32, weight: u64) {
        if slot == self.moves.len() {
            self.moves.push(Move {
                from,
                to,
                ..Move::default()
            });
        }
        let step = &mut self.moves[slot];
        step.moves += weight;
        if step.seen != journey + 1 {
            step.seen = journey + 1;
            step.journeys += weight;
        }
    }

    #[inline]
    fn end(&mut self, input: &TimelineInput<'_>, journey: u32, steps: &Steps, weight: u64) {
        let last = steps.places[steps.places.len() - 1];
        self.places[last as usize].ends += weight;
        let furthest = steps.places.iter().copied().max().unwrap_or_default();
        let furthest = &mut self.places[furthest as usize];
        match input.outcomes.get(journey as usize) {
            Some(&DROPPED) => furthest.dropped += weight,
            Some(&OPEN) => furthest.open += weight,
            _ => {}
        }
    }
}

/// The number of the outcome of journeys that may still go on.
const OPEN: u8 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    /// A A B (hidden) B A: three visits, two moves.
    #[test]
    fn what_is_hidden_does_not_end_a_visit() {
        let steps = Codes::U8(vec![0, 0, 1, 2, 1, 0]);
        let times = Times::Seconds {
            base: 0,
            after: vec![0, 2, 5, 6, 9, 20],
        };
        let kept = Kept {
            events: (0..6).collect(),
            journeys: vec![0],
            ends: vec![6],
        };
        let input = TimelineInput {
            steps: &steps,
            places: &[0, 1, HIDDEN],
            count: 2,
            times: &times,
            weights: &[3],
            outcomes: &[DROPPED],
            goals: &[4],
        };
        let found = timeline(&input, &kept, &mut |from, _| from as usize);
        let place = |events, visits, ends, dropped, goals| Place {
            events,
            reached: 3,
            visits,
            ends,
            dropped,
            goals,
            seen: 1,
            ..Place::default()
        };
        let places = [place(9, 6, 3, 0, 0), place(6, 3, 0, 3, 3)];
        assert_eq!(found.places, places);
        assert_eq!((found.events, found.journeys), (18, 3));
        assert_eq!(found.span, Some((0, 20_000_000)));
        assert_eq!(found.outcomes, [0, 0, 3]);
        assert_eq!(found.stays.seconds, [2, 4, 0]);
        let once = Durations {
            weights: Vec::new(),
            ..found.stays.clone()
        };
        assert_eq!(once.medians(3), Some(vec![Some(1.0), Some(4.0), None]));
        assert_eq!(found.stays.medians(3), None);
        assert_eq!(found.waits.groups, [0, 1]);
        assert_eq!(found.waits.seconds, [3, 11]);
        assert_eq!(found.move_waits.weights, [3, 3]);
        let moves: Vec<_> = found
            .moves
            .iter()
            .map(|step| (step.from, step.to, step.moves))
            .collect();
        assert_eq!(moves, [(0, 1, 3), (1, 0, 3)]);
    }
}
