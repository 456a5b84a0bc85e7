//! Bytes → text, slice by slice, and what the whole stream says against the encoding it is read in.

use super::census::Census;
use super::utf16::Utf16Decoder;
use super::{
    Encoded, Encoding, ForeignDecoder, WINDOWS_1252, foreign, found, leading_bytes, mostly_utf8,
    single_byte,
};
use crate::model::load::Finding;

/// So many broken bytes and not one well-formed character above 127: no other will come.
const HOPELESS: u64 = 100;

/// How bytes become text.
enum Way {
    /// Checked and taken as they are.
    Utf8,
    Utf16(Utf16Decoder),
    SingleByte(single_byte::UpperHalf),
    Foreign(Box<dyn ForeignDecoder>),
}

impl Way {
    fn of(encoding: &Encoding) -> Self {
        match encoding {
            Encoding::Utf8 => Self::Utf8,
            Encoding::Utf16(order) => Self::Utf16(Utf16Decoder::new(*order)),
            Encoding::SingleByte(encoding) => Self::SingleByte(encoding.upper_half()),
            // A name that was opened once opens again.
            Encoding::Foreign(name) => foreign::open(name).map_or(Self::Utf8, Self::Foreign),
        }
    }
}

/// Decodes slices of any length; a character cut by a slice's end waits for the next.
pub struct Decoder {
    encoding: Encoding,
    way: Way,
    firm: bool,
    /// All was ASCII so far, and what follows it may be in any encoding.
    open: bool,
    mark_left: usize,
    tail: Vec<u8>,
    well_formed: u64,
    broken: u64,
    hopeless: bool,
    /// Where the encoding is a guess among those of one or two bytes a character: what the whole stream says.
    census: Option<Census>,
}

impl Decoder {
    pub fn new(encoded: &Encoded) -> Self {
        let mut decoder = Self::of(encoded.encoding.clone(), encoded.firm, encoded.mark);
        decoder.open = encoded.open && !encoded.firm;
        decoder
    }

    fn of(encoding: Encoding, firm: bool, mark: usize) -> Self {
        let way = Way::of(&encoding);
        let guessed = !firm && matches!(way, Way::SingleByte(_) | Way::Foreign(_));
        Self {
            census: guessed.then(Census::default),
            encoding,
            way,
            firm,
            open: false,
            mark_left: mark,
            tail: Vec::new(),
            well_formed: 0,
            broken: 0,
            hopeless: false,
        }
    }

    /// Appends the slice's text. `last`: the slice (perhaps empty) is the file's end.
    pub fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let skipped = self.mark_left.min(bytes.len());
        self.mark_left -= skipped;
        let bytes = &bytes[skipped..];
        if self.open {
            if parcours_kernel::is_ascii(bytes) {
                text.push_str(std::str::from_utf8(bytes).unwrap_or_default());
                return;
            }
            self.settle(bytes, text.as_bytes().last());
        } else if let Some(census) = &mut self.census {
            census.add(bytes);
        }
        match &mut self.way {
            Way::Utf8 if self.tail.is_empty() => self.utf8(bytes, last, text),
            Way::Utf8 => {
                let mut joined = std::mem::take(&mut self.tail);
                joined.extend_from_slice(bytes);
                self.utf8(&joined, last, text);
            }
            Way::Utf16(decoder) => decoder.decode(bytes, last, text),
            Way::SingleByte(upper_half) => single_byte::decode(upper_half, bytes, text),
            Way::Foreign(decoder) => decoder.decode(bytes, last, text),
        }
    }

    /// Decides by the first bytes that are not all ASCII. `before`: the last sign before them, if its row still goes on.
    fn settle(&mut self, bytes: &[u8], before: Option<&u8>) {
        self.open = false;
        let mut census = Census::after(before.copied().unwrap_or(b'\n'));
        census.add(bytes);
        if !census.is_utf8() {
            self.encoding = census.best();
            self.way = Way::of(&self.encoding);
            self.census = Some(census);
        }
    }

    /// What the bytes are read as, so far.
    pub const fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    fn utf8(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let mut rest = bytes;
        loop {
            let error = match std::str::from_utf8(rest) {
                Ok(valid) => {
                    self.take(valid, text);
                    return;
                }
                Err(error) => error,
            };
            let (valid, bad) = rest.split_at(error.valid_up_to());
            self.take(std::str::from_utf8(valid).unwrap_or_default(), text);
            match error.error_len() {
                None if !last => {
                    self.tail.extend_from_slice(bad);
                    return;
                }
                length => {
                    text.push('\u{FFFD}');
                    self.broken += 1;
                    // Judged at a place in the file, not at the end of a slice.
                    self.hopeless |= !self.firm && self.well_formed == 0 && self.broken == HOPELESS;
                    if self.hopeless {
                        return;
                    }
                    rest = &bad[length.unwrap_or(bad.len())..];
                }
            }
        }
    }

    fn take(&mut self, valid: &str, text: &mut String) {
        self.well_formed += leading_bytes(valid.as_bytes());
        text.push_str(valid);
    }

    /// Many broken bytes before any well-formed accent: this never was UTF-8, reading on is for nothing.
    pub const fn is_hopeless(&self) -> bool {
        self.hopeless
    }

    /// How the whole file asks to be read, where not like this.
    pub fn contradiction(&self) -> Option<Encoded> {
        if let Some(census) = &self.census {
            if census.is_utf8() {
                return Some(found(Encoding::Utf8, 0, true, Finding::default()));
            }
            let best = census.best();
            return (best != self.encoding).then(|| found(best, 0, true, Finding::default()));
        }
        let wrong = !self.firm
            && matches!(self.way, Way::Utf8)
            && !mostly_utf8(self.well_formed, self.broken);
        // Which of the others it is will be counted while reading.
        wrong.then(|| found(WINDOWS_1252, 0, false, Finding::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::detect;
    use super::*;

    #[test]
    fn slices_of_one_byte_decode_alike() {
        let cases: [(&[u8], &str); 4] = [
            ("\u{feff}é€😀".as_bytes(), "é€😀"),
            (b"\xFF\xFEa\0\xE9\0", "aé"),
            (b"caf\xE9 \x80", "café €"),
            (b"\x96\xBC\x91O,\x8D\x82\x8B\xB4", "名前,高橋"),
        ];
        for (bytes, expected) in cases {
            let mut decoder = Decoder::new(&detect(bytes, bytes.len(), true, None).unwrap());
            let mut text = String::new();
            for byte in bytes {
                decoder.decode(&[*byte], false, &mut text);
            }
            decoder.decode(&[], true, &mut text);
            assert_eq!(text, expected);
        }
    }

    /// Read as a head without accents lets expect, in slices of this many bytes; what it was decided to be, and whether that held.
    fn late(bytes: &[u8], slice: usize) -> (String, String, bool) {
        let mut decoder = Decoder::new(&detect(b"plain", 5, false, None).unwrap());
        let mut text = String::new();
        for part in bytes.chunks(slice) {
            decoder.decode(part, false, &mut text);
        }
        decoder.decode(&[], true, &mut text);
        let held = decoder.contradiction().is_none();
        (text, decoder.encoding().name().to_owned(), held)
    }

    #[test]
    fn the_first_byte_above_127_decides_by_what_is_at_hand() {
        let latin = (
            "plain, café été".to_owned(),
            "windows-1252".to_owned(),
            true,
        );
        assert_eq!(late(b"plain, caf\xE9 \xE9t\xE9", 100), latin);
        let own = ("plain, café".to_owned(), "utf-8".to_owned(), true);
        assert_eq!(late("plain, café".as_bytes(), 100), own);
        assert_eq!(late("plain, café".as_bytes(), 1), own);
        let japanese = late(b"plain,\x96\xBC\x91O,\x8D\x82\x8B\xB4", 100);
        assert_eq!(
            (japanese.0.as_str(), japanese.1.as_str()),
            ("plain,名前,高橋", "shift_jis")
        );
        // One byte at a time nothing is at hand: the whole says that it must be read again.
        assert!(!late(b"plain, caf\xE9 \xE9t\xE9", 1).2);
    }

    #[test]
    fn a_decision_by_too_few_bytes_is_taken_back() {
        let mut bytes = b"one \xE9 alone, then ".to_vec();
        bytes.extend("éà".repeat(20).into_bytes());
        let (_, decided, held) = late(&bytes, 20);
        assert_eq!((decided.as_str(), held), ("windows-1252", false));
        assert!(late(&bytes, 1000).2, "all at hand: one broken byte");
    }
}
