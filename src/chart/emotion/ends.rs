//! Names at the right ends of the lines, moved apart.

use crate::chart::Kit;
use crate::chart::evidence::COLOURED;
use crate::chart::hit::Hit;
use crate::chart::label::TextBox;
use crate::chart::measure::ellipsis;
use crate::chart::scene::TextStyle;
use crate::model::answer::EmotionLine;

use super::{EmotionInput, Plot};

const APART: f64 = 15.0;
const FROM_POINT: f64 = 12.0;

struct End<'a> {
    line: &'a EmotionLine,
    /// Slot of the last point.
    index: usize,
    y: f64,
}

pub(super) fn draw(plot: &mut Plot) {
    let lines = plot.input.lines();
    if lines.len() < 2 {
        return;
    }
    let leading = plot.input.leading_line().map(|line| line.group);
    let highlighted = plot.input.highlighted();
    let named = |line: &&EmotionLine| {
        line.group < COLOURED || Some(line.group) == leading || Some(line.group) == highlighted
    };
    let mut ends: Vec<End> = lines
        .iter()
        .filter(named)
        .filter_map(|line| {
            let index = line.points.iter().rposition(|mean| mean.n > 0)?;
            Some(End {
                line,
                index,
                y: plot.y(line.points[index].mean),
            })
        })
        .collect();
    spread(&mut ends, plot.top - 4.0, plot.bottom() + 4.0);
    for end in &ends {
        let x = plot.x(end.line.group, end.index) + FROM_POINT;
        let last = end.index + 1 == plot.slots.len();
        let edge = if last {
            plot.slots.width()
        } else {
            plot.slots.left(end.index + 1)
        };
        let bold = Some(end.line.group) == leading;
        let text = short(plot.input, plot.kit, end.line.group, bold, edge - x - 2.0);
        let ink = plot.kit.theme.ink;
        let strength = plot.strength(end.line.group);
        let mut style = TextStyle::new(ink.mix(plot.kit.theme.bg, (1.0 - strength) * 0.7));
        style.bold = bold;
        let place = TextBox::of(plot.kit.measure, x, end.y + 4.0, &text, style);
        plot.ground.clear(&mut plot.scene, place);
        plot.labels.take(place);
        plot.scene.text(x, end.y + 4.0, text, style);
        plot.scene.hits.push(Hit::rect(
            x - 4.0,
            end.y - 8.0,
            place.right - x + 8.0,
            16.0,
            plot.input.target(end.line.group),
        ));
    }
}

/// Moves the ends apart, in their order, as little as that takes, within the plot.
fn spread(ends: &mut [End], top: f64, bottom: f64) {
    ends.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut above = top - APART;
    for end in ends.iter_mut() {
        end.y = end.y.max(above + APART);
        above = end.y;
    }
    let mut below = bottom + APART;
    for end in ends.iter_mut().rev() {
        end.y = end.y.min(below - APART).round();
        below = end.y;
    }
}

/// The name, else the word of it that no other name has, else as much of it as fits.
pub(super) fn short(
    input: &EmotionInput,
    kit: &Kit,
    group: u32,
    bold: bool,
    width_css: f64,
) -> String {
    let name = input.name(group, kit);
    let fits = |text: &str| kit.measure.width(text, 12.0, bold) <= width_css;
    if fits(&name) {
        return name;
    }
    let others: Vec<String> = input
        .lines()
        .iter()
        .filter(|line| line.group != group)
        .map(|line| input.name(line.group, kit))
        .collect();
    let unique: Vec<&str> = name
        .split_whitespace()
        .filter(|word| {
            !others
                .iter()
                .any(|other| other.split_whitespace().any(|part| part == *word))
        })
        .collect();
    let long = |word: &&&str| word.chars().count() > 2;
    let best = unique
        .iter()
        .filter(long)
        .find(|word| fits(word))
        .or_else(|| unique.iter().find(long))
        .or_else(|| unique.first());
    let text = best.map_or(name.clone(), |word| capitalised(word));
    ellipsis(kit.measure, &text, 12.0, bold, width_css)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
