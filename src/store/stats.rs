//! Means with an interval that respects journeys. Must not know what is averaged.

use parcours_kernel::{Cluster, Counting};

use crate::model::answer::Mean;

use super::tally::saturated;

/// A mean by group with its cluster-robust interval (contract §3): with m the mean of n values in J journeys, half of the
/// 95 % interval is `t(J−1) · sqrt(J/(J−1) · Σ_j (Σ_i (e_ij − m))²) / n`.
///
/// Feed journey by journey. `Σ_j (S_j − n_j m)²` is kept as `ΣS² − 2m·ΣSn + m²·Σn²`, so that one pass is enough.
#[derive(Debug, Clone)]
pub(super) struct ClusteredMeans {
    cells: Vec<Counting>,
}

impl ClusteredMeans {
    pub fn new(groups: usize) -> Self {
        Self {
            cells: vec![Counting::default(); groups],
        }
    }

    /// `journey` counts `weight` times; all its values of a group must follow each other.
    pub fn add(&mut self, group: usize, journey: usize, weight: u32, value: f64) {
        self.cells[group].answer(journey as u32, weight, value);
    }

    pub fn mean(&self, group: usize) -> Mean {
        mean_of(&self.cells[group].cluster())
    }

    /// The mean over several groups that share no journey.
    pub fn mean_over(&self, groups: impl Iterator<Item = usize>) -> Mean {
        let all = groups.fold(Cluster::default(), |all, group| {
            all.and(&self.cells[group].cluster())
        });
        mean_of(&all)
    }
}

/// The mean of a group.
pub(super) fn mean_of(cluster: &Cluster) -> Mean {
    let mean = if cluster.n == 0.0 {
        0.0
    } else {
        cluster.sum / cluster.n
    };
    Mean {
        n: saturated(cluster.n as u64),
        journeys: saturated(cluster.answering as u64),
        mean,
        half_width: half_width(cluster, mean),
    }
}

/// `None` with fewer than two journeys.
fn half_width(cluster: &Cluster, mean: f64) -> Option<f64> {
    let journeys = cluster.answering;
    if journeys < 2.0 {
        return None;
    }
    let squares = cluster.sum_sum - 2.0 * mean * cluster.sum_n + mean * mean * cluster.n_n;
    let spread = (journeys / (journeys - 1.0) * squares.max(0.0)).sqrt();
    Some(t_quantile_975(journeys as u64 - 1) * spread / cluster.n)
}

/// The 0.975 quantile of Student's t with `freedom` ≥ 1 degrees of freedom, to 1e-5.
///
/// Up to 10 from the usual tables; above by the expansion of Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.7.5.
pub(super) fn t_quantile_975(freedom: u64) -> f64 {
    const FIRST: [f64; 10] = [
        12.706_204_736,
        4.302_652_730,
        3.182_446_305,
        2.776_445_105,
        2.570_581_836,
        2.446_911_851,
        2.364_624_252,
        2.306_004_135,
        2.262_157_163,
        2.228_138_852,
    ];
    /// The 0.975 quantile of the normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    if let Some(value) = FIRST.get((freedom.max(1) - 1) as usize) {
        return *value;
    }
    let v = freedom as f64;
    let z2 = Z * Z;
    let first = Z * (z2 + 1.0) / 4.0;
    let second = Z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let third = Z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    let fourth = Z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92_160.0;
    Z + (first + (second + (third + fourth / v) / v) / v) / v
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The distribution function by Simpson's rule on the density, scaled by its own whole: no special function needed.
    fn below(t: f64, freedom: u64) -> f64 {
        let v = freedom as f64;
        let angle = (t / v.sqrt()).atan();
        let density = |a: f64| a.cos().powf(v - 1.0);
        let area = |to: f64| {
            let (steps, from) = (20_000, -std::f64::consts::FRAC_PI_2);
            let h = (to - from) / f64::from(steps);
            let weight = |i: i32| match i {
                0 => 1.0,
                i if i == steps => 1.0,
                i if i % 2 == 1 => 4.0,
                _ => 2.0,
            };
            (0..=steps)
                .map(|i| weight(i) * density((from + h * f64::from(i)).clamp(from, -from)).max(0.0))
                .sum::<f64>()
                * h
                / 3.0
        };
        area(angle) / area(std::f64::consts::FRAC_PI_2)
    }

    #[test]
    fn the_quantile_leaves_two_and_a_half_percent_above() {
        for freedom in [1, 2, 3, 5, 10, 11, 12, 20, 30, 100, 1000] {
            let share = below(t_quantile_975(freedom), freedom);
            assert!((share - 0.975).abs() < 2e-6, "{freedom}: {share}");
        }
    }

    #[test]
    fn the_interval_follows_the_contract_by_hand() {
        // Journeys {2, 1}, {−1}, {0, 0}: n = 5, m = 0.4; deviations by journey 2.2, −1.4, −0.8; squares 4.84 + 1.96 + 0.64 = 7.44;
        // J/(J−1) = 1.5; sqrt(11.16) = 3.340658617698; t(2) = 4.302652730; half width = 2.874739.
        let mut means = ClusteredMeans::new(1);
        for (journey, value) in [(0, 2.0), (0, 1.0), (1, -1.0), (2, 0.0), (2, 0.0)] {
            means.add(0, journey, 1, value);
        }
        let mean = means.mean(0);
        assert_eq!((mean.n, mean.journeys), (5, 3));
        assert!((mean.mean - 0.4).abs() < 1e-12);
        assert!((mean.half_width.unwrap() - 2.874_739).abs() < 1e-5);
    }

    #[test]
    fn a_weight_repeats_the_journey() {
        let (mut once, mut weighted) = (ClusteredMeans::new(1), ClusteredMeans::new(1));
        for (journey, value) in [(0, 2.0), (1, 2.0), (2, -1.0), (3, -1.0), (4, -1.0)] {
            once.add(0, journey, 1, value);
        }
        weighted.add(0, 0, 2, 2.0);
        weighted.add(0, 1, 3, -1.0);
        let (once, weighted) = (once.mean(0), weighted.mean(0));
        assert_eq!(once.n, weighted.n);
        assert_eq!(once.journeys, weighted.journeys);
        assert!((once.half_width.unwrap() - weighted.half_width.unwrap()).abs() < 1e-12);
    }
}
