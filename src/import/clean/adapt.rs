//! What a plan must know of a recipe before rows are read: columns that are dropped have no role, mapped stages have a column.

use crate::import::columns::ColumnProfile;
use crate::import::plan::Plan;
use crate::import::shape::Bound;
use crate::import::tables::SOURCE;
use crate::model::load::{LoadError, Role};
use crate::model::recipe::{CleaningStep, Recipe, StepKind};

/// Done once a plan.
///
/// # Errors
/// What is missing for the shape of the table once columns are gone.
pub fn adapt(plan: &mut Plan) -> Result<(), LoadError> {
    let steps = std::mem::take(&mut plan.options.recipe.steps);
    for step in &steps {
        match step.kind {
            StepKind::DropColumns => {
                for (column, name) in plan.names.iter().enumerate() {
                    if step.columns.contains(name) {
                        plan.roles.release(column);
                        plan.roles.add(Role::Ignore, column);
                    }
                }
            }
            StepKind::MapStages
                if plan.roles.has(Role::Touchpoint) && !plan.roles.has(Role::Stage) =>
            {
                add_stage_column(plan);
            }
            _ => {}
        }
    }
    plan.options.recipe.steps = steps;
    let split = plan.options.split.as_ref();
    plan.bound = Bound::new(&plan.names, &plan.roles, &plan.shape.shape, split)?;
    Ok(())
}

fn add_stage_column(plan: &mut Plan) {
    let mut name = String::from("stage");
    while plan.names.contains(&name) {
        name.push('*');
    }
    plan.roles.set(Role::Stage, vec![plan.names.len()]);
    plan.names.push(name);
    plan.profiles.push(ColumnProfile::default());
    plan.mapped_stage = true;
}

/// What can be done without the main table's columns: rows that are there twice, events that another file has told. The other steps do nothing.
pub fn of_events(recipe: &Recipe) -> Recipe {
    let of_events = |step: &CleaningStep| {
        let by_roles = step.columns.iter().all(|column| column == SOURCE);
        let twice = match step.kind {
            StepKind::DropExactDuplicates => true,
            StepKind::DropNearDuplicates => by_roles,
            _ => false,
        };
        if twice {
            step.clone()
        } else {
            CleaningStep::default()
        }
    };
    let steps: Vec<CleaningStep> = recipe.steps.iter().map(of_events).collect();
    let any = steps.iter().any(|step| *step != CleaningStep::default());
    Recipe {
        steps: if any { steps } else { Vec::new() },
    }
}
