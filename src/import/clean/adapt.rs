//! What a plan must know of a recipe before rows are read: columns that are dropped have no role, mapped stages have a column.

use crate::import::columns::ColumnProfile;
use crate::import::plan::Plan;
use crate::import::shape::Bound;
use crate::model::load::{LoadError, Role};
use crate::model::recipe::StepKind;

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
