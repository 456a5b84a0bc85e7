//! Whether the first rows of a file show all that more of them would: then no more are looked at.
//!
//! Must not know: how the rows were cut.

use super::plan::{Layout, Plan};
use super::roles::is_id_name;
use super::words;
use crate::model::load::Role;
use crate::model::shape::Shape;

/// Cells that a column must have before its values are believed.
const FILLED: u32 = 100;
/// How often each value of a column that is called by no role must have come, in the mean; and the least of a column that may be nearly empty.
const TURNS: u32 = 8;

/// Are there enough rows for columns to be believed?
pub(super) fn may_be_clear(head: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', head).count() > FILLED as usize
}

/// One event a row, in columns of which each is plainly what it is taken for.
pub(super) fn is_clear(plan: &Plan) -> bool {
    let even = match &plan.layout {
        Layout::Text { evidence, .. } => evidence.agree == evidence.of,
        // Keys may come later.
        Layout::Json(_) => false,
    };
    even && matches!(plan.shape.shape, Shape::Events)
        && plan.shape.orders.is_empty()
        && !plan.shape.half_pairs
        && (0..plan.profiles.len()).all(|column| is_clear_column(plan, column))
}

fn is_clear_column(plan: &Plan, column: usize) -> bool {
    let profile = &plan.profiles[column];
    let (times, numbers) = (&profile.times, &profile.numbers);
    let role = plan.roles.role_of(column);
    let name = words::fold(&plan.names[column]);
    let turns = match role {
        Role::Verbatim => return profile.filled >= TURNS,
        Role::Revenue => {
            let read = numbers.by_dot.max(numbers.by_comma);
            return profile.filled >= TURNS && read == numbers.cells;
        }
        _ if profile.filled < FILLED => return false,
        _ if times.calendar > 0 => {
            let zones = times.with_offset == 0 || times.with_offset == times.cells;
            return times.calendar == times.cells && zones && !times.votes.is_undecided();
        }
        // An order, a visit: whether a journey has several is seen late.
        Role::Attribute | Role::Ignore if is_id_name(&name) => return false,
        Role::Attribute | Role::Ignore => TURNS,
        // What is chosen by its values alone may be another column by more of them.
        Role::Emotion if !is_called(&name, role) => TURNS,
        _ if !is_called(&name, role) => return false,
        Role::Journey => 2,
        _ => 4,
    };
    profile.distinct > 1 && profile.distinct * turns <= profile.filled
}

fn is_called(name: &str, role: Role) -> bool {
    words::roles_of(name)
        .iter()
        .any(|(known, _)| *known == role)
}

#[cfg(test)]
#[allow(clippy::print_stdout)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::import::plan::{CLEAR_SAMPLES, plan_of_head};
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
                let few = CLEAR_SAMPLES.into_iter().filter(|few| bytes.len() > *few);
                let by_few = few.filter_map(|few| plan(few).ok().filter(is_clear)).next();
                let Some(by_few) = by_few else {
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
