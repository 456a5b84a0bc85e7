//! What the page has to say besides the pictures: an error with its way out, a hint that passes.

use crate::ui::live::If;
use leptos::prelude::*;

use super::context::{Page, page};
use super::icons::{Icon, icon};
use super::{part, session};
use crate::i18n::{Msg, load_error};
use crate::model::load::{LoadError, LoadErrorCode};

#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// Something failed; what was open stays open.
    Failed(LoadError),
    /// Something worth saying once.
    Said(Msg),
}

/// The notice, if there is one: spoken by a screen reader, closed by Esc or its button.
#[component]
pub fn Notices() -> impl IntoView {
    let page = page();
    move || {
        page.notice.get().map(|notice| match notice {
            Notice::Failed(error) => failed(page, error).into_any(),
            Notice::Said(msg) => said(page, msg).into_any(),
        })
    }
}

fn failed(page: Page, error: LoadError) -> impl IntoView {
    let text = load_error(page.lang.get(), &error);
    let crashed = error.code == LoadErrorCode::WorkerCrashed;
    let fits_in_part = error.code == LoadErrorCode::TooLarge && error.subject.is_some();
    view! {
        <section class="banner notice bad" role="alert" data-testid="error">
            {icon(Icon::Warn)}
            <div class="grow">
                <h2>{text.title}</h2>
                <p>{text.explanation}</p>
                <p>{text.action}</p>
                <div class="acts">
                    <If when=move || crashed>
                        <button class="btn primary" data-testid="restart" on:click=move |_| session::restart(page)>
                            {page.text(Msg::Restart)}
                        </button>
                    </If>
                    <If when=move || fits_in_part>
                        <button class="btn primary" data-testid="open-part" on:click=move |_| part::open(page)>
                            {page.text(Msg::OpenPart)}
                        </button>
                    </If>
                    <button class="btn" data-testid="close-error" on:click=move |_| session::dismiss(page)>
                        {page.text(Msg::Close)}
                    </button>
                </div>
            </div>
        </section>
    }
}

fn said(page: Page, msg: Msg) -> impl IntoView {
    view! {
        <section class="banner notice" role="status" data-testid="notice">
            <p class="grow">{page.text(msg)}</p>
            <button class="btn quiet icon sm" aria-label=page.text(Msg::Close) on:click=move |_| page.notice.set(None)>
                {icon(Icon::Close)}
            </button>
        </section>
    }
}
