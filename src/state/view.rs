//! The views of a document.

use serde::{Deserialize, Serialize};

use crate::i18n::Msg;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    #[default]
    Overview,
    Personas,
    Table,
}

impl View {
    /// In the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Overview, Self::Personas, Self::Table];

    /// As in `view=` and `setView`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Personas => "personas",
            Self::Table => "table",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    pub const fn label(self) -> Msg {
        match self {
            Self::Overview => Msg::ViewOverview,
            Self::Personas => Msg::ViewPersonas,
            Self::Table => Msg::ViewTable,
        }
    }
}
