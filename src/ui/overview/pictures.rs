//! The three pictures below each other on shared slots, each with its bar and its table.

use std::sync::Arc;

use crate::ui::live::If;
use leptos::html;
use leptos::prelude::*;

use super::emotion_chart::{EmotionPart, emotion_scene};
use super::empty::NothingKept;
use super::small_chart::SmallPart;
use super::strip_chart::{StripPart, strip_scene};
use super::timeline_chart::{TimelinePart, timeline_scene};
use crate::browser::{canvas, page as browser};
use crate::chart::emotion;
use crate::chart::{Kit, Rgba, Scene, Slots, State, Target, Theme};
use crate::model::answer::{Overview, TableInfo};
use crate::model::query::EmotionBy;
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::turns::Later;

/// The theme of the pictures: the same tokens as the style sheets.
pub fn theme(page: Page) -> Theme {
    if browser::forced_colours() {
        let colour = |name: &str, (r, g, b): (u8, u8, u8)| {
            let (r, g, b) = browser::system_colour(name).unwrap_or((r, g, b));
            Rgba { r, g, b, a: 1.0 }
        };
        let (ground, ink) = (
            colour("Canvas", (255, 255, 255)),
            colour("CanvasText", (0, 0, 0)),
        );
        return Theme::forced(ground, ink, colour("Highlight", (0, 0, 160)));
    }
    if page.dark.get() {
        Theme::dark()
    } else {
        Theme::light()
    }
}

/// Calls `make` with everything that a picture is made with.
pub fn with_kit<T>(page: Page, make: impl FnOnce(&Kit) -> T) -> T {
    let (theme, lang) = (theme(page), page.lang.get());
    let measure = canvas::CanvasMeasure;
    make(&Kit {
        theme: &theme,
        lang,
        measure: &measure,
    })
}

/// The table and its answer, where both are there.
pub fn with_answers<T>(page: Page, make: impl FnOnce(&TableInfo, &Overview) -> T) -> Option<T> {
    let (info, overview) = (page.info.get()?, page.overview.get()?);
    Some(make(&info, &overview))
}

/// The shared x axis.
pub fn slots(page: Page, width_css: f64) -> Slots {
    let by_time = page.choices.with(|choices| choices.look.by_time);
    page.overview.with(|overview| {
        let stages = overview
            .as_ref()
            .map(|overview| overview.stages.as_slice())
            .unwrap_or_default();
        if by_time {
            let stays: Vec<_> = stages
                .iter()
                .map(|stage| stage.stay_median_seconds)
                .collect();
            let waits: Vec<_> = stages
                .iter()
                .map(|stage| stage.forward_wait_median_seconds)
                .collect();
            Slots::by_time(width_css, &stays, &waits)
        } else {
            Slots::equal(width_css, stages.len())
        }
    })
}

/// The leading persona: the one last focused, else that of the main finding, else the largest kept one.
pub fn leading(page: Page) -> Option<u32> {
    let by = page.choices.with(|choices| choices.look.emotion_by);
    if by != EmotionBy::Persona {
        return None;
    }
    with_answers(page, |info, overview| {
        let chosen = page.choices.with(|choices| choices.look.leading.clone());
        let chosen = chosen
            .and_then(|name| info.personas.iter().position(|other| *other == name))
            .map(|id| id as u32);
        let lines = overview
            .emotion
            .as_ref()
            .map(|graph| graph.lines.as_slice())
            .unwrap_or_default();
        let is_drawn = |id: &u32| lines.is_empty() || lines.iter().any(|line| line.group == *id);
        let found = overview
            .findings
            .first()
            .and_then(|finding| finding.persona);
        chosen
            .filter(is_drawn)
            .or(found.filter(is_drawn))
            .or_else(|| lines.first().map(|line| line.group))
    })
    .flatten()
}

/// What is selected and pointed at, for the pictures.
pub fn state(page: Page) -> State {
    let selected = page.info.with(|info| {
        info.as_ref()
            .map(|info| {
                page.choices
                    .with(|choices| choose::selected_targets(info, choices))
            })
            .unwrap_or_default()
    });
    State {
        selected,
        hovered: page.hover.get(),
        focused: page.focused.get(),
    }
}

/// A target that the pointer or the keyboard is on, as the other pictures see it.
pub fn hover(page: Page, target: Option<Target>) {
    if page.hover.get_untracked() != target {
        page.hover.set(target);
    }
}

#[component]
pub fn Pictures() -> impl IntoView {
    let page = page();
    let area = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            browser::watch_size(&area, move |width, _| page.chart_width.set(width.floor()));
        }
    });
    let slots = Memo::new(move |_| Arc::new(slots(page, page.chart_width.get().max(280.0))));
    let nothing = move || {
        page.overview.with(|overview| {
            overview
                .as_ref()
                .is_some_and(|overview| overview.journeys == 0)
        })
    };
    view! {
        <div node_ref=area>
            <If when=move || page.overview.with(Option::is_some) && page.chart_width.get() != 0.0>
                <If when=move || !nothing() fallback=|| view! { <NothingKept /> }>
                    <If when=move || page.is_small() fallback=move || view! {
                        <Later><TimelinePart slots /></Later><Later><EmotionPart slots /></Later>
                    }>
                        <SmallPart slots />
                    </If>
                    <If when=move || !page.embedded><Later><StripPart slots /></Later></If>
                </If>
            </If>
        </div>
    }
}

/// The pictures as they are seen now, from top to bottom, for export.
pub fn scenes(page: Page) -> Vec<Scene> {
    let slots = slots(page, page.chart_width.get().max(640.0));
    let form = if page.embedded {
        emotion::Form::Embed
    } else {
        emotion::Form::Full
    };
    [
        timeline_scene(page, &slots, page.form.get()),
        emotion_scene(page, &slots, form),
        strip_scene(page, &slots),
    ]
    .into_iter()
    .flatten()
    .collect()
}
