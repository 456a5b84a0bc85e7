//! No journey matches: the filters by name, and the one to undo.

use leptos::prelude::*;

use crate::ui::live::live;

use crate::i18n::Msg;
use crate::state::chips::{chips, tightest};
use crate::ui::choose;
use crate::ui::context::page;

#[component]
pub fn NothingKept() -> impl IntoView {
    let page = page();
    let chips = Memo::new(move |_| {
        let info = page.info.get();
        page.choices
            .with(|choices| chips(page.lang.get(), choices, info.as_deref(), &page.clock()))
    });
    let way_out = Memo::new(move |_| {
        page.overview
            .with(|overview| chips.with(|chips| tightest(chips, overview.as_ref()?).cloned()))
    });
    let said = move || {
        let names: Vec<String> =
            chips.with(|chips| chips.iter().map(|chip| chip.text.clone()).collect());
        let all = page
            .info
            .with(|info| info.as_ref().map_or(0, |info| info.journeys));
        page.lang.get().nothing_kept(&names, all.into())
    };
    view! {
        <section class="notice" data-testid="nothing-kept">
            <div>
                <h2>{page.say(Msg::NoJourneyMatches)}</h2>
                <p class="num">{said}</p>
                <div class="acts">
                    {live(move || way_out.get().map(|chip| {
                        let without = chip.without.clone();
                        view! {
                            <button class="btn" on:click=move |_| choose::filter(page, without.clone())>{page.lang.get().clear_filter(&chip.text)}</button>
                        }
                    }).into_any())}
                    <button class="btn quiet" on:click=move |_| choose::clear_filters(page)>{page.say(Msg::ClearFilters)}</button>
                </div>
            </div>
        </section>
    }
}
