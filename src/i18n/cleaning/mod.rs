//! The words of the table view and of cleaning. Apart from [`Msg`](super::Msg), so that the first screen does not bring them along.

mod phrases;
mod words;

pub use words::Word;
