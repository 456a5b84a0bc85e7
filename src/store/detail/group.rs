//! One stage, touchpoint, persona or channel: its numbers, and how they spread over the other dimensions.

use crate::model::answer::{GroupDetail, Outcome, ValueStat};
use crate::model::emotion::EmotionClass;
use crate::model::ordering::sort_items;

use super::super::columns::TextColumn;
use super::super::filter::{Kept, KeptJourney};
use super::super::headline::HeadlineScan;
use super::super::samples::Samples;
use super::super::shown::{Shown, Step, visits};
use super::super::stats::ClusteredMeans;
use super::super::table::Table;
use super::super::tally::saturated;
use super::super::values::Values;
use super::quotes::Quotes;

const TOUCHPOINTS: usize = 12;
const SAMPLE: usize = 12;

/// What is selected, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Stage(u32),
    Touchpoint(u32),
    /// The persona of the journey.
    Persona(u32),
    Channel(u32),
}

impl Group {
    fn holds(self, table: &Table, journey: usize, event: usize) -> bool {
        let columns = &table.columns;
        let channel = || {
            columns
                .channel
                .as_ref()
                .map(|column| column.codes.get(event))
        };
        match self {
            Self::Stage(stage) => table.stage_of(event) == stage,
            Self::Touchpoint(touchpoint) => columns.touchpoint.codes.get(event) == touchpoint,
            Self::Persona(persona) => columns.persona_of(journey) == Some(persona),
            Self::Channel(wanted) => channel() == Some(wanted),
        }
    }
}

impl Table {
    /// `None` where no kept event is in the group.
    pub(super) fn group_detail(
        &self,
        kept: &Kept,
        shown: &Shown,
        group: Group,
    ) -> Option<GroupDetail> {
        let mut scan = GroupScan::new(self, shown, group);
        self.walk(kept, |journey| scan.journey(&journey));
        let mut detail = scan.detail()?;
        let every = scan.members.len().div_ceil(SAMPLE).max(1);
        let sample = scan.members.iter().step_by(every);
        detail.sample = sample
            .map(|journey| self.strip_row(kept, shown, *journey as usize))
            .collect();
        Some(detail)
    }
}

struct GroupScan<'a> {
    table: &'a Table,
    shown: &'a Shown,
    group: Group,
    emotions: Vec<Option<f64>>,
    events: u64,
    journeys: u64,
    /// Journeys with an event in the group.
    members: Vec<u32>,
    ends: u64,
    /// Reached, open, dropped.
    outcomes: [u64; 3],
    emotion: ClusteredMeans,
    classes: [u64; 5],
    headline: HeadlineScan<'a>,
    revenue: f64,
    stays: Samples,
    waits: Samples,
    personas: Values,
    stages: Values,
    touchpoints: Values,
    channels: Values,
    quotes: Quotes,
    steps: Vec<Step>,
}

impl<'a> GroupScan<'a> {
    fn new(table: &'a Table, shown: &'a Shown, group: Group) -> Self {
        let columns = &table.columns;
        let values = |column: &Option<TextColumn>| {
            Values::new(column.as_ref().map_or(0, |column| column.names.len()))
        };
        let samples = || Samples::new(!columns.weights.is_empty());
        Self {
            table,
            shown,
            group,
            emotions: columns.emotion_by_code(),
            events: 0,
            journeys: 0,
            members: Vec::new(),
            ends: 0,
            outcomes: [0; 3],
            emotion: ClusteredMeans::new(1),
            classes: [0; 5],
            headline: HeadlineScan::new(table),
            revenue: 0.0,
            stays: samples(),
            waits: samples(),
            personas: values(&columns.persona),
            stages: Values::new(table.lens.stages.len()),
            touchpoints: Values::new(columns.touchpoint.names.len()),
            channels: values(&columns.channel),
            quotes: Quotes::new(),
            steps: Vec::new(),
        }
    }

    fn journey(&mut self, journey: &KeptJourney<'_>) {
        let mut here = 0;
        for event in journey.events {
            if self
                .group
                .holds(self.table, journey.journey, *event as usize)
            {
                self.event(journey, *event);
                here += 1;
            }
        }
        if here == 0 {
            return;
        }
        let weight = u64::from(journey.weight);
        self.events += here * weight;
        self.journeys += weight;
        self.members.push(journey.journey as u32);
        match self.group {
            Group::Stage(stage) => self.stage_visits(journey, stage),
            Group::Touchpoint(_) => self.waits_before(journey),
            Group::Persona(_) | Group::Channel(_) => {}
        }
        self.end(journey);
    }

    fn event(&mut self, journey: &KeptJourney<'_>, event: u32) {
        let (columns, at) = (&self.table.columns, event as usize);
        let (journey, weight) = (journey.journey, journey.weight);
        let emotion = columns.emotion.as_ref();
        let emotion = emotion.and_then(|column| self.emotions[column.codes.get(at) as usize]);
        if let Some(emotion) = emotion {
            self.emotion.add(0, journey, weight, emotion);
            self.classes[EmotionClass::of(emotion).index()] += u64::from(weight);
        }
        self.headline.add(event, journey, weight);
        self.revenue += columns.revenue(at).unwrap_or_default() * f64::from(weight);
        if let Some(persona) = columns.persona_of(journey) {
            self.personas.add(persona, journey, weight, emotion);
        }
        if let Some(channel) = &columns.channel {
            self.channels
                .add(channel.codes.get(at), journey, weight, emotion);
        }
        let stage = self.table.stage_of(at);
        self.stages.add(stage, journey, weight, emotion);
        let touchpoint = columns.touchpoint.codes.get(at);
        self.touchpoints.add(touchpoint, journey, weight, emotion);
        self.quotes.add(self.table, journey, event, emotion);
    }

    /// Stays in the stage, and waits over all ways out of it, among the shown stages.
    fn stage_visits(&mut self, journey: &KeptJourney<'_>, stage: u32) {
        self.shown
            .reduce(self.table, journey.events, &mut self.steps);
        let position = self.shown.position(stage);
        let time = |step: &Step| self.table.columns.time(step.event as usize);
        let mut left = None;
        for visit in visits(&self.steps) {
            let (start, end) = (time(&visit[0]), time(&visit[visit.len() - 1]));
            if let Some(left) = left.take() {
                self.waits
                    .push(0, start.saturating_sub(left), journey.weight);
            }
            if Some(visit[0].position) == position {
                self.stays
                    .push(0, end.saturating_sub(start), journey.weight);
                left = Some(end);
            }
        }
    }

    /// Since the previous kept event.
    fn waits_before(&mut self, journey: &KeptJourney<'_>) {
        for pair in journey.events.windows(2) {
            let (before, event) = (pair[0] as usize, pair[1] as usize);
            if self.group.holds(self.table, journey.journey, event) {
                let columns = &self.table.columns;
                let wait = columns.time(event).saturating_sub(columns.time(before));
                self.waits.push(0, wait, journey.weight);
            }
        }
    }

    fn end(&mut self, journey: &KeptJourney<'_>) {
        let weight = u64::from(journey.weight);
        let outcome = self.table.outcome(journey.journey);
        let (last, counted) = match self.group {
            Group::Stage(stage) => {
                let position = self.shown.position(stage);
                let furthest = self.steps.iter().map(|step| step.position).max();
                let last = self.steps.last().map(|step| step.position);
                let goes_no_further = outcome == Some(Outcome::Reached) || furthest == position;
                (position.is_some() && last == position, goes_no_further)
            }
            group => {
                let last = journey.events.last();
                let holds = |event: &u32| group.holds(self.table, journey.journey, *event as usize);
                (last.is_some_and(holds), true)
            }
        };
        self.ends += if last { weight } else { 0 };
        if let Some(outcome) = outcome.filter(|_| counted) {
            self.outcomes[outcome as usize] += weight;
        }
    }

    fn detail(&self) -> Option<GroupDetail> {
        if self.journeys == 0 {
            return None;
        }
        let columns = &self.table.columns;
        let median = |samples: &Samples| samples.medians(1)[0].filter(|_| columns.has_time());
        let has_goal = self.table.lens.goal.is_some();
        let outcome =
            |outcome: Outcome| has_goal.then(|| saturated(self.outcomes[outcome as usize]));
        let mut touchpoints = present(&self.touchpoints);
        sort_items(&mut touchpoints, |a, b| b.1.journeys.cmp(&a.1.journeys));
        touchpoints.truncate(TOUCHPOINTS);
        let channels = present(&self.channels).into_iter();
        let mut channels: Vec<(u32, u32)> = channels
            .map(|(channel, stat)| (channel, stat.events))
            .collect();
        sort_items(&mut channels, |a, b| b.1.cmp(&a.1));
        let shown = |(stage, _): &(u32, ValueStat)| self.shown.position(*stage);
        let mut stages = present(&self.stages);
        stages.retain(|entry| shown(entry).is_some());
        sort_items(&mut stages, |a, b| shown(a).cmp(&shown(b)));
        Some(GroupDetail {
            events: saturated(self.events),
            journeys: saturated(self.journeys),
            emotion: self.emotion.mean(0),
            headline: self.headline.headline(),
            classes: self.classes.map(saturated),
            stay_median_seconds: median(&self.stays),
            wait_median_seconds: median(&self.waits),
            ends: saturated(self.ends),
            reached_goal: outcome(Outcome::Reached),
            dropped: outcome(Outcome::Dropped),
            open: outcome(Outcome::Open),
            revenue_sum: columns.schema.revenue.then_some(self.revenue),
            personas: present(&self.personas),
            stages,
            touchpoints,
            channels,
            verbatims: self.quotes.verbatims(self.table),
            verbatim_count: saturated(self.quotes.count()),
            sample: Vec::new(),
        })
    }
}

/// Values that occur, in id order.
fn present(values: &Values) -> Vec<(u32, ValueStat)> {
    let stats = values.stats().into_iter().enumerate();
    let stats = stats.map(|(value, stat)| (value as u32, stat));
    stats.filter(|(_, stat)| stat.events > 0).collect()
}
