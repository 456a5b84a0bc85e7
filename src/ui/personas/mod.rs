//! Screen J: personas side by side, and whom they are compared with.

mod card;
mod fact;

use leptos::html;
use leptos::prelude::*;

use super::context::{Page, page};
use super::icons::{Icon, icon};
use super::overview::empty::NothingKept;
use super::overview::twin::Twin;
use super::{choose, session};
use crate::browser::page as browser;
use crate::chart::personas as described;
use crate::i18n::Msg;
use crate::i18n::facts::Reference;
use crate::model::answer::{Personas as Answer, StagesFrom, TableInfo};
use crate::model::filter::Filter;
use crate::model::query::Against;
use card::Card;

/// Calls `make` with what the cards are made of, where it is there.
fn with_answer<T>(
    page: Page,
    make: impl FnOnce(&TableInfo, &Answer, Reference<'_>) -> T,
) -> Option<T> {
    let (info, answer) = (page.info.get()?, page.personas.get()?);
    Some(make(&info, &answer, reference(page.against.get(), &info)))
}

fn reference(against: Against, info: &TableInfo) -> Reference<'_> {
    match against {
        Against::Others => Reference::Others,
        Against::All => Reference::All,
        Against::One(id) => {
            Reference::One(info.personas.get(id as usize).map_or("", String::as_str))
        }
    }
}

#[component]
pub fn Personas() -> impl IntoView {
    let page = page();
    let told = Memo::new(move |_| {
        page.info
            .with(|info| info.as_ref().is_some_and(|info| !info.personas.is_empty()))
    });
    view! {
        <main class="jm" id="content" data-testid="personas-view">
            <Show when=move || told.get() fallback=|| view! { <NoPersonas /> }><Compared /></Show>
        </main>
    }
}

#[component]
fn NoPersonas() -> impl IntoView {
    let page = page();
    let reviewable = move || {
        page.info.with(|info| {
            info.as_ref()
                .is_some_and(|info| info.stages_from != StagesFrom::Authored)
        })
    };
    view! {
        <p data-testid="no-personas">
            {move || page.text(Msg::NoPersonas)} " "
            <Show when=reviewable>
                <button class="link" on:click=move |_| session::review_again(page)>{move || page.text(Msg::ChooseColumn)}</button>
            </Show>
        </p>
    }
}

#[component]
fn Compared() -> impl IntoView {
    let page = page();
    let count = Memo::new(move |_| {
        page.personas
            .with(|answer| answer.as_ref().map(|answer| answer.list.len()))
    });
    let title = move || {
        with_answer(page, |info, answer, reference| {
            page.lang
                .get()
                .personas_title(&info.personas, answer, reference)
        })
    };
    let counts = move || {
        with_answer(page, |info, answer, _| {
            page.lang
                .get()
                .personas_counts(answer, info.emotion.is_some())
        })
    };
    let table = Signal::derive(move || {
        with_answer(page, |info, answer, reference| {
            described::describe(info, answer, reference, page.lang.get())
        })
    });
    // The filters themselves stand beside the overview.
    let filtered = move || {
        page.choices
            .with(|choices| choices.filter != Filter::default())
    };
    let compares = move || count.get().is_some_and(|count| count > 1);
    view! {
        <Show when=move || count.get() != Some(0) fallback=|| view! { <NothingKept /> }>
            <div class="headl">
                <h1 class="t-title" data-testid="personas-title">{title}</h1>
                <Show when=compares><CompareWith /></Show>
                <button class="btn" aria-pressed=move || page.as_table.get().to_string() data-testid="as-table"
                    on:click=move |_| page.as_table.update(|on| *on = !*on)>
                    {icon(Icon::Table)}
                    {move || page.text(if page.as_table.get() { Msg::ReadAsPicture } else { Msg::ReadAsTable })}
                </button>
            </div>
            <p class="t-meta num">
                {counts}
                <Show when=compares>" " <span class="t-small">{move || page.text(Msg::PersonasNotes)}</span></Show>
                <Show when=filtered>
                    " " <button class="link" data-testid="clear-filters" on:click=move |_| choose::clear_filters(page)>{move || page.text(Msg::ClearFilters)}</button>
                </Show>
            </p>
            <Show when=move || !page.as_table.get() fallback=move || view! { <Twin table name="personas" /> }>
                <Cards />
            </Show>
        </Show>
    }
}

#[component]
fn CompareWith() -> impl IntoView {
    let page = page();
    let one = move || matches!(page.against.get(), Against::One(_));
    let listed = move || {
        with_answer(page, |info, answer, _| {
            let lang = page.lang.get();
            let named = |id: u32| (id, described::persona_name(info, lang, id).to_owned());
            answer
                .list
                .iter()
                .map(|card| named(card.persona))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    let first = move || {
        let first = untrack(listed).first().map(|(id, _)| *id);
        page.against.set(Against::One(first.unwrap_or_default()));
    };
    let chosen = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            page.against.set(Against::One(id));
        }
    };
    view! {
        <span class="cmp" role="group" aria-labelledby="compare-with">
            <span class="t-small" id="compare-with">{move || page.text(Msg::CompareWith)}</span>
            <span class="seg">
                {[(Against::Others, Msg::CompareOthers), (Against::All, Msg::CompareAll)].map(|(against, name)| view! {
                    <button aria-pressed=move || (page.against.get() == against).to_string() on:click=move |_| page.against.set(against)>
                        {move || page.text(name)}
                    </button>
                }).collect_view()}
                <button aria-pressed=move || one().to_string() data-testid="compare-one" on:click=move |_| if !untrack(one) { first() }>
                    {move || page.text(Msg::CompareOne)}
                </button>
            </span>
            <Show when=one>
                <select class="field" data-testid="compare-persona" aria-label=move || page.text(Msg::CompareOne) on:change=chosen>
                    {move || listed().into_iter().map(|(id, name)| view! {
                        <option value=id.to_string() selected=move || page.against.get() == Against::One(id)>{name}</option>
                    }).collect_view()}
                </select>
            </Show>
        </span>
    }
}

/// Widths of a card and of what lies beside its pictures, CSS pixels, as in `personas.css`.
const NARROWEST: f64 = 268.0;
const WIDEST: f64 = 420.0;
const GAP: f64 = 16.0;
const EDGES: f64 = 42.0;

fn picture_width(room: f64, cards: usize) -> f64 {
    let cards = cards.max(1) as f64;
    (((room - GAP * (cards - 1.0)) / cards).clamp(NARROWEST, WIDEST) - EDGES).floor()
}

#[component]
fn Cards() -> impl IntoView {
    let page = page();
    let area = NodeRef::<html::Div>::new();
    let room = RwSignal::new(0.0);
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            // The last call comes when the cards are gone, and their signals with them.
            browser::watch_size(&area, move |width, _| {
                let _ = room.try_set(width);
            });
        }
    });
    let cards = move || with_answer(page, |_, answer, _| answer.list.len()).unwrap_or_default();
    let width = Memo::new(move |_| picture_width(room.get(), cards()));
    // Head, emotion, facts, verbatim: the rows that all cards share.
    let rows = move || {
        let facts = with_answer(page, |_, answer, _| {
            answer.list.first().map_or(0, |card| card.facts.len())
        });
        (facts.unwrap_or_default() + 3).to_string()
    };
    view! {
        <div class="pg" node_ref=area style=("--rows", rows) tabindex="0" role="region" aria-label=move || page.text(Msg::Personas)>
            {move || page.personas.get().map(|answer| answer.list.iter().map(|card| {
                view! { <Card card=card.clone() answer=answer.clone() width /> }
            }).collect_view())}
        </div>
    }
}
