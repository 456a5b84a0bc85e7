//! The numbers behind the page as contract §3 publishes them: `summary()` and the "Numbers (JSON)" download.

use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::load::SourceInfo;

/// Lists that were not asked for (`parts`) are left out; every other field is always there, `None` where it has no meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// 1.
    pub version: u32,
    pub source: SourceInfo,
    /// The filter that was applied.
    pub filter: Filter,
    pub events: u64,
    pub journeys: u64,
    /// First and last time of the kept events, ISO 8601.
    pub start: Option<String>,
    pub end: Option<String>,
    pub journey_seconds: Durations,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personas: Option<Vec<PersonaSummary>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stages: Option<Vec<StageSummary>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoints: Option<Vec<TouchpointSummary>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<ChannelSummary>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona_stage: Option<Vec<PersonaStageSummary>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_follows: Option<Vec<Follows>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoint_follows: Option<Vec<Follows>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Vec<Reach>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variants: Option<Vec<Variant>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<OutcomeSummary>,
}

/// Of journeys, in seconds; all `None` without time or without a kept journey.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Durations {
    pub median: Option<f64>,
    pub mean: Option<f64>,
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// By the persona of the journey (its first non-empty one).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaSummary {
    pub persona: String,
    pub events: u64,
    pub journeys: u64,
    pub emotion_mean: Option<f64>,
    pub emotion_n: u64,
    pub revenue_sum: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StageSummary {
    pub stage: String,
    pub events: u64,
    pub journeys: u64,
    pub emotion_mean: Option<f64>,
    pub emotion_n: u64,
    /// Visits that have a next one.
    pub visits: u64,
    /// From a visit's first event to the first of the next visit.
    pub visit_median_seconds: Option<f64>,
    /// From a visit's first to its last event, over all visits.
    pub stay_median_seconds: Option<f64>,
    /// Before the stage: from the previous event to a visit's first one.
    pub wait_median_seconds: Option<f64>,
    pub ends: u64,
    /// Dropped journeys whose furthest stage this is; `None` without a goal.
    pub drops: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TouchpointSummary {
    pub touchpoint: String,
    pub events: u64,
    pub journeys: u64,
    pub emotion_mean: Option<f64>,
    pub emotion_n: u64,
    /// Before the touchpoint: since the previous event.
    pub wait_median_seconds: Option<f64>,
    pub revenue_sum: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelSummary {
    pub channel: String,
    pub events: u64,
    pub journeys: u64,
    pub emotion_mean: Option<f64>,
    pub emotion_n: u64,
    pub revenue_sum: Option<f64>,
}

/// By the persona cell of each event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaStageSummary {
    pub persona: String,
    pub stage: String,
    pub events: u64,
    pub journeys: u64,
    pub emotion_mean: Option<f64>,
    pub emotion_n: u64,
}

/// How often `to` comes directly after `from`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Follows {
    pub from: String,
    pub to: String,
    pub count: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    pub stage: String,
    pub journeys: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    pub touchpoints: Vec<String>,
    pub journeys: u64,
}

/// Everything but the silence is `None` without a goal; `open` without time, too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OutcomeSummary {
    /// Names of stages and touchpoints, and [`REVENUE_GOAL`] where the goal is an amount.
    pub goal: Option<Vec<String>>,
    pub reached: Option<u64>,
    pub open: Option<u64>,
    pub dropped: Option<u64>,
    pub silence_seconds: Option<f64>,
}

/// How a goal by amount is written in [`OutcomeSummary::goal`].
pub const REVENUE_GOAL: &str = "revenue > 0";
