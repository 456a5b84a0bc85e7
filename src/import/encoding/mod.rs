//! Bytes → text: which encoding, with its evidence, and decoding slice by slice.
//!
//! Common encodings are read here; all others by a [`ForeignDecoder`] that is handed in.
//! Must not know: tables, quotes, roles.

mod census;
mod foreign;
mod single_byte;
mod utf16;

use crate::model::load::{Finding, LoadError, LoadErrorCode};

use census::Census;
pub use foreign::{ForeignDecoder, OpenForeign, use_foreign_decoders};
use single_byte::SingleByte;
use utf16::{Utf16, Utf16Decoder};

/// What bytes stand for which characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16(Utf16),
    SingleByte(SingleByte),
    /// The lower-case WHATWG name of one that only a [`ForeignDecoder`] reads.
    Foreign(String),
}

const WINDOWS_1252: Encoding = Encoding::SingleByte(SingleByte::Windows1252);
const SHIFT_JIS: &str = "shift_jis";

impl Encoding {
    /// By one of the labels that WHATWG gives to it, in any case.
    fn for_label(label: &str) -> Option<Self> {
        let own = |name: &str| match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16le" => Some(Self::Utf16(Utf16::LittleEndian)),
            "utf-16be" => Some(Self::Utf16(Utf16::BigEndian)),
            name => SingleByte::for_name(name).map(Self::SingleByte),
        };
        let label = label.trim_ascii().to_ascii_lowercase();
        own(&label).or_else(|| {
            let name = foreign::open(&label)?.name();
            Some(own(&name).unwrap_or(Self::Foreign(name)))
        })
    }

    /// By a byte order mark, with the mark's length.
    fn for_mark(head: &[u8]) -> Option<(Self, usize)> {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16(Utf16::LittleEndian), 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16(Utf16::BigEndian), 2)),
            _ => None,
        }
    }

    /// The lower-case WHATWG name.
    fn name(&self) -> &str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16(Utf16::LittleEndian) => "utf-16le",
            Self::Utf16(Utf16::BigEndian) => "utf-16be",
            Self::SingleByte(encoding) => encoding.name(),
            Self::Foreign(name) => name,
        }
    }
}

/// The encoding of a file, and how sure that is.
#[derive(Debug, Clone)]
pub struct Encoded {
    pub encoding: Encoding,
    /// Bytes of the byte order mark at the start.
    pub mark: usize,
    /// Told, marked, or already judged on the whole file: later bytes cannot change it.
    pub firm: bool,
    /// Nothing but ASCII was seen, which nearly all encodings read alike: the first byte above 127 will tell.
    pub open: bool,
    pub finding: Finding,
}

impl Encoded {
    /// The lower-case WHATWG label.
    pub fn label(&self) -> String {
        self.encoding.name().to_owned()
    }
}

/// Told label, byte order mark, the zeros of UTF-16, valid UTF-8, or else what the bytes above 127 speak for.
///
/// The first `sample` bytes are enough where they are plainly UTF-8.
pub fn detect(
    head: &[u8],
    sample: usize,
    complete: bool,
    told: Option<&str>,
) -> Result<Encoded, LoadError> {
    let marked = Encoding::for_mark(head);
    if let Some(label) = told {
        let encoding = Encoding::for_label(label)
            .ok_or_else(|| LoadError::about(LoadErrorCode::UnknownEncoding, label))?;
        let mark = marked.filter(|(e, _)| *e == encoding).map_or(0, |(_, n)| n);
        return Ok(found(encoding, mark, true, Finding::default()));
    }
    if let Some((encoding, mark)) = marked {
        return Ok(found(encoding, mark, true, Finding::default()));
    }
    if let Some(encoding) = unmarked_utf16(head) {
        return Ok(found(encoding, 0, true, Finding::default()));
    }
    let mut census = match head.get(..sample) {
        Some(first) => Utf8Census::of(first, complete && sample == head.len()),
        None => Utf8Census::of(head, complete),
    };
    if sample < head.len() && census.broken > 0 {
        census = Utf8Census::of(head, complete);
    }
    let encoding = if census.is_utf8() {
        Encoding::Utf8
    } else {
        let mut bytes = Census::default();
        bytes.add(head);
        bytes.best()
    };
    let open = census.first.is_none();
    let finding = Finding {
        line: census.first.map(|at| line_of(head, at)),
        example: census.first.map(|at| example(head, at, &encoding)),
        agree: census.well_formed as u32,
        of: (census.well_formed + census.broken) as u32,
    };
    Ok(Encoded {
        open,
        ..found(encoding, 0, false, finding)
    })
}

const fn found(encoding: Encoding, mark: usize, firm: bool, finding: Finding) -> Encoded {
    Encoded {
        encoding,
        mark,
        firm,
        open: false,
        finding,
    }
}

/// The most bytes that the form of UTF-16 is looked for in.
const UTF16_SAMPLE: usize = 65_536;

/// UTF-16 has a zero beside every ASCII sign, its line ends among them: always on the same side.
fn unmarked_utf16(head: &[u8]) -> Option<Encoding> {
    let head = &head[..head.len().min(UTF16_SAMPLE)];
    memchr::memchr(0, head)?;
    let (units, _) = head.as_chunks::<2>();
    let count = |wanted: fn(&[u8; 2]) -> bool| units.iter().filter(|unit| wanted(unit)).count();
    let low = count(|unit| unit[0] != 0 && unit[1] == 0);
    let high = count(|unit| unit[0] == 0 && unit[1] != 0);
    let line_ends = |unit: &[u8; 2]| matches!(unit, [b'\n' | b'\r', 0] | [0, b'\n' | b'\r']);
    // Without a line end all but a few of the signs must speak for it.
    let enough = if units.iter().any(line_ends) {
        units.len() / 20
    } else {
        units.len() * 7 / 10
    };
    match () {
        () if units.len() < 4 => None,
        () if low > enough && high * 20 <= low => Some(Encoding::Utf16(Utf16::LittleEndian)),
        () if high > enough && low * 20 <= high => Some(Encoding::Utf16(Utf16::BigEndian)),
        () => None,
    }
}

/// How the bytes above 127 behave as UTF-8.
#[derive(Debug, Default, Clone)]
struct Utf8Census {
    well_formed: u64,
    broken: u64,
    /// The first byte that speaks: broken where there is one, else the first above 127.
    first: Option<usize>,
}

impl Utf8Census {
    fn of(head: &[u8], complete: bool) -> Self {
        let mut census = Self::default();
        if parcours_kernel::is_ascii(head) {
            return census;
        }
        let (mut at, mut first_broken) = (0, None);
        for chunk in head.utf8_chunks() {
            census.well_formed += leading_bytes(chunk.valid().as_bytes());
            at += chunk.valid().len();
            let invalid = chunk.invalid();
            let cut = !complete && at + invalid.len() == head.len() && may_continue(invalid);
            if !invalid.is_empty() && !cut {
                census.broken += 1;
                first_broken = first_broken.or(Some(at));
            }
            at += invalid.len();
        }
        let high = || head.iter().position(|b| !b.is_ascii());
        census.first = first_broken.or_else(high);
        census
    }

    fn is_utf8(&self) -> bool {
        mostly_utf8(self.well_formed, self.broken)
    }
}

/// A few broken bytes do not make a file of well-formed accents Windows-1252.
const fn mostly_utf8(well_formed: u64, broken: u64) -> bool {
    broken == 0 || well_formed > broken * 4
}

/// Bytes that begin a character of several: their two highest bits are set.
fn leading_bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let leading = |word: u64| u64::from((word & word << 1 & 0x8080_8080_8080_8080).count_ones());
    let words = words.iter().map(|word| leading(u64::from_le_bytes(*word)));
    let rest = rest.iter().filter(|byte| **byte >= 0xC0).count() as u64;
    words.sum::<u64>() + rest
}

/// Is this the beginning of a character that the next slice may complete?
fn may_continue(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

fn line_of(head: &[u8], at: usize) -> u64 {
    memchr::memchr_iter(b'\n', &head[..at]).count() as u64 + 1
}

/// The word around the byte, decoded.
fn example(head: &[u8], at: usize, encoding: &Encoding) -> String {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || *b == b' ' || !b.is_ascii();
    let before = head[..at]
        .iter()
        .rev()
        .take(20)
        .take_while(|b| inside(b))
        .count();
    let after = head[at..].iter().take(24).take_while(|b| inside(b)).count();
    let mut text = String::new();
    let mut decoder = Decoder::of(encoding.clone(), true, 0);
    decoder.decode(&head[at - before..at + after], true, &mut text);
    text.trim().to_string()
}

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
    use super::*;

    fn label(head: &[u8]) -> String {
        detect(head, head.len(), true, None).unwrap().label()
    }

    #[test]
    fn encodings_are_found() {
        assert_eq!(label(b"plain"), "utf-8");
        assert_eq!(label("é,à".as_bytes()), "utf-8");
        assert_eq!(label(b"\xEF\xBB\xBFa"), "utf-8");
        assert_eq!(label(b"caf\xE9;th\xE9"), "windows-1252");
        assert_eq!(label(b"\x96\xBC\x91O,\x8D\x82\x8B\xB4"), "shift_jis");
        assert_eq!(label(b"\xFF\xFEa\0"), "utf-16le");
        assert_eq!(label(b"a\0;\0b\0\n\0c\0;\0d\0"), "utf-16le");
        assert_eq!(label(b"\0a\0;\0b\0\n\0c\0;\0d"), "utf-16be");
    }

    #[test]
    fn one_broken_byte_among_many_accents_stays_utf8() {
        let mut head = "é".repeat(40).into_bytes();
        head.push(0xE9);
        head.extend_from_slice(b" end");
        assert_eq!(label(&head), "utf-8");
    }

    #[test]
    fn a_character_cut_by_the_head_is_not_broken() {
        let head = &"aé".as_bytes()[..2];
        assert_eq!(
            detect(head, head.len(), false, None).unwrap().label(),
            "utf-8"
        );
        assert_eq!(
            detect(head, head.len(), true, None).unwrap().label(),
            "windows-1252"
        );
    }

    #[test]
    fn any_label_is_known_and_others_refused() {
        assert_eq!(
            detect(b"", 0, true, Some("Latin1")).unwrap().label(),
            "windows-1252"
        );
        for (told, name) in [
            (" UTF8 ", "utf-8"),
            ("koi8-r", "koi8-r"),
            ("sjis", "shift_jis"),
        ] {
            assert_eq!(detect(b"", 0, true, Some(told)).unwrap().label(), name);
        }
        let error = detect(b"", 0, true, Some("klingon")).unwrap_err();
        assert_eq!(error.code, LoadErrorCode::UnknownEncoding);
    }

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
