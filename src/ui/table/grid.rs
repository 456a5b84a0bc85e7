//! The head and the rows of the grid: a column as written, and beside it what it is read as where that is something else.

use leptos::prelude::*;

use super::rows::Shown;
use crate::i18n::cleaning::Word;
use crate::i18n::{Lang, Msg, names};
use crate::model::answer::TableInfo;
use crate::model::cells::{ReadCell, TableRow};
use crate::model::load::Role;
use crate::model::recipe::line_of;
use crate::model::zone::Clock;
use crate::ui::cleaning;
use crate::ui::context::Page;
use crate::ui::live::{live, words};
use crate::ui::marks::face;
use crate::ui::zones;

/// The columns of the file, with their roles.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    list: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq)]
struct Column {
    name: String,
    role: Option<Role>,
    /// Its cells are converted: shown twice.
    converted: bool,
}

impl Columns {
    pub fn of(header: &[String], info: &TableInfo) -> Self {
        let roles = &info.source.roles;
        let role_of = |name: &String| {
            roles
                .iter()
                .find(|(_, names)| names.contains(name))
                .map(|(role, _)| *role)
        };
        let is_first = |role: Role, name: &String| {
            roles.get(&role).and_then(|names| names.first()) == Some(name)
        };
        let list = header.iter().map(|name| Column {
            role: role_of(name),
            converted: [Role::Time, Role::EndTime, Role::Emotion, Role::Revenue]
                .into_iter()
                .any(|role| is_first(role, name)),
            name: name.clone(),
        });
        Self {
            list: list.collect(),
        }
    }

    /// Is a column shown as written and, beside it, as read?
    fn has_twice(&self, raw: bool) -> bool {
        raw && self.list.iter().any(|column| column.converted)
    }

    /// Cells of a row, the line among them.
    pub fn count(&self, raw: bool) -> u32 {
        let twice = self
            .list
            .iter()
            .filter(|column| raw && column.converted)
            .count();
        (1 + self.list.len() + twice) as u32
    }
}

pub fn head(page: Page, columns: Memo<Option<Columns>>, shown: Shown) -> AnyView {
    live(move || {
        let (columns, raw, lang) = (columns.get(), shown.raw.get(), page.lang.get());
        let halved = columns
            .as_ref()
            .is_some_and(|columns| columns.has_twice(raw));
        let high = if halved { "2" } else { "1" };
        let list = columns.map(|columns| columns.list).unwrap_or_default();
        let halves = list
            .iter()
            .filter(|column| raw && column.converted)
            .map(|_| {
                view! {
                    <th scope="col" class="half">{lang.word(Word::AsWritten)}</th>
                    <th scope="col">{lang.word(Word::ReadAs)}</th>
                }
            });
        // A row of its own: each half stands above its column, whatever the widths of the two.
        let halves = halved.then(|| view! { <tr class="halves">{halves.collect_view()}</tr> });
        let heads = list.into_iter().enumerate().map(|(index, column)| {
            let role = column.role.filter(|role| !matches!(role, Role::Attribute | Role::Ignore));
            let name = role.map_or_else(|| column.name.clone(), |role| names::role(lang, role).to_owned());
            let name = match role {
                Some(Role::Time | Role::EndTime) => zoned(page, name),
                _ => name,
            };
            let raw_name = role.map(|_| view! { <span class="cn">{column.name.clone()}</span> });
            let (scope, wide, high) = match column.converted && raw {
                true => ("colgroup", "2", "1"),
                false => ("col", "1", high),
            };
            view! {
                <th scope=scope colspan=wide rowspan=high aria-sort=sorted(shown, Some(index as u32))>
                    {sort_button(shown, Some(index as u32), name)} {raw_name}
                </th>
            }
        });
        view! {
            <tr><th scope="col" rowspan=high aria-sort=sorted(shown, None)>{sort_button(shown, None, lang.text(Msg::FileLine).to_owned())}</th>{heads.collect_view()}</tr>
            {halves}
        }.into_any()
    })
}

/// The zone that instants are shown in stands in their column's head.
fn zoned(page: Page, name: String) -> String {
    match zones::shown_name(page) {
        Some(zone) => format!("{name} ({zone})"),
        None => name,
    }
}

fn sorted(shown: Shown, column: Option<u32>) -> Signal<&'static str> {
    Signal::derive(move || match shown.sort.get() {
        (by, true) if by == column => "descending",
        (by, false) if by == column => "ascending",
        _ => "none",
    })
}

fn sort_button(shown: Shown, column: Option<u32>, name: String) -> impl IntoView {
    let sort = move |_| {
        shown.sort.update(|(by, descending)| {
            *descending = *by == column && !*descending;
            *by = column;
        })
    };
    let sign = words(move || match shown.sort.get() {
        (by, descending) if by == column => (if descending { " ▼" } else { " ▲" }).to_owned(),
        _ => String::new(),
    });
    view! { <button class="sort" on:click=sort>{name}<span aria-hidden="true">{sign}</span></button> }
}

/// A row that is not there yet keeps its place.
pub fn row_view(
    page: Page,
    columns: Option<&Columns>,
    shown: Shown,
    number: u32,
    row: Option<&TableRow>,
) -> AnyView {
    let halved = columns.is_some_and(|columns| columns.has_twice(shown.raw.get()));
    let index = number + 2 + u32::from(halved);
    let (Some(columns), Some(row)) = (columns, row) else {
        return view! { <tr aria-rowindex=index><td class="nil">"…"</td></tr> }.into_any();
    };
    let (lang, raw) = (page.lang.get(), shown.raw.get());
    let clock = page.clock();
    let cells = columns.list.iter().enumerate().map(|(at, column)| {
        let written = row.cells.get(at).cloned().unwrap_or_default();
        let read = row
            .read
            .iter()
            .find(|(place, _)| *place as usize == at)
            .map(|(_, read)| read);
        cell(lang, &clock, column, written, read, raw)
    });
    let line = row.line;
    let restored = line_of(row.file, line);
    let gone = row.removed.map(|step| {
        let place = step as usize;
        view! {
            <span class="gone">{lang.removed_by(u64::from(step) + 1)}
                <button class="link" data-testid="restore" aria-label=lang.labelled(lang.word(Word::Restore), &lang.line(line))
                    on:click=move |_| cleaning::restore(page, place, restored)>{lang.word(Word::Restore)}</button></span>
        }
    });
    view! {
        <tr aria-rowindex=index class:removed=row.removed.is_some()>
            <th scope="row" class="num">{lang.count(line)} {gone}</th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(
    lang: Lang,
    clock: &Clock,
    column: &Column,
    written: String,
    read: Option<&ReadCell>,
    raw: bool,
) -> AnyView {
    let text = match read {
        Some(ReadCell::Text(text)) => Some(text.clone()),
        _ => None,
    };
    if column.converted {
        let seen = converted(lang, clock, &written, read);
        let raw = raw.then(|| view! { <td class="raw">{shown_or_empty(lang, written)}</td> });
        return view! { {raw}<td class="num">{seen}</td> }.into_any();
    }
    match text {
        // Changed by a step: marked, with what is written beside it.
        Some(text) => {
            let before =
                raw.then(|| view! { <span class="was">{shown_or_empty(lang, written)}</span> });
            view! { <td><mark>{shown_or_empty(lang, text)}</mark> {before}</td> }.into_any()
        }
        None => view! { <td>{shown_or_empty(lang, written)}</td> }.into_any(),
    }
}

fn converted(lang: Lang, clock: &Clock, written: &str, read: Option<&ReadCell>) -> AnyView {
    match read {
        Some(ReadCell::Time(micros)) => lang.date_time(clock.shown(*micros)).into_any(),
        Some(ReadCell::Emotion(value)) => {
            view! { <span class="emo">{face(*value, 14)} {lang.emotion(*value)}</span> }.into_any()
        }
        Some(ReadCell::Number(value)) => lang.number(*value).into_any(),
        Some(ReadCell::Text(text)) => shown_or_empty(lang, text.clone()),
        Some(ReadCell::Unreadable) => {
            view! { <span class="warn">{lang.word(Word::NotReadable)}</span> }.into_any()
        }
        None => shown_or_empty(lang, written.to_owned()),
    }
}

fn shown_or_empty(lang: Lang, text: String) -> AnyView {
    if text.is_empty() {
        view! { <span class="nil">{lang.text(Msg::EmptyValue)}</span> }.into_any()
    } else {
        text.into_any()
    }
}
