//! Work cut into turns: what is made or painted at once holds the page up, in pieces the page stays quick.
//!
//! While a document is being opened its parts are made one a turn; pictures are painted as many a frame as there is time for.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::browser::turn::turn;

/// What a frame may spend on painting before the rest waits for the next one: half of one at 60 a second.
const PAINT_MS: f64 = 8.0;

type Piece = Box<dyn FnOnce()>;

thread_local! {
    /// A document is being opened: its parts come one by one.
    static OPENING: Cell<bool> = const { Cell::new(true) };
    static PARTS: RefCell<VecDeque<Piece>> = const { RefCell::new(VecDeque::new()) };
    static MAKING: Cell<bool> = const { Cell::new(false) };
    static PAINTINGS: RefCell<VecDeque<Piece>> = const { RefCell::new(VecDeque::new()) };
    static PAINTING: Cell<bool> = const { Cell::new(false) };
}

/// From now on parts come one by one, or (once the pictures are there) at once again.
pub fn set_opening(opening: bool) {
    OPENING.set(opening);
}

/// Shows its children in a turn of their own while a document is being opened, at once otherwise.
#[component]
pub fn Later(children: ChildrenFn) -> AnyView {
    if !OPENING.get() {
        return children();
    }
    let come = RwSignal::new(false);
    PARTS.with_borrow_mut(|parts| {
        parts.push_back(Box::new(move || {
            // The screen may have changed before its turn has come.
            come.try_set(true);
        }));
    });
    if !MAKING.replace(true) {
        spawn_local(make_parts());
    }
    (move || come.get().then(|| children())).into_any()
}

async fn make_parts() {
    loop {
        turn().await;
        let Some(part) = PARTS.with_borrow_mut(VecDeque::pop_front) else {
            break;
        };
        part();
    }
    MAKING.set(false);
}

/// Waits until every part has been made.
pub async fn all_made() {
    while MAKING.get() {
        turn().await;
    }
}

/// Paints in the next frame that has time for it.
pub fn paint(painting: impl FnOnce() + 'static) {
    PAINTINGS.with_borrow_mut(|paintings| paintings.push_back(Box::new(painting)));
    if !PAINTING.replace(true) {
        clock::next_frame(paint_some);
    }
}

fn paint_some() {
    let start = clock::now_ms();
    while let Some(painting) = PAINTINGS.with_borrow_mut(VecDeque::pop_front) {
        painting();
        if clock::now_ms() - start >= PAINT_MS && PAINTINGS.with_borrow(|rest| !rest.is_empty()) {
            return clock::next_frame(paint_some);
        }
    }
    PAINTING.set(false);
}

/// Waits until everything asked to be painted is on the screen.
pub async fn all_painted() {
    turn().await;
    // Looked at right after a frame's paintings: a turn later the next picture may be waiting already, again and again.
    while PAINTING.get() {
        clock::frame().await;
    }
    // What follows a frame comes when that has been shown.
    turn().await;
}
