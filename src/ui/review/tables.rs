//! Several files handed over together: what each is for.

use std::sync::Arc;

use leptos::prelude::*;

use super::columns::kind_text;
use super::decisions::Decisions;
use super::found::evidence;
use super::parts::parts_of;
use crate::i18n::{Msg, names};
use crate::model::load::Review;
use crate::model::shape::{TableFound, TableUse};
use crate::ui::context::page;

#[component]
pub fn Tables(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    if review.tables.len() < 2 {
        return None;
    }
    let main_columns: Arc<Vec<String>> = Arc::new(
        review
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect(),
    );
    let tables = review.tables.clone().into_iter().enumerate();
    let rows = tables.map(move |(at, table)| {
        let parts = parts_of(&review, at);
        view! { <TableRow table parts main_columns=main_columns.clone() decisions /> }
    });
    Some(view! {
        <div class="sec th2">
            <h2>{page.say(Msg::Files)}</h2>
            <span class="t-small">{page.say(Msg::FilesHint)}</span>
        </div>
        <ul class="files" data-testid="review-tables">{rows.collect_view()}</ul>
    })
}

/// The uses that a table beside the main one can have; a join needs its keys.
fn uses(table: &TableFound, main_columns: &[String]) -> Vec<TableUse> {
    let found = match &table.how {
        TableUse::Main => return vec![TableUse::Main],
        other => other.clone(),
    };
    let shared = table
        .columns
        .iter()
        .find(|column| main_columns.contains(&column.name));
    let join = shared.map(|column| TableUse::Join {
        key: column.name.clone(),
        main_key: column.name.clone(),
    });
    let mut uses = vec![found, TableUse::Stack, TableUse::Events];
    uses.extend(join);
    uses.push(TableUse::Ignore);
    let mut kinds = Vec::new();
    uses.retain(|how| {
        let kind = names::table_use(how);
        let new = !kinds.contains(&kind);
        kinds.push(kind);
        new
    });
    uses
}

#[component]
fn TableRow(
    table: TableFound,
    /// Menus of its sheets, or of what it else consists of.
    parts: AnyView,
    main_columns: Arc<Vec<String>>,
    decisions: Decisions,
) -> impl IntoView {
    let page = page();
    let lang = page.lang.get_untracked();
    let uses = uses(&table, &main_columns);
    let entries: Vec<String> = uses
        .iter()
        .map(|how| lang.text(names::table_use(how)).to_owned())
        .collect();
    let name = table.name.clone();
    let tell = move |how: TableUse| {
        let name = name.clone();
        decisions.change(move |options| {
            // They stand in the order of the files.
            if let Some(told) = options.tables.iter_mut().find(|told| told.name == name) {
                told.how = Some(how);
                told.roles = None;
            }
        });
    };
    let choose = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or_default();
        if let Some(how) = uses.get(index) {
            tell(how.clone());
        }
    };
    let only = entries.len() == 1;
    let keys = match &table.how {
        TableUse::Join { key, main_key } if key == main_key => key.clone(),
        TableUse::Join { key, main_key } => format!("{key} = {main_key}"),
        _ => String::new(),
    };
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("{} ({})", column.name, kind_text(lang, column)))
        .collect();
    view! {
        <li>
            <b>{table.name.clone()}</b>
            {parts}
            <select disabled=only aria-label=format!("{}: {}", page.text(Msg::FileUse), table.name) on:change=choose>
                {entries.into_iter().enumerate().map(|(index, text)| view! { <option value=index.to_string()>{text}</option> }).collect_view()}
            </select>
            <span class="de num">{keys} " " {evidence(lang, &table.evidence)}</span>
            <span class="t-small cols">{columns.join(", ")}</span>
        </li>
    }
}
