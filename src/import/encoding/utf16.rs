//! UTF-16 in either order of bytes.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Utf16 {
    LittleEndian,
    BigEndian,
}

impl Utf16 {
    const fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::LittleEndian => u16::from_le_bytes(pair),
            Self::BigEndian => u16::from_be_bytes(pair),
        }
    }
}

/// A character cut by a slice's end waits for the next slice.
#[derive(Debug)]
pub struct Utf16Decoder {
    order: Utf16,
    /// At most three bytes: the first half of a pair of surrogates, half a unit.
    tail: Vec<u8>,
}

impl Utf16Decoder {
    pub const fn new(order: Utf16) -> Self {
        Self {
            order,
            tail: Vec::new(),
        }
    }

    /// Appends the slice's text; lone surrogates become U+FFFD.
    pub fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let mut joined = std::mem::take(&mut self.tail);
        let bytes = if joined.is_empty() {
            bytes
        } else {
            joined.extend_from_slice(bytes);
            &joined
        };
        let (pairs, _) = bytes.as_chunks::<2>();
        let waiting = pairs
            .last()
            .is_some_and(|pair| matches!(self.order.unit(*pair), 0xD800..=0xDBFF));
        let (whole, cut) = bytes.split_at((pairs.len() - usize::from(waiting)) * 2);
        let units = whole
            .as_chunks()
            .0
            .iter()
            .map(|pair| self.order.unit(*pair));
        text.reserve(whole.len() / 2);
        text.extend(
            char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)),
        );
        match (cut, last) {
            ([], _) => {}
            (_, true) => text.push(char::REPLACEMENT_CHARACTER),
            (cut, false) => self.tail = cut.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_or_not_it_is_read_as_browsers_read_it() {
        let units: [u16; 9] = [
            0x61, 0xE9, 0xD83D, 0xDE00, 0xDE00, 0xD83D, 0xD83D, 0xDE00, 0xD83D,
        ];
        let mut bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for odd in [false, true] {
            let expected = encoding_rs::UTF_16BE.decode_without_bom_handling(&bytes).0;
            for size in 1..=bytes.len() {
                let (mut decoder, mut text) = (Utf16Decoder::new(Utf16::BigEndian), String::new());
                for slice in bytes.chunks(size) {
                    decoder.decode(slice, false, &mut text);
                }
                decoder.decode(&[], true, &mut text);
                assert_eq!(text, expected, "slices of {size}, odd: {odd}");
            }
            bytes.push(0x61);
        }
    }
}
