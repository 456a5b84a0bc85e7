//! Finds delimiters and line ends, sixty-four bytes at once. Must not know what stands between them.

/// Where a cell is: in the text, or (where an escape had to be undone) in the scratch text beside it.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub start: u32,
    pub end: u32,
    pub in_scratch: bool,
    pub quoted: bool,
}

impl Span {
    pub const fn of(start: usize, end: usize, quoted: bool) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
            in_scratch: false,
            quoted,
        }
    }

    /// A cell that was written into the scratch text.
    pub const fn scratch(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
            in_scratch: true,
            quoted: false,
        }
    }
}

/// Where a run of cells without quotes stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// At the line end there.
    Line(usize),
    /// Before the cell that opens with the quote there.
    Quote(usize),
    /// The text ends in the cell that starts there.
    Text(usize),
}

const BLOCK: usize = 64;

/// Which bytes of the present block are marks, so that the cells of a row are found by one look at it.
#[derive(Debug, Default)]
pub struct Marks {
    delimiter: u8,
    start: usize,
    /// Bit i: byte `start + i` is a mark.
    marks: u64,
    /// The block ends there; 0 before the first.
    end: usize,
}

impl Marks {
    /// Looks for this delimiter, line feeds and carriage returns.
    pub const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            start: 0,
            marks: 0,
            end: 0,
        }
    }

    /// The text is another one now.
    pub fn forget(&mut self) {
        self.end = 0;
    }

    /// The cells from `at` on, up to the line's end or the first that opens with a quote.
    #[inline(never)]
    pub fn cells(&mut self, bytes: &[u8], at: usize, quote: u8, spans: &mut Vec<Span>) -> Stop {
        let mut start = at;
        loop {
            if bytes.get(start) == Some(&quote) {
                return Stop::Quote(start);
            }
            let Some(end) = self.next(bytes, start) else {
                return Stop::Text(start);
            };
            spans.push(Span::of(start, end, false));
            if bytes[end] != self.delimiter {
                return Stop::Line(end);
            }
            start = end + 1;
        }
    }

    /// The first mark at `at` or after it.
    #[inline]
    fn next(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let inside = at.wrapping_sub(self.start);
        if at < self.end && inside < BLOCK {
            let left = self.marks >> inside;
            if left != 0 {
                return Some(at + left.trailing_zeros() as usize);
            }
            return self.look(bytes, self.end);
        }
        self.look(bytes, at)
    }

    fn look(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let found = row_marks(rest, self.delimiter, self.delimiter);
            if found != 0 {
                (self.start, self.marks) = (at, found);
                self.end = at + rest.len().min(BLOCK);
                return Some(at + found.trailing_zeros() as usize);
            }
            at += BLOCK;
        }
        None
    }
}

/// The first sixty-four bytes' delimiters, quotes and line ends, a bit each.
#[inline]
pub fn row_marks(rest: &[u8], delimiter: u8, quote: u8) -> u64 {
    match rest.first_chunk() {
        Some(block) => marks_of(block, delimiter, quote),
        None => last_marks(rest, delimiter, quote),
    }
}

fn last_marks(rest: &[u8], delimiter: u8, quote: u8) -> u64 {
    let is_mark = |byte: u8| byte == delimiter || byte == quote || byte == b'\n' || byte == b'\r';
    let bits = rest
        .iter()
        .zip(0..)
        .map(|(byte, bit)| u64::from(is_mark(*byte)) << bit);
    bits.fold(0, |all, bit: u64| all | bit)
}

/// No byte above 127.
pub fn is_ascii(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<16>();
    // Drawn together once at the end: that costs as much as looking at many bytes.
    let all = blocks
        .iter()
        .fold(0, |all, block| all | u128::from_le_bytes(*block));
    all & (u128::MAX / 255 * 128) == 0 && rest.is_ascii()
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn marks_of(block: &[u8; BLOCK], delimiter: u8, quote: u8) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let word = |at: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&block[at..at + 8]);
        u64::from_le_bytes(bytes)
    };
    let (delimiter, quote, feed, carriage) = (
        u8x16_splat(delimiter),
        u8x16_splat(quote),
        u8x16_splat(b'\n'),
        u8x16_splat(b'\r'),
    );
    let mut marks = 0;
    for at in [0, 16, 32, 48] {
        let bytes = u64x2(word(at), word(at + 8));
        let ends = v128_or(u8x16_eq(bytes, feed), u8x16_eq(bytes, carriage));
        let inside = v128_or(u8x16_eq(bytes, delimiter), u8x16_eq(bytes, quote));
        let found = v128_or(inside, ends);
        marks |= u64::from(u8x16_bitmask(found)) << at;
    }
    marks
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn marks_of(block: &[u8; BLOCK], delimiter: u8, quote: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7F * ONES;
    // The highest bit of each byte that is zero (no borrow crosses bytes).
    let zeros = |word: u64| !(((word & LOW) + LOW) | word | LOW);
    let mut marks = 0;
    for (at, bytes) in block.chunks_exact(8).enumerate() {
        let word = bytes
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | u64::from(*byte));
        let found = [delimiter, quote, b'\n', b'\r']
            .into_iter()
            .fold(0, |found, byte| {
                found | zeros(word ^ (u64::from(byte) * ONES))
            });
        // Gathers the eight highest bits into one byte.
        marks |= ((found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (at * 8);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_above_127_is_seen_wherever_it_stands() {
        for length in [0, 1, 63, 64, 65, 130] {
            let mut bytes = vec![b'x'; length];
            assert!(is_ascii(&bytes));
            for at in 0..length {
                bytes[at] = 0x80;
                assert!(!is_ascii(&bytes), "{at} of {length}");
                bytes[at] = b'x';
            }
        }
    }

    #[test]
    fn cells_run_up_to_a_quote_or_the_end_of_the_line() {
        let (mut marks, mut spans) = (Marks::new(b','), Vec::new());
        let text = b"a,,\"b\",c\nd,e";
        assert_eq!(marks.cells(text, 0, b'"', &mut spans), Stop::Quote(3));
        assert_eq!(marks.cells(text, 7, b'"', &mut spans), Stop::Line(8));
        assert_eq!(marks.cells(text, 9, b'"', &mut spans), Stop::Text(11));
        let cells: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(cells, [(0, 1), (2, 2), (7, 8), (9, 10)]);
    }

    #[test]
    fn every_mark_is_found_from_everywhere() {
        let mut state = 7_u32;
        let mut random = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 24
        };
        let pick = [
            b';', b'\n', b'\r', b'a', b',', 0xC3, 0x80, 0x8A, 0x3A, 0x00, b'x', b'y',
        ];
        for length in [0, 1, 63, 64, 65, 200, 400] {
            for spread in [1, 3, 12] {
                let byte = |value: u32| pick[(value as usize / spread) % pick.len()];
                let bytes: Vec<u8> = (0..length).map(|_| byte(random())).collect();
                let is_mark = |byte: &u8| b";\n\r".contains(byte);
                let mut marks = Marks::new(b';');
                for at in (0..=length).chain((0..=length).rev()) {
                    let expected = bytes[at..]
                        .iter()
                        .position(is_mark)
                        .map(|offset| at + offset);
                    assert_eq!(marks.next(&bytes, at), expected, "{at} of {length}");
                }
            }
        }
    }
}
