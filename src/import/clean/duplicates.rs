//! Rows that are there twice: equal in every cell, or the same event told by two sources.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use hashbrown::{HashMap, HashSet};

/// Told apart by 128 bits: among a billion rows the chance that two different ones meet is below one in 10²⁰.
#[derive(Debug, Default)]
pub struct ExactDuplicates {
    seen: HashSet<u128, foldhash::fast::FixedState>,
}

impl ExactDuplicates {
    /// Was the same row there before?
    pub fn repeats<'a>(&mut self, cells: impl Iterator<Item = &'a str> + Clone) -> bool {
        !self.seen.insert(row_hash(cells))
    }
}

pub fn row_hash<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> u128 {
    let half = |seed: u64| {
        let state = FixedState::with_seed(seed);
        let mut hash = seed;
        for cell in cells.clone() {
            hash = state.hash_one((hash, cell));
        }
        u128::from(hash)
    };
    half(0x9E37_79B9_7F4A_7C15) << 64 | half(0xC2B2_AE3D_27D4_EB4F)
}

/// The same journey and touchpoint again within a window of time.
#[derive(Debug, Default)]
pub struct NearDuplicates {
    /// Times and sources kept, by journey and touchpoint.
    kept: HashMap<u128, Vec<(i64, u128)>, foldhash::fast::FixedState>,
}

impl NearDuplicates {
    /// `source`: where given, only an event of another source is the same event.
    pub fn repeats(
        &mut self,
        event: u128,
        time_micros: i64,
        source: Option<u128>,
        window_micros: i64,
    ) -> bool {
        let kept = self.kept.entry(event).or_default();
        let repeats = kept.iter().any(|(time, other)| {
            time_micros.abs_diff(*time) <= window_micros.unsigned_abs()
                && source.is_none_or(|source| source != *other)
        });
        if !repeats {
            kept.push((time_micros, source.unwrap_or_default()));
        }
        repeats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_repeats_only_with_the_same_cells_in_the_same_places() {
        let mut rows = ExactDuplicates::default();
        let mut repeats = |cells: &[&str]| rows.repeats(cells.iter().copied());
        assert!(!repeats(&["a", "bc"]));
        assert!(!repeats(&["ab", "c"]));
        assert!(!repeats(&["a", "bc", ""]));
        assert!(repeats(&["a", "bc"]));
    }

    #[test]
    fn an_event_repeats_within_the_window_from_another_source() {
        let mut rows = NearDuplicates::default();
        assert!(!rows.repeats(1, 0, Some(1), 10));
        assert!(
            !rows.repeats(1, 5, Some(1), 10),
            "the same source told it twice: two events"
        );
        assert!(rows.repeats(1, 10, Some(2), 10));
        assert!(!rows.repeats(1, 16, Some(2), 10));
        assert!(!rows.repeats(2, 0, Some(2), 10));
        assert!(!rows.repeats(3, 0, None, 10));
        assert!(rows.repeats(3, -10, None, 10));
    }
}
