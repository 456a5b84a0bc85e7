//! The cleaning list: what the user has chosen to change between the cells as written and the cells as read.
//!
//! A recipe is data: an ordered list of steps, each of which can be taken out again. Reading the file with it is `import`'s.

use serde::{Deserialize, Serialize};

/// Steps in the order in which they work; empty: every cell is read as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recipe {
    pub steps: Vec<CleaningStep>,
}

/// What a step does. The fields of [`CleaningStep`] that it reads are named; the others stay empty.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// `columns`: blanks at both ends go, runs of blanks become one.
    #[default]
    Trim,
    /// `columns`, `to`: values that differ from one of `to` only in case take its spelling.
    UnifyCase,
    /// `columns`, `to`: the same for accents (and case).
    UnifyAccents,
    /// `columns`, `from`, `to[0]`: these spellings become that one.
    Merge,
    /// `columns`: ids in addresses and names become `:id`.
    StripIds,
    /// Rows equal in every cell: the first stays.
    DropExactDuplicates,
    /// `seconds`: same journey and touchpoint within so many seconds: the first stays. With `columns`, only where those differ (two sources); `source` is the file, of several.
    DropNearDuplicates,
    /// `columns`, `from`: cells that hold one of these words become empty.
    Nulls,
    /// `columns`, `to[0]`: empty cells take this value.
    FillEmpty,
    /// `columns`: rows with an empty cell there go.
    DropEmpty,
    /// `columns`, `from[0]`, `to[0]`: one value by another name.
    Rename,
    /// `from` (touchpoints), `to` (their stages, one each): the stage follows from the touchpoint.
    MapStages,
    /// `columns`, `to[0]` (the salt): every value becomes a token, equal values the same.
    Pseudonymise,
    /// `columns`: read and shown as if they were not there.
    DropColumns,
}

impl StepKind {
    pub const ALL: [Self; 14] = [
        Self::Trim,
        Self::UnifyCase,
        Self::UnifyAccents,
        Self::Merge,
        Self::StripIds,
        Self::DropExactDuplicates,
        Self::DropNearDuplicates,
        Self::Nulls,
        Self::FillEmpty,
        Self::DropEmpty,
        Self::Rename,
        Self::MapStages,
        Self::Pseudonymise,
        Self::DropColumns,
    ];

    /// Does it take whole rows away?
    pub const fn drops_rows(self) -> bool {
        matches!(
            self,
            Self::DropExactDuplicates | Self::DropNearDuplicates | Self::DropEmpty
        )
    }

    /// Does it take what a person could be known by out of the file?
    pub const fn hides_persons(self) -> bool {
        matches!(self, Self::Pseudonymise | Self::DropColumns)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CleaningStep {
    pub kind: StepKind,
    pub columns: Vec<String>,
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub seconds: u32,
    /// Lines of rows that the user has taken back: this step leaves them alone. Of these files only; those of another file than the main one
    /// as [`line_of`].
    pub except: Vec<u64>,
}

impl CleaningStep {
    pub fn of(kind: StepKind, columns: &[&str]) -> Self {
        Self {
            kind,
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            ..Self::default()
        }
    }
}

/// Lines of a file are below it.
const FILE: u64 = 1 << 40;

/// A line of one of several files, by the number of the file: 0 for the main one, else its place among them, from 1.
pub const fn line_of(file: u32, line: u64) -> u64 {
    file as u64 * FILE + line
}

impl Recipe {
    /// For another file than the main one, by its number.
    pub fn of_file(&self, file: u32) -> Self {
        let mut recipe = self.clone();
        for step in &mut recipe.steps {
            step.except.retain(|line| line / FILE == u64::from(file));
            step.except.iter_mut().for_each(|line| *line %= FILE);
        }
        recipe
    }

    pub const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// For another file of the same header: without what speaks of this file's lines.
    pub fn for_other_file(&self) -> Self {
        let mut recipe = self.clone();
        for step in &mut recipe.steps {
            step.except.clear();
        }
        recipe
    }

    /// Without the steps that hide persons: what is left to do where the file itself was rewritten with them.
    pub fn without_hiding(&self) -> Self {
        Self {
            steps: self
                .steps
                .iter()
                .filter(|step| !step.kind.hides_persons())
                .cloned()
                .collect(),
        }
    }

    /// For a document that leaves this browser: a salt would let others try values until one gives the token.
    pub fn without_salts(&self) -> Self {
        let mut recipe = self.clone();
        for step in &mut recipe.steps {
            if step.kind == StepKind::Pseudonymise {
                step.to.clear();
            }
        }
        recipe
    }

    pub fn hides_persons(&self) -> bool {
        self.steps.iter().any(|step| step.kind.hides_persons())
    }
}

/// What a step has done to the file that is open, in the order of the recipe.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepOutcome {
    /// Cells changed.
    pub cells: u64,
    /// Rows with a changed cell, or rows taken away.
    pub rows: u64,
    /// Before and after: distinct values of its columns, or rows for a step that takes rows away. `None` where there are too many values to count.
    pub counts: Option<(u64, u64)>,
    /// A column or a role that this file does not have: the step did nothing.
    pub misses: Option<String>,
}

/// A step that would change something, offered with what it would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub step: CleaningStep,
    pub outcome: StepOutcome,
    /// Lines of two rows that show it.
    pub lines: Vec<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_is_a_list_in_json_and_comes_back() {
        let recipe = Recipe {
            steps: vec![
                CleaningStep::of(StepKind::Trim, &["stage"]),
                CleaningStep {
                    from: vec!["Homepage".into()],
                    to: vec!["homepage".into()],
                    ..CleaningStep::of(StepKind::Merge, &["page"])
                },
            ],
        };
        let text = serde_json::to_string(&recipe).unwrap();
        assert!(text.starts_with("[{\"kind\":\"trim\""));
        assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), recipe);
        let short =
            r#"[{"kind":"merge","columns":["page"],"from":["Homepage"],"to":["homepage"]}]"#;
        let short: Recipe = serde_json::from_str(short).unwrap();
        assert_eq!(short.steps, recipe.steps[1..]);
        assert!(serde_json::from_str::<Recipe>(r#"[{"kind":"shout"}]"#).is_err());
    }

    #[test]
    fn what_leaves_the_browser_holds_no_salt_and_another_file_no_lines() {
        let recipe = Recipe {
            steps: vec![
                CleaningStep {
                    to: vec!["salt".into()],
                    ..CleaningStep::of(StepKind::Pseudonymise, &["mail"])
                },
                CleaningStep {
                    except: vec![7],
                    ..CleaningStep::of(StepKind::DropExactDuplicates, &[])
                },
            ],
        };
        assert!(
            !serde_json::to_string(&recipe.without_salts())
                .unwrap()
                .contains("salt")
        );
        assert!(recipe.for_other_file().steps[1].except.is_empty());
        assert_eq!(recipe.without_hiding().steps.len(), 1);
    }
}
