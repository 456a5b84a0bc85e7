//! All steps of a recipe on the rows of one reading, in their order.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::Cleaner;
use super::chain::{Chain, bit};
use super::duplicates::{ExactDuplicates, NearDuplicates, row_hash};
use super::keys::{by_name, event_of, file_hash, header_key, is_file, time_of, touchpoint};
use super::value::ValueStep;
use crate::import::plan::{Plan, TimePlan};
use crate::import::rows::{Row, Span};
use crate::import::sample::fits;
use crate::model::load::Role;
use crate::model::recipe::{CleaningStep, StepKind, StepOutcome};
use crate::model::time::MICROS_PER_SECOND;

/// A row that a step has taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// Number among the data rows, from 0.
    pub row: u32,
    /// The step's place in the recipe.
    pub step: u32,
}

/// Steps that need no look at another row in between work column by column.
enum Stage {
    Cells(Vec<Chain>),
    MapStages {
        place: usize,
        touchpoint: usize,
        stage: usize,
        map: HashMap<String, String, FixedState>,
    },
    Exact(usize, ExactDuplicates),
    Near(usize, Sources, i64, NearDuplicates),
    Empty(usize, Vec<usize>),
}

/// What tells the source of an event that another source may have told too.
enum Sources {
    /// Nothing: any two are the same event.
    Any,
    Columns(Vec<usize>),
    /// The file that it stands in.
    File(u128),
}

/// What a step that drops duplicates has seen in the files before.
pub enum Seen {
    Exact(usize, ExactDuplicates),
    Near(usize, NearDuplicates),
}

pub struct Washer {
    steps: Vec<CleaningStep>,
    stages: Vec<Stage>,
    outcomes: Vec<StepOutcome>,
    removed: Vec<Removed>,
    /// Columns of the file; one more where stages are mapped that it has no column for.
    width: usize,
    /// Cells that no row can lack.
    least: usize,
    has_virtual: bool,
    journey: Vec<usize>,
    touchpoint: Vec<usize>,
    time: Vec<usize>,
    time_plan: Option<TimePlan>,
    /// Columns whose cells as written are not to be seen.
    hidden: Vec<usize>,
    /// The columns by their names: files of one header may have them in another order.
    by_name: Vec<usize>,
    header: String,
    /// What steps saw in the files before that this file cannot be cleaned with: for the files after it.
    carried: Vec<Seen>,
    spans: Vec<Span>,
    scratch: String,
    made: String,
}

impl Washer {
    pub fn new(plan: &Plan) -> Self {
        let steps = plan.options.recipe.steps.clone();
        let has_virtual = plan.mapped_stage;
        let mut washer = Self {
            outcomes: steps.iter().map(|_| StepOutcome::default()).collect(),
            stages: Vec::new(),
            removed: Vec::new(),
            width: plan.file_columns().len(),
            least: plan.least_cells(),
            has_virtual,
            journey: plan.roles.of(Role::Journey).to_vec(),
            touchpoint: touchpoint(plan).to_vec(),
            time: plan.roles.of(Role::Time).to_vec(),
            time_plan: plan.time.clone(),
            hidden: Vec::new(),
            by_name: by_name(&plan.names),
            header: header_key(&plan.names),
            carried: Vec::new(),
            spans: Vec::new(),
            scratch: String::new(),
            made: String::new(),
            steps: Vec::new(),
        };
        for (place, step) in steps.iter().enumerate() {
            washer.add(place, step, plan);
        }
        washer.steps = steps;
        washer
    }

    fn add(&mut self, place: usize, step: &CleaningStep, plan: &Plan) {
        if step.kind == StepKind::DropNearDuplicates && is_file(&step.columns, plan) {
            return self.add_near(place, step, Sources::File(file_hash(plan)));
        }
        let mut columns = Vec::new();
        for name in &step.columns {
            match plan.names.iter().position(|other| other == name) {
                Some(column) => columns.push(column),
                None => self.outcomes[place].misses = Some(name.clone()),
            }
        }
        if step.kind.hides_persons() {
            self.hidden.extend(&columns);
        }
        if let Some(value) = ValueStep::of(step) {
            let mut value = Some(value);
            for column in &columns {
                let own = value.take().or_else(|| ValueStep::of(step));
                if let Some(own) = own {
                    self.extend_chain(*column, place, own);
                }
            }
            return;
        }
        let all_found = columns.len() == step.columns.len();
        let stage = match step.kind {
            StepKind::MapStages => self.map_stages(place, step, plan),
            StepKind::DropExactDuplicates => Some(Stage::Exact(place, ExactDuplicates::default())),
            StepKind::DropNearDuplicates if step.columns.is_empty() => {
                return self.add_near(place, step, Sources::Any);
            }
            StepKind::DropNearDuplicates if all_found => {
                return self.add_near(place, step, Sources::Columns(columns));
            }
            StepKind::DropEmpty if !columns.is_empty() => Some(Stage::Empty(place, columns)),
            _ => None,
        };
        self.stages.extend(stage);
    }

    fn add_near(&mut self, place: usize, step: &CleaningStep, sources: Sources) {
        if self.time.is_empty() {
            self.outcomes[place].misses = Some("time".to_owned());
            return;
        }
        let window = i64::from(step.seconds) * MICROS_PER_SECOND;
        let rows = NearDuplicates::default();
        self.stages.push(Stage::Near(place, sources, window, rows));
    }

    /// Goes on from what the same step saw in the files before; gives it back where there is no such step here.
    fn take_over(&mut self, seen: Seen) -> Option<Seen> {
        let step = match seen {
            Seen::Exact(step, _) | Seen::Near(step, _) => step,
        };
        let same = |stage: &&mut Stage| match stage {
            Stage::Exact(place, _) | Stage::Near(place, ..) => *place == step,
            _ => false,
        };
        match (self.stages.iter_mut().find(same), seen) {
            (Some(Stage::Exact(_, own)), Seen::Exact(_, rows)) => *own = rows,
            (Some(Stage::Near(_, _, _, own)), Seen::Near(_, rows)) => *own = rows,
            (_, seen) => return Some(seen),
        }
        None
    }

    fn map_stages(&mut self, place: usize, step: &CleaningStep, plan: &Plan) -> Option<Stage> {
        let touchpoint = plan.roles.of(Role::Touchpoint).first().copied();
        let stage = plan.roles.of(Role::Stage).first().copied();
        let (Some(touchpoint), Some(stage)) = (touchpoint, stage) else {
            self.outcomes[place].misses = Some("touchpoint".to_owned());
            return None;
        };
        let pairs = step.from.iter().cloned().zip(step.to.iter().cloned());
        Some(Stage::MapStages {
            place,
            touchpoint,
            stage,
            map: pairs.collect(),
        })
    }

    /// Appends a step to the chain of a column in the present run of value steps.
    fn extend_chain(&mut self, column: usize, place: usize, step: ValueStep) {
        let mut chains = match self.stages.pop() {
            Some(Stage::Cells(chains)) => chains,
            other => {
                self.stages.extend(other);
                Vec::new()
            }
        };
        let found = chains.iter().position(|chain| chain.column == column);
        let at = found.unwrap_or_else(|| {
            chains.push(Chain::new(column));
            chains.len() - 1
        });
        chains[at].push(place, step);
        self.stages.push(Stage::Cells(chains));
    }

    /// Rows taken away so far, in file order.
    pub fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// The cells of a row as the steps leave them, for showing it: nothing is counted. Ragged rows stay as they are.
    pub fn look(&self, cells: &[String]) -> Vec<String> {
        let mut cells = cells.to_vec();
        let fit = fits(cells.len(), self.width, self.least, |extra| {
            cells[extra].is_empty()
        });
        if !fit {
            return cells;
        }
        cells.resize(self.width + usize::from(self.has_virtual), String::new());
        for stage in &self.stages {
            match stage {
                Stage::Cells(chains) => {
                    for chain in chains {
                        if let Some(value) = chain.look(&cells[chain.column]) {
                            cells[chain.column] = value;
                        }
                    }
                }
                Stage::MapStages {
                    touchpoint,
                    stage,
                    map,
                    ..
                } => {
                    if let Some(name) = map.get(&cells[*touchpoint]) {
                        cells[*stage].clone_from(name);
                    }
                }
                Stage::Exact(..) | Stage::Near(..) | Stage::Empty(..) => {}
            }
        }
        cells
    }

    /// What each step did, so far.
    pub fn step_outcomes(&self) -> Vec<StepOutcome> {
        let mut outcomes = self.outcomes.clone();
        for stage in &self.stages {
            let Stage::Cells(chains) = stage else {
                continue;
            };
            for (place, before, after) in chains.iter().flat_map(Chain::distinct) {
                let (had, have) = outcomes[place].counts.unwrap_or_default();
                outcomes[place].counts = Some((had + before, have + after));
            }
        }
        outcomes
    }
}

impl Cleaner for Washer {
    fn clean<'a>(&'a mut self, row: Row<'a>, number: u32, line: u64) -> Option<Row<'a>> {
        let (text, scratch, spans) = row.parts();
        let fit = fits(row.len(), self.width, self.least, |extra| {
            row.cell(extra).is_empty()
        });
        self.spans.clear();
        self.scratch.clear();
        self.spans.extend_from_slice(spans);
        self.scratch.push_str(scratch);
        if fit && row.len() < self.width {
            self.spans.resize(self.width, Span::scratch(0, 0));
        }
        if self.has_virtual && self.spans.len() >= self.width {
            // Before what is too much, so that a ragged row stays one.
            self.spans.insert(self.width, Span::scratch(0, 0));
        }
        if fit {
            let mut changed = 0;
            for stage in &mut self.stages {
                let present = Row::new(text, &self.scratch, &self.spans);
                let gone = match stage {
                    Stage::Cells(chains) => {
                        for chain in chains {
                            self.made.clear();
                            let cell =
                                Row::new(text, &self.scratch, &self.spans).cell(chain.column);
                            let steps = chain.apply(cell, &mut self.made);
                            if steps != 0 {
                                put(&mut self.scratch, &mut self.spans[chain.column], &self.made);
                                count_cells(&mut self.outcomes, steps);
                                changed |= steps;
                            }
                        }
                        None
                    }
                    Stage::MapStages {
                        place,
                        touchpoint,
                        stage,
                        map,
                    } => {
                        let name = map.get(present.cell(*touchpoint));
                        if let Some(name) = name.filter(|name| *name != present.cell(*stage)) {
                            put(&mut self.scratch, &mut self.spans[*stage], name);
                            count_cells(&mut self.outcomes, bit(*place));
                            changed |= bit(*place);
                        }
                        None
                    }
                    Stage::Exact(place, rows) => {
                        let cells = self.by_name.iter().map(|column| present.cell(*column));
                        rows.repeats(std::iter::once(&*self.header).chain(cells))
                            .then_some(*place)
                    }
                    Stage::Near(place, sources, window, rows) => {
                        let event = event_of(present, &self.journey, &self.touchpoint);
                        let source = match sources {
                            Sources::Any => None,
                            Sources::Columns(columns) => {
                                Some(row_hash(columns.iter().map(|c| present.cell(*c))))
                            }
                            Sources::File(file) => Some(*file),
                        };
                        let time = time_of(present, &self.time, self.time_plan.as_ref());
                        time.is_some_and(|time| rows.repeats(event, time, source, *window))
                            .then_some(*place)
                    }
                    Stage::Empty(place, columns) => columns
                        .iter()
                        .any(|column| present.cell(*column).is_empty())
                        .then_some(*place),
                };
                let place = match stage {
                    Stage::Exact(place, _) | Stage::Near(place, ..) | Stage::Empty(place, _) => {
                        *place
                    }
                    Stage::Cells(_) | Stage::MapStages { .. } => continue,
                };
                let (before, after) = self.outcomes[place].counts.get_or_insert_default();
                *before += 1;
                if gone.is_some() && !self.steps[place].except.contains(&line) {
                    self.outcomes[place].rows += 1;
                    count_rows(&mut self.outcomes, changed);
                    self.removed.push(Removed {
                        row: number,
                        step: place as u32,
                    });
                    return None;
                }
                *after += 1;
            }
            count_rows(&mut self.outcomes, changed);
        }
        Some(Row::new(text, &self.scratch, &self.spans))
    }

    fn hide(&self, cells: &mut [String]) {
        if self.hidden.is_empty() {
            return;
        }
        let mut seen = self.look(cells);
        for column in &self.hidden {
            if let (Some(cell), Some(seen)) = (cells.get_mut(*column), seen.get_mut(*column)) {
                *cell = std::mem::take(seen);
            }
        }
    }

    fn duplicates(&self) -> u64 {
        let is_duplicate =
            |removed: &&Removed| self.steps[removed.step as usize].kind != StepKind::DropEmpty;
        self.removed.iter().filter(is_duplicate).count() as u64
    }

    fn outcomes(&self) -> String {
        serde_json::to_string(&self.step_outcomes()).unwrap_or_default()
    }

    fn take_seen(&mut self) -> Vec<Seen> {
        let seen = |stage: &mut Stage| match stage {
            Stage::Exact(place, rows) => Some(Seen::Exact(*place, std::mem::take(rows))),
            Stage::Near(place, _, _, rows) => Some(Seen::Near(*place, std::mem::take(rows))),
            Stage::Cells(_) | Stage::MapStages { .. } | Stage::Empty(..) => None,
        };
        let own = self.stages.iter_mut().filter_map(seen);
        own.chain(self.carried.drain(..)).collect()
    }

    fn follow(&mut self, before: &mut dyn Cleaner) {
        for seen in before.take_seen() {
            let left = self.take_over(seen);
            self.carried.extend(left);
        }
    }
}

fn put(scratch: &mut String, span: &mut Span, value: &str) {
    let start = scratch.len();
    scratch.push_str(value);
    *span = Span::scratch(start, scratch.len());
}

fn count_cells(outcomes: &mut [StepOutcome], steps: u64) {
    for (place, outcome) in outcomes.iter_mut().enumerate() {
        outcome.cells += u64::from(steps & bit(place) != 0);
    }
}

fn count_rows(outcomes: &mut [StepOutcome], steps: u64) {
    if steps == 0 {
        return;
    }
    for (place, outcome) in outcomes.iter_mut().enumerate() {
        outcome.rows += u64::from(steps & bit(place) != 0);
    }
}
