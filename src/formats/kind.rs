//! Which files must be unpacked before the importer can read them, by their first bytes.

use memchr::memmem::find;

/// Bytes from a file's start that tell its kind.
pub const HEAD_BYTES: usize = 65_536;

/// What has to be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An archive, or a workbook: both begin alike.
    Zip,
    Gzip,
    /// Microsoft's older container: a workbook of before 2007, or a locked one.
    Compound,
    Xes,
    Ocel,
}

/// The kind of a file that is not for the importer as it is. `head`: its first bytes, [`HEAD_BYTES`] where it has so many.
pub fn kind_of(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    if head.starts_with(b"\x1F\x8B") {
        return Some(Kind::Gzip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Kind::Compound);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    match text.first() {
        Some(b'<') => is_xes(text).then_some(Kind::Xes),
        Some(b'{') => is_ocel(text).then_some(Kind::Ocel),
        _ => utf16_xes(head).then_some(Kind::Xes),
    }
}

/// An XML whose outermost element is a log.
fn is_xes(text: &[u8]) -> bool {
    let mut rest = text;
    // Past the declaration, comments and the like.
    while let Some(inner) = rest
        .strip_prefix(b"<?")
        .or_else(|| rest.strip_prefix(b"<!"))
    {
        let Some(end) = aside_end(inner) else {
            return false;
        };
        rest = inner[end..].trim_ascii_start();
    }
    let name = rest.strip_prefix(b"<").unwrap_or_default();
    let end = name
        .iter()
        .position(|b| b.is_ascii_whitespace() || *b == b'>' || *b == b'/');
    let name = &name[..end.unwrap_or(0)];
    name == b"log" || name.ends_with(b":log")
}

/// Where a comment, a declaration or a document type ends, the entities in its brackets included.
fn aside_end(inner: &[u8]) -> Option<usize> {
    let close = memchr::memchr(b'>', inner)?;
    let end: &[u8] = if inner.starts_with(b"--") {
        b"-->"
    } else if inner[..close].contains(&b'[') {
        b"]>"
    } else {
        return Some(close + 1);
    };
    find(inner, end).map(|at| at + end.len())
}

/// `<log` in two bytes a sign, little or big end first, behind a byte order mark.
fn utf16_xes(head: &[u8]) -> bool {
    let narrow: Vec<u8> = match head {
        [0xFF, 0xFE, rest @ ..] => rest.iter().step_by(2).copied().collect(),
        [0xFE, 0xFF, rest @ ..] => rest.iter().skip(1).step_by(2).copied().collect(),
        _ => return false,
    };
    is_xes(narrow.trim_ascii_start())
}

fn is_ocel(text: &[u8]) -> bool {
    let has = |word: &[u8]| find(text, word).is_some();
    has(b"\"ocel:")
        || (has(b"\"eventTypes\"") && (has(b"\"objectTypes\"") || has(b"\"attributes\"")))
        || (has(b"\"objectTypes\"") && has(b"\"attributes\""))
        || (has(b"\"relationships\"") && has(b"\"objectId\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outsides_are_told_by_their_first_bytes() {
        assert_eq!(kind_of(b"PK\x03\x04.."), Some(Kind::Zip));
        assert_eq!(kind_of(b"\x1F\x8B\x08"), Some(Kind::Gzip));
        assert_eq!(
            kind_of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"),
            Some(Kind::Compound)
        );
    }

    #[test]
    fn logs_are_told_by_their_outermost_element_or_keys() {
        let xes = [
            "<log>",
            "\u{feff}<?xml version='1.0'?>\n<!-- a > b -->\n<log xes.version=\"1.0\">",
            "<xes:log xmlns:xes='x'>",
            "<!DOCTYPE log [<!ENTITY a \"b\">]><log>",
        ];
        for text in xes {
            assert_eq!(kind_of(text.as_bytes()), Some(Kind::Xes), "{text}");
        }
        let wide: Vec<u8> = "\u{feff}<log>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(kind_of(&wide), Some(Kind::Xes));
        let ocel = [
            r#" {"ocel:events": {}}"#,
            r#"{"objectTypes":[{"name":"order","attributes":[]}]"#,
            r#"{"events":[{"id":"e1","relationships":[{"objectId":"o1"}]}]"#,
        ];
        for text in ocel {
            assert_eq!(kind_of(text.as_bytes()), Some(Kind::Ocel), "{text}");
        }
    }

    #[test]
    fn text_tables_and_other_documents_are_left_to_the_importer() {
        let others = [
            "",
            "a,b\n1,2\n",
            "<?xml version='1.0'?><logbook/>",
            "<html><log>",
            "<",
            "<!--",
            r#"[{"a":1}]"#,
            r#"{"format":"parcours","eventTypes":1}"#,
            "PK,name\n",
        ];
        for text in others {
            assert_eq!(kind_of(text.as_bytes()), None, "{text}");
        }
    }
}
