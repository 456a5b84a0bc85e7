//! What the user has decided so far, and the options that say it.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::i18n::Msg;
use crate::model::load::{LoadOptions, Review, Role, Roles};
use crate::model::shape::Shape;

#[derive(Clone, Copy)]
pub struct Decisions {
    pub options: RwSignal<LoadOptions>,
    pub roles: RwSignal<BTreeMap<String, Role>>,
    /// Encoding or delimiter were changed: the columns shown are no longer those of the file, and their roles are found anew.
    cut_otherwise: RwSignal<bool>,
    /// The settings are kept for files of the same structure.
    pub remember: RwSignal<bool>,
}

impl Decisions {
    pub fn of(review: &Review) -> Self {
        let roles = review
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.role))
            .collect();
        let options = LoadOptions {
            shape: Some(review.shape.clone()),
            ..review.options.clone()
        };
        Self {
            options: RwSignal::new(options),
            roles: RwSignal::new(roles),
            cut_otherwise: RwSignal::new(false),
            remember: RwSignal::new(true),
        }
    }

    pub fn role(self, column: &str) -> Role {
        self.roles
            .with(|roles| roles.get(column).copied().unwrap_or(Role::Ignore))
    }

    fn has(self, role: Role) -> bool {
        self.roles
            .with(|roles| roles.values().any(|&other| other == role))
    }

    pub fn shape(self) -> Shape {
        self.options
            .with(|options| options.shape.clone().unwrap_or_default())
    }

    /// What is still missing, named; `None`: it can be opened.
    pub fn missing(self) -> Option<Msg> {
        if self.cut_otherwise.get() {
            return None;
        }
        let (journey, event) = match self.shape() {
            Shape::Events | Shape::StartComplete { .. } => (true, true),
            Shape::WideDates { .. } => (true, false),
            Shape::Counts { .. } => (false, true),
            Shape::WideScores { .. } | Shape::Paths { .. } => (false, false),
        };
        if journey && !self.has(Role::Journey) {
            return Some(Msg::ChooseJourney);
        }
        let known = self.has(Role::Touchpoint) || self.has(Role::Stage);
        (event && !known).then_some(Msg::ChooseTouchpoint)
    }

    /// The options as decided. Tracks every decision.
    pub fn options(self, review: &Review) -> LoadOptions {
        if self.cut_otherwise.get() {
            return LoadOptions {
                roles: None,
                shape: None,
                ..self.options.get()
            };
        }
        let mut roles = Roles::new();
        for column in &review.columns {
            roles
                .entry(self.role(&column.name))
                .or_default()
                .push(column.name.clone());
        }
        LoadOptions {
            roles: Some(roles),
            ..self.options.get()
        }
    }

    /// A choice that cuts the text into other cells.
    pub fn read_otherwise(self, change: impl FnOnce(&mut LoadOptions)) {
        self.cut_otherwise.set(true);
        self.change(change);
    }

    pub fn change(self, change: impl FnOnce(&mut LoadOptions)) {
        self.options.update(change);
    }
}
