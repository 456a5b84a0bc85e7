//! What the page asks of the table. Numbers in ids are indexes into the lists of [`super::answer::TableInfo`].

use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::filter_parts;
use super::load::Goal;
use super::zone::Offsets;

/// How the table is seen: changes what the numbers mean, not which events are kept.
/// The default is what the file itself says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lens {
    /// `None`: the default goal of contract §2. `Some(Goal::default())`: none.
    pub goal: Option<Goal>,
    /// Threshold of a silence in seconds; `None`: the 95th percentile of the waits.
    pub silence_seconds: Option<f64>,
    /// Stages in the user's order; those not named follow in the observed order.
    pub stage_order: Option<Vec<String>>,
    /// Touchpoints grouped into stages, in order: (name of the stage, its touchpoints). Touchpoints in no group stay steps of their own.
    /// Replaces the stage column while not empty.
    pub groups: Vec<(String, Vec<String>)>,
}

/// Which lines the emotion graph has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmotionBy {
    #[default]
    Persona,
    All,
    Channel,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OverviewQuery {
    #[serde(with = "filter_parts")]
    pub filter: Filter,
    /// The stages drawn, in order. Events of other stages are skipped in links, loops, visits and waits of this picture
    /// (they still count in `events` and `journeys`). `None`: all.
    pub shown: Option<Vec<u32>>,
    pub emotion_by: EmotionBy,
    /// Only journeys that answered at every shown stage, in the emotion graph.
    pub same_journeys: bool,
    /// What the clock that dates are shown on says: the buckets of the date filter are days of it.
    pub clock: Offsets,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StripOrder {
    /// Goal reached first, then longest first.
    #[default]
    Longest,
    Shortest,
    Start,
    Persona,
    /// Lowest mean emotion first; journeys without an answer last.
    Emotion,
}

/// A window on the journeys strip.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StripQuery {
    #[serde(with = "filter_parts")]
    pub filter: Filter,
    pub shown: Option<Vec<u32>>,
    pub order: StripOrder,
    /// First row wanted and how many, among all kept journeys in `order`.
    pub first: u32,
    pub rows: u32,
    /// More than one journey a row: the answer is a density grid of `rows` × `columns` over ALL kept journeys.
    pub density_columns: Option<u32>,
    /// `true`: x is time since the journey's start; `false`: place within the stage's slot.
    pub true_time: bool,
}

/// What is selected. Indexes as in `TableInfo`; a journey by its id as in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Selection {
    Stage(String),
    Touchpoint(String),
    Persona(String),
    Channel(String),
    Journey(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DetailQuery {
    #[serde(with = "filter_parts")]
    pub filter: Filter,
    pub shown: Option<Vec<u32>>,
    pub selection: Selection,
}

/// Who a persona is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    /// The other kept personas.
    #[default]
    Others,
    /// All kept personas, itself too.
    All,
    /// The persona with this id.
    One(u32),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonasQuery {
    #[serde(with = "filter_parts")]
    pub filter: Filter,
    pub shown: Option<Vec<u32>>,
    pub against: Against,
}

/// The top-level lists of a summary; `parts` of contract §3.
pub const SUMMARY_PARTS: [&str; 10] = [
    "personas",
    "stages",
    "touchpoints",
    "channels",
    "persona_stage",
    "stage_follows",
    "touchpoint_follows",
    "reach",
    "variants",
    "outcomes",
];
