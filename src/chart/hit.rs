//! What lies under the pointer, as ids and never as pixels, and what the user has chosen.

use super::scene::{Point, Scene};

/// Something of a picture that can be pointed at, chosen or focused. Ids as in `TableInfo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    Stage(u32),
    Persona(u32),
    Channel(u32),
    /// One point of the emotion graph.
    Point {
        group: u32,
        stage: u32,
    },
    Touchpoint {
        touchpoint: u32,
        stage: u32,
    },
    /// Row of the strip, counted from the first kept journey.
    Journey(u32),
    /// One mark of a row: its index within the journey.
    Mark {
        journey: u32,
        mark: u32,
    },
    Loop {
        from: u32,
        to: u32,
    },
    Link {
        from: u32,
        to: u32,
    },
    Dropped(u32),
    Open(u32),
    Goal,
    /// Bar of a histogram.
    Bucket(u32),
    /// First or last edge of a brush.
    BrushStart,
    BrushEnd,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Area {
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    },
    /// The nearest of these wins, within `reach`.
    Near { center: Point, reach: f64 },
    /// A stroke, within `reach` on both sides.
    Along { points: Vec<Point>, reach: f64 },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub area: Area,
    pub target: Target,
}

impl Hit {
    pub const fn rect(x: f64, y: f64, width: f64, height: f64, target: Target) -> Self {
        Self {
            area: Area::Rect {
                x,
                y,
                width,
                height,
            },
            target,
        }
    }

    pub const fn near(center: Point, reach: f64, target: Target) -> Self {
        Self {
            area: Area::Near { center, reach },
            target,
        }
    }

    pub const fn along(points: Vec<Point>, reach: f64, target: Target) -> Self {
        Self {
            area: Area::Along { points, reach },
            target,
        }
    }

    pub(super) fn moved(self, dx: f64, dy: f64) -> Self {
        let move_point = |(x, y): Point| (x + dx, y + dy);
        let area = match self.area {
            Area::Rect {
                x,
                y,
                width,
                height,
            } => Area::Rect {
                x: x + dx,
                y: y + dy,
                width,
                height,
            },
            Area::Near { center, reach } => Area::Near {
                center: move_point(center),
                reach,
            },
            Area::Along { points, reach } => Area::Along {
                points: points.into_iter().map(move_point).collect(),
                reach,
            },
        };
        Self {
            area,
            target: self.target,
        }
    }

    /// How far `at` is from the middle of the area's line or point, where it is within reach; 0 inside a rectangle.
    fn distance(&self, at: Point) -> Option<f64> {
        match &self.area {
            Area::Rect {
                x,
                y,
                width,
                height,
            } => ((*x..*x + *width).contains(&at.0) && (*y..*y + *height).contains(&at.1))
                .then_some(0.0),
            Area::Near { center, reach } => {
                let far = (center.0 - at.0).hypot(center.1 - at.1);
                (far <= *reach).then_some(far)
            }
            Area::Along { points, reach } => {
                let far = points
                    .windows(2)
                    .map(|pair| distance_to_segment(at, pair[0], pair[1]))
                    .fold(f64::INFINITY, f64::min);
                (far <= *reach).then_some(far)
            }
        }
    }

    /// Points are smaller than lines, lines smaller than rectangles: the smaller kind wins.
    const fn kind(&self) -> u8 {
        match self.area {
            Area::Near { .. } => 0,
            Area::Along { .. } => 1,
            Area::Rect { .. } => 2,
        }
    }
}

/// What lies at (`x`, `y`): the nearest point within reach, else the nearest line, else the topmost rectangle.
pub fn hit(scene: &Scene, x: f64, y: f64) -> Option<Target> {
    let near = scene.hits.iter().enumerate().filter_map(|(order, hit)| {
        hit.distance((x, y))
            .map(|far| (hit.kind(), far, order, hit))
    });
    near.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(b.2.cmp(&a.2)))
        .map(|(_, _, _, hit)| hit.target)
}

fn distance_to_segment(at: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let square = dx * dx + dy * dy;
    let share = if square > 0.0 {
        (((at.0 - from.0) * dx + (at.1 - from.1) * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (from.0 + dx * share - at.0).hypot(from.1 + dy * share - at.1)
}

/// What the user has chosen and points at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub selected: Vec<Target>,
    pub hovered: Option<Target>,
    pub focused: Option<Target>,
}

impl State {
    pub fn is_selected(&self, target: Target) -> bool {
        self.selected.contains(&target)
    }

    /// The stage that the pointer means, whatever part of it is hovered.
    pub fn hovered_stage(&self) -> Option<u32> {
        self.hovered.and_then(Target::stage)
    }
}

impl Target {
    /// The stage that the target belongs to.
    pub const fn stage(self) -> Option<u32> {
        match self {
            Self::Stage(stage)
            | Self::Point { stage, .. }
            | Self::Touchpoint { stage, .. }
            | Self::Dropped(stage)
            | Self::Open(stage) => Some(stage),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        let mut scene = Scene::new(100.0, 100.0);
        scene.hits = vec![
            Hit::rect(0.0, 0.0, 100.0, 100.0, Target::Stage(0)),
            Hit::rect(50.0, 0.0, 50.0, 100.0, Target::Stage(1)),
            Hit::along(
                vec![(0.0, 50.0), (100.0, 50.0)],
                6.0,
                Target::Loop { from: 1, to: 0 },
            ),
            Hit::near((30.0, 50.0), 10.0, Target::Point { group: 0, stage: 0 }),
            Hit::near((40.0, 50.0), 10.0, Target::Point { group: 1, stage: 0 }),
        ];
        scene
    }

    #[test]
    fn the_nearest_point_wins_over_lines_and_lines_over_columns() {
        let at = |x, y| hit(&scene(), x, y);
        assert_eq!(at(33.0, 52.0), Some(Target::Point { group: 0, stage: 0 }));
        assert_eq!(at(37.0, 52.0), Some(Target::Point { group: 1, stage: 0 }));
        assert_eq!(at(80.0, 54.0), Some(Target::Loop { from: 1, to: 0 }));
        assert_eq!(at(80.0, 60.0), Some(Target::Stage(1)));
        assert_eq!(at(10.0, 90.0), Some(Target::Stage(0)));
        assert_eq!(at(100.0, 100.0), None);
    }
}
