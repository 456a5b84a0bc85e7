//! The workbench, which is the whole page once something is open: makes the signals, starts the engine, follows address and preferences, shows the present screen.

use crate::ui::live::{If, flag};
use leptos::ev::{ClipboardEvent, DragEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Page, Phase};
use super::embed::{Embed, form_of};
use super::notices::{Notice, Notices};
use super::opening::{self, Opening};
use super::overview::Overview;
use super::overview::rail::toggle_sheet;
use super::overview::strip_chart;
use super::personas::Personas;
use super::reading::Reading;
use super::review::ReviewStep;
use super::start::Start;
use super::table::Table;
use super::top_bar::{TopBar, ViewButton};
use super::turns::Later;
use super::{choose, cleaning, memory, queries, script, session, ways_in};
use crate::browser::{files, page as browser};
use crate::i18n::{Lang, Msg};
use crate::model::query::Against;
use crate::state::{Address, Choices, History, Preferences, Theme, View};

pub fn read_address() -> Address {
    let (query, hash) = browser::query_and_hash();
    Address::read(&query, &hash)
}

/// The signals, as the address and the storage want them.
pub fn new_page(address: &Address) -> Page {
    let preferences = if address.embed {
        Preferences::default()
    } else {
        memory::preferences()
    };
    let tags = browser::languages();
    let lang = address
        .lang
        .or(preferences.lang)
        .unwrap_or_else(|| Lang::from_tags(tags.iter().map(String::as_str)));
    let history = RwSignal::new(History::new(Choices::default()));
    let window_width = RwSignal::new(browser::window_size().0);
    let window_height = RwSignal::new(browser::window_size().1);
    let embedded = address.embed;
    Page {
        lang: RwSignal::new(lang),
        dark: RwSignal::new(false),
        preferences: RwSignal::new(Preferences {
            theme: address.theme.unwrap_or(preferences.theme),
            ..preferences
        }),
        embedded,
        never_review: address.review == Some(false),
        phase: RwSignal::new(Phase::Starting),
        notice: RwSignal::new(None),
        origin: RwSignal::new(None),
        info: RwSignal::new(None),
        history,
        choices: Memo::new(move |_| history.with(|history| history.present().clone())),
        view: RwSignal::new(address.view.unwrap_or_default()),
        overview: RwSignal::new(None),
        strip: RwSignal::new(None),
        strip_window: RwSignal::new(strip_chart::first_window()),
        strip_zoom: RwSignal::new(strip_chart::FIRST_ZOOM),
        detail: RwSignal::new(None),
        personas: RwSignal::new(None),
        against: RwSignal::new(Against::Others),
        hover: RwSignal::new(None),
        focused: RwSignal::new(None),
        panel_open: RwSignal::new(browser::window_size().0 >= 1280.0),
        filters_sheet: RwSignal::new(false),
        as_table: RwSignal::new(false),
        row_search: RwSignal::new(String::new()),
        grouping: RwSignal::new(false),
        draft: RwSignal::new(Vec::new()),
        form: Memo::new(move |_| form_of(embedded)),
        chart_width: RwSignal::new(0.0),
        window_width,
        window_height,
        engine: StoredValue::new_local(None),
    }
}

#[component]
pub fn App() -> impl IntoView {
    let address = read_address();
    let page = new_page(&address);
    provide_context(page);
    follow_preferences(page);
    follow_phase(page);
    follow_window(page);
    queries::follow(page);
    choose::follow(page);
    cleaning::follow(page);
    script::install(page);
    opening::opens_with(ways_in::open_now);
    if let Some(error) = address.errors.first() {
        page.notice.set(Some(Notice::Said(if error.key == "filter" {
            Msg::LinkHasBadFilter
        } else {
            Msg::LinkHasBadPart
        })));
    }
    session::start_engine(page, move || {
        let address = address.clone();
        spawn_local(open_first(page, address));
    });
    view! {
        <div class="shell" class:embed=page.embedded>
            <If when=move || !page.embedded fallback=|| view! { <Embed /> }>
                <a class="btn skip" href="#content" on:click=skip>{page.say(Msg::SkipToContent)}</a>
                <Later><TopBar /></Later>
                <Later><Screen /></Later>
                <BottomTabs />
                <DropTarget />
            </If>
            <Reading />
            <Notices />
        </div>
    }
}

/// The hash belongs to the address of what is seen: the link only moves the focus.
pub fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    browser::focus("content");
}

/// What the address names, else what was open last, else the first screen.
async fn open_first(page: Page, address: Address) {
    if let Some(opening) = Opening::left() {
        return ways_in::open_now(page, opening);
    }
    if let Some(src) = address.src.clone() {
        let choices = address.choices(Choices::default());
        // What is wrong has been told to the user where it happened.
        let options = memory::read_last_with(page, &src);
        let _ = ways_in::fetched(page, src, options, Some(choices)).await;
        return;
    }
    if !page.embedded
        && let Some((entry, snapshot)) = memory::last()
    {
        page.view.set(address.view.unwrap_or(snapshot.view));
        let choices = address.choices(snapshot.choices);
        if memory::reopen(page, entry, Some(choices)).await {
            return;
        }
    }
    if page.info.with_untracked(Option::is_none) {
        page.phase.set(Phase::Empty);
    }
}

#[component]
fn Screen() -> impl IntoView {
    let page = super::context::page();
    let reviewing = Memo::new(move |_| page.phase.with(|phase| matches!(phase, Phase::Review(_))));
    let open = Memo::new(move |_| page.info.with(Option::is_some));
    move || match (reviewing.get(), open.get(), page.view.get()) {
        (true, ..) => view! { <ReviewStep /> }.into_any(),
        (_, false, _) => view! { <Start /> }.into_any(),
        (_, _, View::Overview) => view! { <Overview /> }.into_any(),
        (_, _, View::Personas) => view! { <Personas /> }.into_any(),
        (_, _, View::Table) => view! { <Table /> }.into_any(),
    }
}

/// The tabs of a small screen.
#[component]
fn BottomTabs() -> impl IntoView {
    let page = super::context::page();
    view! {
        <If when=move || page.info.with(Option::is_some)>
            <nav class="bn" aria-label=page.say(Msg::Views)>
                {View::ALL.map(|view| view! { <ViewButton view prefix="tab" /> }).collect_view()}
                <button data-testid="tab-filters" aria-expanded=flag(move || page.filters_sheet.get()) on:click=move |_| toggle_sheet(page)>
                    {page.say(Msg::TabFilters)}
                </button>
            </nav>
        </If>
    }
}

/// The whole window takes a drop, and a paste outside of fields.
#[component]
pub fn DropTarget() -> impl IntoView {
    let page = super::context::page();
    let over = RwSignal::new(false);
    browser::on_window::<DragEvent>("dragover", move |event| {
        let is_file = event
            .data_transfer()
            .is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0));
        if is_file {
            event.prevent_default();
            over.set(true);
        }
    });
    browser::on_window::<DragEvent>("dragleave", move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    browser::on_window::<DragEvent>("drop", move |event| {
        over.set(false);
        if let Some(transfer) = event
            .data_transfer()
            .filter(|transfer| transfer.types().includes(&"Files".into(), 0))
        {
            event.prevent_default();
            opening::open_handed(page, files::from_transfer(&transfer));
        }
    });
    browser::on_window::<ClipboardEvent>("paste", move |event| {
        if browser::is_typing() {
            return;
        }
        if let Some(transfer) = event.clipboard_data() {
            event.prevent_default();
            opening::open_handed(page, files::from_transfer(&transfer));
        }
    });
    view! { <If when=move || over.get()><div class="dropping" aria-hidden="true">{page.say(Msg::DropRelease)}</div></If> }
}

pub fn follow_preferences(page: Page) {
    let system_dark = RwSignal::new(false);
    browser::watch_media("(prefers-color-scheme: dark)", move |dark| {
        system_dark.set(dark)
    });
    Effect::new(move |_| {
        let preferences = page.preferences.get();
        if !page.embedded {
            memory::keep_preferences(&preferences);
        }
        match preferences.theme {
            Theme::Auto => browser::remove_root("data-theme"),
            theme => browser::set_root("data-theme", theme.name()),
        }
        page.dark.set(match preferences.theme {
            Theme::Auto => system_dark.get(),
            theme => theme == Theme::Dark,
        });
    });
    Effect::new(move |_| browser::set_root("lang", page.lang.get().code()));
    Effect::new(move |_| {
        let name = page
            .origin
            .with(|origin| origin.as_ref().map(|origin| origin.name.clone()));
        browser::set_title(&name.map_or_else(
            || "Parcours".to_owned(),
            |name| format!("{name} · Parcours"),
        ));
    });
}

/// `<html data-state>` of contract §7.
pub fn follow_phase(page: Page) {
    Effect::new(move |_| {
        let failed = page
            .notice
            .with(|notice| matches!(notice, Some(Notice::Failed(_))));
        let state = page.phase.with(|phase| match phase {
            Phase::Starting => "starting",
            Phase::Loading(_) => "loading",
            Phase::Review(_) => "review",
            Phase::Empty | Phase::Ready if failed => "error",
            Phase::Empty => "empty",
            Phase::Ready => "ready",
        });
        let crashed = page.notice.with(|notice| matches!(notice, Some(Notice::Failed(error)) if error.code == crate::model::load::LoadErrorCode::WorkerCrashed));
        browser::set_state(if crashed { "crashed" } else { state });
    });
}

fn follow_window(page: Page) {
    browser::on_window::<leptos::ev::Event>("resize", move |_| {
        let (width, height) = browser::window_size();
        page.window_width.set(width);
        page.window_height.set(height);
    });
    browser::on_window::<leptos::ev::Event>("popstate", move |_| {
        let address = read_address();
        page.view.set(address.view.unwrap_or_default());
    });
    browser::on_window::<KeyboardEvent>("keydown", move |event| keys(page, &event));
}

/// The keys of the whole page: undo, redo, Esc, `[` and `]`.
fn keys(page: Page, event: &KeyboardEvent) {
    if browser::is_typing() || page.info.with_untracked(Option::is_none) {
        return;
    }
    let command = event.ctrl_key() || event.meta_key();
    match (command, event.key().to_lowercase().as_str()) {
        (true, "z") if event.shift_key() => choose::redo(page),
        (true, "z") => choose::undo(page),
        (true, "y") => choose::redo(page),
        (false, "escape") => return choose::escape(page),
        (false, "[") => page
            .preferences
            .update(|preferences| preferences.filters_folded = !preferences.filters_folded),
        (false, "]") => page.panel_open.update(|open| *open = !*open),
        _ => return,
    }
    event.prevent_default();
}
