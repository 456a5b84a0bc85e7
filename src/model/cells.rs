//! Rows of the file as the table view shows them, and what is asked for them.

use serde::{Deserialize, Serialize};

use super::load::LoadOptions;
use super::recipe::{Offer, StepOutcome};

/// One row: its cells as written, and what differs as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// 1-based line of the file where the row begins.
    pub line: u64,
    /// Of several files: 0 for the main one, else its place among them, from 1.
    #[serde(default)]
    pub file: u32,
    /// The step (its place in the recipe) that has taken the row away.
    pub removed: Option<u32>,
    pub cells: Vec<String>,
    /// By column: what is read where that is not the text as written.
    pub read: Vec<(u32, ReadCell)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadCell {
    /// Microseconds, as in the table.
    Time(i64),
    /// −2 … +2.
    Emotion(f64),
    Number(f64),
    /// The text after the cleaning steps.
    Text(String),
    Unreadable,
}

/// What is asked of the worker that reads files again. It travels as JSON: the worker of the first load then knows nothing of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskRequest {
    /// Walk over the files that travel along, read with these options (all found ones told): answered by a [`DeskSurvey`].
    Open(Box<LoadOptions>),
    /// Choose rows, by `runs` (first row, how many, first row, …): answered by how many there are.
    Select {
        runs: Vec<u32>,
        /// Rows that the cleaning steps have taken away, too.
        with_removed: bool,
        needle: String,
        /// Column to sort by, and whether downwards; `None`: in file order.
        sort: Option<(u32, bool)>,
        descending: bool,
    },
    /// A window on the chosen rows: answered by a list of [`TableRow`].
    Window { first: u32, count: u32 },
    /// All rows of the file as CSV records, as written but for what hides persons.
    Written { first: u32, count: u32 },
    /// A window as CSV records without the header: cells as read, or as written.
    Csv {
        first: u32,
        count: u32,
        as_read: bool,
        separator: char,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskSurvey {
    pub header: Vec<String>,
    /// All data rows, rejected and removed ones too.
    pub rows: u32,
    pub removed: u32,
    /// Of the present recipe's steps.
    pub outcomes: Vec<StepOutcome>,
    pub offers: Vec<Offer>,
}
