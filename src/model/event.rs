//! One event on its way from a reader to the table, and the sink that takes it.

use parcours_kernel::Cells;
use serde::{Deserialize, Serialize};

use super::emotion::EmotionScale;
use super::time::TimeKind;

/// One usable row, borrowed from the reader's buffers for the length of one call.
///
/// Strings are the cells as written (several columns of one role already joined, contract §2);
/// a role that the table does not have is `""` and the schema says so.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Event<'a> {
    /// 0-based number of the row among the data rows of its file, rejected ones included.
    pub row: u32,
    /// Never empty: a row without a journey id is rejected before this point.
    pub journey: &'a str,
    /// Microseconds since 1970-01-01T00:00:00 (UTC for instants, clock time for plain times). 0 without a time role.
    pub time_micros: i64,
    pub touchpoint: &'a str,
    pub stage: &'a str,
    pub channel: &'a str,
    pub persona: &'a str,
    pub account: &'a str,
    /// On the file's own scale, unconverted. `None`: empty or unreadable.
    pub emotion_raw: Option<f64>,
    pub revenue: Option<f64>,
    pub verbatim: &'a str,
    /// How often the journey counts (contract §2 `weight`); 1 without a weight role.
    pub weight: u32,
    /// In the order of [`TableSchema::attributes`].
    pub attributes: &'a [&'a str],
}

/// Which roles the table has: decides between "empty value" and "no such thing" in every answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TableSchema {
    pub time: Option<TimeKind>,
    pub touchpoint: bool,
    pub stage: bool,
    pub channel: bool,
    pub persona: bool,
    pub account: bool,
    pub emotion: Option<EmotionScale>,
    pub revenue: bool,
    pub verbatim: bool,
    pub weight: bool,
    pub attributes: Vec<String>,
    /// Order of the stages where the file itself gives one (wide tables, order columns, authored maps).
    pub stage_order: Option<Vec<String>>,
}

/// Which column of the file holds what; `None`: the table has no such thing.
#[derive(Debug, Clone, Default)]
pub struct EventColumns {
    pub journey: usize,
    pub touchpoint: Option<usize>,
    pub stage: Option<usize>,
    pub channel: Option<usize>,
    pub persona: Option<usize>,
    pub account: Option<usize>,
    pub verbatim: Option<usize>,
    /// In the order of [`TableSchema::attributes`].
    pub attributes: Vec<usize>,
}

/// Usable rows one after another, each an [`Event`] of weight 1: what a sink can take column by column.
#[derive(Debug, Clone, Copy)]
pub struct EventRows<'a> {
    pub cells: Cells<'a>,
    /// Number of the first row.
    pub first_row: u32,
    pub columns: &'a EventColumns,
    /// One a row, in microseconds.
    pub times: &'a [i64],
    /// One a row and on its scale, NaN where there is none; empty without such a column.
    pub emotions: &'a [f64],
    pub revenues: &'a [f64],
}

impl<'a> EventRows<'a> {
    /// The event of a row; `attributes` gets its own.
    pub fn event<'b>(&self, row: usize, attributes: &'b mut Vec<&'a str>) -> Event<'b>
    where
        'a: 'b,
    {
        let text = |column: Option<usize>| column.map_or("", |column| self.cells.cell(row, column));
        let number = |values: &[f64]| values.get(row).copied().filter(|value| !value.is_nan());
        let columns = self.columns;
        attributes.clear();
        attributes.extend(columns.attributes.iter().map(|column| text(Some(*column))));
        Event {
            row: self.first_row + row as u32,
            journey: text(Some(columns.journey)),
            time_micros: self.times.get(row).copied().unwrap_or_default(),
            touchpoint: text(columns.touchpoint),
            stage: text(columns.stage),
            channel: text(columns.channel),
            persona: text(columns.persona),
            account: text(columns.account),
            emotion_raw: number(self.emotions),
            revenue: number(self.revenues),
            verbatim: text(columns.verbatim),
            weight: 1,
            attributes,
        }
    }
}

/// Takes events in file order.
pub trait EventSink {
    fn push(&mut self, event: Event<'_>);

    /// About as many events will come in all.
    fn expect(&mut self, _events: usize) {}

    /// Takes the events of many rows.
    fn push_rows(&mut self, rows: EventRows<'_>) {
        let mut attributes = Vec::new();
        for row in 0..rows.cells.rows() {
            self.push(rows.event(row, &mut attributes));
        }
    }
}
