//! Rows that could not be used, or cells that were left empty: where, what, why.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use super::virtual_rows::{Sight, VirtualRows};
use crate::browser::download;
use crate::i18n::cleaning::Word;
use crate::i18n::{Msg, names};
use crate::model::load::{Problem, ProblemReason};
use crate::protocol::Request;
use crate::ui::context::{Page, page};
use crate::ui::live::{If, flag, live, words};
use crate::ui::{export, session};

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
struct Listed {
    counts: Vec<Count>,
    problems: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Count {
    reason: ProblemReason,
    count: u64,
}

impl Listed {
    fn of(mut self, keeps: fn(ProblemReason) -> bool) -> Self {
        self.counts
            .retain(|count| count.count > 0 && keeps(count.reason));
        self.problems.retain(|problem| keeps(problem.reason));
        self
    }
}

#[component]
pub fn Problems(keeps: fn(ProblemReason) -> bool) -> impl IntoView {
    let page = page();
    let listed = RwSignal::new(Listed::default());
    let only = RwSignal::new(None::<ProblemReason>);
    Effect::new(move |_| {
        page.info.track();
        spawn_local(async move {
            if let Ok(text) = export::json(page, Request::Problems).await {
                let read: Listed = serde_json::from_str(&text).unwrap_or_default();
                listed.set(read.of(keeps));
            }
        });
    });
    let shown = Memo::new(move |_| {
        let only = only.get();
        listed.with(|listed| {
            let wanted = listed
                .problems
                .iter()
                .filter(|problem| only.is_none_or(|only| only == problem.reason));
            wanted.cloned().collect::<Vec<_>>()
        })
    });
    let total = Signal::derive(move || shown.with(|shown| shown.len() as u32));
    let cut = move || {
        listed.with(|listed| {
            (listed.problems.len() as u64) < listed.counts.iter().map(|count| count.count).sum()
        })
    };
    let row = Arc::new(move |number: u32| {
        shown.with(|shown| problem_row(page, shown.get(number as usize)))
    });
    let heads = [Msg::FileLine, Msg::Column, Msg::Value, Msg::Problem];
    view! {
        <If when=move || listed.with(|listed| !listed.counts.is_empty()) fallback=move || view! { <p class="t-meta">{page.say(Msg::NoProblems)}</p> }>
            <p class="metal">
                {live(move || reasons(page, &listed.get(), only).into_any())}
                <span class="grow"></span>
                <button class="btn sm" data-testid="read-otherwise" on:click=move |_| session::review_again(page)>{words(move || page.lang.get().word(Word::ReadOtherwise).to_owned())}</button>
                <button class="btn sm" data-testid="download-problems" on:click=move |_| save(page, &shown.get_untracked())>{page.say(Msg::DownloadProblems)}</button>
            </p>
            <VirtualRows total sight=RwSignal::new(Sight::default()) columns=Signal::derive(|| 4)
                label=words(move || page.text(Msg::ProblemRows).to_owned()) version=Signal::derive(move || only.get().map_or(0, |reason| 1 + reason as u32))
                head=ViewFn::from(move || view! { <tr>{heads.map(|name| view! { <th scope="col">{page.say(name)}</th> }).collect_view()}</tr> })
                row=row.clone() />
            <If when=cut><p class="t-small">{words(move || page.lang.get().word(Word::FirstProblems).to_owned())}</p></If>
        </If>
    }
}

fn problem_row(page: Page, problem: Option<&Problem>) -> AnyView {
    let lang = page.lang.get();
    problem
        .map(|problem| {
            view! {
                <tr>
                    <th scope="row" class="num">{lang.count(problem.line)}</th>
                    <td>{problem.column.clone()}</td>
                    <td class="raw">{problem.value.clone()}</td>
                    <td>{names::problem(lang, problem.reason)}</td>
                </tr>
            }
        })
        .into_any()
}

/// Pressed: only this reason.
fn reasons(
    page: Page,
    listed: &Listed,
    only: RwSignal<Option<ProblemReason>>,
) -> impl IntoView + use<> {
    let lang = page.lang.get();
    let all = listed.counts.iter().map(|count| count.count).sum();
    let entries = listed.counts.iter().map(|count| {
        (
            Some(count.reason),
            names::problem(lang, count.reason),
            count.count,
        )
    });
    let buttons = std::iter::once((None, lang.word(Word::AllReasons), all)).chain(entries).map(|(reason, name, count)| {
        let testid = reason.map_or_else(|| "reason-all".to_owned(), |reason| format!("reason-{reason:?}"));
        view! {
            <button class="num" data-testid=testid aria-pressed=flag(move || only.get() == reason) on:click=move |_| only.set(reason)>
                {format!("{name} {}", lang.count(count))}
            </button>
        }
    });
    view! { <span class="seg wraps" role="group" aria-label=lang.text(Msg::Problem)>{buttons.collect_view()}</span> }
}

fn save(page: Page, problems: &[Problem]) {
    let heads = [Msg::FileLine, Msg::Column, Msg::Value, Msg::Problem];
    let head = heads.map(|name| page.lang.get_untracked().text(name).to_owned());
    let rows = problems.iter().map(|problem| {
        vec![
            problem.line.to_string(),
            problem.column.clone().unwrap_or_default(),
            problem.value.clone(),
            names::problem(page.lang.get_untracked(), problem.reason).to_owned(),
        ]
    });
    let text = export::csv_lines(page, std::iter::once(head.to_vec()).chain(rows));
    let name = format!("{}-problems.csv", export::stem(page));
    download::save_text(&name, "text/csv;charset=utf-8", &text);
}
