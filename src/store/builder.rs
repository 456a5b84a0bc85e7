//! Takes events in file order and lays them out by journey. Must not know where events come from.

use parcours_kernel::{Codes, TextCodes, Times, TimesAsRead, Uniform};

use crate::model::emotion::EmotionScale;
use crate::model::event::{Event, EventRows, EventSink, TableSchema};
use crate::model::load::Goal;
use crate::model::ordering::sort_numbers;
use crate::model::query::Lens;
use crate::model::shape::Split;

use super::columns::{NumberBuilder, TextBuilder, TextColumn};
use super::dictionary::Dictionary;
use super::lens::LensState;
use super::table::{Columns, Table};

/// Why events do not make a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Two rows of one journey tell different weights; `row` (0-based) is the first that differs.
    WeightDiffers { journey: String, row: u32 },
    /// Not one event, or only journeys of weight 0.
    NoEvents,
    /// More than 2³² − 1 events, or more than 4 GiB of distinct text in one column.
    TooManyEvents,
}

/// Fills a [`Table`] event by event.
#[derive(Debug)]
pub struct TableBuilder {
    pub(super) schema: TableSchema,
    pub(super) journeys: TextCodes,
    pub(super) journey_of: Codes,
    /// Events of each journey.
    sizes: Vec<u32>,
    pub(super) weights: Vec<u32>,
    pub(super) times: TimesAsRead,
    /// Events taken so far.
    pub(super) count: usize,
    /// The row of each event; empty as long as the events are the rows, one after another.
    rows: Vec<u32>,
    pub(super) touchpoint: TextBuilder,
    pub(super) stage: TextBuilder,
    channel: TextBuilder,
    persona: TextBuilder,
    account: TextBuilder,
    verbatim: TextBuilder,
    attributes: Vec<TextBuilder>,
    emotion: NumberBuilder,
    pub(super) revenue: NumberBuilder,
    error: Option<StoreError>,
    /// Where one id holds several journeys, and the goal told for it.
    split: Option<(Split, Option<Goal>)>,
    /// Room to work in.
    codes: Vec<u32>,
}

impl TableBuilder {
    pub fn new(schema: TableSchema) -> Self {
        Self {
            attributes: schema
                .attributes
                .iter()
                .map(|_| TextBuilder::default())
                .collect(),
            schema,
            journeys: TextCodes::default(),
            journey_of: Codes::default(),
            sizes: Vec::new(),
            weights: Vec::new(),
            times: TimesAsRead::default(),
            count: 0,
            rows: Vec::new(),
            touchpoint: TextBuilder::default(),
            stage: TextBuilder::default(),
            channel: TextBuilder::default(),
            persona: TextBuilder::default(),
            account: TextBuilder::default(),
            verbatim: TextBuilder::default(),
            emotion: NumberBuilder::default(),
            revenue: NumberBuilder::default(),
            error: None,
            split: None,
            codes: Vec::new(),
        }
    }

    /// Journeys are cut when all events are there; by the goal that is told, else the usual one.
    pub fn split(&mut self, split: Option<Split>, goal: Option<Goal>) {
        // By a column: the reader has put it in the ids.
        let is_cut = |split: &Split| !matches!(split, Split::Column { .. });
        self.split = split.filter(is_cut).map(|split| (split, goal));
    }

    /// Events taken so far.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The table under the default lens: what the file itself says.
    pub fn finish(self) -> Result<Table, StoreError> {
        self.finish_under(Lens::default())
    }

    /// The table under a lens: cheaper than another lens put on later.
    pub fn finish_under(mut self, lens: Lens) -> Result<Table, StoreError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.overflowed() {
            return Err(StoreError::TooManyEvents);
        }
        let (mut starts, order) = self.journey_order();
        if order.is_empty() {
            return Err(StoreError::NoEvents);
        }
        if let Some((split, goal)) = self.split.take() {
            self.cut_journeys(&split, goal, &mut starts, &order);
        }
        if self.weights.iter().all(|weight| *weight == 1) {
            self.weights = Vec::new();
        }
        let mut table = Table {
            columns: self.lay_out(starts, order),
            lens: LensState::default(),
        };
        table.set_lens(lens);
        Ok(table)
    }

    fn overflowed(&self) -> bool {
        [
            &self.touchpoint,
            &self.stage,
            &self.channel,
            &self.persona,
            &self.account,
            &self.verbatim,
        ]
        .into_iter()
        .chain(&self.attributes)
        .map(|column| &column.names)
        .chain([&self.journeys])
        .any(TextCodes::overflowed)
    }

    /// Where each journey starts, and the events (numbers in file order) by journey, then time, equal times in file order.
    /// A journey of weight 0 is as if it were not in the file (contract §2): it keeps no event.
    fn journey_order(&self) -> (Vec<u32>, Vec<u32>) {
        let mut starts = Vec::with_capacity(self.sizes.len() + 1);
        let mut total = 0;
        for (size, weight) in self.sizes.iter().zip(&self.weights) {
            starts.push(total);
            total += if *weight == 0 { 0 } else { *size };
        }
        starts.push(total);
        let mut order = self.journey_of.places(&starts, &self.weights);
        if !self.times.is_empty() {
            self.sort_by_time(&starts, &mut order);
        }
        (starts, order)
    }

    fn sort_by_time(&self, starts: &[u32], order: &mut [u32]) {
        let time = |event: u32| self.times.get(event as usize);
        for journey in self.times.unsorted(starts, order) {
            let journey = journey as usize;
            let events = &mut order[starts[journey] as usize..starts[journey + 1] as usize];
            sort_numbers(events, &|a, b| time(a).cmp(&time(b)));
        }
    }

    fn lay_out(self, starts: Vec<u32>, events: Vec<u32>) -> Columns {
        let order = events.as_slice();
        let Self {
            schema,
            journey_of,
            weights,
            rows,
            times,
            ..
        } = self;
        let counter = Counter {
            starts: &starts,
            order,
            weights: &weights,
            journey_of: &journey_of,
        };
        let by_events = |codes: &Codes, distinct: usize| counter.events(codes, distinct);
        let empty_persona = (0..self.persona.names.len() as u32)
            .find(|code| self.persona.names.get(*code).is_empty());
        let (touchpoint, stage) = match (schema.touchpoint, schema.stage) {
            (false, true) => (self.stage, None),
            (_, stage) => (self.touchpoint, stage.then_some(self.stage)),
        };
        let persona = schema.persona.then(|| {
            self.persona.finish_sorted(order, |codes, distinct| {
                counter.journeys(codes, distinct, empty_persona)
            })
        });
        let unsorted = |has: bool, column: TextBuilder| has.then(|| column.finish_unsorted(order));
        Columns {
            touchpoint: touchpoint.finish_sorted(order, by_events),
            stage: stage.map(|column| column.finish_sorted(order, by_events)),
            channel: schema
                .channel
                .then(|| self.channel.finish_sorted(order, by_events)),
            journey_persona: persona
                .as_ref()
                .map(|persona| first_told(persona, &starts))
                .unwrap_or_default(),
            persona_of_all: persona
                .as_ref()
                .map(|persona| Uniform::new(&starts, &persona.codes, persona.names.len()))
                .unwrap_or_default(),
            persona,
            account: unsorted(schema.account, self.account),
            verbatim: unsorted(schema.verbatim, self.verbatim),
            attributes: self
                .attributes
                .into_iter()
                .map(|column| column.finish_unsorted(order))
                .collect(),
            emotion: schema.emotion.map(|_| self.emotion.finish(order)),
            revenue: schema.revenue.then(|| self.revenue.finish(order)),
            times: match schema.time {
                Some(_) => times.gather(order),
                None => Times::default(),
            },
            rows: match rows.is_empty() {
                false => order.iter().map(|event| rows[*event as usize]).collect(),
                true => events,
            },
            journeys: Dictionary::from(self.journeys),
            weights,
            starts,
            schema,
        }
    }

    /// The next events are of these rows, one each.
    fn take_row_numbers(&mut self, first: u32, count: usize) {
        if self.rows.is_empty() && first as usize == self.count {
            self.count += count;
            return;
        }
        if self.rows.is_empty() {
            self.rows.extend(0..self.count as u32);
        }
        self.rows.extend(first..first + count as u32);
        self.count += count;
    }

    /// Makes room for as many events.
    fn expect_events(&mut self, events: usize) {
        let more = events.saturating_sub(self.count);
        self.journey_of.reserve(more);
        let schema = &self.schema;
        let texts = [
            (schema.touchpoint || !schema.stage, &mut self.touchpoint),
            (schema.stage, &mut self.stage),
            (schema.channel, &mut self.channel),
            (schema.persona, &mut self.persona),
            (schema.account, &mut self.account),
            (schema.verbatim, &mut self.verbatim),
        ];
        let texts = texts.into_iter().filter(|(has, _)| *has);
        for column in texts.map(|(_, column)| column).chain(&mut self.attributes) {
            column.codes.reserve(more);
        }
        if schema.emotion.is_some() {
            self.emotion.reserve(more);
        }
        if schema.revenue {
            self.revenue.reserve(more);
        }
        if schema.time.is_some() {
            self.times.reserve(more);
        }
        if !self.rows.is_empty() {
            self.rows.reserve(more);
        }
    }

    fn take_weight(&mut self, journey: u32, event: &Event<'_>) {
        let at = journey as usize;
        let weight = if self.schema.weight { event.weight } else { 1 };
        if at == self.sizes.len() {
            self.sizes.push(0);
            self.weights.push(weight);
        } else if self.weights[at] != weight && self.error.is_none() {
            self.error = Some(StoreError::WeightDiffers {
                journey: event.journey.to_owned(),
                row: event.row,
            });
        }
        self.sizes[at] += 1;
    }
}

impl EventSink for TableBuilder {
    fn push(&mut self, event: Event<'_>) {
        if self.count >= u32::MAX as usize {
            self.error = Some(StoreError::TooManyEvents);
            return;
        }
        let journey = self.journeys.code(event.journey);
        self.journey_of.push(journey);
        self.take_weight(journey, &event);
        self.take_row_numbers(event.row, 1);
        let schema = &self.schema;
        let cells = [
            (
                schema.touchpoint || !schema.stage,
                &mut self.touchpoint,
                event.touchpoint,
            ),
            (schema.stage, &mut self.stage, event.stage),
            (schema.channel, &mut self.channel, event.channel),
            (schema.persona, &mut self.persona, event.persona),
            (schema.account, &mut self.account, event.account),
            (schema.verbatim, &mut self.verbatim, event.verbatim),
        ];
        for (_, column, text) in cells.into_iter().filter(|(has, ..)| *has) {
            column.push(text);
        }
        for (at, column) in self.attributes.iter_mut().enumerate() {
            column.push(event.attributes.get(at).copied().unwrap_or_default());
        }
        if schema.time.is_some() {
            self.times.extend(&[event.time_micros]);
        }
        if let Some(scale) = schema.emotion {
            self.emotion.push(on_scale(event.emotion_raw, scale));
        }
        if schema.revenue {
            self.revenue
                .push(event.revenue.filter(|revenue| revenue.is_finite()));
        }
    }

    fn push_rows(&mut self, rows: EventRows<'_>) {
        if self.take_rows(&rows) {
            return;
        }
        let mut attributes = Vec::new();
        for row in 0..rows.cells.rows() {
            self.push(rows.event(row, &mut attributes));
        }
    }

    fn expect(&mut self, events: usize) {
        self.expect_events(events);
    }
}

impl TableBuilder {
    /// The same for many rows, column by column; `false`: nothing was taken, the rows must be pushed one by one.
    fn take_rows(&mut self, rows: &EventRows<'_>) -> bool {
        let (cells, columns) = (rows.cells, rows.columns);
        let (count, schema) = (cells.rows(), &self.schema);
        let numbers = |values: &[f64], has: bool| !has || values.len() == count;
        if schema.weight
            || self.count + count >= u32::MAX as usize
            || columns.attributes.len() != self.attributes.len()
            || !numbers(rows.emotions, schema.emotion.is_some())
            || !numbers(rows.revenues, schema.revenue)
        {
            return false;
        }
        let mut codes = std::mem::take(&mut self.codes);
        self.journeys
            .codes(cells, Some(columns.journey), &mut codes);
        self.journey_of.extend(&codes);
        self.sizes.resize(self.journeys.len(), 0);
        self.weights.resize(self.journeys.len(), 1);
        codes
            .iter()
            .for_each(|code| self.sizes[*code as usize] += 1);
        self.take_row_numbers(rows.first_row, count);
        let schema = &self.schema;
        let texts = [
            (
                schema.touchpoint || !schema.stage,
                &mut self.touchpoint,
                columns.touchpoint,
            ),
            (schema.stage, &mut self.stage, columns.stage),
            (schema.channel, &mut self.channel, columns.channel),
            (schema.persona, &mut self.persona, columns.persona),
            (schema.account, &mut self.account, columns.account),
            (schema.verbatim, &mut self.verbatim, columns.verbatim),
        ];
        for (_, builder, column) in texts.into_iter().filter(|(has, ..)| *has) {
            builder.push_cells(cells, column, &mut codes);
        }
        for (builder, column) in self.attributes.iter_mut().zip(&columns.attributes) {
            builder.push_cells(cells, Some(*column), &mut codes);
        }
        if schema.time.is_some() {
            self.times.extend(rows.times);
        }
        if schema.emotion.is_some() {
            self.emotion.push_all(rows.emotions);
        }
        if schema.revenue {
            self.revenue.push_all(rows.revenues);
        }
        self.codes = codes;
        true
    }
}

/// Counts the codes of a column that is still in file order, as often as their journeys count.
struct Counter<'a> {
    starts: &'a [u32],
    order: &'a [u32],
    /// Empty: all 1.
    weights: &'a [u32],
    journey_of: &'a Codes,
}

impl Counter<'_> {
    fn weight(&self, event: u32) -> u64 {
        let journey = self.journey_of.get(event as usize) as usize;
        u64::from(self.weights.get(journey).copied().unwrap_or(1))
    }

    fn events(&self, codes: &Codes, distinct: usize) -> Vec<u64> {
        if self.weights.is_empty() && self.order.len() == codes.len() {
            let counts = codes.counts(distinct);
            return counts.into_iter().map(u64::from).collect();
        }
        let mut counts = vec![0; distinct];
        for event in self.order {
            counts[codes.get(*event as usize) as usize] += self.weight(*event);
        }
        counts
    }

    /// Each journey once, under its first code that is not `empty`.
    fn journeys(&self, codes: &Codes, distinct: usize, empty: Option<u32>) -> Vec<u64> {
        let mut counts = vec![0; distinct];
        for bounds in self.starts.windows(2) {
            let events = &self.order[bounds[0] as usize..bounds[1] as usize];
            let mut told = events.iter().map(|event| codes.get(*event as usize));
            let code = told.find(|code| Some(*code) != empty).or(empty);
            if let (Some(event), Some(code)) = (events.first(), code) {
                counts[code as usize] += self.weight(*event);
            }
        }
        counts
    }
}

/// The first non-empty text of each journey, else the empty one; 0 for a journey without events.
pub(super) fn first_told(column: &TextColumn, starts: &[u32]) -> Codes {
    let empty = column.names.find("");
    let first = |bounds: &[u32]| {
        let mut told = (bounds[0]..bounds[1]).map(|event| column.codes.get(event as usize));
        told.find(|code| Some(*code) != empty).or(empty)
    };
    let mut personas = Codes::default();
    personas.reserve(starts.len() - 1);
    for bounds in starts.windows(2) {
        personas.push(first(bounds).unwrap_or_default());
    }
    personas
}

/// An emotion outside its scale is unreadable (contract §2).
fn on_scale(raw: Option<f64>, scale: EmotionScale) -> Option<f64> {
    raw.filter(|raw| scale.emotion_from_raw(*raw).is_some())
}
