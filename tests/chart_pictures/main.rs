//! The pictures as SVG text against goldens, drawn by the code that paints the canvas. `UPDATE_GOLDENS=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod goldens;
mod sample;
