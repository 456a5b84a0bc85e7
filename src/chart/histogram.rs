//! A small histogram with a brush: journeys by date or by length. Must not know which of the two it shows.

use crate::model::answer::Histogram;

use super::Kit;
use super::hit::{Hit, Target};
use super::scene::{Scene, TextStyle};
use super::shape;

const TOP: f64 = 6.0;
const LABELS: f64 = 18.0;

#[derive(Clone, Copy)]
pub struct HistogramInput<'a> {
    pub histogram: &'a Histogram,
    pub width_css: f64,
    /// 58 in the rail.
    pub height_css: f64,
    /// Words under the left and the right end.
    pub ends: (&'a str, &'a str),
    /// First bucket kept, and the one after the last.
    pub brush: (u32, u32),
}

impl HistogramInput<'_> {
    fn buckets(&self) -> u32 {
        (self.histogram.all.len() as u32).max(1)
    }

    /// Left edge of a bucket.
    pub fn x_of(&self, bucket: u32) -> f64 {
        (self.width_css * f64::from(bucket.min(self.buckets())) / f64::from(self.buckets())).round()
    }

    /// The nearest edge between two buckets: what a dragged handle snaps to.
    pub fn edge_at(&self, x: f64) -> u32 {
        let share = (x / self.width_css).clamp(0.0, 1.0);
        (share * f64::from(self.buckets())).round() as u32
    }

    /// The bucket under `x`.
    pub fn bucket_at(&self, x: f64) -> u32 {
        let share = (x / self.width_css).clamp(0.0, 1.0);
        ((share * f64::from(self.buckets())).floor() as u32).min(self.buckets() - 1)
    }

    fn base(&self) -> f64 {
        self.height_css - LABELS
    }
}

/// Bars: all in the band colour, the kept ones before them; then the brush with its handles.
pub fn scene(input: &HistogramInput, kit: &Kit) -> Scene {
    let mut scene = Scene::new(input.width_css, input.height_css);
    let theme = kit.theme;
    let largest = input
        .histogram
        .all
        .iter()
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);
    let (base, room) = (input.base(), input.base() - TOP);
    let bars: [(&[u32], _); 2] = [
        (&input.histogram.all, theme.band),
        (&input.histogram.kept, theme.ink_3),
    ];
    for (counts, color) in bars {
        for (bucket, count) in counts.iter().enumerate() {
            let (left, right) = (input.x_of(bucket as u32), input.x_of(bucket as u32 + 1));
            let width = right - left - if right - left > 3.0 { 2.0 } else { 0.0 };
            let height = room * f64::from(*count) / f64::from(largest);
            let height = if *count > 0 { height.max(1.0) } else { 0.0 };
            scene.rect(left + 0.5, base - height, width, height, color);
        }
    }
    for bucket in 0..input.buckets() {
        let (left, right) = (input.x_of(bucket), input.x_of(bucket + 1));
        scene.hits.push(Hit::rect(
            left,
            0.0,
            right - left,
            base,
            Target::Bucket(bucket),
        ));
    }
    let style = TextStyle::new(theme.ink_2);
    let y = input.height_css - 2.0;
    scene.text(0.0, y, input.ends.0, style);
    scene.text(input.width_css, y, input.ends.1, style.end());
    brush(input, kit, &mut scene);
    scene
}

fn brush(input: &HistogramInput, kit: &Kit, scene: &mut Scene) {
    let (accent, base) = (kit.theme.accent, input.base());
    let (left, right) = (input.x_of(input.brush.0), input.x_of(input.brush.1));
    scene.rect(
        left,
        TOP - 2.0,
        right - left,
        base - TOP + 2.0,
        accent.with_alpha(0.08),
    );
    scene.frame(left, TOP - 2.0, right - left, base - TOP + 3.0, 1.5, accent);
    let middle = (f64::midpoint(TOP, base)).round();
    for (x, target) in [(left, Target::BrushStart), (right, Target::BrushEnd)] {
        let x = x.clamp(3.0, input.width_css - 3.0);
        shape::pill(scene, x - 3.0, middle - 7.0, 6.0, 14.0, 3.0, accent);
        shape::pill(
            scene,
            x - 1.5,
            middle - 5.5,
            3.0,
            11.0,
            1.5,
            kit.theme.surface,
        );
        scene
            .hits
            .push(Hit::rect(x - 12.0, 0.0, 24.0, base, target));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_and_buckets_meet_both_ways() {
        let histogram = Histogram {
            all: vec![1; 26],
            kept: vec![1; 26],
            ..Histogram::default()
        };
        let input = HistogramInput {
            histogram: &histogram,
            width_css: 196.0,
            height_css: 58.0,
            ends: ("", ""),
            brush: (0, 26),
        };
        for bucket in 0..=26 {
            assert_eq!(input.edge_at(input.x_of(bucket)), bucket);
        }
        assert_eq!(input.bucket_at(196.0), 25);
        assert_eq!(input.bucket_at(-3.0), 0);
    }
}
