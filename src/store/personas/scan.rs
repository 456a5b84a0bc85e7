//! One walk over the kept journeys, counted by persona.

use super::super::detail::quotes::Quotes;
use super::super::filter::KeptJourney;
use super::super::shown::{Shown, Step};
use super::super::stats::ClusteredMeans;
use super::super::table::Table;
use super::medians::Spans;

/// Everything by persona id.
pub(super) struct Scan<'a> {
    table: &'a Table,
    shown: &'a Shown,
    emotions: Vec<Option<f64>>,
    /// Code of the channel whose share of events is told.
    pub channel: Option<u32>,
    pub journeys: Vec<u64>,
    /// Journeys that meet the goal.
    pub goals: Vec<u64>,
    /// Journeys that go back.
    pub backs: Vec<u64>,
    pub emotion: ClusteredMeans,
    /// Persona × position.
    pub by_stage: ClusteredMeans,
    /// 1 for an event in the channel, 0 for another.
    pub in_channel: ClusteredMeans,
    pub to_goal: Spans,
    pub durations: Spans,
    pub quotes: Vec<Quotes>,
    steps: Vec<Step>,
}

impl<'a> Scan<'a> {
    pub fn new(table: &'a Table, shown: &'a Shown) -> Self {
        let count = table.persona_count();
        // Channels are numbered by events, most first.
        let channel = table.columns.channel.as_ref().and_then(|column| {
            let named = column.names.iter().position(|name| !name.is_empty());
            named.map(|code| code as u32)
        });
        Self {
            table,
            shown,
            emotions: table.columns.emotion_by_code(),
            channel,
            journeys: vec![0; count],
            goals: vec![0; count],
            backs: vec![0; count],
            emotion: ClusteredMeans::new(count),
            by_stage: ClusteredMeans::new(count * shown.len()),
            in_channel: ClusteredMeans::new(count),
            to_goal: Spans::default(),
            durations: Spans::default(),
            quotes: (0..count).map(|_| Quotes::new()).collect(),
            steps: Vec::new(),
        }
    }

    pub fn journey(&mut self, journey: &KeptJourney<'_>) {
        let Some(persona) = self.table.columns.persona_of(journey.journey) else {
            return;
        };
        let (at, weight) = (persona as usize, u64::from(journey.weight));
        self.journeys[at] += weight;
        let duration = self.table.lasts(journey.events);
        self.durations.push(persona, duration, journey.weight);
        self.goal(journey, persona);
        for event in journey.events {
            self.event(journey, at, *event);
        }
        let mut steps = std::mem::take(&mut self.steps);
        self.shown.reduce(self.table, journey.events, &mut steps);
        for step in &steps {
            if let Some(emotion) = self.felt(step.event) {
                let cell = at * self.shown.len() + step.position as usize;
                self.by_stage
                    .add(cell, journey.journey, journey.weight, emotion);
            }
        }
        let goes_back = steps
            .windows(2)
            .any(|pair| pair[1].position < pair[0].position);
        self.backs[at] += weight * u64::from(goes_back);
        self.steps = steps;
    }

    fn goal(&mut self, journey: &KeptJourney<'_>, persona: u32) {
        if let Some(event) = self.table.goal_event(journey.journey) {
            self.goals[persona as usize] += u64::from(journey.weight);
            let columns = &self.table.columns;
            let start = columns.time(columns.events(journey.journey).start);
            let wait = columns.time(event as usize).saturating_sub(start);
            self.to_goal.push(persona, wait, journey.weight);
        }
    }

    fn event(&mut self, journey: &KeptJourney<'_>, persona: usize, event: u32) {
        let (at, weight) = (journey.journey, journey.weight);
        let emotion = self.felt(event);
        if let Some(emotion) = emotion {
            self.emotion.add(persona, at, weight, emotion);
        }
        self.quotes[persona].add(self.table, at, event, emotion);
        if let Some((column, channel)) = self.table.columns.channel.as_ref().zip(self.channel) {
            let is_it = column.codes.get(event as usize) == channel;
            self.in_channel
                .add(persona, at, weight, f64::from(u8::from(is_it)));
        }
    }

    fn felt(&self, event: u32) -> Option<f64> {
        let column = self.table.columns.emotion.as_ref()?;
        self.emotions[column.codes.get(event as usize) as usize]
    }
}
