//! Cleaning steps and the file read again, through the same doors that the worker uses: a load with a recipe, and the desk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "../shared/in_memory.rs"]
mod in_memory;

mod desk;
mod files;
mod kit;
mod load;
mod offers;
