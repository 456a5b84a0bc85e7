//! Asking the engine what the pictures show: one question running and one waiting per kind, the latest wins.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Page, Phase};
use super::{script, turns};
use crate::browser::clock;
use crate::browser::marks::{Mark, mark};
use crate::model::load::LoadError;
use crate::model::query::{Against, DetailQuery, OverviewQuery, PersonasQuery, StripQuery};
use crate::protocol::{Reply, Request};
use crate::state::View;

/// A kind of question: what runs, and what waits for it to end.
struct Lane {
    running: bool,
    waiting: Option<Request>,
}

thread_local! {
    /// What was asked of a table when it came: that it has come changes the question, too, which is not asked twice.
    static FIRST_ASKED: RefCell<Option<OverviewQuery>> = const { RefCell::new(None) };
    static LANES: RefCell<[Lane; 5]> = const { RefCell::new([const { Lane { running: false, waiting: None } }; 5]) };
}

const LENS: usize = 0;
const OVERVIEW: usize = 1;
const STRIP: usize = 2;
const DETAIL: usize = 3;
const PERSONAS: usize = 4;

/// From now on the answers follow the choices.
pub fn follow(page: Page) {
    let lens = Memo::new(move |_| page.choices.with(|choices| choices.look.lens.clone()));
    Effect::watch(
        move || lens.get(),
        move |lens, _, _| ask(page, LENS, Request::SetLens(lens.clone())),
        false,
    );
    let overview = Memo::new(move |_| overview_query(page));
    Effect::watch(
        move || overview.get(),
        move |query, _, _| {
            if FIRST_ASKED.take().as_ref() == Some(query) {
                return;
            }
            mark(Mark::FilterStart);
            ask(page, OVERVIEW, Request::Overview(query.clone()));
        },
        false,
    );
    let strip = Memo::new(move |_| strip_query(page));
    Effect::watch(
        move || strip.get(),
        move |query, _, _| ask(page, STRIP, Request::Strip(query.clone())),
        false,
    );
    let detail = Memo::new(move |_| detail_query(page));
    Effect::watch(
        move || detail.get(),
        move |query, _, _| match query {
            Some(query) => ask(page, DETAIL, Request::Detail(query.clone())),
            None => page.detail.set(None),
        },
        false,
    );
    let personas = Memo::new(move |_| personas_query(page));
    Effect::watch(
        move || {
            // Another table, or another lens on it, answers the same question otherwise.
            page.info.track();
            personas.get()
        },
        move |query, _, _| {
            if let Some(query) = query {
                ask(page, PERSONAS, Request::Personas(query.clone()));
            }
        },
        false,
    );
}

/// `None` while nobody looks.
fn personas_query(page: Page) -> Option<PersonasQuery> {
    let shown = page.shown();
    let against = page.against.get();
    (page.view.get() == View::Personas).then(|| PersonasQuery {
        filter: page.choices.with(|choices| choices.filter.clone()),
        shown,
        against,
    })
}

fn overview_query(page: Page) -> OverviewQuery {
    let shown = page.shown();
    let clock = page.clock();
    page.choices
        .with(|choices| choices.overview_query(shown, &clock))
}

fn detail_query(page: Page) -> Option<DetailQuery> {
    let shown = page.shown();
    page.choices.with(|choices| {
        let selection = choices.selection.last()?.clone();
        Some(DetailQuery {
            filter: choices.filter.clone(),
            shown,
            selection,
        })
    })
}

fn strip_query(page: Page) -> StripQuery {
    let window = page.strip_window.get();
    let shown = page.shown();
    page.choices.with(|choices| StripQuery {
        filter: choices.filter.clone(),
        shown,
        order: choices.look.strip.order,
        true_time: choices.look.strip.true_time,
        ..window
    })
}

/// What was answered of another document is not shown for this one.
pub fn forget_answers(page: Page) {
    page.overview.set(None);
    page.strip.set(None);
    page.detail.set(None);
    page.personas.set(None);
    page.against.set(Against::Others);
}

/// The answers that the first picture needs.
pub async fn first_answers(page: Page) {
    let Some(engine) = page.engine() else { return };
    // Asked together: the one is found while the other's pictures are made.
    let query = untrack(|| overview_query(page));
    FIRST_ASKED.replace(Some(query.clone()));
    let overview = engine.ask(Request::Overview(query));
    let strip = engine.ask(Request::Strip(untrack(|| strip_query(page))));
    receive(page, overview.await);
    receive(page, strip.await);
}

/// As much is prepared at a time as walking so many events takes: less than a hundredth of a second, in which nothing else is answered.
const AT_A_TIME: u32 = 200_000;
/// From this many events on an answer takes long enough for what prepares it to be worth its memory.
const WORTH_PREPARING: u32 = 50_000;

/// Lets the engine prepare its answers while the visitor looks at the first ones.
pub fn prepare(page: Page) {
    let events = page
        .info
        .with_untracked(|info| info.as_ref().map_or(0, |info| info.events));
    if events < WORTH_PREPARING {
        return;
    }
    let Some(engine) = page.engine() else { return };
    spawn_local(async move {
        // Without it everything is answered, only slower.
        let _ = engine.ask(Request::Prepare(AT_A_TIME)).await;
    });
}

fn ask(page: Page, lane: usize, request: Request) {
    if page.info.with_untracked(Option::is_none) {
        return;
    }
    let start = LANES.with_borrow_mut(|lanes| {
        let lane = &mut lanes[lane];
        if lane.running {
            lane.waiting = Some(request.clone());
            return false;
        }
        lane.running = true;
        true
    });
    if start {
        spawn_local(run(page, lane, request));
    }
}

async fn run(page: Page, lane: usize, first: Request) {
    let mut next = Some(first);
    while let Some(request) = next {
        match page.engine() {
            Some(engine) => receive(page, engine.ask(request).await),
            None => break,
        }
        // A frame for the picture before the next question: answers faster than frames would never be seen.
        clock::frame().await;
        next = LANES.with_borrow_mut(|lanes| lanes[lane].waiting.take());
    }
    LANES.with_borrow_mut(|lanes| lanes[lane].running = false);
}

fn receive(page: Page, reply: Result<Reply, LoadError>) {
    match reply {
        Ok(Reply::Overview(mut overview)) => {
            let clock = untrack(|| page.clock());
            let span = overview.span_micros;
            overview.span_micros =
                span.map(|(first, last)| (clock.shown(first), clock.shown(last)));
            page.overview.set(Some(Arc::from(overview)));
            if page.phase.get_untracked() == Phase::Ready {
                spawn_local(painted(page));
            }
        }
        Ok(Reply::Strip(strip)) => page.strip.set(Some(Arc::from(strip))),
        Ok(Reply::Detail(detail)) => page.detail.set(Some(Arc::from(detail))),
        Ok(Reply::Personas(personas)) => page.personas.set(Some(Arc::from(personas))),
        Ok(Reply::Table(info)) => {
            page.info.set(Some(Arc::from(info)));
            prepare(page);
        }
        Ok(_) => {}
        Err(error) => page.fail(error),
    }
}

async fn painted(page: Page) {
    turns::all_painted().await;
    mark(Mark::FilterPainted);
    script::tell_filter(page);
}
