//! Where the stages stand: one division of the width that every picture of a page shares, read both ways.
//!
//! Positions are whole CSS pixels from the left edge of the picture. Must not know what is drawn in a slot.

/// Left of the first slot: faces, row names, persona markers.
pub const GUTTER_CSS: f64 = 50.0;
const BLOCK_SHARE: f64 = 0.62;
/// Blocks of narrow slots are relatively wider, so that they stay blocks.
const BLOCK_SHARE_NARROW: f64 = 0.8;
const NARROW_SLOT_CSS: f64 = 48.0;
const LARGEST_BLOCK_CSS: f64 = 160.0;
const SMALLEST_SLOT_CSS: f64 = 28.0;
/// Least width of a block or of a wait when widths follow time.
const SMALLEST_TIME_CSS: f64 = 24.0;
/// Room for the names at the ends of the emotion lines, from the middle of the last slot.
const NAMES_CSS: f64 = 64.0;

#[derive(Debug, Clone, PartialEq)]
struct Slot {
    start: f64,
    left: f64,
    right: f64,
    end: f64,
}

/// The slots of the shown stages, from left to right. A block stands inside each slot, what remains is the wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Slots {
    width: f64,
    gutter: f64,
    slots: Vec<Slot>,
}

impl Slots {
    /// `count` equal slots. Wider than `width_css` where a slot would be smaller than 28 px: the picture then scrolls sideways.
    pub fn equal(width_css: f64, count: usize) -> Self {
        Self::equal_after(width_css, count, GUTTER_CSS)
    }

    /// Equal slots after a gutter of one's own.
    pub fn equal_after(width_css: f64, count: usize, gutter: f64) -> Self {
        let k = count.max(1) as f64;
        let margin = right_margin(width_css - gutter, k);
        let inner = (width_css - gutter - margin).max(SMALLEST_SLOT_CSS * k);
        let slot = inner / k;
        let share = if slot < NARROW_SLOT_CSS {
            BLOCK_SHARE_NARROW
        } else {
            BLOCK_SHARE
        };
        let largest = if count == 1 {
            (inner / 3.0).min(LARGEST_BLOCK_CSS)
        } else {
            LARGEST_BLOCK_CSS
        };
        let block = (slot * share).min(largest).round();
        let slots = (0..count)
            .map(|index| {
                let start = (gutter + slot * index as f64).round();
                let end = (gutter + slot * (index + 1) as f64).round();
                let left = ((start + end - block) / 2.0).round();
                Slot {
                    start,
                    left,
                    right: left + block,
                    end,
                }
            })
            .collect();
        Self {
            width: (gutter + inner + margin).round(),
            gutter,
            slots,
        }
    }

    /// Blocks as wide as the median stay, gaps as wide as the median wait (square roots, at least 24 px), in seconds.
    /// Equal where nothing is known or no room is left.
    pub fn by_time(width_css: f64, stays: &[Option<f64>], waits: &[Option<f64>]) -> Self {
        let count = stays.len();
        let k = count.max(1) as f64;
        let margin = right_margin(width_css - GUTTER_CSS, k);
        let inner = width_css - GUTTER_CSS - margin;
        let root = |value: Option<f64>| value.unwrap_or(0.0).max(0.0).sqrt();
        let mut weights: Vec<f64> = stays.iter().map(|stay| root(*stay)).collect();
        weights.extend(
            (0..count.saturating_sub(1)).map(|gap| root(waits.get(gap).copied().flatten())),
        );
        let known = weights.iter().any(|weight| *weight > 0.0);
        let least = SMALLEST_TIME_CSS * (weights.len() + 1) as f64;
        if !known || count < 2 || least > inner {
            return Self::equal(width_css, count);
        }
        let widths = shared_out(&weights, inner - SMALLEST_TIME_CSS);
        let mut edge = GUTTER_CSS;
        let mut gap_before = SMALLEST_TIME_CSS / 2.0;
        let mut slots = Vec::with_capacity(count);
        for (index, block) in widths[..count].iter().enumerate() {
            let gap_after = widths
                .get(count + index)
                .map_or(SMALLEST_TIME_CSS / 2.0, |gap| gap / 2.0);
            let end = edge + gap_before + block + gap_after;
            slots.push(Slot {
                start: edge.round(),
                left: (edge + gap_before).round(),
                right: (edge + gap_before + block).round(),
                end: end.round(),
            });
            edge = end;
            gap_before = gap_after;
        }
        Self {
            width: width_css,
            gutter: GUTTER_CSS,
            slots,
        }
    }

    /// Of the whole picture, gutter and right margin included.
    pub fn width(&self) -> f64 {
        self.width
    }

    pub fn gutter(&self) -> f64 {
        self.gutter
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Left edge of the slot.
    pub fn start(&self, index: usize) -> f64 {
        self.slots.get(index).map_or(self.gutter, |slot| slot.start)
    }

    pub fn end(&self, index: usize) -> f64 {
        self.slots.get(index).map_or(self.gutter, |slot| slot.end)
    }

    /// Left edge of the block.
    pub fn left(&self, index: usize) -> f64 {
        self.slots.get(index).map_or(self.gutter, |slot| slot.left)
    }

    pub fn right(&self, index: usize) -> f64 {
        self.slots.get(index).map_or(self.gutter, |slot| slot.right)
    }

    /// Middle of the block.
    pub fn center(&self, index: usize) -> f64 {
        (self.left(index) + self.right(index)) / 2.0
    }

    pub fn slot_width(&self, index: usize) -> f64 {
        self.end(index) - self.start(index)
    }

    pub fn block_width(&self, index: usize) -> f64 {
        self.right(index) - self.left(index)
    }

    pub fn first_edge(&self) -> f64 {
        self.gutter
    }

    pub fn last_edge(&self) -> f64 {
        self.slots.last().map_or(self.gutter, |slot| slot.end)
    }

    /// The narrowest slot: what decides between names and numbers.
    pub fn narrowest(&self) -> f64 {
        (0..self.len())
            .map(|index| self.slot_width(index))
            .fold(f64::INFINITY, f64::min)
    }

    /// The slot under `x`.
    pub fn at(&self, x: f64) -> Option<usize> {
        self.slots
            .iter()
            .position(|slot| (slot.start..slot.end).contains(&x))
    }

    /// From a place within the stage, 0–1, to x. The outer 6 % stay free, so that marks of two stages never touch.
    pub fn x_of(&self, index: usize, place: f64) -> f64 {
        self.start(index) + self.slot_width(index) * (0.06 + 0.88 * place.clamp(0.0, 1.0))
    }

    /// The inverse of [`Self::x_of`].
    pub fn place_of(&self, x: f64) -> Option<(usize, f64)> {
        let index = self.at(x)?;
        let share = (x - self.start(index)) / self.slot_width(index);
        Some((index, ((share - 0.06) / 0.88).clamp(0.0, 1.0)))
    }
}

/// So much right of the slots that the names of the emotion lines have their room.
fn right_margin(inner: f64, count: f64) -> f64 {
    let half_slot = inner / count / 2.0;
    (NAMES_CSS - half_slot).clamp(0.0, NAMES_CSS * 0.75)
}

/// Widths in proportion to the weights, none below the least, that fill `total` exactly.
fn shared_out(weights: &[f64], total: f64) -> Vec<f64> {
    let widths = |scale: f64| {
        weights
            .iter()
            .map(move |weight| (weight * scale).max(SMALLEST_TIME_CSS))
    };
    let (mut low, mut high) = (0.0, 1.0);
    while widths(high).sum::<f64>() < total {
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if widths(middle).sum::<f64>() < total {
            low = middle;
        } else {
            high = middle;
        }
    }
    widths(low).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(slots: &Slots) {
        for index in 0..slots.len() {
            for x in [
                slots.start(index),
                slots.left(index),
                slots.right(index),
                slots.end(index),
            ] {
                assert_eq!(x, x.round());
            }
            assert!(slots.start(index) <= slots.left(index));
            assert!(slots.left(index) < slots.right(index));
            assert!(slots.right(index) <= slots.end(index));
        }
    }

    #[test]
    fn equal_slots_fill_the_width_on_whole_pixels() {
        for count in [1, 2, 3, 6, 7, 12, 40] {
            let slots = Slots::equal(852.0, count);
            whole(&slots);
            assert_eq!(slots.start(0), 50.0);
            assert!(slots.last_edge() <= slots.width());
            assert!(slots.narrowest() >= 27.0);
        }
        let six = Slots::equal(852.0, 6);
        assert_eq!((six.width(), six.last_edge()), (852.0, 852.0));
        assert_eq!(six.block_width(1), 83.0);
    }

    #[test]
    fn blocks_stop_at_their_largest() {
        assert_eq!(Slots::equal(852.0, 3).block_width(0), 160.0);
        assert!(Slots::equal(852.0, 1).block_width(0) <= 802.0 / 3.0);
        assert!(Slots::equal(300.0, 1).block_width(0) <= 84.0);
    }

    #[test]
    fn forty_stages_scroll_sideways() {
        assert!(Slots::equal(852.0, 40).width() > 852.0);
    }

    #[test]
    fn both_ways_meet() {
        for slots in [
            Slots::equal(852.0, 6),
            Slots::by_time(
                852.0,
                &[Some(3600.0), Some(86_400.0), None],
                &[Some(1e6), None],
            ),
        ] {
            for index in 0..slots.len() {
                for place in [0.0, 0.25, 1.0] {
                    let (at, back) = slots.place_of(slots.x_of(index, place)).unwrap();
                    assert_eq!(at, index);
                    assert!((back - place).abs() < 1e-9);
                }
            }
            assert_eq!(slots.at(10.0), None);
            assert_eq!(slots.place_of(slots.last_edge()), None);
        }
    }

    #[test]
    fn time_gives_widths_by_square_root_and_never_less_than_the_least() {
        let day = 86_400.0;
        let slots = Slots::by_time(
            852.0,
            &[Some(day), Some(4.0 * day), Some(0.0)],
            &[Some(9.0 * day), None],
        );
        whole(&slots);
        assert_eq!(slots.last_edge(), 852.0);
        let ratio = slots.block_width(1) / slots.block_width(0);
        assert!((ratio - 2.0).abs() < 0.03, "{ratio}");
        let gap = slots.left(1) - slots.right(0);
        assert!((gap / slots.block_width(0) - 3.0).abs() < 0.05);
        assert_eq!(slots.block_width(2), 24.0);
    }

    #[test]
    fn without_times_the_slots_are_equal() {
        assert_eq!(
            Slots::by_time(852.0, &[None; 6], &[None; 5]),
            Slots::equal(852.0, 6)
        );
    }
}
