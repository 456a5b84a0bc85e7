//! Medians of spans of time over any choice of groups, with the interval that their order gives. Must not know the groups.

use crate::model::answer::Estimate;
use crate::model::time::MICROS_PER_SECOND;

use super::super::tally::saturated;
use super::estimate::{Z, with_enough};

/// Above this the ranks come from the normal distribution; below it 0.5ⁿ is still a number.
const EXACT: u64 = 1000;

/// Spans of time, one a journey: the journey's group, and how often the journey counts.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// (microseconds, group, weight), sorted by `sorted`.
    spans: Vec<(i64, u32, u32)>,
}

/// The same, shortest first.
pub(super) struct Sorted(Vec<(i64, u32, u32)>);

impl Spans {
    pub fn push(&mut self, group: u32, micros: i64, weight: u32) {
        self.spans.push((micros, group, weight));
    }

    pub fn sorted(mut self) -> Sorted {
        self.spans.sort_unstable();
        Sorted(self.spans)
    }
}

impl Sorted {
    /// The median of the groups that `keeps` in seconds: the mean of the two middle ones where even (contract §3).
    /// Its interval lies between two ranks, whatever the distribution (see [`outer_rank`]).
    pub fn median(&self, keeps: impl Fn(u32) -> bool) -> Option<Estimate> {
        let kept = || self.0.iter().filter(|span| keeps(span.1));
        let n: u64 = kept().map(|span| u64::from(span.2)).sum();
        if n == 0 {
            return None;
        }
        let outer = outer_rank(n);
        let low = outer.unwrap_or_default();
        let wanted = [low, (n - 1) / 2, n / 2, n - 1 - low];
        let mut found = [0.0; 4];
        let (mut at, mut seen) = (0, 0);
        for (micros, _, weight) in kept() {
            seen += u64::from(*weight);
            while at < wanted.len() && wanted[at] < seen {
                found[at] = *micros as f64 / MICROS_PER_SECOND as f64;
                at += 1;
            }
        }
        Some(with_enough(Estimate {
            value: f64::midpoint(found[1], found[2]),
            n: saturated(n),
            journeys: saturated(n),
            interval: outer.map(|_| (found[0], found[3])),
        }))
    }
}

/// The rank (from 0) of the lower end of the 95 % interval of a median of `n`; the upper end has the same rank from the other
/// side. The number of values below the median is binomial(n, ½): the rank is the highest r with P(at most r) ≤ 2.5 %;
/// for n above 1000 by its normal approximation. `None` below 6, where even the extremes hold less than 95 %.
/// Conover, *Practical Nonparametric Statistics*, 3rd ed., §3.2.
fn outer_rank(n: u64) -> Option<u64> {
    if n > EXACT {
        let n = n as f64;
        return Some(((n - Z * n.sqrt()) / 2.0).floor() as u64 - 1);
    }
    let mut exactly = 0.5_f64.powi(n as i32);
    let mut at_most = exactly;
    let mut rank = None;
    for below in 0..n {
        if at_most > 0.025 {
            break;
        }
        rank = Some(below);
        exactly *= (n - below) as f64 / (below + 1) as f64;
        at_most += exactly;
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(spans: &[(u32, i64, u32)]) -> Sorted {
        let mut all = Spans::default();
        for (group, seconds, weight) in spans {
            all.push(*group, seconds * MICROS_PER_SECOND, *weight);
        }
        all.sorted()
    }

    #[test]
    fn ranks_are_those_of_the_tables() {
        // Usual tables give ranks counted from 1: n = 6: 1; 10: 2; 15: 4; 20: 6; 30: 10; 100: 40.
        for (n, rank) in [(6, 1), (10, 2), (15, 4), (20, 6), (30, 10), (100, 40)] {
            assert_eq!(outer_rank(n), Some(rank - 1), "{n}");
        }
        assert_eq!(outer_rank(5), None);
    }

    #[test]
    fn exact_and_approximate_ranks_meet() {
        let (exact, near) = (outer_rank(EXACT).unwrap(), outer_rank(EXACT + 1).unwrap());
        assert!(exact.abs_diff(near) <= 1, "{exact} {near}");
    }

    #[test]
    fn a_median_takes_the_groups_asked_for() {
        let mut all: Vec<_> = (1..=10).map(|second| (0, second, 1)).collect();
        all.push((1, 100, 1));
        let sorted = spans(&all);
        let ten = sorted.median(|group| group == 0).unwrap();
        assert_eq!(
            (ten.value, ten.n, ten.interval),
            (5.5, 10, Some((2.0, 9.0)))
        );
        assert_eq!(sorted.median(|_| true).unwrap().value, 6.0);
        let one = sorted.median(|group| group == 1).unwrap();
        assert_eq!((one.value, one.interval), (100.0, None));
        assert_eq!(sorted.median(|group| group == 2), None);
    }

    #[test]
    fn a_weight_repeats_its_span() {
        let once = spans(&[
            (0, 1, 1),
            (0, 1, 1),
            (0, 1, 1),
            (0, 9, 1),
            (0, 9, 1),
            (0, 9, 1),
        ]);
        let weighted = spans(&[(0, 9, 3), (0, 1, 3)]);
        assert_eq!(once.median(|_| true), weighted.median(|_| true));
        assert_eq!(once.median(|_| true).unwrap().interval, Some((1.0, 9.0)));
    }
}
