//! Sequences of touchpoints and how many journeys share each. Must not know names.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::cmp::Reverse;
use std::hash::BuildHasher;

use crate::model::ordering::first_codes;

/// Distinct sequences of codes in one arena.
#[derive(Debug, Default)]
pub(super) struct Variants {
    codes: Vec<u32>,
    ends: Vec<usize>,
    counts: Vec<u64>,
    table: HashTable<u32>,
    hasher: FixedState,
}

impl Variants {
    pub fn add(&mut self, sequence: &[u32], count: u64) {
        let hash = self.hasher.hash_one(sequence);
        let found = self
            .table
            .find(hash, |at| self.sequence(*at) == sequence)
            .copied();
        let at = found.unwrap_or_else(|| {
            let at = self.counts.len() as u32;
            self.codes.extend_from_slice(sequence);
            self.ends.push(self.codes.len());
            self.counts.push(0);
            let (codes, ends, hasher) = (&self.codes, &self.ends, &self.hasher);
            self.table
                .insert_unique(hash, at, |at| hasher.hash_one(slice(codes, ends, *at)));
            at
        });
        self.counts[at as usize] += count;
    }

    fn sequence(&self, at: u32) -> &[u32] {
        slice(&self.codes, &self.ends, at)
    }

    /// Each sequence with its count, in no order.
    pub fn counts(&self) -> Vec<(Vec<u32>, u64)> {
        let all = 0..self.counts.len() as u32;
        all.map(|at| (self.sequence(at).to_vec(), self.counts[at as usize]))
            .collect()
    }
}

/// The `limit` most frequent of sequences with their counts, ties element by element by the ranks of their codes.
pub(super) fn most_frequent<'a>(
    counted: &'a [(Vec<u32>, u64)],
    ranks: &[u32],
    limit: usize,
) -> Vec<(&'a [u32], u64)> {
    let mut all: Vec<u32> = (0..counted.len() as u32).collect();
    let ranked = |at: u32| {
        let codes = counted[at as usize].0.iter();
        codes.map(|code| ranks[*code as usize])
    };
    let compare = |a: u32, b: u32| {
        Reverse(counted[a as usize].1)
            .cmp(&Reverse(counted[b as usize].1))
            .then_with(|| ranked(a).cmp(ranked(b)))
    };
    first_codes(&mut all, limit, &compare);
    all.into_iter()
        .map(|at| {
            let (codes, count) = &counted[at as usize];
            (codes.as_slice(), *count)
        })
        .collect()
}

fn slice<'a>(codes: &'a [u32], ends: &[usize], at: u32) -> &'a [u32] {
    let at = at as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &codes[start..ends[at]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_sequence_comes_before_its_own_longer_one() {
        let mut variants = Variants::default();
        for sequence in [&[0, 1][..], &[0], &[2], &[0, 1], &[1]] {
            variants.add(sequence, 1);
        }
        let counted = variants.counts();
        let found = most_frequent(&counted, &[1, 0, 2], 4);
        assert_eq!(found, [(&[0, 1][..], 2), (&[1], 1), (&[0], 1), (&[2], 1)]);
    }
}
