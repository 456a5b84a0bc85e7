//! One event on its way from a reader to the table, and the sink that takes it.

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

/// Takes events in file order.
pub trait EventSink {
    fn push(&mut self, event: Event<'_>);
}
