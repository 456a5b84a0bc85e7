//! Estimates with a 95 % interval, and the difference of two. Must not know what is estimated.

use crate::model::answer::{Difference, Estimate, Mean};

use super::super::tally::saturated;

/// The 0.975 quantile of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;
/// Fewer journeys carry no interval, and so no difference (design language §4.3: hollow).
const FEWEST_JOURNEYS: u32 = 5;

/// A share of journeys, with the score interval of Wilson, "Probable Inference, the Law of Succession, and Statistical
/// Inference", JASA 22 (1927). A journey is one trial, so that nothing is clustered.
pub(super) fn share(part: u64, all: u64) -> Option<Estimate> {
    if all == 0 {
        return None;
    }
    let n = all as f64;
    let p = part as f64 / n;
    let (z2, below) = (Z * Z, 1.0 + Z * Z / n);
    let middle = (p + z2 / (2.0 * n)) / below;
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / below;
    Some(with_enough(Estimate {
        value: p,
        n: saturated(all),
        journeys: saturated(all),
        interval: Some(((middle - half).max(0.0), (middle + half).min(1.0))),
    }))
}

/// A mean over events with the cluster-robust interval of contract §3, not cut at the ends of the scale.
pub(super) fn mean(mean: Mean) -> Option<Estimate> {
    (mean.n > 0).then(|| {
        with_enough(Estimate {
            value: mean.mean,
            n: mean.n,
            journeys: mean.journeys,
            interval: mean
                .half_width
                .map(|half| (mean.mean - half, mean.mean + half)),
        })
    })
}

pub(super) fn with_enough(estimate: Estimate) -> Estimate {
    Estimate {
        interval: estimate
            .interval
            .filter(|_| estimate.journeys >= FEWEST_JOURNEYS),
        ..estimate
    }
}

/// The difference of two estimates from different journeys, its interval from theirs: Zou and Donner, "Construction of
/// confidence limits about effect measures", Statistics in Medicine 27 (2008). Of two shares with Wilson's intervals this is
/// method 10 of Newcombe, Statistics in Medicine 17 (1998).
///
/// Where one is a part of the other they vary together, and the interval is wider than need be.
pub(super) fn difference(own: &Estimate, other: &Estimate) -> Difference {
    let value = own.value - other.value;
    let interval = own.interval.zip(other.interval).map(|(own_at, other_at)| {
        let below = (own.value - own_at.0).hypot(other_at.1 - other.value);
        let above = (own_at.1 - own.value).hypot(other.value - other_at.0);
        (value - below, value + above)
    });
    Difference { value, interval }
}

/// The difference of a part to the whole, from that to the rest: with w the part's share of the n, the whole is
/// w · part + (1 − w) · rest, so part − whole = (1 − w) · (part − rest). Holds for shares and means, w being taken as it is.
pub(super) fn to_whole(part: &Estimate, rest: &Estimate) -> Difference {
    let weight = f64::from(rest.n) / (f64::from(part.n) + f64::from(rest.n));
    let to_rest = difference(part, rest);
    Difference {
        value: weight * to_rest.value,
        interval: to_rest
            .interval
            .map(|(low, high)| (weight * low, weight * high)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<(f64, f64)>, low: f64, high: f64) {
        let (found_low, found_high) = found.unwrap();
        assert!((found_low - low).abs() < 5e-5, "{found_low} for {low}");
        assert!((found_high - high).abs() < 5e-5, "{found_high} for {high}");
    }

    #[test]
    fn shares_and_their_difference_are_those_of_newcombe() {
        // Newcombe 1998, table II, example (a), method 10: 56/70 − 48/80.
        let (a, b) = (share(56, 70).unwrap(), share(48, 80).unwrap());
        let found = difference(&a, &b);
        assert!((found.value - 0.2).abs() < 1e-12);
        close(found.interval, 0.0524, 0.3339);
    }

    #[test]
    fn no_trial_met_still_has_an_interval() {
        // Newcombe 1998, table II, example (h), method 10: 10/10 − 0/10.
        let (a, b) = (share(10, 10).unwrap(), share(0, 10).unwrap());
        close(b.interval, 0.0, 0.2775);
        close(difference(&a, &b).interval, 0.6075, 1.0);
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn few_journeys_have_no_interval_and_no_difference() {
        let (few, many) = (share(2, 4).unwrap(), share(20, 40).unwrap());
        assert_eq!(few.interval, None);
        assert_eq!(difference(&few, &many).interval, None);
    }

    #[test]
    fn a_part_differs_from_the_whole_by_what_the_rest_leaves() {
        // 30 of 40 against 20 of 60: whole 50 of 100, 0.75 − 0.5; to the rest 0.75 − 0.3333, times 0.6.
        let (part, rest) = (share(30, 40).unwrap(), share(20, 60).unwrap());
        let (whole, to_rest) = (to_whole(&part, &rest), difference(&part, &rest));
        assert!((whole.value - 0.25).abs() < 1e-12);
        let (low, high) = to_rest.interval.unwrap();
        close(whole.interval, 0.6 * low, 0.6 * high);
    }
}
