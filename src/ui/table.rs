//! The rows behind the pictures, as written in the file, under the same filters; and those that could not be used.

use crate::ui::live::{If, flag, live, words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use super::context::{Page, page};
use super::export;
use super::overview::rail::Rail;
use crate::browser::download;
use crate::i18n::{Msg, names};
use crate::model::load::{Problem, ProblemReason};
use crate::protocol::Request;

/// Rows read at a time.
const PAGE_ROWS: u32 = 100;

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
struct Rows {
    header: Vec<String>,
    rows: Vec<Row>,
    total: u32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Row {
    line: u64,
    cells: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
struct Problems {
    counts: Vec<Count>,
    problems: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Count {
    reason: ProblemReason,
    count: u64,
}

#[component]
pub fn Table() -> impl IntoView {
    let page = page();
    let troubles = RwSignal::new(false);
    let folded = move || {
        page.preferences
            .with(|preferences| preferences.filters_folded)
    };
    let tab = move |on: bool| move |_| troubles.set(on);
    let set_aside = move || {
        page.info.with(|info| {
            info.as_ref().map_or(0, |info| {
                info.source.rows_rejected + u64::from(info.emptied_cells)
            })
        })
    };
    view! {
        <div class="app nopanel" class:norail=folded>
            <Rail />
            <main class="main" id="content" data-testid="table">
                <div class="headl">
                    <h1 class="t-title">{page.say(Msg::Rows)}</h1>
                    <span class="seg" role="group" aria-label=page.say(Msg::Rows)>
                        <button aria-pressed=flag(move || !troubles.get()) on:click=tab(false)>{page.say(Msg::Rows)}</button>
                        <button aria-pressed=flag(move || troubles.get()) data-testid="problems-tab" on:click=tab(true)>
                            {words(move || format!("{} ({})", page.text(Msg::ProblemRows), page.lang.get().count(set_aside())))}
                        </button>
                    </span>
                </div>
                <If when=move || troubles.get() fallback=|| view! { <RowsPart /> }><ProblemsPart /></If>
            </main>
        </div>
    }
}

#[component]
fn RowsPart() -> impl IntoView {
    let page = page();
    let rows = RwSignal::new(Rows::default());
    let first = RwSignal::new(0_u32);
    Effect::new(move |_| {
        page.info.track();
        let filter = page.choices.with(|choices| choices.filter.clone());
        let request = Request::Rows {
            filter,
            limit: Some(PAGE_ROWS),
            offset: first.get(),
        };
        spawn_local(async move {
            match export::json(page, request).await {
                Ok(text) => rows.set(serde_json::from_str(&text).unwrap_or_default()),
                // The rows are read from the file again, which may have gone.
                Err(error) => page.fail(error),
            }
        });
    });
    // The search is over the rows at hand: the file stays in the worker.
    let listed = move || {
        let wanted = page.row_search.get().to_lowercase();
        rows.with(|rows| {
            rows.rows
                .iter()
                .filter(|row| {
                    wanted.is_empty()
                        || row
                            .cells
                            .iter()
                            .any(|cell| cell.to_lowercase().contains(&wanted))
                })
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let lang = move || page.lang.get();
    let range = move || {
        let total = rows.with(|rows| rows.total);
        let last = (first.get() + PAGE_ROWS).min(total);
        format!(
            "{} – {} / {}",
            lang().count((first.get() + 1).min(total).into()),
            lang().count(last.into()),
            lang().rows(total.into())
        )
    };
    view! {
        <p class="metal">
            <input class="field" type="search" data-testid="row-search" aria-label=page.say(Msg::Search) placeholder=page.say(Msg::Search)
                prop:value=page.row_search on:input=move |event| page.row_search.set(event_target_value(&event)) />
            <span class="t-meta num" data-testid="row-range">{range}</span>
            <button class="btn sm" disabled=move || first.get() == 0 on:click=move |_| first.update(|first| *first = first.saturating_sub(PAGE_ROWS))>{page.say(Msg::PreviousRows)}</button>
            <button class="btn sm" data-testid="next-rows" disabled=move || first.get() + PAGE_ROWS >= rows.with(|rows| rows.total) on:click=move |_| first.update(|first| *first += PAGE_ROWS)>{page.say(Msg::NextRows)}</button>
            <button class="btn sm" on:click=move |_| save_rows(page)>{page.say(Msg::DownloadCsv)}</button>
        </p>
        <div class="tw" tabindex="0" role="region" aria-label=page.say(Msg::Rows)>
            <table>
                <thead><tr>
                    <th scope="col" class="t-small">{page.say(Msg::FileLine)}</th>
                    {live(move || rows.with(|rows| rows.header.iter().map(|name| view! { <th scope="col"><span class="cn">{name.clone()}</span></th> }).collect_view()).into_any())}
                </tr></thead>
                <tbody>
                    {live(move || listed().into_iter().map(|row| view! {
                        <tr>
                            <th scope="row" class="num">{lang().count(row.line)}</th>
                            {row.cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}
                        </tr>
                    }).collect_view().into_any())}
                </tbody>
            </table>
        </div>
    }
}

/// All kept rows as they are in the file.
fn save_rows(page: Page) {
    spawn_local(async move {
        let filter = page
            .choices
            .with_untracked(|choices| choices.filter.clone());
        match export::json(
            page,
            Request::Rows {
                filter,
                limit: None,
                offset: 0,
            },
        )
        .await
        {
            Ok(text) => {
                let rows: Rows = serde_json::from_str(&text).unwrap_or_default();
                let lines =
                    std::iter::once(rows.header).chain(rows.rows.into_iter().map(|row| row.cells));
                let text = export::csv_lines(page, lines);
                download::save_text(
                    &format!("{}-rows.csv", export::stem(page)),
                    "text/csv;charset=utf-8",
                    &text,
                );
            }
            Err(error) => page.fail(error),
        }
    });
}

#[component]
fn ProblemsPart() -> impl IntoView {
    let page = page();
    let problems = RwSignal::new(Problems::default());
    Effect::new(move |_| {
        page.info.track();
        spawn_local(async move {
            if let Ok(read) = export::json(page, Request::Problems)
                .await
                .map(|text| serde_json::from_str(&text).unwrap_or_default())
            {
                problems.set(read);
            }
        });
    });
    let lang = move || page.lang.get();
    let save = move |_| {
        let head = vec![
            page.text(Msg::FileLine).to_owned(),
            page.text(Msg::Column).to_owned(),
            page.text(Msg::Value).to_owned(),
            page.text(Msg::Problem).to_owned(),
        ];
        let text = problems.with_untracked(|problems| {
            let rows = problems.problems.iter().map(|problem| {
                vec![
                    problem.line.to_string(),
                    problem.column.clone().unwrap_or_default(),
                    problem.value.clone(),
                    names::problem(page.lang.get_untracked(), problem.reason).to_owned(),
                ]
            });
            export::csv_lines(page, std::iter::once(head).chain(rows))
        });
        download::save_text(
            &format!("{}-problems.csv", export::stem(page)),
            "text/csv;charset=utf-8",
            &text,
        );
    };
    view! {
        <If when=move || problems.with(|problems| !problems.problems.is_empty()) fallback=move || view! { <p class="t-meta">{page.say(Msg::NoProblems)}</p> }>
            <p class="metal">
                {live(move || problems.with(|problems| problems.counts.iter().filter(|count| count.count > 0).map(|count| view! {
                    <span class="pill num">{names::problem(lang(), count.reason)} " " {lang().count(count.count)}</span>
                }).collect_view()).into_any())}
                <button class="btn sm" data-testid="download-problems" on:click=save>{page.say(Msg::DownloadProblems)}</button>
            </p>
            <div class="tw" tabindex="0" role="region" aria-label=page.say(Msg::ProblemRows)>
                <table>
                    <thead><tr>
                        {[Msg::FileLine, Msg::Column, Msg::Value, Msg::Problem].map(|name| view! { <th scope="col">{page.say(name)}</th> }).collect_view()}
                    </tr></thead>
                    <tbody>
                        {live(move || problems.with(|problems| problems.problems.iter().take(1000).map(|problem| view! {
                            <tr>
                                <th scope="row" class="num">{lang().count(problem.line)}</th>
                                <td>{problem.column.clone()}</td>
                                <td>{problem.value.clone()}</td>
                                <td>{names::problem(lang(), problem.reason)}</td>
                            </tr>
                        }).collect_view()).into_any())}
                    </tbody>
                </table>
            </div>
        </If>
    }
}
