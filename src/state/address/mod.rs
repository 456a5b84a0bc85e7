//! The address of what is seen (contract §5): `#…`, or `?…` for embedding pages; the hash wins, key by key.
//!
//! | key | meaning |
//! | --- | --- |
//! | `src` | a file to fetch |
//! | `view` | a view |
//! | `persona`, `channel`, `stage`, `touchpoint` | repeatable: journeys of that persona, touching that channel … |
//! | `from`, `to` | journeys started in that range, `to` exclusive |
//! | `filter` | the filter as JSON; the keys above are laid over it |
//! | `select` | repeatable: `stage:Purchase`, `persona:…`, `touchpoint:…`, `channel:…`, `journey:…`; a bare name is a stage |
//! | `look` | JSON: goal, grouping, steps shown, lines and orders, where they are not the default |
//! | `lang`, `theme` | the reader's, where the link insists on them |
//! | `embed`, `review` | `1`, `0` |
//!
//! Unknown keys are ignored; a filter or look that cannot be read is reported and left out.

mod differences;
mod percent;
mod read;
mod write;

use super::{Choices, Look, Theme, View};
use crate::i18n::Lang;
use crate::model::filter::Filter;
use crate::model::query::Selection;

/// What an address says; what it does not say is `None` and leaves the stored state as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Address {
    /// As given: relative to the page, or absolute.
    pub src: Option<String>,
    pub view: Option<View>,
    pub filter: Option<Filter>,
    pub selection: Option<Vec<Selection>>,
    pub look: Option<Look>,
    pub lang: Option<Lang>,
    pub theme: Option<Theme>,
    pub embed: bool,
    pub review: Option<bool>,
    /// What could not be read, by key: to be said, not to stop for.
    pub errors: Vec<AddressError>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressError {
    /// `filter`, `look`, `view`, `lang` or `theme`.
    pub key: String,
    /// The parser's own words, or the value.
    pub detail: String,
}

impl Address {
    /// Reads the two parts of an address as the browser gives them, with or without their `?` and `#`.
    pub fn read(search: &str, hash: &str) -> Self {
        read::read(search, hash)
    }

    /// The same without what is shown: source, filter, selection and look stay empty.
    pub fn read_frame(search: &str, hash: &str) -> Self {
        read::read_frame(search, hash)
    }

    /// The part after `#`, without it: the shortest that reads back as `self`.
    pub fn write(&self) -> String {
        write::write(self)
    }

    /// The address of what is seen.
    pub fn of(src: Option<&str>, view: View, choices: &Choices) -> Self {
        let is_default_look = choices.look == Look::default();
        Self {
            src: src.map(str::to_owned),
            view: (view != View::default()).then_some(view),
            filter: (!choices.filter.is_empty()).then(|| choices.filter.clone()),
            selection: (!choices.selection.is_empty()).then(|| choices.selection.clone()),
            look: (!is_default_look).then(|| choices.look.clone()),
            ..Self::default()
        }
    }

    /// Does it say anything about what is seen? Then it wins over the stored choices as a whole.
    pub const fn has_choices(&self) -> bool {
        self.filter.is_some() || self.selection.is_some() || self.look.is_some()
    }

    /// The choices that it opens with: its own where it has any, else those given.
    pub fn choices(&self, stored: Choices) -> Choices {
        // A link to a file shows the file as the link's author saw it, not under the reader's last filter.
        if !self.has_choices() && self.src.is_none() {
            return stored;
        }
        let mut choices = Choices {
            selection: self.selection.clone().unwrap_or_default(),
            look: self.look.clone().unwrap_or_default(),
            ..Choices::default()
        };
        choices.set_filter(self.filter.clone().unwrap_or_default());
        choices
    }
}

const fn facet_key(facet: super::Facet) -> &'static str {
    match facet {
        super::Facet::Persona => "persona",
        super::Facet::Channel => "channel",
        super::Facet::Stage => "stage",
        super::Facet::Touchpoint => "touchpoint",
    }
}
