//! The project's tools: finishing a build, serving it, weighing it, and making data to measure it with.
//! Nothing of this is in the page; the browser tests use the server.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod finish;
pub mod generate;
pub mod policy;
pub mod samples;
pub mod server;
pub mod sizes;
