//! Steps that would change something, with what they would change: counted while the rows go by.

use super::column::Column;
use super::duplicates::{ExactDuplicates, NearDuplicates, row_hash};
use super::keys::{by_name, event_of, file_hash, header_key, time_of, touchpoint};
use crate::import::plan::{Plan, TimePlan};
use crate::import::rows::Row;
use crate::import::sample::fits;
use crate::import::tables::SOURCE;
use crate::model::load::Role;
use crate::model::recipe::{CleaningStep, Offer, StepKind, StepOutcome};
use crate::model::time::MICROS_PER_SECOND;

/// Rows looked at for duplicates: each costs some 40 bytes.
const MOST_ROWS: u64 = 5_000_000;
/// Two sources rarely agree on the second.
const NEAR_SECONDS: u32 = 60;

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
