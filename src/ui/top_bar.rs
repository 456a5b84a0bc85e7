//! The bar: mark, file, views, what was sent, undo and redo, language, theme, sharing.

use crate::ui::live::{If, flag, words};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Page, page};
use super::icons::{Icon, icon, logo};
use super::menu::Menu;
use super::requests::RequestsDialog;
use super::start::FileInput;
use super::turns::Later;
use super::{choose, export, session, ways_in};
use crate::browser::{download, page as browser};
use crate::i18n::{Lang, Msg};
use crate::state::{Theme, View};

#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="top">
            <FileInput />
            <Later><Bar /></Later>
        </header>
    }
}

#[component]
fn Bar() -> impl IntoView {
    let page = page();
    let requests = NodeRef::<html::Dialog>::new();
    let show_requests = move |_| {
        if let Some(dialog) = requests.get() {
            // Already open: nothing to do.
            let _ = dialog.show_modal();
        }
    };
    let open = move || page.info.get().is_some();
    view! {
            <button class="brand" aria-label=move || format!("Parcours, {}", page.text(Msg::FirstScreen)) on:click=move |_| session::close(page) data-testid="home">
                {logo()} <span class="wide">"Parcours"</span>
            </button>
            <If when=open>
                <FileMenu />
                <Views />
            </If>
            <span class="grow"></span>
            <button class="priv" aria-label=page.say(Msg::ZeroBytesSent) on:click=show_requests data-testid="requests-open">
                {icon(Icon::Lock)} <span>{page.say(Msg::ZeroBytesSent)}</span>
            </button>
            <If when=open>
                <History />
                <span class="sep"></span>
            </If>
            <LanguageMenu />
            <ThemeMenu />
            <If when=open><ShareMenu /></If>
            <RequestsDialog dialog=requests />
    }
}

/// The bar of the first screen: what needs no document.
#[component]
pub fn FrontBar() -> impl IntoView {
    let page = page();
    let requests = NodeRef::<html::Dialog>::new();
    let show_requests = move |_| {
        if let Some(dialog) = requests.get() {
            // Already open: nothing to do.
            let _ = dialog.show_modal();
        }
    };
    view! {
        <header class="top">
            <span class="brand">{logo()} <span class="wide">"Parcours"</span></span>
            <span class="grow"></span>
            <button class="priv" aria-label=page.say(Msg::ZeroBytesSent) on:click=show_requests data-testid="requests-open">
                {icon(Icon::Lock)} <span>{page.say(Msg::ZeroBytesSent)}</span>
            </button>
            <LanguageMenu />
            <ThemeMenu />
            <RequestsDialog dialog=requests />
            <FileInput />
        </header>
    }
}

#[component]
fn FileMenu() -> impl IntoView {
    let page = page();
    let name = move || {
        page.origin
            .get()
            .map(|origin| origin.name)
            .unwrap_or_default()
    };
    let reviewable = move || {
        page.info
            .get()
            .is_some_and(|info| !info.source.roles.is_empty())
    };
    view! {
        <Menu label=Signal::derive(move || format!("{}, {}", page.text(Msg::FileMenu), name())) class="file" left=true testid="file-menu"
            face=ViewFn::from(move || view! { {icon(Icon::File)} <span class="cut">{name}</span> {icon(Icon::Down)} })>
            <button on:click=move |_| ways_in::choose_file()>{icon(Icon::File)} {page.text(Msg::OpenAnother)}</button>
            <If when=reviewable>
                <button data-testid="add-file" on:click=move |_| ways_in::choose_file_to_add()>{icon(Icon::File)} {page.text(Msg::AddFile)}</button>
            </If>
            <button on:click=move |_| session::close(page)>{icon(Icon::Left)} {page.text(Msg::FirstScreen)}</button>
            <If when=reviewable>
                <button data-testid="review-again" on:click=move |_| session::review_again(page)>
                    {icon(Icon::Table)} {page.text(Msg::ReviewImport)}
                </button>
            </If>
            <hr />
            <button data-testid="download-summary" on:click=move |_| export::summary(page)>{icon(Icon::Download)} {page.text(Msg::DownloadSummary)}</button>
            <button data-testid="download-svg" on:click=move |_| export::picture(page, "svg")>{icon(Icon::Download)} {page.text(Msg::DownloadSvg)}</button>
            <button on:click=move |_| export::picture(page, "png")>{icon(Icon::Download)} {page.text(Msg::DownloadPng)}</button>
            <hr />
            <button data-testid="forget" on:click=move |_| session::forget(page)>{icon(Icon::Close)} {page.text(Msg::ForgetData)}</button>
            <p class="t-small">{page.text(Msg::ForgetDataHint)}</p>
        </Menu>
    }
}

#[component]
fn Views() -> impl IntoView {
    let page = page();
    view! {
        <nav class="tabs" aria-label=page.say(Msg::Views)>
            {View::ALL.map(|view| view! { <ViewButton view /> }).collect_view()}
        </nav>
    }
}

#[component]
pub fn ViewButton(view: View, #[prop(default = "view")] prefix: &'static str) -> impl IntoView {
    let page = page();
    view! {
        <button aria-current=move || (page.view.get() == view).then_some("page") data-testid=format!("{prefix}-{}", view.name())
            on:click=move |_| choose::view(page, view)>
            {page.say(view.label())}
        </button>
    }
}

#[component]
fn History() -> impl IntoView {
    let page = page();
    let undo_label = move || {
        page.history
            .with(|history| history.undo_name())
            .map(|change| page.lang.get().undo_of(change.name()))
    };
    let redo_label = move || {
        page.history
            .with(|history| history.redo_name())
            .map(|change| page.lang.get().redo_of(change.name()))
    };
    view! {
        <button class="btn quiet icon" data-testid="undo" disabled=move || undo_label().is_none()
            aria-label=move || undo_label().unwrap_or_else(|| page.text(Msg::Undo).to_owned())
            title=undo_label on:click=move |_| choose::undo(page)>
            {icon(Icon::Undo)}
        </button>
        <button class="btn quiet icon" data-testid="redo" disabled=move || redo_label().is_none()
            aria-label=move || redo_label().unwrap_or_else(|| page.text(Msg::Redo).to_owned())
            title=redo_label on:click=move |_| choose::redo(page)>
            {icon(Icon::Redo)}
        </button>
    }
}

#[component]
fn LanguageMenu() -> impl IntoView {
    let page = page();
    let names = [
        (Lang::En, Msg::LanguageEnglish),
        (Lang::Fr, Msg::LanguageFrench),
    ];
    view! {
        <Menu label=Signal::derive(move || page.lang.get().labelled(page.text(Msg::Language), &page.lang.get().code().to_ascii_uppercase())) class="btn quiet" testid="language"
            face=ViewFn::from(move || view! { {words(move || page.lang.get().code().to_ascii_uppercase())} {icon(Icon::Down)} })>
            {names.map(|(lang, name)| view! {
                <button lang=lang.code() data-testid=format!("lang-{}", lang.code()) aria-pressed=flag(move || page.lang.get() == lang)
                    on:click=move |_| choose::language(page, lang)>
                    {page.text(name)}
                </button>
            }).collect_view()}
        </Menu>
    }
}

#[component]
fn ThemeMenu() -> impl IntoView {
    let page = page();
    view! {
        <Menu label=Signal::derive(move || page.text(Msg::Theme).to_owned()) class="btn quiet icon" testid="theme"
            face=ViewFn::from(move || view! { {move || if page.dark.get() { icon(Icon::Sun).into_any() } else { icon(Icon::Moon).into_any() }} })>
            {Theme::ALL.map(|theme| view! {
                <button data-testid=format!("theme-{}", theme.name()) aria-pressed=flag(move || page.preferences.get().theme == theme)
                    on:click=move |_| choose::theme(page, theme)>
                    {page.text(theme.label())}
                </button>
            }).collect_view()}
        </Menu>
    }
}

#[component]
fn ShareMenu() -> impl IntoView {
    let page = page();
    view! {
        <Menu label=Signal::derive(move || page.text(Msg::Share).to_owned()) class="btn" testid="share"
            face=ViewFn::from(move || view! { {icon(Icon::Share)} <span class="wide">{page.say(Msg::Share)}</span> })>
            <button data-testid="copy-link" on:click=move |_| copy_link(page)>{icon(Icon::External)} {page.text(Msg::CopyLink)}</button>
            <button on:click=move |_| export::picture(page, "svg")>{icon(Icon::Download)} {page.text(Msg::DownloadSvg)}</button>
            <button on:click=move |_| export::picture(page, "png")>{icon(Icon::Download)} {page.text(Msg::DownloadPng)}</button>
            <button on:click=move |_| export::summary(page)>{icon(Icon::Download)} {page.text(Msg::DownloadSummary)}</button>
            <p class="t-small">{page.say(Msg::Privacy)}</p>
        </Menu>
    }
}

fn copy_link(page: Page) {
    spawn_local(async move {
        let copied = download::copy_text(&browser::address()).await;
        session::say(
            page,
            if copied {
                Msg::Copied
            } else {
                Msg::CopyRefused
            },
        );
    });
}
