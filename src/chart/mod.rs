//! The pictures: answers of the table → a [`Scene`] of plain shapes → any drawing backend, plus what is under the pointer and what a reader hears.
//!
//! Owns geometry, colours, placement of labels, hit tests and the tables behind the pictures.
//! Must not know the browser, Leptos, or how numbers are computed; words and forms of numbers are `i18n`'s.

pub mod columns;
pub mod describe;
pub mod emotion;
pub mod evidence;
pub mod histogram;
pub mod hit;
pub mod label;
pub mod measure;
pub mod personas;
pub mod projection;
pub mod scene;
pub mod shape;
pub mod small;
pub mod spark;
pub mod strip;
pub mod table;
pub mod theme;
pub mod timeline;
pub mod tip;

#[cfg(feature = "chart")]
pub mod draw;
#[cfg(feature = "svg")]
pub mod svg;

pub use hit::{Hit, State, Target};
pub use measure::{PlainMeasure, TextMeasure};
pub use projection::Slots;
pub use scene::{Item, Scene};
pub use theme::{Rgba, Theme};

use crate::i18n::Lang;

/// What every picture is made with.
#[derive(Clone, Copy)]
pub struct Kit<'a> {
    pub theme: &'a Theme,
    pub lang: Lang,
    pub measure: &'a dyn TextMeasure,
}
