//! Events per cell where single marks would hide each other.

use crate::chart::Kit;
use crate::chart::projection::Slots;
use crate::chart::scene::Scene;
use crate::model::answer::StripDensity;

use super::StripInput;

/// Shades of the scale: few colours, so that a backend paints few batches.
const SHADES: u32 = 6;

pub(super) fn draw(
    input: &StripInput,
    density: &StripDensity,
    slots: &Slots,
    kit: &Kit,
    scene: &mut Scene,
) {
    let largest = density.counts.iter().copied().max().unwrap_or(0);
    if largest == 0 || density.columns == 0 {
        return;
    }
    for shade in 1..=SHADES {
        let color = kit.theme.bg.mix(
            kit.theme.ink_2,
            0.12 + 0.88 * f64::from(shade) / f64::from(SHADES),
        );
        for (index, count) in density.counts.iter().enumerate() {
            if shade_of(*count, largest) != shade {
                continue;
            }
            let (row, column) = (
                index / density.columns as usize,
                index % density.columns as usize,
            );
            let left = x_of_column(input, density, slots, column);
            let right = x_of_column(input, density, slots, column + 1);
            scene.rect(
                left,
                input.row_top(row),
                right - left,
                input.row_height_css,
                color,
            );
        }
    }
}

/// By the square root, so that single events stay visible beside crowds; 0 for none.
fn shade_of(count: u32, largest: u32) -> u32 {
    let share = (f64::from(count) / f64::from(largest)).sqrt();
    (share * f64::from(SHADES)).ceil() as u32
}

/// Columns are spread evenly over time, or evenly over the stages whatever their width.
fn x_of_column(input: &StripInput, density: &StripDensity, slots: &Slots, column: usize) -> f64 {
    let share = column as f64 / f64::from(density.columns);
    if input.true_time || slots.is_empty() {
        let (from, to) = (slots.first_edge(), slots.last_edge() - super::END_ROOM);
        return (from + (to - from) * share).round();
    }
    let place = share * slots.len() as f64;
    let index = (place.floor() as usize).min(slots.len() - 1);
    (slots.start(index) + slots.slot_width(index) * (place - index as f64)).round()
}

#[cfg(test)]
mod tests {
    use super::shade_of;

    #[test]
    fn one_event_is_seen_and_none_is_not() {
        assert_eq!(shade_of(0, 10_000), 0);
        assert_eq!(shade_of(1, 10_000), 1);
        assert_eq!(shade_of(10_000, 10_000), 6);
    }
}
