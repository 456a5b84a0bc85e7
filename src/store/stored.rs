//! The table's columns one after the other, as they are stored, and a table made of them again.
//!
//! Owns the order of the columns. What can be computed from others (personas of journeys, everything of the lens) is not stored.
//! Must not know how columns become bytes, nor where the bytes are.

use std::vec::IntoIter;

use parcours_kernel::{Codes, Column, Run, Times, Uniform};

use crate::model::event::TableSchema;
use crate::model::query::Lens;

use super::builder::first_told;
use super::columns::{NumberColumn, TextColumn};
use super::dictionary::Dictionary;
use super::lens::LensState;
use super::table::{Columns, Table};

impl Table {
    pub fn schema(&self) -> &TableSchema {
        &self.columns.schema
    }

    /// What [`Self::from_cells`] needs beside the columns: where whole seconds are counted from, in microseconds.
    pub fn time_base(&self) -> i64 {
        match self.columns.times {
            Times::Seconds { base, .. } => base,
            Times::Micros(_) => 0,
        }
    }

    /// Adds all columns, in the order of [`Self::from_cells`].
    pub fn add_runs<'a>(&'a self, runs: &mut Vec<Run<'a>>) {
        let columns = &self.columns;
        runs.extend(columns.journeys.runs());
        runs.push(Run::U32(&columns.starts));
        runs.push(Run::U32(&columns.weights));
        runs.push(match &columns.times {
            Times::Seconds { after, .. } => Run::U32(after),
            Times::Micros(micros) => Run::I64(micros),
        });
        runs.push(Run::U32(&columns.rows));
        let mut texts = vec![&columns.touchpoint];
        for role in [
            &columns.stage,
            &columns.channel,
            &columns.persona,
            &columns.account,
            &columns.verbatim,
        ] {
            texts.extend(role);
        }
        texts.extend(&columns.attributes);
        for text in texts {
            runs.push(Run::from(&text.codes));
            runs.extend(text.names.runs());
        }
        for numbers in [&columns.emotion, &columns.revenue].into_iter().flatten() {
            runs.push(Run::from(&numbers.codes));
            runs.push(Run::F64(&numbers.values));
        }
    }

    /// The table of these columns under a lens; `None` where they are not those of such a table.
    pub fn from_cells(
        schema: TableSchema,
        time_base: i64,
        cells: IntoIter<Column>,
        lens: Lens,
    ) -> Option<Self> {
        let mut cells = Stored(cells);
        let columns = cells.columns(schema, time_base)?;
        // What is left over belongs to another table.
        if cells.0.next().is_some() {
            return None;
        }
        let mut table = Self {
            columns,
            lens: LensState::default(),
        };
        table.set_lens(lens);
        Some(table)
    }
}

struct Stored(IntoIter<Column>);

impl Stored {
    fn columns(&mut self, schema: TableSchema, base: i64) -> Option<Columns> {
        let journeys = self.names()?;
        let starts = self.numbers()?;
        let weights = self.numbers()?;
        let times = match self.0.next()? {
            Column::U32(after) => Times::Seconds { base, after },
            Column::I64(micros) => Times::Micros(micros),
            _ => return None,
        };
        let rows = self.numbers()?;
        let touchpoint = self.text()?;
        let stage = self.text_where(schema.stage && schema.touchpoint)?;
        let channel = self.text_where(schema.channel)?;
        let persona = self.text_where(schema.persona)?;
        let account = self.text_where(schema.account)?;
        let verbatim = self.text_where(schema.verbatim)?;
        let mut attributes = Vec::with_capacity(schema.attributes.len());
        for _ in &schema.attributes {
            attributes.push(self.text()?);
        }
        let emotion = self.numbers_where(schema.emotion.is_some())?;
        let revenue = self.numbers_where(schema.revenue)?;
        let by_journey = persona.as_ref();
        Some(Columns {
            journey_persona: by_journey
                .map(|column| first_told(column, &starts))
                .unwrap_or_default(),
            persona_of_all: by_journey
                .map(|column| Uniform::new(&starts, &column.codes, column.names.len()))
                .unwrap_or_default(),
            schema,
            journeys,
            starts,
            weights,
            times,
            rows,
            touchpoint,
            stage,
            channel,
            persona,
            account,
            verbatim,
            attributes,
            emotion,
            revenue,
        })
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        match self.0.next()? {
            Column::U32(values) => Some(values),
            _ => None,
        }
    }

    fn names(&mut self) -> Option<Dictionary> {
        match self.0.next()? {
            Column::U8(bytes) => Dictionary::of_parts(bytes, self.numbers()?),
            _ => None,
        }
    }

    fn codes(&mut self) -> Option<Codes> {
        match self.0.next()? {
            Column::U8(values) => Some(Codes::U8(values)),
            Column::U16(values) => Some(Codes::U16(values)),
            Column::U32(values) => Some(Codes::U32(values)),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<TextColumn> {
        Some(TextColumn {
            codes: self.codes()?,
            names: self.names()?,
        })
    }

    /// `Some(None)` where the table has no such column.
    fn text_where(&mut self, has: bool) -> Option<Option<TextColumn>> {
        if has {
            self.text().map(Some)
        } else {
            Some(None)
        }
    }

    fn numbers_where(&mut self, has: bool) -> Option<Option<NumberColumn>> {
        if !has {
            return Some(None);
        }
        let codes = self.codes()?;
        match self.0.next()? {
            Column::F64(values) => Some(Some(NumberColumn { codes, values })),
            _ => None,
        }
    }
}
