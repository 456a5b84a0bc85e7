//! Screen K: the rows behind the pictures under the same filters, as written and as read; those that could not be used; what was cleaned.

mod emptied;
mod grid;
mod problems;
mod rows;
mod virtual_rows;

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cleaning::{self, Offered, Steps};
use super::context::{Page, page};
use super::overview::rail::Rail;
use crate::i18n::Msg;
use crate::i18n::cleaning::Word;
use crate::ui::live::{flag, live, words};
use emptied::is_emptied;
use problems::Problems;
use rows::Rows;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Rows,
    Problems,
    Emptied,
    Steps,
}

thread_local! {
    /// The tab to begin with the next time.
    static FIRST: Cell<Tab> = const { Cell::new(Tab::Rows) };
}

/// The table view, when it is shown next, begins with the cleaning steps.
pub fn show_steps() {
    FIRST.set(Tab::Steps);
}

/// The same with the rows that could not be read.
pub fn show_problems() {
    FIRST.set(Tab::Problems);
}

#[component]
pub fn Table() -> impl IntoView {
    let page = page();
    let tab = RwSignal::new(FIRST.replace(Tab::Rows));
    let folded = move || {
        page.preferences
            .with(|preferences| preferences.filters_folded)
    };
    let state = cleaning::state();
    // The pictures did not need it; here every tab but one does.
    Effect::new(move |_| {
        page.info.track();
        if state.survey.with(Option::is_none) && !state.surveying.get_untracked() {
            spawn_local(cleaning::survey(page));
        }
    });
    view! {
        <div class="app nopanel" class:norail=folded>
            <Rail />
            <main class="main tablev" id="content" data-testid="table">
                <div class="headl">
                    <h1 class="t-title num" data-testid="table-title">{words(move || title(page))}</h1>
                </div>
                <Offered />
                <div class="tabsl" role="tablist" aria-label=page.say(Msg::Rows)>
                    {tab_button(page, tab, Tab::Rows, "rows-tab")}
                    {tab_button(page, tab, Tab::Problems, "problems-tab")}
                    {tab_button(page, tab, Tab::Emptied, "emptied-tab")}
                    {tab_button(page, tab, Tab::Steps, "steps-tab")}
                </div>
                {live(move || match tab.get() {
                    Tab::Rows => view! { <Rows /> }.into_any(),
                    Tab::Problems => view! { <Problems keeps=|reason| !is_emptied(reason) /> }.into_any(),
                    Tab::Emptied => view! { <Problems keeps=is_emptied /> }.into_any(),
                    Tab::Steps => view! { <Steps /> }.into_any(),
                })}
            </main>
        </div>
    }
}

fn title(page: Page) -> String {
    let removed = cleaning::state().outcomes.with(|outcomes| {
        let recipe = page.choices.get().recipe;
        let drops = outcomes.iter().zip(recipe.steps);
        drops
            .filter(|(_, step)| step.kind.drops_rows())
            .map(|(outcome, _)| outcome.rows)
            .sum()
    });
    page.info.with(|info| {
        info.as_ref().map_or_else(String::new, |info| {
            let source = &info.source;
            page.lang
                .get()
                .table_title(source.rows_kept, source.rows_rejected, removed)
        })
    })
}

fn tab_button(page: Page, present: RwSignal<Tab>, tab: Tab, testid: &'static str) -> impl IntoView {
    let text = move || {
        let lang = page.lang.get();
        let name = match tab {
            Tab::Rows => page.text(Msg::Rows),
            Tab::Problems => page.text(Msg::ProblemRows),
            Tab::Emptied => lang.word(Word::Emptied),
            Tab::Steps => lang.word(Word::Steps),
        };
        format!("{name} {}", lang.count(count(page, tab)))
    };
    let move_on = move |event: leptos::ev::KeyboardEvent| {
        const ALL: [(Tab, &str); 4] = [
            (Tab::Rows, "rows-tab"),
            (Tab::Problems, "problems-tab"),
            (Tab::Emptied, "emptied-tab"),
            (Tab::Steps, "steps-tab"),
        ];
        let at = ALL
            .iter()
            .position(|(other, _)| *other == tab)
            .unwrap_or_default();
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % ALL.len(),
            "ArrowLeft" => (at + ALL.len() - 1) % ALL.len(),
            "Home" => 0,
            "End" => ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        present.set(ALL[next].0);
        crate::browser::page::focus(ALL[next].1);
    };
    view! {
        <button role="tab" id=testid data-testid=testid aria-selected=flag(move || present.get() == tab)
            tabindex=move || if present.get() == tab { "0" } else { "-1" }
            on:keydown=move_on on:click=move |_| present.set(tab)>{words(text)}</button>
    }
}

fn count(page: Page, tab: Tab) -> u64 {
    page.info.with(|info| {
        let Some(info) = info else { return 0 };
        match tab {
            Tab::Rows => info.source.rows_kept,
            Tab::Problems => info.source.rows_rejected + u64::from(info.plain_times),
            Tab::Emptied => info.emptied_cells.into(),
            Tab::Steps => page
                .choices
                .with(|choices| choices.recipe.steps.len() as u64),
        }
    })
}
