//! L1. Files that are no text tables → one text table: workbooks, XES and OCEL logs, and what archives hold.
//!
//! Owns the outsides (archive, workbook, log) and the way the made table is written. Must not know: what a column means, the browser.
//!
//! [`kind_of`] is small and part of the page; everything else is the worker `formats`, fetched when such a file is opened.
//! The made table is UTF-8, cut by tabs, one record a row of the sheet (empty ones too), so that the importer's count of records is the
//! sheet's own row number; text files inside an archive come out as they are.

#[cfg(feature = "formats")]
mod archive;
#[cfg(feature = "formats")]
mod convert;
#[cfg(feature = "formats")]
mod input;
mod kind;
#[cfg(feature = "formats")]
mod ocel;
#[cfg(feature = "formats")]
mod output;
#[cfg(feature = "formats")]
mod table;
#[cfg(feature = "formats")]
mod workbook;
#[cfg(feature = "formats")]
mod xes;

#[cfg(feature = "formats")]
pub use convert::{convert, take_out};
#[cfg(feature = "formats")]
pub use input::Input;
pub use kind::{HEAD_BYTES, Kind, kind_of};
#[cfg(feature = "formats")]
pub use output::{MOST_UNPACKED, Output};
