//! Exact medians without sorting. Must not know what is measured.

/// Up to this many values are selected from directly.
const FEW: usize = 600;

/// The two middle values (the same one where the count is odd); `None` without a value.
pub fn middle(values: &[u32], scratch: &mut Vec<u32>) -> Option<(u32, u32)> {
    let last = values.len().checked_sub(1)?;
    Some(select(values, last / 2, values.len() / 2, scratch))
}

/// The values at two ranks (from 0), `high` being `low` or the next.
///
/// A sample tells between which two values they surely lie, one pass counts what is below and keeps what is between.
/// Where the sample was wrong (rare, and not wrong in the answer), all values are selected from.
/// After Floyd and Rivest, "Expected time bounds for selection" (1975).
#[inline(never)]
pub fn select(values: &[u32], low: usize, high: usize, scratch: &mut Vec<u32>) -> (u32, u32) {
    if values.len() > FEW {
        let (least, most) = bounds(values, low, scratch);
        let (below, between) = partition(values, least, most, scratch);
        if low >= below && high < below + between {
            return ranks(&mut scratch[..between], low - below, high - below);
        }
    }
    scratch.clear();
    scratch.extend_from_slice(values);
    ranks(scratch, low, high)
}

/// The quantile `share` (0 … 1), linear between the two nearest ranks (Hyndman and Fan 1996, type 7); `None` without a value.
pub fn quantile(values: &[u32], share: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * share;
    let low = place as usize;
    let high = (low + 1).min(last);
    let (at_low, at_high) = select(values, low, high, &mut Vec::new());
    let (at_low, at_high) = (f64::from(at_low), f64::from(at_high));
    Some(at_low + (at_high - at_low) * (place - low as f64))
}

fn ranks(values: &mut [u32], low: usize, high: usize) -> (u32, u32) {
    let (_, at_low, above) = values.select_nth_unstable(low);
    let at_low = *at_low;
    let at_high = match above.iter().min() {
        Some(next) if high > low => *next,
        _ => at_low,
    };
    (at_low, at_high)
}

/// Two values with the rank between them, by a sample: three standard deviations to each side.
fn bounds(values: &[u32], rank: usize, scratch: &mut Vec<u32>) -> (u32, u32) {
    let step = cube_root(values.len());
    scratch.clear();
    // A step that shares no period with the data.
    scratch.extend(values.iter().step_by(step | 1).copied());
    let count = scratch.len();
    let margin = (1.5 * (count as f64).sqrt()) as usize + 1;
    let place = (rank as u64 * count as u64 / values.len() as u64) as usize;
    let (from, to) = (
        place.saturating_sub(margin),
        (place + margin).min(count - 1),
    );
    let (_, most, _) = scratch.select_nth_unstable(to);
    let most = *most;
    let (_, least, _) = scratch[..=to].select_nth_unstable(from);
    (*least, most)
}

fn cube_root(count: usize) -> usize {
    let mut root = 1_usize;
    while root * root * root < count {
        root += 1;
    }
    root
}

/// How many values are below `least`, and how many (now at the start of `scratch`) from there up to `most`.
fn partition(values: &[u32], least: u32, most: u32, scratch: &mut Vec<u32>) -> (usize, usize) {
    if scratch.len() < values.len() {
        scratch.resize(values.len(), 0);
    }
    let (width, mut below, mut between) = (most - least, 0, 0);
    for value in values {
        scratch[between] = *value;
        between += usize::from(value.wrapping_sub(least) <= width);
        below += usize::from(*value < least);
    }
    (below, between)
}

/// Medians of several groups of seconds.
#[derive(Debug, Default)]
pub struct Medians {
    groups: Vec<Vec<u32>>,
}

impl Medians {
    /// `most`: how many values each group may get.
    pub fn new(most: impl Iterator<Item = usize>) -> Self {
        Self {
            groups: most.map(Vec::with_capacity).collect(),
        }
    }

    #[inline]
    pub fn push(&mut self, group: usize, value: u32) {
        self.groups[group].push(value);
    }

    /// The values of a group, which are then as if there had been none.
    pub fn take(&mut self, group: usize) -> Vec<u32> {
        std::mem::take(&mut self.groups[group])
    }

    /// The mean of the two middle values of each group.
    pub fn finish(&self) -> Vec<Option<f64>> {
        let mut scratch = Vec::new();
        let median = |values: &Vec<u32>| {
            let (low, high) = middle(values, &mut scratch)?;
            Some((f64::from(low) + f64::from(high)) / 2.0)
        };
        self.groups.iter().map(median).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted_middle(values: &[u32]) -> Option<(u32, u32)> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let low = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
        Some((low, sorted[sorted.len() / 2]))
    }

    #[test]
    fn the_middle_of_any_distribution_is_that_of_the_sorted_values() {
        let mut state = 1_u64;
        let mut random = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as u32
        };
        let mut scratch = Vec::new();
        assert_eq!(middle(&[], &mut scratch), None);
        for count in [1, 2, 3, 599, 600, 601, 5_000, 40_001] {
            let spread: Vec<u32> = (0..count).map(|_| random()).collect();
            let few: Vec<u32> = spread.iter().map(|value| value % 3).collect();
            let rising: Vec<u32> = (0..count).collect();
            let skewed: Vec<u32> = spread.iter().map(|value| value >> (value % 31)).collect();
            let periodic: Vec<u32> = (0..count).map(|at| at % 17 * 1_000).collect();
            let extreme: Vec<u32> = (0..count)
                .map(|at| if at % 2 == 0 { 0 } else { u32::MAX })
                .collect();
            for values in [&spread, &few, &rising, &skewed, &periodic, &extreme] {
                assert_eq!(
                    middle(values, &mut scratch),
                    sorted_middle(values),
                    "{count}"
                );
                let mut sorted = values.clone();
                sorted.sort_unstable();
                for rank in [0, 1, count as usize * 19 / 20, count as usize - 1] {
                    let high = (rank + 1).min(count as usize - 1);
                    let rank = rank.min(high);
                    let found = select(values, rank, high, &mut scratch);
                    assert_eq!(found, (sorted[rank], sorted[high]), "{count} {rank}");
                }
            }
        }
    }
}
