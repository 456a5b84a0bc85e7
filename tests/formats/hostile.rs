//! Damaged, locked and hostile files: an error of ours, never a panic.

use std::io::Write;

use parcours::model::load::{LoadErrorCode, Role};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::made::{OCEL_ONE, OCEL_TWO, VISITS, XES, french_workbook, gzip, zip};
use crate::read::{code, unpack};

#[test]
fn cut_files_are_damaged() {
    let workbook = french_workbook();
    for (bytes, what) in [
        (gzip(VISITS.as_bytes()), "GZIP"),
        (zip(&[("a.csv", VISITS.as_bytes())]), "ZIP"),
        (workbook, "ZIP"),
    ] {
        let half = &bytes[..bytes.len() / 2];
        assert_eq!(
            code(half, None),
            (LoadErrorCode::BrokenFile, Some(what.to_owned()))
        );
    }
}

#[test]
fn a_wrong_checksum_is_noticed() {
    let mut bytes = gzip(VISITS.as_bytes());
    let at = bytes.len() - 8;
    bytes[at] ^= 1;
    assert_eq!(code(&bytes, None).0, LoadErrorCode::BrokenFile);
}

#[test]
fn locked_and_older_workbooks_are_told_apart() {
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let mut older = locked.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    older.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
    let xlsx = Some("XLSX".to_owned());
    assert_eq!(
        code(&locked, None),
        (LoadErrorCode::PasswordProtected, xlsx)
    );
    assert_eq!(
        code(&older, None),
        (LoadErrorCode::Unsupported, Some("XLS".to_owned()))
    );
}

#[test]
fn a_locked_archive_says_so() {
    // The flag of encryption, in both headers of the only file.
    let mut bytes = zip(&[("a.csv", VISITS.as_bytes())]);
    bytes[6] |= 1;
    let central = bytes
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    bytes[central + 8] |= 1;
    assert_eq!(
        code(&bytes, None),
        (LoadErrorCode::PasswordProtected, Some("ZIP".to_owned()))
    );
}

#[test]
fn archives_in_archives_end_somewhere() {
    let mut bytes = VISITS.as_bytes().to_vec();
    for _ in 0..3 {
        bytes = gzip(&bytes);
    }
    assert_eq!(unpack(&bytes, None).unwrap().1, VISITS.as_bytes());
    for _ in 0..3 {
        bytes = gzip(&bytes);
    }
    assert_eq!(code(&bytes, None).0, LoadErrorCode::Unsupported);
}

/// A megabyte that says that it is a gigabyte and more.
fn bomb(name: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(name, SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..1025 {
        writer.write_all(&zeros).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_refused_by_its_size() {
    assert_eq!(code(&bomb("a.csv"), None).0, LoadErrorCode::UnpacksTooLarge);
}

#[test]
fn a_bomb_that_lies_about_its_size_is_refused_where_it_goes_too_far() {
    let mut bytes = bomb("a.csv");
    let central = bytes
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    for at in [22, central + 24] {
        bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let (code, _) = code(&bytes, None);
    let ours = [LoadErrorCode::UnpacksTooLarge, LoadErrorCode::BrokenFile];
    assert!(ours.contains(&code), "{code:?}");
}

#[test]
fn deep_and_endless_xml_ends() {
    let deep = format!(
        "<log><trace><event>{}",
        "<string key=\"abcdefgh\" value=\"b\">".repeat(20_000)
    );
    assert_eq!(code(deep.as_bytes(), None).0, LoadErrorCode::BrokenFile);
    let entities = r#"<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log><trace><event><string key="k" value="&b;"/></event></trace></log>"#;
    assert!(unpack(entities.as_bytes(), None).is_err());
}

fn valid_files() -> Vec<Vec<u8>> {
    let workbook = french_workbook();
    vec![
        XES.as_bytes().to_vec(),
        OCEL_ONE.as_bytes().to_vec(),
        OCEL_TWO.as_bytes().to_vec(),
        gzip(VISITS.as_bytes()),
        zip(&[("a.csv", VISITS.as_bytes()), ("b.xes", XES.as_bytes())]),
        zip(&[("a.xlsx", &workbook)]),
        stored(&workbook),
        workbook,
    ]
}

/// The workbook with its parts not compressed: changed bytes then reach the XML and not the checksum of the inflater.
fn stored(workbook: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let method = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        writer
            .start_file(file.name().unwrap().to_string(), method)
            .unwrap();
        std::io::copy(&mut file, &mut writer).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A change of some bytes, kept inside the file.
fn mutate(bytes: &mut Vec<u8>, changes: &[(u32, u8, u8)]) {
    for (place, kind, value) in changes {
        let at = *place as usize % bytes.len().max(1);
        match kind % 4 {
            0 => bytes[at] = *value,
            1 => bytes[at] ^= 1 << (value % 8),
            2 => {
                let end = (at + 1 + usize::from(*value)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let end = (at + 1 + usize::from(*value) / 4).min(bytes.len());
                if bytes.len() > end {
                    bytes.drain(at..end);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// What comes out is a text or an error; a panic would fail here.
    #[test]
    fn changed_bytes_never_panic(
        which in 0..8_usize,
        changes in proptest::collection::vec((any::<u32>(), any::<u8>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = valid_files().swap_remove(which);
        mutate(&mut bytes, &changes);
        let mut text = Vec::new();
        let outcome = parcours::formats::convert(Box::new(std::io::Cursor::new(&bytes)), None, &mut text);
        if let Ok(unpacked) = outcome {
            let mut options = crate::read::options(&unpacked);
            options.review = Some(false);
            options.roles = Some([(Role::Ignore, Vec::new())].into());
            // The importer answers or refuses too.
            let _ = crate::read::import(&text, &options);
        }
    }
}
