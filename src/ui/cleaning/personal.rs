//! Columns that may tell who people are: pointed out, and not kept in the browser before the user has chosen.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use super::last_time::{self, Remembered};
use super::{ask, desk, recipe, state};
use crate::browser::clock;
use crate::browser::files::{self, Blob};
use crate::import::{PersonalColumn, personal_columns};
use crate::model::cells::{DeskRequest, DeskSurvey};
use crate::model::filter::Filter;
use crate::model::load::{FileFormat, LoadError, LoadErrorCode, LoadOptions, Role};
use crate::model::recipe::{CleaningStep, Recipe, StepKind};
use crate::protocol::Request;
use crate::ui::context::Page;
use crate::ui::handed::Handover;
use crate::ui::{export, memory};

/// Rows by which columns are judged.
const JUDGED_ROWS: u32 = 300;
/// Rows written at a time.
const WRITTEN_ROWS: u32 = 20_000;

thread_local! {
    /// The file that waits for the answer before it is kept.
    static WAITING: RefCell<Option<Handover>> = const { RefCell::new(None) };
}

#[derive(Deserialize)]
struct Rows {
    header: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    cells: Vec<String>,
}

/// Keeps the file in the browser, unless it has to be asked first.
pub async fn then_keep(page: Page, handover: Handover, authored: bool) {
    // What comes from the vault is there because the question was answered.
    if authored || page.embedded || handover.stored.id.is_some() {
        return memory::keep(page, handover);
    }
    let of_disk = handover.origin.address.is_none();
    if !of_disk {
        // Only its address is kept in any case: there is nothing to wait for.
        memory::keep(page, handover.clone());
    }
    let columns = unanswered(page, &handover).await;
    let ask = !columns.is_empty();
    state().personal.set(columns);
    WAITING.set((of_disk && ask).then(|| handover.clone()));
    if of_disk && !ask {
        memory::keep(page, handover);
    }
}

async fn unanswered(page: Page, handover: &Handover) -> Vec<PersonalColumn> {
    let request = Request::Rows {
        filter: Filter::default(),
        limit: Some(JUDGED_ROWS),
        offset: 0,
    };
    let rows = export::json(page, request).await.ok();
    let Some(rows) = rows.and_then(|text| serde_json::from_str::<Rows>(&text).ok()) else {
        return Vec::new();
    };
    let recipe = recipe::recipe_of(handover);
    let hidden: Vec<&String> = recipe
        .steps
        .iter()
        .filter(|step| step.kind.hides_persons())
        .flat_map(|step| &step.columns)
        .collect();
    let kept = match last_time::structure(handover).await {
        Some(structure) => last_time::known(&structure).kept,
        None => Vec::new(),
    };
    let mut columns = personal_columns(
        &rows.header,
        rows.rows.iter().map(|row| row.cells.as_slice()),
    );
    columns.retain(|found| !hidden.contains(&&found.column) && !kept.contains(&found.column));
    columns
}

/// What the user says of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Keep,
    Pseudonymise,
    Drop,
}

pub fn answer(page: Page, wish: Wish) {
    let columns: Vec<String> = state()
        .personal
        .get_untracked()
        .into_iter()
        .map(|found| found.column)
        .collect();
    state().personal.set(Vec::new());
    match wish {
        Wish::Keep => spawn_local(keep(page, columns)),
        Wish::Pseudonymise => recipe::add(page, hiding(StepKind::Pseudonymise, columns)),
        Wish::Drop => {
            // Without its id a journey is none: there a token is all that can be done.
            let (journey, others): (Vec<_>, Vec<_>) = columns
                .into_iter()
                .partition(|column| is_journey(page, column));
            for (kind, columns) in [
                (StepKind::Pseudonymise, journey),
                (StepKind::DropColumns, others),
            ] {
                if !columns.is_empty() {
                    recipe::add(page, hiding(kind, columns));
                }
            }
        }
    }
}

fn is_journey(page: Page, column: &String) -> bool {
    page.info.with_untracked(|info| {
        let roles = info.as_ref().map(|info| &info.source.roles);
        roles
            .and_then(|roles| roles.get(&Role::Journey))
            .is_some_and(|names| names.contains(column))
    })
}

/// Is there a column that can go altogether?
pub fn can_drop(page: Page, columns: &[PersonalColumn]) -> bool {
    columns.iter().any(|found| !is_journey(page, &found.column))
}

fn hiding(kind: StepKind, columns: Vec<String>) -> CleaningStep {
    let step = CleaningStep {
        kind,
        columns,
        ..CleaningStep::default()
    };
    let salted = salted(Recipe { steps: vec![step] });
    salted.steps.into_iter().next().unwrap_or_default()
}

/// A fresh salt for every step that wants one and has none.
pub fn salted(mut recipe: Recipe) -> Recipe {
    for step in &mut recipe.steps {
        if step.kind == StepKind::Pseudonymise && step.to.is_empty() {
            step.to.push(clock::salt());
        }
    }
    recipe
}

async fn keep(page: Page, columns: Vec<String>) {
    let Some(handover) = WAITING.take() else {
        return;
    };
    if let Some(structure) = last_time::structure(&handover).await {
        let before = last_time::known(&structure);
        let kept = [before.kept.clone(), columns].concat();
        last_time::note(structure, Remembered { kept, ..before });
    }
    memory::keep(page, handover);
}

/// The file as it may be kept: written anew with tokens where persons were, and what it is to be read with.
///
/// # Errors
/// What is wrong with reading it.
pub async fn rewritten(page: Page, recipe: &Recipe) -> Result<(Blob, LoadOptions), LoadError> {
    let found = desk::found_options(page, recipe.clone()).await?;
    let state = state();
    if state.survey.with_untracked(Option::is_none) {
        desk::survey(page).await;
    }
    let none = || LoadError::new(LoadErrorCode::NoData);
    let survey = state.survey.get_untracked().ok_or_else(none)?;
    let DeskSurvey { header, rows, .. } = survey.as_ref();
    let mut parts = vec![export::csv_record(header, ',')];
    for first in (0..*rows).step_by(WRITTEN_ROWS as usize) {
        let part = DeskRequest::Written {
            first,
            count: WRITTEN_ROWS,
        };
        parts.push(ask(part).await?);
    }
    let blob = files::blob_of_parts(&parts).ok_or_else(none)?;
    let options = LoadOptions {
        format: Some(FileFormat::Csv),
        encoding: Some("utf-8".to_owned()),
        delimiter: Some(",".to_owned()),
        review: Some(false),
        part: None,
        first_bytes: None,
        recipe: recipe.without_hiding(),
        ..found
    };
    Ok((blob, options))
}
