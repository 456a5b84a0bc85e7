//! The settings that the user chose for files of one structure, offered to the next file that begins with the same header.
//!
//! Kept is only what differs from what was found, and the answers to what was asked.

use serde::{Deserialize, Serialize};

use crate::model::load::{LoadOptions, Question};

/// Structures kept at a time; the oldest goes first.
const MOST: usize = 20;
/// A header longer than this is told by its beginning.
const LONGEST_HEADER: usize = 4096;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Structures {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    structure: String,
    options: LoadOptions,
}

/// What files of the same kind share: the first line with text on it. `None` for what has no header: JSON, archives, documents.
pub fn structure(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&head[..head.len().min(LONGEST_HEADER)]);
    let text = text.trim_start_matches('\u{feff}');
    let line = text
        .split(['\n', '\r'])
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.to_ascii_lowercase().starts_with("sep="))?;
    let is_table = !line.starts_with(['{', '[', '<']) && !line.starts_with("PK\u{3}");
    is_table.then(|| line.to_owned())
}

impl Structures {
    pub fn find(&self, structure: &str) -> Option<&LoadOptions> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.structure == structure)?;
        Some(&entry.options)
    }

    /// Keeps what was chosen otherwise than found, now or before; nothing of the kind forgets the structure.
    pub fn keep(
        &mut self,
        structure: String,
        chosen: &LoadOptions,
        found: &LoadOptions,
        asked: &[Question],
    ) {
        let before = self.find(&structure).cloned().unwrap_or_default();
        self.forget(&structure);
        let options = differing(chosen, found, asked, &before);
        if options != LoadOptions::default() {
            self.entries.insert(0, Entry { structure, options });
            self.entries.truncate(MOST);
        }
    }

    /// Keeps the zone of plain times beside what else is known of the structure.
    pub fn keep_zone(&mut self, structure: String, zone: Option<String>) {
        let chosen = LoadOptions {
            time_zone: zone,
            ..self.find(&structure).cloned().unwrap_or_default()
        };
        self.keep(structure, &chosen, &LoadOptions::default(), &[]);
    }

    pub fn forget(&mut self, structure: &str) {
        self.entries.retain(|entry| entry.structure != structure);
    }
}

fn differing(
    chosen: &LoadOptions,
    found: &LoadOptions,
    asked: &[Question],
    before: &LoadOptions,
) -> LoadOptions {
    fn changed<T: Clone + PartialEq>(
        [chosen, found, before]: [&Option<T>; 3],
        asked: bool,
    ) -> Option<T> {
        let kept = asked || before.is_some() || chosen != found;
        chosen.clone().filter(|_| kept)
    }
    let any = |is: fn(&Question) -> bool| asked.iter().any(is);
    let roles = any(|q| matches!(q, Question::WhichJourney | Question::WhichTouchpoint));
    let dates = any(|q| matches!(q, Question::DateOrder { .. }));
    let scale = any(|q| matches!(q, Question::WhichScale { .. }));
    LoadOptions {
        roles: changed([&chosen.roles, &found.roles, &before.roles], roles),
        encoding: changed([&chosen.encoding, &found.encoding, &before.encoding], false),
        delimiter: changed(
            [&chosen.delimiter, &found.delimiter, &before.delimiter],
            false,
        ),
        date_order: changed(
            [&chosen.date_order, &found.date_order, &before.date_order],
            dates,
        ),
        time_zone: changed(
            [&chosen.time_zone, &found.time_zone, &before.time_zone],
            false,
        ),
        scale: changed([&chosen.scale, &found.scale, &before.scale], scale),
        shape: changed([&chosen.shape, &found.shape, &before.shape], false),
        split: changed([&chosen.split, &found.split, &before.split], false),
        ..LoadOptions::default()
    }
}

/// What is told now, completed by what was chosen before.
pub fn completed(told: LoadOptions, before: &LoadOptions) -> LoadOptions {
    LoadOptions {
        roles: told.roles.or_else(|| before.roles.clone()),
        encoding: told.encoding.or_else(|| before.encoding.clone()),
        delimiter: told.delimiter.or_else(|| before.delimiter.clone()),
        date_order: told.date_order.or(before.date_order),
        time_zone: told.time_zone.or_else(|| before.time_zone.clone()),
        scale: told.scale.or(before.scale),
        shape: told.shape.or_else(|| before.shape.clone()),
        split: told.split.or_else(|| before.split.clone()),
        ..told
    }
}
