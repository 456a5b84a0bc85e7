//! A file on its way to the engine and to the storage: its bytes, what is known of it, what was made of it.

use super::context::Origin;
use super::unpack::Text;
use crate::browser::clock;
use crate::browser::files::{self, Blob};
use crate::model::load::LoadOptions;
use crate::model::shape::TableOptions;
use crate::model::unpacked::Unpacked;
use crate::state::Choices;

/// A file with what is known of it.
#[derive(Clone)]
pub struct Handover {
    pub blob: Blob,
    /// Files that are read together with it, in the order of `origin.options.tables` after its own.
    pub more: Vec<Blob>,
    pub origin: Origin,
    /// The choices to see it with; `None`: afresh.
    pub choices: Option<Choices>,
    /// What was made of those files that are no text, in the order of the files.
    pub texts: Vec<Option<Text>>,
    pub stored: Stored,
}

/// What the vault has of a file.
#[derive(Clone)]
pub struct Stored {
    /// Tells these very bytes from all others.
    pub stamp: String,
    /// Its key there; `None`: it does not come from there.
    pub id: Option<String>,
    /// The table made of it.
    pub table: Option<Blob>,
    /// The stamp under which the engine has read it.
    pub read_as: String,
}

impl Stored {
    fn nothing() -> Self {
        Self {
            stamp: clock::salt(),
            id: None,
            table: None,
            read_as: String::new(),
        }
    }
}

impl Handover {
    pub fn new(blob: Blob, origin: Origin, choices: Option<Choices>) -> Self {
        Self {
            blob,
            more: Vec::new(),
            origin,
            choices,
            texts: Vec::new(),
            stored: Stored::nothing(),
        }
    }

    /// What the engine reads of the first file.
    pub fn readable(&self) -> &Blob {
        self.text(0).map_or(&self.blob, |text| &text.blob)
    }

    /// What was made of a file, where it is no text.
    pub fn text(&self, file: usize) -> Option<&Text> {
        self.texts.get(file)?.as_ref()
    }

    /// What each of its files was, and which part of it was taken.
    pub fn unpacked(&self) -> Vec<Unpacked> {
        let unpacked = |text: &Option<Text>| text.as_ref().map(|text| text.unpacked.clone());
        self.texts
            .iter()
            .map(|text| unpacked(text).unwrap_or_default())
            .collect()
    }

    /// The files as they were handed over.
    pub fn originals(&self) -> impl Iterator<Item = &Blob> {
        std::iter::once(&self.blob).chain(&self.more)
    }
}

impl Handover {
    /// Files with their names, to be read as one table where there are several.
    pub(super) fn of(named: Vec<(String, Blob)>, mut origin: Origin) -> Self {
        let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
        let name = names.join(" + ");
        if named.len() > 1 {
            name_tables(&mut origin.options, &names);
        }
        origin.name = name;
        let mut blobs = named.into_iter().map(|(_, blob)| blob);
        Self {
            // Nobody hands over no file.
            blob: blobs.next().unwrap_or_else(files::no_blob),
            more: blobs.collect(),
            origin,
            choices: None,
            texts: Vec::new(),
            stored: Stored::nothing(),
        }
    }

    /// These files instead of the archive that they were in, and what was made of each.
    pub fn take_files(&mut self, named: Vec<(String, Blob)>, texts: Vec<Option<Text>>) {
        let origin = std::mem::take(&mut self.origin);
        let name = origin.name.clone();
        let taken = Self::of(named, origin);
        (self.blob, self.more) = (taken.blob, taken.more);
        self.origin = Origin {
            name,
            ..taken.origin
        };
        self.texts = texts;
    }

    /// Its files with their names.
    pub(super) fn named(&self) -> Vec<(String, Blob)> {
        let tables = &self.origin.options.tables;
        let name = |at: usize| match tables.get(at) {
            Some(table) => table.name.clone(),
            None => self.origin.name.clone(),
        };
        self.originals()
            .cloned()
            .enumerate()
            .map(|(at, blob)| (name(at), blob))
            .collect()
    }

    /// What the engine reads, in the order of the files.
    pub(super) fn files(&self) -> Vec<Blob> {
        let read = |(at, blob)| self.text(at).map_or(blob, |text| &text.blob);
        self.originals().enumerate().map(read).cloned().collect()
    }
}

/// One table a file. What is known of tables of the same names stands.
fn name_tables(options: &mut LoadOptions, names: &[&str]) {
    let mut known = std::mem::take(&mut options.tables).into_iter();
    options.tables = names
        .iter()
        .map(|name| {
            let known = known.next().filter(|table| table.name == *name);
            known.unwrap_or_else(|| TableOptions {
                name: (*name).to_owned(),
                ..TableOptions::default()
            })
        })
        .collect();
}
