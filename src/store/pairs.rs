//! Numbers for the pairs that occur, without a cell for those that do not. Must not know what is paired.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use crate::model::ordering::first_codes;

use std::cmp::Reverse;

use foldhash::fast::FixedState;

const NONE: u32 = u32::MAX;
/// Up to this many possible pairs a plain array finds them fastest.
const DENSE: usize = 1 << 20;

/// Numbers pairs in the order in which they are first seen.
#[derive(Debug)]
pub(super) struct Pairs {
    width: usize,
    dense: Vec<u32>,
    sparse: HashMap<(u32, u32), u32, FixedState>,
    pairs: Vec<(u32, u32)>,
}

impl Pairs {
    /// For pairs (a, b) with a < `height`, b < `width`.
    pub fn new(height: usize, width: usize) -> Self {
        let cells = height.saturating_mul(width);
        Self {
            width,
            dense: vec![NONE; if cells <= DENSE { cells } else { 0 }],
            sparse: HashMap::default(),
            pairs: Vec::new(),
        }
    }

    /// The pair's number, and whether it is new: then it is the number of pairs seen before.
    #[inline]
    pub fn slot(&mut self, a: u32, b: u32) -> (usize, bool) {
        let fresh = self.pairs.len() as u32;
        let slot = match self.dense.get_mut(a as usize * self.width + b as usize) {
            Some(slot) if *slot == NONE => {
                *slot = fresh;
                fresh
            }
            Some(slot) => *slot,
            None => match self.sparse.entry((a, b)) {
                Entry::Occupied(slot) => *slot.get(),
                Entry::Vacant(slot) => *slot.insert(fresh),
            },
        };
        if slot == fresh {
            self.pairs.push((a, b));
        }
        (slot as usize, slot == fresh)
    }

    /// In the order of their numbers.
    pub fn pairs(&self) -> &[(u32, u32)] {
        &self.pairs
    }
}

/// How often each pair occurs.
#[derive(Debug)]
pub(super) struct PairCounts {
    pairs: Pairs,
    counts: Vec<u64>,
}

impl PairCounts {
    pub fn new(size: usize) -> Self {
        Self {
            pairs: Pairs::new(size, size),
            counts: Vec::new(),
        }
    }

    #[inline]
    pub fn add(&mut self, a: u32, b: u32, count: u64) {
        let (slot, new) = self.pairs.slot(a, b);
        if new {
            self.counts.push(0);
        }
        self.counts[slot] += count;
    }

    /// Every two neighbours of a sequence.
    pub fn add_all(&mut self, sequence: &[u32], count: u64) {
        for pair in sequence.windows(2) {
            self.add(pair[0], pair[1], count);
        }
    }

    /// Each pair as (a, b, count), in no order.
    pub fn counts(&self) -> Vec<(u32, u32, u64)> {
        let pairs = self.pairs.pairs().iter().zip(&self.counts);
        pairs.map(|((a, b), count)| (*a, *b, *count)).collect()
    }
}

/// The `limit` (0: all) most frequent of pairs (a, b, count), ties by the ranks of a, then b.
pub(super) fn most_frequent(
    pairs: &[(u32, u32, u64)],
    ranks: &[u32],
    limit: usize,
) -> Vec<(u32, u32, u64)> {
    let key = |slot: u32| {
        let (a, b, count) = pairs[slot as usize];
        (Reverse(count), ranks[a as usize], ranks[b as usize])
    };
    let mut slots: Vec<u32> = (0..pairs.len() as u32).collect();
    first_codes(&mut slots, limit, &|a, b| key(a).cmp(&key(b)));
    slots.into_iter().map(|slot| pairs[slot as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_possible_pairs_are_counted_alike() {
        let ranks: Vec<u32> = (0..2000).rev().collect();
        for size in [4, 2000] {
            let mut counts = PairCounts::new(size);
            for (a, b) in [(0, 1), (2, 2), (1, 0), (2, 2), (3, 1)] {
                counts.add(a, b, 1);
            }
            assert_eq!(
                most_frequent(&counts.counts(), &ranks, 3),
                [(2, 2, 2), (3, 1, 1), (1, 0, 1)]
            );
        }
    }
}
