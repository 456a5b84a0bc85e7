//! What the present choices give, counted by the engine over the head of the file on every change.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::decisions::Decisions;
use crate::i18n::{Msg, load_error};
use crate::model::load::{LoadOptions, Problem, ProblemReason, Review};
use crate::model::shape::Preview;
use crate::protocol::{Reply, Request};
use crate::ui::context::Page;
use crate::ui::readers;

/// The latest counts. One question runs and one waits: the latest wins.
#[derive(Clone, Copy)]
pub struct Yields {
    counted: RwSignal<Option<Preview>>,
    /// Once times without a zone were seen among others with one.
    pub plain_times: Memo<bool>,
    waiting: StoredValue<Option<LoadOptions>>,
    running: StoredValue<bool>,
}

impl Yields {
    pub fn watch(page: Page, review: Arc<Review>, decisions: Decisions) -> Self {
        let counted: RwSignal<Option<Preview>> = RwSignal::new(None);
        let plain = |problem: &Problem| problem.reason == ProblemReason::PlainTime;
        let yields = Self {
            counted,
            plain_times: Memo::new(move |before| {
                let seen = |preview: &Preview| preview.problems.iter().any(plain);
                before == Some(&true) || counted.with(|preview| preview.as_ref().is_some_and(seen))
            }),
            waiting: StoredValue::new(None),
            running: StoredValue::new(false),
        };
        Effect::new(move |_| {
            yields.waiting.set_value(Some(decisions.options(&review)));
            if !yields.running.get_value() {
                yields.running.set_value(true);
                spawn_local(yields.count(page));
            }
        });
        yields
    }

    /// Asks until nothing waits. The step may be gone by the time of an answer.
    async fn count(self, page: Page) {
        while let Some(options) = self.waiting.try_update_value(Option::take).flatten() {
            let Some(engine) = readers::asked(page) else {
                break;
            };
            if let Ok(Reply::Preview(preview)) = engine.ask(Request::Preview { options }).await {
                self.counted.try_set(Some(preview));
            }
        }
        self.running.try_update_value(|running| *running = false);
    }

    pub fn preview(self) -> Option<Preview> {
        self.counted.get()
    }

    /// `1,284 journeys, 12 touchpoints · 18,469 rows · 12 rejected · nothing to decide`.
    pub fn sentence(self, page: Page, questions: u64) -> String {
        let lang = page.lang.get();
        let open = match questions {
            0 => page.text(Msg::NothingToDecide).to_owned(),
            count => lang.decisions(count),
        };
        let Some(preview) = self.preview() else {
            return open;
        };
        if let Some(error) = &preview.error {
            let text = load_error(lang, error);
            return format!("{}. {}", text.title, text.action);
        }
        let mut found = vec![lang.journeys(preview.journeys)];
        if preview.touchpoints > 0 {
            found.push(lang.touchpoints(preview.touchpoints));
        }
        if preview.stages > 0 && preview.stages != preview.touchpoints {
            found.push(lang.stages(preview.stages));
        }
        let mut parts = vec![found.join(", ")];
        parts.push(if preview.complete {
            lang.rows_read(preview.rows)
        } else {
            lang.in_the_first_rows(preview.rows)
        });
        if preview.rejected > 0 {
            parts.push(lang.rows_rejected(preview.rejected));
        }
        if preview.emptied > 0 {
            parts.push(lang.cells_emptied(preview.emptied));
        }
        parts.push(open);
        parts.join(" · ")
    }

    /// `Show the 1,284 journeys` where that is their number, else `Open the file`.
    pub fn open(self, page: Page) -> String {
        match self.preview() {
            Some(preview) if preview.complete && preview.error.is_none() => {
                page.lang.get().show_journeys(preview.journeys)
            }
            _ => page.text(Msg::OpenFile).to_owned(),
        }
    }
}
