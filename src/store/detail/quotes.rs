//! The verbatims of a group: the most extreme emotions first.

use crate::model::answer::Verbatim;

use super::super::table::Table;

const QUOTES: usize = 12;

/// Collects events with words and keeps the most telling.
pub(in super::super) struct Quotes {
    count: u64,
    /// (strength, row, event, journey), strongest first; at most [`QUOTES`].
    best: Vec<(f64, u32, u32, u32)>,
}

impl Quotes {
    pub fn new() -> Self {
        Self {
            count: 0,
            best: Vec::new(),
        }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// Without an answer words are weaker than with the mildest one.
    pub fn add(&mut self, table: &Table, journey: usize, event: u32, emotion: Option<f64>) {
        let columns = &table.columns;
        let Some(column) = &columns.verbatim else {
            return;
        };
        let text = column.text(event as usize);
        if text.trim().is_empty() {
            return;
        }
        self.count += u64::from(columns.weight(journey));
        let strength = emotion.map_or(-1.0, f64::abs);
        let row = columns.rows[event as usize];
        let at = self
            .best
            .partition_point(|quote| quote.0 > strength || (quote.0 == strength && quote.1 < row));
        if at < QUOTES {
            self.best.insert(at, (strength, row, event, journey as u32));
            self.best.truncate(QUOTES);
        }
    }

    pub fn verbatims(&self, table: &Table) -> Vec<Verbatim> {
        let columns = &table.columns;
        let verbatim = |(_, row, event, journey): &(f64, u32, u32, u32)| {
            let event = *event as usize;
            let raw = columns.emotion_raw(event).zip(columns.schema.emotion);
            let text = columns.verbatim.as_ref().map(|column| column.text(event));
            Verbatim {
                text: text.unwrap_or_default().to_owned(),
                emotion: raw.and_then(|(raw, scale)| scale.emotion_from_raw(raw)),
                persona: columns.persona_of(*journey as usize),
                journey: columns.journeys.get(*journey).to_owned(),
                row: *row,
            }
        };
        self.best.iter().map(verbatim).collect()
    }
}
