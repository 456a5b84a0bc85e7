//! One row under the plot: the answers of the leading line from −2 to +2, and how many of all answers they are.

use crate::chart::label::TextBox;
use crate::chart::scene::TextStyle;
use crate::chart::shape;
use crate::i18n::Msg;
use crate::model::query::EmotionBy;

use super::Plot;

const BAR: f64 = 10.0;

pub(super) fn draw(plot: &mut Plot) {
    let Some(line) = plot.input.leading_line() else {
        return;
    };
    let theme = plot.kit.theme;
    let top = (plot.bottom() + 14.0).round();
    let strong = TextStyle::new(theme.ink).bold();
    let quiet = TextStyle::new(theme.ink_3);
    let name = super::ends::short(
        plot.input,
        plot.kit,
        line.group,
        true,
        (plot.slots.left(0) - 4.0).clamp(40.0, plot.slots.gutter() + 12.0),
    );
    // So short a name says little: its marker stands before it.
    let bare = name.chars().count() < 3;
    if bare {
        let color = plot.color(line.group);
        shape::marker(
            &mut plot.scene,
            line.group,
            (6.0, top + 5.0),
            4.5,
            0.0,
            color,
        );
    }
    let left = if bare { 16.0 } else { 0.0 };
    plot.scene.text(left, top + 9.0, name, strong);
    let of_all = plot.kit.lang.text(Msg::OfAllAnswers);
    plot.scene.text(0.0, top + 26.0, of_all, quiet);
    for (index, classes) in line.classes.iter().enumerate() {
        bar(plot, index, classes, top);
        counts(plot, index, classes.iter().sum(), top + 26.0);
    }
}

fn bar(plot: &mut Plot, index: usize, classes: &[u32; 5], top: f64) {
    let all: u32 = classes.iter().sum();
    if all == 0 {
        return;
    }
    let (mut x, width) = (plot.slots.left(index), plot.slots.block_width(index));
    for (color, count) in plot.kit.theme.emotion.iter().zip(classes) {
        let part = width * f64::from(*count) / f64::from(all);
        if part > 0.4 {
            plot.scene.rect(x, top, (part - 1.0).max(0.6), BAR, *color);
        }
        x += part;
    }
}

/// `214 of 654`, or the first number alone where there is no room.
fn counts(plot: &mut Plot, index: usize, own: u32, y: f64) {
    let theme = plot.kit.theme;
    let lang = plot.kit.lang;
    let all = plot
        .input
        .overview
        .stages
        .get(index)
        .map_or(own, |stat| stat.emotion.n);
    let first = lang.count(own.into());
    let rest = if plot.input.by == EmotionBy::All {
        String::new()
    } else {
        lang.of(own.into(), all.into())
            .strip_prefix(&first)
            .unwrap_or_default()
            .to_owned()
    };
    let strong = TextStyle::new(theme.ink).bold();
    let plain = TextStyle::new(theme.ink_2);
    let first_width = plot.kit.measure.width(&first, 12.0, true);
    // The blank between the two is room, not text: SVG drops a leading blank.
    let blank = plot.kit.measure.width(" ", 12.0, false);
    let rest = rest.trim_start().to_owned();
    let rest_width = if rest.is_empty() {
        0.0
    } else {
        blank + plot.kit.measure.width(&rest, 12.0, false)
    };
    let room = plot.slots.slot_width(index) - 4.0;
    let center = plot.slots.center(index);
    let long = first_width + rest_width <= room;
    let total = first_width + if long { rest_width } else { 0.0 };
    let left = center - total / 2.0;
    let place = TextBox {
        left,
        right: left + total,
        top: y - 10.0,
        bottom: y + 3.0,
    };
    if !plot.labels.claim(place, 2.0) {
        return;
    }
    plot.ground.clear(&mut plot.scene, place);
    plot.scene.text(left, y, first, strong);
    if long {
        plot.scene.text(left + first_width + blank, y, rest, plain);
    }
}
