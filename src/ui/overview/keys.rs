//! The keyboard's way through a picture: one Tab stop, arrows from stage to stage, Enter selects, Space explains.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::ui::live::live;

use super::pictures::with_answers;
use crate::browser::page as browser;
use crate::chart::{Slots, Target, describe, small};
use crate::model::answer::StageStat;
use crate::model::query::Selection;
use crate::ui::choose;
use crate::ui::context::{Page, page};

/// The drawn stages with their ids and names.
fn stages(page: Page) -> Vec<(StageStat, String)> {
    page.info.with(|info| {
        page.overview.with(|overview| match (info, overview) {
            (Some(info), Some(overview)) => overview
                .stages
                .iter()
                .map(|stat| {
                    (
                        stat.clone(),
                        info.stages
                            .get(stat.stage as usize)
                            .cloned()
                            .unwrap_or_default(),
                    )
                })
                .collect(),
            _ => Vec::new(),
        })
    })
}

/// What a screen reader says of a stage: the leading persona's emotion there, how many were dropped, how many reached it.
fn spoken(page: Page, stat: &StageStat) -> String {
    let lang = page.lang.get();
    let by = page.choices.with(|choices| choices.look.emotion_by);
    let leading = super::pictures::leading(page);
    let about = with_answers(page, |info, overview| {
        let point = leading.and_then(|group| {
            describe::spoken(
                Target::Point {
                    group,
                    stage: stat.stage,
                },
                info,
                overview,
                by,
                lang,
            )
        });
        point.or_else(|| describe::spoken(Target::Stage(stat.stage), info, overview, by, lang))
    });
    format!(
        "{}, {}",
        about.flatten().unwrap_or_default(),
        lang.journeys(stat.reached.into())
    )
}

/// Buttons over the columns of a picture, invisible but for their focus ring. One of them is the Tab stop.
#[component]
pub fn StageKeys(
    slots: Memo<Arc<Slots>>,
    /// Rows of the small screen's picture instead of columns.
    #[prop(optional)]
    rows: bool,
) -> impl IntoView {
    let page = page();
    let list = NodeRef::<html::Div>::new();
    let current = RwSignal::new(0_usize);
    let go = move |index: usize| {
        current.set(index);
        if let Some(list) = list.get_untracked() {
            browser::focus_within(&list, &format!("button:nth-child({})", index + 1));
        }
    };
    let key = move |event: KeyboardEvent| {
        let count = untrack(|| stages(page)).len();
        let index = current.get_untracked().min(count.saturating_sub(1));
        let next = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" if rows || event.key() == "ArrowLeft" => {
                index.saturating_sub(1)
            }
            "ArrowRight" | "ArrowDown" if rows || event.key() == "ArrowRight" => {
                (index + 1).min(count.saturating_sub(1))
            }
            "Home" => 0,
            "End" => count.saturating_sub(1),
            " " => {
                event.prevent_default();
                return page.hover.set(page.focused.get_untracked());
            }
            _ => return,
        };
        event.prevent_default();
        go(next);
    };
    let within = move |index: usize, read: fn(&Slots, usize) -> f64| {
        format!(
            "{}px",
            slots.with(|slots| read(slots, index.min(slots.len().saturating_sub(1))))
        )
    };
    let left = move |index: usize| {
        if rows {
            "0".to_owned()
        } else {
            within(index, Slots::start)
        }
    };
    let width = move |index: usize| {
        if rows {
            "100%".to_owned()
        } else {
            within(index, Slots::slot_width)
        }
    };
    let top = move |index: usize| {
        if rows {
            format!("{}px", small::height(index))
        } else {
            "0".to_owned()
        }
    };
    let bottom = move || if rows { "auto" } else { "0" };
    let height = move || {
        if rows {
            format!("{}px", small::ROW_CSS)
        } else {
            "auto".to_owned()
        }
    };
    view! {
        <div class="keys" node_ref=list on:keydown=key>
            {live(move || stages(page).into_iter().enumerate().map(|(index, (stat, name))| {
                let stage = stat.stage;
                let label = spoken(page, &stat);
                let selected = page.choices.with(|choices| choices.selection.contains(&Selection::Stage(name.clone())));
                view! {
                    <button aria-label=label aria-pressed=selected.to_string() data-testid="stage-key"
                        tabindex=move || if current.get() == index { "0" } else { "-1" }
                        style:left=move || left(index) style:width=move || width(index) style:top=move || top(index) style:bottom=bottom style:height=height
                        on:focus=move |_| page.focused.set(Some(Target::Stage(stage)))
                        on:blur=move |_| page.focused.set(None)
                        on:click=move |event| choose::select(page, &Selection::Stage(name.clone()), event.shift_key())></button>
                }
            }).collect_view().into_any())}
        </div>
    }
}
