//! The stage timeline with its bar: legend, steps, goal, widths.

use std::sync::Arc;

use crate::ui::live::{If, flag, live, words};
use leptos::prelude::*;

use super::chart_canvas::{ChartCanvas, Pointed};
use super::goal_menu::GoalMenu;
use super::groups::brackets;
use super::keys::StageKeys;
use super::pictures::{hover, state, with_answers, with_kit};
use super::tooltip::Tooltip;
use super::twin::Twin;
use crate::chart::timeline::{self, Form, TimelineInput};
use crate::chart::{Scene, Slots, describe};
use crate::i18n::Msg;
use crate::model::answer::StagesFrom;
use crate::state::{Change, Shown};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};

/// The picture, for the screen and for export.
pub fn timeline_scene(page: Page, slots: &Slots, form: Form) -> Option<Scene> {
    let state = state(page);
    let brackets = brackets(page);
    with_answers(page, |info, overview| {
        let form = if form == Form::Full && overview.emotion.is_none() {
            Form::Tall
        } else {
            form
        };
        let input = TimelineInput {
            info,
            overview,
            form,
            brackets: &brackets,
            state: &state,
        };
        with_kit(page, |kit| timeline::scene(&input, slots, kit))
    })
}

#[component]
pub fn TimelinePart(slots: Memo<Arc<Slots>>) -> impl IntoView {
    let page = page();
    let scene =
        Memo::new(move |_| timeline_scene(page, &slots.get(), page.form.get()).map(Arc::new));
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
    let at = RwSignal::new(None::<Pointed>);
    let on_hover = Callback::new(move |pointed: Pointed| {
        hover(page, pointed.target);
        at.set(Some(pointed).filter(|pointed| pointed.target.is_some()));
    });
    let on_press = Callback::new(move |pointed: Pointed| press(page, pointed));
    view! {
        <section aria-labelledby="timeline-title" data-testid="timeline">
            <If when=move || !page.embedded><Bar /></If>
            <If when=move || !page.as_table.get() fallback=move || view! { <Twin table name="timeline" /> }>
                <figure class="chart">
                    <ChartCanvas scene label=spoken on_hover on_press testid="timeline-canvas" />
                    <StageKeys slots />
                    <Tooltip at />
                    <If when=move || slots.with(|slots| timeline::shows_numbers(slots))><StageNames /></If>
                </figure>
            </If>
        </section>
    }
}

/// What the numbers over narrow slots stand for. The picture's keys and its table speak the names already.
#[component]
fn StageNames() -> impl IntoView {
    let page = page();
    let names = move || {
        with_answers(page, |info, overview| {
            let names = overview.stages.iter().map(|stat| {
                let name = info.stages.get(stat.stage as usize);
                page.lang
                    .get()
                    .value(name.map_or("", String::as_str))
                    .to_owned()
            });
            names.collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    view! {
        <ol class="names" data-testid="stage-names" aria-hidden="true">
            {live(move || names().into_iter().map(|name| view! { <li>{name}</li> }).collect_view().into_any())}
        </ol>
    }
}

/// A click selects what is under it; on the goal line nothing.
pub fn press(page: Page, pointed: Pointed) {
    if let Some(selection) = pointed
        .target
        .and_then(|target| choose::selection_of(page, target))
    {
        choose::select(page, &selection, pointed.shift);
    }
}

#[component]
fn Bar() -> impl IntoView {
    let page = page();
    let steps = move || {
        page.info.with(|info| {
            info.as_ref().is_some_and(|info| {
                matches!(
                    info.stages_from,
                    StagesFrom::Touchpoints | StagesFrom::Groups
                )
            })
        })
    };
    let has_goal = move || {
        page.overview.with(|overview| {
            overview
                .as_ref()
                .is_some_and(|overview| overview.outcomes.has_goal)
        })
    };
    let by_time = move || page.choices.with(|choices| choices.look.by_time);
    let width = move |on: bool| {
        move |_| choose::change(page, Change::Widths, |choices| choices.look.by_time = on)
    };
    view! {
        <div class="bar3">
            <h2 id="timeline-title">{page.say_which(move || if steps() { Msg::Steps } else { Msg::Stages })}</h2>
            <If when=move || !steps()>
                <span class="lgd">
                    <If when=has_goal>
                        <span>{hatch_key()} {page.say(Msg::LegendDropped)}</span>
                        <span>{dots_key()} {page.say(Msg::LegendOpen)}</span>
                    </If>
                    <span>{return_key()} {page.say(Msg::LegendReturns)}</span>
                </span>
            </If>
            <If when=steps><StepsControls /></If>
            <GoalMenu />
            <span class="seg" role="group" aria-label=page.say(Msg::StageWidth)>
                <button aria-pressed=flag(move || !by_time()) on:click=width(false)>{page.say(Msg::WidthEqual)}</button>
                <button aria-pressed=flag(by_time) data-testid="by-time" on:click=width(true)>{page.say(Msg::WidthByTime)}</button>
            </span>
        </div>
    }
}

/// How many steps are drawn, how many hidden, and the way to stages.
#[component]
fn StepsControls() -> impl IntoView {
    let page = page();
    view! {
        <StepsShown />
        <button class="btn sm" data-testid="group" on:click=move |_| { page.grouping.set(true); page.panel_open.set(true); }>
            {icon(Icon::Grip)} {page.say(Msg::GroupIntoStages)}
        </button>
    }
}

/// How many steps are drawn, how many hidden, and the way to these.
#[component]
pub fn StepsShown() -> impl IntoView {
    let page = page();
    let drawn = move || {
        page.overview.with(|overview| {
            overview
                .as_ref()
                .map_or(0, |overview| overview.stages.len())
        })
    };
    let hidden = move || {
        page.info
            .with(|info| info.as_ref().map_or(0, |info| info.stages.len()))
            .saturating_sub(drawn())
    };
    let more = move || hidden().min(5);
    let show_more = move |_| {
        let count = (drawn() + more()) as u32;
        choose::change(page, Change::Shown, |choices| {
            choices.look.shown = Shown::Frequent(count)
        });
    };
    let fewer = move |_| {
        choose::change(page, Change::Shown, |choices| {
            choices.look.shown = Shown::Fitting
        })
    };
    view! {
        <If when=move || { hidden() > 0 }>
            <span class="t-small">{words(move || page.lang.get().most_frequent_steps(drawn() as u64))}</span>
            <span class="pill warn num" data-testid="hidden-steps">{words(move || page.lang.get().hidden(hidden() as u64))}</span>
            <button class="link" data-testid="more-steps" on:click=show_more>{words(move || page.lang.get().show_more(more() as u64))}</button>
        </If>
        <If when=move || page.choices.with(|choices| choices.look.shown != Shown::Fitting)>
            <button class="link" on:click=fewer>{page.say(Msg::ShowFewer)}</button>
        </If>
    }
}

fn hatch_key() -> impl IntoView {
    view! { <svg viewBox="0 0 14 14" aria-hidden="true" stroke="var(--band-edge)" stroke-width="2"><path d="M0 6 6 0M0 14 14 0M8 14l6-6" /></svg> }
}

fn dots_key() -> impl IntoView {
    view! {
        <svg viewBox="0 0 14 14" aria-hidden="true" fill="var(--band-edge)">
            <rect x=".5" y=".5" width="13" height="13" fill="none" stroke="var(--band-edge)" />
            <circle cx="4" cy="4" r="1" /><circle cx="10" cy="4" r="1" /><circle cx="4" cy="10" r="1" /><circle cx="10" cy="10" r="1" /><circle cx="7" cy="7" r="1" />
        </svg>
    }
}

fn return_key() -> impl IntoView {
    view! { <svg viewBox="0 0 16 14" aria-hidden="true" fill="none" stroke="var(--loop)" stroke-width="2"><path d="M14 12C14 4 4 3 4 9" /><path d="M1 7l3 4 3-4Z" fill="var(--loop)" stroke="none" /></svg> }
}
