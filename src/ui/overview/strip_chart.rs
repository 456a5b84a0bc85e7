//! The journeys strip: a window that scrolls over all journeys, and zooms out until all of them are seen at once.

use std::sync::Arc;

use crate::ui::live::{If, flag};
use leptos::ev::{Event, KeyboardEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;

use super::chart_canvas::{ChartCanvas, Pointed, paint_on_change};
use super::pictures::{hover, state, with_answers, with_kit};
use super::timeline_chart::press;
use super::tooltip::Tooltip;
use super::twin::Twin;
use crate::chart::strip::{self, StripInput};
use crate::chart::{Scene, Slots, State, describe};
use crate::i18n::{Msg, names};
use crate::model::query::{StripOrder, StripQuery};
use crate::state::{Change, StripColour};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};

/// Height of the window, CSS pixels.
const WINDOW_CSS: f64 = 268.0;
/// Row heights from near to far; after the last one all journeys are drawn as a density.
const ZOOMS: [f64; 5] = [16.0, 12.0, 8.0, 5.0, 4.0];
pub const FIRST_ZOOM: usize = 1;
/// A row of the density stands for many journeys.
const DENSITY_ROW_CSS: f64 = 3.0;
const ORDERS: [StripOrder; 5] = [
    StripOrder::Longest,
    StripOrder::Shortest,
    StripOrder::Start,
    StripOrder::Persona,
    StripOrder::Emotion,
];

/// What the strip shows first: asked for before its part of the page is made, and not again then.
pub fn first_window() -> StripQuery {
    StripQuery {
        rows: strip::rows_in(WINDOW_CSS, row_height(FIRST_ZOOM), false),
        ..StripQuery::default()
    }
}

fn row_height(zoom: usize) -> f64 {
    ZOOMS.get(zoom).copied().unwrap_or(DENSITY_ROW_CSS)
}

/// The window on the strip as a scene; the overlay carries what moves.
fn scene_of(page: Page, slots: &Slots, zoom: usize, over: bool) -> Option<Scene> {
    let strip = page.strip.get()?;
    let look = page.choices.with(|choices| choices.look.strip);
    let colour = match look.colour {
        StripColour::Emotion => strip::StripColour::Emotion,
        StripColour::Stage => strip::StripColour::Stage,
    };
    let seen = if over {
        state(page)
    } else {
        State {
            selected: untrack(|| state(page)).selected,
            ..State::default()
        }
    };
    with_answers(page, |info, overview| {
        let input = StripInput {
            info,
            overview,
            strip: &strip,
            true_time: look.true_time,
            colour,
            row_height_css: row_height(zoom),
            state: &seen,
        };
        with_kit(page, |kit| {
            if over {
                strip::overlay(&input, None, slots, kit)
            } else {
                strip::scene(&input, slots, kit)
            }
        })
    })
}

/// The present window, for export.
pub fn strip_scene(page: Page, slots: &Slots) -> Option<Scene> {
    scene_of(page, slots, page.strip_zoom.get(), false)
}

#[component]
pub fn StripPart(slots: Memo<Arc<Slots>>) -> impl IntoView {
    let page = page();
    let zoom = page.strip_zoom;
    let top = RwSignal::new(0.0_f64);
    let true_time = move || page.choices.with(|choices| choices.look.strip.true_time);
    // The window follows scroll position and zoom; the query follows the window.
    Effect::new(move |_| {
        let rows = strip::rows_in(WINDOW_CSS, row_height(zoom.get()), true_time());
        let first = (top.get() / row_height(zoom.get())).floor().max(0.0) as u32;
        let window = if zoom.get() < ZOOMS.len() {
            StripQuery {
                first,
                rows,
                ..StripQuery::default()
            }
        } else {
            let columns = page.chart_width.get().max(280.0) as u32 / 4;
            StripQuery {
                first: 0,
                rows,
                density_columns: Some(columns),
                ..StripQuery::default()
            }
        };
        page.strip_window.set(window);
    });
    let scene = Memo::new(move |_| scene_of(page, &slots.get(), zoom.get(), false).map(Arc::new));
    let over = Memo::new(move |_| scene_of(page, &slots.get(), zoom.get(), true).map(Arc::new));
    let table = Signal::derive(move || {
        let strip = page.strip.get()?;
        with_answers(page, |info, _| {
            describe::strip(info, &strip, page.lang.get())
        })
    });
    view! {
        <section aria-labelledby="strip-title" data-testid="strip">
            <Bar />
            <If when=move || !page.as_table.get() fallback=move || view! { <Twin table name="journeys" /> }>
                <Window scene over top table />
            </If>
        </section>
    }
}

#[component]
fn Window(
    scene: Memo<Option<Arc<Scene>>>,
    over: Memo<Option<Arc<Scene>>>,
    top: RwSignal<f64>,
    #[prop(into)] table: Signal<Option<describe::Description>>,
) -> impl IntoView {
    let page = page();
    let area = NodeRef::<html::Div>::new();
    let above = NodeRef::<html::Canvas>::new();
    paint_on_change(above, Signal::derive(move || over.get()));
    let at = RwSignal::new(None::<Pointed>);
    let on_hover = Callback::new(move |pointed: Pointed| {
        hover(page, pointed.target);
        at.set(Some(pointed).filter(|pointed| pointed.target.is_some()));
    });
    let on_press = Callback::new(move |pointed: Pointed| press(page, pointed));
    let height = move || {
        let rows = page
            .strip
            .with(|strip| strip.as_ref().map_or(0, |strip| strip.total));
        let zoom = page.strip_zoom.get();
        let all = if zoom < ZOOMS.len() {
            f64::from(rows) * row_height(zoom) + 40.0
        } else {
            WINDOW_CSS - 2.0
        };
        format!("{all}px")
    };
    let scrolled = move |_: Event| {
        if let Some(area) = area.get_untracked() {
            top.set(f64::from(area.scroll_top()));
        }
    };
    let wheel = move |event: WheelEvent| {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            zoom_by(page, if event.delta_y() < 0.0 { -1 } else { 1 });
        }
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "+" | "=" => zoom_by(page, -1),
            "-" => zoom_by(page, 1),
            "0" => page.strip_zoom.set(1),
            _ => return,
        }
        event.prevent_default();
    };
    let spoken = Signal::derive(move || {
        table
            .get()
            .map(|described| described.summary)
            .unwrap_or_default()
    });
    view! {
        <div class="striparea" node_ref=area tabindex="0" role="group" aria-labelledby="strip-title" data-testid="strip-area"
            on:scroll=scrolled on:wheel=wheel on:keydown=key>
            <div style:height=height>
                <figure class="chart stay">
                    <ChartCanvas scene label=spoken on_hover on_press testid="strip-canvas" />
                    <canvas class="over" node_ref=above aria-hidden="true"></canvas>
                    <Tooltip at />
                </figure>
            </div>
        </div>
    }
}

/// Positive: further away.
fn zoom_by(page: Page, by: i32) {
    page.strip_zoom
        .update(|zoom| *zoom = zoom.saturating_add_signed(by as isize).min(ZOOMS.len()));
}

#[component]
fn Bar() -> impl IntoView {
    let page = page();
    let look = move || page.choices.with(|choices| choices.look.strip);
    let has_goal = move || {
        page.overview.with(|overview| {
            overview
                .as_ref()
                .is_some_and(|overview| overview.outcomes.has_goal)
        })
    };
    let has_emotion = move || {
        page.overview.with(|overview| {
            overview
                .as_ref()
                .is_some_and(|overview| overview.emotion.is_some())
        })
    };
    let timed = move || {
        page.info
            .with(|info| info.as_ref().is_some_and(|info| info.time.is_some()))
    };
    let said = move || {
        let lang = page.lang.get();
        page.strip.with(|strip| {
            strip.as_ref().map(|strip| {
                if strip.density.is_some() {
                    return lang.density(strip.total.into());
                }
                let (first, last) = (strip.first, strip.first + strip.rows.len() as u32);
                lang.strip_rows(first.into(), last.into(), strip.total.into())
            })
        })
    };
    let order = move |event| {
        let code = event_target_value(&event);
        if let Some(order) = ORDERS
            .into_iter()
            .find(|order| format!("{order:?}") == code)
        {
            choose::change(page, Change::Strip, |choices| {
                choices.look.strip.order = order
            });
        }
    };
    let axis = move |on: bool| {
        move |_| {
            choose::change(page, Change::Strip, |choices| {
                choices.look.strip.true_time = on
            })
        }
    };
    let colour = move |event| {
        let colour = if event_target_value(&event) == "stage" {
            StripColour::Stage
        } else {
            StripColour::Emotion
        };
        choose::change(page, Change::Strip, |choices| {
            choices.look.strip.colour = colour
        });
    };
    view! {
        <div class="bar3">
            <h2 id="strip-title">{page.say(Msg::Journeys)}</h2>
            <span class="t-small num" data-testid="strip-said">{said}</span>
            <If when=has_emotion>
                <span class="menu">
                    <select aria-label=page.say(Msg::ColourBy) data-testid="strip-colour" on:change=colour>
                        <option value="emotion" selected=move || look().colour == StripColour::Emotion>{page.say(Msg::ColourEmotion)}</option>
                        <option value="stage" selected=move || look().colour == StripColour::Stage>{page.say(Msg::ColourStage)}</option>
                    </select>
                </span>
            </If>
            <span class="menu">
                <select aria-label=page.say(Msg::OrderLabel) data-testid="strip-order" on:change=order>
                    {ORDERS.map(|order| view! {
                        <option value=format!("{order:?}") selected=move || look().order == order>{page.say_which(move || names::strip_order(order, has_goal()))}</option>
                    }).collect_view()}
                </select>
            </span>
            <button class="btn quiet icon sm" data-testid="zoom-out" aria-label=page.say(Msg::ZoomOut) on:click=move |_| zoom_by(page, 1)>"−"</button>
            <button class="btn quiet icon sm" data-testid="zoom-in" aria-label=page.say(Msg::ZoomIn) on:click=move |_| zoom_by(page, -1)>{icon(Icon::Plus)}</button>
            <If when=timed>
                <span class="seg" role="group" aria-label=page.say(Msg::TimeAxis)>
                    <button aria-pressed=flag(move || !look().true_time) on:click=axis(false)>{page.say(Msg::StageSlots)}</button>
                    <button aria-pressed=flag(move || look().true_time) data-testid="true-time" on:click=axis(true)>{page.say(Msg::TrueTime)}</button>
                </span>
            </If>
        </div>
    }
}
