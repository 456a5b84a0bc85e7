//! Screen B: what was found in the file, what must be decided, and the role of each column.

mod columns;
mod decisions;
mod found;
mod parts;
mod questions;
mod row_shape;
mod set_aside;
mod tables;
mod yields;

use std::cell::RefCell;
use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;

use columns::Columns;
use decisions::Decisions;
use found::Found;
use questions::Questions;
use set_aside::SetAside;
use tables::Tables;
use yields::Yields;

use super::context::{Page, Phase, page};
use super::icons::{Icon, icon};
use super::{readers, session};
use crate::i18n::Msg;
use crate::model::load::{LoadOptions, Review};
use crate::ui::live::words;

/// What the review step ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub options: LoadOptions,
    /// Keep for files of the same structure what differs from what was found.
    pub remember: bool,
}

thread_local! {
    static ANSWER: RefCell<Option<oneshot::Sender<Answer>>> = const { RefCell::new(None) };
}

/// Resolves with the user's decisions; fails when they give up.
pub fn wait() -> oneshot::Receiver<Answer> {
    let (sender, receiver) = oneshot::channel();
    ANSWER.with_borrow_mut(|answer| *answer = Some(sender));
    receiver
}

fn give(decided: Answer) {
    if let Some(answer) = ANSWER.with_borrow_mut(Option::take) {
        // Whoever waited may have been superseded.
        let _ = answer.send(decided);
    }
}

fn give_up(page: Page) {
    ANSWER.with_borrow_mut(|answer| *answer = None);
    readers::give_up();
    session::settle_phase(page);
}

#[component]
pub fn ReviewStep() -> impl IntoView {
    let page = page();
    move || match page.phase.get() {
        Phase::Review(review) => view! { <Step review /> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Step(review: Arc<Review>) -> impl IntoView {
    let page = page();
    let decisions = Decisions::of(&review);
    let yields = Yields::watch(page, review.clone(), decisions);
    let shown = review.clone();
    let open = move |_| {
        give(Answer {
            options: untrack(|| decisions.options(&shown)),
            remember: decisions.remember.get_untracked(),
        })
    };
    let name = review.name.clone();
    let questions = review.questions.len() as u64;
    view! {
        <main class="imp" id="content" data-testid="review">
            <div class="ih">
                <div>
                    <h1 class="t-title">{words(move || page.lang.get().labelled(page.text(Msg::ReviewImport), &name))}</h1>
                    <p class="t-meta num" role="status" data-testid="review-yields">{words(move || yields.sentence(page, questions))}</p>
                </div>
                <button class="btn" data-testid="review-cancel" on:click=move |_| give_up(page)>{page.say(Msg::Cancel)}</button>
                <button class="btn primary" data-testid="review-open" disabled=move || decisions.missing().is_some() on:click=open>
                    {words(move || match decisions.missing() {
                        Some(missing) => page.text(missing).to_owned(),
                        None => yields.open(page),
                    })}
                </button>
            </div>
            <Questions review=review.clone() decisions />
            <Found review=review.clone() decisions yields />
            <Tables review=review.clone() decisions />
            <Columns review=review decisions />
            <SetAside yields />
            <p class="remember">
                <label>
                    <input type="checkbox" data-testid="remember" prop:checked=decisions.remember
                        on:change=move |event| decisions.remember.set(event_target_checked(&event)) />
                    {page.say(Msg::RememberSettings)}
                </label>
            </p>
            <p class="dzp">{icon(Icon::Lock)} <span>{page.say(Msg::Privacy)}</span></p>
        </main>
    }
}
