//! The times of events, as narrow as they allow. Must not know time zones.

const MICROS_PER_SECOND: i64 = 1_000_000;

/// Microseconds since 1970, one an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Times {
    /// Whole seconds after `base` (microseconds): nearly every file.
    Seconds {
        base: i64,
        after: Vec<u32>,
    },
    Micros(Vec<i64>),
}

impl Default for Times {
    fn default() -> Self {
        Self::Micros(Vec::new())
    }
}

/// Microseconds since 1970 as they come, in four bytes each as long as they are whole seconds of the years 1970 to 2106.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimesAsRead {
    Seconds(Vec<u32>),
    Micros(Vec<i64>),
}

impl Default for TimesAsRead {
    fn default() -> Self {
        Self::Seconds(Vec::new())
    }
}

impl TimesAsRead {
    #[inline(never)]
    pub fn extend(&mut self, micros: &[i64]) {
        if let Self::Seconds(seconds) = self {
            let before = seconds.len();
            let whole = |micros: &i64| {
                let second = u32::try_from(micros / MICROS_PER_SECOND).ok();
                second.filter(|_| micros % MICROS_PER_SECOND == 0)
            };
            seconds.extend(micros.iter().map_while(whole));
            if seconds.len() == before + micros.len() {
                return;
            }
            seconds.truncate(before);
            let wide = |second: &u32| i64::from(*second) * MICROS_PER_SECOND;
            let mut all = Vec::with_capacity(seconds.capacity());
            all.extend(seconds.iter().map(wide));
            *self = Self::Micros(all);
        }
        if let Self::Micros(all) = self {
            all.extend_from_slice(micros);
        }
    }

    pub fn reserve(&mut self, more: usize) {
        match self {
            Self::Seconds(seconds) => seconds.reserve(more),
            Self::Micros(micros) => micros.reserve(more),
        }
    }

    #[inline(always)]
    pub fn get(&self, at: usize) -> i64 {
        match self {
            Self::Seconds(seconds) => i64::from(seconds[at]) * MICROS_PER_SECOND,
            Self::Micros(micros) => micros[at],
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::Seconds(seconds) => seconds.is_empty(),
            Self::Micros(micros) => micros.is_empty(),
        }
    }

    /// Are the events of each of these runs in the order of their times? The runs that are not, by their number.
    #[inline(never)]
    pub fn unsorted(&self, starts: &[u32], order: &[u32]) -> Vec<u32> {
        match self {
            Self::Seconds(seconds) => unsorted(starts, order, |event| seconds[event as usize]),
            Self::Micros(micros) => unsorted(starts, order, |event| micros[event as usize]),
        }
    }

    /// The times at `order`.
    #[inline(never)]
    pub fn gather(&self, order: &[u32]) -> Times {
        match self {
            Self::Seconds(seconds) => {
                let base = seconds.iter().copied().min().unwrap_or_default();
                if order.is_empty() {
                    return Times::default();
                }
                Times::Seconds {
                    base: i64::from(base) * MICROS_PER_SECOND,
                    after: order
                        .iter()
                        .map(|at| seconds[*at as usize] - base)
                        .collect(),
                }
            }
            Self::Micros(micros) => Times::gather(micros, order),
        }
    }
}

fn unsorted<K: Ord>(starts: &[u32], order: &[u32], time: impl Fn(u32) -> K) -> Vec<u32> {
    let runs = starts.windows(2).zip(0..);
    let wrong = runs.filter(|(bounds, _)| {
        let events = &order[bounds[0] as usize..bounds[1] as usize];
        !events.is_sorted_by_key(|event| time(*event))
    });
    wrong.map(|(_, run)| run).collect()
}

impl Times {
    /// The times of the first events, `None` where there is none; `starts`: the first event of each journey, one more entry closes the last.
    #[inline(never)]
    pub fn firsts(&self, starts: &[u32]) -> Vec<Option<i64>> {
        let first = |bounds: &[u32]| match bounds[0] < bounds[1] {
            true => self.get(bounds[0] as usize),
            false => None,
        };
        starts.windows(2).map(first).collect()
    }

    /// Microseconds of second 0, and the seconds of the events; none where there are times between seconds.
    pub fn seconds(&self) -> (i64, &[u32]) {
        match self {
            Self::Seconds { base, after } => (*base, after),
            Self::Micros(_) => (0, &[]),
        }
    }

    /// The times at `order`.
    fn gather(micros: &[i64], order: &[u32]) -> Self {
        let base = micros.iter().copied().min().unwrap_or_default();
        let last = micros.iter().copied().max().unwrap_or_default();
        let span = last.saturating_sub(base) / MICROS_PER_SECOND;
        let whole = |micros: &i64| (micros.wrapping_sub(base)) % MICROS_PER_SECOND == 0;
        if micros.is_empty() || span > i64::from(u32::MAX) || !micros.iter().all(whole) {
            return Self::Micros(
                order
                    .iter()
                    .filter_map(|at| micros.get(*at as usize).copied())
                    .collect(),
            );
        }
        let after =
            |at: &u32| ((micros[*at as usize] - base) as u64 / MICROS_PER_SECOND as u64) as u32;
        Self::Seconds {
            base,
            after: order.iter().map(after).collect(),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Seconds { after, .. } => after.len(),
            Self::Micros(micros) => micros.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    pub fn get(&self, event: usize) -> Option<i64> {
        match self {
            Self::Seconds { base, after } => {
                let after = after.get(event)?;
                Some(base + i64::from(*after) * MICROS_PER_SECOND)
            }
            Self::Micros(micros) => micros.get(event).copied(),
        }
    }

    /// First and last.
    pub fn span(&self) -> Option<(i64, i64)> {
        match self {
            Self::Seconds { base, after } => {
                let micros = |seconds: u32| base + i64::from(seconds) * MICROS_PER_SECOND;
                Some((
                    micros(after.iter().copied().min()?),
                    micros(after.iter().copied().max()?),
                ))
            }
            Self::Micros(micros) => {
                Some((micros.iter().copied().min()?, micros.iter().copied().max()?))
            }
        }
    }

    pub fn bytes(&self) -> usize {
        match self {
            Self::Seconds { after, .. } => after.capacity() * size_of::<u32>(),
            Self::Micros(micros) => micros.capacity() * size_of::<i64>(),
        }
    }
}

/// The waits between neighbouring events of each journey, in whole seconds.
#[inline(never)]
pub fn waits(starts: &[u32], seconds: &[u32]) -> Vec<u32> {
    let mut waits = Vec::with_capacity(seconds.len());
    for bounds in starts.windows(2) {
        let times = &seconds[bounds[0] as usize..bounds[1] as usize];
        waits.extend(times.windows(2).map(|pair| pair[1] - pair[0]));
    }
    waits
}

/// How many whole seconds after `base` a time in microseconds is reached: rounded up, so that
/// `seconds >= seconds_from(base, time)` is `micros >= time`.
pub fn seconds_from(base: i64, micros: i64) -> u64 {
    let gap = i128::from(micros) - i128::from(base);
    if gap <= 0 {
        return 0;
    }
    (gap as u128)
        .div_ceil(MICROS_PER_SECOND as u128)
        .min(u128::from(u64::MAX)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_seconds_are_kept_narrow_and_others_exact() {
        for (micros, narrow) in [
            (vec![5_000_000, -1_000_000, 7_000_000], true),
            (vec![5_000_001, -1_000_000], false),
            (vec![0, i64::from(u32::MAX) * 1_000_000 + 1_000_000], false),
            (vec![500_000, 1_500_000], true),
        ] {
            let order: Vec<u32> = (0..micros.len() as u32).rev().collect();
            let times = Times::gather(&micros, &order);
            assert_eq!(matches!(times, Times::Seconds { .. }), narrow);
            let back: Vec<i64> = (0..times.len()).filter_map(|at| times.get(at)).collect();
            let expected: Vec<i64> = micros.iter().rev().copied().collect();
            assert_eq!(back, expected);
            assert_eq!(
                times.span(),
                expected
                    .iter()
                    .min()
                    .copied()
                    .zip(expected.iter().max().copied())
            );
        }
    }

    #[test]
    fn times_as_read_are_narrow_until_one_does_not_fit() {
        let order = [2, 0, 1];
        for odd in [None, Some(1), Some(-1_000_000), Some(i64::MAX)] {
            let mut micros = vec![9_000_000, 3_000_000];
            let mut times = TimesAsRead::default();
            times.extend(&micros);
            times.extend(&[odd.unwrap_or(4_000_000)]);
            micros.push(odd.unwrap_or(4_000_000));
            assert_eq!(matches!(times, TimesAsRead::Seconds(_)), odd.is_none());
            let back: Vec<i64> = (0..3).map(|at| times.get(at)).collect();
            assert_eq!(back, micros);
            assert_eq!(times.gather(&order), Times::gather(&micros, &order));
        }
    }

    #[test]
    fn runs_out_of_order_are_named() {
        let mut times = TimesAsRead::default();
        times.extend(&[5, 1, 1, 0].map(|second| second * 1_000_000));
        assert_eq!(times.unsorted(&[0, 3, 4], &[0, 1, 2, 3]), [0]);
        assert_eq!(times.unsorted(&[0, 3, 4], &[1, 2, 0, 3]), [0; 0]);
    }

    #[test]
    fn waits_do_not_cross_journeys() {
        assert_eq!(waits(&[0, 3, 3, 4], &[1, 1, 5, 9]), [0, 4]);
    }

    #[test]
    fn a_bound_between_two_seconds_is_reached_by_the_later_one() {
        assert_eq!(seconds_from(500_000, 1_500_000), 1);
        assert_eq!(seconds_from(500_000, 1_500_001), 2);
        assert_eq!(seconds_from(500_000, -9), 0);
        assert!(seconds_from(i64::MIN, i64::MAX) > u64::from(u32::MAX));
    }
}
