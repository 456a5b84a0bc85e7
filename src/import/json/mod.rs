//! JSON → rows: lists of objects, lists inside an object, lists keyed by journey, lists inside journeys, one object a line.
//!
//! Must not know: roles, what the cells mean.

mod head;
mod late;
mod record;
mod records;
mod scan;
mod shape;

/// The worker that is fetched before any file knows no JSON: the page hands such files to the other one, which does.
pub const READS_JSON: bool = !cfg!(feature = "lean");

/// May these first bytes of a file be JSON? In any encoding, and wherever [`looks_like_json`] says so of its text.
pub fn may_be_json(head: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    let mut told = head
        .iter()
        .filter(|byte| !is_mark(byte) && !byte.is_ascii_whitespace() && **byte != 0x0B);
    matches!(told.next(), Some(b'{' | b'['))
}

pub use head::read_head;
pub use late::LateKeys;
pub use records::{Record, Records};
pub use shape::{Shape, looks_like_json};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_looks_like_json_may_be_json_by_its_bytes() {
        for text in [
            "{}",
            " \r\n\t{\"a\":1}",
            "[1]",
            "[\n {",
            "\u{feff}[[",
            "\u{feff} {\"é\"",
            "a,b\n",
            "\"a\",{",
            "",
            "é{",
            "{{",
            "-",
        ] {
            let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
            let forms: [Vec<u8>; 3] = [
                text.as_bytes().to_vec(),
                wide(u16::to_le_bytes),
                wide(u16::to_be_bytes),
            ];
            for form in forms {
                assert!(may_be_json(&form) || !looks_like_json(text), "{text:?}");
            }
        }
        assert!(!may_be_json(b"a,b\n"));
        assert!(!may_be_json(b"\"a\",{"));
    }
}
