//! How the pictures are drawn and what the table's words mean: everything chosen that is neither filter nor selection.

use serde::{Deserialize, Serialize};

use crate::model::answer::{StagesFrom, TableInfo};
use crate::model::query::{EmotionBy, Lens, StripOrder};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    pub lens: Lens,
    pub shown: Shown,
    pub emotion_by: EmotionBy,
    pub same_journeys: bool,
    pub strip: StripLook,
    /// Stage widths by median time instead of equal slots.
    pub by_time: bool,
    /// The persona drawn in front; `None`: the first one.
    pub leading: Option<String>,
}

/// Which steps are drawn. Names, not ids: ids change with the lens and the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// All stages; where the touchpoints are the steps, as many of the most frequent as fit.
    #[default]
    Fitting,
    /// The most frequent steps, this many.
    Frequent(u32),
    These(Vec<String>),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StripLook {
    pub order: StripOrder,
    /// x is time since the start instead of the place in the stage's slot.
    pub true_time: bool,
    pub colour: StripColour,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StripColour {
    #[default]
    Emotion,
    Stage,
}

impl Shown {
    /// Stage ids to draw, in stage order; `None`: all. `fit`: how many steps the width holds.
    pub fn ids(&self, info: &TableInfo, fit: usize) -> Option<Vec<u32>> {
        match self {
            Self::Fitting => match info.stages_from {
                StagesFrom::Stages | StagesFrom::Authored => None,
                StagesFrom::Touchpoints | StagesFrom::Groups => most_frequent(info, fit),
            },
            Self::Frequent(count) => most_frequent(info, *count as usize),
            Self::These(names) => {
                let ids: Vec<u32> = (0u32..)
                    .zip(&info.stages)
                    .filter(|(_, stage)| names.contains(stage))
                    .map(|(id, _)| id)
                    .collect();
                // Names of another file would leave nothing to see.
                (!ids.is_empty() && ids.len() < info.stages.len()).then_some(ids)
            }
        }
    }
}

fn most_frequent(info: &TableInfo, count: usize) -> Option<Vec<u32>> {
    if info.stages.len() <= count || count == 0 {
        return None;
    }
    let mut ids: Vec<u32> = info
        .steps_by_frequency
        .iter()
        .take(count)
        .copied()
        .collect();
    ids.sort_unstable();
    Some(ids)
}
