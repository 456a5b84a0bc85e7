//! The emotion graph (design language §4.3): the mean from −2 to +2 by stage, a line per persona, with how sure it is.
//!
//! Owns how evidence looks (intervals, weaker, hollow, ghost). Must not know how means and intervals were computed.

mod axis;
mod distribution;
mod ends;
mod lines;
mod moments;

use crate::model::answer::{EmotionGraph, EmotionLine, Overview, StagesFrom, TableInfo};
use crate::model::query::EmotionBy;

use super::Kit;
use super::columns::Columns;
use super::describe::group_name;
use super::evidence::COLOURED;
use super::hit::{State, Target};
use super::label::{Ground, Labels};
use super::projection::Slots;
use super::scene::Scene;
use super::theme::Rgba;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// With the row of answers under the plot.
    #[default]
    Full,
    /// In another page: lower, without that row.
    Embed,
}

#[derive(Clone, Copy)]
pub struct EmotionInput<'a> {
    pub info: &'a TableInfo,
    pub overview: &'a Overview,
    pub by: EmotionBy,
    pub form: Form,
    /// The leading group (persona or channel id), drawn last and strongest.
    pub leading: Option<u32>,
    pub state: &'a State,
}

impl<'a> EmotionInput<'a> {
    pub(super) fn graph(&self) -> Option<&'a EmotionGraph> {
        self.overview.emotion.as_ref()
    }

    pub(super) fn lines(&self) -> &'a [EmotionLine] {
        self.graph().map_or(&[], |graph| &graph.lines)
    }

    pub(super) fn is_assumed(&self) -> bool {
        self.info.stages_from == StagesFrom::Authored
    }

    /// The leading line: the one asked for, else the first.
    pub(super) fn leading_line(&self) -> Option<&'a EmotionLine> {
        let lines = self.lines();
        lines
            .iter()
            .find(|line| Some(line.group) == self.leading)
            .or_else(|| lines.first())
    }

    pub(super) fn name(&self, group: u32, kit: &Kit) -> String {
        group_name(self.info, kit.lang, self.by, group)
    }

    pub(super) fn target(&self, group: u32) -> Target {
        match self.by {
            EmotionBy::Channel => Target::Channel(group),
            EmotionBy::Persona | EmotionBy::All => Target::Persona(group),
        }
    }

    /// The group that the pointer or the keyboard is on.
    pub(super) fn highlighted(&self) -> Option<u32> {
        match self.state.hovered.or(self.state.focused)? {
            Target::Persona(group) | Target::Channel(group) | Target::Point { group, .. } => {
                Some(group)
            }
            _ => None,
        }
    }
}

/// Everything that the parts of the picture share.
struct Plot<'a> {
    input: &'a EmotionInput<'a>,
    slots: &'a Slots,
    kit: &'a Kit<'a>,
    ground: Ground,
    labels: Labels,
    scene: Scene,
    top: f64,
    height: f64,
}

impl Plot<'_> {
    fn y(&self, emotion: f64) -> f64 {
        y_of(self.top, self.height, emotion)
    }

    /// x of a line's point. With a single stage the lines stand beside each other.
    fn x(&self, group: u32, index: usize) -> f64 {
        x_of(self.input, self.slots, group, index)
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }

    fn color(&self, group: u32) -> Rgba {
        if self.input.is_assumed() {
            return self.kit.theme.ctl;
        }
        match self.input.by {
            EmotionBy::All => self.kit.theme.ink_2,
            EmotionBy::Persona | EmotionBy::Channel => self.kit.theme.of_group(group),
        }
    }

    /// Opacity of a line: the others step back while one is pointed at.
    fn strength(&self, group: u32) -> f64 {
        match self.input.highlighted() {
            Some(one) if one != group => 0.35,
            _ => 1.0,
        }
    }

    /// Drawing order: others first, then coloured ones from the last to the first, the leading and the highlighted one on top.
    fn order(&self) -> Vec<usize> {
        let lines = self.input.lines();
        let leading = self.input.leading_line().map(|line| line.group);
        let highlighted = self.input.highlighted();
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|index| {
            let group = lines[*index].group;
            (
                Some(group) == highlighted,
                Some(group) == leading,
                group < COLOURED,
                std::cmp::Reverse(group),
            )
        });
        order
    }
}

fn x_of(input: &EmotionInput, slots: &Slots, group: u32, index: usize) -> f64 {
    let lines = input.lines();
    let center = slots.center(index);
    if slots.len() != 1 || lines.len() < 2 {
        return center;
    }
    let place = lines.iter().position(|line| line.group == group);
    let step = ((slots.slot_width(0) - 40.0) / lines.len() as f64).min(120.0);
    let from_middle = place.unwrap_or(0) as f64 - (lines.len() - 1) as f64 / 2.0;
    (center + from_middle * step).round()
}

/// Where a value stands, on whole CSS pixels for the units of the axis.
fn y_of(top: f64, height: f64, emotion: f64) -> f64 {
    top + height * (2.0 - emotion.clamp(-2.0, 2.0)) / 4.0
}

const fn measures(form: Form) -> (f64, f64, f64) {
    match form {
        Form::Full => (10.0, 196.0, 48.0),
        Form::Embed => (10.0, 144.0, 10.0),
    }
}

/// The height of the picture: 254 px, 164 embedded.
pub const fn height(form: Form) -> f64 {
    let (top, plot, below) = measures(form);
    top + plot + below
}

pub fn scene(input: &EmotionInput, slots: &Slots, kit: &Kit) -> Scene {
    let stages: Vec<u32> = input
        .overview
        .stages
        .iter()
        .map(|stat| stat.stage)
        .collect();
    let columns = Columns {
        slots,
        stages: &stages,
        state: input.state,
        theme: kit.theme,
    };
    let (top, plot_height, _) = measures(input.form);
    let mut plot = Plot {
        input,
        slots,
        kit,
        ground: columns.ground(),
        labels: Labels::default(),
        scene: Scene::new(slots.width(), height(input.form)),
        top,
        height: plot_height,
    };
    columns.wash(&mut plot.scene);
    columns.hits(&mut plot.scene);
    let full = plot.scene.height_css;
    columns.guides(&mut plot.scene, 0.0, full);
    axis::draw(&mut plot);
    goal_line(&mut plot, &stages);
    lines::intervals(&mut plot);
    lines::draw(&mut plot);
    ends::draw(&mut plot);
    if !input.is_assumed() {
        moments::draw(&mut plot);
        if input.form == Form::Full {
            distribution::draw(&mut plot);
        }
    }
    plot.scene
}

/// Hover and focus of columns, to be drawn above [`scene`]. A hovered line is part of the scene itself, as the others step back.
pub fn overlay(input: &EmotionInput, slots: &Slots, kit: &Kit) -> Scene {
    let stages: Vec<u32> = input
        .overview
        .stages
        .iter()
        .map(|stat| stat.stage)
        .collect();
    let columns = Columns {
        slots,
        stages: &stages,
        state: input.state,
        theme: kit.theme,
    };
    let mut scene = Scene::new(slots.width(), height(input.form));
    columns.hover(&mut scene);
    let bottom = scene.height_css - 2.0;
    columns.focus(&mut scene, 2.0, |_| bottom);
    focus_point(input, slots, kit, &stages, &mut scene);
    scene
}

/// A ring around the point that is hovered or focused.
fn focus_point(input: &EmotionInput, slots: &Slots, kit: &Kit, stages: &[u32], scene: &mut Scene) {
    let Some(Target::Point { group, stage }) = input.state.hovered.or(input.state.focused) else {
        return;
    };
    let index = stages.iter().position(|other| *other == stage);
    let line = input.lines().iter().find(|line| line.group == group);
    let mean = index.and_then(|index| line.and_then(|line| line.points.get(index)));
    let (Some(index), Some(mean)) = (index, mean.filter(|mean| mean.n > 0)) else {
        return;
    };
    let (top, plot_height, _) = measures(input.form);
    let (x, y) = (
        x_of(input, slots, group, index),
        y_of(top, plot_height, mean.mean),
    );
    super::shape::ring(
        scene,
        (x - 9.0, y - 9.0),
        (18.0, 18.0),
        9.0,
        2.0,
        kit.theme.accent,
    );
}

fn goal_line(plot: &mut Plot, stages: &[u32]) {
    let outcomes = &plot.input.overview.outcomes;
    let index = outcomes
        .goal_stage
        .filter(|_| outcomes.has_goal)
        .and_then(|stage| stages.iter().position(|other| *other == stage));
    if let Some(index) = index {
        let (x, height) = (plot.slots.start(index), plot.scene.height_css);
        plot.scene.upright(x, 0.0, height, plot.kit.theme.ink);
    }
}
