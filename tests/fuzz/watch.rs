//! Runs a target on one input: what fails is shown, and what does not end is too.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Inputs are read in less than a millisecond: this is no limit of speed.
const HANGS: Duration = Duration::from_secs(60);

pub fn watched(bytes: &[u8], target: fn(&[u8]) -> bool) -> bool {
    let (done, waiting) = channel::<()>();
    let outcome = std::thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(HANGS) == Err(RecvTimeoutError::Timeout) {
                eprintln!("hangs on {}", bytes.escape_ascii());
                std::process::abort();
            }
        });
        let outcome = catch_unwind(AssertUnwindSafe(|| target(bytes)));
        drop(done);
        outcome
    });
    outcome.unwrap_or_else(|panic| {
        eprintln!("fails on {}", bytes.escape_ascii());
        resume_unwind(panic)
    })
}
