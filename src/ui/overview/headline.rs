//! The sentence on top: the main finding with its n, then what it rests on.

use crate::ui::live::{If, flag, live, words};
use leptos::prelude::*;

use crate::i18n::{Msg, takeaway};
use crate::state::View;
use crate::ui::cleaning::Offered;
use crate::ui::context::{Page, page};
use crate::ui::{choose, table, zones};

/// The sentence for what is seen now.
pub fn sentence(page: Page) -> String {
    page.info.with(|info| {
        page.overview.with(|overview| match (info, overview) {
            (Some(info), Some(overview)) => takeaway(page.lang.get(), info, overview),
            _ => String::new(),
        })
    })
}

/// `1,284 journeys · 18,432 events · 2,496 answers · 1 Jan to 30 Jun 2026`.
pub fn counts(page: Page) -> String {
    let lang = page.lang.get();
    page.overview.with(|overview| {
        let Some(overview) = overview else {
            return String::new();
        };
        let mut parts = vec![
            lang.journeys(overview.journeys.into()),
            lang.events(overview.events.into()),
        ];
        if overview.emotion.is_some() {
            parts.push(lang.answers(overview.answers.into()));
        }
        parts.extend(
            overview
                .span_micros
                .map(|(first, last)| lang.date_range(first, last)),
        );
        parts.extend(zones::shown_name(page));
        let part = page
            .origin
            .with(|origin| origin.as_ref().and_then(|origin| origin.part));
        parts.extend(part.map(|share| lang.first_part(share)));
        parts.join(" · ")
    })
}

#[component]
pub fn Headline() -> impl IntoView {
    let page = page();
    let set_aside = move || {
        page.info
            .with(|info| info.as_ref().map_or(0, |info| info.source.rows_rejected))
    };
    let emptied = move || {
        page.info
            .with(|info| info.as_ref().map_or(0, |info| info.emptied_cells))
    };
    let plain_times = move || {
        page.info
            .with(|info| info.as_ref().map_or(0, |info| info.plain_times))
    };
    let partial = move || {
        page.overview
            .with(|overview| overview.as_ref().is_some_and(|overview| overview.partial))
    };
    let mixed = move || {
        page.info
            .with(|info| info.as_ref().map_or(0, |info| info.mixed_persona_journeys))
    };
    view! {
        <div class="headl">
            <h1 class="t-title" data-testid="takeaway">{words(move || sentence(page))}</h1>
            <button class="btn wide" aria-pressed=flag(move || page.as_table.get()) data-testid="as-table"
                on:click=move |_| page.as_table.update(|on| *on = !*on)>
                {super::super::icons::icon(super::super::icons::Icon::Table)}
                {page.say_which(move || if page.as_table.get() { Msg::ReadAsPicture } else { Msg::ReadAsTable })}
            </button>
        </div>
        <div class="metal t-meta num">
            <span data-testid="counts">{words(move || counts(page))}</span>
            <If when=move || { set_aside() > 0 }>
                <button class="pill" data-testid="set-aside" on:click=move |_| { table::show_problems(); choose::view(page, View::Table) }>
                    {words(move || page.lang.get().rows_set_aside(set_aside()))}
                </button>
            </If>
            <If when=move || { emptied() > 0 }>
                <button class="pill" on:click=move |_| choose::view(page, View::Table)>
                    {words(move || page.lang.get().cells_emptied(emptied().into()))}
                </button>
            </If>
            <If when=move || { plain_times() > 0 }>
                <button class="pill" data-testid="plain-times" on:click=move |_| { table::show_problems(); choose::view(page, View::Table) }>
                    {words(move || page.lang.get().plain_times(plain_times().into(), &zone(page)))}
                </button>
                <ZoneMenu />
            </If>
            <If when=move || { mixed() > 0 }>
                <span class="pill">{words(move || page.lang.get().mixed_personas(mixed().into()))}</span>
            </If>
            <If when=partial><span class="pill warn" title=page.say(Msg::PartialHint)>{page.say(Msg::Partial)}</span></If>
        </div>
        <Offered />
        <p class="vh" aria-live="polite" data-testid="spoken">{words(move || spoken(page))}</p>
    }
}

/// The zone that plain times among instants were read in.
fn zone(page: Page) -> String {
    page.origin.with(|origin| {
        let options = origin.as_ref().map(|origin| &origin.options);
        options.map(zones::present).unwrap_or_default()
    })
}

/// Another zone for them.
#[component]
fn ZoneMenu() -> impl IntoView {
    let page = page();
    let present = Memo::new(move |_| zone(page));
    // Made again only for a zone that is not in it: whoever steps through it by keyboard stays there.
    let listed = Memo::new(move |before: Option<&Vec<(String, String)>>| {
        let present = present.get();
        let known = before.filter(|entries| entries.iter().any(|(name, _)| *name == present));
        known.cloned().unwrap_or_else(|| zones::entries(&present))
    });
    let options = move || {
        let option = |(name, shown): (String, String)| {
            let selected = name.clone();
            view! { <option value=name selected=move || present.get() == selected>{shown}</option> }
        };
        listed
            .get()
            .into_iter()
            .map(option)
            .collect_view()
            .into_any()
    };
    view! {
        <label class="menu">
            <select aria-label=page.say(Msg::PlainTimesZone) data-testid="zone" prop:value=present
                on:change=move |event| zones::choose(page, event_target_value(&event))>
                {live(options)}
            </select>
        </label>
    }
}

/// What a screen reader hears after a filter.
fn spoken(page: Page) -> String {
    let kept = page
        .overview
        .with(|overview| overview.as_ref().map_or(0, |overview| overview.journeys));
    let all = page
        .info
        .with(|info| info.as_ref().map_or(0, |info| info.journeys));
    page.lang.get().filter_spoken(kept.into(), all.into())
}
