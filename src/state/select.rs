//! What a click, a shift-click and Escape do to the choices.

use super::{Choices, Facet};
use crate::model::query::Selection;

/// A click selects; on what is selected alone it clears. With shift it adds, or takes away what is selected.
pub fn clicked(selection: &[Selection], target: &Selection, add: bool) -> Vec<Selection> {
    let is_selected = selection.contains(target);
    match (add, is_selected) {
        (false, true) if selection.len() == 1 => Vec::new(),
        (false, _) => vec![target.clone()],
        (true, true) => selection
            .iter()
            .filter(|selected| *selected != target)
            .cloned()
            .collect(),
        (true, false) => [selection, std::slice::from_ref(target)].concat(),
    }
}

/// What Escape closes, one thing a press: tooltip, then brush, then selection, then solo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaped {
    Tooltip,
    Brush,
    Selection,
    Solo,
    Nothing,
}

/// Which of them is next.
pub fn escaped(tooltip_is_open: bool, choices: &Choices) -> Escaped {
    if tooltip_is_open {
        Escaped::Tooltip
    } else if choices.dates() != (None, None) || choices.length() != (None, None) {
        Escaped::Brush
    } else if !choices.selection.is_empty() {
        Escaped::Selection
    } else if soloed_facet(choices).is_some() {
        Escaped::Solo
    } else {
        Escaped::Nothing
    }
}

/// The choices after it; the tooltip is not a choice.
pub fn after_escape(escaped: Escaped, choices: &Choices) -> Choices {
    let mut next = choices.clone();
    match escaped {
        Escaped::Tooltip | Escaped::Nothing => {}
        Escaped::Brush => {
            next.set_dates(None, None);
            next.set_length(None, None);
        }
        Escaped::Selection => next.selection.clear(),
        Escaped::Solo => {
            if let Some(facet) = soloed_facet(choices) {
                next.keep_all(facet);
            }
        }
    }
    next
}

fn soloed_facet(choices: &Choices) -> Option<Facet> {
    Facet::ALL
        .into_iter()
        .find(|facet| choices.kept(*facet).is_some_and(|kept| kept.len() == 1))
}
