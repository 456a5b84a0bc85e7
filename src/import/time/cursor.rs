//! A reading position in the bytes of one cell.

/// Reads a cell from left to right without allocating.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    bytes: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub const fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.first().copied()
    }

    pub fn skip(&mut self, count: usize) {
        self.bytes = self.bytes.get(count..).unwrap_or_default();
    }

    /// Takes the next byte where it is one of these.
    pub fn take_any(&mut self, wanted: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|b| wanted.contains(b))?;
        self.skip(1);
        Some(byte)
    }

    /// Skips blanks, the no-break ones of U+00A0 and U+202F too, and says whether there were any.
    pub fn skip_blanks(&mut self) -> bool {
        let before = self.bytes.len();
        loop {
            self.bytes = match self.bytes {
                [b' ' | b'\t', rest @ ..]
                | [0xC2, 0xA0, rest @ ..]
                | [0xE2, 0x80, 0xAF, rest @ ..] => rest,
                _ => return self.bytes.len() < before,
            };
        }
    }

    /// A run of digits: its value and length. Longer than 18 digits is no number of a time.
    pub fn digits(&mut self) -> Option<(u64, usize)> {
        let length = self.bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        if length == 0 || length > 18 {
            return None;
        }
        let (digits, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        let value = digits
            .iter()
            .fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        Some((value, length))
    }

    /// A run of letters (ASCII or beyond), with its length in bytes; not taken.
    pub fn word(&self) -> &'a [u8] {
        let is_letter = |b: &&u8| b.is_ascii_alphabetic() || !b.is_ascii();
        let length = self.bytes.iter().take_while(is_letter).count();
        &self.bytes[..length]
    }

    /// Takes this ASCII word, whatever its case.
    pub fn take_word(&mut self, wanted: &[u8]) -> bool {
        let found = self.word().eq_ignore_ascii_case(wanted);
        if found {
            self.skip(wanted.len());
        }
        found
    }
}
