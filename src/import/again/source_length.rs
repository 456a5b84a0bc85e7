//! How many bytes of the file a piece of its text was: lets a row be found again without reading what stands before it.

use crate::import::encoding::Encoding;

/// `None` where the text does not tell: broken bytes, encodings that are read by others.
pub fn source_length(encoding: &Encoding, text: &str) -> Option<u64> {
    let length = match encoding {
        Encoding::SingleByte(_) => text.chars().count(),
        _ if text.contains('\u{FFFD}') => return None,
        Encoding::Utf8 => text.len(),
        Encoding::Utf16(_) => 2 * text.chars().map(char::len_utf16).sum::<usize>(),
        Encoding::Foreign(_) => return None,
    };
    Some(length as u64)
}
