//! Distinct texts of a column, numbered. Owns the bytes; must not know what they mean.

use parcours_kernel::{Run, TextCodes};

use crate::model::ordering::sort_numbers;

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
        sort_numbers(&mut codes, &|a, b| self.get(a).cmp(self.get(b)));
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

    /// Its texts and their ends, as they are stored.
    pub fn runs(&self) -> [Run<'_>; 2] {
        [Run::U8(self.arena.as_bytes()), Run::U32(&self.ends)]
    }

    /// What [`Self::runs`] has written; `None` where it is no text.
    pub fn of_parts(texts: Vec<u8>, ends: Vec<u32>) -> Option<Self> {
        let arena = String::from_utf8(texts).ok()?;
        Some(Self { arena, ends })
    }

    pub fn shrink(&mut self) {
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl From<TextCodes> for Dictionary {
    fn from(codes: TextCodes) -> Self {
        let (arena, ends) = codes.finish();
        let mut dictionary = Self { arena, ends };
        dictionary.shrink();
        dictionary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_ranked_by_code_point() {
        let mut dictionary = Dictionary::default();
        for text in ["b", "", "a", "ab"] {
            dictionary.push(text);
        }
        assert_eq!(dictionary.iter().collect::<Vec<_>>(), ["b", "", "a", "ab"]);
        assert_eq!(dictionary.find("ab"), Some(3));
        assert_eq!(dictionary.find("c"), None);
        assert_eq!(dictionary.ranks(), [3, 0, 1, 2]);
    }
}
