//! The small screen: persona chips, then one picture turned by 90°, stages running down.

use std::sync::Arc;

use crate::ui::live::{If, flag, live, words};
use leptos::prelude::*;

use super::chart_canvas::{ChartCanvas, Pointed};
use super::keys::StageKeys;
use super::pictures::{leading, state, with_answers, with_kit};
use super::timeline_chart::{StepsShown, press};
use super::twin::Twin;
use crate::chart::small::{self, SmallInput};
use crate::chart::{Scene, Slots, describe};
use crate::state::Facet;
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::marks::persona_line;

fn scene_of(page: Page) -> Option<Scene> {
    let (state, leading) = (state(page), leading(page));
    let by = page.choices.with(|choices| choices.look.emotion_by);
    let width_css = page.chart_width.get().max(280.0);
    with_answers(page, |info, overview| {
        let input = SmallInput {
            info,
            overview,
            by,
            leading,
            width_css,
            state: &state,
        };
        with_kit(page, |kit| small::scene(&input, kit))
    })
}

#[component]
pub fn SmallPart(slots: Memo<Arc<Slots>>) -> impl IntoView {
    let page = page();
    let scene = Memo::new(move |_| scene_of(page).map(Arc::new));
    let table = Signal::derive(move || {
        with_answers(page, |info, overview| {
            describe::timeline(info, overview, page.lang.get())
        })
    });
    let spoken = Signal::derive(move || {
        table
            .get()
            .map(|described| described.summary)
            .unwrap_or_default()
    });
    let on_press = Callback::new(move |pointed: Pointed| press(page, pointed));
    view! {
        <Chips />
        <p class="metal"><StepsShown /></p>
        <If when=move || !page.as_table.get() fallback=move || view! { <Twin table name="timeline" /> }>
            <figure class="chart" data-testid="small-chart">
                <ChartCanvas scene label=spoken on_press testid="small-canvas" />
                <StageKeys slots rows=true />
            </figure>
        </If>
    }
}

#[component]
fn Chips() -> impl IntoView {
    let page = page();
    let names = Memo::new(move |_| {
        page.info.with(|info| {
            info.as_ref()
                .map(|info| info.personas.clone())
                .unwrap_or_default()
        })
    });
    let listed = move || (0_u32..).zip(names.get()).collect::<Vec<(u32, String)>>();
    view! {
        <div class="chips">
            {live(move || listed().into_iter().map(|entry| view! { <Chip persona=entry.0 name=entry.1 /> }.into_any()).collect::<Vec<_>>().into_any())}
        </div>
    }
}

#[component]
fn Chip(persona: u32, name: String) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(name);
    let kept = move || {
        page.choices
            .with(|choices| name.with_value(|name| choices.is_kept(Facet::Persona, name)))
    };
    view! {
        <button class="chip" data-testid="chip" aria-pressed=flag(kept) on:click=move |_| name.with_value(|name| choose::toggle(page, Facet::Persona, name))>
            {persona_line(persona)} {words(move || name.with_value(|name| page.lang.get().value(name).to_owned()))}
        </button>
    }
}
