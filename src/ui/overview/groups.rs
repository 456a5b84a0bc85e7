//! Screen I: touchpoints grouped into stages, in the panel; one step of undo when it is used.

use crate::ui::live::{If, live, words};
use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;

use crate::chart::timeline::Bracket;
use crate::i18n::Msg;
use crate::model::load::Goal;
use crate::state::Change;
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};

/// Touchpoints listed before "show the others".
const LISTED: usize = 12;

/// The draft over the drawn steps, as brackets.
pub fn brackets(page: Page) -> Vec<Bracket> {
    if !page.grouping.get() {
        return Vec::new();
    }
    let drawn: Vec<String> = page.info.with(|info| {
        page.overview.with(|overview| match (info, overview) {
            (Some(info), Some(overview)) => overview
                .stages
                .iter()
                .filter_map(|stat| info.stages.get(stat.stage as usize).cloned())
                .collect(),
            _ => Vec::new(),
        })
    });
    let group_of = |name: &String| {
        page.draft
            .with(|draft| draft.iter().position(|(_, members)| members.contains(name)))
    };
    let mut brackets: Vec<(usize, Bracket)> = Vec::new();
    for (slot, name) in drawn.iter().enumerate() {
        let Some(group) = group_of(name) else {
            continue;
        };
        match brackets.last_mut() {
            Some((last, bracket)) if *last == group && bracket.last + 1 == slot => {
                bracket.last = slot
            }
            _ => {
                let label = page
                    .draft
                    .with(|draft| format!("{} {}", group + 1, draft[group].0));
                brackets.push((
                    group,
                    Bracket {
                        first: slot,
                        last: slot,
                        label,
                    },
                ));
            }
        }
    }
    brackets.into_iter().map(|(_, bracket)| bracket).collect()
}

/// Opens the panel with the grouping in force.
pub fn begin(page: Page) {
    page.draft.set(
        page.choices
            .with_untracked(|choices| choices.look.lens.groups.clone()),
    );
}

fn move_to(page: Page, touchpoint: &str, group: Option<usize>) {
    page.draft.update(|draft| {
        for (_, members) in draft.iter_mut() {
            members.retain(|member| member != touchpoint);
        }
        if let Some((_, members)) = group.and_then(|group| draft.get_mut(group)) {
            members.push(touchpoint.to_owned());
        }
    });
}

fn new_stage(page: Page) {
    page.draft.update(|draft| {
        let name = format!(
            "{} {}",
            page.lang.get_untracked().text(Msg::Stage),
            draft.len() + 1
        );
        draft.push((name, Vec::new()));
    });
}

/// Touchpoints by frequency with the number of their journeys, those in no stage.
fn ungrouped(page: Page) -> Vec<(String, u32)> {
    page.info.with(|info| {
        let Some(info) = info else { return Vec::new() };
        page.draft.with(|draft| {
            (0_usize..)
                .zip(&info.touchpoints)
                .filter(|(_, name)| !draft.iter().any(|(_, members)| members.contains(name)))
                .map(|(id, name)| (name.clone(), journeys_at(page, id)))
                .collect()
        })
    })
}

fn journeys_at(page: Page, touchpoint: usize) -> u32 {
    page.overview.with(|overview| {
        overview
            .as_ref()
            .and_then(|overview| overview.touchpoints.get(touchpoint))
            .map_or(0, |stat| stat.journeys)
    })
}

fn journeys_of(page: Page, name: &str) -> u32 {
    let id = page.info.with(|info| {
        info.as_ref()
            .and_then(|info| info.touchpoints.iter().position(|other| other == name))
    });
    id.map_or(0, |id| journeys_at(page, id))
}

#[component]
pub fn GroupPanel() -> impl IntoView {
    let page = page();
    begin(page);
    let whole = RwSignal::new(false);
    let over = RwSignal::new(None::<usize>);
    let dragged = RwSignal::new(None::<String>);
    let listed = move || {
        ungrouped(page)
            .into_iter()
            .take(if whole.get() { usize::MAX } else { LISTED })
            .collect::<Vec<_>>()
    };
    let hidden = move || {
        if whole.get() {
            0
        } else {
            ungrouped(page).len().saturating_sub(LISTED)
        }
    };
    let used = move || {
        page.draft.with(|draft| {
            draft
                .iter()
                .filter(|(_, members)| !members.is_empty())
                .count()
        })
    };
    let apply = move |_| {
        let mut groups = page.draft.get_untracked();
        groups.retain(|(_, members)| !members.is_empty());
        page.grouping.set(false);
        choose::change(page, Change::Groups, |choices| {
            choices.look.lens.groups = groups;
            choices.look.lens.stage_order = None;
        });
    };
    let close = move |_| page.grouping.set(false);
    view! {
        <div data-testid="grouping">
            <div class="sec">
                <h2 class="t-h">{page.say(Msg::GroupIntoStages)}</h2>
                <button class="btn quiet icon sm" aria-label=page.say(Msg::Close) on:click=close>{icon(Icon::Close)}</button>
            </div>
            <p class="t-small">{page.say(Msg::GroupHint)}</p>
            {live(move || (0..page.draft.with(Vec::len)).map(|group| view! { <Group group over dragged /> }.into_any()).collect::<Vec<_>>().into_any())}
            <button class="addc" data-testid="new-stage" on:click=move |_| new_stage(page)>{icon(Icon::Plus)} {page.say(Msg::NewStage)}</button>
            <div class="sec"><h3>{page.say(Msg::NotGrouped)}</h3><span class="t-small num">{words(move || ungrouped(page).len().to_string())}</span></div>
            <ul>
                {live(move || listed().into_iter().map(|entry| view! { <Row name=entry.0 journeys=entry.1 group=None dragged /> }.into_any()).collect::<Vec<_>>().into_any())}
            </ul>
            <If when=move || { hidden() > 0 }>
                <button class="link" on:click=move |_| whole.set(true)>{words(move || page.lang.get().show_more(hidden() as u64))}</button>
            </If>
            <div class="acts">
                <button class="btn primary" data-testid="use-groups" on:click=apply>
                    {words(move || page.lang.get().use_groups(used() as u64, ungrouped(page).len() as u64))}
                </button>
                <button class="btn quiet" on:click=close>{page.say(Msg::Cancel)}</button>
            </div>
        </div>
    }
}

#[component]
fn Group(
    group: usize,
    over: RwSignal<Option<usize>>,
    dragged: RwSignal<Option<String>>,
) -> impl IntoView {
    let page = page();
    let entry = move || {
        page.draft
            .with(|draft| draft.get(group).cloned())
            .unwrap_or_default()
    };
    let rename = move |event| {
        let name = event_target_value(&event);
        page.draft.update(|draft| {
            if let Some((old, _)) = draft.get_mut(group) {
                *old = name;
            }
        });
    };
    let swap = move |by: isize| {
        move |_| {
            page.draft.update(|draft| {
                if let Some(other) = group
                    .checked_add_signed(by)
                    .filter(|other| *other < draft.len())
                {
                    draft.swap(group, other);
                }
            })
        }
    };
    let remove = move |_| page.draft.update(|draft| drop(draft.remove(group)));
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(None);
        if let Some(name) = dragged.get_untracked() {
            move_to(page, &name, Some(group));
        }
    };
    view! {
        <section class="gb" class:over=move || over.get() == Some(group)
            on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(Some(group)); }
            on:dragleave=move |_| over.set(None) on:drop=dropped>
            <div class="gh">
                <span class="num t-small">{(group + 1).to_string()}</span>
                <input aria-label=page.say(Msg::StageName) prop:value=move || entry().0 on:change=rename />
                <button class="btn quiet icon sm" aria-label=page.say(Msg::MoveUp) on:click=swap(-1)>{icon(Icon::Up)}</button>
                <button class="btn quiet icon sm" aria-label=page.say(Msg::MoveDown) on:click=swap(1)>{icon(Icon::Down)}</button>
                <button class="btn quiet icon sm" aria-label=page.say(Msg::RemoveStage) on:click=remove>{icon(Icon::Close)}</button>
            </div>
            <ul>
                {live(move || entry().1.into_iter().map(|name| view! { <Row journeys=journeys_of(page, &name) name group=Some(group) dragged /> }.into_any()).collect::<Vec<_>>().into_any())}
            </ul>
        </section>
    }
}

/// A touchpoint: dragged by its grip, moved by its menu, or by Alt and the arrows.
#[component]
fn Row(
    name: String,
    journeys: u32,
    group: Option<usize>,
    dragged: RwSignal<Option<String>>,
) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(name);
    let count = move || page.draft.with(Vec::len);
    let menu = move |event| {
        let code = event_target_value(&event);
        match code.as_str() {
            "goal" => name.with_value(|name| {
                let goal = Goal {
                    touchpoint: vec![name.clone()],
                    ..Goal::default()
                };
                choose::change(page, Change::Goal, |choices| {
                    choices.look.lens.goal = Some(goal)
                });
            }),
            "none" => name.with_value(|name| move_to(page, name, None)),
            code => {
                if let Ok(target) = code.parse() {
                    name.with_value(|name| move_to(page, name, Some(target)));
                }
            }
        }
    };
    let key = move |event: KeyboardEvent| {
        if !event.alt_key() {
            return;
        }
        let target = match (event.key().as_str(), group) {
            ("ArrowUp", None) => count().checked_sub(1),
            ("ArrowUp", Some(group)) => group.checked_sub(1),
            ("ArrowDown", Some(group)) if group + 1 < count() => Some(group + 1),
            ("ArrowDown", Some(_)) => None,
            _ => return,
        };
        event.prevent_default();
        name.with_value(|name| move_to(page, name, target));
    };
    view! {
        <li class="tpr" draggable="true" on:dragstart=move |_| dragged.set(Some(name.get_value())) on:keydown=key>
            {icon(Icon::Grip)}
            <span class="nm" title=name.get_value()>{words(move || name.with_value(|name| page.lang.get().value(name).to_owned()))}</span>
            <span class="q num">{words(move || page.lang.get().count(journeys.into()))}</span>
            <select aria-label=move || name.with_value(|name| page.lang.get().labelled(page.text(Msg::MoveTo), name)) on:change=menu data-testid="move-to">
                <option value="" selected=true></option>
                {live(move || page.draft.with(|draft| draft.iter().enumerate().map(|(index, (stage, _))| {
                    view! { <option value=index.to_string()>{page.lang.get().move_to(stage)}</option> }
                }).collect_view()).into_any())}
                <If when=move || group.is_some()><option value="none">{page.say(Msg::NotGrouped)}</option></If>
                <option value="goal">{page.say(Msg::MakeGoal)}</option>
            </select>
        </li>
    }
}
