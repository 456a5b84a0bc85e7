//! What one pass over the kept events adds up.

use crate::model::answer::Outcome;

use super::super::filter::KeptJourney;
use super::super::pairs::{PairCounts, Pairs};
use super::super::samples::Samples;
use super::super::table::Table;
use super::super::tally::{Count, Counted};
use super::super::variants::Variants;
use super::Wanted;

pub(super) struct Pass<'a> {
    pub table: &'a Table,
    pub wanted: Wanted,
    emotion_by_code: Vec<Option<f64>>,
    pub events: u64,
    pub journeys: u64,
    /// First and last time, microseconds.
    pub span: Option<(i64, i64)>,
    pub durations: Samples,
    pub duration_sum: f64,
    pub shortest: i64,
    pub longest: i64,
    pub personas: Vec<Count>,
    pub touchpoints: Vec<Count>,
    pub touchpoint_waits: Samples,
    pub channels: Vec<Count>,
    pub stages: StageCounts,
    pub persona_stage: Pairs,
    pub persona_stage_counts: Vec<Count>,
    pub stage_follows: PairCounts,
    pub touchpoint_follows: PairCounts,
    pub variants: Variants,
    /// Reached, open, dropped.
    pub outcomes: [u64; 3],
    sequence: Vec<u32>,
}

/// By stage id.
pub(super) struct StageCounts {
    pub counts: Vec<Count>,
    pub visits: Vec<u64>,
    pub ends: Vec<u64>,
    pub drops: Vec<u64>,
    pub durations: Samples,
    pub stays: Samples,
    pub waits: Samples,
}

impl<'a> Pass<'a> {
    pub fn new(table: &'a Table, wanted: Wanted) -> Self {
        let columns = &table.columns;
        let weighted = !columns.weights.is_empty();
        let groups = |names: usize| vec![Count::default(); names];
        let personas = columns
            .persona
            .as_ref()
            .map_or(0, |column| column.names.len());
        let channels = columns
            .channel
            .as_ref()
            .map_or(0, |column| column.names.len());
        let (touchpoints, stages) = (columns.touchpoint.names.len(), table.lens.stages.len());
        Self {
            table,
            wanted,
            emotion_by_code: columns.emotion_by_code(),
            events: 0,
            journeys: 0,
            span: None,
            durations: Samples::new(weighted),
            duration_sum: 0.0,
            shortest: i64::MAX,
            longest: i64::MIN,
            personas: groups(personas),
            touchpoints: groups(touchpoints),
            touchpoint_waits: Samples::new(weighted),
            channels: groups(channels),
            stages: StageCounts {
                counts: groups(stages),
                visits: vec![0; stages],
                ends: vec![0; stages],
                drops: vec![0; stages],
                durations: Samples::new(weighted),
                stays: Samples::new(weighted),
                waits: Samples::new(weighted),
            },
            persona_stage: Pairs::new(personas, stages),
            persona_stage_counts: Vec::new(),
            stage_follows: PairCounts::new(stages),
            touchpoint_follows: PairCounts::new(touchpoints),
            variants: Variants::default(),
            outcomes: [0; 3],
            sequence: Vec::new(),
        }
    }

    pub fn journey(&mut self, journey: &KeptJourney<'_>) {
        let weight = u64::from(journey.weight);
        self.journeys += weight;
        self.events += weight * journey.events.len() as u64;
        self.duration(journey);
        self.count(journey);
        if self.wanted.touchpoints {
            self.waits(journey);
        }
        if self.wanted.touchpoint_follows || self.wanted.variants {
            self.sequence(journey);
        }
        if self.wanted.stage_follows {
            self.stage_sequence(journey);
        }
        let outcome = self.table.outcome(journey.journey);
        if let Some(outcome) = outcome {
            self.outcomes[outcome as usize] += weight;
        }
        if self.wanted.any_stage() {
            self.visits(journey);
            self.stages.last_and_furthest(self.table, journey, outcome);
        }
    }

    fn duration(&mut self, journey: &KeptJourney<'_>) {
        let columns = &self.table.columns;
        let (Some(first), Some(last)) = (journey.events.first(), journey.events.last()) else {
            return;
        };
        let (first, last) = (columns.time(*first as usize), columns.time(*last as usize));
        let lasts = last.saturating_sub(first);
        let (from, to) = self.span.unwrap_or((first, last));
        self.span = Some((from.min(first), to.max(last)));
        self.durations.push(0, lasts, journey.weight);
        self.duration_sum += lasts as f64 * f64::from(journey.weight);
        self.shortest = self.shortest.min(lasts);
        self.longest = self.longest.max(lasts);
    }

    fn count(&mut self, journey: &KeptJourney<'_>) {
        let (table, columns) = (self.table, &self.table.columns);
        let persona_of_journey = columns.persona_of(journey.journey);
        for event in journey.events.iter().map(|event| *event as usize) {
            let emotion = columns.emotion.as_ref();
            let counted = Counted {
                journey: journey.journey as u32,
                weight: journey.weight,
                emotion: emotion
                    .and_then(|column| self.emotion_by_code[column.codes.get(event) as usize]),
                revenue: columns.revenue(event).unwrap_or_default(),
            };
            self.touchpoints[columns.touchpoint.codes.get(event) as usize].add(&counted);
            let stage = table.stage_of(event);
            self.stages.counts[stage as usize].add(&counted);
            if let Some(channel) = &columns.channel {
                self.channels[channel.codes.get(event) as usize].add(&counted);
            }
            if let Some(persona) = persona_of_journey {
                self.personas[persona as usize].add(&counted);
            }
            if let Some(persona) = &columns.persona
                && self.wanted.persona_stage
            {
                let (slot, new) = self.persona_stage.slot(persona.codes.get(event), stage);
                if new {
                    self.persona_stage_counts.push(Count::default());
                }
                self.persona_stage_counts[slot].add(&counted);
            }
        }
    }

    fn waits(&mut self, journey: &KeptJourney<'_>) {
        let columns = &self.table.columns;
        if !columns.has_time() {
            return;
        }
        for pair in journey.events.windows(2) {
            let (before, event) = (pair[0] as usize, pair[1] as usize);
            let wait = columns.times[event].saturating_sub(columns.times[before]);
            let touchpoint = columns.touchpoint.codes.get(event);
            self.touchpoint_waits.push(touchpoint, wait, journey.weight);
        }
    }

    fn sequence(&mut self, journey: &KeptJourney<'_>) {
        let codes = &self.table.columns.touchpoint.codes;
        let touchpoints = journey
            .events
            .iter()
            .map(|event| codes.get(*event as usize));
        self.sequence.clear();
        self.sequence.extend(touchpoints);
        if self.wanted.touchpoint_follows {
            for pair in self.sequence.windows(2) {
                self.touchpoint_follows
                    .add(pair[0], pair[1], u64::from(journey.weight));
            }
        }
        if self.wanted.variants {
            self.variants.add(&self.sequence, u64::from(journey.weight));
        }
    }

    fn stage_sequence(&mut self, journey: &KeptJourney<'_>) {
        for pair in journey.events.windows(2) {
            let (from, to) = (pair[0] as usize, pair[1] as usize);
            self.stage_follows.add(
                self.table.stage_of(from),
                self.table.stage_of(to),
                u64::from(journey.weight),
            );
        }
    }

    fn visits(&mut self, journey: &KeptJourney<'_>) {
        let columns = &self.table.columns;
        let (stages, weight) = (&mut self.stages, journey.weight);
        let stage_of = |event: u32| self.table.stage_of(event as usize);
        let mut before: Option<(u32, i64, i64)> = None;
        for visit in journey.events.chunk_by(|a, b| stage_of(*a) == stage_of(*b)) {
            let (first, last) = (visit[0], visit[visit.len() - 1]);
            let stage = stage_of(first);
            let (start, end) = (columns.time(first as usize), columns.time(last as usize));
            stages.stays.push(stage, end.saturating_sub(start), weight);
            if let Some((from, entered, left)) = before {
                stages.visits[from as usize] += u64::from(weight);
                stages
                    .durations
                    .push(from, start.saturating_sub(entered), weight);
                stages.waits.push(stage, start.saturating_sub(left), weight);
            }
            before = Some((stage, start, end));
        }
    }
}

impl StageCounts {
    /// Where the journey was last seen, and how far it came if it was dropped.
    fn last_and_furthest(
        &mut self,
        table: &Table,
        journey: &KeptJourney<'_>,
        outcome: Option<Outcome>,
    ) {
        let weight = u64::from(journey.weight);
        let stage_of = |event: &u32| table.stage_of(*event as usize);
        if let Some(last) = journey.events.last().map(stage_of) {
            self.ends[last as usize] += weight;
        }
        if outcome == Some(Outcome::Dropped)
            && let Some(furthest) = journey.events.iter().map(stage_of).max()
        {
            self.drops[furthest as usize] += weight;
        }
    }
}
