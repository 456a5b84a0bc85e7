//! L0. The words, numbers and dates of French and English.
//!
//! Owns every text that a person reads and every rule of how a value is written (design language §6).
//! Must not know: the browser, the clock, where a text is shown.

pub mod cleaning;
pub mod date;
pub mod duration;
mod en;
pub mod facts;
mod fr;
pub mod lang;
pub mod load_error;
pub mod msg;
pub mod names;
pub mod number;
pub mod phrase;
pub mod takeaway;

pub use lang::Lang;
pub use load_error::{ErrorText, load_error};
pub use msg::Msg;
pub use takeaway::takeaway;
