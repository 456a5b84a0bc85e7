//! Equal sequences of codes and how many journeys share each. Must not know names.

use crate::codes::Codes;
use crate::keep::Kept;

const FREE: u32 = u32::MAX;

/// Distinct sequences, each by the first journey (a place in [`Kept`]) that has it.
#[derive(Debug, Default)]
pub struct Variants {
    pub firsts: Vec<u32>,
    pub counts: Vec<u32>,
    hashes: Vec<u64>,
    /// Open addressing; always at least half free.
    slots: Vec<u32>,
}

/// Starts the hash of a sequence.
pub(crate) const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a sequence with one more code.
#[inline]
pub(crate) fn hashed(hash: u64, code: u32) -> u64 {
    (hash.rotate_left(23) ^ u64::from(code)).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

impl Variants {
    pub(crate) fn new(journeys: usize) -> Self {
        Self {
            slots: vec![FREE; (journeys * 2).next_power_of_two().max(2)],
            ..Self::default()
        }
    }

    /// Counts the journey at `place`, whose codes have this hash.
    #[inline]
    pub(crate) fn add(&mut self, kept: &Kept, codes: &Codes, place: u32, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut slot = (hash >> 32) as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == FREE {
                self.slots[slot] = self.firsts.len() as u32;
                self.firsts.push(place);
                self.counts.push(1);
                self.hashes.push(hash);
                return;
            }
            let at = found as usize;
            if self.hashes[at] == hash && same(kept, codes, self.firsts[at], place) {
                self.counts[at] += 1;
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The sequences among which the `limit` most frequent are: all that occur as often as the last of those.
    pub fn frequent(&self, limit: usize) -> Vec<u32> {
        let all = || 0..self.counts.len() as u32;
        if limit == 0 || self.counts.len() <= limit {
            return all().collect();
        }
        let mut counts = self.counts.clone();
        let at = counts.len() - limit;
        let (_, least, _) = counts.select_nth_unstable(at);
        let least = *least;
        all()
            .filter(|at| self.counts[*at as usize] >= least)
            .collect()
    }
}

fn same(kept: &Kept, codes: &Codes, first: u32, place: u32) -> bool {
    let (a, b) = (kept.at(first as usize), kept.at(place as usize));
    let code = |event: &u32| codes.get(*event as usize);
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| code(a) == code(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_told_apart_even_where_their_hashes_are_not() {
        let codes = Codes::U8(vec![0, 1, 1, 0, 0, 1, 2]);
        let kept = Kept {
            events: (0..7).collect(),
            journeys: vec![0, 1, 2, 3],
            ends: vec![2, 4, 6, 7],
        };
        let mut variants = Variants::new(4);
        for place in 0..4 {
            variants.add(&kept, &codes, place, 7);
        }
        assert_eq!(variants.firsts, [0, 1, 3]);
        assert_eq!(variants.counts, [2, 1, 1]);
        assert_eq!(variants.frequent(1), [0]);
        assert_eq!(variants.frequent(2), [0, 1, 2]);
    }
}
