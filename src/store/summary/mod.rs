//! `summary()`: the published numbers of contract §3, from one pass over the kept events.

mod lists;
mod pass;

use crate::model::filter::Filter;
use crate::model::load::SourceInfo;
use crate::model::summary::Summary;

use super::filter::FilterError;
use super::table::Table;
use pass::Pass;

impl Table {
    /// The numbers of the kept events. `parts`: the top-level lists wanted (names of
    /// [`SUMMARY_PARTS`](crate::model::query::SUMMARY_PARTS); others are ignored), `None` for all.
    pub fn summary(
        &self,
        filter: &Filter,
        source: &SourceInfo,
        parts: Option<&[String]>,
    ) -> Result<Summary, FilterError> {
        let kept = self.keep(filter)?;
        let mut pass = Pass::new(self, Wanted::new(parts));
        self.walk(&kept, 0, |journey| pass.journey(&journey));
        Ok(lists::summary(&pass, filter, source))
    }
}

/// Which lists are asked for.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    personas: bool,
    stages: bool,
    touchpoints: bool,
    channels: bool,
    persona_stage: bool,
    stage_follows: bool,
    touchpoint_follows: bool,
    reach: bool,
    variants: bool,
    outcomes: bool,
}

impl Wanted {
    fn new(parts: Option<&[String]>) -> Self {
        let has = |part: &str| parts.is_none_or(|parts| parts.iter().any(|name| name == part));
        Self {
            personas: has("personas"),
            stages: has("stages"),
            touchpoints: has("touchpoints"),
            channels: has("channels"),
            persona_stage: has("persona_stage"),
            stage_follows: has("stage_follows"),
            touchpoint_follows: has("touchpoint_follows"),
            reach: has("reach"),
            variants: has("variants"),
            outcomes: has("outcomes"),
        }
    }

    /// Any list that counts events by value.
    fn any_count(self) -> bool {
        self.personas
            || self.stages
            || self.touchpoints
            || self.channels
            || self.persona_stage
            || self.reach
    }
}
