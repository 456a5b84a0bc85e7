//! The values of one column, and the steps that would change some of them.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::fold::{lower, trimmed, unaccented};
use super::ids::without_ids;
use super::spellings::groups;
use crate::import::plan::Plan;
use crate::import::words;
use crate::model::load::{ColumnKind, Role};
use crate::model::recipe::{CleaningStep, Offer, StepKind, StepOutcome};

/// Distinct values counted in a column; with more it is no list of names, and nothing is offered for it.
const MOST_VALUES: usize = 20_000;
/// Groups of spellings offered one by one in a column; more of one nature are offered together.
const MOST_MERGES: usize = 12;

/// Cells that stand for "nothing", in lower case.
const NULLS: [&str; 18] = [
    "null",
    "(null)",
    "n/a",
    "#n/a",
    "#na",
    "#nv",
    "nan",
    "nil",
    "-",
    "--",
    "–",
    "—",
    "undefined",
    "\\n",
    "n.d.",
    "not available",
    "non renseigné",
    "#value!",
];

pub struct Column {
    pub name: String,
    role: Role,
    /// Names rather than numbers, times or sentences.
    is_text: bool,
    values: HashMap<String, u64, FixedState>,
    full: bool,
    filled: u64,
    empty: u64,
}

impl Column {
    pub fn new(plan: &Plan, index: usize) -> Self {
        let kind = plan.profiles[index].kind();
        Self {
            name: plan.names[index].clone(),
            role: plan.roles.role_of(index),
            is_text: matches!(kind, ColumnKind::Text | ColumnKind::Identifier),
            values: HashMap::default(),
            full: false,
            filled: 0,
            empty: 0,
        }
    }

    pub fn add(&mut self, cell: &str) {
        if cell.is_empty() {
            self.empty += 1;
            return;
        }
        self.filled += 1;
        if let Some(count) = self.values.get_mut(cell) {
            *count += 1;
        } else if self.values.len() < MOST_VALUES || is_null(cell) {
            self.values.insert(cell.to_owned(), 1);
        } else {
            self.full = true;
        }
    }

    /// A column of values that people know by name: their spellings matter.
    pub const fn lists_names(&self) -> bool {
        let named = matches!(
            self.role,
            Role::Touchpoint
                | Role::Stage
                | Role::Channel
                | Role::Persona
                | Role::Attribute
                | Role::Account
                | Role::Actor
        );
        named && self.is_text && !self.full
    }

    /// Which system told of the event.
    pub fn is_source(&self) -> bool {
        let folded = words::fold(&self.name);
        let says = folded
            .split(' ')
            .any(|word| matches!(word, "source" | "system" | "systeme" | "origin" | "origine"));
        says && matches!(self.role, Role::Attribute | Role::Ignore | Role::Channel)
    }

    fn sorted(&self) -> Vec<(String, u64)> {
        let mut values: Vec<(String, u64)> = self
            .values
            .iter()
            .map(|(value, count)| (value.clone(), *count))
            .collect();
        values.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        values
    }

    pub fn untrimmed(&self) -> Vec<(&String, u64, String)> {
        if !matches!(self.role, Role::Journey) && !self.lists_names() {
            return Vec::new();
        }
        let changed =
            |(value, count): (&'_ String, &u64)| (trimmed(value) != *value).then_some(*count);
        self.values
            .iter()
            .filter_map(|entry| Some((entry.0, changed(entry)?, trimmed(entry.0))))
            .collect()
    }

    pub fn nulls(&self) -> Vec<(&String, u64, String)> {
        if matches!(self.role, Role::Ignore | Role::Verbatim) {
            return Vec::new();
        }
        self.values
            .iter()
            .filter(|(value, _)| is_null(value))
            .map(|(value, count)| (value, *count, String::new()))
            .collect()
    }

    pub fn distinct_after(&self, changes: &[(&String, u64, String)]) -> (u64, u64) {
        let before = self.values.len() + usize::from(self.empty > 0);
        let changed: HashMap<&str, &str, FixedState> = changes
            .iter()
            .map(|(from, _, to)| (from.as_str(), to.as_str()))
            .collect();
        let mut after: hashbrown::HashSet<&str, FixedState> = self
            .values
            .keys()
            .map(|value| changed.get(value.as_str()).copied().unwrap_or(value))
            .collect();
        if self.empty > 0 {
            after.insert("");
        }
        (before as u64, after.len() as u64)
    }

    pub fn empties(&self) -> Option<Offer> {
        let named = matches!(
            self.role,
            Role::Touchpoint | Role::Stage | Role::Channel | Role::Persona
        );
        (named && self.empty > 0 && self.empty <= self.filled).then(|| Offer {
            step: CleaningStep::of(StepKind::FillEmpty, &[&self.name]),
            outcome: StepOutcome {
                cells: self.empty,
                counts: Some((self.empty, 0)),
                ..StepOutcome::default()
            },
            lines: Vec::new(),
        })
    }

    /// Merges one by one; many that differ only in case, or only in accents, as one step.
    pub fn spellings(&self) -> Vec<Offer> {
        let mut values = self.sorted();
        // Words for nothing have an offer of their own.
        values.retain(|(value, _)| !is_null(value));
        let found: Vec<Vec<usize>> = groups(&values)
            .into_iter()
            .filter(|group| !same_under(trimmed, group, &values))
            .collect();
        let natures = [
            (StepKind::UnifyCase, lower as fn(&str) -> String),
            (StepKind::UnifyAccents, unaccented),
        ];
        let mut rest = found;
        let mut offers = Vec::new();
        for (kind, fold) in natures {
            let (alike, others): (Vec<_>, Vec<_>) = rest
                .into_iter()
                .partition(|group| same_under(fold, group, &values));
            rest = others;
            if alike.len() <= 3 {
                rest.extend(alike);
                continue;
            }
            let to = alike
                .iter()
                .map(|group| values[group[0]].0.clone())
                .collect();
            let step = CleaningStep {
                to,
                ..CleaningStep::of(kind, &[&self.name])
            };
            offers.push(self.spelling_offer(step, &alike, &values));
        }
        for group in rest.into_iter().take(MOST_MERGES) {
            let from = group[1..].iter().map(|at| values[*at].0.clone()).collect();
            let to = vec![values[group[0]].0.clone()];
            let step = CleaningStep {
                from,
                to,
                ..CleaningStep::of(StepKind::Merge, &[&self.name])
            };
            offers.push(self.spelling_offer(step, &[group], &values));
        }
        offers
    }

    fn spelling_offer(
        &self,
        step: CleaningStep,
        groups: &[Vec<usize>],
        values: &[(String, u64)],
    ) -> Offer {
        let merged = groups.iter().flat_map(|group| &group[1..]);
        let before = (self.values.len() + usize::from(self.empty > 0)) as u64;
        Offer {
            step,
            outcome: StepOutcome {
                cells: merged.clone().map(|at| values[*at].1).sum(),
                counts: Some((before, before - merged.count() as u64)),
                ..StepOutcome::default()
            },
            lines: Vec::new(),
        }
    }

    /// Ids in touchpoints and pages: worth it where at least three values become fewer.
    pub fn ids(&self) -> Option<Offer> {
        let changes: Vec<(&String, u64, String)> = self
            .values
            .iter()
            .map(|(value, count)| (value, *count, without_ids(value)))
            .filter(|(value, _, made)| *value != made)
            .collect();
        let (before, after) = self.distinct_after(&changes);
        let names_pages =
            self.role == Role::Touchpoint || self.values.keys().any(|value| value.contains('/'));
        (names_pages && changes.len() >= 3 && after + 2 <= before).then(|| Offer {
            step: CleaningStep::of(StepKind::StripIds, &[&self.name]),
            outcome: StepOutcome {
                cells: changes.iter().map(|(_, count, _)| count).sum(),
                counts: Some((before, after)),
                ..StepOutcome::default()
            },
            lines: Vec::new(),
        })
    }
}

fn same_under(fold: fn(&str) -> String, group: &[usize], values: &[(String, u64)]) -> bool {
    let first = fold(&values[group[0]].0);
    group.iter().all(|at| fold(&values[*at].0) == first)
}

fn is_null(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() <= 16 && NULLS.contains(&lower(cell).as_str())
}
