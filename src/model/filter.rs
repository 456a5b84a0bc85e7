//! What is kept: the filter of contract §3, as a value and as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Event filters at the top level, whole-journey filters under `journeys`.
///
/// Every key is optional; values of one key are alternatives, keys combine, `[]` keeps nothing,
/// an unknown key is an error.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persona: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Vec<String>>,
    /// ISO 8601, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// ISO 8601, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<String, Vec<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journeys: Option<JourneyFilter>,
}

/// Keeps whole journeys; judged on the whole journey before any event filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JourneyFilter {
    /// The journey's persona (its first non-empty one, `""` where it has none).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persona: Option<Vec<String>>,
    /// Has an event at one of these touchpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touch: Option<Vec<String>>,
    /// Has no event at any of these touchpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_touch: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Vec<String>>,
    /// First touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Vec<String>>,
    /// Last touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Vec<String>>,
    /// Touchpoint a directly followed by touchpoint b.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<(String, String)>,
    /// First event at or after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_from: Option<String>,
    /// First event before (exclusive).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_to: Option<String>,
    /// Duration bounds, inclusive, seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_seconds: Option<f64>,
    /// Whether the goal was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<bool>,
}

impl Filter {
    /// Every filter but the persona's own; `None` where it has none. The next ones alike.
    pub fn but_persona(&self) -> Option<Self> {
        let mut wider = self.clone();
        let had = wider.persona.take().is_some();
        let journeys = wider.journeys.as_mut();
        let in_journeys = journeys.is_some_and(|journeys| journeys.persona.take().is_some());
        (had || in_journeys).then_some(wider)
    }

    pub fn but_channel(&self) -> Option<Self> {
        let mut wider = self.clone();
        let had = wider.channel.take().is_some();
        let journeys = wider.journeys.as_mut();
        let in_journeys = journeys.is_some_and(|journeys| journeys.channel.take().is_some());
        (had || in_journeys).then_some(wider)
    }

    pub fn but_touchpoint(&self) -> Option<Self> {
        let mut wider = self.clone();
        let had = wider.touchpoint.take().is_some();
        let in_journeys = wider.journeys.as_mut().is_some_and(|journeys| {
            let (touch, not_touch) = (journeys.touch.take(), journeys.not_touch.take());
            touch.is_some() || not_touch.is_some()
        });
        (had || in_journeys).then_some(wider)
    }

    pub fn but_dates(&self) -> Option<Self> {
        let mut wider = self.clone();
        let (from, to) = (wider.from.take(), wider.to.take());
        let in_journeys = wider.journeys.as_mut().is_some_and(|journeys| {
            let (from, to) = (journeys.started_from.take(), journeys.started_to.take());
            from.is_some() || to.is_some()
        });
        (from.is_some() || to.is_some() || in_journeys).then_some(wider)
    }

    /// Keeps single events: starts, ends and waits are partial.
    pub fn keeps_events(&self) -> bool {
        let texts = [
            &self.persona,
            &self.channel,
            &self.stage,
            &self.touchpoint,
            &self.account,
        ];
        let attributes = self.attributes.as_ref();
        texts.iter().any(|values| values.is_some())
            || self.from.is_some()
            || self.to.is_some()
            || attributes.is_some_and(|attributes| !attributes.is_empty())
    }

    /// Keeps everything?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
            || *self
                == Self {
                    journeys: Some(JourneyFilter::default()),
                    ..Self::default()
                }
    }
}
