//! Bytes → text: which encoding, with its evidence, and decoding slice by slice.
//!
//! Common encodings are read here; all others by a [`ForeignDecoder`] that is handed in.
//! Must not know: tables, quotes, roles.

mod census;
mod decoder;
mod detect;
mod foreign;
mod single_byte;
mod utf16;

use crate::model::load::Finding;

pub use decoder::Decoder;
pub use detect::detect;
pub use foreign::{ForeignDecoder, OpenForeign, use_foreign_decoders};
use single_byte::SingleByte;
use utf16::Utf16;

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

const fn found(encoding: Encoding, mark: usize, firm: bool, finding: Finding) -> Encoded {
    Encoded {
        encoding,
        mark,
        firm,
        open: false,
        finding,
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
