//! A picture as plain data: lines, filled polygons, rectangles, discs and text, in CSS pixels from the top left, in drawing order.
//!
//! Must not know what the shapes mean (the pictures do) nor what they are painted on (`draw` does).

use super::hit::Hit;
use super::theme::Rgba;

/// x, y in CSS pixels.
pub type Point = (f64, f64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A stroke through at least two points. Dashes are already cut.
    Path {
        points: Vec<Point>,
        width: f64,
        color: Rgba,
    },
    Polygon {
        points: Vec<Point>,
        color: Rgba,
    },
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        color: Rgba,
    },
    Disc {
        center: Point,
        radius: f64,
        color: Rgba,
    },
    /// `y` is the baseline.
    Text {
        x: f64,
        y: f64,
        text: String,
        size: f64,
        bold: bool,
        color: Rgba,
        anchor: Anchor,
    },
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    pub width_css: f64,
    pub height_css: f64,
    pub items: Vec<Item>,
    /// What lies where; later ones lie above earlier ones.
    pub hits: Vec<Hit>,
}

impl Scene {
    pub fn new(width_css: f64, height_css: f64) -> Self {
        Self {
            width_css,
            height_css,
            ..Self::default()
        }
    }

    /// A rectangle; nothing where it has no area.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, color: Rgba) {
        if width > 0.0 && height > 0.0 {
            self.items.push(Item::Rect {
                x,
                y,
                width,
                height,
                color,
            });
        }
    }

    /// The outline of a rectangle, `line_width` wide, inside its edges.
    pub fn frame(&mut self, x: f64, y: f64, width: f64, height: f64, line_width: f64, color: Rgba) {
        let line = line_width.min(height / 2.0).min(width / 2.0);
        self.rect(x, y, width, line, color);
        self.rect(x, y + height - line, width, line, color);
        self.rect(x, y + line, line, height - 2.0 * line, color);
        self.rect(x + width - line, y + line, line, height - 2.0 * line, color);
    }

    /// A 1 px upright hairline on the pixel that begins at `x`.
    pub fn upright(&mut self, x: f64, from: f64, to: f64, color: Rgba) {
        self.rect(x, from, 1.0, to - from, color);
    }

    /// A 1 px level hairline on the pixel that begins at `y`.
    pub fn level(&mut self, y: f64, from: f64, to: f64, color: Rgba) {
        self.rect(from, y, to - from, 1.0, color);
    }

    pub fn path(&mut self, points: Vec<Point>, width: f64, color: Rgba) {
        if points.len() > 1 {
            self.items.push(Item::Path {
                points,
                width,
                color,
            });
        }
    }

    /// A stroke cut into dashes: lengths on and off in turn; an empty pattern is solid.
    pub fn dashed(&mut self, points: &[Point], width: f64, color: Rgba, pattern: &[f64]) {
        if pattern.is_empty() {
            self.path(points.to_vec(), width, color);
            return;
        }
        for dash in dashes(points, pattern) {
            self.path(dash, width, color);
        }
    }

    /// Round dots along a stroke, `step` apart from centre to centre.
    pub fn dotted(&mut self, from: Point, to: Point, radius: f64, step: f64, color: Rgba) {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let count = (length / step).floor() as usize;
        for index in 0..=count {
            let share = if length > 0.0 {
                index as f64 * step / length
            } else {
                0.0
            };
            self.disc(
                (
                    from.0 + (to.0 - from.0) * share,
                    from.1 + (to.1 - from.1) * share,
                ),
                radius,
                color,
            );
        }
    }

    pub fn polygon(&mut self, points: Vec<Point>, color: Rgba) {
        if points.len() > 2 {
            self.items.push(Item::Polygon { points, color });
        }
    }

    pub fn disc(&mut self, center: Point, radius: f64, color: Rgba) {
        self.items.push(Item::Disc {
            center,
            radius,
            color,
        });
    }

    pub fn text(&mut self, x: f64, y: f64, text: impl Into<String>, style: TextStyle) {
        let text = text.into();
        if !text.is_empty() {
            self.items.push(Item::Text {
                x,
                y,
                text,
                size: style.size,
                bold: style.bold,
                color: style.color,
                anchor: style.anchor,
            });
        }
    }

    /// Puts another scene on this one, moved by (`dx`, `dy`); the size stays.
    pub fn place(&mut self, other: Self, dx: f64, dy: f64) {
        self.items
            .extend(other.items.into_iter().map(|item| item.moved(dx, dy)));
        self.hits
            .extend(other.hits.into_iter().map(|hit| hit.moved(dx, dy)));
    }
}

impl Item {
    fn moved(self, dx: f64, dy: f64) -> Self {
        let shift = |points: Vec<Point>| {
            points
                .into_iter()
                .map(|(x, y)| (x + dx, y + dy))
                .collect::<Vec<_>>()
        };
        match self {
            Self::Path {
                points,
                width,
                color,
            } => Self::Path {
                points: shift(points),
                width,
                color,
            },
            Self::Polygon { points, color } => Self::Polygon {
                points: shift(points),
                color,
            },
            Self::Rect {
                x,
                y,
                width,
                height,
                color,
            } => Self::Rect {
                x: x + dx,
                y: y + dy,
                width,
                height,
                color,
            },
            Self::Disc {
                center,
                radius,
                color,
            } => Self::Disc {
                center: (center.0 + dx, center.1 + dy),
                radius,
                color,
            },
            Self::Text {
                x,
                y,
                text,
                size,
                bold,
                color,
                anchor,
            } => Self::Text {
                x: x + dx,
                y: y + dy,
                text,
                size,
                bold,
                color,
                anchor,
            },
        }
    }
}

/// Size in CSS pixels (never below 12), weight, colour and which end of the text stands at `x`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    pub size: f64,
    pub bold: bool,
    pub color: Rgba,
    pub anchor: Anchor,
}

impl TextStyle {
    /// The label of a picture: 12 px.
    pub const fn new(color: Rgba) -> Self {
        Self {
            size: 12.0,
            bold: false,
            color,
            anchor: Anchor::Start,
        }
    }

    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub const fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    pub const fn middle(self) -> Self {
        Self {
            anchor: Anchor::Middle,
            ..self
        }
    }

    pub const fn end(self) -> Self {
        Self {
            anchor: Anchor::End,
            ..self
        }
    }
}

/// The parts of a stroke that a dash pattern leaves, corners kept.
fn dashes(points: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    let mut parts = Vec::new();
    let (mut index, mut left, mut on) = (0, pattern[0], true);
    let Some((first, rest)) = points.split_first() else {
        return parts;
    };
    let mut at = *first;
    let mut part = vec![at];
    for &next in rest {
        let mut length = (next.0 - at.0).hypot(next.1 - at.1);
        while length > left && left > 0.0 {
            let share = left / length;
            at = (
                at.0 + (next.0 - at.0) * share,
                at.1 + (next.1 - at.1) * share,
            );
            length -= left;
            if on {
                part.push(at);
                parts.push(std::mem::take(&mut part));
            }
            on = !on;
            index = (index + 1) % pattern.len();
            left = pattern[index].max(0.1);
            if on {
                part = vec![at];
            }
        }
        left -= length;
        at = next;
        if on {
            part.push(at);
        }
    }
    if part.len() > 1 {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners_and_keep_their_lengths() {
        let parts = dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], &[4.0, 3.0]);
        assert_eq!(
            parts,
            [vec![(0.0, 0.0), (4.0, 0.0)], vec![(5.0, 2.0), (5.0, 5.0)]]
        );
    }

    #[test]
    fn a_dash_that_spans_a_corner_keeps_the_corner() {
        let parts = dashes(&[(0.0, 0.0), (2.0, 0.0), (2.0, 9.0)], &[4.0, 20.0]);
        assert_eq!(parts, [vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]]);
    }
}
