//! One row of a card: what was measured, how surely, and how it differs.

use std::sync::Arc;

use leptos::prelude::*;

use super::with_answer;
use crate::chart::{personas as described, spark};
use crate::i18n::Msg;
use crate::i18n::facts::is_few;
use crate::model::answer::{Fact, Personas};
use crate::ui::context::{Page, page};
use crate::ui::overview::chart_canvas::ChartCanvas;
use crate::ui::overview::pictures::with_kit;

#[component]
pub fn FactRow(persona: u32, fact: Fact, answer: Arc<Personas>, width: Memo<f64>) -> impl IntoView {
    let page = page();
    let axis = described::axis(&answer, fact.kind);
    let name = Memo::new(move |_| {
        with_answer(page, |info, answer, _| {
            let lang = page.lang.get();
            lang.fact_name(fact.kind, described::channel_name(info, answer, lang))
        })
        .unwrap_or_default()
    });
    let Some(own) = fact.own else {
        return view! {
            <div class="fact"><div class="fl2"><span>{name} <i class="num">{move || page.lang.get().n(0)}</i></span><b>"—"</b></div></div>
        }
        .into_any();
    };
    let scene = Memo::new(move |_| {
        let input = spark::FactInput {
            group: persona,
            // Many events of few journeys are few.
            n: own.journeys,
            value: own.value,
            interval: own.interval,
            reference: fact.reference.map(|it| it.value),
            axis,
            width_css: width.get(),
        };
        Some(Arc::new(with_kit(page, |kit| spark::fact(&input, kit))))
    });
    let label = Signal::derive(move || {
        with_answer(page, |_, _, reference| {
            described::spoken(&fact, &name.get(), reference, page.lang.get())
        })
        .unwrap_or_default()
    });
    view! {
        <div class="fact" data-testid="persona-fact">
            <div class="fl2">
                <span>{name} " " <i class="num">{move || page.lang.get().n(own.n.into())}</i></span>
                <b class="num">{move || page.lang.get().fact_value(fact.kind, own.value)}</b>
            </div>
            <ChartCanvas scene label />
            <p class="num">{move || against(page, &fact)}</p>
        </div>
    }
    .into_any()
}

/// The difference in words, with its interval or why there is none; then the value compared with.
fn against(page: Page, fact: &Fact) -> impl IntoView + use<> {
    let lang = page.lang.get();
    let few = is_few(fact).then(|| format!(", {}", page.text(Msg::FewJourneys)));
    let said =
        fact.difference.map(
            |difference| match lang.fact_difference(fact.kind, &difference) {
                Some(told) => {
                    let rest = few.unwrap_or_else(|| format!(", {}", told.interval));
                    view! { <span class="dif"><b>{told.words}</b>{rest}</span> }.into_any()
                }
                None => {
                    let text = format!(
                        "{}{}",
                        page.text(Msg::NoClearDifference),
                        few.unwrap_or_default()
                    );
                    view! { <span class="nod">{text}</span> }.into_any()
                }
            },
        );
    let other = fact.reference.and_then(|it| {
        with_answer(page, |_, _, reference| {
            lang.fact_reference(fact.kind, it.value, reference)
        })
    });
    view! { {said} {other.map(|text| view! { <span class="oth">{text}</span> })} }
}
