//! The persona cards: name, journeys, share, mean emotion; click toggles, double-click or Alt-click solos.

use crate::ui::live::{If, flag, live, words};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::i18n::Msg;
use crate::model::answer::ValueStat;
use crate::state::{Change, Facet};
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::marks::{face, persona_line};

/// From here on the cards get a search field (design language §4.7).
const MANY: usize = 7;

#[component]
pub fn PersonaCards() -> impl IntoView {
    let page = page();
    let search = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        page.info.with(|info| {
            info.as_ref()
                .map(|info| info.personas.clone())
                .unwrap_or_default()
        })
    });
    let listed = Memo::new(move |_| {
        let wanted = search.get().to_lowercase();
        let matches = |name: &String| wanted.is_empty() || name.to_lowercase().contains(&wanted);
        (0_u32..)
            .zip(names.get())
            .filter(|(_, name)| matches(name))
            .collect::<Vec<_>>()
    });
    view! {
        <section aria-labelledby="personas-title" data-testid="personas">
            <div class="sec">
                <h2 id="personas-title">{page.say(Msg::Personas)}</h2>
                <button class="link" data-testid="personas-all" on:click=move |_| choose::keep_all(page, Facet::Persona)>{page.say(Msg::All)}</button>
                <button class="link" data-testid="personas-none" on:click=move |_| choose::keep_none(page, Facet::Persona)>{page.say(Msg::None)}</button>
            </div>
            <If when=move || names.with(|names| names.len() >= MANY)>
                <input class="field" type="search" aria-label=page.say(Msg::Search) placeholder=page.say(Msg::Search)
                    prop:value=search on:input=move |event| search.set(event_target_value(&event)) />
            </If>
            {live(move || listed.get().into_iter().map(|entry| view! { <PersonaCard persona=entry.0 name=entry.1 /> }.into_any()).collect::<Vec<_>>().into_any())}
        </section>
    }
}

fn stat_of(page: Page, persona: u32) -> ValueStat {
    page.overview.with(|overview| {
        overview
            .as_ref()
            .and_then(|overview| overview.personas.get(persona as usize))
            .cloned()
            .unwrap_or_default()
    })
}

#[component]
fn PersonaCard(persona: u32, name: String) -> impl IntoView {
    let page = page();
    let name = StoredValue::new(name);
    let stat = Memo::new(move |_| stat_of(page, persona));
    let kept = Memo::new(move |_| {
        page.choices
            .with(|choices| name.with_value(|name| choices.is_kept(Facet::Persona, name)))
    });
    let leads = Memo::new(move |_| super::pictures::leading(page) == Some(persona));
    let all = move || {
        page.overview.with(|overview| {
            overview.as_ref().map_or(0, |overview| {
                overview
                    .personas
                    .iter()
                    .map(|stat| stat.journeys)
                    .sum::<u32>()
            })
        })
    };
    let share = move || f64::from(stat.get().journeys) / f64::from(all().max(1));
    let solo = move || name.with_value(|name| choose::solo(page, Facet::Persona, name));
    let click = move |event: MouseEvent| {
        if event.alt_key() || event.detail() == 2 {
            solo();
        } else if event.detail() < 2 {
            name.with_value(|name| choose::toggle(page, Facet::Persona, name));
        }
    };
    let lead = move |_| {
        name.with_value(|name| {
            choose::drag(page, Change::Leading, |choices| {
                choices.look.leading = Some(name.clone())
            });
        })
    };
    view! {
        <div class="pwrap">
            <button class="pcard" class:lead=move || leads.get() aria-pressed=flag(move || kept.get()) data-testid="persona"
                title=page.say(Msg::SoloHint) on:click=click on:focus=lead
                on:pointerenter=move |_| page.hover.set(Some(crate::chart::Target::Persona(persona)))
                on:pointerleave=move |_| page.hover.set(None)>
                {persona_line(persona)}
                <span class="name">{words(move || name.with_value(|name| page.lang.get().value(name).to_owned()))}</span>
                <span class="cnt num">{words(move || page.lang.get().count_and_share(stat.get().journeys.into(), share()))}</span>
                <span class="em num">
                    {live(move || {
                        let emotion = stat.get().emotion;
                        (emotion.n > 0).then(|| view! { {face(emotion.mean, 18)} {page.lang.get().emotion(emotion.mean)} }).into_any() })}
                </span>
            </button>
            <button class="link solo" data-testid="solo" aria-label=move || name.with_value(|name| page.lang.get().labelled(page.text(Msg::Solo), name))
                on:click=move |_| solo()>
                {page.say(Msg::Solo)}
            </button>
        </div>
    }
}
