//! Returns to an earlier stage: arcs for one stage back, rails for more.

use crate::chart::hit::{Hit, Target};
use crate::chart::label::TextBox;
use crate::chart::projection::Slots;
use crate::chart::scene::{Point, TextStyle};
use crate::chart::shape;
use crate::model::answer::Link;

use super::{Form, Sheet, TimelineInput};

const ARC_HEIGHT: f64 = 24.0;
const RAIL_HEIGHT: f64 = 52.0;
const RAIL_STEP: f64 = 12.0;
const RAIL_CORNER: f64 = 12.0;
const LARGEST_WIDTH: f64 = 7.0;
const SMALLEST_WIDTH: f64 = 1.5;
/// More rails than these hide the blocks behind lines; the smaller ones are said in words.
const RAILS_SHOWN: usize = 4;
/// Below this an arc has no room beside its neighbour.
const NARROWEST_SLOT: f64 = 36.0;

/// Returns that are not drawn, for the words beside the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hidden {
    pub links: u32,
    /// Sum over the links; a journey may be in several.
    pub journeys: u32,
}

/// A loop with its slots; `level` counts rails from the lowest.
struct Loop<'a> {
    link: &'a Link,
    from: usize,
    to: usize,
    level: Option<usize>,
}

impl Loop<'_> {
    fn span(&self) -> usize {
        self.from - self.to
    }
}

/// What the timeline leaves out of the returns.
pub fn hidden_loops(input: &TimelineInput, slots: &Slots) -> Hidden {
    let shown: Vec<(u32, u32)> = shown(input, slots)
        .iter()
        .map(|one| (one.link.from, one.link.to))
        .collect();
    let mut hidden = Hidden::default();
    for link in &input.overview.returns {
        if !shown.contains(&(link.from, link.to)) && link.journeys > 0 {
            hidden.links += 1;
            hidden.journeys += link.journeys;
        }
    }
    hidden
}

/// The loops to draw: all arcs, the largest rails; rails on as many levels as they need, the shorter ones lower.
fn shown<'a>(input: &TimelineInput<'a>, slots: &Slots) -> Vec<Loop<'a>> {
    if input.form == Form::Embed || !input.brackets.is_empty() || slots.narrowest() < NARROWEST_SLOT
    {
        return Vec::new();
    }
    let returns = &input.overview.returns;
    let mut loops: Vec<Loop> = returns
        .iter()
        .filter(|link| link.journeys > 0)
        .filter_map(|link| {
            let (from, to) = (input.index_of(link.from)?, input.index_of(link.to)?);
            (from > to).then_some(Loop {
                link,
                from,
                to,
                level: None,
            })
        })
        .collect();
    loops.sort_by_key(|one| (one.span() > 1, std::cmp::Reverse(one.link.journeys)));
    let arcs = loops.iter().filter(|one| one.span() == 1).count();
    loops.truncate(arcs + RAILS_SHOWN);
    loops[arcs..].sort_by_key(Loop::span);
    let mut levels: Vec<Vec<(usize, usize)>> = Vec::new();
    for one in &mut loops[arcs..] {
        let free = |rails: &Vec<(usize, usize)>| {
            rails
                .iter()
                .all(|(to, from)| one.from < *to || one.to > *from)
        };
        // Above every rail that it crosses, not only beside it: its legs then cut none of them.
        let level = levels
            .iter()
            .rposition(|rails| !free(rails))
            .map_or(0, |below| below + 1);
        if level == levels.len() {
            levels.push(Vec::new());
        }
        levels[level].push((one.to, one.from));
        one.level = Some(level);
    }
    loops
}

pub(super) fn height(input: &TimelineInput, slots: &Slots) -> f64 {
    let loops = shown(input, slots);
    match loops.iter().filter_map(|one| one.level).max() {
        Some(level) => RAIL_HEIGHT + 8.0 + RAIL_STEP * level as f64,
        None if loops.is_empty() => {
            if input.form == Form::Embed {
                6.0
            } else {
                10.0
            }
        }
        None => 48.0,
    }
}

pub(super) fn draw(sheet: &mut Sheet) {
    let loops = shown(sheet.input, sheet.slots);
    let largest = loops.iter().map(|one| one.link.journeys).max().unwrap_or(1);
    let color = sheet.kit.theme.loops;
    let base = sheet.layout.blocks_top - 1.0;
    let mut drawn = Vec::new();
    for one in &loops {
        let width =
            (f64::from(one.link.journeys) / f64::from(largest) * LARGEST_WIDTH).max(SMALLEST_WIDTH);
        let from = port(&loops, one, one.from, sheet.slots);
        let to = port(&loops, one, one.to, sheet.slots);
        let points = match one.level {
            None => arc(from, to, base),
            Some(level) => rail(from, to, base, RAIL_HEIGHT + RAIL_STEP * level as f64),
        };
        sheet.scene.path(points.clone(), width, color);
        shape::arrow_down(&mut sheet.scene, (to, base), width, color);
        let target = Target::Loop {
            from: one.link.from,
            to: one.link.to,
        };
        sheet
            .scene
            .hits
            .push(Hit::along(points, (width / 2.0 + 3.0).max(6.0), target));
        drawn.push((one, from, to, width));
    }
    for (one, from, to, width) in drawn {
        label(sheet, one, (from, to), width, base);
    }
}

fn arc(from: f64, to: f64, base: f64) -> Vec<Point> {
    let high = base - ARC_HEIGHT * 1.33;
    shape::cubic((from, base), (from, high), (to, high), (to, base - 5.0), 24)
}

/// Up, along and down, with rounded corners.
fn rail(from: f64, to: f64, base: f64, height: f64) -> Vec<Point> {
    let top = base - height;
    let corner = RAIL_CORNER.min((from - to).abs() / 2.0);
    let quarter = |x: f64, towards: f64, rising: bool| {
        (0..=6).map(move |step| {
            let share = f64::from(step) / 6.0;
            let angle = std::f64::consts::FRAC_PI_2 * if rising { share } else { 1.0 - share };
            (
                x + towards * corner * (1.0 - angle.cos()),
                top + corner * (1.0 - angle.sin()),
            )
        })
    };
    let mut points = vec![(from, base)];
    points.extend(quarter(from, -1.0, true));
    points.extend(quarter(to, 1.0, false));
    points.push((to, base - 5.0));
    points
}

/// Where a loop leaves or meets a block: departures left of arrivals, short departures and long arrivals first, so that no two cross.
fn port(loops: &[Loop], own: &Loop, index: usize, slots: &Slots) -> f64 {
    let mut ports: Vec<(bool, isize, usize, usize)> = loops
        .iter()
        .filter(|one| one.from == index || one.to == index)
        .map(|one| {
            let arrives = one.to == index;
            let span = one.span().cast_signed();
            (
                arrives,
                if arrives { -span } else { span },
                one.from,
                one.to,
            )
        })
        .collect();
    ports.sort_unstable();
    let count = ports.len();
    let at = ports
        .iter()
        .position(|(_, _, from, to)| (*from, *to) == (own.from, own.to))
        .unwrap_or(0);
    let gap = ((slots.block_width(index) - 10.0) / count.max(2) as f64).min(38.0);
    let place = if count == 1 {
        if own.to == index { 0.45 } else { -0.35 }
    } else {
        at as f64 - (count - 1) as f64 / 2.0
    };
    (slots.center(index) + place * gap).round()
}

/// `387 ↺ ×1.6`, or less where there is no room.
fn label(sheet: &mut Sheet, one: &Loop, (from, to): (f64, f64), width: f64, base: f64) {
    let lang = sheet.kit.lang;
    let turns = f64::from(one.link.moves) / f64::from(one.link.journeys.max(1));
    let texts = [
        lang.return_label(one.link.journeys.into(), turns),
        format!("{} ↺", lang.count(one.link.journeys.into())),
    ];
    let style = TextStyle::new(sheet.kit.theme.ink).middle();
    let middle = f64::midpoint(from, to);
    for text in &texts {
        match one.level {
            None => {
                let y = base - ARC_HEIGHT - width / 2.0 - 5.0;
                if sheet.label(middle, y, text, style, true) {
                    return;
                }
            }
            Some(level) => {
                let y = base - RAIL_HEIGHT - RAIL_STEP * level as f64 + 4.0;
                if rail_label(sheet, text, (from, to), y, style) {
                    return;
                }
            }
        }
    }
}

/// On the rail itself, on cleared ground, at the free place nearest to its middle.
fn rail_label(
    sheet: &mut Sheet,
    text: &str,
    (from, to): (f64, f64),
    y: f64,
    style: TextStyle,
) -> bool {
    let half = sheet.kit.measure.width(text, style.size, style.bold) / 2.0 + 18.0;
    let middle = f64::midpoint(from, to);
    let reach = ((from - to) / 2.0 - half).max(0.0);
    let steps = (reach / 12.0) as i32;
    for step in 0..=steps {
        for side in [1.0, -1.0] {
            let x = middle + side * 12.0 * f64::from(step);
            let place = TextBox::of(sheet.kit.measure, x, y, text, style);
            if sheet.labels.is_free(&place.grown(2.0)) {
                return sheet.label(x, y, text, style, true);
            }
        }
    }
    false
}
