//! The rows that the present choices could not use, by reason, and the cells they would leave empty.

use leptos::prelude::*;

use super::yields::Yields;
use crate::i18n::{Lang, Msg, names};
use crate::model::load::{Problem, ProblemReason};
use crate::ui::context::page;
use crate::ui::live::{If, live};

/// Shown for each reason.
const EXAMPLES: usize = 6;

#[component]
pub fn SetAside(yields: Yields) -> impl IntoView {
    let page = page();
    let problems = move || {
        yields
            .preview()
            .map_or_else(Vec::new, |preview| preview.problems)
    };
    view! {
        <If when=move || !problems().is_empty()>
            <div class="sec th2">
                <h2>{page.say(Msg::ProblemRows)}</h2>
                <span class="t-small">{page.say(Msg::ProblemRowsHint)}</span>
            </div>
            <div class="aside" data-testid="review-problems">
                {live(move || by_reason(problems()).into_iter().map(|(reason, problems)| group(page.lang.get(), reason, problems)).collect_view().into_any())}
            </div>
        </If>
    }
}

fn by_reason(problems: Vec<Problem>) -> Vec<(ProblemReason, Vec<Problem>)> {
    let mut groups: Vec<(ProblemReason, Vec<Problem>)> = Vec::new();
    for problem in problems {
        match groups
            .iter_mut()
            .find(|(reason, _)| *reason == problem.reason)
        {
            Some((_, group)) => group.push(problem),
            None => groups.push((problem.reason, vec![problem])),
        }
    }
    groups
}

fn group(lang: Lang, reason: ProblemReason, problems: Vec<Problem>) -> impl IntoView + use<> {
    view! {
        <section>
            <h3>{names::problem(lang, reason)}</h3>
            <ul>
                {problems.into_iter().take(EXAMPLES).map(|problem| {
                    let column = problem.column.map(|column| format!("{column}: ")).unwrap_or_default();
                    let file = problem.file.map(|file| format!(" ({file})")).unwrap_or_default();
                    view! { <li><span class="num">{lang.line(problem.line)}</span> {column} {lang.quoted(&problem.value)} {file}</li> }
                }).collect_view()}
            </ul>
        </section>
    }
}
