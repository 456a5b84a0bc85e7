//! The columns with a role menu each, above the first rows as written.

use std::sync::Arc;

use leptos::prelude::*;

use super::decisions::Decisions;
use crate::i18n::{Lang, Msg, names};
use crate::model::load::{ColumnInfo, ColumnKind, Review, Role};
use crate::model::time::TimeKind;
use crate::ui::context::{Page, page};
use crate::ui::live::live;
use crate::ui::marks::face;

#[component]
pub fn Columns(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    let heads = review.columns.clone();
    let rows = review.first_rows.clone();
    let names: Arc<Vec<String>> =
        Arc::new(heads.iter().map(|column| column.name.clone()).collect());
    let comma = review.decimal_comma;
    view! {
        <div class="sec th2">
            <h2>{page.say(Msg::ColumnsAndRows)}</h2>
            <span class="t-small">{page.say(Msg::ColumnsHint)}</span>
        </div>
        <div class="tw" tabindex="0" role="region" aria-label=page.text(Msg::ColumnsAndRows)>
            <table>
                <thead><tr>
                    <th scope="col" class="t-small">{page.say(Msg::FileLine)}</th>
                    {heads.into_iter().map(|column| view! { <ColumnHead column decisions /> }).collect_view()}
                </tr></thead>
                <tbody>{rows.into_iter().map(|(line, cells)| first_row(page, decisions, names.clone(), comma, line, cells)).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnHead(column: ColumnInfo, decisions: Decisions) -> impl IntoView {
    let page = page();
    let (name, changed, tested) = (
        column.name.clone(),
        column.name.clone(),
        column.name.clone(),
    );
    let present = Memo::new(move |_| decisions.role(&tested));
    let choose = move |event| {
        let code = event_target_value(&event);
        if let Some(role) = Role::ALL
            .into_iter()
            .find(|role| format!("{role:?}") == code)
        {
            decisions.roles.update(|roles| {
                roles.insert(changed.clone(), role);
            });
        }
    };
    let lang = page.lang.get_untracked();
    view! {
        <th scope="col">
            <select class="role" class:none=move || present.get() == Role::Ignore aria-label=format!("{}: {}", page.text(Msg::RoleOf), name)
                on:change=choose prop:value=move || format!("{:?}", present.get())>
                {Role::ALL.map(|role| view! {
                    <option value=format!("{role:?}") selected=move || present.get() == role>{names::role(lang, role)}</option>
                }).collect_view()}
            </select>
            <span class="cn">{name.clone()}</span>
            <span class="ct num">{kind_text(lang, &column)}</span>
        </th>
    }
}

pub fn kind_text(lang: Lang, column: &ColumnInfo) -> String {
    let kind = match column.kind {
        ColumnKind::Empty => Msg::KindEmpty,
        ColumnKind::Text => Msg::KindText,
        ColumnKind::FreeText => Msg::KindFreeText,
        ColumnKind::Number => Msg::KindNumber,
        ColumnKind::Time(TimeKind::Instant) => Msg::KindInstant,
        ColumnKind::Time(TimeKind::Plain) => Msg::KindPlainTime,
        ColumnKind::Boolean => Msg::KindBoolean,
        ColumnKind::Identifier => Msg::KindIdentifier,
    };
    let about = match &column.range {
        Some((low, high)) => format!("{low} … {high}"),
        None => lang.values(column.distinct.into()),
    };
    format!("{}, {about}", lang.text(kind))
}

fn first_row(
    page: Page,
    decisions: Decisions,
    names: Arc<Vec<String>>,
    comma: bool,
    line: u64,
    cells: Vec<String>,
) -> impl IntoView {
    let cells = cells.into_iter().enumerate().map(move |(index, cell)| {
        if cell.is_empty() {
            return view! { <td class="nil">{page.text(Msg::EmptyCell)}</td> }.into_any();
        }
        match (number(&cell, comma), names.get(index).cloned()) {
            (Some(raw), Some(name)) => {
                let converted = live(move || emotion(page, decisions, &name, raw).into_any());
                view! { <td class="num">{cell} {converted}</td> }.into_any()
            }
            _ => view! { <td>{cell}</td> }.into_any(),
        }
    });
    view! {
        <tr>
            <th scope="row" class="num">{page.lang.get_untracked().count(line)}</th>
            {cells.collect_view()}
        </tr>
    }
}

/// A plain number as the file writes it; what is written otherwise is shown as it is.
fn number(cell: &str, comma: bool) -> Option<f64> {
    let text = match comma {
        true => cell.replace(',', "."),
        false => cell.to_owned(),
    };
    text.trim().parse().ok()
}

/// `→ face +1`: what a cell of the emotion column becomes.
fn emotion(page: Page, decisions: Decisions, column: &str, raw: f64) -> impl IntoView + use<> {
    let scale = decisions
        .options
        .with(|options| options.scale)
        .filter(|_| decisions.role(column) == Role::Emotion)?;
    let emotion = scale.emotion_from_raw(raw)?;
    Some(view! { " → " {face(emotion, 16)} " " {page.lang.get().emotion(emotion)} })
}
