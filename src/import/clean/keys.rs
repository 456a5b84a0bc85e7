//! What rows, events, files and headers are told apart by.

use super::duplicates::row_hash;
use crate::import::plan::{Plan, TimePlan};
use crate::import::rows::Row;
use crate::import::tables::SOURCE;
use crate::model::load::Role;
use crate::model::ordering::sort_items;

/// The columns that say what happened.
pub(super) fn touchpoint(plan: &Plan) -> &[usize] {
    match plan.roles.of(Role::Touchpoint) {
        [] => plan.roles.of(Role::Stage),
        columns => columns,
    }
}

/// Is it the file that tells the source, as the attribute that several files are told apart by?
pub(super) fn is_file(columns: &[String], plan: &Plan) -> bool {
    let [name] = columns else {
        return false;
    };
    name == SOURCE && !plan.names.contains(name) && plan.options.tables.len() > 1
}

/// The number of the plan's file among the sources.
pub(super) fn file_hash(plan: &Plan) -> u128 {
    row_hash(std::iter::once(
        plan.options.name.as_deref().unwrap_or_default(),
    ))
}

/// Files of one header have it in common.
pub(super) fn header_key(names: &[String]) -> String {
    let columns = by_name(names);
    row_hash(columns.iter().map(|column| &*names[*column])).to_string()
}

pub(super) fn by_name(names: &[String]) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..names.len()).collect();
    sort_items(&mut columns, |a, b| names[*a].cmp(&names[*b]));
    columns
}

/// Journey and touchpoint as one key.
pub(super) fn event_of(row: Row<'_>, journey: &[usize], touchpoint: &[usize]) -> u128 {
    let parts = journey.iter().chain(touchpoint);
    row_hash(parts.map(|column| row.cell(*column)))
}

/// Microseconds as the plan reads them; `None` where the cell is no time.
pub(in crate::import) fn time_of(
    row: Row<'_>,
    columns: &[usize],
    plan: Option<&TimePlan>,
) -> Option<i64> {
    let plan = plan?;
    let moment = match columns {
        [only] => plan.form.parse(row.cell(*only).as_bytes()),
        many => {
            let cells: Vec<&str> = many.iter().map(|column| row.cell(*column)).collect();
            plan.form.parse(cells.join(" ").as_bytes())
        }
    }?;
    Some(plan.micros(moment))
}
