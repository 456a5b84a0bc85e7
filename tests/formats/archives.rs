//! GZIP and ZIP.

use std::io::Cursor;

use parcours::formats::take_out;
use parcours::model::load::{FileFormat, LoadErrorCode};
use parcours::model::unpacked::PartKind;

use crate::made::{OCEL_ONE, VISITS, XES, french_workbook, gzip, zip};
use crate::read::{code, unpack};

#[test]
fn text_inside_comes_out_as_it_is() {
    let big: String = (0..60_000)
        .map(|n| format!("{n};visite;{}\n", n / 3))
        .collect();
    for text in [VISITS, &big] {
        for archive in [
            gzip(text.as_bytes()),
            zip(&[("ventes.csv", text.as_bytes())]),
        ] {
            let (unpacked, made) = unpack(&archive, None).unwrap();
            assert_eq!(unpacked.format, None);
            assert!(made == text.as_bytes());
        }
    }
}

#[test]
fn everything_that_can_be_read_can_be_archived() {
    let workbook = french_workbook();
    let formats = [
        (XES.as_bytes(), "log.xes", FileFormat::Xes),
        (OCEL_ONE.as_bytes(), "log.jsonocel", FileFormat::Ocel),
        (&workbook, "ventes.xlsx", FileFormat::Xlsx),
    ];
    for (bytes, name, format) in formats {
        let plain = unpack(bytes, None).unwrap();
        for archive in [
            gzip(bytes),
            zip(&[(name, bytes)]),
            gzip(&zip(&[(name, bytes)])),
        ] {
            let (unpacked, made) = unpack(&archive, None).unwrap();
            assert_eq!(unpacked.format, Some(format));
            assert!(made == plain.1, "{name}");
        }
    }
}

#[test]
fn of_several_files_the_largest_is_read_and_another_can_be_told() {
    let workbook = french_workbook();
    let archive = zip(&[
        ("__MACOSX/._a.csv", b"x"),
        ("données/", b""),
        ("LISEZMOI.txt", &[b'a'; 90_000]),
        ("données/petit.csv", b"id,event\n1,a\n2,b\n"),
        ("données/visites.csv", VISITS.repeat(200).as_bytes()),
        ("données/ventes.xlsx", &workbook),
    ]);
    let (unpacked, text) = unpack(&archive, None).unwrap();
    assert!(text.starts_with(VISITS.as_bytes()));
    assert_eq!(unpacked.levels.len(), 1);
    assert_eq!(unpacked.levels[0].kind, PartKind::File);
    let names = [
        "LISEZMOI.txt",
        "données/petit.csv",
        "données/visites.csv",
        "données/ventes.xlsx",
    ];
    assert_eq!(unpacked.levels[0].names, names);
    let (_, text) = unpack(&archive, Some("données/petit.csv")).unwrap();
    assert_eq!(text, b"id,event\n1,a\n2,b\n");
    let (unpacked, _) = unpack(&archive, Some("données/ventes.xlsx/Évènements")).unwrap();
    assert_eq!(unpacked.levels[1].kind, PartKind::Sheet);
    assert_eq!(
        unpacked.part(1, 0).as_deref(),
        Some("données/ventes.xlsx/Évènements")
    );
    let wrong = code(&archive, Some("autre.csv"));
    assert_eq!(
        wrong,
        (LoadErrorCode::UnknownPart, Some("autre.csv".to_owned()))
    );
}

#[test]
fn where_there_is_one_file_its_name_need_not_be_told() {
    let archive = zip(&[("ventes.xlsx", &french_workbook())]);
    assert!(unpack(&archive, Some("Évènements")).is_ok());
    assert_eq!(code(&archive, Some("Feuil2")).0, LoadErrorCode::UnknownPart);
    assert!(unpack(&gzip(&french_workbook()), Some("Évènements")).is_ok());
}

#[test]
fn a_file_is_taken_out_with_all_that_is_in_it() {
    let workbook = french_workbook();
    let files: [(&str, &[u8]); 2] = [("01/ventes.xlsx", &workbook), ("notes.csv", b"id\n1\n")];
    for archive in [zip(&files), gzip(&zip(&files))] {
        for (name, bytes) in files {
            let mut taken = Vec::new();
            let unpacked = take_out(Box::new(Cursor::new(&archive)), name, &mut taken).unwrap();
            assert!(taken == bytes, "{name}");
            assert_eq!((unpacked.format, unpacked.levels.len()), (None, 1));
        }
        let missing = take_out(Box::new(Cursor::new(&archive)), "02.xlsx", &mut Vec::new());
        assert_eq!(missing.unwrap_err().code, LoadErrorCode::UnknownPart);
    }
}

#[test]
fn names_without_a_known_ending_are_looked_into() {
    let archive = zip(&[
        ("image", b"\x89PNG\r\n\x1a\n\0\0"),
        ("export", VISITS.as_bytes()),
    ]);
    let (unpacked, text) = unpack(&archive, None).unwrap();
    assert_eq!(unpacked.levels[0].names, ["export"]);
    assert_eq!(text, VISITS.as_bytes());
}

#[test]
fn an_archive_without_anything_readable_says_so() {
    let pictures = zip(&[("a.png", b"\x89PNG\r\n\x1a\n\0\0"), ("b/", b"")]);
    assert_eq!(code(&pictures, None).0, LoadErrorCode::NothingInside);
    assert_eq!(code(&zip(&[]), None).0, LoadErrorCode::NothingInside);
}

#[test]
fn other_office_documents_are_named() {
    let documents = [
        ("word/document.xml", "DOCX"),
        ("ppt/presentation.xml", "PPTX"),
        ("xl/workbook.bin", "XLSB"),
    ];
    for (part, kind) in documents {
        let archive = zip(&[("[Content_Types].xml", b"<Types/>"), (part, b"x")]);
        assert_eq!(
            code(&archive, None),
            (LoadErrorCode::Unsupported, Some(kind.to_owned()))
        );
    }
    let sheet = zip(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", b"<x/>"),
        ("META-INF/manifest.xml", b"<x/>"),
    ]);
    assert_eq!(
        code(&sheet, None),
        (LoadErrorCode::Unsupported, Some("ODS".to_owned()))
    );
}
