//! What is under the pointer, in words and numbers; never over the mark itself.

use crate::ui::live::{If, live};
use leptos::prelude::*;

use super::chart_canvas::Pointed;
use super::pictures::with_answers;
use crate::chart::tip;
use crate::ui::context::page;

/// Away from the mark, CSS pixels (design language §4.8).
const AWAY: f64 = 12.0;
const WIDTH: f64 = 280.0;

#[component]
pub fn Tooltip(at: RwSignal<Option<Pointed>>) -> impl IntoView {
    let page = page();
    let lines = Memo::new(move |_| {
        let target = at.get()?.target?;
        with_answers(page, |info, overview| {
            let strip = page.strip.get();
            let by = page.choices.with(|choices| choices.look.emotion_by);
            tip::lines(
                target,
                info,
                overview,
                strip.as_deref(),
                by,
                page.lang.get(),
            )
        })
        .filter(|lines| !lines.is_empty())
    });
    let left = move || {
        let x = at.get().map_or(0.0, |pointed| pointed.x);
        let room = page.chart_width.get();
        let place = if x + AWAY + WIDTH > room {
            (x - AWAY - WIDTH).max(0.0)
        } else {
            x + AWAY
        };
        format!("{place}px")
    };
    let top = move || format!("{}px", at.get().map_or(0.0, |pointed| pointed.y) + AWAY);
    view! {
        <If when=move || lines.with(Option::is_some) && page.hover.get().is_some()>
            <div class="tip" role="tooltip" style:left=left style:top=top>
                {live(move || lines.get().unwrap_or_default().into_iter().enumerate().map(|(index, line)| {
                    if index == 0 { view! { <b>{line}</b> }.into_any() } else { view! { <div class="num">{line}</div> }.into_any() }
                }).collect_view().into_any())}
            </div>
        </If>
    }
}
