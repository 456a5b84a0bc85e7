//! The best and the worst touchpoint, each at its own value, tied to the curve.

use crate::chart::evidence::Evidence;
use crate::chart::hit::{Hit, Target};
use crate::chart::label::TextBox;
use crate::chart::scene::TextStyle;
use crate::chart::shape;
use crate::model::answer::Moment;
use crate::model::emotion::EmotionClass;

use super::Plot;

const FACE: f64 = 16.0;

pub(super) fn draw(plot: &mut Plot) {
    let Some(graph) = plot.input.graph() else {
        return;
    };
    let theme = plot.kit.theme;
    for (moment, color, right_first) in [
        (&graph.worst, theme.emotion[0], true),
        (&graph.best, theme.emotion[4], false),
    ] {
        if let Some(moment) = moment
            .as_ref()
            .filter(|moment| Evidence::of(moment.emotion.n) == Evidence::Firm)
        {
            // Neutral is neither the bad colour's nor the good one's.
            let neutral = EmotionClass::of(moment.emotion.mean) == EmotionClass::of(0.0);
            let style = TextStyle::new(if neutral { theme.ink } else { color }).bold();
            annotate(plot, moment, style, right_first);
        }
    }
}

/// Draws the face and its words where both find room, else nothing.
fn annotate(plot: &mut Plot, moment: &Moment, style: TextStyle, right_first: bool) {
    let stages = &plot.input.overview.stages;
    let Some(index) = stages.iter().position(|stat| stat.stage == moment.stage) else {
        return;
    };
    let value = moment.emotion.mean;
    let (x, y) = (plot.slots.center(index), plot.y(value));
    let curve = nearest_point(plot, index, y);
    // A face on a point would hide it: it then stands beside the point.
    let covers = curve.is_some_and(|point| (point - y).abs() < 14.0);
    let text = words(plot, moment);
    let room = (plot.slots.first_edge() + 2.0, plot.slots.width() - 2.0);
    let sides = if right_first {
        [1.0, -1.0]
    } else {
        [-1.0, 1.0]
    };
    for side in sides {
        let face_x = if covers { x + side * 17.0 } else { x };
        let anchored = if side > 0.0 { style } else { style.end() };
        let text_x = face_x + side * 14.0;
        let place = TextBox::of(plot.kit.measure, text_x, y + 4.0, &text, anchored);
        let face_box = TextBox::around(face_x, y, FACE / 2.0);
        let inside = place.left >= room.0 && place.right <= room.1;
        if !inside || !plot.labels.is_free(&place.grown(1.0)) || !plot.labels.is_free(&face_box) {
            continue;
        }
        if let Some(curve) = curve.filter(|_| !covers) {
            let (from, to) = (curve.min(y), curve.max(y));
            plot.scene
                .upright(x - 0.5, from + 6.0, to, plot.kit.theme.ink_3);
        }
        plot.ground.clear(&mut plot.scene, place);
        plot.scene.text(text_x, y + 4.0, text, anchored);
        let class = EmotionClass::of(value);
        shape::face(&mut plot.scene, (face_x, y), class, FACE, plot.kit.theme);
        plot.labels.take(place);
        plot.labels.take(face_box);
        let target = Target::Touchpoint {
            touchpoint: moment.touchpoint,
            stage: moment.stage,
        };
        plot.scene.hits.push(Hit::near((face_x, y), 12.0, target));
        let area = place.grown(3.0);
        plot.scene.hits.push(Hit::rect(
            area.left,
            area.top,
            area.right - area.left,
            area.bottom - area.top,
            target,
        ));
        return;
    }
}

/// `name value · n = 87`
fn words(plot: &Plot, moment: &Moment) -> String {
    let names = if plot.input.info.has_touchpoints {
        &plot.input.info.touchpoints
    } else {
        &plot.input.info.stages
    };
    let name = names
        .get(moment.touchpoint as usize)
        .map_or("", String::as_str);
    let name = crate::chart::measure::ellipsis(plot.kit.measure, name, 12.0, true, 170.0);
    format!(
        "{name} {} · {}",
        plot.kit.lang.emotion(moment.emotion.mean),
        plot.kit.lang.n(moment.emotion.n.into())
    )
}

/// y of the curve's point that the annotation belongs to: the leading one's unless another is nearer by far.
fn nearest_point(plot: &Plot, index: usize, y: f64) -> Option<f64> {
    if plot.slots.len() == 1 && plot.input.lines().len() > 1 {
        return None;
    }
    let leading = plot.input.leading_line().map(|line| line.group);
    plot.input
        .lines()
        .iter()
        .filter_map(|line| {
            let mean = line.points.get(index).filter(|mean| mean.n > 0)?;
            let at = plot.y(mean.mean);
            let favour = if Some(line.group) == leading {
                12.0
            } else {
                0.0
            };
            Some(((at - y).abs() - favour, at))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, at)| at)
}
