//! The stage timeline: who reached what, how long they stayed and waited, links, returns, outcomes.

use parcours_kernel::{Durations, Kept, Place, Timeline, TimelineInput, timeline};

use crate::model::answer::{Link, Outcomes, StageStat};
use crate::model::ordering::sort_items;

use super::super::pairs::Pairs;
use super::super::samples::Samples;
use super::super::shown::Shown;
use super::super::table::Table;
use super::super::tally::saturated;
use super::emotion::EmotionScan;

pub(super) struct StageScan<'a> {
    table: &'a Table,
    shown: &'a Shown,
    pub timeline: Timeline,
}

impl<'a> StageScan<'a> {
    pub fn new(table: &'a Table, shown: &'a Shown, kept: &Kept) -> Self {
        let columns = &table.columns;
        let mut numbers = Pairs::new(shown.len(), shown.len());
        let timeline = timeline(
            &TimelineInput {
                steps: &table.step().codes,
                places: &shown.by_step(&table.lens),
                count: shown.len(),
                times: &columns.times,
                weights: &columns.weights,
                outcomes: &table.lens.outcomes,
                goals: &table.lens.goal_events,
            },
            kept,
            &mut |from, to| numbers.slot(from, to).0,
        );
        Self {
            table,
            shown,
            timeline,
        }
    }

    /// Stages in drawn order, links forward, returns; both by journeys, descending.
    pub fn stats(&self, emotion: &EmotionScan) -> (Vec<StageStat>, Vec<Link>, Vec<Link>) {
        let found = &self.timeline;
        let stays = self.medians(&found.stays, self.shown.len());
        let waits = self.medians(&found.waits, self.shown.len());
        let move_waits = self.medians(&found.move_waits, found.moves.len());
        let stage = |(at, position): (usize, &Place)| StageStat {
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
        let mut stages: Vec<StageStat> = found.places.iter().enumerate().map(stage).collect();
        let (mut links, mut returns) = (Vec::new(), Vec::new());
        for (step, wait) in found.moves.iter().zip(move_waits) {
            let (from, to) = (step.from as usize, step.to as usize);
            let link = Link {
                from: self.shown.stages[from],
                to: self.shown.stages[to],
                journeys: saturated(step.journeys),
                moves: saturated(step.moves),
                wait_median_seconds: wait,
            };
            if to == from + 1 {
                stages[from].forward_wait_median_seconds = link.wait_median_seconds;
                stages[from].forward_moves = link.moves;
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
    fn medians(&self, durations: &Durations, count: usize) -> Vec<Option<f64>> {
        let columns = &self.table.columns;
        match columns.has_time() {
            true => durations.medians(count).unwrap_or_else(|| {
                Samples::of(durations.clone(), !columns.weights.is_empty()).medians(count)
            }),
            false => vec![None; count],
        }
    }

    pub fn outcomes(&self) -> Outcomes {
        let [reached, open, dropped] = self.timeline.outcomes.map(saturated);
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
        let met = self.timeline.places.iter().zip(&self.shown.stages);
        let met = met.filter(|(position, _)| position.goals > 0);
        met.rev()
            .max_by_key(|(position, _)| position.goals)
            .map(|(_, stage)| *stage)
    }
}
