//! The stage timeline: who reached what, how long they stayed and waited, links, returns, outcomes.

use crate::model::answer::{Link, Outcome, Outcomes, StageStat};
use crate::model::ordering::sort_items;

use super::super::filter::KeptJourney;
use super::super::lens::NEVER;
use super::super::pairs::Pairs;
use super::super::samples::Samples;
use super::super::shown::{Shown, Step, visits};
use super::super::table::Table;
use super::super::tally::saturated;
use super::emotion::EmotionScan;

pub(super) struct StageScan<'a> {
    table: &'a Table,
    shown: &'a Shown,
    by_position: Vec<Position>,
    stays: Samples,
    waits: Samples,
    moves: Pairs,
    /// By number of the move.
    by_move: Vec<Moves>,
    move_waits: Samples,
    /// Reached, open, dropped, of all kept journeys.
    outcomes: [u64; 3],
}

#[derive(Debug, Clone, Copy, Default)]
struct Position {
    events: u64,
    reached: u64,
    visits: u64,
    ends: u64,
    dropped: u64,
    open: u64,
    /// Journeys that first met the goal here.
    goals: u64,
    /// The last journey counted, plus one.
    seen: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Moves {
    journeys: u64,
    moves: u64,
    seen: u32,
}

impl<'a> StageScan<'a> {
    pub fn new(table: &'a Table, shown: &'a Shown) -> Self {
        let samples = || Samples::new(!table.columns.weights.is_empty());
        Self {
            table,
            shown,
            by_position: vec![Position::default(); shown.len()],
            stays: samples(),
            waits: samples(),
            moves: Pairs::new(shown.len(), shown.len()),
            by_move: Vec::new(),
            move_waits: samples(),
            outcomes: [0; 3],
        }
    }

    pub fn journey(&mut self, journey: &KeptJourney<'_>, steps: &[Step]) {
        let weight = u64::from(journey.weight);
        let outcome = self.table.outcome(journey.journey);
        if let Some(outcome) = outcome {
            self.outcomes[outcome as usize] += weight;
        }
        self.goal(journey);
        self.visits(journey, steps);
        let furthest = steps.iter().map(|step| step.position).max();
        if let (Some(last), Some(furthest)) = (steps.last(), furthest) {
            self.by_position[last.position as usize].ends += weight;
            let furthest = &mut self.by_position[furthest as usize];
            match outcome {
                Some(Outcome::Dropped) => furthest.dropped += weight,
                Some(Outcome::Open) => furthest.open += weight,
                Some(Outcome::Reached) | None => {}
            }
        }
    }

    fn goal(&mut self, journey: &KeptJourney<'_>) {
        let met = self.table.lens.goal_events.get(journey.journey).copied();
        if let Some(event) = met.filter(|event| *event != NEVER)
            && let Some(position) = self.shown.position(self.table.stage_of(event as usize))
        {
            self.by_position[position as usize].goals += u64::from(journey.weight);
        }
    }

    fn visits(&mut self, journey: &KeptJourney<'_>, steps: &[Step]) {
        let weight = u64::from(journey.weight);
        let mut before: Option<(u32, i64)> = None;
        for visit in visits(steps) {
            let (first, last) = (visit[0], visit[visit.len() - 1]);
            let columns = &self.table.columns;
            let start = columns.time(first.event as usize);
            let end = columns.time(last.event as usize);
            let position = &mut self.by_position[first.position as usize];
            position.events += weight * visit.len() as u64;
            position.visits += weight;
            if position.seen != journey.journey as u32 + 1 {
                position.seen = journey.journey as u32 + 1;
                position.reached += weight;
            }
            self.stays
                .push(first.position, end.saturating_sub(start), journey.weight);
            if let Some((from, left)) = before {
                let wait = start.saturating_sub(left);
                self.waits.push(from, wait, journey.weight);
                self.add_move(journey, (from, first.position), wait);
            }
            before = Some((first.position, end));
        }
    }

    fn add_move(&mut self, journey: &KeptJourney<'_>, (from, to): (u32, u32), wait: i64) {
        let (slot, new) = self.moves.slot(from, to);
        if new {
            self.by_move.push(Moves::default());
        }
        let moves = &mut self.by_move[slot];
        moves.moves += u64::from(journey.weight);
        if moves.seen != journey.journey as u32 + 1 {
            moves.seen = journey.journey as u32 + 1;
            moves.journeys += u64::from(journey.weight);
        }
        self.move_waits.push(slot as u32, wait, journey.weight);
    }

    /// Stages in drawn order, links forward, returns; both by journeys, descending.
    pub fn stats(&self, emotion: &EmotionScan<'_>) -> (Vec<StageStat>, Vec<Link>, Vec<Link>) {
        let stays = self.medians(&self.stays, self.shown.len());
        let waits = self.medians(&self.waits, self.shown.len());
        let move_waits = self.medians(&self.move_waits, self.by_move.len());
        let stage = |(at, position): (usize, &Position)| StageStat {
            stage: self.shown.stages[at],
            events: saturated(position.events),
            reached: saturated(position.reached),
            visits: saturated(position.visits),
            stay_median_seconds: stays[at],
            wait_median_seconds: waits[at],
            ends: saturated(position.ends),
            dropped: saturated(position.dropped),
            open: saturated(position.open),
            emotion: emotion.at_position(at),
            ..StageStat::default()
        };
        let mut stages: Vec<StageStat> = self.by_position.iter().enumerate().map(stage).collect();
        let (mut links, mut returns) = (Vec::new(), Vec::new());
        for (slot, (from, to)) in self.moves.pairs().iter().enumerate() {
            let link = Link {
                from: self.shown.stages[*from as usize],
                to: self.shown.stages[*to as usize],
                journeys: saturated(self.by_move[slot].journeys),
                moves: saturated(self.by_move[slot].moves),
                wait_median_seconds: move_waits[slot],
            };
            if *to == *from + 1 {
                stages[*from as usize].forward_wait_median_seconds = link.wait_median_seconds;
                stages[*from as usize].forward_moves = link.moves;
            }
            let list = if to > from { &mut links } else { &mut returns };
            list.push(link);
        }
        for list in [&mut links, &mut returns] {
            sort_items(list, |a, b| {
                (b.journeys.cmp(&a.journeys)).then((a.from, a.to).cmp(&(b.from, b.to)))
            });
        }
        (stages, links, returns)
    }

    /// None at all without time.
    fn medians(&self, samples: &Samples, count: usize) -> Vec<Option<f64>> {
        match self.table.columns.has_time() {
            true => samples.medians(count),
            false => vec![None; count],
        }
    }

    pub fn outcomes(&self) -> Outcomes {
        let [reached, open, dropped] = self.outcomes.map(saturated);
        Outcomes {
            has_goal: self.table.lens.goal.is_some(),
            goal_stage: self.goal_stage(),
            reached,
            open,
            dropped,
        }
    }

    /// The one shown stage that is the goal; else where most journeys first meet it, the earliest of several.
    fn goal_stage(&self) -> Option<u32> {
        let lens = &self.table.lens;
        let goal = lens.goal.as_ref()?;
        let named = |stage: &&u32| {
            let name = lens.stages.get(**stage);
            goal.stage.iter().any(|goal| goal == name)
        };
        let mut goals = self.shown.stages.iter().filter(named);
        if let (Some(stage), None, true) = (
            goals.next(),
            goals.next(),
            goal.touchpoint.is_empty() && !goal.revenue,
        ) {
            return Some(*stage);
        }
        let met = self.by_position.iter().zip(&self.shown.stages);
        let met = met.filter(|(position, _)| position.goals > 0);
        met.rev()
            .max_by_key(|(position, _)| position.goals)
            .map(|(_, stage)| *stage)
    }
}
