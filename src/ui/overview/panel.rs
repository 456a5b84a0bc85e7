//! The right column: what is selected, explained with numbers, and the way back to its rows.

use std::sync::Arc;

use crate::ui::live::{If, live};
use leptos::prelude::*;

use super::emotion_chart::headline_figure;
use super::groups::GroupPanel;
use crate::i18n::{Lang, Msg};
use crate::model::answer::{
    Detail, GroupDetail, JourneyDetail, Mean, Outcome, StripRow, TableInfo, ValueStat, Verbatim,
};
use crate::model::query::Selection;
use crate::state::{Change, Facet, View};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};
use crate::ui::marks::{face, persona_mark};
use crate::ui::turns::Later;

/// Lines shown of each list.
const LISTED: usize = 6;

#[component]
pub fn Panel() -> impl IntoView {
    let page = page();
    let open = move || page.panel_open.get();
    let fold = move |_| page.panel_open.update(|open| *open = !*open);
    view! {
        <aside class="panel" class:shut=move || !open() aria-label=page.say(Msg::Detail) data-testid="panel">
            <If when=open fallback=move || view! {
                <button class="btn quiet icon sm" aria-label=page.say(Msg::ExpandPanel) aria-expanded="false" on:click=fold>{icon(Icon::Left)}</button>
            }>
                <If when=move || page.grouping.get() fallback=move || view! { <Later><Selected /></Later> }><GroupPanel /></If>
            </If>
        </aside>
    }
}

fn selected(page: Page) -> Option<Selection> {
    page.choices
        .with(|choices| choices.selection.last().cloned())
}

#[component]
fn Selected() -> impl IntoView {
    let page = page();
    let title = move || match selected(page) {
        Some(Selection::Stage(_)) => Msg::SelectedStage,
        Some(Selection::Touchpoint(_)) => Msg::SelectedTouchpoint,
        Some(Selection::Persona(_)) => Msg::SelectedPersona,
        Some(Selection::Channel(_)) => Msg::SelectedChannel,
        Some(Selection::Journey(_)) => Msg::SelectedJourney,
        None => Msg::Detail,
    };
    view! {
        <div class="sec">
            <h2>{page.say_which(title)}</h2>
            <If when=move || selected(page).is_some()>
                <button class="btn quiet icon sm" data-testid="clear-selection" aria-label=page.say(Msg::ClearSelection)
                    on:click=move |_| choose::clear_selection(page)>{icon(Icon::Close)}</button>
            </If>
            <button class="btn quiet icon sm" data-testid="fold-panel" aria-expanded="true" aria-label=page.say(Msg::CollapsePanel)
                on:click=move |_| page.panel_open.set(false)>{icon(Icon::Right)}</button>
        </div>
        {live(move || match (selected(page), page.detail.get(), page.info.get()) {
            (None, _, _) => view! { <p class="t-meta">{page.text(Msg::SelectSomething)}</p> }.into_any(),
            (Some(selection), Some(detail), Some(info)) => explained(page, &selection, &detail, &info),
            _ => ().into_any(),
        })}
    }
}

fn name_of(lang: Lang, selection: &Selection) -> String {
    let (Selection::Stage(name)
    | Selection::Touchpoint(name)
    | Selection::Persona(name)
    | Selection::Channel(name)
    | Selection::Journey(name)) = selection;
    lang.value(name).to_owned()
}

fn explained(page: Page, selection: &Selection, detail: &Detail, info: &Arc<TableInfo>) -> AnyView {
    let lang = page.lang.get();
    let title = name_of(lang, selection);
    let body = match detail {
        Detail::Group(group) => group_view(page, selection, group, info).into_any(),
        Detail::Journey(journey) => journey_view(page, journey, info).into_any(),
        Detail::Nothing => {
            view! { <p class="t-meta">{page.text(Msg::NotInTheData)}</p> }.into_any()
        }
    };
    view! { <h3 class="t-title" data-testid="panel-title">{title}</h3> {body} }.into_any()
}

/// A figure with its name; nothing where it has no meaning.
fn figure(
    name: &'static str,
    value: Option<String>,
    share: Option<String>,
    negative: bool,
) -> impl IntoView {
    value.map(|value| view! {
        <div>
            <dt>{name}</dt>
            <dd class:neg=negative>{value} {share.map(|share| view! { <small>" " {share}</small> })}</dd>
        </div>
    })
}

fn group_view(
    page: Page,
    selection: &Selection,
    group: &GroupDetail,
    info: &Arc<TableInfo>,
) -> impl IntoView {
    let lang = page.lang.get();
    let count = |n: u32| lang.count(n.into());
    let of_journeys = |n: u32| {
        (group.journeys > 0).then(|| lang.percent(f64::from(n) / f64::from(group.journeys)))
    };
    let is_stage = matches!(selection, Selection::Stage(_));
    let outcome = |n: Option<u32>| n.map(count);
    let revenue = group
        .revenue_sum
        .filter(|sum| *sum != 0.0)
        .map(|sum| lang.money(sum));
    view! {
        <dl class="kv num">
            {figure(page.text(if is_stage { Msg::Reached } else { Msg::Journeys }), Some(count(group.journeys)), None, false)}
            {figure(page.text(Msg::StayMedian), group.stay_median_seconds.map(|seconds| lang.duration(seconds)), None, false)}
            {figure(page.text(if is_stage { Msg::ThenWait } else { Msg::WaitMedian }), group.wait_median_seconds.map(|seconds| lang.duration(seconds)), None, false)}
            {figure(page.text(Msg::Dropped), outcome(group.dropped), group.dropped.and_then(of_journeys), group.dropped.is_some_and(|n| n > 0))}
            {figure(page.text(Msg::Open), outcome(group.open), group.open.and_then(of_journeys), false)}
            {figure(page.text(Msg::LastSeenHere), Some(count(group.ends)).filter(|_| is_stage), None, false)}
            {figure(page.text(Msg::GoalMet), outcome(group.reached_goal).filter(|_| !is_stage), group.reached_goal.and_then(of_journeys), false)}
            {figure(page.text(Msg::Events), Some(count(group.events)), None, false)}
            {figure(page.text(Msg::Revenue), revenue, None, false)}
        </dl>
        {group.headline.as_ref().map(|headline| headline_figure(page, headline))}
        {emotion_part(page, group, info)}
        {touchpoints_part(page, group, info)}
        {verbatims_part(page, group, info)}
        {channels_part(page, group, info)}
        {sample_part(page, selection, group, info)}
    }
}

fn has_answers(stats: &[(u32, ValueStat)]) -> bool {
    stats.iter().any(|(_, stat)| stat.emotion.n > 0)
}

fn emotion_part(page: Page, group: &GroupDetail, info: &Arc<TableInfo>) -> impl IntoView {
    let (title, list, names) = if has_answers(&group.personas) && group.personas.len() > 1 {
        (Msg::EmotionByPersona, &group.personas, &info.personas)
    } else {
        (Msg::EmotionByStage, &group.stages, &info.stages)
    };
    let by_persona = title == Msg::EmotionByPersona;
    has_answers(list).then(|| view! {
        <hr class="rule" />
        <div class="sec"><h3>{page.text(title)}</h3><span class="t-small">{page.text(Msg::MeanAndInterval)}</span></div>
        <ul class="tp num">
            {list.iter().filter(|(_, stat)| stat.emotion.n > 0).map(|(id, stat)| {
                let name = names.get(*id as usize).map_or("", String::as_str);
                emotion_line(page, by_persona.then_some(*id), name, stat.emotion)
            }).collect_view()}
        </ul>
    })
}

fn emotion_line(page: Page, persona: Option<u32>, name: &str, mean: Mean) -> impl IntoView + use<> {
    let lang = page.lang.get();
    let margin = mean
        .half_width
        .map(|half| lang.emotion_and_margin(mean.mean, half));
    view! {
        <li>
            {persona.map(|persona| persona_mark(persona, 12))}
            <span class="nm">{lang.value(name).to_owned()}</span>
            {face(mean.mean, 14)}
            <span class="e" title=margin>{lang.emotion(mean.mean)}</span>
            <span class="q">{lang.n(mean.n.into())}</span>
        </li>
    }
}

fn touchpoints_part(page: Page, group: &GroupDetail, info: &Arc<TableInfo>) -> impl IntoView {
    let lang = page.lang.get();
    (info.has_touchpoints && !group.touchpoints.is_empty()).then(|| view! {
        <hr class="rule" />
        <div class="sec"><h3>{page.text(Msg::Touchpoints)}</h3><span class="t-small">{page.text(Msg::JourneysAndEmotion)}</span></div>
        <ul class="tp">
            {group.touchpoints.iter().take(LISTED).map(|(id, stat)| {
                let name = info.touchpoints.get(*id as usize).cloned().unwrap_or_default();
                let shown = lang.value(&name).to_owned();
                let emotion = stat.emotion;
                view! {
                    <li>
                        <button class="nm" on:click=move |event| choose::select(page, &Selection::Touchpoint(name.clone()), event.shift_key())>{shown}</button>
                        <span class="q num">{lang.count(stat.journeys.into())}</span>
                        {(emotion.n > 0).then(|| view! { {face(emotion.mean, 14)} <span class="e num">{lang.emotion(emotion.mean)}</span> })}
                    </li>
                }
            }).collect_view()}
        </ul>
    })
}

fn verbatims_part(page: Page, group: &GroupDetail, info: &Arc<TableInfo>) -> impl IntoView {
    let lang = page.lang.get();
    (!group.verbatims.is_empty()).then(|| view! {
        <hr class="rule" />
        <div class="sec"><h3>{page.text(Msg::InTheirWords)}</h3><span class="t-small num">{lang.count(group.verbatim_count.into())}</span></div>
        <ul class="vb">{group.verbatims.iter().take(3).map(|verbatim| quote(page, verbatim, info)).collect_view()}</ul>
    })
}

/// Somebody's words with face, persona and journey.
pub fn quote(page: Page, verbatim: &Verbatim, info: &TableInfo) -> impl IntoView + use<> {
    let persona = verbatim
        .persona
        .and_then(|id| Some((id, info.personas.get(id as usize)?.clone())));
    let journey = verbatim.journey.clone();
    let shown = journey.clone();
    view! {
        <li>
            {verbatim.emotion.map(|emotion| face(emotion, 16))}
            <div>
                <q>{verbatim.text.clone()}</q>
                <span class="num">
                    {persona.map(|(id, name)| view! { {persona_mark(id, 10)} {page.lang.get().value(&name).to_owned()} " · " })}
                    <button class="link" on:click=move |_| choose::select(page, &Selection::Journey(journey.clone()), false)>{shown}</button>
                </span>
            </div>
        </li>
    }
}

fn channels_part(page: Page, group: &GroupDetail, info: &Arc<TableInfo>) -> impl IntoView {
    let lang = page.lang.get();
    let all: u32 = group.channels.iter().map(|(_, events)| events).sum();
    let share = move |events: u32| f64::from(events) / f64::from(all.max(1));
    (!group.channels.is_empty() && all > 0).then(|| {
        let words: Vec<String> = group.channels.iter().take(LISTED).map(|(id, events)| {
            let name = info.channels.get(*id as usize).map_or("", String::as_str);
            format!("{} {}", lang.value(name), lang.percent(share(*events)))
        }).collect();
        view! {
            <hr class="rule" />
            <div class="sec"><h3>{page.text(Msg::Channels)}</h3><span class="t-small">{page.text(Msg::ShareOfEvents)}</span></div>
            <div class="mix" aria-hidden="true">
                {group.channels.iter().map(|(_, events)| view! { <i style:width=format!("{:.1}%", share(*events) * 100.0)></i> }).collect_view()}
            </div>
            <p class="t-small num">{words.join(" · ")}</p>
        }
    })
}

fn sample_part(
    page: Page,
    selection: &Selection,
    group: &GroupDetail,
    info: &Arc<TableInfo>,
) -> impl IntoView {
    let kept = selection.clone();
    let authored = info.source.roles.is_empty();
    (!group.sample.is_empty() && !authored).then(|| view! {
        <hr class="rule" />
        <div class="sec"><h3>{page.text(Msg::JourneysThroughHere)}</h3></div>
        <ul class="sj">{group.sample.iter().take(LISTED).map(|row| sample_line(page, row)).collect_view()}</ul>
        <button class="link" data-testid="open-rows" on:click=move |_| open_rows(page, &kept)>{page.text(Msg::OpenRows)}</button>
    })
}

/// The rows behind a selection: the same filter, in the table view.
fn open_rows(page: Page, selection: &Selection) {
    match selection.clone() {
        Selection::Stage(name) => choose::change(page, Change::Stages, |choices| {
            choices.set_kept(Facet::Stage, Some(vec![name]))
        }),
        Selection::Touchpoint(name) => choose::change(page, Change::Touchpoints, |choices| {
            choices.set_kept(Facet::Touchpoint, Some(vec![name]))
        }),
        Selection::Persona(name) => choose::change(page, Change::Personas, |choices| {
            choices.set_kept(Facet::Persona, Some(vec![name]))
        }),
        Selection::Channel(name) => choose::change(page, Change::Channels, |choices| {
            choices.set_kept(Facet::Channel, Some(vec![name]))
        }),
        Selection::Journey(_) => {}
    }
    choose::view(page, View::Table);
}

fn outcome_text(page: Page, outcome: Option<Outcome>) -> Option<&'static str> {
    outcome.map(|outcome| {
        page.text(match outcome {
            Outcome::Reached => Msg::OutcomeReached,
            Outcome::Open => Msg::OutcomeOpen,
            Outcome::Dropped => Msg::OutcomeDropped,
        })
    })
}

fn sample_line(page: Page, row: &StripRow) -> impl IntoView + use<> {
    let lang = page.lang.get();
    let journey = row.journey.clone();
    let (shown, whole) = (journey.clone(), journey.clone());
    let faces = row
        .marks
        .iter()
        .filter_map(|mark| mark.emotion)
        .take(6)
        .map(|class| face(f64::from(class) - 2.0, 12))
        .collect_view();
    let about = [
        outcome_text(page, row.outcome).map(str::to_owned),
        (row.duration_micros > 0).then(|| lang.duration(row.duration_micros as f64 / 1e6)),
    ];
    view! {
        <li>
            <button data-testid="sample-journey" title=whole on:click=move |_| choose::select(page, &Selection::Journey(journey.clone()), false)>{shown}</button>
            {faces}
            <span class="q num">{about.into_iter().flatten().collect::<Vec<_>>().join(", ")}</span>
        </li>
    }
}

fn journey_view(page: Page, journey: &JourneyDetail, info: &Arc<TableInfo>) -> impl IntoView {
    let lang = page.lang.get();
    let persona = journey
        .persona
        .and_then(|id| info.personas.get(id as usize))
        .map(|name| lang.value(name).to_owned());
    let duration = info
        .time
        .map(|_| lang.duration(journey.duration_micros as f64 / 1e6));
    let account = (!journey.account.is_empty()).then(|| journey.account.clone());
    let only = journey.journey.clone();
    let first_rows = journey.steps.first().map(|step| step.row);
    let clock = page.clock();
    view! {
        <dl class="kv num">
            {figure(page.text(Msg::Events), Some(lang.count(journey.events.into())), None, false)}
            {figure(page.text(Msg::Duration), duration, None, false)}
            {figure(page.text(Msg::Goal), outcome_text(page, journey.outcome).map(str::to_owned), None, false)}
            {figure(page.text(Msg::Revenue), journey.revenue_sum.filter(|sum| *sum != 0.0).map(|sum| lang.money(sum)), None, false)}
            {figure(page.text(Msg::Account), account, None, false)}
        </dl>
        {persona.zip(journey.persona).map(|(name, id)| view! { <p class="t-meta metal">{persona_mark(id, 12)} {name}</p> })}
        <hr class="rule" />
        <div class="sec"><h3>{page.text(Msg::JourneySteps)}</h3></div>
        <ol class="steps2" data-testid="journey-steps">{journey.steps.iter().map(|step| {
            let name = info.touchpoints.get(step.touchpoint as usize).map_or("", String::as_str);
            let stage = step.stage.and_then(|id| info.stages.get(id as usize)).filter(|stage| *stage != name);
            let channel = step.channel.and_then(|id| info.channels.get(id as usize));
            let about: Vec<String> = [step.time_micros.map(|micros| lang.date_time(clock.shown(micros))), stage.cloned(), channel.cloned()].into_iter().flatten().collect();
            view! {
                <li>
                    <b>{lang.value(name).to_owned()}</b>
                    {step.emotion.map(|emotion| view! { " " <span class="num">{lang.emotion(emotion)}</span> })}
                    <div class="w num">{about.join(" · ")}</div>
                    {(!step.verbatim.is_empty()).then(|| view! { <q>{step.verbatim.clone()}</q> })}
                </li>
            }
        }).collect_view()}</ol>
        {first_rows.filter(|_| !info.source.roles.is_empty()).map(|_| view! {
            <button class="link" on:click=move |_| search_rows(page, &only)>{page.text(Msg::OpenRows)}</button>
        })}
    }
}

/// The rows of one journey: the table view searched for its id.
fn search_rows(page: Page, journey: &str) {
    page.row_search.set(journey.to_owned());
    choose::view(page, View::Table);
}
