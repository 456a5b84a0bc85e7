//! What one pass over the kept events of any table adds up; slower than the packed one, and without its conditions.

use crate::model::answer::Outcome;
use crate::model::summary::Durations;
use crate::model::time::MICROS_PER_SECOND;

use super::super::filter::KeptJourney;
use super::super::pairs::{PairCounts, Pairs};
use super::super::samples::Samples;
use super::super::table::Table;
use super::super::tally::{Count, Counted};
use super::super::variants::Variants;
use super::Wanted;
use super::totals::{StageLists, Totals};

pub(super) struct Pass<'a> {
    table: &'a Table,
    wanted: Wanted,
    emotion_by_code: Vec<Option<f64>>,
    events: u64,
    journeys: u64,
    /// First and last time, microseconds.
    span: Option<(i64, i64)>,
    durations: Samples,
    duration_sum: f64,
    shortest: i64,
    longest: i64,
    personas: Vec<Count>,
    touchpoints: Vec<Count>,
    touchpoint_waits: Samples,
    channels: Vec<Count>,
    stages: StageCounts,
    persona_stage: Pairs,
    persona_stage_counts: Vec<Count>,
    stage_follows: PairCounts,
    touchpoint_follows: PairCounts,
    variants: Variants,
    /// Reached, open, dropped.
    outcomes: [u64; 3],
    scratch: Scratch,
}

/// The codes of one journey's kept events, read once.
#[derive(Default)]
struct Scratch {
    touchpoints: Vec<u32>,
    stages: Vec<u32>,
    channels: Vec<u32>,
    personas: Vec<u32>,
}

impl Scratch {
    fn read(&mut self, table: &Table, events: &[u32]) {
        let columns = &table.columns;
        columns.touchpoint.codes.read(events, &mut self.touchpoints);
        table.read_stages(events, &mut self.stages);
        if let Some(channel) = &columns.channel {
            channel.codes.read(events, &mut self.channels);
        }
        if let Some(persona) = &columns.persona {
            persona.codes.read(events, &mut self.personas);
        }
    }
}

/// By stage id.
struct StageCounts {
    counts: Vec<Count>,
    visits: Vec<u64>,
    ends: Vec<u64>,
    drops: Vec<u64>,
    durations: Samples,
    stays: Samples,
    waits: Samples,
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
            scratch: Scratch::default(),
        }
    }

    /// The totals; samples become medians.
    pub fn finish(self) -> Totals {
        let timed = self.table.columns.has_time();
        let medians = |samples: &Samples, count: usize| match timed {
            true => samples.medians(count),
            false => vec![None; count],
        };
        let stages = self.stages.counts.len();
        let pairs = self.persona_stage.pairs().iter();
        Totals {
            durations: self.journey_seconds(),
            events: self.events,
            journeys: self.journeys,
            span: self.span,
            personas: self.personas,
            touchpoint_waits: medians(&self.touchpoint_waits, self.touchpoints.len()),
            touchpoints: self.touchpoints,
            channels: self.channels,
            stages: StageLists {
                durations: medians(&self.stages.durations, stages),
                stays: medians(&self.stages.stays, stages),
                waits: medians(&self.stages.waits, stages),
                counts: self.stages.counts,
                visits: self.stages.visits,
                ends: self.stages.ends,
                drops: self.stages.drops,
            },
            persona_stage: pairs
                .zip(self.persona_stage_counts)
                .map(|((persona, stage), count)| (*persona, *stage, count))
                .collect(),
            stage_follows: self.stage_follows.counts(),
            touchpoint_follows: self.touchpoint_follows.counts(),
            variants: self.variants.counts(),
            outcomes: self.outcomes,
        }
    }

    fn journey_seconds(&self) -> Durations {
        if !self.table.columns.has_time() || self.journeys == 0 {
            return Durations::default();
        }
        let seconds = |micros: f64| Some(micros / MICROS_PER_SECOND as f64);
        Durations {
            median: self.durations.medians(1)[0],
            mean: seconds(self.duration_sum / self.journeys as f64),
            min: seconds(self.shortest as f64),
            max: seconds(self.longest as f64),
        }
    }

    pub fn journey(&mut self, journey: &KeptJourney<'_>) {
        let weight = u64::from(journey.weight);
        self.journeys += weight;
        self.events += weight * journey.events.len() as u64;
        self.duration(journey);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.read(self.table, journey.events);
        if self.wanted.any_count() {
            self.count(journey, &scratch);
        }
        if self.wanted.touchpoints {
            self.waits(journey, &scratch.touchpoints);
        }
        if self.wanted.touchpoint_follows {
            self.touchpoint_follows
                .add_all(&scratch.touchpoints, weight);
        }
        if self.wanted.stage_follows {
            self.stage_follows.add_all(&scratch.stages, weight);
        }
        if self.wanted.variants {
            self.variants.add(&scratch.touchpoints, weight);
        }
        let outcome = self.table.outcome(journey.journey);
        if let Some(outcome) = outcome {
            self.outcomes[outcome as usize] += weight;
        }
        if self.wanted.stages {
            self.visits(journey, &scratch.stages);
            self.stages
                .last_and_furthest(&scratch.stages, weight, outcome);
        }
        self.scratch = scratch;
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

    fn count(&mut self, journey: &KeptJourney<'_>, scratch: &Scratch) {
        let columns = &self.table.columns;
        let (has_channel, has_persona) = (columns.channel.is_some(), columns.persona.is_some());
        let mut whole = Count::default();
        for (at, event) in journey
            .events
            .iter()
            .map(|event| *event as usize)
            .enumerate()
        {
            let emotion = columns.emotion.as_ref();
            let counted = Counted {
                journey: journey.journey as u32,
                weight: journey.weight,
                emotion: emotion
                    .and_then(|column| self.emotion_by_code[column.codes.get(event) as usize]),
                revenue: columns.revenue(event).unwrap_or_default(),
            };
            whole.add(&counted);
            let stage = scratch.stages[at];
            self.touchpoints[scratch.touchpoints[at] as usize].add(&counted);
            self.stages.counts[stage as usize].add(&counted);
            if has_channel {
                self.channels[scratch.channels[at] as usize].add(&counted);
            }
            if has_persona && self.wanted.persona_stage {
                let (slot, new) = self.persona_stage.slot(scratch.personas[at], stage);
                if new {
                    self.persona_stage_counts.push(Count::default());
                }
                self.persona_stage_counts[slot].add(&counted);
            }
        }
        if let Some(persona) = columns.persona_of(journey.journey) {
            self.personas[persona as usize].add_journey(&whole);
        }
    }

    fn waits(&mut self, journey: &KeptJourney<'_>, touchpoints: &[u32]) {
        let columns = &self.table.columns;
        if !columns.has_time() {
            return;
        }
        let mut events = journey
            .events
            .iter()
            .map(|event| columns.time(*event as usize));
        let mut before = events.next().unwrap_or_default();
        for (time, touchpoint) in events.zip(&touchpoints[1..]) {
            let wait = time.saturating_sub(before);
            self.touchpoint_waits
                .push(*touchpoint, wait, journey.weight);
            before = time;
        }
    }

    fn visits(&mut self, journey: &KeptJourney<'_>, stages_of_events: &[u32]) {
        let columns = &self.table.columns;
        let (stages, weight) = (&mut self.stages, journey.weight);
        let mut before: Option<(u32, i64, i64)> = None;
        let mut rest = journey.events;
        for visit in stages_of_events.chunk_by(|a, b| a == b) {
            let (events, after) = rest.split_at(visit.len());
            rest = after;
            let (first, last) = (events[0] as usize, events[events.len() - 1] as usize);
            let (stage, start, end) = (visit[0], columns.time(first), columns.time(last));
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
    fn last_and_furthest(&mut self, stages: &[u32], weight: u64, outcome: Option<Outcome>) {
        if let Some(last) = stages.last() {
            self.ends[*last as usize] += weight;
        }
        if outcome == Some(Outcome::Dropped)
            && let Some(furthest) = stages.iter().max()
        {
            self.drops[*furthest as usize] += weight;
        }
    }
}
