//! Values in a fixed order, kept so that the one at any rank among those at some runs of places is found in a few steps.
//! Must not know what is measured.
//!
//! A wavelet matrix: bit by bit from the highest, the values are parted into those without and those with it, and for each place it is
//! known how many before it have the bit. After Claude, Navarro and Ordóñez, "The wavelet matrix" (2015).

/// Words of bits that stand between two counts.
const WORDS: usize = 8;
const PLACES: usize = WORDS * 64;

#[derive(Debug, Clone, Default)]
pub struct Ranked {
    /// Which values are not 0: many times are, and they need no more than that.
    some: Bits,
    /// Of the others, by bit from the highest.
    levels: Vec<Bits>,
    /// The others, as long as not all their bits have been seen, and how many bits are left.
    values: Vec<u32>,
    bits_left: u32,
}

/// Which places of a level have the bit.
#[derive(Debug, Clone, Default)]
struct Bits {
    words: Vec<u64>,
    /// How many have it before each group of places.
    before: Vec<u32>,
    /// How many do not have it.
    without: u32,
}

/// Values that the places do not hold: some more, and some fewer. Those fewer are at the places.
#[derive(Debug, Default)]
pub struct Apart {
    pub more: Vec<u32>,
    pub fewer: Vec<u32>,
}

impl Bits {
    /// Those of the values that have any bit of `mask`.
    #[inline(never)]
    fn new(values: &[u32], mask: u32) -> Self {
        let groups = values.len() / PLACES + 1;
        let mut bits = Self {
            words: vec![0; groups * WORDS],
            before: Vec::with_capacity(groups),
            without: 0,
        };
        for (word, values) in bits.words.iter_mut().zip(values.chunks(64)) {
            for (at, value) in values.iter().enumerate() {
                *word |= u64::from(value & mask != 0) << at;
            }
        }
        let mut with = 0;
        for words in bits.words.chunks_exact(WORDS) {
            bits.before.push(with);
            with += words.iter().map(|word| word.count_ones()).sum::<u32>();
        }
        bits.without = values.len() as u32 - with;
        bits
    }

    /// How many of the places before `place` have the bit.
    #[inline]
    fn with(&self, place: u32) -> u32 {
        let (group, rest) = (place as usize / PLACES, place as usize % PLACES);
        let (whole, part) = self.words[group * WORDS..][..WORDS].split_at(rest / 64);
        let mut count = self.before[group];
        for word in whole {
            count += word.count_ones();
        }
        if rest % 64 != 0 {
            count += (part[0] << (64 - rest % 64)).count_ones();
        }
        count
    }

    fn bytes(&self) -> usize {
        self.words.capacity() * size_of::<u64>() + self.before.capacity() * size_of::<u32>()
    }
}

impl Ranked {
    /// To be finished by [`Self::go_on`].
    #[inline(never)]
    pub fn begin(mut values: Vec<u32>) -> Self {
        let most = values.iter().copied().max().unwrap_or_default();
        let some = Bits::new(&values, u32::MAX);
        values.retain(|value| *value != 0);
        Self {
            some,
            levels: Vec::new(),
            values,
            bits_left: u32::BITS - most.leading_zeros(),
        }
    }

    /// Parts the values by one more bit; returns how many there are, 0 where nothing is left to do.
    #[inline(never)]
    pub fn go_on(&mut self) -> usize {
        let Some(bit) = self.bits_left.checked_sub(1) else {
            self.values = Vec::new();
            return 0;
        };
        self.bits_left = bit;
        let level = Bits::new(&self.values, 1_u32 << bit);
        let mut parted = vec![0; self.values.len()];
        let mut next = [0, level.without as usize];
        for value in &self.values {
            let side = &mut next[(*value >> bit & 1) as usize];
            parted[*side] = *value;
            *side += 1;
        }
        self.values = parted;
        self.levels.push(level);
        self.values.len()
    }

    /// How many values there are at these runs of places (from, to), with those apart.
    fn count(runs: &[(u32, u32)], apart: &Apart) -> u32 {
        let all: u32 = runs.iter().map(|(from, to)| to - from).sum();
        all + apart.more.len() as u32 - apart.fewer.len() as u32
    }

    /// The values at two ranks (from 0) below their count, the second not below the first.
    fn select(&self, runs: &[(u32, u32)], apart: &Apart, ranks: [u32; 2]) -> [u32; 2] {
        let whole = |rank| self.descend(runs, [&[], &[]], 0, rank);
        let [more, fewer] = [&apart.more, &apart.fewer].map(|values| values.len() as u32);
        // So many places further down and up, what is apart cannot move the ranks.
        let all: u32 = runs.iter().map(|(from, to)| to - from).sum();
        let low = ranks[0].checked_sub(more).map_or(0, whole);
        let high = match ranks[1] + fewer < all {
            true => whole(ranks[1] + fewer),
            false => u32::MAX,
        };
        if low == high {
            return [low; 2];
        }
        let (mut near, mut below) = ([Vec::new(), Vec::new()], [0; 2]);
        for (side, values) in [&apart.more, &apart.fewer].into_iter().enumerate() {
            below[side] = split(values, low, high, &mut near[side]);
        }
        let shared = (low ^ high).leading_zeros();
        let select = |rank| {
            let rank = rank + below[1] - below[0];
            self.descend(runs, [&near[0], &near[1]], shared, rank)
        };
        let first = select(ranks[0]);
        match ranks[0] == ranks[1] {
            true => [first; 2],
            false => [first, select(ranks[1])],
        }
    }

    /// With the values `more` and without those `fewer`, which are alike in so many of their highest bits as the one looked for.
    #[inline(never)]
    fn descend(
        &self,
        runs: &[(u32, u32)],
        [more, fewer]: [&[u32]; 2],
        shared: u32,
        mut rank: u32,
    ) -> u32 {
        let mut runs: Vec<(u32, u32)> = runs.to_vec();
        let (mut more, mut fewer) = (more.to_vec(), fewer.to_vec());
        let none = |values: &[u32]| values.iter().filter(|value| **value == 0).count() as u32;
        let mut without = none(&more).wrapping_sub(none(&fewer));
        for run in &mut runs {
            let with = (self.some.with(run.0), self.some.with(run.1));
            without = without.wrapping_add((run.1 - with.1) - (run.0 - with.0));
            *run = with;
        }
        if rank < without {
            return 0;
        }
        rank -= without;
        for values in [&mut more, &mut fewer] {
            values.retain(|value| *value != 0);
        }
        let mut with = vec![(0, 0); runs.len()];
        let mut value = 0;
        for bit in (0..u32::BITS).rev() {
            // What is apart may be greater than all that the places hold.
            let level = self.levels.len().checked_sub(bit as usize + 1);
            let level = level.map(|level| &self.levels[level]);
            if level.is_none() && more.is_empty() && fewer.is_empty() {
                continue;
            }
            let mut without = lacking(&more, bit).wrapping_sub(lacking(&fewer, bit));
            for (run, with) in runs.iter().zip(&mut with) {
                *with = level.map_or((0, 0), |level| (level.with(run.0), level.with(run.1)));
                without = without.wrapping_add((run.1 - with.1) - (run.0 - with.0));
            }
            let has = rank >= without;
            let first = level.map_or(0, |level| level.without);
            for (run, with) in runs.iter_mut().zip(&with) {
                *run = match has {
                    true => (first + with.0, first + with.1),
                    false => (run.0 - with.0, run.1 - with.1),
                };
            }
            if has {
                rank -= without;
                value |= 1 << bit;
            }
            if bit + shared < u32::BITS {
                for values in [&mut more, &mut fewer] {
                    values.retain(|value| (value >> bit & 1 == 1) == has);
                }
            }
        }
        value
    }

    /// The mean of the two middle values; `None` without one.
    #[inline(never)]
    pub fn median(&self, runs: &[(u32, u32)], apart: &Apart) -> Option<f64> {
        let last = Self::count(runs, apart).checked_sub(1)?;
        let [low, high] = self.select(runs, apart, [last / 2, last.div_ceil(2)]);
        Some((f64::from(low) + f64::from(high)) / 2.0)
    }

    pub fn bytes(&self) -> usize {
        let values = self.values.capacity() * size_of::<u32>();
        values + self.some.bytes() + self.levels.iter().map(Bits::bytes).sum::<usize>()
    }
}

/// How many values are below `low`; those from there up to `high` are put into `near`.
fn split(values: &[u32], low: u32, high: u32, near: &mut Vec<u32>) -> u32 {
    near.extend(values.iter().filter(|value| (low..=high).contains(*value)));
    values.iter().map(|value| u32::from(*value < low)).sum()
}

/// How many do not have the bit.
fn lacking(values: &[u32], bit: u32) -> u32 {
    values.iter().map(|value| !value >> bit & 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_is_that_of_the_sorted_values() {
        let mut state = 1_u32;
        let mut random = move |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((u64::from(state) * u64::from(below)) >> 32) as u32
        };
        for (count, most) in [(0, 1), (1, 1), (511, 9), (512, 1 << 20), (1_500, u32::MAX)] {
            let values: Vec<u32> = (0..count).map(|_| random(most)).collect();
            let mut ranked = Ranked::begin(values.clone());
            while ranked.go_on() > 0 {}
            for _ in 0..20 {
                let mut edges: Vec<u32> = (0..4).map(|_| random(count + 1)).collect();
                edges.sort();
                let runs = [(edges[0], edges[1]), (edges[2], edges[3])];
                let places = (edges[0]..edges[1]).chain(edges[2]..edges[3]);
                let places: Vec<u32> = places.map(|place| values[place as usize]).collect();
                let gone = random(places.len() as u32 + 1) as usize;
                let apart = Apart {
                    more: (0..random(5)).map(|_| random(u32::MAX)).collect(),
                    fewer: places[..gone].to_vec(),
                };
                let mut sorted = [&places[gone..], &apart.more].concat();
                sorted.sort();
                assert_eq!(Ranked::count(&runs, &apart) as usize, sorted.len());
                for (rank, value) in sorted.iter().enumerate() {
                    let next = (rank + 1).min(sorted.len() - 1);
                    let found = ranked.select(&runs, &apart, [rank as u32, next as u32]);
                    assert_eq!(found, [*value, sorted[next]]);
                }
            }
        }
    }
}
