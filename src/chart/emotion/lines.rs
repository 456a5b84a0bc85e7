//! The lines, their intervals and their points, weaker the fewer answers there are.

use std::ops::Range;

use crate::chart::evidence::{COLOURED, Evidence};
use crate::chart::hit::{Hit, Target};
use crate::chart::label::TextBox;
use crate::chart::scene::Point;
use crate::chart::shape;
use crate::chart::theme::Rgba;
use crate::model::answer::{EmotionLine, Mean};

use super::Plot;

/// The 95 % intervals, as flat shapes below all lines: along the stages with 30 answers or more, and all along the line pointed at.
pub(super) fn intervals(plot: &mut Plot) {
    if plot.input.is_assumed() {
        return;
    }
    let lines = plot.input.lines();
    let leading = plot.input.leading_line().map(|line| line.group);
    let crowded = lines.len() >= COLOURED as usize;
    for index in plot.order() {
        let line = &lines[index];
        let is_leading = Some(line.group) == leading;
        let pointed_at = plot.input.highlighted() == Some(line.group);
        if crowded && !is_leading && !pointed_at {
            continue;
        }
        let least = if pointed_at {
            Evidence::Weak
        } else {
            Evidence::Firm
        };
        let opacity = if is_leading || pointed_at { 0.18 } else { 0.10 };
        let color = plot
            .color(line.group)
            .with_alpha(opacity * plot.strength(line.group));
        for run in sure_runs(line, least) {
            interval(plot, line, run, color);
        }
    }
}

/// Runs of stages whose answers are enough for an interval.
fn sure_runs(line: &EmotionLine, least: Evidence) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, mean) in line.points.iter().enumerate() {
        if Evidence::of(mean.n) < least || mean.half_width.is_none() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// A band over several stages; at a single one a bar with its ends.
fn interval(plot: &mut Plot, line: &EmotionLine, run: Range<usize>, color: Rgba) {
    let edge = |mean: &Mean, side: f64| mean.mean + side * mean.half_width.unwrap_or(0.0);
    if run.len() == 1 {
        let mean = &line.points[run.start];
        let x = if line.points.len() == 1 {
            plot.x(line.group, 0)
        } else {
            plot.slots.center(run.start)
        };
        let (high, low) = (plot.y(edge(mean, 1.0)), plot.y(edge(mean, -1.0)));
        let color = color.with_alpha((color.a * 4.0).min(1.0));
        plot.scene.rect(x - 1.5, high, 3.0, low - high, color);
        for end in [high, low - 1.5] {
            plot.scene.rect(x - 6.0, end, 12.0, 1.5, color);
        }
        return;
    }
    let corner = |index: usize, side: f64| {
        let value = edge(&line.points[index], side);
        (plot.slots.center(index), plot.y(value))
    };
    let above = run.clone().map(|index| corner(index, 1.0));
    let below = run.rev().map(|index| corner(index, -1.0));
    let points: Vec<Point> = above.chain(below).collect();
    plot.scene.polygon(points, color);
}

pub(super) fn draw(plot: &mut Plot) {
    let lines = plot.input.lines();
    let order = plot.order();
    for index in &order {
        stretches(plot, &lines[*index]);
    }
    for index in &order {
        points(plot, &lines[*index]);
    }
}

fn is_leading(plot: &Plot, line: &EmotionLine) -> bool {
    plot.input.leading_line().map(|line| line.group) == Some(line.group)
}

/// Draws a line in stretches of equal evidence; a stage without an answer leaves a gap.
fn stretches(plot: &mut Plot, line: &EmotionLine) {
    let mut run: Option<(Evidence, Vec<Point>)> = None;
    let mut whole: Vec<Point> = Vec::new();
    for (index, pair) in line.points.windows(2).enumerate() {
        let least = pair[0].n.min(pair[1].n);
        if least == 0 {
            finish(plot, line, run.take());
            continue;
        }
        // What is assumed rests on no answers: one stretch.
        let kind = if plot.input.is_assumed() {
            Evidence::Firm
        } else {
            Evidence::of(least)
        };
        let at =
            |plot: &Plot, step: usize| (plot.slots.center(index + step), plot.y(pair[step].mean));
        let (from, to) = (at(plot, 0), at(plot, 1));
        whole.extend([from, to]);
        match &mut run {
            Some((same, points)) if *same == kind => points.push(to),
            _ => {
                let before = run.replace((kind, vec![from, to]));
                finish(plot, line, before);
            }
        }
    }
    finish(plot, line, run);
    if whole.len() > 1 {
        let target = plot.input.target(line.group);
        plot.scene.hits.push(Hit::along(whole, 5.0, target));
    }
}

fn finish(plot: &mut Plot, line: &EmotionLine, run: Option<(Evidence, Vec<Point>)>) {
    let Some((kind, points)) = run else {
        return;
    };
    let color = plot.color(line.group);
    let strength = plot.strength(line.group);
    let leading = is_leading(plot, line);
    if line.group >= COLOURED && !leading && plot.input.highlighted() != Some(line.group) {
        plot.scene
            .path(points, 1.0, color.with_alpha(strength * 0.8));
        return;
    }
    let (width, pattern) = if plot.input.is_assumed() {
        (2.0, shape::GHOST_DASH)
    } else {
        kind.stroke(line.group, if leading { 2.75 } else { 1.9 })
    };
    let opacity = if kind == Evidence::Weak { 0.85 } else { 1.0 };
    plot.scene.dashed(
        &points,
        width,
        color.with_alpha(opacity * strength),
        pattern,
    );
}

fn points(plot: &mut Plot, line: &EmotionLine) {
    let leading = is_leading(plot, line);
    let is_other = line.group >= COLOURED && !leading;
    let stages = &plot.input.overview.stages;
    let assumed = plot.input.is_assumed();
    let strength = plot.strength(line.group);
    let color = plot
        .color(line.group)
        .mix(plot.kit.theme.bg, 1.0 - strength);
    for (index, mean) in line.points.iter().enumerate() {
        let Some(stat) = stages.get(index).filter(|_| mean.n > 0) else {
            continue;
        };
        let at = (plot.x(line.group, index), plot.y(mean.mean));
        let target = Target::Point {
            group: line.group,
            stage: stat.stage,
        };
        plot.scene.hits.push(Hit::near(at, 12.0, target));
        if is_other && plot.input.highlighted() != Some(line.group) && line.points.len() > 1 {
            continue;
        }
        plot.labels.take(TextBox::around(at.0, at.1, 4.0));
        let behind = plot.kit.theme.bg;
        let radius = if leading { 5.5 } else { 4.5 };
        if assumed {
            shape::marker_hollow(&mut plot.scene, line.group, at, 4.0, color, behind);
        } else {
            let kind = Evidence::of(mean.n);
            kind.point(&mut plot.scene, line.group, at, radius, color, behind);
        }
    }
}
