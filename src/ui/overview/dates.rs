//! The date filter: a histogram with a brush, its handles for the keyboard, and two fields to type in.

use std::sync::Arc;

use crate::ui::live::{If, words};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::chart_canvas::paint_on_change;
use super::pictures::with_kit;
use crate::chart::Scene;
use crate::chart::histogram::{self, HistogramInput};
use crate::i18n::Msg;
use crate::model::answer::{Histogram, TableInfo};
use crate::model::time::{MICROS_PER_DAY, TimeKind, clock_micros, iso_from_micros};
use crate::model::zone::Clock;
use crate::state::{Change, Choices};
use crate::ui::context::{Page, page};
use crate::ui::{choose, session};

const HEIGHT_CSS: f64 = 58.0;

/// Which end of the brush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

fn dates(page: Page) -> Option<Histogram> {
    page.overview.with(|overview| {
        overview
            .as_ref()
            .and_then(|overview| overview.dates.clone())
    })
}

/// First bucket kept, and the one after the last.
fn brush(choices: &Choices, clock: &Clock, histogram: &Histogram) -> (u32, u32) {
    let count = histogram.all.len() as u32;
    let bucket = |iso: &str, end: u32| {
        clock.shown_at(iso).map_or(end, |micros| {
            let place = (micros - histogram.from_micros + histogram.step_micros / 2)
                .div_euclid(histogram.step_micros.max(1));
            place.clamp(0, count.into()) as u32
        })
    };
    let (from, to) = choices.dates();
    (
        from.map_or(0, |iso| bucket(iso, 0)),
        to.map_or(count, |iso| bucket(iso, count)),
    )
}

fn set_brush(page: Page, histogram: &Histogram, (first, end): (u32, u32)) {
    let count = histogram.all.len() as u32;
    let clock = untrack(|| page.clock());
    let at =
        |bucket: u32| clock.told(histogram.from_micros + i64::from(bucket) * histogram.step_micros);
    let kind = page
        .info
        .with_untracked(|info| info.as_ref().and_then(|info| info.time))
        .unwrap_or(TimeKind::Plain);
    let (from, to) = (
        (first > 0).then(|| at(first)),
        (end < count).then(|| at(end)),
    );
    choose::drag(page, Change::Dates, |choices| {
        choices.set_dates_micros(from, to, kind)
    });
}

#[component]
pub fn DateFilter() -> impl IntoView {
    let page = page();
    view! {
        <If when=move || dates(page).is_some_and(|dates| dates.all.len() > 1)>
            <section class="dates" aria-labelledby="dates-title" data-testid="dates">
                <div class="sec">
                    <h2 id="dates-title">{page.say(Msg::Dates)}</h2>
                    <button class="link" data-testid="dates-reset" on:click=move |_| choose::change(page, Change::Dates, |choices| choices.set_dates(None, None))>
                        {page.say(Msg::Reset)}
                    </button>
                </div>
                <Brush />
                <div class="daterow">
                    <DayField end=End::From name=Msg::FirstDay />
                    <DayField end=End::To name=Msg::LastDay />
                </div>
            </section>
        </If>
        <If when=move || has_no_times(page)>
            <section class="dates" aria-labelledby="no-dates-title" data-testid="no-dates">
                <div class="sec"><h2 id="no-dates-title">{page.say(Msg::Dates)}</h2></div>
                <p class="t-small">
                    {page.say(Msg::NoTimes)} " "
                    <button class="link" on:click=move |_| session::review_again(page)>{page.say(Msg::ChooseColumn)}</button>
                </p>
            </section>
        </If>
    }
}

fn has_no_times(page: Page) -> bool {
    let without = |info: &TableInfo| info.time.is_none();
    page.is_reviewable() && page.info.with(|info| info.as_deref().is_some_and(without))
}

#[component]
fn Brush() -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let width = RwSignal::new(200.0);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            crate::browser::page::watch_size(&canvas, move |css, _| {
                width.set(css.floor().max(80.0))
            });
        }
    });
    let scene = Memo::new(move |_| {
        let histogram = dates(page)?;
        let brush = page
            .choices
            .with(|choices| brush(choices, &page.clock(), &histogram));
        let lang = page.lang.get();
        let (first, last) = (
            histogram.from_micros,
            histogram.from_micros + histogram.all.len() as i64 * histogram.step_micros - 1,
        );
        // The first event, not the bucket that it lies in.
        let clock = page.clock();
        let span = page
            .info
            .with(|info| info.as_ref().and_then(|info| info.span_micros))
            .map_or((first, last), |(from, to)| {
                (clock.shown(from).max(first), clock.shown(to).min(last))
            });
        let ends = lang.axis_ends(span.0, span.1);
        let input = HistogramInput {
            histogram: &histogram,
            width_css: width.get(),
            height_css: HEIGHT_CSS,
            ends: (&ends.0, &ends.1),
            brush,
        };
        Some(Arc::new(with_kit(page, |kit| {
            histogram::scene(&input, kit)
        })))
    });
    paint_on_change(
        canvas,
        Signal::derive(move || scene.get() as Option<Arc<Scene>>),
    );
    // The end that is dragged; a drag that starts between the handles draws a new range from there.
    let dragged = StoredValue::new(None::<(u32, u32)>);
    let edge = move |event: &PointerEvent, histogram: &Histogram| {
        let input = HistogramInput {
            histogram,
            width_css: width.get_untracked(),
            height_css: HEIGHT_CSS,
            ends: ("", ""),
            brush: (0, 0),
        };
        input.edge_at(f64::from(event.offset_x()))
    };
    let down = move |event: PointerEvent| {
        let Some(histogram) = untrack(|| dates(page)) else {
            return;
        };
        let at = edge(&event, &histogram);
        let (first, end) = page
            .choices
            .with_untracked(|choices| brush(choices, &untrack(|| page.clock()), &histogram));
        let anchor = if at.abs_diff(first) <= 1 && at.abs_diff(end) > 1 {
            end
        } else if at.abs_diff(end) <= 1 {
            first
        } else {
            at
        };
        dragged.set_value(Some((anchor, at)));
        if let Some(canvas) = canvas.get_untracked() {
            // Without capture the drag ends at the canvas's edge.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    };
    let moved = move |event: PointerEvent| {
        let (Some((anchor, last)), Some(histogram)) =
            (dragged.get_value(), untrack(|| dates(page)))
        else {
            return;
        };
        let at = edge(&event, &histogram);
        if at != last {
            dragged.set_value(Some((anchor, at)));
            let (first, end) = (anchor.min(at), anchor.max(at));
            if first < end {
                set_brush(page, &histogram, (first, end));
            }
        }
    };
    let up = move |_| {
        dragged.set_value(None);
        choose::drag_ended(page);
    };
    view! {
        <div class="pop">
            <canvas node_ref=canvas class="hist" role="img" data-testid="date-brush" aria-label=page.say(Msg::Dates)
                on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up></canvas>
            <Handle end=End::From /> <Handle end=End::To />
        </div>
    }
}

/// A handle for the keyboard: arrows move it by one bar.
#[component]
fn Handle(end: End) -> impl IntoView {
    let page = page();
    let place = move || {
        dates(page).map(|histogram| {
            (
                page.choices
                    .with(|choices| brush(choices, &page.clock(), &histogram)),
                histogram,
            )
        })
    };
    let now = move || {
        place().map_or(
            0,
            |((first, last), _)| if end == End::From { first } else { last },
        )
    };
    let spoken = move || {
        place().map(|((first, last), histogram)| {
            let bucket = if end == End::From { first } else { last };
            page.lang.get().date(
                histogram.from_micros + i64::from(bucket) * histogram.step_micros
                    - i64::from(end == End::To),
            )
        })
    };
    let key = move |event: KeyboardEvent| {
        let Some(((first, last), histogram)) = untrack(place) else {
            return;
        };
        let count = histogram.all.len() as u32;
        let by = |value: u32| match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => Some(value.saturating_sub(1)),
            "ArrowRight" | "ArrowUp" => Some((value + 1).min(count)),
            "Home" => Some(0),
            "End" => Some(count),
            _ => None,
        };
        let next = match end {
            End::From => by(first).map(|first| (first.min(last.saturating_sub(1)), last)),
            End::To => by(last).map(|last| (first, last.max(first + 1))),
        };
        if let Some(next) = next {
            event.prevent_default();
            set_brush(page, &histogram, next);
        }
    };
    let name = if end == End::From {
        Msg::FirstDay
    } else {
        Msg::LastDay
    };
    view! {
        <button class="vh" role="slider" aria-label=page.say(name) aria-valuemin="0"
            aria-valuemax=move || place().map(|(_, histogram)| histogram.all.len().to_string())
            aria-valuenow=words(move || now().to_string()) aria-valuetext=spoken
            on:keydown=key on:blur=move |_| choose::drag_ended(page)></button>
    }
}

#[component]
fn DayField(end: End, name: Msg) -> impl IntoView {
    let page = page();
    let value = move || {
        let clock = page.clock();
        let chosen = page.choices.with(|choices| {
            let (from, to) = choices.dates();
            match end {
                End::From => from.and_then(|iso| clock.shown_at(iso)),
                End::To => to
                    .and_then(|iso| clock.shown_at(iso))
                    .map(|micros| micros - 1),
            }
        });
        let span = page
            .info
            .with(|info| info.as_ref().and_then(|info| info.span_micros));
        let shown = chosen
            .or(span.map(|(first, last)| clock.shown(if end == End::From { first } else { last })));
        shown
            .map(|micros| iso_from_micros(micros, TimeKind::Plain)[..10].to_owned())
            .unwrap_or_default()
    };
    let typed = move |event| {
        let clock = untrack(|| page.clock());
        let day = clock_micros(&event_target_value(&event));
        let kind = page
            .info
            .with_untracked(|info| info.as_ref().and_then(|info| info.time))
            .unwrap_or(TimeKind::Plain);
        let iso = |shown: i64| iso_from_micros(clock.told(shown), kind);
        choose::change(page, Change::Dates, |choices| {
            let (from, to) = choices.dates();
            let (from, to) = (from.map(str::to_owned), to.map(str::to_owned));
            match end {
                End::From => choices.set_dates(day.map(iso), to),
                End::To => choices.set_dates(from, day.map(|day| iso(day + MICROS_PER_DAY))),
            }
        });
    };
    view! { <input type="date" aria-label=page.say(name) prop:value=value on:change=typed /> }
}
