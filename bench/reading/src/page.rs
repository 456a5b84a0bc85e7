//! What the page calls.

use std::cell::RefCell;

use parcours::import::Plan;

use crate::{CONTENDERS, planned, read};

thread_local! {
    static FILE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static PLAN: RefCell<Option<Plan>> = const { RefCell::new(None) };
}

/// Room for a file of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    FILE.with_borrow_mut(|file| {
        file.clear();
        file.resize(length, 0);
        file.as_mut_ptr()
    })
}

/// Reads the file with the contender of this number; the first time a plan is made of it.
#[unsafe(no_mangle)]
pub extern "C" fn run(contender: usize) -> f64 {
    FILE.with_borrow(|file| {
        PLAN.with_borrow_mut(|plan| {
            let plan = plan.get_or_insert_with(|| planned(file));
            read(CONTENDERS[contender], file, plan) as f64
        })
    })
}
