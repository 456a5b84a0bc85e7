//! What every picture with stage slots shares: guides, the washed columns of selection, hover and focus.

use super::hit::{Hit, State, Target};
use super::label::Ground;
use super::projection::Slots;
use super::scene::Scene;
use super::shape;
use super::theme::Theme;

/// The stage ids of the slots, from left to right, and what is chosen among them.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    pub slots: &'a Slots,
    pub stages: &'a [u32],
    pub state: &'a State,
    pub theme: &'a Theme,
}

impl Columns<'_> {
    /// Indexes of the selected slots.
    pub fn selected(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.stages.len()).filter(|index| self.is_selected(*index))
    }

    pub fn is_selected(&self, index: usize) -> bool {
        self.stages
            .get(index)
            .is_some_and(|stage| self.state.is_selected(Target::Stage(*stage)))
    }

    pub fn ground(&self) -> Ground {
        Ground::new(self.theme.bg, self.theme.accent_wash).washed(self.slots, self.selected())
    }

    /// Washes the selected columns from top to bottom.
    pub fn wash(&self, scene: &mut Scene) {
        for index in self.selected() {
            let (start, width) = (self.slots.start(index), self.slots.slot_width(index));
            scene.rect(start, 0.0, width, scene.height_css, self.theme.accent_wash);
        }
    }

    /// The accent bar on top of the selected columns, in the uppermost picture.
    pub fn bars(&self, scene: &mut Scene) {
        for index in self.selected() {
            let (start, width) = (self.slots.start(index), self.slots.slot_width(index));
            scene.rect(start, 0.0, width, 2.0, self.theme.accent);
        }
    }

    /// Hairlines at the limits of the slots.
    pub fn guides(&self, scene: &mut Scene, from: f64, to: f64) {
        if self.slots.is_empty() {
            return;
        }
        for index in 0..self.slots.len() {
            scene.upright(self.slots.start(index), from, to, self.theme.line);
        }
        scene.upright(self.slots.last_edge() - 1.0, from, to, self.theme.line);
    }

    /// One hit area a column, below all others.
    pub fn hits(&self, scene: &mut Scene) {
        let height = scene.height_css;
        for (index, stage) in self.stages.iter().enumerate() {
            scene.hits.push(Hit::rect(
                self.slots.start(index),
                0.0,
                self.slots.slot_width(index),
                height,
                Target::Stage(*stage),
            ));
        }
    }

    /// The hovered column: a veil, or an outline where it is selected already.
    pub fn hover(&self, scene: &mut Scene) {
        let Some(index) = self
            .state
            .hovered_stage()
            .and_then(|stage| self.stages.iter().position(|other| *other == stage))
        else {
            return;
        };
        let (start, width) = (self.slots.start(index), self.slots.slot_width(index));
        if self.is_selected(index) {
            scene.frame(start, 0.0, width, scene.height_css, 1.0, self.theme.accent);
        } else {
            let veil = self.theme.accent.with_alpha(0.09);
            scene.rect(start, 0.0, width, scene.height_css, veil);
        }
    }

    /// The ring of keyboard focus around a part of the focused column, 2 px wide and 2 px away.
    pub fn focus(&self, scene: &mut Scene, top: f64, bottom: impl Fn(usize) -> f64) {
        let focused = self.state.focused.and_then(Target::stage);
        let Some(index) =
            focused.and_then(|stage| self.stages.iter().position(|other| *other == stage))
        else {
            return;
        };
        let left = (self.slots.left(index) - 6.0).max(self.slots.start(index) + 1.0);
        let right = (self.slots.right(index) + 6.0).min(self.slots.end(index) - 1.0);
        let height = bottom(index) - top;
        shape::ring(
            scene,
            (left, top),
            (right - left, height),
            4.0,
            2.0,
            self.theme.accent,
        );
    }
}
