//! L2. What the user has chosen: filters, selection, look, view, preferences; undo, storage form, address.
//!
//! Owns every change a person can make that is not a change of the data.
//! Must not know: the DOM, signals, where things are stored, the table's rows.

pub mod address;
pub mod change;
pub mod chips;
pub mod choices;
pub mod facet;
pub mod history;
pub mod look;
pub mod preferences;
pub mod samples;
pub mod select;
pub mod snapshot;
pub mod structures;
pub mod view;

pub use address::Address;
pub use change::Change;
pub use choices::Choices;
pub use facet::Facet;
pub use history::History;
pub use look::{Look, Shown, StripColour, StripLook};
pub use preferences::{Preferences, Theme};
pub use snapshot::Snapshot;
pub use view::View;
