//! Journeys that went no further without meeting the goal, and the words at the goal line.

use crate::chart::hit::{Hit, Target};
use crate::chart::label::TextBox;
use crate::chart::scene::TextStyle;
use crate::chart::shape;
use crate::i18n::Msg;
use crate::model::answer::StageStat;

use super::{Form, Sheet, goal_flag};

const GAP: f64 = 3.0;

/// The two strips under a block, from the right.
struct Stub {
    open: (f64, f64),
    dropped: (f64, f64),
    top: f64,
    bottom: f64,
}

pub(super) fn draw(sheet: &mut Sheet) {
    if !sheet.input.overview.outcomes.has_goal {
        return;
    }
    goal(sheet);
    let stages = &sheet.input.overview.stages;
    let mut order: Vec<usize> = (0..stages.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(stages[*index].dropped));
    let largest = order.first().copied();
    let stubs: Vec<Stub> = (0..stages.len())
        .map(|index| stub(sheet, index, &stages[index]))
        .collect();
    for (index, stub) in stubs.iter().enumerate() {
        draw_stub(sheet, stub, stages[index].stage);
        if stub.open.1 + stub.dropped.1 > 0.0 && sheet.input.form != Form::Tall {
            sheet.labels.take(TextBox {
                left: stub.dropped.0 - 2.0,
                right: stub.open.0 + stub.open.1 + 2.0,
                top: stub.top,
                bottom: stub.bottom,
            });
        }
    }
    for index in order {
        let stat = &stages[index];
        if sheet.input.form == Form::Tall {
            tall_label(sheet, index, stat, largest == Some(index));
        } else {
            labels(sheet, stat, &stubs[index], largest == Some(index));
        }
    }
}

fn stub(sheet: &Sheet, index: usize, stat: &StageStat) -> Stub {
    let all = f64::from(sheet.input.overview.journeys.max(1));
    let right = sheet.slots.right(index)
        - if sheet.input.form == Form::Tall {
            2.0
        } else {
            3.0
        };
    let room = (sheet.slots.block_width(index) - 8.0).max(6.0);
    let width = |journeys: u32, room: f64| {
        if journeys == 0 {
            0.0
        } else {
            (sheet.layout.largest_block * f64::from(journeys) / all)
                .max(3.0)
                .min(room)
                .round()
        }
    };
    let open = width(stat.open, room / 2.0);
    let dropped = width(stat.dropped, room - open);
    let gap = if open > 0.0 { GAP } else { 0.0 };
    let top = sheet.layout.blocks_top + sheet.block_height(stat.reached);
    let bottom = match sheet.input.form {
        Form::Tall => sheet.layout.blocks_top + sheet.layout.largest_block + 18.0,
        Form::Full | Form::Embed => sheet.layout.ruler - 8.0,
    };
    Stub {
        open: (right - open, open),
        dropped: (right - open - gap - dropped, dropped),
        top,
        bottom,
    }
}

fn draw_stub(sheet: &mut Sheet, stub: &Stub, stage: u32) {
    let theme = sheet.kit.theme;
    let height = stub.bottom - stub.top;
    if stub.open.1 > 0.0 {
        let area = (stub.open.1, height);
        shape::dots(
            &mut sheet.scene,
            (stub.open.0, stub.top),
            area,
            theme.band_edge,
            theme.bg,
        );
        let hit = Hit::rect(
            stub.open.0 - 1.0,
            stub.top,
            stub.open.1 + 4.0,
            height,
            Target::Open(stage),
        );
        sheet.scene.hits.push(hit);
    }
    if stub.dropped.1 > 0.0 {
        let area = (stub.dropped.1, height);
        shape::hatch(
            &mut sheet.scene,
            (stub.dropped.0, stub.top),
            area,
            theme.band_edge,
            theme.bg,
        );
        let hit = Hit::rect(
            stub.dropped.0 - 2.0,
            stub.top,
            stub.dropped.1 + 4.0,
            height,
            Target::Dropped(stage),
        );
        sheet.scene.hits.push(hit);
    }
}

fn dropped_style(sheet: &Sheet, largest: bool) -> TextStyle {
    if largest {
        TextStyle::new(sheet.kit.theme.emotion[0]).bold()
    } else {
        TextStyle::new(sheet.kit.theme.ink_2)
    }
}

/// `−397 · 38%` and `101 open`, left of the strips; less where there is no room.
fn labels(sheet: &mut Sheet, stat: &StageStat, stub: &Stub, largest: bool) {
    let lang = sheet.kit.lang;
    let share = lang.percent(f64::from(stat.dropped) / f64::from(stat.reached.max(1)));
    let end = stub.dropped.0 - 6.0;
    // To the left there is the wait, and below the blocks nothing else: only other labels and strips stand in the way.
    let room = end;
    let embed = sheet.input.form == Form::Embed;
    let bottom = stub.bottom;
    if stat.dropped > 0 {
        let texts = if embed {
            [
                lang.share_dropped(f64::from(stat.dropped) / f64::from(stat.reached.max(1))),
                share,
            ]
        } else {
            let count = format!("−{}", lang.count(stat.dropped.into()));
            [format!("{count} · {share}"), count]
        };
        let style = dropped_style(sheet, largest).end();
        let y = if embed { bottom } else { bottom - 14.0 };
        first_that_fits(sheet, &texts, end, y, room, style);
    }
    if stat.open > 0 && !embed {
        let texts = [lang.open(stat.open.into()), lang.count(stat.open.into())];
        let style = sheet.quiet().end();
        first_that_fits(sheet, &texts, end, bottom + 1.0, room, style);
    }
}

/// In tall form one centred line a column, under the strips.
fn tall_label(sheet: &mut Sheet, index: usize, stat: &StageStat, largest: bool) {
    if stat.dropped == 0 {
        return;
    }
    let lang = sheet.kit.lang;
    let share = lang.percent(f64::from(stat.dropped) / f64::from(stat.reached.max(1)));
    let count = format!("−{}", lang.count(stat.dropped.into()));
    let texts = [format!("{count} · {share}"), count];
    let style = dropped_style(sheet, largest).middle();
    let y = sheet.layout.blocks_top + sheet.layout.largest_block + 32.0;
    let (x, room) = (sheet.slots.center(index), sheet.slots.slot_width(index));
    first_that_fits(sheet, &texts, x, y, room, style);
}

fn first_that_fits(
    sheet: &mut Sheet,
    texts: &[String],
    x: f64,
    y: f64,
    room: f64,
    style: TextStyle,
) {
    for text in texts {
        let fits = sheet.kit.measure.width(text, style.size, style.bold) <= room;
        if fits && sheet.label(x, y, text, style, true) {
            return;
        }
    }
}

/// The flag, `Goal` and `618 · 48%`, right of the goal line.
fn goal(sheet: &mut Sheet) {
    let Some(index) = sheet.input.goal_index() else {
        return;
    };
    let lang = sheet.kit.lang;
    let outcomes = &sheet.input.overview.outcomes;
    let share =
        lang.percent(f64::from(outcomes.reached) / f64::from(sheet.input.overview.journeys.max(1)));
    let x = sheet.slots.start(index) + 8.0;
    let strong = TextStyle::new(sheet.kit.theme.ink).bold();
    let plain = TextStyle::new(sheet.kit.theme.ink);
    let name = lang.text(Msg::Goal);
    let (top, lines) = match sheet.input.form {
        Form::Embed => (
            sheet.layout.ruler - 18.0,
            vec![(
                14.0,
                10.0,
                lang.goal_share(
                    f64::from(outcomes.reached) / f64::from(sheet.input.overview.journeys.max(1)),
                ),
                strong,
            )],
        ),
        Form::Full | Form::Tall => {
            let top = sheet.layout.blocks_top + sheet.layout.largest_block + 6.0;
            let figures = format!("{} · {share}", lang.count(outcomes.reached.into()));
            (
                top,
                vec![
                    (14.0, 10.0, name.to_owned(), strong),
                    (0.0, 25.0, figures, plain),
                ],
            )
        }
    };
    goal_flag(sheet, x, top);
    for (dx, dy, text, style) in lines {
        sheet.label(x + dx, top + dy, &text, style, true);
    }
    sheet
        .scene
        .hits
        .push(Hit::rect(x - 12.0, top - 4.0, 80.0, 34.0, Target::Goal));
}
