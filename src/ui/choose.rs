//! Every choice a person makes, as a named step of undo.

use leptos::prelude::*;

use super::context::Page;
use super::{memory, script};
use crate::browser::page as browser;
use crate::chart::Target;
use crate::i18n::Lang;
use crate::model::answer::TableInfo;
use crate::model::filter::Filter;
use crate::model::query::Selection;
use crate::state::select::{self, Escaped};
use crate::state::{Address, Change, Choices, Facet, Theme, View};

/// Changes the choices: one step of undo called `name`.
pub fn change(page: Page, name: Change, alter: impl FnOnce(&mut Choices)) {
    let mut next = page.choices.get_untracked();
    alter(&mut next);
    page.history.update(|history| history.apply(name, next));
}

/// Changes the choices while something is dragged: one step of undo for the whole drag.
pub fn drag(page: Page, name: Change, alter: impl FnOnce(&mut Choices)) {
    let mut next = page.choices.get_untracked();
    alter(&mut next);
    page.history.update(|history| history.drag(name, next));
}

pub fn drag_ended(page: Page) {
    page.history.update(|history| history.end_drag());
}

pub fn undo(page: Page) {
    page.history.update(|history| {
        history.undo();
    });
}

pub fn redo(page: Page) {
    page.history.update(|history| {
        history.redo();
    });
}

pub fn toggle(page: Page, facet: Facet, value: &str) {
    let Some(info) = page.info.get_untracked() else {
        return;
    };
    change(page, facet.change(), |choices| {
        choices.toggle(facet, value, values_of(&info, facet))
    });
}

pub fn solo(page: Page, facet: Facet, value: &str) {
    change(page, facet.change(), |choices| choices.solo(facet, value));
}

pub fn keep_all(page: Page, facet: Facet) {
    change(page, facet.change(), |choices| choices.keep_all(facet));
}

pub fn keep_none(page: Page, facet: Facet) {
    change(page, facet.change(), |choices| choices.keep_none(facet));
}

pub fn values_of(info: &TableInfo, facet: Facet) -> &[String] {
    match facet {
        Facet::Persona => &info.personas,
        Facet::Channel => &info.channels,
        Facet::Stage => &info.stages,
        Facet::Touchpoint => &info.touchpoints,
    }
}

pub fn filter(page: Page, filter: Filter) {
    change(page, Change::Filter, |choices| choices.set_filter(filter));
}

pub fn clear_filters(page: Page) {
    change(page, Change::ClearFilters, Choices::clear_filters);
}

/// A click on something: selects it, adds it (`add`), or clears it.
pub fn select(page: Page, selection: &Selection, add: bool) {
    change(page, Change::Selection, |choices| {
        choices.selection = select::clicked(&choices.selection, selection, add)
    });
    page.panel_open.set(true);
    script::tell_select(page);
}

pub fn clear_selection(page: Page) {
    change(page, Change::Selection, |choices| choices.selection.clear());
    script::tell_select(page);
}

/// What a target of a picture selects.
pub fn selection_of(page: Page, target: Target) -> Option<Selection> {
    let info = page.info.get_untracked()?;
    let name = |list: &[String], id: u32| list.get(id as usize).cloned();
    match target {
        Target::Touchpoint { touchpoint, .. } => {
            name(&info.touchpoints, touchpoint).map(Selection::Touchpoint)
        }
        Target::Persona(persona) => name(&info.personas, persona).map(Selection::Persona),
        Target::Channel(channel) => name(&info.channels, channel).map(Selection::Channel),
        Target::Journey(row) | Target::Mark { journey: row, .. } => {
            journey_at(page, row).map(Selection::Journey)
        }
        Target::Loop { from, .. } | Target::Link { from, .. } => {
            name(&info.stages, from).map(Selection::Stage)
        }
        other => other
            .stage()
            .and_then(|stage| name(&info.stages, stage))
            .map(Selection::Stage),
    }
}

fn journey_at(page: Page, row: u32) -> Option<String> {
    page.strip.with_untracked(|strip| {
        let strip = strip.as_ref()?;
        let index = row.checked_sub(strip.first)? as usize;
        strip.rows.get(index).map(|row| row.journey.clone())
    })
}

/// The selection as targets of the pictures.
pub fn selected_targets(info: &TableInfo, choices: &Choices) -> Vec<Target> {
    let place = |list: &[String], name: &str| {
        list.iter()
            .position(|other| other == name)
            .map(|id| id as u32)
    };
    choices
        .selection
        .iter()
        .filter_map(|selection| match selection {
            Selection::Stage(name) => place(&info.stages, name).map(Target::Stage),
            Selection::Persona(name) => place(&info.personas, name).map(Target::Persona),
            Selection::Channel(name) => place(&info.channels, name).map(Target::Channel),
            Selection::Touchpoint(name) => {
                place(&info.touchpoints, name).map(|touchpoint| Target::Touchpoint {
                    touchpoint,
                    stage: u32::MAX,
                })
            }
            Selection::Journey(_) => None,
        })
        .collect()
}

/// Esc closes one thing a press: tooltip, brush, selection, solo.
pub fn escape(page: Page) {
    let choices = page.choices.get_untracked();
    let escaped = select::escaped(page.hover.get_untracked().is_some(), &choices);
    let name = match escaped {
        Escaped::Tooltip => return page.hover.set(None),
        Escaped::Nothing => return,
        Escaped::Brush => Change::Dates,
        Escaped::Selection => Change::Selection,
        Escaped::Solo => Change::Personas,
    };
    page.history
        .update(|history| history.apply(name, select::after_escape(escaped, &choices)));
}

/// Another view; a step of Back.
pub fn view(page: Page, view: View) {
    if page.view.get_untracked() != view {
        page.view.set(view);
        browser::set_hash(&address(page), true);
    }
}

pub fn language(page: Page, lang: Lang) {
    page.lang.set(lang);
    page.preferences
        .update(|preferences| preferences.lang = Some(lang));
}

pub fn theme(page: Page, theme: Theme) {
    page.preferences
        .update(|preferences| preferences.theme = theme);
}

/// The address of what is seen, without its `#`.
pub fn address(page: Page) -> String {
    let src = page
        .origin
        .with_untracked(|origin| origin.as_ref().and_then(|origin| origin.address.clone()));
    page.choices.with_untracked(|choices| {
        Address::of(src.as_deref(), page.view.get_untracked(), choices).write()
    })
}

/// The address bar and the storage follow the choices.
pub fn follow(page: Page) {
    Effect::new(move |_| {
        page.choices.track();
        page.view.track();
        let open = page
            .origin
            .with(|origin| origin.as_ref().map(|origin| origin.kept.clone()));
        let Some(kept) = open else { return };
        if page.embedded {
            return;
        }
        browser::set_hash(&address(page), false);
        if let Some(id) = kept {
            memory::keep_choices(page, &id);
        }
    });
}
