//! The columns in journey order and the small questions about one journey or one event that every answer asks.
//! Must not know any answer's shape.

use parcours_kernel::{Codes, Times, Uniform};

use crate::model::answer::Outcome;
use crate::model::emotion::{EmotionClass, EmotionScale};
use crate::model::event::TableSchema;

use super::columns::{NumberColumn, TextColumn};
use super::dictionary::Dictionary;
use super::lens::LensState;

/// The events of a file by journey, then time, and the lens under which they are seen.
pub struct Table {
    pub(super) columns: Columns,
    pub(super) lens: LensState,
}

/// Event columns have one entry an event, by journey, then time, equal times in file order.
pub(super) struct Columns {
    pub schema: TableSchema,
    pub journeys: Dictionary,
    /// First event of each journey; one more entry closes the last. Journeys of weight 0 are empty.
    pub starts: Vec<u32>,
    /// How often each journey counts; empty: all once.
    pub weights: Vec<u32>,
    /// Microseconds; empty without a time role.
    pub times: Times,
    /// 0-based data rows of the file.
    pub rows: Vec<u32>,
    /// The stage column where there is no touchpoint role.
    pub touchpoint: TextColumn,
    /// `None` where the touchpoints stand for the stages, or the stages for the touchpoints.
    pub stage: Option<TextColumn>,
    pub channel: Option<TextColumn>,
    pub persona: Option<TextColumn>,
    /// The first non-empty persona of each journey; empty without a persona role.
    pub journey_persona: Codes,
    /// Empty without a persona role.
    pub persona_of_all: Uniform,
    pub account: Option<TextColumn>,
    pub verbatim: Option<TextColumn>,
    pub attributes: Vec<TextColumn>,
    /// Raw values, on the file's own scale.
    pub emotion: Option<NumberColumn>,
    pub revenue: Option<NumberColumn>,
}

impl Columns {
    pub fn journey_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn event_count(&self) -> usize {
        self.rows.len()
    }

    #[inline(always)]
    pub fn events(&self, journey: usize) -> std::ops::Range<usize> {
        self.starts[journey] as usize..self.starts[journey + 1] as usize
    }

    #[inline(always)]
    pub fn weight(&self, journey: usize) -> u32 {
        self.weights.get(journey).copied().unwrap_or(1)
    }

    /// Microseconds; 0 without a time role.
    #[inline(always)]
    pub fn time(&self, event: usize) -> i64 {
        self.times.get(event).unwrap_or_default()
    }

    /// First and last time of a journey, microseconds; `None` without a time role or an event.
    pub fn journey_span(&self, journey: usize) -> Option<(i64, i64)> {
        let events = self.events(journey);
        let last = events.clone().next_back()?;
        Some((self.times.get(events.start)?, self.times.get(last)?))
    }

    pub fn has_time(&self) -> bool {
        self.schema.time.is_some()
    }

    /// The column whose texts become stages: the stages' own, or the touchpoints' where there is none or `grouped`.
    #[inline(always)]
    pub fn step(&self, grouped: bool) -> &TextColumn {
        match &self.stage {
            Some(stage) if !grouped => stage,
            _ => &self.touchpoint,
        }
    }

    #[inline(always)]
    pub fn persona_of(&self, journey: usize) -> Option<u32> {
        let has_persona = journey < self.journey_persona.len();
        has_persona.then(|| self.journey_persona.get(journey))
    }

    pub fn revenue(&self, event: usize) -> Option<f64> {
        self.revenue.as_ref()?.get(event)
    }

    pub fn emotion_raw(&self, event: usize) -> Option<f64> {
        self.emotion.as_ref()?.get(event)
    }

    /// Emotion by code of the emotion column, `None` for an empty cell.
    pub fn emotion_by_code(&self) -> Vec<Option<f64>> {
        let scale = self.schema.emotion.unwrap_or(EmotionScale::Emotion);
        let values = self.emotion.iter().flat_map(|column| &column.values);
        values.map(|raw| scale.emotion_from_raw(*raw)).collect()
    }

    /// Emotion by code of the emotion column, NaN for none, and the number of its class.
    pub fn emotion_values(&self) -> (Vec<f64>, Vec<u8>) {
        let values = self.emotion_by_code().into_iter();
        let values: Vec<f64> = values.map(|emotion| emotion.unwrap_or(f64::NAN)).collect();
        let classes = values
            .iter()
            .map(|value| EmotionClass::of(*value).index() as u8);
        let classes = classes.collect();
        (values, classes)
    }

    pub fn bytes(&self) -> usize {
        let texts = [
            &self.stage,
            &self.channel,
            &self.persona,
            &self.account,
            &self.verbatim,
        ];
        let texts = texts.into_iter().flatten().chain(&self.attributes);
        let numbers = [&self.emotion, &self.revenue].into_iter().flatten();
        let words = self.starts.capacity() + self.weights.capacity() + self.rows.capacity();
        texts
            .chain([&self.touchpoint])
            .map(TextColumn::bytes)
            .sum::<usize>()
            + numbers.map(NumberColumn::bytes).sum::<usize>()
            + self.journeys.bytes()
            + words * size_of::<u32>()
            + self.times.bytes()
            + self.journey_persona.bytes()
            + self.persona_of_all.bytes()
    }
}

impl Table {
    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.columns.bytes() + self.lens.bytes()
    }

    /// The column whose texts become stages under the present lens.
    pub(super) fn step(&self) -> &TextColumn {
        self.columns.step(self.lens.grouped)
    }

    /// Stage id of an event under the present lens.
    #[inline(always)]
    pub(super) fn stage_of(&self, event: usize) -> u32 {
        self.lens.stage_of(&self.columns, event)
    }

    /// Stage ids of the events, into `stages`.
    pub(super) fn read_stages(&self, events: &[u32], stages: &mut Vec<u32>) {
        let step = self.columns.step(self.lens.grouped);
        step.codes.read(events, stages);
        for stage in stages {
            *stage = self.lens.stage_of_step[*stage as usize];
        }
    }

    pub(super) fn outcome(&self, journey: usize) -> Option<Outcome> {
        let outcomes = [Outcome::Reached, Outcome::Open, Outcome::Dropped];
        let number = self.lens.outcomes.get(journey)?;
        outcomes.get(usize::from(*number)).copied()
    }
}
