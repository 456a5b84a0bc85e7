//! Whether the first rows of a file show all that more of them would: then no more are looked at.
//!
//! Must not know: how the rows were cut.

use super::columns::ColumnProfile;
use super::plan::{Layout, Plan};
use super::roles::is_id_name;
use super::words;
use crate::model::load::{ColumnKind, Role};
use crate::model::shape::Shape;

/// Cells that a column must have before its values are believed.
const FILLED: u32 = 100;
/// How often each value of a column that is called by no role must have come, in the mean, before it is to filter on.
const TURNS: u32 = 8;

/// One event a row with everything it needs, in columns of which each is plainly what it is taken for.
pub(super) fn is_clear(plan: &Plan) -> bool {
    let even = match &plan.layout {
        Layout::Text { evidence, .. } => evidence.agree == evidence.of,
        // Keys may come later.
        Layout::Json(_) => false,
    };
    let events = matches!(plan.shape.shape, Shape::Events)
        && plan.shape.orders.is_empty()
        && !plan.shape.half_pairs
        && !plan.roles.has(Role::Weight);
    even && events
        && is_named(plan, &[Role::Journey])
        && is_named(plan, &[Role::Touchpoint, Role::Stage])
        && (0..plan.profiles.len()).all(|column| is_clear_column(plan, column))
}

/// Is a column told to have one of these roles, or called so? What is chosen by values alone may be another column by more of them.
fn is_named(plan: &Plan, wanted: &[Role]) -> bool {
    let columns = || wanted.iter().flat_map(|role| plan.roles.of(*role));
    let called = |column: &usize| {
        let roles = words::roles_of(&words::fold(&plan.names[*column]));
        roles.iter().any(|(role, _)| wanted.contains(role))
    };
    columns().next().is_some() && (plan.options.roles.is_some() || columns().all(called))
}

fn is_clear_column(plan: &Plan, column: usize) -> bool {
    let profile = &plan.profiles[column];
    let role = plan.roles.role_of(column);
    let (filled, distinct) = (profile.filled, profile.distinct);
    let times = |turns: u32| distinct > 1 && distinct * turns <= filled;
    if profile.times.calendar > 0 {
        return is_clear_time(profile);
    }
    match role {
        Role::Verbatim => filled >= TURNS,
        Role::Revenue => {
            let numbers = &profile.numbers;
            filled >= TURNS && numbers.by_dot.max(numbers.by_comma) == numbers.cells
        }
        _ if filled < FILLED => false,
        // Ids come again, and not by chance.
        Role::Journey => distinct >= TURNS && times(2),
        Role::Touchpoint | Role::Stage | Role::Channel | Role::Persona | Role::Account => times(4),
        Role::Emotion => times(TURNS),
        // An order, a visit: whether a journey has several is seen late.
        _ if is_id_name(&words::fold(&plan.names[column])) => false,
        _ => {
            let whole = profile.kind() != ColumnKind::Number || profile.numbers.is_whole();
            whole && times(TURNS)
        }
    }
}

fn is_clear_time(profile: &ColumnProfile) -> bool {
    let times = &profile.times;
    let even = |count: u32| count == 0 || count == times.cells;
    times.cells >= FILLED
        && times.calendar == times.cells
        && even(times.with_offset)
        && even(times.with_clock)
        && !times.votes.is_undecided()
}

#[cfg(test)]
#[allow(clippy::print_stdout)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::import::plan::{CLEAR_SAMPLE, plan_of_head};
    use crate::model::load::LoadOptions;

    /// What is clear by the first rows is the same by many more, in the project's samples and in what else lies beside the project.
    #[test]
    fn more_rows_say_the_same() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = ["public/samples", "../shared/data/events", "../shared/data"];
        let (mut clear, mut skipped) = (0, 0);
        for folder in folders {
            let Ok(entries) = here.join(folder).read_dir() else {
                skipped += 1;
                continue;
            };
            for path in entries.map(|entry| entry.unwrap().path()) {
                let Ok(bytes) = std::fs::read(&path) else {
                    continue;
                };
                let options = LoadOptions::default();
                let plan = |length: usize| plan_of_head(&bytes[..length], false, &options);
                let Some(by_few) = (bytes.len() > CLEAR_SAMPLE)
                    .then(|| plan(CLEAR_SAMPLE).ok().filter(is_clear))
                    .flatten()
                else {
                    continue;
                };
                clear += 1;
                let by_many = plan(bytes.len().min(1 << 20)).unwrap();
                let said = |plan: &Plan| {
                    format!(
                        "{:?} {:?} {:?}",
                        plan.named_roles(),
                        plan.schema(),
                        plan.shape.shape
                    )
                };
                assert_eq!(said(&by_few), said(&by_many), "{}", path.display());
                assert_eq!(by_many.questions, [], "{}", path.display());
                println!("clear: {}", path.display());
            }
        }
        println!("clear: {clear}, skipped: {skipped}");
        assert!(clear > 0, "the samples are clear");
    }
}
