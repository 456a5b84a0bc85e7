//! The axis of elapsed time, with steps that people count in.

use crate::chart::Kit;
use crate::chart::label::{Labels, TextBox};
use crate::chart::projection::Slots;
use crate::chart::scene::{Scene, TextStyle};
use crate::i18n::Msg;

use super::{StripInput, x_of_time};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Steps in microseconds, rising.
const STEPS: [i64; 24] = [
    SECOND,
    10 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    5 * DAY,
    10 * DAY,
    20 * DAY,
    30 * DAY,
    50 * DAY,
    100 * DAY,
    200 * DAY,
    365 * DAY,
    2 * 365 * DAY,
    5 * 365 * DAY,
    10 * 365 * DAY,
    50 * 365 * DAY,
];
const TICKS: i64 = 8;

/// The smallest step that gives at most eight ticks.
pub(super) fn step_for(longest_micros: i64) -> i64 {
    STEPS
        .into_iter()
        .find(|step| longest_micros / step <= TICKS)
        .unwrap_or(STEPS[STEPS.len() - 1])
}

pub(super) fn draw(input: &StripInput, slots: &Slots, kit: &Kit, scene: &mut Scene) {
    let longest = input.strip.longest_micros.max(1);
    let step = step_for(longest);
    let style = TextStyle::new(kit.theme.ink_3);
    let mut labels = Labels::default();
    let bottom = scene.height_css - 4.0;
    for tick in 0..=(longest / step).min(TICKS) {
        let x = x_of_time(input, slots, tick * step).round();
        scene.upright(x.min(slots.last_edge() - 1.0), 18.0, bottom, kit.theme.line);
        let text = if tick == 0 {
            kit.lang.text(Msg::StripStart).to_owned()
        } else {
            kit.lang.duration((tick * step) as f64 / SECOND as f64)
        };
        let style = if x + 20.0 > slots.width() {
            style.end()
        } else {
            style.middle()
        };
        let place = TextBox::of(kit.measure, x, 12.0, &text, style);
        if labels.claim(place, 4.0) {
            scene.text(x, 12.0, text, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_at_most_eight_steps_that_people_count_in() {
        assert_eq!(step_for(70 * DAY), 10 * DAY);
        assert_eq!(step_for(40 * MINUTE), 5 * MINUTE);
        assert_eq!(step_for(DAY), 6 * HOUR);
        assert_eq!(step_for(0), SECOND);
    }
}
