//! What a row of a table stands for, how journeys are cut, and how several tables become one: as told, and as found.
//!
//! All of it is part of [`LoadOptions`](super::load::LoadOptions) (what the user tells) and of
//! [`Review`](super::load::Review) (what was found). Columns go by their names as shown in the header.

use serde::{Deserialize, Serialize};

use super::load::{ColumnInfo, FileFormat, Finding, LoadError, Problem, Roles};

/// What one row is.
///
/// Found unless told; a told `roles.journey` with a told `roles.touchpoint` means [`Shape::Events`] (contract §2), unless a shape is told too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// One event.
    #[default]
    Events,
    /// One journey: each of these date columns is an event, named after its column, where its cell is not empty.
    /// A score or revenue of the row goes with its last event. The columns give the order of the stages.
    WideDates { columns: Vec<String> },
    /// One answer: each of these score columns is an event, named after its column, with the cell as its emotion.
    /// All have the row's time, if it has one. The columns give the order of the stages.
    WideScores { columns: Vec<String> },
    /// The start or the end of an event: `column` says which, by one of the words. A pair is one event at its start; a row
    /// without its other half, or with another word, is an event of its own.
    StartComplete {
        column: String,
        start: Vec<String>,
        complete: Vec<String>,
        /// The column that names the pair; without it a pair is the next two rows of one journey and touchpoint.
        instance: Option<String>,
    },
    /// A whole path (`A > B > C`) and how often it occurred. A path with conversions is that many journeys that end in an event
    /// named after the conversions column; those that `nulls` counts end without. `value` is the revenue of all conversions of the row.
    Paths {
        column: String,
        separator: String,
        conversions: Option<String>,
        value: Option<String>,
        nulls: Option<String>,
    },
    /// One event that occurred as often as this column says: each row is its own journey, of that weight.
    Counts { column: String },
}

/// Where one journey id holds several journeys: the later ones are called `id (2)`, `id (3)`…
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Split {
    /// After a wait of more than so many seconds. Nothing without times.
    Inactivity { seconds: u64 },
    /// After each event that reaches the goal.
    Goal,
    /// By the values of a column (an order, a visit), named `id / value`; events without value stay with the id alone.
    Column { name: String },
}

/// A way to split that the data suggests, and what it would give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitOffer {
    pub split: Split,
    /// Journeys with and without the split, among the sampled rows.
    pub journeys: u32,
    pub unsplit: u32,
}

/// One of several files handed over together, in [`LoadOptions::tables`](super::load::LoadOptions::tables).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TableOptions {
    /// As handed over (a file name).
    pub name: String,
    /// What its bytes are, where they are no text table; filled in by the page.
    pub format: Option<FileFormat>,
    /// As the load's own `part`, of this file.
    pub part: Option<String>,
    /// `None`: found.
    pub how: Option<TableUse>,
    /// Of this table's columns; `None`: found. Those of the main table stand in the load's own `roles`.
    pub roles: Option<Roles>,
}

/// What a table is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TableUse {
    /// The one that the load's own options speak of. Exactly one table.
    Main,
    /// More rows of the same kind, below those of the main table: by header where it is the same, else by role.
    /// Every event has its table's name as the attribute `source`.
    Stack,
    /// Columns for the rows of the main table: `key` of this table equals `mainKey` of the main one.
    Join {
        key: String,
        #[serde(rename = "mainKey")]
        main_key: String,
    },
    /// Events beside those of the main table, named after the table where it has no touchpoint of its own.
    /// `source` as in `Stack`.
    Events,
    /// Left out.
    Ignore,
}

/// What was found of one of several tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableFound {
    pub name: String,
    pub how: TableUse,
    /// For a join: how many of the sampled keys are also keys of the main table; else how many columns have a role there.
    pub evidence: Finding,
    pub columns: Vec<ColumnInfo>,
    /// First data rows as written, with their line numbers.
    pub first_rows: Vec<(u64, Vec<String>)>,
}

/// What the choices of the review step give over the head of the file or files: counts, each as in a summary.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Data rows of the head.
    pub rows: u64,
    /// Rows without any event.
    pub rejected: u64,
    /// Cells emptied: unreadable emotions and revenues.
    pub emptied: u64,
    pub journeys: u64,
    pub events: u64,
    /// Distinct ones.
    pub touchpoints: u64,
    pub stages: u64,
    /// The first of the rows that could not be used and of the cells left empty.
    pub problems: Vec<Problem>,
    /// The head is all there is: the numbers are those of the whole.
    pub complete: bool,
    /// Why these choices would not open; the counts are then 0.
    pub error: Option<LoadError>,
}
