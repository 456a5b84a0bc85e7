//! How long things last: the two largest units, `6 d 2 h` / `6 j 2 h`.

use super::Lang;

const MINUTE: u64 = 60;
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

impl Lang {
    /// A duration in its two largest units, rounded to the smaller one; an empty second unit is left out.
    /// Days are the largest unit. Below ten seconds one decimal, where there is one.
    pub fn duration(self, seconds: f64) -> String {
        self.duration_in(seconds, 2)
    }

    /// For labels in charts: the second unit only while the first is below 10, so that no label says more than two or three digits.
    pub fn duration_short(self, seconds: f64) -> String {
        let seconds_abs = seconds.abs();
        let largest = [DAY, HOUR, MINUTE]
            .into_iter()
            .find(|unit| seconds_abs >= *unit as f64)
            .unwrap_or(1);
        let units = if seconds_abs / largest as f64 >= 10.0 {
            1
        } else {
            2
        };
        self.duration_in(seconds, units)
    }

    fn duration_in(self, seconds: f64, units: usize) -> String {
        if !seconds.is_finite() {
            return "—".to_owned();
        }
        let sign = if seconds < -0.05 { "\u{2212}" } else { "" };
        let seconds = seconds.abs();
        if seconds < 9.95 && (seconds - seconds.round()).abs() >= 0.05 {
            return format!("{sign}{}\u{a0}s", self.decimal(seconds, 1));
        }
        let day = match self {
            Self::En => "d",
            Self::Fr => "j",
        };
        let ladder = [(DAY, day), (HOUR, "h"), (MINUTE, "min"), (1, "s")];
        let rounded = rounded_to_units(seconds, units);
        let first = ladder
            .iter()
            .position(|(size, _)| rounded >= *size)
            .unwrap_or(3);
        let mut rest = rounded;
        let mut parts = Vec::new();
        for (size, name) in ladder.iter().skip(first).take(units) {
            let amount = rest / size;
            rest %= size;
            if amount > 0 || parts.is_empty() {
                parts.push(format!("{}\u{a0}{name}", self.count(amount)));
            }
        }
        format!("{sign}{}", parts.join(" "))
    }
}

/// Rounded so that no unit after the `units` largest ones is left. Rounding may reach the next unit (59.6 min is 1 h).
fn rounded_to_units(seconds: f64, units: usize) -> u64 {
    let ladder = [DAY, HOUR, MINUTE, 1];
    let whole = seconds.round() as u64;
    let first = ladder.iter().position(|size| whole >= *size).unwrap_or(3);
    let smallest = ladder[(first + units - 1).min(3)];
    (seconds / smallest as f64).round() as u64 * smallest
}
