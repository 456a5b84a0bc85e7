//! What the fast passes need beside the columns: each event's stage, persona and emotion in one word. Must not know filters.

use parcours_kernel::{Codes, StageInput, Times};

use super::index::Index;
use super::lens::LensState;
use super::table::{Columns, Table};

/// Up to this many counters of one kind a plain array holds them all.
const CELLS: usize = 1 << 18;
const PAIRS: usize = 1 << 20;

/// Made when the lens changes. See [`parcours_kernel::StageInput`].
#[derive(Default)]
pub(super) struct Packed {
    pub words: Codes,
    pub bits: u32,
    /// At least one of each, so that a role that is not there counts as one value.
    pub personas: usize,
    pub emotions: usize,
    /// Events by stage and by touchpoint.
    pub stage_room: Vec<u32>,
    pub touchpoint_room: Vec<u32>,
    /// Made when there is time for it.
    pub index: Option<Index>,
}

impl Packed {
    /// `None` where the table has weights, no times or some between seconds, or too many different values.
    pub fn new(columns: &Columns, lens: &LensState) -> Option<Self> {
        let (stages, touchpoints) = (lens.stages.len(), columns.touchpoint.names.len());
        let names = |count: Option<usize>| count.unwrap_or(0).max(1);
        let personas = names(columns.persona.as_ref().map(|column| column.names.len()));
        let channels = names(columns.channel.as_ref().map(|column| column.names.len()));
        let emotions = names(columns.emotion.as_ref().map(|column| column.values.len()));
        let seconds = matches!(columns.times, Times::Seconds { .. });
        let groups = touchpoints.max(channels).max(personas);
        let fits = stages * stages <= PAIRS
            && touchpoints * touchpoints <= PAIRS
            && groups.saturating_mul(emotions) <= PAIRS
            && personas.saturating_mul(stages).saturating_mul(emotions) <= CELLS;
        if !seconds || !columns.weights.is_empty() || !fits {
            return None;
        }
        let mut packed = Self {
            bits: usize::BITS - (stages.max(2) - 1).leading_zeros(),
            personas,
            emotions,
            stage_room: vec![0; stages],
            touchpoint_room: columns.touchpoint.codes.counts(touchpoints),
            ..Self::default()
        };
        packed.words = packed.words(columns, lens);
        Some(packed)
    }

    fn words(&mut self, columns: &Columns, lens: &LensState) -> Codes {
        let steps = columns.step(lens.grouped);
        let (stages, emotions) = (lens.stages.len() as u32, self.emotions as u32);
        let events = steps.codes.counts(lens.stage_of_step.len());
        for (count, stage) in events.into_iter().zip(&lens.stage_of_step) {
            self.stage_room[*stage as usize] += count;
        }
        // A word is a sum of what each column says, so that every column is gone through once and by itself.
        let of_stage = |stage: &u32| ((stage * emotions) << self.bits) | stage;
        let of_steps: Vec<u32> = lens.stage_of_step.iter().map(of_stage).collect();
        let persona = columns.persona.as_ref().map(|column| &column.codes);
        let emotion = columns.emotion.as_ref().map(|column| &column.codes);
        let others = [
            (persona, self.personas, stages * emotions),
            (emotion, self.emotions, 1),
        ];
        let mut words = vec![0; columns.event_count()];
        steps.codes.add_to(&of_steps, &mut words);
        for (codes, count, times) in others {
            let values: Vec<u32> = (0..count as u32)
                .map(|code| (code * times) << self.bits)
                .collect();
            if let Some(codes) = codes {
                codes.add_to(&values, &mut words);
            }
        }
        Codes::narrow(words)
    }

    pub fn input<'a>(&'a self, columns: &'a Columns, outcomes: &'a [u8]) -> StageInput<'a> {
        StageInput {
            starts: &columns.starts,
            words: &self.words,
            bits: self.bits,
            stages: self.stage_room.len(),
            personas: self.personas,
            emotions: self.emotions,
            seconds: columns.times.seconds().1,
            persona_of: &columns.persona_of_all,
            outcomes,
            room: &self.stage_room,
        }
    }

    pub fn bytes(&self) -> usize {
        let rooms = self.stage_room.capacity() + self.touchpoint_room.capacity();
        let index = self.index.as_ref().map_or(0, Index::bytes);
        self.words.bytes() + rooms * size_of::<u32>() + index
    }
}

impl Table {
    /// Does some of what makes later answers faster and no answer needs: as much as takes the time of walking so many events. `false` where
    /// nothing is left to do.
    pub fn prepare(&mut self, events: usize) -> bool {
        let Some(packed) = &mut self.lens.packed else {
            return false;
        };
        let mut index = packed.index.take();
        let input = packed.input(&self.columns, &self.lens.outcomes);
        let more = match &mut index {
            Some(index) => index.go_on(&input, events),
            None => {
                index = Index::begin(&input);
                index.is_some()
            }
        };
        packed.index = index;
        more
    }
}
