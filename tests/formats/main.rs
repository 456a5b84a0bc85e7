//! Files that are no text tables, from bytes to events: workbooks, XES, OCEL, archives of them; damaged and hostile ones too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod archives;
mod hostile;
mod made;
mod ocel;
mod read;
mod workbooks;
mod xes;
