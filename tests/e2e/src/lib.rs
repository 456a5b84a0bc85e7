//! The harness for driving the built page in real browsers: what journeys and benchmarks are written with.
//!
//! A journey opens a [`Page`] through its [`Kit`], does what a person would do, waits on the page's own `data-state`, never on the
//! clock, and says what must hold. A console error, a policy violation or a request that leaves the machine fails it by itself.

mod axe;
mod browser;
pub mod expected;
mod failure;
mod input;
mod kit;
pub mod made;
mod page;
mod watch;

pub use browser::Browser;
pub use failure::{Failure, Outcome};
pub use kit::{Kit, Places};
pub use page::{Page, Setup};
