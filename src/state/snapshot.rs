//! The stored form of view and choices, with a version. Whatever the storage holds, opening never fails.

use serde::{Deserialize, Serialize};

use super::{Choices, View};

/// Raised when a change of shape needs an upgrade of what is stored.
const VERSION: u32 = 1;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    pub view: View,
    pub choices: Choices,
}

#[derive(Serialize, Deserialize)]
struct Stored<C> {
    version: u32,
    #[serde(default)]
    view: View,
    choices: C,
}

impl Snapshot {
    pub fn to_json(&self) -> String {
        let stored = Stored {
            version: VERSION,
            view: self.view,
            choices: &self.choices,
        };
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// The default where the text is corrupt, of a newer version, or not a snapshot at all.
    pub fn from_json(text: &str) -> Self {
        match serde_json::from_str::<Stored<Choices>>(text) {
            Ok(stored) if stored.version == VERSION => Self {
                view: stored.view,
                choices: stored.choices,
            },
            _ => Self::default(),
        }
    }
}
