//! Files that are no text: known by their first bytes, or by what no text has.

use crate::model::load::{LoadError, LoadErrorCode};

const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"\x1F\x8B", "GZIP"),
    (b"7z\xBC\xAF\x27\x1C", "7Z"),
    (b"Rar!", "RAR"),
    (b"BZh", "BZIP2"),
    (b"\xFD7zXZ", "XZ"),
    (b"\x28\xB5\x2F\xFD", "ZSTD"),
    (b"\x7FELF", "ELF"),
    (b"\0asm", "WASM"),
    (b"\xD0\xCF\x11\xE0", "XLS"),
    (b"SQLite format 3", "SQLITE"),
    (b"PAR1", "PARQUET"),
    (b"Obj\x01", "AVRO"),
    (b"ARROW1", "ARROW"),
    (b"RIFF", "RIFF"),
    (b"OggS", "OGG"),
    (b"ID3", "MP3"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"),
];

/// Says what a file is where its first bytes show that it cannot be a table of text.
pub fn refuse_binary(head: &[u8]) -> Result<(), LoadError> {
    if let Some(kind) = binary_kind(head) {
        return Err(LoadError::about(LoadErrorCode::NotAText, kind));
    }
    match markup_kind(head) {
        Some("HTML") => Err(LoadError::about(LoadErrorCode::NotAText, "HTML")),
        Some(kind) => Err(LoadError::about(LoadErrorCode::Unsupported, kind)),
        None => Ok(()),
    }
}

/// Refuses what has the control signs of no text once it is decoded: in UTF-16 half of a letter looks like one. `delimiter`: as told;
/// it may be such a sign.
pub fn refuse_control_signs(text: &str, delimiter: Option<&str>) -> Result<(), LoadError> {
    if has_control_bytes(text.as_bytes(), delimiter) {
        return Err(LoadError::about(LoadErrorCode::NotAText, "BINARY"));
    }
    Ok(())
}

fn binary_kind(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zip_kind(head));
    }
    // "BM" and "MZ" also begin words: only with zeros, which text does not have.
    let short = [(b"MZ", "EXE"), (b"BM", "BMP")];
    let zeros = memchr::memchr(0, &head[..head.len().min(64)]).is_some();
    let windows = short
        .into_iter()
        .find(|(start, _)| zeros && head.starts_with(*start));
    let signature = SIGNATURES.iter().find(|(start, _)| head.starts_with(start));
    windows
        .map(|(_, kind)| kind)
        .or_else(|| signature.map(|(_, kind)| *kind))
        .or_else(|| (head.get(4..8) == Some(b"ftyp")).then_some("MP4"))
}

fn zip_kind(head: &[u8]) -> &'static str {
    let names: [(&[u8], &str); 4] = [
        (b"xl/", "XLSX"),
        (b"word/", "DOCX"),
        (b"ppt/", "PPTX"),
        (b"opendocument.spreadsheet", "ODS"),
    ];
    let found = names.into_iter().find(|(name, _)| holds(head, name));
    found.map_or("ZIP", |(_, kind)| kind)
}

/// More than one byte in fifty is a control sign that no text has. Zeros are tolerated: UTF-16 and padded fields have them.
fn has_control_bytes(head: &[u8], delimiter: Option<&str>) -> bool {
    let sample = &head[..head.len().min(16_384)];
    let told = delimiter.map(str::as_bytes);
    let is_control = |b: &&u8| {
        matches!(**b, 1..=8 | 14..=25 | 28..=31 | 127) && told != Some(std::slice::from_ref(*b))
    };
    let (words, rest) = sample.as_chunks::<8>();
    let mut controls = rest.iter().filter(is_control).count();
    for word in words {
        if may_have_control(*word) {
            controls += word.iter().filter(is_control).count();
        }
    }
    controls * 50 > sample.len()
}

/// May any of eight bytes be below 32, or 127? Most of a text is told eight bytes at a time.
const fn may_have_control(word: [u8; 8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let bytes = u64::from_le_bytes(word);
    let deletes = bytes ^ (EACH * 0x7F);
    let low = bytes.wrapping_sub(EACH * 0x20) & !bytes;
    let deleted = deletes.wrapping_sub(EACH) & !deletes;
    (low | deleted) & (EACH * 0x80) != 0
}

/// Is `part`, which is not empty, somewhere in `text`? By its first byte: that is quick enough, and small.
pub fn holds(text: &[u8], part: &[u8]) -> bool {
    part.first().is_some_and(|first| {
        memchr::memchr_iter(*first, text).any(|at| text[at..].starts_with(part))
    })
}

fn markup_kind(head: &[u8]) -> Option<&'static str> {
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let start = &head[..head.len().min(2048)];
    let lower = start.to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return Some("HTML");
    }
    if !lower.starts_with(b"<?xml") && !lower.starts_with(b"<log") {
        return None;
    }
    Some(if holds(&lower, b"<log") { "XES" } else { "XML" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(head);
        let refused = refuse_binary(head).and_then(|()| refuse_control_signs(&text, None));
        refused.err().and_then(|error| error.subject)
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n").as_deref(), Some("PNG"));
        assert_eq!(
            kind(b"PK\x03\x04....xl/workbook.xml").as_deref(),
            Some("XLSX")
        );
        assert_eq!(kind(b"%PDF-1.7").as_deref(), Some("PDF"));
        assert_eq!(kind(b"\x1f\x8b\x08").as_deref(), Some("GZIP"));
        assert_eq!(kind(b"\x01\x02\x03\x04\x05").as_deref(), Some("BINARY"));
        assert_eq!(kind(&[b'a', 127].repeat(40)).as_deref(), Some("BINARY"));
        let rare = [&[b'x'; 4_900][..], &[b'\x05'; 101]].concat();
        assert_eq!(kind(&rare).as_deref(), Some("BINARY"));
        assert_eq!(kind(&rare[..4_990]), None);
        assert_eq!(kind(b"<!DOCTYPE html><html>").as_deref(), Some("HTML"));
        assert_eq!(
            kind(b"<?xml version='1.0'?><log xes.version='1.0'>").as_deref(),
            Some("XES")
        );
    }

    #[test]
    fn text_is_let_through() {
        assert_eq!(kind(b"a,b\n1,2\n"), None);
        assert_eq!(kind(b"MZ,BM\nx,y\n"), None);
        assert_eq!(kind(b"\xFF\xFEa\0;\0b\0"), None);
        assert_eq!(kind(b"a\0b,c\nd,e\n"), None);
        assert!(refuse_control_signs("a\x1Eb\nc\x1Ed\n", Some("\x1E")).is_ok());
    }
}
