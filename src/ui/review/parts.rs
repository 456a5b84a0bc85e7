//! The sheets of a workbook, the object types of a log, the files of an archive, where there are several.

use leptos::prelude::*;

use super::{Answer, give};
use crate::i18n::names;
use crate::model::load::{LoadOptions, Review};
use crate::model::shape::TableOptions;
use crate::model::unpacked::{Level, Unpacked};
use crate::ui::context::page;
use crate::ui::session;

/// A menu for each level of the one file.
#[component]
pub fn Parts() -> impl IntoView {
    match session::unpacked().as_slice() {
        [file] => menus(file, None, |part| LoadOptions {
            part,
            ..LoadOptions::default()
        }),
        _ => ().into_any(),
    }
}

/// The same for one of several files: what each is for is found again, the parts of the others stay.
pub fn parts_of(review: &Review, file: usize) -> AnyView {
    let (Some(unpacked), Some(found)) = (
        session::unpacked().get(file).cloned(),
        review.tables.get(file),
    ) else {
        return ().into_any();
    };
    let told = review.options.clone();
    menus(&unpacked, Some(found.name.clone()), move |part| {
        let named = |(at, table): (usize, &TableOptions)| TableOptions {
            name: table.name.clone(),
            part: match at == file {
                true => part.clone(),
                false => told.part_of(at).cloned(),
            },
            ..TableOptions::default()
        };
        LoadOptions {
            tables: told.tables.iter().enumerate().map(named).collect(),
            ..LoadOptions::default()
        }
    })
}

/// Another part is read at once, and its columns are shown in the place of these.
fn menus(
    unpacked: &Unpacked,
    file: Option<String>,
    options: impl Fn(Option<String>) -> LoadOptions + Clone + 'static,
) -> AnyView {
    let menu = |at: usize| {
        let level = unpacked
            .levels
            .get(at)
            .filter(|level| level.names.len() > 1)?;
        let (whole, options) = (unpacked.clone(), options.clone());
        let choose = move |index: usize| {
            give(Answer {
                options: options(whole.part(at, index)),
                remember: false,
            });
        };
        Some(view! { <Menu level=level.clone() file=file.clone() choose /> })
    };
    (0..unpacked.levels.len())
        .filter_map(menu)
        .collect_view()
        .into_any()
}

#[component]
fn Menu(level: Level, file: Option<String>, choose: impl Fn(usize) + 'static) -> impl IntoView {
    let page = page();
    let kind = level.kind;
    let entries = level.names.into_iter().enumerate();
    let select = move |label: Signal<String>| {
        view! {
            <select data-testid="part" aria-label=label
                on:change=move |event| choose(event_target_value(&event).parse().unwrap_or_default())>
                {entries.map(|(index, name)| view! {
                    <option value=index.to_string() selected=index == level.chosen>{name}</option>
                }).collect_view()}
            </select>
        }
    };
    let kind = move || names::part(page.lang.get(), kind).to_owned();
    match file {
        None => view! { <li><span class="dk">{kind}</span> {select(Signal::derive(kind))}</li> }
            .into_any(),
        Some(file) => select(Signal::derive(move || format!("{}: {file}", kind()))).into_any(),
    }
}
