//! The emotion graph with its bar. Nothing in its place where there is no emotion column, but one line that says so.

use std::sync::Arc;

use crate::ui::live::{If, flag, words};
use leptos::prelude::*;

use super::chart_canvas::{ChartCanvas, Pointed};
use super::keys::StageKeys;
use super::pictures::{hover, leading, state, with_answers, with_kit};
use super::timeline_chart::press;
use super::tooltip::Tooltip;
use super::twin::Twin;
use crate::chart::emotion::{self, EmotionInput};
use crate::chart::{Scene, Slots, describe};
use crate::i18n::Msg;
use crate::model::answer::{Headline, HeadlineKind, StagesFrom};
use crate::model::query::EmotionBy;
use crate::state::Change;
use crate::ui::context::{Page, page};
use crate::ui::{choose, session};

/// The picture, for the screen and for export.
pub fn emotion_scene(page: Page, slots: &Slots, form: emotion::Form) -> Option<Scene> {
    let (state, leading) = (state(page), leading(page));
    let by = page.choices.with(|choices| choices.look.emotion_by);
    with_answers(page, |info, overview| {
        overview.emotion.as_ref()?;
        let input = EmotionInput {
            info,
            overview,
            by,
            form,
            leading,
            state: &state,
        };
        Some(with_kit(page, |kit| emotion::scene(&input, slots, kit)))
    })
    .flatten()
}

fn has_emotion(page: Page) -> bool {
    page.overview.with(|overview| {
        overview
            .as_ref()
            .is_some_and(|overview| overview.emotion.is_some())
    })
}

#[component]
pub fn EmotionPart(slots: Memo<Arc<Slots>>) -> impl IntoView {
    let page = page();
    let form = move || {
        if page.embedded {
            emotion::Form::Embed
        } else {
            emotion::Form::Full
        }
    };
    let scene = Memo::new(move |_| emotion_scene(page, &slots.get(), form()).map(Arc::new));
    let table = Signal::derive(move || {
        let by = page.choices.with(|choices| choices.look.emotion_by);
        with_answers(page, |info, overview| {
            describe::emotion(info, overview, by, page.lang.get())
        })
    });
    let spoken = Signal::derive(move || {
        table
            .get()
            .map(|described| described.summary)
            .unwrap_or_default()
    });
    let at = RwSignal::new(None::<Pointed>);
    let on_hover = Callback::new(move |pointed: Pointed| {
        hover(page, pointed.target);
        at.set(Some(pointed).filter(|pointed| pointed.target.is_some()));
    });
    let on_press = Callback::new(move |pointed: Pointed| press(page, pointed));
    view! {
        <If when=move || has_emotion(page) fallback=|| view! { <NoEmotion /> }>
            <section aria-labelledby="emotion-title" data-testid="emotion">
                <If when=move || !page.embedded><Bar /></If>
                <If when=move || !page.as_table.get() fallback=move || view! { <Twin table name="emotion" /> }>
                    <figure class="chart">
                        <ChartCanvas scene label=spoken on_hover on_press testid="emotion-canvas" />
                        <StageKeys slots />
                        <Tooltip at />
                    </figure>
                </If>
            </section>
        </If>
    }
}

#[component]
fn NoEmotion() -> impl IntoView {
    let page = page();
    view! {
        <If when=move || page.is_reviewable()>
            <p class="t-small mt" data-testid="no-emotion">
                {page.say(Msg::NoEmotion)} " "
                <button class="link" on:click=move |_| session::review_again(page)>{page.say(Msg::ChooseColumn)}</button>
            </p>
        </If>
    }
}

#[component]
fn Bar() -> impl IntoView {
    let page = page();
    let by = move || page.choices.with(|choices| choices.look.emotion_by);
    let authored = move || {
        page.info.with(|info| {
            info.as_ref()
                .is_some_and(|info| info.stages_from == StagesFrom::Authored)
        })
    };
    let same = move || page.choices.with(|choices| choices.look.same_journeys);
    let flip = move |_| {
        choose::change(page, Change::EmotionLines, |choices| {
            choices.look.same_journeys = !choices.look.same_journeys
        })
    };
    let has = move |by: EmotionBy| {
        page.info.with(|info| {
            info.as_ref().is_some_and(|info| match by {
                EmotionBy::Persona => !info.personas.is_empty(),
                EmotionBy::All => true,
                EmotionBy::Channel => !info.channels.is_empty(),
            })
        })
    };
    let ways = [
        (EmotionBy::Persona, Msg::ByPersona),
        (EmotionBy::All, Msg::ByAll),
        (EmotionBy::Channel, Msg::ByChannel),
    ];
    view! {
        <div class="bar3">
            <h2 id="emotion-title">{page.say(Msg::Emotion)}</h2>
            <span class="t-small">{words(move || note(page))}</span>
            {move || page.overview.with(|overview| overview.as_ref().and_then(|overview| overview.headline.clone())).map(|headline| headline_figure(page, &headline))}
            <If when=move || !authored()>
                <button class="switch" data-testid="same-journeys" aria-pressed=flag(same) on:click=flip>
                    <i></i> {page.say(Msg::SameJourneys)}
                </button>
            </If>
            <span class="seg" role="group" aria-label=page.say(Msg::Compare)>
                {ways.map(|(way, name)| view! {
                    <If when=move || has(way)>
                        <button aria-pressed=flag(move || by() == way) data-testid=format!("by-{way:?}").to_lowercase()
                            on:click=move |_| choose::change(page, Change::EmotionLines, |choices| choices.look.emotion_by = way)>
                            {page.say(name)}
                        </button>
                    </If>
                }).collect_view()}
            </span>
        </div>
    }
}

fn note(page: Page) -> String {
    let same = page.overview.with(|overview| {
        overview
            .as_ref()
            .and_then(|overview| overview.emotion.as_ref()?.same_journeys)
    });
    let authored = page.info.with(|info| {
        info.as_ref()
            .is_some_and(|info| info.stages_from == StagesFrom::Authored)
    });
    match same {
        Some(journeys) => page.lang.get().answered_throughout(journeys.into()),
        None => page
            .text(if authored {
                Msg::EmotionAssumed
            } else {
                Msg::EmotionNotes
            })
            .to_owned(),
    }
}

/// `NPS −12 ± 4, n = 812`: the source's own figure beside the mean.
pub fn headline_figure(page: Page, headline: &Headline) -> impl IntoView + use<> {
    let lang = page.lang.get();
    let (name, hint, value, margin) = match headline.kind {
        HeadlineKind::Nps => (
            Msg::Nps,
            Msg::NpsHint,
            lang.signed(headline.value, 0),
            headline.half_width.map(|half| lang.decimal(half, 0)),
        ),
        HeadlineKind::Csat => (
            Msg::Csat,
            Msg::CsatHint,
            lang.percent(headline.value / 100.0),
            headline.half_width.map(|half| lang.decimal(half, 0)),
        ),
    };
    let margin = margin
        .map(|margin| format!(" ± {margin}"))
        .unwrap_or_default();
    let text = format!("{value}{margin} · {}", lang.n(headline.n.into()));
    view! { <span class="pill num" data-testid="headline-figure" title=lang.text(hint)><b>{lang.text(name)}</b> {text}</span> }
}
