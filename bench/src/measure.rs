//! Figures from repeated measurements.

/// Measurements of one thing, in milliseconds.
#[derive(Default)]
pub struct Series(Vec<f64>);

impl Series {
    pub fn add(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
    }

    /// The value below which the fraction `part` of the measurements lies, between neighbours in proportion.
    pub fn quantile(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let Some(last) = sorted.len().checked_sub(1) else {
            return f64::NAN;
        };
        let at = part * last as f64;
        let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
        below + (above - below) * at.fract()
    }

    /// A row of the table: median, 95th percentile, extremes, count.
    pub fn print(&self, name: &str) {
        let value = |part| self.quantile(part);
        println!(
            "{name:<44} {:>8.0} {:>8.0} {:>8.0} {:>8.0} {:>6}",
            value(0.5),
            value(0.95),
            value(0.0),
            value(1.0),
            self.0.len()
        );
    }
}

/// Random choices that are the same in every run: SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Chance(seed)
    }

    /// A whole number from 0, less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

pub fn print_header(title: &str) {
    println!(
        "{title:<44} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "median", "p95", "least", "most", "n"
    );
}

#[cfg(test)]
mod tests {
    use super::Series;

    #[test]
    fn the_median_of_an_even_count_lies_between_the_middle_ones() {
        let series = Series(vec![4.0, 1.0, 3.0, 2.0]);
        assert_eq!(
            (
                series.quantile(0.5),
                series.quantile(0.0),
                series.quantile(1.0)
            ),
            (2.5, 1.0, 4.0)
        );
    }
}
