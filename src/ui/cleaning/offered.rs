//! What stands above the pictures and the table: personal columns, last time's steps, how much could be cleaned.

use leptos::prelude::*;

use super::personal::{self, Wish};
use super::state;
use crate::i18n::cleaning::Word;
use crate::import::{PersonalColumn, PersonalKind};
use crate::state::{Change, View};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};
use crate::ui::live::{If, live, words};
use crate::ui::table;

#[component]
pub fn Offered() -> impl IntoView {
    let page = page();
    let state = state();
    let open = move |_| {
        table::show_steps();
        choose::view(page, View::Table);
    };
    let done = move || {
        page.choices
            .with(|choices| choices.recipe.steps.len() as u64)
    };
    let offers = move || {
        state.survey.with(|survey| {
            survey
                .as_ref()
                .map_or(0, |survey| survey.offers.len() as u64)
        })
    };
    view! {
        {live(move || match state.personal.get() {
            columns if columns.is_empty() => ().into_any(),
            columns => personal_notice(page, columns).into_any(),
        })}
        {live(move || match state.last_time.get() {
            None => ().into_any(),
            Some(recipe) => {
                let steps = recipe.steps.len() as u64;
                let apply = move |_| {
                    let recipe = recipe.clone();
                    state.last_time.set(None);
                    choose::change(page, Change::Cleaning, |choices| choices.recipe = recipe);
                };
                view! {
                    <section class="notice again" role="status" data-testid="last-time">
                        {icon(Icon::Table)}
                        <p class="grow">{page.lang.get().cleaned_last_time(steps)}</p>
                        <button class="btn sm" data-testid="apply-last-time" on:click=apply>{page.lang.get().apply_last_time(steps)}</button>
                        <button class="btn quiet sm" on:click=move |_| state.last_time.set(None)>{page.lang.get().word(Word::Dismiss)}</button>
                    </section>
                }.into_any()
            }
        })}
        <If when=move || { done() + offers() > 0 }>
            <p class="metal cleanpills">
                <If when=move || { done() > 0 }>
                    <button class="pill" data-testid="steps-done" on:click=open>{words(move || page.lang.get().steps_done(done()))}</button>
                </If>
                <If when=move || { offers() > 0 }>
                    <button class="pill" data-testid="steps-offered" on:click=open>{words(move || page.lang.get().steps_offered(offers()))}</button>
                </If>
            </p>
        </If>
    }
}

fn personal_notice(page: Page, columns: Vec<PersonalColumn>) -> impl IntoView {
    let lang = page.lang.get();
    let named: Vec<(String, Word)> = columns
        .iter()
        .map(|found| (found.column.clone(), word_of(found.kind)))
        .collect();
    let can_drop = personal::can_drop(page, &columns);
    view! {
        <section class="notice personal" role="status" data-testid="personal">
            {icon(Icon::Warn)}
            <div class="grow">
                <p>{lang.personal_columns(&named)}</p>
                <p class="t-small">{lang.word(Word::PersonalHint)}</p>
            </div>
            <span class="acts">
                <button class="btn sm" data-testid="personal-tokens" on:click=move |_| personal::answer(page, Wish::Pseudonymise)>{lang.word(Word::Pseudonymise)}</button>
                {can_drop.then(|| view! { <button class="btn sm" data-testid="personal-drop" on:click=move |_| personal::answer(page, Wish::Drop)>{lang.word(Word::Drop)}</button> })}
                <button class="btn sm" data-testid="personal-keep" on:click=move |_| personal::answer(page, Wish::Keep)>{lang.word(Word::Keep)}</button>
            </span>
        </section>
    }
}

const fn word_of(kind: PersonalKind) -> Word {
    match kind {
        PersonalKind::Name => Word::PersonName,
        PersonalKind::Email => Word::PersonEmail,
        PersonalKind::Phone => Word::PersonPhone,
        PersonalKind::Address => Word::PersonAddress,
    }
}
