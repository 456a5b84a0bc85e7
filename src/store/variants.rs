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

    /// The `limit` most frequent with their counts, ties element by element by the ranks of their codes.
    pub fn most_frequent(&self, ranks: &[u32], limit: usize) -> Vec<(&[u32], u64)> {
        let mut all: Vec<u32> = (0..self.counts.len() as u32).collect();
        let ranked = |at: u32| self.sequence(at).iter().map(|code| ranks[*code as usize]);
        let compare = |a: u32, b: u32| {
            Reverse(self.counts[a as usize])
                .cmp(&Reverse(self.counts[b as usize]))
                .then_with(|| ranked(a).cmp(ranked(b)))
        };
        first_codes(&mut all, limit, &compare);
        all.into_iter()
            .map(|at| (self.sequence(at), self.counts[at as usize]))
            .collect()
    }
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
        let found = variants.most_frequent(&[1, 0, 2], 4);
        assert_eq!(found, [(&[0, 1][..], 2), (&[1], 1), (&[0], 1), (&[2], 1)]);
    }
}
