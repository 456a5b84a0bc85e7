//! What an overview counts by: the groups of the lists, of the graph's lines and of its moments. Must not know filters.

use parcours_kernel::{Answers, Clusters, Codes, Grouping, HIDDEN, Kept, clusters};

use crate::model::query::EmotionBy;

use super::super::columns::TextColumn;
use super::super::shown::Shown;
use super::super::table::Table;

/// The places of the columns that are read.
const STEP: usize = 0;
const TOUCHPOINT: usize = 1;
const CHANNEL: usize = 2;

pub(super) struct Scan<'a> {
    table: &'a Table,
    pub places: usize,
    columns: Vec<&'a Codes>,
    /// The place in the picture by code of the steps.
    by_step: Vec<u32>,
    as_they_are: Vec<u32>,
    /// Each code's first cell, where each has one for every place.
    rows: Vec<u32>,
    values: Vec<f64>,
    classes: Vec<u8>,
    personas: usize,
}

fn count(column: Option<&TextColumn>) -> usize {
    column.map_or(0, |column| column.names.len())
}

impl<'a> Scan<'a> {
    pub fn new(table: &'a Table, shown: &Shown) -> Self {
        let columns = &table.columns;
        let codes = [
            Some(table.step()),
            Some(&columns.touchpoint),
            columns.channel.as_ref(),
        ];
        let most = codes.iter().map(|column| count(*column)).max();
        let most = most.unwrap_or_default() as u32;
        let (values, classes) = columns.emotion_values();
        Self {
            table,
            places: shown.len(),
            columns: codes
                .into_iter()
                .flatten()
                .map(|column| &column.codes)
                .collect(),
            by_step: shown.by_step(&table.lens),
            as_they_are: (0..most).collect(),
            rows: (0..most)
                .map(|code| code.saturating_mul(shown.len() as u32).min(HIDDEN))
                .collect(),
            values,
            classes,
            personas: table.persona_count(),
        }
    }

    /// Emotion by group.
    pub fn run(&self, kept: &Kept, groupings: &[Grouping<'_>]) -> Vec<Clusters> {
        let emotion = self.table.columns.emotion.as_ref();
        let answers = emotion.map(|column| Answers {
            codes: &column.codes,
            values: &self.values,
            classes: &self.classes,
        });
        let weights = &self.table.columns.weights;
        clusters(kept, weights, &self.columns, answers, groupings)
    }

    pub fn personas(&self) -> Grouping<'_> {
        Grouping {
            of_journey: Some((&self.table.columns.journey_persona, 1)),
            count: self.personas,
            ..Grouping::default()
        }
    }

    pub fn channels(&self) -> Grouping<'_> {
        self.by(CHANNEL, count(self.table.columns.channel.as_ref()))
    }

    pub fn touchpoints(&self) -> Grouping<'_> {
        self.by(TOUCHPOINT, count(Some(&self.table.columns.touchpoint)))
    }

    fn by(&self, column: usize, count: usize) -> Grouping<'_> {
        Grouping {
            adds: [Some((column, &self.as_they_are)), None],
            count,
            ..Grouping::default()
        }
    }

    /// Group × place.
    pub fn lines(&self, by: EmotionBy) -> Grouping<'_> {
        let columns = &self.table.columns;
        let groups = match by {
            EmotionBy::Persona => columns.persona.as_ref(),
            EmotionBy::Channel => columns.channel.as_ref(),
            EmotionBy::All => None,
        };
        let persona = groups.filter(|_| by == EmotionBy::Persona);
        let channel = groups.filter(|_| by == EmotionBy::Channel);
        Grouping {
            of_journey: persona.map(|_| (&columns.journey_persona, self.places as u32)),
            adds: [
                Some((STEP, &self.by_step)),
                channel.map(|_| (CHANNEL, self.rows.as_slice())),
            ],
            count: self.places * groups.map_or(1, |column| column.names.len()),
            classes: true,
        }
    }

    /// Touchpoint × place. `rows`: the first cell of each touchpoint; those of others are [`HIDDEN`].
    pub fn moments<'b>(&'b self, rows: &'b [u32], touchpoints: usize) -> Grouping<'b> {
        Grouping {
            adds: [Some((STEP, &self.by_step)), Some((TOUCHPOINT, rows))],
            count: touchpoints * self.places,
            ..Grouping::default()
        }
    }

    /// The first cells of all touchpoints.
    pub fn all_touchpoints(&self) -> &[u32] {
        &self.rows
    }
}
