//! Which encoding the head of a file is in, with the evidence for it.

use super::census::Census;
use super::utf16::Utf16;
use super::{Decoder, Encoded, Encoding, found, leading_bytes, mostly_utf8};
use crate::model::load::{Finding, LoadError, LoadErrorCode};

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
    let mut decoder = Decoder::new(&found(encoding.clone(), 0, true, Finding::default()));
    decoder.decode(&head[at - before..at + after], true, &mut text);
    text.trim().to_string()
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
}
