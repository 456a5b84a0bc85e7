//! The pictures: as SVG text against goldens, what lies under the pointer, labels that never meet, the tables behind.
//! All are drawn by the code that paints the canvas. `UPDATE_GOLDENS=1` writes the goldens anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod goldens;
mod labels;
mod pointer;
mod sample;
mod tables;
