//! The two languages, and how a browser's list of languages chooses one.

use serde::{Deserialize, Serialize};

use super::Msg;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    Fr,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The first language of a BCP 47 list (`navigator.languages`) that the page speaks; English where it speaks none.
    pub fn from_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter()
            .find_map(Self::from_tag)
            .unwrap_or_default()
    }

    /// `fr`, `fr-CA`, `FR_fr`: French; `en…`: English; anything else `None`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }

    /// As in `lang=` of an address and in `<html lang>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    pub const fn text(self, msg: Msg) -> &'static str {
        msg.text(self)
    }

    pub const fn is_french(self) -> bool {
        matches!(self, Self::Fr)
    }

    /// “text” or « text », with the spaces that French wants.
    pub fn quoted(self, text: &str) -> String {
        match self {
            Self::En => format!("“{text}”"),
            Self::Fr => format!("«\u{a0}{text}\u{a0}»"),
        }
    }

    /// `label: value`, with the space before the colon that French wants.
    pub fn labelled(self, label: &str, value: &str) -> String {
        match self {
            Self::En => format!("{label}: {value}"),
            Self::Fr => format!("{label}\u{a0}: {value}"),
        }
    }

    /// Does a count take the singular? English: 1. French: 0 and 1.
    pub const fn is_singular(self, count: u64) -> bool {
        match self {
            Self::En => count == 1,
            Self::Fr => count < 2,
        }
    }
}
