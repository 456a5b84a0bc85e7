//! The rows and cells that could not be used: all counted, the first of them kept.

use crate::model::load::{Problem, ProblemReason};
use crate::model::ordering::sort_items;

/// Problems kept in full; beyond, they are only counted.
pub const KEPT: usize = 10_000;

/// Times in an assumed zone kept in full: they may be half of a file, and what could not be read is to be seen beside them.
const PLAIN_TIMES_KEPT: u64 = 100;

/// A value is shown, not stored: longer ones are cut.
const LONGEST_VALUE: usize = 200;

#[derive(Debug, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    counts: Vec<(ProblemReason, u64)>,
}

impl Problems {
    pub fn add(&mut self, line: u64, column: Option<&str>, value: &str, reason: ProblemReason) {
        let count = match self.counts.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                self.counts.push((reason, 1));
                1
            }
        };
        let worth = reason != ProblemReason::PlainTime || count <= PLAIN_TIMES_KEPT;
        if self.kept.len() < KEPT && worth {
            self.kept.push(Problem {
                line,
                column: column.map(String::from),
                value: value.chars().take(LONGEST_VALUE).collect(),
                reason,
                file: None,
            });
        }
    }

    pub fn count(&self, reason: ProblemReason) -> u64 {
        let found = self.counts.iter().find(|(known, _)| *known == reason);
        found.map_or(0, |(_, count)| *count)
    }

    /// Those kept, in file order, and how many there are of each reason.
    pub fn into_parts(mut self) -> (Vec<Problem>, Vec<(ProblemReason, u64)>) {
        sort_items(&mut self.counts, Ord::cmp);
        (self.kept, self.counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_kept() {
        let mut problems = Problems::default();
        for line in 0..KEPT as u64 + 5 {
            problems.add(line, None, "x", ProblemReason::EmptyTime);
        }
        problems.add(1, Some("id"), "", ProblemReason::EmptyJourney);
        let (kept, counts) = problems.into_parts();
        assert_eq!(kept.len(), KEPT);
        assert_eq!(
            counts,
            [
                (ProblemReason::EmptyJourney, 1),
                (ProblemReason::EmptyTime, KEPT as u64 + 5)
            ]
        );
    }

    #[test]
    fn many_plain_times_leave_room_for_what_could_not_be_read() {
        let mut problems = Problems::default();
        for line in 0..KEPT as u64 {
            problems.add(line, Some("when"), "10:00", ProblemReason::PlainTime);
        }
        problems.add(1, Some("when"), "soon", ProblemReason::UnreadableTime);
        let (kept, counts) = problems.into_parts();
        assert_eq!(kept.len() as u64, PLAIN_TIMES_KEPT + 1);
        assert!(counts.contains(&(ProblemReason::PlainTime, KEPT as u64)));
    }
}
