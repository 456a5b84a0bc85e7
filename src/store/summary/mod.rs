//! `summary()`: the published numbers of contract §3, computed afresh from the kept events.
//!
//! Nearly every table is packed (see [`super::packed`]); the others (weights, no times, times between seconds, very many
//! values) take the general way.

mod lists;
mod packed;
mod pass;
mod totals;

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
        let wanted = Wanted::new(parts);
        let totals = match &self.lens.packed {
            Some(packed) => packed::totals(self, packed, filter, wanted)?,
            None => {
                let kept = self.keep(filter)?;
                let mut pass = Pass::new(self, wanted);
                self.walk(&kept, |journey| pass.journey(&journey));
                pass.finish()
            }
        };
        Ok(lists::summary(self, wanted, &totals, filter, source))
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

    /// What is counted by stage.
    fn any_stage(self) -> bool {
        self.stages || self.persona_stage || self.stage_follows || self.reach
    }

    /// What is counted by anything else.
    fn any_other(self) -> bool {
        self.personas
            || self.touchpoints
            || self.channels
            || self.touchpoint_follows
            || self.variants
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
