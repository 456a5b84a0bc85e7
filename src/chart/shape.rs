//! Faces, persona markers, small emotion marks, hatches and arrows, lowered to plain shapes. Must not know where they stand for what.

use crate::model::emotion::EmotionClass;

use super::scene::{Point, Scene};
use super::theme::{Rgba, Theme};

/// Dash patterns of the six personas in CSS pixels; the third one's dots have round caps in the design: here they are as long as they look.
const DASHES: [&[f64]; 6] = [
    &[],
    &[9.0, 4.0],
    &[3.6, 2.4],
    &[10.0, 4.0, 2.0, 4.0],
    &[16.0, 5.0],
    &[5.0, 3.0, 1.0, 3.0, 1.0, 3.0],
];
pub const FEW_DOTS: &[f64] = &[2.0, 3.0];
pub const GHOST_DASH: &[f64] = &[4.0, 5.0];

/// The line pattern of a persona by its id; solid for "Others".
pub fn dash_of(group: u32) -> &'static [f64] {
    usize::try_from(group)
        .ok()
        .and_then(|index| DASHES.get(index))
        .copied()
        .unwrap_or(&[])
}

/// Points of a cubic Bézier curve, both ends included.
pub fn cubic(from: Point, first: Point, second: Point, to: Point, segments: usize) -> Vec<Point> {
    (0..=segments)
        .map(|index| {
            let t = index as f64 / segments as f64;
            let u = 1.0 - t;
            let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
            (
                a * from.0 + b * first.0 + c * second.0 + d * to.0,
                a * from.1 + b * first.1 + c * second.1 + d * to.1,
            )
        })
        .collect()
}

fn rounded(x: f64, y: f64, width: f64, height: f64, radius: f64) -> Vec<Point> {
    let corner = |cx: f64, cy: f64, from: f64| {
        (0..=4).map(move |step| {
            let angle = (from + f64::from(step) * 22.5).to_radians();
            (cx + radius * angle.cos(), cy + radius * angle.sin())
        })
    };
    let (right, bottom) = (x + width, y + height);
    corner(right - radius, y + radius, 270.0)
        .chain(corner(right - radius, bottom - radius, 0.0))
        .chain(corner(x + radius, bottom - radius, 90.0))
        .chain(corner(x + radius, y + radius, 180.0))
        .collect()
}

/// A filled rectangle with round corners.
pub fn pill(scene: &mut Scene, x: f64, y: f64, width: f64, height: f64, radius: f64, color: Rgba) {
    scene.polygon(rounded(x, y, width, height, radius), color);
}

/// The outline of a rectangle with round corners.
pub fn ring(
    scene: &mut Scene,
    (x, y): Point,
    (width, height): (f64, f64),
    radius: f64,
    line: f64,
    color: Rgba,
) {
    let mut points = rounded(x, y, width, height, radius);
    points.extend(points.first().copied());
    scene.path(points, line, color);
}

/// A face of `size` px centred at `center`, drawn on a 16-unit grid.
pub fn face(scene: &mut Scene, center: Point, class: EmotionClass, size: f64, theme: &Theme) {
    let unit = size / 16.0;
    let at = |x: f64, y: f64| (center.0 + (x - 8.0) * unit, center.1 + (y - 8.0) * unit);
    let (color, ink) = (theme.of_emotion(class), theme.emotion_ink);
    let corner = match class {
        EmotionClass::VeryNegative => Some(3.0),
        EmotionClass::Negative => Some(5.0),
        _ => None,
    };
    match corner {
        Some(radius) => {
            let (x, y) = at(1.0, 1.0);
            pill(scene, x, y, 14.0 * unit, 14.0 * unit, radius * unit, color);
        }
        None => scene.disc(center, 7.0 * unit, color),
    }
    let stroke = |scene: &mut Scene, points: Vec<Point>| {
        for end in [points[0], points[points.len() - 1]] {
            scene.disc(end, 0.8 * unit, ink);
        }
        scene.path(points, 1.6 * unit, ink);
    };
    let curve = |from: Point, first: Point, second: Point, to: Point| {
        cubic(
            at(from.0, from.1),
            at(first.0, first.1),
            at(second.0, second.1),
            at(to.0, to.1),
            8,
        )
    };
    let mut eyes = |y: f64| {
        for x in [5.6, 10.4] {
            scene.disc(at(x, y), 1.2 * unit, ink);
        }
    };
    match class {
        EmotionClass::VeryNegative => {
            stroke(scene, vec![at(4.2, 4.6), at(6.6, 6.2)]);
            stroke(scene, vec![at(11.8, 4.6), at(9.4, 6.2)]);
            stroke(
                scene,
                curve((4.8, 11.6), (6.0, 9.2), (10.0, 9.2), (11.2, 11.6)),
            );
        }
        EmotionClass::Negative => {
            eyes(6.0);
            stroke(
                scene,
                curve((5.2, 11.2), (6.4, 9.8), (9.6, 9.8), (10.8, 11.2)),
            );
        }
        EmotionClass::Neutral => {
            eyes(6.2);
            stroke(scene, vec![at(5.0, 10.6), at(11.0, 10.6)]);
        }
        EmotionClass::Positive => {
            eyes(6.2);
            stroke(
                scene,
                curve((5.0, 9.8), (6.2, 11.6), (9.8, 11.6), (11.0, 9.8)),
            );
        }
        EmotionClass::VeryPositive => {
            stroke(scene, curve((4.4, 6.6), (5.0, 5.4), (6.2, 5.4), (6.8, 6.6)));
            stroke(
                scene,
                curve((9.2, 6.6), (9.8, 5.4), (11.0, 5.4), (11.6, 6.6)),
            );
            scene.polygon(
                curve((11.4, 9.0), (11.0, 12.6), (5.0, 12.6), (4.6, 9.0)),
                ink,
            );
        }
    }
}

/// The small mark of an emotion: triangle down, bar, triangle up.
pub fn mark(scene: &mut Scene, (x, y): Point, class: EmotionClass, radius: f64, color: Rgba) {
    let (r, wide) = (radius, radius + 0.6);
    match class {
        EmotionClass::VeryNegative | EmotionClass::Negative => scene.polygon(
            vec![
                (x - wide, y - r + 0.4),
                (x + wide, y - r + 0.4),
                (x, y + wide),
            ],
            color,
        ),
        EmotionClass::Neutral => scene.rect(x - r, y - 1.5, 2.0 * r, 3.0, color),
        EmotionClass::Positive | EmotionClass::VeryPositive => scene.polygon(
            vec![
                (x + wide, y + r - 0.4),
                (x - wide, y + r - 0.4),
                (x, y - wide),
            ],
            color,
        ),
    }
}

/// The marker of a persona by its id (disc, square, triangle, diamond, pentagon, cross), its edge moved outwards by `grow` px.
/// "Others" have a small disc.
pub fn marker(scene: &mut Scene, group: u32, (x, y): Point, radius: f64, grow: f64, color: Rgba) {
    let r = radius;
    match group {
        0 => scene.disc((x, y), r + grow, color),
        1 => {
            let half = r * 0.9 + grow;
            scene.rect(x - half, y - half, 2.0 * half, 2.0 * half, color);
        }
        2 => {
            // Grown about the middle of the inner circle, so that every edge moves by the same.
            let scale = r + grow / 0.65;
            let middle = 0.15 * r;
            let point = |px: f64, py: f64| (x + px * scale, y + middle + (py - 0.15) * scale);
            scene.polygon(
                vec![point(0.0, -1.2), point(1.1, 0.8), point(-1.1, 0.8)],
                color,
            );
        }
        3 => {
            let scale = r + grow / 0.88;
            let point = |px: f64, py: f64| (x + px * scale, y + py * scale);
            scene.polygon(
                vec![
                    point(0.0, -1.3),
                    point(1.2, 0.0),
                    point(0.0, 1.3),
                    point(-1.2, 0.0),
                ],
                color,
            );
        }
        4 => {
            let scale = (r + grow / 0.93) * 1.15;
            let corner = |index: i32| {
                let angle = f64::from(index) * std::f64::consts::TAU / 5.0;
                (x + angle.sin() * scale, y - angle.cos() * scale)
            };
            scene.polygon((0..5).map(corner).collect(), color);
        }
        5 => {
            let (long, thick) = (1.2 * r + grow, 0.45 * r + grow);
            scene.polygon(
                [
                    (-thick, -long),
                    (thick, -long),
                    (thick, -thick),
                    (long, -thick),
                    (long, thick),
                    (thick, thick),
                    (thick, long),
                    (-thick, long),
                    (-thick, thick),
                    (-long, thick),
                    (-long, -thick),
                    (-thick, -thick),
                ]
                .into_iter()
                .map(|(px, py)| (x + px, y + py))
                .collect(),
                color,
            );
        }
        _ => scene.disc((x, y), r * 0.7 + grow, color),
    }
}

/// A marker that stands clear of what is behind it.
pub fn marker_with_halo(
    scene: &mut Scene,
    group: u32,
    at: Point,
    radius: f64,
    color: Rgba,
    behind: Rgba,
) {
    marker(scene, group, at, radius, 0.9, behind);
    marker(scene, group, at, radius, -0.6, color);
}

/// A marker of which only the edge is drawn: fewer than five answers, or assumed.
pub fn marker_hollow(
    scene: &mut Scene,
    group: u32,
    at: Point,
    radius: f64,
    color: Rgba,
    behind: Rgba,
) {
    marker(scene, group, at, radius, 1.0, color);
    marker(scene, group, at, radius, -1.0, behind);
}

/// 45° lines clipped to a rectangle: dropped.
pub fn hatch(
    scene: &mut Scene,
    (x, y): Point,
    (width, height): (f64, f64),
    color: Rgba,
    behind: Rgba,
) {
    /// Between two lines, measured along the x axis: 5 px across them.
    const PERIOD: f64 = 7.07;
    /// 2 px across.
    const THICK: f64 = 2.83;
    if width <= 0.0 || height <= 0.0 {
        return;
    }
    scene.rect(x, y, width, height, behind);
    let corners = vec![
        (x, y),
        (x + width, y),
        (x + width, y + height),
        (x, y + height),
    ];
    let last = x + y + width + height;
    let mut at = ((x + y) / PERIOD).floor() * PERIOD;
    while at < last {
        let above = clip(&corners, |(px, py)| px + py - at);
        scene.polygon(clip(&above, |(px, py)| at + THICK - px - py), color);
        at += PERIOD;
    }
}

/// The part of a convex polygon where `side` is not negative.
fn clip(points: &[Point], side: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(points.len() + 1);
    for (index, &to) in points.iter().enumerate() {
        let from = points[(index + points.len() - 1) % points.len()];
        let (a, b) = (side(from), side(to));
        if a * b < 0.0 {
            let share = a / (a - b);
            kept.push((
                from.0 + (to.0 - from.0) * share,
                from.1 + (to.1 - from.1) * share,
            ));
        }
        if b >= 0.0 {
            kept.push(to);
        }
    }
    kept
}

/// Dots inside an outline: still open.
pub fn dots(
    scene: &mut Scene,
    (x, y): Point,
    (width, height): (f64, f64),
    color: Rgba,
    behind: Rgba,
) {
    scene.rect(x, y, width, height, behind);
    let columns = ((width - 1.0) / 5.0).floor().max(1.0);
    let rows = ((height - 1.0) / 5.0).floor().max(0.0);
    if width >= 5.0 {
        for row in 0..rows as u32 {
            for column in 0..columns as u32 {
                let center = (
                    x + width * (f64::from(column) + 0.5) / columns,
                    y + 3.0 + 5.0 * f64::from(row),
                );
                scene.disc(center, 1.1, color);
            }
        }
    } else {
        for row in 0..rows as u32 {
            let top = y + 2.0 + 5.0 * f64::from(row);
            scene.rect(x + width / 2.0 - 0.5, top, 1.0, 2.0, color);
        }
    }
    scene.frame(x, y, width, height, 1.0, color);
}

/// The flag of the goal; its pole begins at the lower left of an 8 × 11 box.
pub fn flag(scene: &mut Scene, x: f64, y: f64, color: Rgba) {
    scene.rect(x - 0.75, y - 0.75, 1.5, 12.5, color);
    scene.polygon(
        vec![
            (x, y - 0.75),
            (x + 9.3, y - 0.75),
            (x + 7.0, y + 3.0),
            (x + 9.3, y + 6.75),
            (x, y + 6.75),
        ],
        color,
    );
}

/// An arrow head that points down at `tip`, for a line of the given width.
pub fn arrow_down(scene: &mut Scene, tip: Point, line_width: f64, color: Rgba) {
    let half = line_width / 2.0 + 2.5;
    scene.polygon(
        vec![
            (tip.0 - half, tip.1 - 6.0),
            (tip.0 + half, tip.1 - 6.0),
            tip,
        ],
        color,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scene::Item;

    #[test]
    fn a_hatch_stays_inside_its_rectangle() {
        let mut scene = Scene::new(100.0, 100.0);
        let theme = Theme::light();
        hatch(&mut scene, (10.0, 20.0), (12.0, 30.0), theme.ctl, theme.bg);
        let mut stripes = 0;
        for item in &scene.items {
            if let Item::Polygon { points, .. } = item {
                stripes += 1;
                for (x, y) in points {
                    assert!((9.999..=22.001).contains(x) && (19.999..=50.001).contains(y));
                }
            }
        }
        assert!(stripes >= 5);
    }

    #[test]
    fn every_face_has_its_own_shapes() {
        let theme = Theme::light();
        let drawn: Vec<Scene> = EmotionClass::ALL
            .into_iter()
            .map(|class| {
                let mut scene = Scene::new(16.0, 16.0);
                face(&mut scene, (8.0, 8.0), class, 16.0, &theme);
                scene
            })
            .collect();
        for (index, scene) in drawn.iter().enumerate() {
            assert!(!drawn[..index].contains(scene));
        }
    }
}
