//! The sheets of a workbook, the object types of a log, the files of an archive, where there are several.

use leptos::prelude::*;

use super::{Answer, give};
use crate::i18n::names;
use crate::model::load::LoadOptions;
use crate::model::unpacked::Level;
use crate::ui::context::page;
use crate::ui::session;

/// A menu for each level; another part is read at once, and its columns are shown in the place of these.
#[component]
pub fn Parts() -> impl IntoView {
    let unpacked = session::unpacked();
    (0..unpacked.levels.len())
        .filter_map(|at| {
            let level = unpacked
                .levels
                .get(at)
                .filter(|level| level.names.len() > 1)?;
            let whole = unpacked.clone();
            let choose = move |index: usize| {
                let options = LoadOptions {
                    part: whole.part(at, index),
                    ..LoadOptions::default()
                };
                give(Answer {
                    options,
                    remember: false,
                });
            };
            Some(view! { <Menu level=level.clone() choose /> })
        })
        .collect_view()
}

#[component]
fn Menu(level: Level, choose: impl Fn(usize) + 'static) -> impl IntoView {
    let page = page();
    let kind = level.kind;
    let entries = level.names.into_iter().enumerate();
    view! {
        <li>
            <span class="dk">{move || names::part(page.lang.get(), kind)}</span>
            <select data-testid="part" aria-label=move || names::part(page.lang.get(), kind)
                on:change=move |event| choose(event_target_value(&event).parse().unwrap_or_default())>
                {entries.map(|(index, name)| view! {
                    <option value=index.to_string() selected=index == level.chosen>{name}</option>
                }).collect_view()}
            </select>
        </li>
    }
}
