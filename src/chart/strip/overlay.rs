//! What moves above the rows: hovered row or column, brush, focus.

use crate::chart::Kit;
use crate::chart::columns::Columns;
use crate::chart::hit::{Hit, Target};
use crate::chart::projection::Slots;
use crate::chart::scene::Scene;
use crate::chart::shape;

use super::StripInput;

/// Rows kept by the brush, counted from the first kept journey; `last` is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brush {
    pub first: u32,
    pub last: u32,
}

/// The row under `y`, counted from the first kept journey.
pub fn row_at(input: &StripInput, y: f64) -> Option<u32> {
    let row = ((y - input.top()) / input.row_height_css).floor();
    (row >= 0.0 && row < input.rows() as f64).then(|| input.strip.first + row as u32)
}

/// Hover, focus and brush, to be drawn above the rows.
pub fn overlay(input: &StripInput, brush: Option<Brush>, slots: &Slots, kit: &Kit) -> Scene {
    let stages = input.stage_ids();
    let mut scene = Scene::new(slots.width(), input.height());
    if !input.true_time {
        let columns = Columns {
            slots,
            stages: &stages,
            state: input.state,
            theme: kit.theme,
        };
        columns.hover(&mut scene);
        let bottom = scene.height_css - 2.0;
        columns.focus(&mut scene, 2.0, |_| bottom);
    }
    for (target, focused) in [(input.state.hovered, false), (input.state.focused, true)] {
        if let Some(Target::Journey(journey) | Target::Mark { journey, .. }) = target {
            row(input, journey, focused, slots, kit, &mut scene);
        }
    }
    if let Some(brush) = brush {
        draw_brush(input, brush, slots, kit, &mut scene);
    }
    scene
}

fn row(
    input: &StripInput,
    journey: u32,
    focused: bool,
    slots: &Slots,
    kit: &Kit,
    scene: &mut Scene,
) {
    let Some(index) = journey
        .checked_sub(input.strip.first)
        .map(|index| index as usize)
        .filter(|index| *index < input.rows())
    else {
        return;
    };
    let (top, width) = (input.row_top(index), slots.last_edge());
    let accent = kit.theme.accent;
    if focused {
        let size = (width - 4.0, input.row_height_css + 2.0);
        shape::ring(scene, (2.0, top - 1.0), size, 4.0, 2.0, accent);
    } else {
        let veil = accent.with_alpha(0.10);
        scene.rect(0.0, top, width, input.row_height_css, veil);
    }
}

fn draw_brush(input: &StripInput, brush: Brush, slots: &Slots, kit: &Kit, scene: &mut Scene) {
    let row = |number: u32| {
        let row = number.saturating_sub(input.strip.first);
        input.row_top((row as usize).min(input.rows()))
    };
    let (top, bottom) = (row(brush.first), row(brush.last));
    let (left, right) = (slots.first_edge() + 1.0, slots.last_edge() - 1.0);
    let accent = kit.theme.accent;
    scene.rect(
        left,
        top,
        right - left,
        bottom - top,
        accent.with_alpha(0.08),
    );
    shape::ring(
        scene,
        (left, top),
        (right - left, bottom - top),
        2.0,
        1.5,
        accent,
    );
    let middle = f64::midpoint(left, right);
    for (y, target) in [(top, Target::BrushStart), (bottom, Target::BrushEnd)] {
        shape::pill(scene, middle - 12.0, y - 3.5, 24.0, 7.0, 3.5, accent);
        shape::pill(
            scene,
            middle - 10.5,
            y - 2.0,
            21.0,
            4.0,
            2.0,
            kit.theme.surface,
        );
        scene
            .hits
            .push(Hit::rect(middle - 18.0, y - 12.0, 36.0, 24.0, target));
    }
}
