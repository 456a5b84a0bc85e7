//! The list of files opened before, on the first screen.

use crate::ui::live::{If, live};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Page, page};
use super::icons::{Icon, icon};
use super::memory::{self, RecentFile};
use super::opening::{self, Opening};
use crate::browser::clock;
use crate::i18n::{Lang, Msg};
use crate::model::time::MICROS_PER_DAY;

#[component]
pub fn Recent() -> impl IntoView {
    let page = page();
    let list = RwSignal::new(memory::recent());
    let forget_all = move |_| {
        list.set(Vec::new());
        spawn_local(memory::forget(None));
    };
    view! {
        <If when=move || !list.get().is_empty()>
            <section data-testid="recent" aria-labelledby="recent-title">
                <div class="sec">
                    <h2 id="recent-title">{page.say(Msg::Recent)}</h2>
                    <button class="link" data-testid="forget-all" on:click=forget_all>{page.say(Msg::ForgetAll)}</button>
                </div>
                <ul>{live(move || list.get().into_iter().map(|entry| entry_line(page, entry)).collect_view().into_any())}</ul>
                <p class="t-small">{page.say(Msg::RecentHint)}</p>
            </section>
        </If>
    }
}

fn entry_line(page: Page, entry: RecentFile) -> impl IntoView {
    let lang = page.lang.get();
    let kind = if entry.map {
        Msg::KindMap
    } else {
        Msg::KindEvents
    };
    let about = format!(
        "{} · {}",
        lang.text(kind),
        lang.journeys(entry.journeys.into())
    );
    let when = day(lang, entry.opened_ms);
    let name = entry.name.clone();
    let reopen = move |_| opening::open(page, Opening::Kept(entry.id.clone()));
    view! {
        <li>
            <button on:click=reopen>{icon(Icon::File)} <span class="cut">{name}</span></button>
            <span class="rk num">{about}</span>
            <span class="rd">{when}</span>
        </li>
    }
}

/// "Today", "Yesterday", or the day, by the visitor's clock.
fn day(lang: Lang, ms: f64) -> String {
    let zone = f64::from(clock::zone_minutes()) * 60_000.0;
    let micros = |ms: f64| ((ms + zone) * 1000.0) as i64;
    let (then, now) = (micros(ms), micros(clock::now_ms()));
    match now.div_euclid(MICROS_PER_DAY) - then.div_euclid(MICROS_PER_DAY) {
        0 => lang.text(Msg::Today).to_owned(),
        1 => lang.text(Msg::Yesterday).to_owned(),
        _ => lang.day_and_month(then),
    }
}
