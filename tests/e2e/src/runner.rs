//! Runs journeys a few at a time, says how each went, and counts.
use std::{cell::RefCell, collections::VecDeque, rc::Rc, time::Instant};

use parcours_e2e::{Browser, Failure, Kit, Outcome, Places};
use tokio::{runtime::Builder, task::LocalSet};

use crate::journeys::{self, Journey};

/// How often a journey is begun again whose driver fell silent: on a busy machine twice in a row has been seen.
const MORE_TRIES: usize = 3;

#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Runs the journeys of `browser` whose name holds one of `filters` (all where there is none). Whether none failed.
pub fn run(browser: Browser, filters: &[String]) -> Outcome<bool> {
    let places = Places::of_project();
    if !places.dist.join("index.html").is_file() {
        return Err(Failure::new(
            "dist/ holds no page: run ./scripts/build first",
        ));
    }
    let chosen = journeys::all().into_iter().filter(|journey| {
        journey.browsers.contains(&browser)
            && (filters.is_empty()
                || filters
                    .iter()
                    .any(|part| journey.name.contains(part.as_str())))
    });
    let waiting: Rc<RefCell<VecDeque<Journey>>> = Rc::new(RefCell::new(chosen.collect()));
    let counts: Rc<RefCell<Counts>> = Rc::default();
    let jobs: usize = std::env::var("PARCOURS_E2E_JOBS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2);

    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(LocalSet::new().run_until(async {
        let workers: Vec<_> = (0..jobs.max(1))
            .map(|_| {
                let (waiting, counts, places) =
                    (Rc::clone(&waiting), Rc::clone(&counts), places.clone());
                tokio::task::spawn_local(async move {
                    loop {
                        let Some(journey) = waiting.borrow_mut().pop_front() else {
                            return;
                        };
                        one(journey, browser, &places, &counts).await;
                    }
                })
            })
            .collect();
        for worker in workers {
            worker
                .await
                .map_err(|error| Failure::new(error.to_string()))?;
        }
        Ok::<(), Failure>(())
    }))?;

    let counts = counts.borrow();
    println!(
        "{}: {} passed, {} failed, {} skipped",
        browser.name(),
        counts.passed,
        counts.failed,
        counts.skipped
    );
    Ok(counts.failed == 0)
}

async fn one(journey: Journey, browser: Browser, places: &Places, counts: &RefCell<Counts>) {
    let started = Instant::now();
    let mut outcome = with_kit(journey, browser, places).await;
    for _ in 0..MORE_TRIES {
        if !matches!(&outcome, Err(Failure::Failed(what)) if is_silent_driver(browser, what)) {
            break;
        }
        println!(
            "{} {}: the driver fell silent, once more",
            browser.name(),
            journey.name
        );
        outcome = with_kit(journey, browser, places).await;
    }
    let seconds = started.elapsed().as_secs_f32();
    let mut counts = counts.borrow_mut();
    let word = match &outcome {
        Ok(()) => {
            counts.passed += 1;
            "ok".to_owned()
        }
        Err(Failure::Skipped(why)) => {
            counts.skipped += 1;
            format!("skipped: {why}")
        }
        Err(Failure::Failed(what)) => {
            counts.failed += 1;
            format!("FAILED\n    {}", what.replace('\n', "\n    "))
        }
    };
    println!(
        "{} {} ({seconds:.1} s) … {word}",
        browser.name(),
        journey.name
    );
}

/// WebKit's driver now and then answers a question to a page that is there after a minute, with "timed out": that says nothing of the page.
/// What the page itself is late with is said otherwise, and fails.
fn is_silent_driver(browser: Browser, what: &str) -> bool {
    browser == Browser::WebKit && what.contains("Operation timed out")
}

async fn with_kit(journey: Journey, browser: Browser, places: &Places) -> Outcome {
    let kit = Rc::new(Kit::new(browser, places.clone())?);
    let running = Rc::clone(&kit);
    // In a task of its own, an assertion that panics fails this journey and no other.
    let done = tokio::task::spawn_local(async move { (journey.run)(&running).await }).await;
    let mut outcome = done.unwrap_or_else(|error| Err(Failure::new(panic_text(error))));
    if let Err(Failure::Failed(what)) = &mut outcome {
        let seen = kit.keep_pictures(&journey.name.replace("::", "-")).await;
        *what = [vec![what.clone()], seen].concat().join("\n");
    }
    match (outcome, kit.finish().await) {
        (Ok(()), beside) => beside,
        (Err(Failure::Failed(what)), Err(beside)) => {
            Err(Failure::Failed(format!("{what}\n{beside}")))
        }
        (outcome, _) => outcome,
    }
}

fn panic_text(error: tokio::task::JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else {
        return "the journey was cancelled".to_owned();
    };
    let text = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "the journey panicked".to_owned())
}
