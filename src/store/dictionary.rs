//! Distinct texts of a column, numbered. Owns the bytes; must not know what they mean.

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::model::ordering::sort_codes;
use std::hash::BuildHasher;

/// Numbered texts in one arena: no allocation a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dictionary {
    arena: String,
    ends: Vec<u32>,
}

impl Dictionary {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let start = match code {
            0 => 0,
            _ => self.ends.get(code - 1).copied().unwrap_or_default() as usize,
        };
        let end = self.ends.get(code).copied().unwrap_or_default() as usize;
        self.arena.get(start..end).unwrap_or_default()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.get(code))
    }

    /// The code of a text. Linear: for the few texts of a filter, so that no hash table need be kept.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.iter()
            .position(|name| name == text)
            .map(|at| at as u32)
    }

    pub fn push(&mut self, text: &str) {
        self.arena.push_str(text);
        self.ends.push(self.arena.len() as u32);
    }

    /// Codes in code-point order of their texts.
    pub fn by_name(&self) -> Vec<u32> {
        let mut codes: Vec<u32> = (0..self.len() as u32).collect();
        sort_codes(&mut codes, &|a, b| self.get(a).cmp(self.get(b)));
        codes
    }

    /// For each code its place in code-point order: comparing ranks compares names.
    pub fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.len()];
        for (rank, code) in self.by_name().into_iter().enumerate() {
            ranks[code as usize] = rank as u32;
        }
        ranks
    }

    pub fn bytes(&self) -> usize {
        self.arena.capacity() + self.ends.capacity() * size_of::<u32>()
    }

    pub fn shrink(&mut self) {
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Fills a [`Dictionary`]. Neighbouring rows mostly repeat a value, so the last one is tried before the hash table.
#[derive(Debug, Default)]
pub(super) struct DictionaryBuilder {
    dictionary: Dictionary,
    table: HashTable<u32>,
    hasher: FixedState,
    last: Option<u32>,
    overflow: bool,
}

impl DictionaryBuilder {
    /// The code of `text`, new or known.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(last) = self.last
            && self.dictionary.get(last) == text
        {
            return last;
        }
        let code = self.look_up(text);
        self.last = Some(code);
        code
    }

    fn look_up(&mut self, text: &str) -> u32 {
        let (dictionary, hasher) = (&mut self.dictionary, &self.hasher);
        let hash = hasher.hash_one(text);
        if let Some(code) = self.table.find(hash, |code| dictionary.get(*code) == text) {
            return *code;
        }
        if dictionary.arena.len() + text.len() > u32::MAX as usize {
            self.overflow = true;
            return 0;
        }
        let code = dictionary.len() as u32;
        dictionary.push(text);
        self.table
            .insert_unique(hash, code, |code| hasher.hash_one(dictionary.get(*code)));
        code
    }

    /// More than 4 GiB of distinct text were handed over.
    pub fn overflowed(&self) -> bool {
        self.overflow
    }

    pub fn get(&self, code: u32) -> &str {
        self.dictionary.get(code)
    }

    pub fn len(&self) -> usize {
        self.dictionary.len()
    }

    pub fn finish(mut self) -> Dictionary {
        self.dictionary.shrink();
        self.dictionary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_code_and_the_empty_text_is_one() {
        let mut builder = DictionaryBuilder::default();
        let codes: Vec<u32> = ["b", "", "b", "a", "a", "", "ab"]
            .map(|text| builder.code(text))
            .to_vec();
        assert_eq!(codes, [0, 1, 0, 2, 2, 1, 3]);
        let dictionary = builder.finish();
        assert_eq!(dictionary.iter().collect::<Vec<_>>(), ["b", "", "a", "ab"]);
        assert_eq!(dictionary.find("ab"), Some(3));
        assert_eq!(dictionary.find("c"), None);
        assert_eq!(dictionary.ranks(), [3, 0, 1, 2]);
    }
}
