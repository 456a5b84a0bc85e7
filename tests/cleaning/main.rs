//! Cleaning steps and the file read again, through the same doors that the worker uses: a load with a recipe, and the desk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod desk;
mod kit;
mod load;
mod offers;
