//! Stay in a stage and wait between stages: two parts of one visit, so that nothing is counted twice.

use crate::chart::label::TextBox;
use crate::chart::scene::TextStyle;

use super::{Form, Sheet};
use crate::model::answer::Overview;

const LABEL_DROP: f64 = 17.0;

/// Whether any stay or wait is longer than nothing: where all of a journey has one time (a survey's answers) there is nothing to say.
pub(super) fn has_times(overview: &Overview) -> bool {
    let lasts = |seconds: Option<f64>| seconds.is_some_and(|seconds| seconds > 0.0);
    overview
        .stages
        .iter()
        .any(|stat| lasts(stat.stay_median_seconds) || lasts(stat.forward_wait_median_seconds))
}

pub(super) fn draw(sheet: &mut Sheet) {
    if !has_times(sheet.input.overview) {
        return;
    }
    lines(sheet);
    if sheet.input.form != Form::Tall {
        stays(sheet);
    }
    waits(sheet);
}

fn lines(sheet: &mut Sheet) {
    let (theme, y) = (sheet.kit.theme, sheet.layout.ruler);
    for (index, stat) in sheet.input.overview.stages.iter().enumerate() {
        let (left, right) = (sheet.slots.left(index), sheet.slots.right(index));
        sheet
            .scene
            .rect(left, y - 1.0, right - left, 3.0, theme.ink_2);
        if index + 1 < sheet.slots.len() && stat.forward_wait_median_seconds.is_some() {
            let to = sheet.slots.left(index + 1) - 4.0;
            if to > right + 5.0 {
                sheet
                    .scene
                    .dotted((right + 5.0, y + 0.5), (to, y + 0.5), 1.1, 5.0, theme.ctl);
            }
        }
    }
}

/// Stays before waits, long ones first: what is left out is what matters least.
fn stays(sheet: &mut Sheet) {
    let stages = &sheet.input.overview.stages;
    let style = TextStyle::new(sheet.kit.theme.ink).middle();
    let known = stages
        .iter()
        .enumerate()
        .filter_map(|(index, stat)| Some((index, stat.stay_median_seconds?)));
    for (index, seconds) in longest_first(known) {
        let room = sheet.slots.slot_width(index) - 6.0;
        let text = duration(sheet, seconds, room);
        let y = sheet.layout.ruler + LABEL_DROP;
        sheet.label(sheet.slots.center(index), y, &text, style, false);
    }
}

fn waits(sheet: &mut Sheet) {
    let stages = &sheet.input.overview.stages;
    let last = stages.len().saturating_sub(1);
    let known = stages[..last]
        .iter()
        .enumerate()
        .filter_map(|(index, stat)| Some((index, stat.forward_wait_median_seconds?)));
    for (rank, (index, seconds)) in longest_first(known).into_iter().enumerate() {
        let style = if rank == 0 && seconds > 0.0 {
            TextStyle::new(sheet.kit.theme.ink).bold()
        } else {
            sheet.quiet()
        };
        let room = sheet.slots.start(index + 1) - sheet.slots.start(index) - 6.0;
        let text = duration(sheet, seconds, room);
        let x = f64::midpoint(sheet.slots.right(index), sheet.slots.left(index + 1));
        let y = sheet.layout.ruler + LABEL_DROP;
        let place = TextBox::of(sheet.kit.measure, x, y, &text, style.middle());
        if place.right <= sheet.slots.width() {
            sheet.label(x, y, &text, style.middle(), false);
        }
    }
}

/// Two units, or one where two are too wide.
fn duration(sheet: &Sheet, seconds: f64, room: f64) -> String {
    let long = sheet.kit.lang.duration(seconds);
    if sheet.kit.measure.width(&long, 12.0, false) <= room {
        long
    } else {
        sheet.kit.lang.duration_short(seconds)
    }
}

fn longest_first(known: impl Iterator<Item = (usize, f64)>) -> Vec<(usize, f64)> {
    let mut sorted: Vec<(usize, f64)> = known.collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    sorted
}
