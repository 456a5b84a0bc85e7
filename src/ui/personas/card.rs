//! One persona: who, how it feels along the stages, its facts, and one of its voices.

use std::sync::Arc;

use leptos::prelude::*;

use super::fact::FactRow;
use crate::chart::{Scene, personas as described, spark};
use crate::model::answer::{Mean, PersonaFacts, Personas, Verbatim};
use crate::model::query::Selection;
use crate::state::{Change, Facet, View};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::marks::persona_mark;
use crate::ui::overview::chart_canvas::ChartCanvas;
use crate::ui::overview::pictures::with_kit;

/// Personas with a colour and a marker of their own.
const COLOURED: u32 = 6;

#[component]
pub fn Card(card: PersonaFacts, answer: Arc<Personas>, width: Memo<f64>) -> impl IntoView {
    let page = page();
    let persona = card.persona;
    let name = StoredValue::new(file_name(page, persona));
    let shown = move || name.with_value(|name| page.lang.get().value(name).to_owned());
    let initial = move || {
        let mut letters = shown();
        letters.retain(char::is_alphanumeric);
        letters
            .chars()
            .next()
            .map(|first| first.to_uppercase().to_string())
    };
    let about = move || {
        let lang = page.lang.get();
        format!(
            "{}, {}",
            lang.journeys(card.journeys.into()),
            lang.percent(card.share)
        )
    };
    let colour = if persona < COLOURED {
        format!("mono k{}", persona + 1)
    } else {
        "mono".to_owned()
    };
    let open = move |_| {
        name.with_value(|name| open_persona(page, name, None));
    };
    let facts = card.facts.clone();
    view! {
        <article class="pj" data-testid="persona-card">
            <header>
                <span class=colour aria-hidden="true">{initial} {(persona < COLOURED).then(|| persona_mark(persona, 18))}</span>
                <div>
                    <h2><button class="link" data-testid="persona-open" on:click=open>{shown}</button></h2>
                    <p class="num">{about}</p>
                </div>
            </header>
            <Emotion persona means=card.emotion.clone() answer=answer.clone() width />
            {facts.into_iter().map(|fact| view! { <FactRow persona fact answer=answer.clone() width /> }).collect_view()}
            {card.verbatim.map(|verbatim| view! { <Voice verbatim /> })}
        </article>
    }
}

fn file_name(page: Page, persona: u32) -> String {
    page.info.with_untracked(|info| {
        let names = info.as_ref().map(|info| info.personas.as_slice());
        let name = names.unwrap_or_default().get(persona as usize);
        name.cloned().unwrap_or_default()
    })
}

/// The overview of that persona alone, with something selected in it.
fn open_persona(page: Page, name: &str, selection: Option<Selection>) {
    choose::change(page, Change::Personas, |choices| {
        choices.set_kept(Facet::Persona, Some(vec![name.to_owned()]));
        choices.selection = selection.into_iter().collect();
    });
    choose::view(page, View::Overview);
}

fn graph(page: Page, persona: u32, means: &[Mean], answer: &Personas, width: f64) -> Option<Scene> {
    let info = page.info.get()?;
    let lang = page.lang.get();
    let goal = page
        .overview
        .with(|overview| overview.as_ref()?.outcomes.goal_stage);
    let stages: Vec<(u32, &str)> = answer
        .stages
        .iter()
        .map(|stage| {
            (
                *stage,
                info.stages
                    .get(*stage as usize)
                    .map_or("", |name| lang.value(name)),
            )
        })
        .collect();
    let input = spark::PersonaGraph {
        group: persona,
        points: means,
        stages: &stages,
        goal: goal.and_then(|goal| answer.stages.iter().position(|stage| *stage == goal)),
        width_css: width,
    };
    Some(with_kit(page, |kit| spark::persona(&input, kit)))
}

/// The curve, with a button over each stage.
#[component]
fn Emotion(
    persona: u32,
    means: Vec<Mean>,
    answer: Arc<Personas>,
    width: Memo<f64>,
) -> impl IntoView {
    let page = page();
    if means.is_empty() {
        return view! { <div></div> }.into_any();
    }
    let count = means.len();
    let kept = StoredValue::new((means, answer));
    let scene = Memo::new(move |_| {
        kept.with_value(|(means, answer)| {
            graph(page, persona, means, answer, width.get()).map(Arc::new)
        })
    });
    let stage = move |index: usize| {
        let id = kept.with_value(|(_, answer)| answer.stages.get(index).copied());
        page.info
            .with(|info| info.as_ref()?.stages.get(id? as usize).cloned())
            .unwrap_or_default()
    };
    let spoken = move |index: usize| {
        let lang = page.lang.get();
        let mean = kept.with_value(|(means, _)| means[index]);
        let felt = (mean.n > 0).then_some((mean.mean, mean.n.into()));
        lang.focus_spoken(&stage(index), None, felt, None)
    };
    let label = Signal::derive(move || {
        let name = page.info.with(|info| {
            let info = info.as_ref()?;
            Some(described::persona_name(info, page.lang.get(), persona).to_owned())
        });
        let stages: Vec<String> = (0..count).map(spoken).collect();
        page.lang
            .get()
            .labelled(&name.unwrap_or_default(), &stages.join("; "))
    });
    let open = move |index: usize| {
        let selection = Selection::Stage(untrack(|| stage(index)));
        open_persona(page, &file_name(page, persona), Some(selection));
    };
    view! {
        <div class="cv">
            <ChartCanvas scene label testid="persona-emotion" />
            <div class="cvk">
                {(0..count).map(|index| view! {
                    <button aria-label=move || spoken(index) title=move || stage(index) data-testid="persona-stage" on:click=move |_| open(index)></button>
                }).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Voice(verbatim: Verbatim) -> impl IntoView {
    let page = page();
    let journey = verbatim.journey.clone();
    let open = move |_| {
        choose::change(page, Change::Selection, |choices| {
            choices.selection = vec![Selection::Journey(journey.clone())];
        });
        page.panel_open.set(true);
        choose::view(page, View::Overview);
    };
    view! {
        <footer>
            <q>{verbatim.text}</q>
            <button class="link num" data-testid="persona-journey" on:click=open>{verbatim.journey}</button>
        </footer>
    }
}
