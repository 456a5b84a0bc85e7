//! The columns with a role menu each, above the first rows as written.

use std::sync::Arc;

use leptos::prelude::*;

use super::decisions::Decisions;
use crate::i18n::{Lang, Msg, names};
use crate::model::load::{ColumnInfo, ColumnKind, Review, Role};
use crate::model::time::TimeKind;
use crate::ui::context::{Page, page};

#[component]
pub fn Columns(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    let heads = review.columns.clone();
    let rows = review.first_rows.clone();
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
                <tbody>{rows.into_iter().map(|(line, cells)| first_row(page, line, cells)).collect_view()}</tbody>
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

pub fn first_row(page: Page, line: u64, cells: Vec<String>) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="num">{page.lang.get_untracked().count(line)}</th>
            {cells.into_iter().map(|cell| match cell.is_empty() {
                true => view! { <td class="nil">{page.text(Msg::EmptyCell)}</td> }.into_any(),
                false => view! { <td>{cell}</td> }.into_any(),
            }).collect_view()}
        </tr>
    }
}
