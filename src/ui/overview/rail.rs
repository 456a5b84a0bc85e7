//! The left column: what is kept. Personas, channels, stages, touchpoints, dates.

use crate::ui::live::{If, flag, live, words};
use leptos::prelude::*;

use super::dates::DateFilter;
use super::persona_cards::PersonaCards;
use crate::i18n::Msg;
use crate::model::answer::{Overview, StagesFrom, TableInfo};
use crate::state::{Change, Facet};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};
use crate::ui::turns::Later;

/// Values listed before "more".
const LISTED: usize = 7;

#[component]
pub fn Rail() -> impl IntoView {
    let page = page();
    let folded = move || {
        page.preferences
            .with(|preferences| preferences.filters_folded)
    };
    let fold = move |_| {
        page.preferences
            .update(|preferences| preferences.filters_folded = !preferences.filters_folded)
    };
    let has = move |test: fn(&TableInfo) -> bool| {
        page.info
            .with(|info| info.as_ref().is_some_and(|info| test(info)))
    };
    view! {
        <aside class="rail" class:shut=folded class:sheet=move || page.filters_sheet.get() aria-label=page.say(Msg::Filters) data-testid="rail">
            <div class="sec">
                <If when=move || !folded()><span class="t-small grow">{page.say(Msg::Filters)}</span></If>
                <button class="btn quiet icon sm" data-testid="fold-rail" aria-expanded=flag(move || !folded())
                    aria-label=move || page.text(if folded() { Msg::ExpandFilters } else { Msg::CollapseFilters }) on:click=fold>
                    {move || if folded() { icon(Icon::Right).into_any() } else { icon(Icon::Left).into_any() }}
                </button>
            </div>
            <If when=move || !folded()>
                <If when=move || has(|info| !info.personas.is_empty())><Later><PersonaCards /><hr class="rule" /></Later></If>
                <If when=move || has(|info| !info.channels.is_empty())>
                    <Later><Values facet=Facet::Channel title=Msg::Channels /><hr class="rule" /></Later>
                </If>
                <If when=move || has(|info| info.stages_from == StagesFrom::Stages && info.stages.len() > 1)>
                    <Later><Values facet=Facet::Stage title=Msg::Stages /><hr class="rule" /></Later>
                </If>
                <If when=move || has(|info| info.has_touchpoints)>
                    <Later><Values facet=Facet::Touchpoint title=Msg::Touchpoints /><hr class="rule" /></Later>
                </If>
                <Later><DateFilter /><Kept /></Later>
            </If>
        </aside>
    }
}

/// A list of values with a box, a bar and a count each.
#[component]
fn Values(facet: Facet, title: Msg) -> impl IntoView {
    let page = page();
    let search = RwSignal::new(String::new());
    let whole = RwSignal::new(false);
    let names = Memo::new(move |_| {
        page.info.with(|info| {
            info.as_ref()
                .map(|info| choose::values_of(info, facet).to_vec())
                .unwrap_or_default()
        })
    });
    let listed = Memo::new(move |_| {
        let wanted = search.get().to_lowercase();
        let most = if whole.get() { usize::MAX } else { LISTED };
        (0_u32..)
            .zip(names.get())
            .filter(|(_, name)| wanted.is_empty() || name.to_lowercase().contains(&wanted))
            .take(most)
            .collect::<Vec<_>>()
    });
    let more = move || names.with(Vec::len).saturating_sub(LISTED) as u64;
    let id = format!("facet-{facet:?}");
    view! {
        <div role="group" aria-labelledby=id.clone() data-testid=format!("facet-{facet:?}").to_lowercase()>
            <div class="sec">
                <h2 id=id.clone()>{page.say(title)}</h2>
                <If when=move || page.choices.with(|choices| choices.kept(facet).is_some())>
                    <button class="link" on:click=move |_| choose::keep_all(page, facet)>{page.say(Msg::All)}</button>
                </If>
                <span class="t-small">{page.say(Msg::UnitEvents)}</span>
            </div>
            <If when=move || whole.get() && more() != 0>
                <input class="field" type="search" aria-label=page.say(Msg::Search) placeholder=page.say(Msg::Search)
                    prop:value=search on:input=move |event| search.set(event_target_value(&event)) />
            </If>
            <div class="checks">
                {live(move || listed.get().into_iter().map(|entry| view! { <Value facet id=entry.0 name=entry.1 /> }.into_any()).collect::<Vec<_>>().into_any())}
            </div>
            <If when=move || { more() > 0 && !whole.get() }>
                <button class="link" on:click=move |_| whole.set(true)>{words(move || page.lang.get().more_search(more()))}</button>
            </If>
        </div>
    }
}

/// Events of a value under every filter but its own facet's.
fn events(overview: &Overview, facet: Facet, id: u32) -> u32 {
    let id = id as usize;
    match facet {
        Facet::Persona => overview.personas.get(id).map_or(0, |stat| stat.events),
        Facet::Channel => overview.channels.get(id).map_or(0, |stat| stat.events),
        Facet::Touchpoint => overview.touchpoints.get(id).map_or(0, |stat| stat.events),
        Facet::Stage => overview
            .stages
            .iter()
            .find(|stat| stat.stage as usize == id)
            .map_or(0, |stat| stat.events),
    }
}

fn most_events(overview: &Overview, facet: Facet) -> u32 {
    let most = match facet {
        Facet::Persona => overview.personas.iter().map(|stat| stat.events).max(),
        Facet::Channel => overview.channels.iter().map(|stat| stat.events).max(),
        Facet::Touchpoint => overview.touchpoints.iter().map(|stat| stat.events).max(),
        Facet::Stage => overview.stages.iter().map(|stat| stat.events).max(),
    };
    most.unwrap_or(0).max(1)
}

#[component]
fn Value(facet: Facet, id: u32, name: String) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(name);
    let count = Memo::new(move |_| {
        page.overview.with(|overview| {
            overview
                .as_ref()
                .map_or(0, |overview| events(overview, facet, id))
        })
    });
    let share = move || {
        let most = page.overview.with(|overview| {
            overview
                .as_ref()
                .map_or(1, |overview| most_events(overview, facet))
        });
        f64::from(count.get()) / f64::from(most) * 100.0
    };
    let kept = move || {
        page.choices
            .with(|choices| name.with_value(|name| choices.is_kept(facet, name)))
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=kept on:change=move |_| name.with_value(|name| choose::toggle(page, facet, name)) />
            <span class="nm" title=name.get_value()>{move || name.with_value(|name| in_parts(page.lang.get().value(name)))}</span>
            <span class="vb2" aria-hidden="true"><i style:width=move || format!("{:.0}%", share())></i></span>
            <span class="q num">{words(move || page.lang.get().count(count.get().into()))}</span>
        </label>
    }
}

/// How many journeys are left, and whether filters keep whole journeys.
#[component]
fn Kept() -> impl IntoView {
    let page = page();
    let counts = move || {
        let kept = page
            .overview
            .with(|overview| overview.as_ref().map_or(0, |overview| overview.journeys));
        let all = page
            .info
            .with(|info| info.as_ref().map_or(0, |info| info.journeys));
        page.lang.get().journeys_of(kept.into(), all.into())
    };
    let events_only = move || page.choices.with(|choices| !choices.whole_journeys);
    let flip = move |_| {
        choose::change(page, Change::WholeJourneys, |choices| {
            choices.set_whole_journeys(!choices.whole_journeys)
        })
    };
    view! {
        <hr class="rule" />
        <p class="t-small num"><b class="ink" data-testid="kept">{counts}</b></p>
        <p class="t-small kw">{page.say_which(move || if events_only() { Msg::PartialHint } else { Msg::KeepWholeJourneys })}</p>
        <button class="switch" data-testid="only-events" aria-pressed=flag(events_only) on:click=flip>
            <i></i> {page.say(Msg::OnlyTheseEvents)}
        </button>
        <If when=move || page.choices.with(|choices| !choices.filter.is_empty())>
            <p><button class="link" data-testid="clear-filters" on:click=move |_| choose::clear_filters(page)>{page.say(Msg::ClearFilters)}</button></p>
        </If>
    }
}

/// The filters as a sheet on a small screen.
pub fn toggle_sheet(page: Page) {
    page.filters_sheet.update(|open| *open = !*open);
}

/// A name that may be broken where its writer has joined words.
fn in_parts(name: &str) -> Vec<AnyView> {
    name.split_inclusive(['_', '/', '.'])
        .map(|part| view! { {part.to_owned()} <wbr /> }.into_any())
        .collect()
}
