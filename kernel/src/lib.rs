//! The loops that run once a byte, a cell or an event, on plain slices of numbers.
//!
//! A crate of its own so that it is compiled for speed while everything around it is compiled for size.
//! Functions that others call are never inlined: inside their callers they would be compiled for size again.
//! Must not know: files, roles, names, the shape of filters and answers.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod cells;
mod clusters;
mod codes;
mod dictionary;
mod keep;
mod lists;
mod marks;
mod median;
mod pair;
mod plain;
mod ranked;
mod spans;
mod stages;
mod stored;
mod timeline;
mod times;
mod variants;
mod walk;
mod walked;

pub use cells::{iso_seconds, plain_number};
pub use clusters::{Answers, CLASSES, Cluster, Clusters, Counting, Grouping, HIDDEN, clusters};
pub use codes::Codes;
pub use dictionary::{NumberCodes, TextCodes};
pub use keep::{Dimension, Kept, MIXED, Question, Uniform, keep};
pub use lists::{Counts, Groups, ListInput, ListTotals, lists};
pub use marks::{Marks, Span, Stop, is_ascii};
pub use median::{Medians, middle, quantile, select};
pub use plain::{Cells, NumberCells, NumberTally, PlainNumber, PlainRows, PlainTime};
pub use ranked::{Apart, Ranked};
pub use spans::{Spans, ending_after, spans};
pub use stages::{DROPPED, Layout, OUTCOMES, StageInput, StageTotals, stages};
pub use stored::{Column, Run, checksum, width};
pub use timeline::{Durations, Move, Place, Timeline, TimelineInput, timeline};
pub use times::{Times, TimesAsRead, seconds_from, waits};
pub use variants::Variants;
pub use walk::Walk;
pub use walked::{Walked, walked};
