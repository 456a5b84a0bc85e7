//! Random edits of saved files, such that a failing list of them is made shorter by itself.

use proptest::prelude::*;
use proptest::sample::Index;

/// What readers look for.
const WORDS: [&str; 48] = [
    ",",
    ";",
    "\t",
    "|",
    "^",
    "\"",
    "\"\"",
    "'",
    "\\",
    "\\\"",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "sep=;\n",
    "#",
    "\u{feff}",
    "\0",
    "é",
    "\u{fffd}",
    "😀",
    " ",
    "-",
    "0",
    "9999999999999999999",
    "1e400",
    "1,5",
    "2026-02-29",
    "31/12/2026",
    "23:59:60",
    "+25:00",
    "NaN",
    "null",
    "true",
    "[",
    "]",
    "{",
    "}",
    ":",
    "{\"",
    "\"]",
    "\\u",
    "\\ud800",
    "<",
    ">",
    "&#0;",
    "]]>",
    "</trace>",
];

#[derive(Debug, Clone)]
enum Edit {
    /// One byte becomes another.
    Set(Index, u8),
    Bit(Index, u8),
    Insert(Index, &'static str),
    Remove(Index, u8),
    /// A piece again, behind itself, so often.
    Repeat(Index, u8, u8),
    /// A piece of another file.
    Splice(Index, usize, Index, u8),
    Cut(Index),
}

#[derive(Debug, Clone)]
pub struct Plan {
    file: usize,
    edits: Vec<Edit>,
}

/// A file of `files`, edited.
pub fn edited(files: usize) -> impl Strategy<Value = Plan> {
    let place = any::<Index>;
    let edit = prop_oneof![
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        1 => (place(), 0..8_u8).prop_map(|(at, bit)| Edit::Bit(at, bit)),
        4 => (place(), prop::sample::select(&WORDS[..])).prop_map(|(at, word)| Edit::Insert(at, word)),
        2 => (place(), 1..40_u8).prop_map(|(at, length)| Edit::Remove(at, length)),
        2 => (place(), 1..60_u8, 1..12_u8).prop_map(|(at, length, times)| Edit::Repeat(at, length, times)),
        2 => (place(), 0..files, place(), 1..60_u8).prop_map(|(at, file, from, length)| Edit::Splice(at, file, from, length)),
        1 => place().prop_map(Edit::Cut),
    ];
    (0..files, prop::collection::vec(edit, 1..6)).prop_map(|(file, edits)| Plan { file, edits })
}

impl Plan {
    pub fn apply(&self, files: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = files[self.file].clone();
        for edit in &self.edits {
            apply(edit, &mut bytes, files);
        }
        bytes
    }
}

fn piece(bytes: &[u8], at: usize, length: u8) -> Vec<u8> {
    let end = bytes.len().min(at + usize::from(length));
    bytes[at..end].to_vec()
}

fn apply(edit: &Edit, bytes: &mut Vec<u8>, files: &[Vec<u8>]) {
    let place = |index: &Index| index.index(bytes.len() + 1);
    match edit {
        Edit::Set(at, byte) => {
            let at = place(at);
            bytes.splice(at..bytes.len().min(at + 1), [*byte]);
        }
        Edit::Bit(at, bit) => {
            let at = place(at);
            bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= 1 << bit);
        }
        Edit::Insert(at, word) => {
            let at = place(at);
            bytes.splice(at..at, word.bytes());
        }
        Edit::Remove(at, length) => {
            let at = place(at);
            let end = bytes.len().min(at + usize::from(*length));
            bytes.drain(at..end);
        }
        Edit::Repeat(at, length, times) => {
            let at = place(at);
            let again = piece(bytes, at, *length).repeat(usize::from(*times));
            bytes.splice(at..at, again);
        }
        Edit::Splice(at, file, from, length) => {
            let at = place(at);
            let other = &files[*file];
            let piece = piece(other, from.index(other.len() + 1), *length);
            bytes.splice(at..at, piece);
        }
        Edit::Cut(at) => {
            let at = place(at);
            bytes.truncate(at);
        }
    }
}
