//! Steps that would change something, with what they would change: counted while the rows go by.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::duplicates::{ExactDuplicates, NearDuplicates, row_hash};
use super::fold::{lower, trimmed, unaccented};
use super::ids::without_ids;
use super::spellings::groups;
use super::washer::{by_name, event_of, file_hash, header_key, time_of, touchpoint};
use crate::import::plan::{Plan, TimePlan};
use crate::import::rows::Row;
use crate::import::sample::fits;
use crate::import::tables::SOURCE;
use crate::import::words;
use crate::model::load::{ColumnKind, Role};
use crate::model::recipe::{CleaningStep, Offer, StepKind, StepOutcome};
use crate::model::time::MICROS_PER_SECOND;

/// Distinct values counted in a column; with more it is no list of names, and nothing is offered for it.
const MOST_VALUES: usize = 20_000;
/// Rows looked at for duplicates: each costs some 40 bytes.
const MOST_ROWS: u64 = 5_000_000;
/// Groups of spellings offered one by one in a column; more of one nature are offered together.
const MOST_MERGES: usize = 12;
/// Two sources rarely agree on the second.
const NEAR_SECONDS: u32 = 60;

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

struct Column {
    name: String,
    role: Role,
    /// Names rather than numbers, times or sentences.
    is_text: bool,
    values: HashMap<String, u64, FixedState>,
    full: bool,
    filled: u64,
    empty: u64,
}

pub struct OfferCounter {
    columns: Vec<Column>,
    width: usize,
    journey: Vec<usize>,
    touchpoint: Vec<usize>,
    time: Vec<usize>,
    time_plan: Option<TimePlan>,
    source: Option<usize>,
    /// The number of the present file among the sources.
    file: u128,
    /// Columns of the present file, in the order of their names; and for each column of the first file the one here.
    by_name: Vec<usize>,
    header: String,
    places: Vec<usize>,
    rows: u64,
    /// There are several files.
    several: bool,
    /// The rows that come now are of the first file: their lines tell where they are.
    in_first: bool,
    /// They have the columns of the first file.
    fits: bool,
    exact: ExactDuplicates,
    near: NearDuplicates,
    /// Told by two files, however often each of them tells it.
    crossed: NearDuplicates,
    exact_found: Found,
    near_found: Found,
    crossed_found: Found,
}

#[derive(Default)]
struct Found {
    rows: u64,
    lines: Vec<u64>,
}

impl Found {
    fn add(&mut self, line: Option<u64>) {
        self.rows += 1;
        if self.lines.len() < 3 {
            self.lines.extend(line);
        }
    }
}

impl OfferCounter {
    pub fn new(plan: &Plan) -> Self {
        let columns: Vec<Column> = (0..plan.names.len())
            .map(|column| Column::new(plan, column))
            .collect();
        Self {
            several: plan.options.tables.len() > 1,
            width: columns.len(),
            source: columns.iter().position(Column::is_source),
            columns,
            journey: plan.roles.of(Role::Journey).to_vec(),
            touchpoint: touchpoint(plan).to_vec(),
            time: plan.roles.of(Role::Time).to_vec(),
            time_plan: plan.time.clone(),
            file: file_hash(plan),
            by_name: by_name(&plan.names),
            header: header_key(&plan.names),
            places: (0..plan.names.len()).collect(),
            rows: 0,
            in_first: true,
            fits: true,
            exact: ExactDuplicates::default(),
            near: NearDuplicates::default(),
            crossed: NearDuplicates::default(),
            exact_found: Found::default(),
            near_found: Found::default(),
            crossed_found: Found::default(),
        }
    }

    /// The next rows are of another file. One with other columns is only looked through for what is there twice.
    pub fn begin_file(&mut self, plan: &Plan) {
        let place = |column: &Column| plan.names.iter().position(|name| *name == column.name);
        let places: Vec<usize> = self.columns.iter().filter_map(place).collect();
        self.fits = places.len() == self.width && plan.names.len() == self.width;
        self.places = places;
        self.by_name = by_name(&plan.names);
        self.header = header_key(&plan.names);
        self.in_first = false;
        self.file = file_hash(plan);
        self.journey = plan.roles.of(Role::Journey).to_vec();
        self.touchpoint = touchpoint(plan).to_vec();
        self.time = plan.roles.of(Role::Time).to_vec();
        self.time_plan.clone_from(&plan.time);
    }

    /// The next row, as the steps chosen so far leave it.
    pub fn add(&mut self, row: Row<'_>, line: u64) {
        // The steps have filled up short rows.
        let width = self.by_name.len();
        let line = Some(line).filter(|_| self.in_first);
        if !fits(row.len(), width, width, |extra| row.cell(extra).is_empty()) {
            return;
        }
        self.rows += 1;
        if self.fits {
            for (column, place) in self.columns.iter_mut().zip(&self.places) {
                column.add(row.cell(*place));
            }
        }
        if self.rows <= MOST_ROWS {
            self.compare(row, line);
        }
    }

    /// Is the row there already, as it is or as another source told it?
    fn compare(&mut self, row: Row<'_>, line: Option<u64>) {
        let cells = self.by_name.iter().map(|column| row.cell(*column));
        if self
            .exact
            .repeats(std::iter::once(&*self.header).chain(cells))
        {
            self.exact_found.add(line);
            return;
        }
        let Some(time) = time_of(row, &self.time, self.time_plan.as_ref()) else {
            return;
        };
        let event = event_of(row, &self.journey, &self.touchpoint);
        let window = i64::from(NEAR_SECONDS) * MICROS_PER_SECOND;
        if self.several && self.crossed.repeats(event, time, Some(self.file), window) {
            self.crossed_found.add(line);
        } else if self.fits {
            let source = self
                .source
                .map(|column| row_hash(std::iter::once(row.cell(self.places[column]))));
            if self.near.repeats(event, time, source, window) {
                self.near_found.add(line);
            }
        }
    }

    /// What is worth offering: duplicates first, then spellings by the rows that they concern.
    pub fn finish(self) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.rows <= MOST_ROWS {
            let source = self.source.map(|column| self.columns[column].name.clone());
            let file = (!self.columns.iter().any(|c| c.name == SOURCE)).then(|| SOURCE.to_owned());
            let near = StepKind::DropNearDuplicates;
            offers.extend(self.duplicates(StepKind::DropExactDuplicates, &self.exact_found, None));
            if file.is_some() {
                offers.extend(self.duplicates(near, &self.crossed_found, file));
            }
            offers.extend(self.duplicates(near, &self.near_found, source));
        }
        let mut merges = Vec::new();
        for column in self.columns.iter().filter(|column| column.lists_names()) {
            merges.extend(column.spellings());
            merges.extend(column.ids());
        }
        crate::model::ordering::sort_items(&mut merges, |a: &Offer, b: &Offer| {
            b.outcome.cells.cmp(&a.outcome.cells)
        });
        offers.extend(self.across(StepKind::Trim, Column::untrimmed));
        offers.extend(merges);
        offers.extend(self.across(StepKind::Nulls, Column::nulls));
        offers.extend(self.columns.iter().filter_map(Column::empties));
        offers
    }

    fn duplicates(&self, kind: StepKind, found: &Found, source: Option<String>) -> Option<Offer> {
        (found.rows > 0).then(|| Offer {
            step: CleaningStep {
                kind,
                columns: source.into_iter().collect(),
                seconds: if kind == StepKind::DropNearDuplicates {
                    NEAR_SECONDS
                } else {
                    0
                },
                ..CleaningStep::default()
            },
            outcome: StepOutcome {
                rows: found.rows,
                counts: Some((self.rows, self.rows - found.rows)),
                ..StepOutcome::default()
            },
            lines: found.lines.clone(),
        })
    }

    /// One step for all columns that it concerns. `concerned`: the values of a column that would change, and what they become.
    fn across(
        &self,
        kind: StepKind,
        concerned: fn(&Column) -> Vec<(&String, u64, String)>,
    ) -> Option<Offer> {
        let mut step = CleaningStep::of(kind, &[]);
        let mut outcome = StepOutcome::default();
        for column in &self.columns {
            let changes = concerned(column);
            if changes.is_empty() {
                continue;
            }
            step.columns.push(column.name.clone());
            outcome.cells += changes.iter().map(|(_, count, _)| count).sum::<u64>();
            let (had, have) = outcome.counts.unwrap_or_default();
            let (before, after) = column.distinct_after(&changes);
            outcome.counts = Some((had + before, have + after));
            if kind == StepKind::Nulls {
                step.from.extend(
                    changes
                        .into_iter()
                        .map(|(value, ..)| value.trim().to_owned()),
                );
            }
        }
        step.from.sort_unstable();
        step.from.dedup();
        (!step.columns.is_empty()).then_some(Offer {
            step,
            outcome,
            lines: Vec::new(),
        })
    }
}

impl Column {
    fn new(plan: &Plan, index: usize) -> Self {
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

    fn add(&mut self, cell: &str) {
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
    const fn lists_names(&self) -> bool {
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
    fn is_source(&self) -> bool {
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

    fn untrimmed(&self) -> Vec<(&String, u64, String)> {
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

    fn nulls(&self) -> Vec<(&String, u64, String)> {
        if matches!(self.role, Role::Ignore | Role::Verbatim) {
            return Vec::new();
        }
        self.values
            .iter()
            .filter(|(value, _)| is_null(value))
            .map(|(value, count)| (value, *count, String::new()))
            .collect()
    }

    fn distinct_after(&self, changes: &[(&String, u64, String)]) -> (u64, u64) {
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

    fn empties(&self) -> Option<Offer> {
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
    fn spellings(&self) -> Vec<Offer> {
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
    fn ids(&self) -> Option<Offer> {
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
