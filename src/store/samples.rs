//! Exact medians and other quantiles of durations by group. Must not know what the groups are.

use parcours_kernel::Durations;

use crate::model::ordering::sort_items;
use crate::model::time::MICROS_PER_SECOND;

/// Durations in microseconds, each with its group and how often it counts.
#[derive(Debug, Default)]
pub(super) struct Samples {
    weighted: bool,
    groups: Vec<u32>,
    micros: Vec<i64>,
    weights: Vec<u32>,
}

impl Samples {
    /// `weighted`: some sample counts other than once.
    pub fn new(weighted: bool) -> Self {
        Self {
            weighted,
            ..Self::default()
        }
    }

    /// `weighted` as in [`Self::new`].
    pub fn of(durations: Durations, weighted: bool) -> Self {
        let seconds = durations.seconds.iter();
        let seconds = seconds.map(|seconds| i64::from(*seconds) * MICROS_PER_SECOND);
        Self {
            weighted,
            groups: durations.groups,
            micros: match durations.micros.is_empty() {
                true => seconds.collect(),
                false => durations.micros,
            },
            weights: durations.weights,
        }
    }

    #[inline(always)]
    pub fn push(&mut self, group: u32, micros: i64, weight: u32) {
        self.groups.push(group);
        self.micros.push(micros);
        if self.weighted {
            self.weights.push(weight);
        }
    }

    /// Median seconds of each of `count` groups: the mean of the two middle ones where even; `None` without a sample.
    pub fn medians(&self, count: usize) -> Vec<Option<f64>> {
        self.quantiles(count, 0.5)
    }

    /// The quantile `share` (0 … 1) in seconds, linear between the two nearest ranks.
    pub fn quantiles(&self, count: usize, share: f64) -> Vec<Option<f64>> {
        if self.weighted {
            let at = |at: usize| (self.micros[at], self.weights[at]);
            self.by_group(count, at, |samples| weighted_quantile(samples, share))
        } else {
            self.by_group(
                count,
                |at| self.micros[at],
                |samples| quantile(samples, share),
            )
        }
    }

    /// Lays the samples out group by group, then asks for each group's answer.
    fn by_group<T: Copy + Default>(
        &self,
        count: usize,
        sample: impl Fn(usize) -> T,
        answer: impl Fn(&mut [T]) -> Option<f64>,
    ) -> Vec<Option<f64>> {
        let mut ends = vec![0_usize; count];
        for group in &self.groups {
            ends[*group as usize] += 1;
        }
        let mut next = Vec::with_capacity(count);
        let mut total = 0;
        for end in &mut ends {
            next.push(total);
            total += *end;
            *end = total;
        }
        let mut sorted = vec![T::default(); total];
        for (at, group) in self.groups.iter().enumerate() {
            let slot = &mut next[*group as usize];
            sorted[*slot] = sample(at);
            *slot += 1;
        }
        let mut start = 0;
        let group = |end: usize| answer(&mut sorted[std::mem::replace(&mut start, end)..end]);
        ends.into_iter().map(group).collect()
    }
}

/// The two ranks (from 0) around `share` of `n` samples, and how far to go from the first to the second.
fn ranks(n: u64, share: f64) -> (u64, u64, f64) {
    let place = (n - 1) as f64 * share;
    let low = place.floor();
    let high = (low as u64 + 1).min(n - 1);
    (low as u64, high, place - low)
}

fn between(low: i64, high: i64, part: f64) -> f64 {
    let (low, high) = (low as f64, high as f64);
    (low + (high - low) * part) / MICROS_PER_SECOND as f64
}

fn quantile(samples: &mut [i64], share: f64) -> Option<f64> {
    if samples.is_empty() {
        return None;
    }
    let (low, high, part) = ranks(samples.len() as u64, share);
    let (_, at_low, above) = samples.select_nth_unstable(low as usize);
    let at_low = *at_low;
    let at_high = match above.iter().copied().min() {
        Some(next) if high > low => next,
        _ => at_low,
    };
    Some(between(at_low, at_high, part))
}

fn weighted_quantile(samples: &[(i64, u32)], share: f64) -> Option<f64> {
    let mut samples = samples.to_vec();
    sort_items(&mut samples, Ord::cmp);
    let n: u64 = samples.iter().map(|sample| u64::from(sample.1)).sum();
    if n == 0 {
        return None;
    }
    let (low, high, part) = ranks(n, share);
    let at = |rank: u64| {
        let mut seen = 0;
        let mut found = samples.iter().skip_while(|sample| {
            seen += u64::from(sample.1);
            seen <= rank
        });
        found.next().map_or(0, |sample| sample.0)
    };
    Some(between(at(low), at(high), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medians(weighted: bool, samples: &[(u32, i64, u32)]) -> Vec<Option<f64>> {
        let mut collected = Samples::new(weighted);
        for (group, seconds, weight) in samples {
            collected.push(*group, seconds * MICROS_PER_SECOND, *weight);
        }
        collected.medians(3)
    }

    #[test]
    fn a_median_is_the_mean_of_the_two_middle_ones_where_even() {
        let samples = [(0, 9, 1), (2, 5, 1), (0, 1, 1), (2, 1, 1), (2, 100, 1)];
        assert_eq!(medians(false, &samples), [Some(5.0), None, Some(5.0)]);
    }

    #[test]
    fn a_weight_repeats_its_sample() {
        let samples = [
            (0, 1, 3),
            (0, 10, 2),
            (1, 1, 1),
            (1, 10, 3),
            (2, 1, 2),
            (2, 10, 2),
        ];
        assert_eq!(medians(true, &samples), [Some(1.0), Some(10.0), Some(5.5)]);
    }

    #[test]
    fn a_percentile_lies_between_its_ranks() {
        let mut waits = Samples::new(false);
        for seconds in 0..=10 {
            waits.push(0, seconds * MICROS_PER_SECOND, 1);
        }
        assert_eq!(waits.quantiles(1, 0.95), [Some(9.5)]);
    }
}
