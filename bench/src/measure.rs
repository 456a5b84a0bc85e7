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
