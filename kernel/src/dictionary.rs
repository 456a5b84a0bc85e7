//! Distinct texts, numbered as they come. Must not know what they mean.

use crate::codes::Codes;
use crate::plain::Cells;

/// Numbered texts in one arena, and the table that finds them.
#[derive(Debug, Default)]
pub struct TextCodes {
    arena: String,
    ends: Vec<u32>,
    slots: Slots,
    recent: RecentTexts,
    overflow: bool,
}

impl TextCodes {
    /// The code of `text`, new or known.
    #[inline(never)]
    pub fn code(&mut self, text: &str) -> u32 {
        match self.known(text.as_bytes()) {
            Ok(code) => code,
            Err((slot, hash)) => self.insert(slot, hash, text),
        }
    }

    /// The code of a text that has one, else the slot where it would stand, and its hash.
    #[inline]
    fn known(&self, bytes: &[u8]) -> Result<u32, (usize, u64)> {
        let hash = hash_bytes(bytes);
        let (arena, ends) = (self.arena.as_bytes(), &self.ends);
        let found = self
            .slots
            .find(hash, |code| same(slice(arena, ends, code), bytes));
        found.map_err(|slot| (slot, hash))
    }

    /// The codes of a column's cells, one after another; of as many empty texts where there is no column.
    #[inline(never)]
    pub fn codes(&mut self, cells: Cells<'_>, column: Option<usize>, codes: &mut Vec<u32>) {
        codes.clear();
        let Some(column) = column else {
            let code = self.code("");
            return codes.resize(cells.rows(), code);
        };
        let text = cells.text.as_bytes();
        self.recent.prepare();
        for row in cells.spans.chunks_exact(cells.width) {
            let [start, end] = row[column].map(|at| at as usize);
            let short = Short::of(text, start, end);
            let recent = short.and_then(|short| self.recent.find(&short));
            let code = recent.unwrap_or_else(|| {
                let code = self.code(&cells.text[start..end]);
                if let Some(short) = short {
                    self.recent.keep(short, code);
                }
                code
            });
            codes.push(code);
        }
    }

    #[cold]
    fn insert(&mut self, slot: usize, hash: u64, text: &str) -> u32 {
        if self.arena.len() + text.len() > u32::MAX as usize {
            self.overflow = true;
            return 0;
        }
        let code = self.ends.len() as u32;
        self.arena.push_str(text);
        self.ends.push(self.arena.len() as u32);
        let (arena, ends) = (self.arena.as_bytes(), &self.ends);
        self.slots.insert(slot, hash, code, |code| {
            hash_bytes(slice(arena, ends, code))
        });
        code
    }

    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let start = if code == 0 {
            0
        } else {
            self.ends.get(code - 1).copied().unwrap_or_default()
        };
        let end = self.ends.get(code).copied().unwrap_or_default();
        self.arena
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// More than 4 GiB of distinct text were handed over.
    pub fn overflowed(&self) -> bool {
        self.overflow
    }

    /// All texts one after another, and where each ends.
    pub fn finish(self) -> (String, Vec<u32>) {
        (self.arena, self.ends)
    }
}

/// A text of at most [`SHORT`] bytes as three numbers, with zeros after its end.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Short {
    words: [u64; 3],
    length: u32,
}

const SHORT: usize = 24;

/// Where read from byte `SHORT - length` on: all bits of the first `length` bytes.
const ONES_THEN_ZEROS: [u8; 2 * SHORT] = {
    let mut bytes = [0; 2 * SHORT];
    let mut at = 0;
    while at < SHORT {
        bytes[at] = 0xFF;
        at += 1;
    }
    bytes
};

impl Short {
    /// `None`: it is longer, or there are not so many bytes behind its start. Without a branch for the length, which cannot be foretold.
    #[inline]
    fn of(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end - start;
        let bytes: &[u8; SHORT] = text.get(start..)?.first_chunk()?;
        let mask: &[u8; SHORT] = ONES_THEN_ZEROS
            .get(SHORT.checked_sub(length)?..)?
            .first_chunk()?;
        let word = |at: usize| word(bytes, at) & word(mask, at);
        Some(Self {
            words: [word(0), word(8), word(16)],
            length: length as u32,
        })
    }

    #[inline]
    fn place(&self) -> usize {
        let [a, b, c] = self.words;
        let mixed = a ^ b.rotate_left(21) ^ c.rotate_left(43) ^ u64::from(self.length);
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - RECENT.ilog2())) as usize
    }
}

#[inline]
fn word(bytes: &[u8; SHORT], at: usize) -> u64 {
    bytes[at..]
        .first_chunk()
        .map_or(0, |word| u64::from_le_bytes(*word))
}

/// Codes of short texts met lately, one for each place: one look instead of three that depend on each other.
#[derive(Debug, Default)]
struct RecentTexts {
    entries: Vec<(Short, u32)>,
}

const RECENT: usize = 1024;

impl RecentTexts {
    fn prepare(&mut self) {
        // No text has such a length.
        let none = Short {
            words: [0; 3],
            length: u32::MAX,
        };
        self.entries.resize(RECENT, (none, 0));
    }

    #[inline]
    fn find(&self, short: &Short) -> Option<u32> {
        let (kept, code) = self.entries.get(short.place())?;
        (kept == short).then_some(*code)
    }

    fn keep(&mut self, short: Short, code: u32) {
        if let Some(entry) = self.entries.get_mut(short.place()) {
            *entry = (short, code);
        }
    }
}

#[inline]
fn slice<'a>(arena: &'a [u8], ends: &[u32], code: u32) -> &'a [u8] {
    let code = code as usize;
    let start = if code == 0 {
        0
    } else {
        ends[code - 1] as usize
    };
    &arena[start..ends[code] as usize]
}

/// Distinct numbers, numbered as they come from 1; equal means the same bits. 0 stands for none.
#[derive(Debug)]
pub struct NumberCodes {
    /// By code; the first is NaN and never read.
    values: Vec<f64>,
    slots: Slots,
    /// Bits and code of numbers met lately, one for each place.
    recent: [(u64, u32); RECENT_NUMBERS],
}

const RECENT_NUMBERS: usize = 256;

impl Default for NumberCodes {
    fn default() -> Self {
        Self {
            values: vec![f64::NAN],
            slots: Slots::default(),
            // NaN is never looked for.
            recent: [(f64::NAN.to_bits(), 0); RECENT_NUMBERS],
        }
    }
}

impl NumberCodes {
    #[inline(never)]
    pub fn code(&mut self, value: f64) -> u32 {
        let (bits, values) = (value.to_bits(), &self.values);
        let hash = mixed(bits);
        match self
            .slots
            .find(hash, |code| values[code as usize].to_bits() == bits)
        {
            Ok(code) => code,
            Err(slot) => {
                let code = self.values.len() as u32;
                self.values.push(value);
                let values = &self.values;
                self.slots.insert(slot, hash, code, |code| {
                    mixed(values[code as usize].to_bits())
                });
                code
            }
        }
    }

    /// Appends the codes of numbers; NaN is none.
    #[inline(never)]
    pub fn push(&mut self, values: &[f64], codes: &mut Codes) {
        for value in values {
            if value.is_nan() {
                codes.push(0);
                continue;
            }
            let bits = value.to_bits();
            let place = bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
            let (kept, mut code) = self.recent[place as usize];
            if kept != bits {
                code = self.code(*value);
                self.recent[place as usize] = (bits, code);
            }
            codes.push(code);
        }
    }

    /// The number of a code; `None` for 0, which stands for none.
    pub fn get(&self, code: u32) -> Option<f64> {
        let value = self.values.get(code as usize).copied();
        value.filter(|_| code > 0)
    }

    /// By code.
    pub fn finish(self) -> Vec<f64> {
        self.values
    }
}

/// Open addressing: the upper half of a hash beside a code, so that nearly every other text is told apart without being looked at.
#[derive(Debug, Default)]
struct Slots {
    /// 0: free; else the hash's upper half, then the code plus one.
    slots: Vec<u64>,
    used: usize,
}

const UPPER: u64 = 0xFFFF_FFFF << 32;

impl Slots {
    /// The code, or the free slot where it would stand.
    #[inline]
    fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get(at) {
            if *slot == 0 {
                return Err(at);
            }
            let code = (*slot as u32).wrapping_sub(1);
            if (*slot ^ hash) & UPPER == 0 && is_it(code) {
                return Ok(code);
            }
            at = (at + 1) & mask;
        }
        Err(0)
    }

    fn insert(&mut self, slot: usize, hash: u64, code: u32, hash_of: impl Fn(u32) -> u64) {
        self.used += 1;
        if self.used * 2 <= self.slots.len() {
            self.slots[slot] = entry(hash, code);
            return;
        }
        // Twice the room, and a quarter full at most: probes stay short.
        let size = (self.used * 4).next_power_of_two().max(64);
        let codes: Vec<u32> = self
            .slots
            .iter()
            .filter(|slot| **slot != 0)
            .map(|slot| *slot as u32 - 1)
            .collect();
        self.slots = vec![0; size];
        for code in codes.into_iter().chain([code]) {
            let hash = hash_of(code);
            let mut at = hash as usize & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = entry(hash, code);
        }
    }
}

const fn entry(hash: u64, code: u32) -> u64 {
    hash & UPPER | (code as u64 + 1)
}

/// Both halves depend on every bit.
#[inline]
fn mixed(value: u64) -> u64 {
    let once = (value ^ (value >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (once ^ (once >> 29)).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// The first and the last eight bytes and the length, and for longer texts all between.
#[inline]
fn hash_bytes(bytes: &[u8]) -> u64 {
    let (first, last) = ends(bytes);
    let mut hash = first.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (bytes.len() as u64) << 56;
    if bytes.len() > 16 {
        for chunk in bytes[8..bytes.len() - 8].chunks(8) {
            hash = (hash.rotate_left(29) ^ ends(chunk).0).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        }
    }
    hash = (hash ^ (hash >> 32) ^ last).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

/// The first and the last eight bytes as numbers; of a shorter text all its bytes, some twice.
#[inline]
fn ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (
            u64::from(u32::from_le_bytes(*first)),
            u64::from(u32::from_le_bytes(*last)),
        );
    }
    match bytes {
        [a] => (u64::from(*a), 0),
        [a, b] => (u64::from(*a), u64::from(*b)),
        [a, b, c] => (u64::from(*a) | u64::from(*b) << 8, u64::from(*c)),
        _ => (0, 0),
    }
}

/// Equality by eight bytes at once: most texts are short, and a call to compare memory would cost more than comparing.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if a.len() <= 16 {
        return ends(a) == ends(b);
    }
    a.chunks(8)
        .zip(b.chunks(8))
        .all(|(a, b)| ends(a) == ends(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_code_and_the_empty_text_is_one() {
        let mut codes = TextCodes::default();
        let found = ["b", "", "b", "a", "a", "", "ab"].map(|text| codes.code(text));
        assert_eq!(found, [0, 1, 0, 2, 2, 1, 3]);
        assert_eq!(codes.get(3), "ab");
        assert_eq!(codes.finish(), ("baab".to_owned(), vec![1, 1, 2, 4]));
    }

    #[test]
    fn texts_of_every_length_are_told_apart_wherever_they_differ() {
        let mut codes = TextCodes::default();
        let mut texts = vec![String::new()];
        for length in 1..40 {
            texts.push("x".repeat(length));
            for at in 0..length {
                let mut text = "x".repeat(length).into_bytes();
                text[at] = b'y';
                texts.push(String::from_utf8(text).unwrap());
            }
        }
        for _ in 0..2 {
            for (at, text) in texts.iter().enumerate() {
                assert_eq!(codes.code(text), at as u32, "{text}");
            }
        }
        assert_eq!(codes.len(), texts.len());
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(codes.get(at as u32), text);
        }
    }

    #[test]
    fn a_column_has_the_codes_that_its_cells_have_one_by_one() {
        let mut text = String::new();
        let mut spans = Vec::new();
        // More texts than are remembered, of every length about the limit, each met again soon and late, and the last at the very end.
        for number in 0..3 * RECENT as u32 {
            for number in [number, number / 2, number % 7] {
                let start = text.len() as u32;
                let length = number as usize % (SHORT + 4);
                text.extend(format!("{number:x}é").repeat(9).chars().take(length));
                spans.push([start, text.len() as u32]);
            }
        }
        let cells = Cells {
            text: &text,
            spans: &spans,
            width: 3,
        };
        for column in 0..3 {
            let (mut at_once, mut one_by_one) = (TextCodes::default(), TextCodes::default());
            let mut codes = Vec::new();
            for _ in 0..2 {
                at_once.codes(cells, Some(column), &mut codes);
                let expected: Vec<u32> = (0..cells.rows())
                    .map(|row| one_by_one.code(cells.cell(row, column)))
                    .collect();
                assert_eq!(codes, expected);
            }
            assert_eq!(at_once.finish(), one_by_one.finish());
        }
    }

    #[test]
    fn many_numbers_have_the_codes_that_they_have_one_by_one() {
        let numbers: Vec<f64> = (0..5_000)
            .flat_map(|number| {
                [
                    f64::from(number) / 8.0,
                    f64::from(number % 50),
                    f64::NAN,
                    -0.0,
                ]
            })
            .collect();
        let (mut at_once, mut one_by_one) = (NumberCodes::default(), NumberCodes::default());
        let mut codes = Codes::default();
        at_once.push(&numbers, &mut codes);
        for (at, number) in numbers.iter().enumerate() {
            let expected = if number.is_nan() {
                0
            } else {
                one_by_one.code(*number)
            };
            assert_eq!(codes.get(at), expected);
        }
    }

    #[test]
    fn many_similar_texts_do_not_crowd_together() {
        let mut codes = TextCodes::default();
        for number in 0..20_000 {
            assert_eq!(codes.code(&format!("J{number:07}")), number);
        }
        let taken: Vec<bool> = codes.slots.slots.iter().map(|slot| *slot != 0).collect();
        let longest = taken.split(|taken| !taken).map(<[bool]>::len).max();
        assert!(longest.unwrap() < 60, "{longest:?}");
    }

    #[test]
    fn numbers_are_told_apart_by_their_bits() {
        let mut codes = NumberCodes::default();
        let found = [1.5, 0.0, 1.5, -0.0, 2.0].map(|value| codes.code(value));
        assert_eq!(found, [1, 2, 1, 3, 4]);
        assert_eq!(codes.finish()[1..], [1.5, 0.0, -0.0, 2.0]);
    }
}
