//! What a step does to one value, whatever row it stands in: a pure function, so that it is worked out once a distinct value.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::fold::{lower, trimmed, unaccented};
use super::ids::without_ids;
use super::token::token;
use crate::model::recipe::{CleaningStep, StepKind};

type Map = HashMap<String, String, FixedState>;

/// A step as a function of a value.
pub enum ValueStep {
    Trim,
    Unify {
        fold: fn(&str) -> String,
        preferred: Map,
    },
    Map(Map),
    StripIds,
    Empty(HashSet<String, FixedState>),
    Fill(String),
    Token {
        salt: String,
    },
    Blank,
}

impl ValueStep {
    /// `None` for steps that look at the whole row.
    pub fn of(step: &CleaningStep) -> Option<Self> {
        let first = || step.to.first().cloned().unwrap_or_default();
        Some(match step.kind {
            StepKind::Trim => Self::Trim,
            StepKind::UnifyCase => unify(lower, &step.to),
            StepKind::UnifyAccents => unify(unaccented, &step.to),
            StepKind::Merge | StepKind::Rename => Self::Map(
                step.from
                    .iter()
                    .map(|from| (from.clone(), first()))
                    .collect(),
            ),
            StepKind::StripIds => Self::StripIds,
            StepKind::Nulls => Self::Empty(step.from.iter().map(|word| lower(word)).collect()),
            StepKind::FillEmpty => Self::Fill(first()),
            StepKind::Pseudonymise => Self::Token { salt: first() },
            StepKind::DropColumns => Self::Blank,
            StepKind::MapStages
            | StepKind::DropExactDuplicates
            | StepKind::DropNearDuplicates
            | StepKind::DropEmpty => return None,
        })
    }

    /// The value after the step; `None`: it stays as it is.
    pub fn apply(&self, value: &str) -> Option<String> {
        let changed = match self {
            Self::Trim => trimmed(value),
            Self::Unify { fold, preferred } => preferred.get(&fold(value))?.clone(),
            Self::Map(map) => map.get(value)?.clone(),
            Self::StripIds => without_ids(value),
            Self::Empty(words) if words.contains(&lower(value.trim())) => String::new(),
            Self::Fill(text) if value.is_empty() => text.clone(),
            Self::Token { salt } if !value.is_empty() => token(value, salt),
            Self::Blank => String::new(),
            Self::Empty(_) | Self::Fill(_) | Self::Token { .. } => return None,
        };
        (changed != value).then_some(changed)
    }
}

/// The first of two preferred spellings that fold to the same stands.
fn unify(fold: fn(&str) -> String, to: &[String]) -> ValueStep {
    let mut preferred = Map::default();
    for spelling in to {
        preferred
            .entry(fold(spelling))
            .or_insert_with(|| spelling.clone());
    }
    ValueStep::Unify { fold, preferred }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step(kind: StepKind, from: &[&str], to: &[&str]) -> ValueStep {
        let own = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
        ValueStep::of(&CleaningStep {
            kind,
            from: own(from),
            to: own(to),
            ..CleaningStep::default()
        })
        .unwrap()
    }

    #[test]
    fn each_kind_changes_what_it_says() {
        let cases = [
            (step(StepKind::Trim, &[], &[]), " Achat ", Some("Achat")),
            (
                step(StepKind::UnifyCase, &[], &["Achat"]),
                "ACHAT",
                Some("Achat"),
            ),
            (
                step(StepKind::UnifyCase, &[], &["Évaluation"]),
                "Evaluation",
                None,
            ),
            (
                step(StepKind::UnifyAccents, &[], &["Évaluation"]),
                "evaluation",
                Some("Évaluation"),
            ),
            (
                step(StepKind::Merge, &["Homepage"], &["homepage"]),
                "Homepage",
                Some("homepage"),
            ),
            (
                step(StepKind::Merge, &["Homepage"], &["homepage"]),
                "homepage",
                None,
            ),
            (step(StepKind::StripIds, &[], &[]), "/p/12", Some("/p/:id")),
            (step(StepKind::Nulls, &["N/A", "-"], &[]), "n/a", Some("")),
            (step(StepKind::Nulls, &["N/A", "-"], &[]), "a-b", None),
            (step(StepKind::FillEmpty, &[], &["Web"]), "", Some("Web")),
            (step(StepKind::FillEmpty, &[], &["Web"]), "Tel", None),
            (step(StepKind::Pseudonymise, &[], &["s"]), "", None),
            (step(StepKind::DropColumns, &[], &[]), "x", Some("")),
        ];
        for (step, value, expected) in cases {
            assert_eq!(step.apply(value).as_deref(), expected, "{value}");
        }
    }

    proptest! {
        /// All but tokens: a token is a value like any other.
        #[test]
        fn steps_on_values_are_idempotent(value in ".{0,20}", to in "[A-Za-zé ]{0,8}") {
            let kinds = [StepKind::Trim, StepKind::UnifyCase, StepKind::UnifyAccents, StepKind::StripIds, StepKind::Nulls, StepKind::FillEmpty, StepKind::DropColumns];
            for kind in kinds {
                let step = step(kind, &["null", "-"], &[&to]);
                let once = step.apply(&value).unwrap_or(value.clone());
                prop_assert_eq!(step.apply(&once), None, "{:?}", kind);
            }
        }
    }
}
