//! The headline figure of NPS and CSAT columns, with its interval.

use crate::model::answer::{Headline, HeadlineKind};
use crate::model::emotion::EmotionScale;

use super::stats::ClusteredMeans;
use super::table::Table;

/// A mean of scores: each promoter 100, each detractor −100; or each satisfied 100.
pub(super) struct HeadlineScan<'a> {
    table: &'a Table,
    kind: Option<HeadlineKind>,
    /// By code of the emotion column.
    scores: Vec<f64>,
    mean: ClusteredMeans,
}

impl<'a> HeadlineScan<'a> {
    pub fn new(table: &'a Table) -> Self {
        let columns = &table.columns;
        let kind = kind_of(columns.schema.emotion);
        let values = columns.emotion.iter().flat_map(|column| &column.values);
        Self {
            table,
            kind,
            scores: values.map(|raw| score(kind, *raw)).collect(),
            mean: ClusteredMeans::new(1),
        }
    }

    /// Whether the event holds an answer, on whatever scale.
    pub fn add(&mut self, event: u32, journey: usize, weight: u32) -> bool {
        let Some(column) = &self.table.columns.emotion else {
            return false;
        };
        let code = column.codes.get(event as usize);
        if code != 0 && self.kind.is_some() {
            self.mean
                .add(0, journey, weight, self.scores[code as usize]);
        }
        code != 0
    }

    /// `None` on other scales and without an answer.
    pub fn headline(&self) -> Option<Headline> {
        let (kind, mean) = (self.kind?, self.mean.mean(0));
        (mean.n > 0).then_some(Headline {
            kind,
            value: mean.mean,
            half_width: mean.half_width,
            n: mean.n,
        })
    }
}

pub(super) fn kind_of(scale: Option<EmotionScale>) -> Option<HeadlineKind> {
    match scale {
        Some(EmotionScale::Nps) => Some(HeadlineKind::Nps),
        Some(EmotionScale::Csat) => Some(HeadlineKind::Csat),
        _ => None,
    }
}

pub(super) fn score(kind: Option<HeadlineKind>, raw: f64) -> f64 {
    match kind {
        Some(HeadlineKind::Nps) if raw >= 9.0 => 100.0,
        Some(HeadlineKind::Nps) if raw <= 6.0 => -100.0,
        Some(HeadlineKind::Csat) if raw >= 4.0 => 100.0,
        _ => 0.0,
    }
}
