//! The small-screen chart (design language §7): turned by 90°, stages run down in rows, emotion from left to right.

use crate::model::answer::{EmotionLine, Overview, StageStat, TableInfo};
use crate::model::emotion::EmotionClass;
use crate::model::query::EmotionBy;

use super::evidence::{COLOURED, Evidence};
use super::hit::{Hit, State, Target};
use super::label::Labels;
use super::label::TextBox;
use super::measure::ellipsis;
use super::scene::{Point, Scene, TextStyle};
use super::theme::Rgba;
use super::{Kit, shape};

/// Height of one stage.
pub const ROW_CSS: f64 = 81.0;
const HEADER: f64 = 30.0;
/// Width of the words and of the bar left of the plot.
const WORDS: f64 = 120.0;
const PLOT_LEFT: f64 = 150.0;
const PLOT_RIGHT: f64 = 12.0;
/// Shares of fewer are told as counts.
const FEW_JOURNEYS: u32 = 30;

#[derive(Clone, Copy)]
pub struct SmallInput<'a> {
    pub info: &'a TableInfo,
    pub overview: &'a Overview,
    pub by: EmotionBy,
    pub leading: Option<u32>,
    /// 358 on a 390 px phone; at least 280.
    pub width_css: f64,
    pub state: &'a State,
}

impl SmallInput<'_> {
    fn lines(&self) -> &[EmotionLine] {
        self.overview
            .emotion
            .as_ref()
            .map_or(&[], |graph| &graph.lines)
    }

    fn x(&self, emotion: f64) -> f64 {
        let right = self.width_css - PLOT_RIGHT;
        PLOT_LEFT + (emotion.clamp(-2.0, 2.0) + 2.0) / 4.0 * (right - PLOT_LEFT)
    }

    fn row_top(&self, index: usize) -> f64 {
        HEADER + ROW_CSS * index as f64
    }

    fn middle(&self, index: usize) -> f64 {
        (self.row_top(index) + ROW_CSS / 2.0).floor()
    }

    fn color(&self, group: u32, kit: &Kit) -> Rgba {
        if self.by == EmotionBy::All {
            kit.theme.ink_2
        } else {
            kit.theme.of_group(group)
        }
    }

    fn leading_group(&self) -> Option<u32> {
        let lines = self.lines();
        lines
            .iter()
            .find(|line| Some(line.group) == self.leading)
            .or_else(|| lines.first())
            .map(|line| line.group)
    }

    /// Others first, the leading line last.
    fn order(&self) -> Vec<&EmotionLine> {
        let leading = self.leading_group();
        let mut order: Vec<&EmotionLine> = self.lines().iter().collect();
        order.sort_by_key(|line| {
            (
                Some(line.group) == leading,
                line.group < COLOURED,
                std::cmp::Reverse(line.group),
            )
        });
        order
    }
}

/// 30 px of axis and 81 px a stage.
pub fn height(stages: usize) -> f64 {
    HEADER + ROW_CSS * stages as f64
}

pub fn scene(input: &SmallInput, kit: &Kit) -> Scene {
    let stages = &input.overview.stages;
    let mut scene = Scene::new(input.width_css, height(stages.len()));
    for (index, stat) in stages.iter().enumerate() {
        let (top, target) = (input.row_top(index), Target::Stage(stat.stage));
        if input.state.is_selected(target) {
            scene.rect(0.0, top, input.width_css, ROW_CSS, kit.theme.accent_wash);
            scene.rect(0.0, top, 3.0, ROW_CSS, kit.theme.accent);
        }
        scene.level(top, 0.0, input.width_css, kit.theme.line);
        scene
            .hits
            .push(Hit::rect(0.0, top, input.width_css, ROW_CSS, target));
    }
    let bottom = scene.height_css;
    scene.level(bottom - 1.0, 0.0, input.width_css, kit.theme.line);
    let has_emotion = !input.lines().is_empty();
    if has_emotion {
        axis(input, kit, &mut scene);
    }
    for (index, stat) in stages.iter().enumerate() {
        words(input, index, stat, has_emotion, kit, &mut scene);
    }
    goal(input, kit, &mut scene);
    for line in input.order() {
        interval(input, line, kit, &mut scene);
    }
    for line in input.order() {
        stroke(input, line, kit, &mut scene);
    }
    for line in input.order() {
        points(input, line, kit, &mut scene);
    }
    lowest(input, kit, &mut scene);
    scene
}

/// The row that has the focus.
pub fn overlay(input: &SmallInput, kit: &Kit) -> Scene {
    let stages = &input.overview.stages;
    let mut scene = Scene::new(input.width_css, height(stages.len()));
    let focused = input.state.focused.and_then(Target::stage);
    if let Some(index) =
        focused.and_then(|stage| stages.iter().position(|stat| stat.stage == stage))
    {
        let size = (input.width_css - 6.0, ROW_CSS - 4.0);
        let at = (3.0, input.row_top(index) + 2.0);
        shape::ring(&mut scene, at, size, 4.0, 2.0, kit.theme.accent);
    }
    scene
}

fn axis(input: &SmallInput, kit: &Kit, scene: &mut Scene) {
    let bottom = scene.height_css;
    for (class, value) in EmotionClass::ALL.into_iter().zip([-2_i8, -1, 0, 1, 2]) {
        let x = input.x(f64::from(value)).floor();
        let color = if value == 0 {
            kit.theme.ctl
        } else {
            kit.theme.line
        };
        scene.upright(x, HEADER, bottom, color);
        let number = kit.lang.emotion_tick(value);
        let style = TextStyle::new(kit.theme.ink);
        let wide = kit.measure.width(&number, 12.0, false) + 17.0;
        let left = (x - wide / 2.0).min(input.width_css - wide);
        shape::face(scene, (left + 7.0, 13.0), class, 14.0, kit.theme);
        scene.text(left + 17.0, 17.0, number, style);
    }
}

/// Name, reached and stay, volume bar, returns, share dropped.
fn words(
    input: &SmallInput,
    index: usize,
    stat: &StageStat,
    has_emotion: bool,
    kit: &Kit,
    scene: &mut Scene,
) {
    let (theme, lang) = (kit.theme, kit.lang);
    let top = input.row_top(index);
    let left = 4.0;
    let wide = if has_emotion {
        WORDS
    } else {
        input.width_css - 2.0 * left
    };
    let name = input
        .info
        .stages
        .get(stat.stage as usize)
        .map_or("", String::as_str);
    let room = if has_emotion { WORDS + 22.0 } else { wide };
    let name = ellipsis(kit.measure, lang.value(name), 14.0, true, room);
    let strong = TextStyle::new(theme.ink).size(14.0).bold();
    scene.text(left, top + 23.0, name, strong);
    let reached = lang.count(stat.reached.into());
    // A step of single events takes no time: nothing to say of it.
    let stay = stat.stay_median_seconds.filter(|seconds| *seconds > 0.0);
    let line = match stay {
        Some(seconds) => format!("{reached} · {}", lang.duration(seconds)),
        None => reached,
    };
    scene.text(left, top + 40.0, line, TextStyle::new(theme.ink_2));
    let share = f64::from(stat.reached) / f64::from(input.overview.journeys.max(1));
    shape::pill(scene, left, top + 49.0, wide, 6.0, 3.0, theme.band);
    let filled = (wide * share).max(6.0);
    shape::pill(scene, left, top + 49.0, filled, 6.0, 3.0, theme.ink_3);
    let returns = largest_return(input, stat.stage)
        .map(|journeys| format!("↺ {}", lang.count(journeys.into())))
        .unwrap_or_default();
    let taken = kit.measure.width(&returns, 12.0, false) + 8.0;
    scene.text(left, top + 71.0, returns, TextStyle::new(theme.ink_3));
    if input.overview.outcomes.has_goal && stat.dropped > 0 {
        let largest = input
            .overview
            .stages
            .iter()
            .all(|other| other.dropped <= stat.dropped);
        let style = if largest {
            TextStyle::new(theme.emotion[0]).bold()
        } else {
            TextStyle::new(theme.ink_3)
        };
        let text = dropped(stat, wide - taken, style.bold, kit);
        scene.text(left + wide, top + 71.0, text, style.end());
    }
}

/// `38% drop`, or `−38%` where there is less room; of fewer than 30 journeys `1 of 3 drop`, or `−1`.
fn dropped(stat: &StageStat, room: f64, bold: bool, kit: &Kit) -> String {
    if stat.reached < FEW_JOURNEYS {
        let long = kit
            .lang
            .dropped_of(stat.dropped.into(), stat.reached.into());
        let short = || format!("−{}", kit.lang.count(stat.dropped.into()));
        return if kit.measure.width(&long, 12.0, bold) <= room {
            long
        } else {
            short()
        };
    }
    let share = f64::from(stat.dropped) / f64::from(stat.reached.max(1));
    let long = kit.lang.share_dropped(share);
    if kit.measure.width(&long, 12.0, bold) <= room {
        long
    } else {
        format!("−{}", kit.lang.percent(share))
    }
}

fn largest_return(input: &SmallInput, stage: u32) -> Option<u32> {
    let back = &input.overview.returns;
    back.iter()
        .filter(|link| link.from == stage)
        .map(|link| link.journeys)
        .max()
        .filter(|journeys| *journeys > 0)
}

/// The line across, above the goal's row, with its flag and share.
fn goal(input: &SmallInput, kit: &Kit, scene: &mut Scene) {
    let outcomes = &input.overview.outcomes;
    let stage = outcomes.goal_stage.filter(|_| outcomes.has_goal);
    let Some(index) = stage.and_then(|stage| {
        let stages = &input.overview.stages;
        stages.iter().position(|stat| stat.stage == stage)
    }) else {
        return;
    };
    let top = input.row_top(index);
    scene.rect(0.0, top - 1.0, input.width_css, 2.0, kit.theme.ink);
    let share = f64::from(outcomes.reached) / f64::from(input.overview.journeys.max(1));
    let style = TextStyle::new(kit.theme.ink).bold().end();
    let stat = &input.overview.stages[index];
    let returns = largest_return(input, stat.stage).unwrap_or(0);
    let taken = kit.measure.width(
        &format!("↺ {}", kit.lang.count(returns.into())),
        12.0,
        false,
    );
    let long = kit.lang.goal_share(share);
    let fits = kit.measure.width(&long, 12.0, true) + taken + 24.0 <= WORDS;
    let text = if fits { long } else { kit.lang.percent(share) };
    // In the place of the share of dropped journeys; where the stage has one, at the right end of the line.
    let (right, y) = if stat.dropped > 0 {
        (input.width_css - 4.0, top + 16.0)
    } else {
        (4.0 + WORDS, top + 71.0)
    };
    let wide = kit.measure.width(&text, 12.0, true);
    shape::flag(scene, right - wide - 15.0, y - 10.0, kit.theme.ink);
    scene.text(right, y, text, style);
}

fn interval(input: &SmallInput, line: &EmotionLine, kit: &Kit, scene: &mut Scene) {
    let sure = line
        .points
        .iter()
        .all(|mean| Evidence::of(mean.n) == Evidence::Firm && mean.half_width.is_some());
    let leading = input.leading_group() == Some(line.group);
    if !sure || line.points.len() < 2 || (input.lines().len() >= COLOURED as usize && !leading) {
        return;
    }
    let edge = |side: f64| {
        line.points.iter().enumerate().map(move |(index, mean)| {
            let half = mean.half_width.unwrap_or(0.0);
            (mean.mean + side * half, index)
        })
    };
    let mut points: Vec<Point> = edge(1.0)
        .map(|(value, index)| (input.x(value), input.middle(index)))
        .collect();
    let back: Vec<(f64, usize)> = edge(-1.0).collect();
    points.extend(
        back.into_iter()
            .rev()
            .map(|(value, index)| (input.x(value), input.middle(index))),
    );
    let opacity = if leading { 0.18 } else { 0.10 };
    scene.polygon(points, input.color(line.group, kit).with_alpha(opacity));
}

fn stroke(input: &SmallInput, line: &EmotionLine, kit: &Kit, scene: &mut Scene) {
    let color = input.color(line.group, kit);
    let leading = input.leading_group() == Some(line.group);
    for (index, pair) in line.points.windows(2).enumerate() {
        let least = pair[0].n.min(pair[1].n);
        if least == 0 {
            continue;
        }
        let points = [
            (input.x(pair[0].mean), input.middle(index)),
            (input.x(pair[1].mean), input.middle(index + 1)),
        ];
        let (width, pattern) = if line.group >= COLOURED && !leading {
            (1.0, &[][..])
        } else {
            Evidence::of(least).stroke(line.group, if leading { 2.75 } else { 1.9 })
        };
        scene.dashed(&points, width, color, pattern);
    }
}

fn points(input: &SmallInput, line: &EmotionLine, kit: &Kit, scene: &mut Scene) {
    let color = input.color(line.group, kit);
    let leading = input.leading_group() == Some(line.group);
    for (index, (mean, stat)) in line.points.iter().zip(&input.overview.stages).enumerate() {
        if mean.n == 0 {
            continue;
        }
        let at = (input.x(mean.mean), input.middle(index));
        let target = Target::Point {
            group: line.group,
            stage: stat.stage,
        };
        scene.hits.push(Hit::near(at, 16.0, target));
        if line.group >= COLOURED && !leading {
            continue;
        }
        let radius = if leading { 5.5 } else { 4.5 };
        let kind = Evidence::of(mean.n);
        kind.point(scene, line.group, at, radius, color, kit.theme.bg);
    }
}

/// The number of the leading line's lowest point, where nothing else stands.
fn lowest(input: &SmallInput, kit: &Kit, scene: &mut Scene) {
    let leading = input.leading_group();
    let line = input
        .lines()
        .iter()
        .find(|line| Some(line.group) == leading);
    let low = line.and_then(|line| {
        line.points
            .iter()
            .enumerate()
            .filter(|(_, mean)| Evidence::of(mean.n) == Evidence::Firm)
            .min_by(|a, b| a.1.mean.total_cmp(&b.1.mean))
    });
    let Some((index, mean)) = low.filter(|(_, mean)| mean.mean <= -0.5) else {
        return;
    };
    let mut labels = Labels::default();
    for line in input.lines() {
        if let Some(other) = line.points.get(index).filter(|other| other.n > 0) {
            labels.take(TextBox::around(
                input.x(other.mean),
                input.middle(index),
                5.0,
            ));
        }
    }
    let text = kit.lang.emotion(mean.mean);
    let style = TextStyle::new(kit.theme.emotion[0]).bold().middle();
    let (x, y) = (input.x(mean.mean), input.middle(index) + 22.0);
    if labels.claim(TextBox::of(kit.measure, x, y, &text, style), 1.0) {
        scene.text(x, y, text, style);
    }
}
