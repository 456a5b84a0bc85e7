//! The generated files that are measured with, and the filters asked of them.
use std::{fs::File, io::BufWriter, path::PathBuf, time::Duration};

use parcours_e2e::Outcome;
use parcours_tools::generate::{self, CHANNELS, PERSONAS, STAGES};
use serde_json::{Value, json};

use crate::measure::Chance;

const SEED: u64 = 42;
/// How long one step of a benchmark may take.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// A file of `rows` events, kept between runs because it is always the same.
pub fn file(rows: usize) -> Outcome<PathBuf> {
    let path = std::env::temp_dir().join(format!("parcours-bench-{rows}-{SEED}.csv"));
    if !path.exists() {
        let partial = path.with_extension("partial");
        generate::write_events(BufWriter::new(File::create(&partial)?), rows, SEED)?;
        std::fs::rename(partial, &path)?;
    }
    Ok(path)
}

/// The same, as a text that is not kept.
pub fn text(rows: usize, seed: u64) -> Outcome<String> {
    let mut bytes = Vec::new();
    generate::write_events(&mut bytes, rows, seed)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Any of the kinds of filter that the page has, over the generated names and dates.
pub fn random_filter(chance: &mut Chance) -> Value {
    let mut filter = json!({});
    if chance.below(2) == 0 {
        let first = chance.below(150);
        filter["from"] = json!(date(first));
        filter["to"] = json!(date(first + 1 + chance.below(90)));
    }
    for (name, values) in [
        ("persona", PERSONAS),
        ("channel", CHANNELS),
        ("stage", STAGES),
    ] {
        let chosen = some(
            values,
            chance.below(values.len()),
            1 + chance.below(values.len()),
        );
        match chance.below(6) {
            0 => filter[name] = json!(chosen),
            1 => filter["journeys"][name] = json!(chosen),
            _ => {}
        }
    }
    filter
}

/// How many [`filters`] there are.
pub const FILTERS: usize = 30;

/// Thirty filters, six of each kind: personas, channels, a window of 45 days that slides, personas within 60 days, and personas
/// by some channels within 90 days.
pub fn filters() -> Vec<Value> {
    let mut filters: Vec<Value> = (0..6)
        .map(|at| json!({ "persona": some(PERSONAS, at, 1 + at % 5) }))
        .collect();
    filters.extend((0..6).map(|at| json!({ "channel": some(CHANNELS, at, 1 + at) })));
    filters.extend((0..6).map(|at| window(22 * at, 45)));
    filters.extend((0..6).map(|at| {
        let mut filter = window(20 * at, 60);
        filter["persona"] = json!(some(PERSONAS, at, 3));
        filter
    }));
    filters.extend((0..6).map(|at| {
        let mut filter = window(12 * at, 90);
        filter["persona"] = json!(some(PERSONAS, at, 4));
        filter["channel"] = json!(some(CHANNELS, at, 4));
        filter
    }));
    filters
}

/// `count` of the names, from the one at `at` on and round.
fn some<'a>(names: &[&'a str], at: usize, count: usize) -> Vec<&'a str> {
    names.iter().cycle().skip(at).take(count).copied().collect()
}

/// Filters that keep little: one week each.
pub fn weeks() -> Vec<Value> {
    (0..12).map(|at| window(5 + 12 * at, 7)).collect()
}

fn window(first_day: usize, days: usize) -> Value {
    json!({ "from": date(first_day), "to": date(first_day + days) })
}

/// Midnight of that day of the generated data, which begins with 2025.
pub fn date(day: usize) -> String {
    const MONTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = day;
    let mut month = 0;
    while left >= MONTHS[month % 12] {
        left -= MONTHS[month % 12];
        month += 1;
    }
    let year = 2025 + month / 12;
    format!("{year}-{:02}-{:02}T00:00:00Z", month % 12 + 1, left + 1)
}

#[cfg(test)]
mod tests {
    use super::{FILTERS, date, filters, random_filter};
    use crate::measure::Chance;

    #[test]
    fn random_filters_are_the_same_every_time_and_of_many_kinds() {
        let made = |seed| {
            let mut chance = Chance::new(seed);
            (0..100)
                .map(|_| random_filter(&mut chance))
                .collect::<Vec<_>>()
        };
        assert_eq!(made(1), made(1));
        for key in ["from", "persona", "channel", "stage", "journeys"] {
            assert!(
                made(1).iter().any(|filter| filter.get(key).is_some()),
                "{key}"
            );
        }
    }

    #[test]
    fn days_are_counted_through_the_months() {
        assert_eq!(date(0), "2025-01-01T00:00:00Z");
        assert_eq!(date(59), "2025-03-01T00:00:00Z");
        assert_eq!(date(365), "2026-01-01T00:00:00Z");
    }

    #[test]
    fn no_two_filters_are_alike() {
        let mut texts: Vec<String> = filters().iter().map(ToString::to_string).collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), FILTERS);
    }
}
