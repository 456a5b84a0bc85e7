//! Pictures of a few pixels: a line pattern with its marker, tiny curves, one journey, one fact with its interval, emotion of one persona.

use crate::model::answer::{Mean, StripRow};
use crate::model::emotion::EmotionClass;

use super::evidence::{COLOURED, Evidence};
use super::hit::{Hit, Target};
use super::label::{Labels, TextBox};
use super::measure::ellipsis;
use super::scene::{Point, Scene, TextStyle};
use super::{Kit, shape};

/// Line and marker of a persona, as in its card: 36 × 20.
pub fn swatch(group: u32, width_css: f64, height_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(width_css, height_css);
    let (y, color) = (height_css / 2.0, kit.theme.of_group(group));
    let ends = [(1.0, y), (width_css - 1.0, y)];
    let width = if group < COLOURED { 2.5 } else { 1.0 };
    scene.dashed(&ends, width, color, shape::dash_of(group));
    if group < COLOURED {
        let behind = kit.theme.surface;
        shape::marker_with_halo(&mut scene, group, (width_css / 2.0, y), 5.0, color, behind);
    }
    scene
}

/// A marker alone, for legends and lists.
pub fn marker(group: u32, size_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(size_css, size_css);
    let middle = size_css / 2.0;
    let color = kit.theme.of_group(group);
    shape::marker(
        &mut scene,
        group,
        (middle, middle),
        size_css * 0.34,
        0.0,
        color,
    );
    scene
}

/// A face alone: 14, 16, 18 or 20 px.
pub fn face(emotion: f64, size_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(size_css, size_css);
    let middle = size_css / 2.0;
    let class = EmotionClass::of(emotion);
    shape::face(&mut scene, (middle, middle), class, size_css, kit.theme);
    scene
}

/// A small mark alone, for the legend of the strip.
pub fn small_mark(class: EmotionClass, size_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(size_css, size_css);
    let middle = size_css / 2.0;
    let color = kit.theme.of_emotion(class);
    shape::mark(&mut scene, (middle, middle), class, size_css * 0.34, color);
    scene
}

/// The mark of an outcome in the legend of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegendMark {
    Dropped,
    Open,
    Returns,
    Step,
    SelectedStep,
    Goal,
}

/// 18 × 14 for returns, 12 × 14 for the others.
pub fn legend(mark: LegendMark, kit: &Kit) -> Scene {
    let theme = kit.theme;
    let mut scene = Scene::new(
        if mark == LegendMark::Returns {
            18.0
        } else {
            12.0
        },
        14.0,
    );
    let area = (11.0, 13.0);
    match mark {
        LegendMark::Dropped => {
            shape::hatch(&mut scene, (0.5, 0.5), area, theme.band_edge, theme.bg);
        }
        LegendMark::Open => {
            shape::dots(&mut scene, (0.5, 0.5), area, theme.band_edge, theme.bg);
        }
        LegendMark::Returns => {
            let arc = shape::cubic((16.0, 13.0), (16.0, 1.0), (4.0, 1.0), (4.0, 9.0), 16);
            scene.path(arc, 2.0, theme.loops);
            shape::arrow_down(&mut scene, (4.0, 13.0), 1.0, theme.loops);
        }
        LegendMark::Step => scene.rect(5.0, 3.0, 2.0, 8.0, theme.ink_2),
        LegendMark::SelectedStep => scene.rect(4.5, 2.5, 3.0, 9.0, theme.accent),
        LegendMark::Goal => shape::marker(&mut scene, 3, (6.0, 7.0), 4.0, 0.0, theme.ink),
    }
    scene
}

/// A curve of means from −2 to +2 with faces at its lowest and highest point: 208 × 48 on a sample card.
pub fn curve(emotions: &[f64], width_css: f64, height_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(width_css, height_css);
    let middle = (height_css / 2.0).floor();
    scene.level(middle, 0.0, width_css, kit.theme.ctl);
    let steps = emotions.len().saturating_sub(1).max(1) as f64;
    let at = |index: usize, value: f64| -> Point {
        (
            8.0 + index as f64 * (width_css - 16.0) / steps,
            middle - value.clamp(-2.0, 2.0) * (height_css / 2.0 - 7.0) / 2.0,
        )
    };
    let points: Vec<Point> = emotions
        .iter()
        .enumerate()
        .map(|(index, value)| at(index, *value))
        .collect();
    scene.path(points, 2.0, kit.theme.ink_2);
    let low = emotions.iter().copied().fold(f64::INFINITY, f64::min);
    let high = emotions.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (index, value) in emotions.iter().enumerate() {
        if *value == low || *value == high {
            let class = EmotionClass::of(*value);
            shape::face(&mut scene, at(index, *value), class, 14.0, kit.theme);
        }
    }
    scene
}

/// One journey as in lists: its marks evenly apart, as many as fit. 100 × 16.
pub fn journey(row: &StripRow, width_css: f64, height_css: f64, kit: &Kit) -> Scene {
    const APART: f64 = 12.0;
    let mut scene = Scene::new(width_css, height_css);
    let y = (height_css / 2.0).floor();
    let room = ((width_css - 12.0) / APART).floor().max(0.0) as usize + 1;
    let shown = row.marks.len().min(room);
    let x = |index: usize| 6.0 + APART * index as f64;
    if shown > 0 {
        scene.level(y, x(0), x(shown - 1), kit.theme.line_2);
    }
    for (index, mark) in row.marks[..shown].iter().enumerate() {
        let class = mark
            .emotion
            .and_then(|class| EmotionClass::ALL.get(usize::from(class)).copied());
        match class {
            Some(class) => {
                let color = kit.theme.of_emotion(class);
                shape::mark(&mut scene, (x(index), y + 0.5), class, 4.0, color);
            }
            None => scene.rect(x(index) - 1.0, y - 3.5, 2.0, 8.0, kit.theme.ink_2),
        }
    }
    scene
}

/// Mean with its interval on the axis of emotion: one row of the panel, 104 × 22.
pub fn interval(group: u32, mean: &Mean, width_css: f64, height_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(width_css, height_css);
    let x = |value: f64| 6.0 + (value.clamp(-2.0, 2.0) + 2.0) / 4.0 * (width_css - 12.0);
    for value in [-2.0, -1.0, 0.0, 1.0, 2.0] {
        let color = if value == 0.0 {
            kit.theme.ctl
        } else {
            kit.theme.line
        };
        scene.upright(x(value).floor(), 0.0, height_css, color);
    }
    if mean.n > 0 {
        let half = mean
            .half_width
            .filter(|_| Evidence::of(mean.n) >= Evidence::Weak)
            .unwrap_or(0.0);
        let fact = Fact {
            group,
            n: mean.n,
            low: x(mean.mean - half),
            middle: x(mean.mean),
            high: x(mean.mean + half),
        };
        fact.draw(&mut scene, (height_css / 2.0).floor() + 0.5, kit);
    }
    scene
}

/// A value with its interval in pixels.
struct Fact {
    group: u32,
    n: u32,
    low: f64,
    middle: f64,
    high: f64,
}

impl Fact {
    fn draw(&self, scene: &mut Scene, y: f64, kit: &Kit) {
        let color = kit.theme.of_group(self.group);
        let kind = Evidence::of(self.n);
        let (line, radius) = if kind == Evidence::Firm {
            (3.0, 5.0)
        } else {
            (1.5, 3.8)
        };
        scene.rect(self.low, y - line / 2.0, self.high - self.low, line, color);
        let at = (self.middle, y);
        if Evidence::of(self.n) == Evidence::Few {
            shape::marker_hollow(scene, self.group, at, radius, color, kit.theme.bg);
        } else {
            shape::marker(scene, self.group, at, radius, -0.6, color);
        }
    }
}

/// One measured fact of a persona against the others, on an axis of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FactInput {
    pub group: u32,
    pub n: u32,
    pub value: f64,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// The value of those compared with: an upright line.
    pub reference: Option<f64>,
    /// Ends of the axis.
    pub axis: (f64, f64),
    pub width_css: f64,
}

/// 18 px high.
pub fn fact(input: &FactInput, kit: &Kit) -> Scene {
    let mut scene = Scene::new(input.width_css, 18.0);
    let span = (input.axis.1 - input.axis.0).max(f64::MIN_POSITIVE);
    let x = |value: f64| {
        8.0 + ((value - input.axis.0) / span).clamp(0.0, 1.0) * (input.width_css - 16.0)
    };
    scene.level(8.0, 8.0, input.width_css - 8.0, kit.theme.line);
    if let Some(reference) = input.reference {
        scene.rect(x(reference) - 0.75, 1.0, 1.5, 16.0, kit.theme.ink_3);
    }
    let (low, high) = input.interval.unwrap_or((input.value, input.value));
    let fact = Fact {
        group: input.group,
        n: input.n,
        low: x(low),
        middle: x(input.value),
        high: x(high),
    };
    fact.draw(&mut scene, 8.5, kit);
    scene
}

/// Emotion of one persona by stage, as on its card.
#[derive(Clone, Copy)]
pub struct PersonaGraph<'a> {
    pub group: u32,
    /// One a stage.
    pub points: &'a [Mean],
    /// Ids and names, one a stage.
    pub stages: &'a [(u32, &'a str)],
    /// Index of the stage where the goal line stands.
    pub goal: Option<usize>,
    /// 284 on a card.
    pub width_css: f64,
}

/// Of [`persona`].
pub const PERSONA_HEIGHT_CSS: f64 = 158.0;

/// The curve with faces and numbers at its lowest and highest point, names of the stages below.
pub fn persona(input: &PersonaGraph, kit: &Kit) -> Scene {
    let theme = kit.theme;
    let mut scene = Scene::new(input.width_css, PERSONA_HEIGHT_CSS);
    let count = input.points.len().max(1);
    let step = (input.width_css - 32.0) / (count - 1).max(1) as f64;
    let x = |index: usize| {
        if count == 1 {
            (input.width_css / 2.0).round()
        } else {
            (16.0 + step * index as f64).round()
        }
    };
    let y = |value: f64| 76.0 - value.clamp(-2.0, 2.0) * 29.0;
    for value in [-2.0, -1.0, 0.0, 1.0, 2.0] {
        let color = if value == 0.0 { theme.ctl } else { theme.line };
        scene.level(y(value), 0.0, input.width_css, color);
    }
    if let Some(goal) = input.goal.filter(|goal| *goal < count) {
        let at = if goal == 0 {
            1.0
        } else {
            f64::midpoint(x(goal - 1), x(goal)).floor()
        };
        scene.upright(at, 12.0, 138.0, theme.ink);
        shape::flag(&mut scene, at + 0.5, 6.0, theme.ink);
    }
    persona_line(input, &mut scene, kit, &x, &y);
    persona_points(input, &mut scene, kit, &x, &y);
    persona_names(input, &mut scene, kit, &x, step);
    scene
}

fn persona_line(
    input: &PersonaGraph,
    scene: &mut Scene,
    kit: &Kit,
    x: &impl Fn(usize) -> f64,
    y: &impl Fn(f64) -> f64,
) {
    let color = kit.theme.of_group(input.group);
    for (index, pair) in input.points.windows(2).enumerate() {
        let ends = [(x(index), y(pair[0].mean)), (x(index + 1), y(pair[1].mean))];
        let kind = Evidence::of(pair[0].n.min(pair[1].n));
        if kind != Evidence::Nothing {
            let (width, pattern) = kind.stroke(input.group, 2.5);
            scene.dashed(&ends, width, color, pattern);
        }
    }
}

fn persona_points(
    input: &PersonaGraph,
    scene: &mut Scene,
    kit: &Kit,
    x: &impl Fn(usize) -> f64,
    y: &impl Fn(f64) -> f64,
) {
    let (theme, color) = (kit.theme, kit.theme.of_group(input.group));
    let firm = || {
        input
            .points
            .iter()
            .enumerate()
            .filter(|(_, mean)| Evidence::of(mean.n) == Evidence::Firm)
    };
    let low = firm().min_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    let high = firm().max_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    let extreme = |index| {
        let is = |end: Option<(usize, &Mean)>| end.is_some_and(|(at, _)| at == index);
        (is(low), is(high))
    };
    for (index, mean) in input.points.iter().enumerate() {
        let at = (x(index), y(mean.mean));
        if let Some((stage, _)) = input.stages.get(index) {
            let target = Target::Point {
                group: input.group,
                stage: *stage,
            };
            scene.hits.push(Hit::near(at, 14.0, target));
        }
        let (lowest, highest) = extreme(index);
        match mean.n {
            0 => {}
            _ if lowest || highest => {
                shape::face(scene, at, EmotionClass::of(mean.mean), 16.0, theme);
                let below = lowest && !highest && at.1 + 23.0 < 138.0;
                let text_y = at.1 + if below { 23.0 } else { -12.0 };
                let style = TextStyle::new(theme.ink).bold();
                let (text_x, style) = if at.0 + 16.0 > input.width_css {
                    (input.width_css, style.end())
                } else {
                    (at.0, style.middle())
                };
                scene.text(text_x, text_y, kit.lang.emotion(mean.mean), style);
            }
            n => Evidence::of(n).point(scene, input.group, at, 4.0, color, theme.bg),
        }
    }
}

/// Names cut to their share of the width; where not even that is left, the numbers of the stages.
fn persona_names(
    input: &PersonaGraph,
    scene: &mut Scene,
    kit: &Kit,
    x: &impl Fn(usize) -> f64,
    step: f64,
) {
    const NARROWEST: f64 = 40.0;
    let style = TextStyle::new(kit.theme.ink_3);
    let mut labels = Labels::default();
    let last = input.stages.len().saturating_sub(1);
    for (index, (_, name)) in input.stages.iter().enumerate() {
        // Beside a name that the edge has pushed aside only a shorter one may fit.
        for room in [step - 4.0, step * 0.7, step * 0.5] {
            let text = if step < NARROWEST {
                (index + 1).to_string()
            } else {
                ellipsis(kit.measure, kit.lang.value(name), 12.0, false, room)
            };
            let half = kit.measure.width(&text, 12.0, false) / 2.0;
            let (at, style) = if index == last && x(index) + half > input.width_css {
                (input.width_css, style.end())
            } else if x(index) < half {
                (0.0, style)
            } else {
                (x(index), style.middle())
            };
            if labels.claim(TextBox::of(kit.measure, at, 152.0, &text, style), 2.0) {
                scene.text(at, 152.0, text, style);
                break;
            }
        }
    }
}

/// Shares in one bar, the first in ink: 264 × 8.
pub fn mix(shares: &[f64], width_css: f64, height_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(width_css, height_css);
    let mut x = 0.0;
    for (index, share) in shares.iter().enumerate() {
        let color = if index == 0 {
            kit.theme.ink_3
        } else {
            kit.theme.band
        };
        let width = width_css * share;
        scene.rect(x, 0.0, (width - 1.0).max(0.6), height_css, color);
        x += width;
    }
    scene
}

/// Answers from −2 (left) to +2 in one bar.
pub fn answers(classes: &[u32; 5], width_css: f64, height_css: f64, kit: &Kit) -> Scene {
    let mut scene = Scene::new(width_css, height_css);
    let all: u32 = classes.iter().sum();
    let mut x = 0.0;
    for (color, count) in kit.theme.emotion.iter().zip(classes) {
        let width = width_css * f64::from(*count) / f64::from(all.max(1));
        if width > 0.4 {
            scene.rect(x, 0.0, (width - 1.0).max(0.6), height_css, *color);
        }
        x += width;
    }
    scene
}
