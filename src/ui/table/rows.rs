//! The tab of all rows: search, order, windows asked of the desk as they come into sight.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::grid::{Columns, row_view};
use super::virtual_rows::{Sight, VirtualRows};
use crate::browser::{clock, download, files};
use crate::i18n::Msg;
use crate::i18n::cleaning::Word;
use crate::model::cells::{DeskRequest, TableRow};
use crate::model::filter::Filter;
use crate::model::load::LoadError;
use crate::protocol::Request;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};
use crate::ui::live::{If, flag, words};
use crate::ui::{cleaning, export};

/// Rows asked for at a time.
const PART: u32 = 64;
/// Rows kept while others are looked at.
const KEPT: usize = 4_000;
/// A word is typed letter by letter; a search is a walk over the file.
const TYPING_MS: i32 = 250;
/// Rows of a download asked for at a time.
const SAVED: u32 = 10_000;

/// What the desk shows now.
#[derive(Clone, Copy)]
pub struct Shown {
    pub total: RwSignal<u32>,
    pub rows: RwSignal<BTreeMap<u32, TableRow>>,
    /// Counts selections: rows of an older one are not for us.
    pub version: RwSignal<u32>,
    pub sort: RwSignal<(Option<u32>, bool)>,
    pub raw: RwSignal<bool>,
    busy: RwSignal<bool>,
}

#[component]
pub fn Rows() -> impl IntoView {
    let page = page();
    let shown = Shown {
        total: RwSignal::new(0),
        rows: RwSignal::new(BTreeMap::new()),
        version: RwSignal::new(0),
        sort: RwSignal::new((None, false)),
        raw: RwSignal::new(true),
        busy: RwSignal::new(true),
    };
    let sight = RwSignal::new(Sight::default());
    let needle = RwSignal::new(page.row_search.get_untracked());
    follow_selection(page, shown, needle);
    follow_sight(page, shown, sight);
    let survey = cleaning::state().survey;
    let columns = Memo::new(move |_| {
        let survey = survey.get()?;
        page.info
            .with(|info| Some(Columns::of(&survey.header, info.as_ref()?)))
    });
    let timer = StoredValue::new(0);
    let typed = move |event| {
        page.row_search.set(event_target_value(&event));
        clock::cancel(timer.get_value());
        timer.set_value(clock::after_ms(TYPING_MS, move || {
            needle.set(page.row_search.get_untracked())
        }));
    };
    let row = Arc::new(move |number: u32| {
        let columns = columns.get();
        shown
            .rows
            .with(|rows| row_view(page, columns.as_ref(), shown, number, rows.get(&number)))
    });
    let looking = move || survey.with(Option::is_none) || shown.busy.get();
    view! {
        <p class="metal">
            <button class="switch" aria-pressed=flag(move || shown.raw.get()) data-testid="as-written" on:click=move |_| shown.raw.update(|raw| *raw = !*raw)>
                <i></i> {words(move || page.lang.get().word(Word::CellsAsWritten).to_owned())}
            </button>
            <span class="t-small" role="status">{words(move || if looking() { page.lang.get().word(Word::Looking).to_owned() } else if shown.total.get() == 0 { page.lang.get().word(Word::NoRows).to_owned() } else { String::new() })}</span>
            <span class="grow"></span>
            <input class="field find" type="search" data-testid="row-search" aria-label=words(move || page.lang.get().word(Word::FindInRows).to_owned())
                placeholder=words(move || page.lang.get().word(Word::FindInRows).to_owned()) prop:value=page.row_search on:input=typed />
            <button class="btn" data-testid="download-rows" on:click=move |_| save(page, shown)>{icon(Icon::Download)} {words(move || page.lang.get().word(Word::DownloadAsRead).to_owned())}</button>
        </p>
        <If when=move || columns.with(Option::is_some)>
            <VirtualRows total=Signal::derive(move || shown.total.get()) sight columns=Signal::derive(move || columns.with(|columns| columns.as_ref().map_or(1, |columns| columns.count(shown.raw.get()))))
                label=words(move || page.text(Msg::Rows).to_owned()) version=Signal::derive(move || shown.version.get())
                head=ViewFn::from(move || super::grid::head(page, columns, shown)) row=row.clone() />
        </If>
        <p class="t-small keys">
            <span><i class="k rawk"></i> {words(move || page.lang.get().word(Word::AsWritten).to_owned())}</span>
            <If when=move || page.choices.with(|choices| !choices.recipe.is_empty())>
                <span><mark>"Abc"</mark> " " {words(move || page.lang.get().word(Word::MergedKey).to_owned())}</span>
                <span><s>"Abc"</s> " " {words(move || page.lang.get().word(Word::RemovedKey).to_owned())}</span>
            </If>
        </p>
    }
}

/// Other rows are chosen when the filter, the search, the order or the file changes.
fn follow_selection(page: Page, shown: Shown, needle: RwSignal<String>) {
    let filter = Memo::new(move |_| page.choices.with(|choices| choices.filter.clone()));
    Effect::new(move |_| {
        page.info.track();
        let surveyed = cleaning::state().survey.with(Option::is_some);
        let (filter, needle, sort) = (filter.get(), needle.get(), shown.sort.get());
        if surveyed {
            spawn_local(async move {
                shown.busy.set(true);
                match select(page, filter, needle, sort).await {
                    Ok(total) => {
                        shown.rows.update(BTreeMap::clear);
                        shown.total.set(total);
                        shown.version.update(|version| *version += 1);
                    }
                    Err(error) => page.fail(error),
                }
                shown.busy.set(false);
            });
        }
    });
}

async fn select(
    page: Page,
    filter: Filter,
    needle: String,
    (column, descending): (Option<u32>, bool),
) -> Result<u32, LoadError> {
    // Removed rows keep their place among all; a filter cannot judge them.
    let with_removed = filter.is_empty();
    let runs = export::json(page, Request::RowRuns(filter)).await?;
    let request = DeskRequest::Select {
        runs: serde_json::from_str(&runs).unwrap_or_default(),
        with_removed,
        needle,
        sort: column.map(|column| (column, descending)),
        descending,
    };
    cleaning::ask(request).await
}

/// Rows in sight that are not there yet are asked for, one part at a time.
fn follow_sight(page: Page, shown: Shown, sight: RwSignal<Sight>) {
    let running = StoredValue::new(false);
    Effect::new(move |_| {
        sight.track();
        shown.version.track();
        if !running.get_value() {
            running.set_value(true);
            spawn_local(async move {
                while let Some(first) = missing(shown, sight) {
                    let version = shown.version.get_untracked();
                    let request = DeskRequest::Window { first, count: PART };
                    let answer: Result<Vec<TableRow>, LoadError> = cleaning::ask(request).await;
                    let Some(rows) = take_answer(page, answer) else {
                        break;
                    };
                    if shown.version.try_get_untracked() != Some(version) {
                        continue;
                    }
                    shown.rows.update(|known| {
                        if known.len() > KEPT {
                            known.clear();
                        }
                        known.extend((first..).zip(rows));
                    });
                }
                running.try_set_value(false);
            });
        }
    });
}

fn take_answer(page: Page, answer: Result<Vec<TableRow>, LoadError>) -> Option<Vec<TableRow>> {
    match answer {
        Ok(rows) if rows.is_empty() => None,
        Ok(rows) => Some(rows),
        Err(error) => {
            page.fail(error);
            None
        }
    }
}

/// The first row of the first part in sight that is not there; `None` also when nobody looks any more.
fn missing(shown: Shown, sight: RwSignal<Sight>) -> Option<u32> {
    let sight = sight.try_get_untracked()?;
    let total = shown.total.try_get_untracked()?;
    shown.rows.try_with_untracked(|rows| {
        (sight.first..(sight.first + sight.count).min(total)).find(|row| !rows.contains_key(row))
    })?
}

/// All chosen rows, as read or as written as the switch says.
fn save(page: Page, shown: Shown) {
    spawn_local(async move {
        if let Err(error) = write(page, shown).await {
            page.fail(error);
        }
    });
}

async fn write(page: Page, shown: Shown) -> Result<(), LoadError> {
    let Some(survey) = cleaning::state().survey.get_untracked() else {
        return Ok(());
    };
    let separator = export::separator(page);
    let as_read = !shown.raw.get_untracked();
    let mut parts = vec![
        "\u{feff}".to_owned(),
        export::csv_record(&survey.header, separator),
    ];
    for first in (0..shown.total.get_untracked()).step_by(SAVED as usize) {
        let request = DeskRequest::Csv {
            first,
            count: SAVED,
            as_read,
            separator,
        };
        parts.push(cleaning::ask(request).await?);
    }
    if let Some(blob) = files::blob_of_parts(&parts) {
        download::save(&format!("{}-rows.csv", export::stem(page)), &blob);
    }
    Ok(())
}
