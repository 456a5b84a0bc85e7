//! The emotion graph: a line a persona or channel over the shown stages, and the extreme moments.

use crate::model::answer::{EmotionGraph, EmotionLine, Mean, Moment};
use crate::model::emotion::EmotionClass;
use crate::model::ordering::sort_items;
use crate::model::query::EmotionBy;

use super::super::filter::KeptJourney;
use super::super::pairs::Pairs;
use super::super::shown::{Shown, Step};
use super::super::stats::ClusteredMeans;
use super::super::table::Table;
use super::super::tally::saturated;

/// Fewer answers are no moment of a journey (design language §4.3).
const MOMENT_ANSWERS: u32 = 30;

pub(super) struct EmotionScan<'a> {
    table: &'a Table,
    shown: &'a Shown,
    by: EmotionBy,
    same_journeys: bool,
    emotions: Vec<Option<f64>>,
    /// Group × position.
    lines: ClusteredMeans,
    classes: Vec<[u64; 5]>,
    /// Journeys with a step there, group × position.
    reached: Vec<Seen>,
    stages: ClusteredMeans,
    /// (touchpoint, position).
    moments: Pairs,
    moment_means: ClusteredMeans,
    journeys: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    journeys: u64,
    last: u32,
}

impl<'a> EmotionScan<'a> {
    pub fn new(table: &'a Table, shown: &'a Shown, by: EmotionBy, same_journeys: bool) -> Self {
        let columns = &table.columns;
        let groups = match by {
            EmotionBy::Persona => columns.persona.as_ref(),
            EmotionBy::Channel => columns.channel.as_ref(),
            EmotionBy::All => None,
        };
        let groups = groups.map_or(1, |column| column.names.len());
        let cells = if columns.emotion.is_some() {
            groups * shown.len()
        } else {
            0
        };
        Self {
            table,
            shown,
            by,
            same_journeys,
            emotions: columns.emotion_by_code(),
            lines: ClusteredMeans::new(cells),
            classes: vec![[0; 5]; cells],
            reached: vec![Seen::default(); cells],
            stages: ClusteredMeans::new(shown.len()),
            moments: Pairs::new(columns.touchpoint.names.len(), shown.len()),
            moment_means: ClusteredMeans::new(0),
            journeys: 0,
        }
    }

    pub fn journey(&mut self, journey: &KeptJourney<'_>, steps: &[Step]) {
        if self.table.columns.emotion.is_none() {
            return;
        }
        let in_graph = !self.same_journeys || self.answered_everywhere(steps);
        if in_graph {
            self.journeys += u64::from(journey.weight);
        }
        for step in steps {
            self.step(journey, *step, in_graph);
        }
    }

    fn step(&mut self, journey: &KeptJourney<'_>, step: Step, in_graph: bool) {
        let position = step.position as usize;
        let group = self.group(journey.journey, step.event as usize);
        let cell = group * self.shown.len() + position;
        let seen = &mut self.reached[cell];
        if seen.last != journey.journey as u32 + 1 {
            seen.last = journey.journey as u32 + 1;
            seen.journeys += u64::from(journey.weight);
        }
        let Some(emotion) = self.emotion(step.event) else {
            return;
        };
        let (at, weight) = (journey.journey, journey.weight);
        self.stages.add(position, at, weight, emotion);
        let touchpoint = self.table.columns.touchpoint.codes.get(step.event as usize);
        let (moment, new) = self.moments.slot(touchpoint, step.position);
        if new {
            self.moment_means.grow();
        }
        self.moment_means.add(moment, at, weight, emotion);
        if in_graph {
            self.lines.add(cell, at, weight, emotion);
            self.classes[cell][EmotionClass::of(emotion).index()] += u64::from(weight);
        }
    }

    fn group(&self, journey: usize, event: usize) -> usize {
        let columns = &self.table.columns;
        let group = match self.by {
            EmotionBy::Persona => columns.persona_of(journey),
            EmotionBy::Channel => columns
                .channel
                .as_ref()
                .map(|column| column.codes.get(event)),
            EmotionBy::All => None,
        };
        group.unwrap_or_default() as usize
    }

    fn emotion(&self, event: u32) -> Option<f64> {
        let column = self.table.columns.emotion.as_ref()?;
        self.emotions[column.codes.get(event as usize) as usize]
    }

    fn answered_everywhere(&self, steps: &[Step]) -> bool {
        let answered = |position: u32| {
            let mut here = steps.iter().filter(|step| step.position == position);
            here.any(|step| self.emotion(step.event).is_some())
        };
        (0..self.shown.len() as u32).all(answered)
    }

    /// Over all groups, whatever the graph leaves out.
    pub fn at_position(&self, position: usize) -> Mean {
        self.stages.mean(position)
    }

    pub fn groups(&self) -> usize {
        self.reached
            .len()
            .checked_div(self.shown.len())
            .unwrap_or_default()
    }

    pub fn mean(&self, group: usize, position: usize) -> Mean {
        self.lines.mean(group * self.shown.len() + position)
    }

    /// Journeys of the group that reached the position.
    pub fn reached(&self, group: usize, position: usize) -> u64 {
        self.reached[group * self.shown.len() + position].journeys
    }

    pub fn graph(&self) -> EmotionGraph {
        let lines = (0..self.groups()).map(|group| self.line(group));
        let (worst, best) = self.extremes();
        EmotionGraph {
            same_journeys: self.same_journeys.then_some(saturated(self.journeys)),
            lines: lines
                .filter(|line| line.points.iter().any(|point| point.n > 0))
                .collect(),
            worst,
            best,
        }
    }

    fn line(&self, group: usize) -> EmotionLine {
        let positions = 0..self.shown.len();
        let classes = &self.classes[group * self.shown.len()..][..self.shown.len()];
        EmotionLine {
            group: group as u32,
            points: positions
                .map(|position| self.mean(group, position))
                .collect(),
            classes: classes.iter().map(|counts| counts.map(saturated)).collect(),
        }
    }

    /// The lowest and the highest of the well-answered touchpoints; one alone is the worst where it is negative, else the best.
    fn extremes(&self) -> (Option<Moment>, Option<Moment>) {
        let pairs = self.moments.pairs().iter().enumerate();
        let mut moments: Vec<Moment> = pairs
            .map(|(slot, (touchpoint, position))| Moment {
                stage: self.shown.stages[*position as usize],
                touchpoint: *touchpoint,
                emotion: self.moment_means.mean(slot),
            })
            .filter(|moment| moment.emotion.n >= MOMENT_ANSWERS)
            .collect();
        sort_items(&mut moments, |a, b| {
            let means = a.emotion.mean.total_cmp(&b.emotion.mean);
            means.then((a.touchpoint, a.stage).cmp(&(b.touchpoint, b.stage)))
        });
        match (moments.pop(), moments.into_iter().next()) {
            (best, Some(worst)) => (Some(worst), best),
            (Some(only), None) if only.emotion.mean < 0.0 => (Some(only), None),
            (only, None) => (None, only),
        }
    }
}
