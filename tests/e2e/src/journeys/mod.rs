//! The journeys, in files by topic. To add one: write `async fn name(kit: &Kit) -> Outcome` in the file of its topic and name it in that file's `ALL`.
use std::{future::Future, pin::Pin};

use parcours_e2e::{Browser, Kit, Outcome};

mod accessible;
mod bad_input;
mod choices;
mod cleaning;
mod embed;
mod formats;
mod look;
mod memory;
mod numbers;
mod open;
mod privacy;
mod review;
mod script;
mod several;
mod start;
mod steps;
mod stored;
mod visit;

/// The three engines: for the core of what must work everywhere.
pub const EVERYWHERE: &[Browser] = Browser::ALL;
/// Chromium only, because the journey needs its own commands or one engine is enough.
pub const CHROMIUM: &[Browser] = &[Browser::Chromium];

#[derive(Clone, Copy)]
pub struct Journey {
    /// Topic and name: `start::first_visit`.
    pub name: &'static str,
    pub browsers: &'static [Browser],
    pub run: for<'a> fn(&'a Kit) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>,
}

/// A [`Journey`] from the function's name and its browsers.
macro_rules! journey {
    ($browsers:expr, $name:ident) => {
        $crate::journeys::Journey {
            name: match concat!(module_path!(), "::", stringify!($name))
                .split_at("e2e::journeys::".len())
            {
                (_, name) => name,
            },
            browsers: $browsers,
            run: |kit| Box::pin($name(kit)),
        }
    };
}
use journey;

/// Every journey there is.
pub fn all() -> Vec<Journey> {
    [
        start::ALL,
        visit::ALL,
        open::ALL,
        formats::ALL,
        bad_input::ALL,
        review::ALL,
        choices::ALL,
        cleaning::ALL,
        look::ALL,
        memory::ALL,
        stored::ALL,
        script::ALL,
        several::ALL,
        embed::ALL,
        privacy::ALL,
        accessible::ALL,
        numbers::ALL,
    ]
    .concat()
}
