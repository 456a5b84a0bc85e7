//! XES.

use std::path::Path;

use parcours::model::load::{FileFormat, LoadErrorCode};

use crate::made::XES;
use crate::read::{cells, code, events, import, options, rows, unpack};

#[test]
fn a_log_opens_with_the_columns_of_pm4py() {
    let (unpacked, text) = unpack(XES.as_bytes(), None).unwrap();
    assert_eq!(unpacked.format, Some(FileFormat::Xes));
    let raw = cells(&text, &options(&unpacked));
    assert_eq!(
        raw.header,
        [
            "concept:name",
            "time:timestamp",
            "cost",
            "cost:unit",
            "case:concept:name",
            "case:segment",
            "goods:item",
        ]
    );
    let rows: Vec<(u64, String)> = raw
        .rows
        .into_iter()
        .map(|(line, _, cells)| (line, cells.join("|")))
        .collect();
    // The third event has no case of its own: the trace is counted. White space in an attribute is blanks, as XML says.
    let expected = [
        (
            11,
            "Visite|2024-03-27T14:30:00.000+01:00|5|EUR|A & B|jeune|",
        ),
        (
            16,
            "Achat suite|2024-03-28T09:00:00.000+01:00|||A & B|jeune|tea, cup",
        ),
        (24, "Visite|2024-04-01T00:00:00.000+02:00|||2||"),
    ];
    assert_eq!(rows, expected.map(|(line, cells)| (line, cells.to_owned())));
}

#[test]
fn roles_are_found_by_the_standard_keys() {
    let (_, rows) = events(XES.as_bytes(), None);
    let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(
        rows,
        [
            row("A & B", "2024-03-27T13:30:00Z", "Visite"),
            row("A & B", "2024-03-28T08:00:00Z", "Achat suite"),
            row("2", "2024-03-31T22:00:00Z", "Visite"),
        ]
    );
}

#[test]
fn declared_encodings_and_namespaces_are_followed() {
    let latin = XES
        .replace("UTF-8", "ISO-8859-1")
        .replace("jeune", "\u{e9}t\u{e9}");
    let bytes: Vec<u8> = latin.chars().map(|c| c as u8).collect();
    let (_, text) = unpack(&bytes, None).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("été"));

    let wide: Vec<u8> = ["\u{feff}", &XES.replace("UTF-8", "UTF-16")]
        .concat()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        unpack(&wide, None).unwrap().1,
        unpack(XES.as_bytes(), None).unwrap().1
    );

    let spaced = XES
        .replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:?", "<?");
    assert_eq!(
        unpack(spaced.as_bytes(), None).unwrap().1,
        unpack(XES.as_bytes(), None).unwrap().1
    );
}

#[test]
fn events_on_one_line_follow_one_another() {
    let flat = XES.replace("Achat\nsuite", "Achat suite").replace('\n', "");
    let (unpacked, text) = unpack(flat.as_bytes(), None).unwrap();
    let lines: Vec<u64> = cells(&text, &options(&unpacked))
        .rows
        .iter()
        .map(|row| row.0)
        .collect();
    assert_eq!(lines, [2, 3, 4]);
}

#[test]
fn a_log_that_ends_early_says_on_which_line() {
    let half = &XES[..XES.find("goods").unwrap()];
    let error = unpack(half.as_bytes(), None).unwrap_err();
    assert_eq!(
        (error.code, error.line),
        (LoadErrorCode::BrokenFile, Some(20))
    );
    let empty = "<log><trace/></log>";
    assert_eq!(code(empty.as_bytes(), None).0, LoadErrorCode::HeaderOnly);
}

/// The logs of `PARCOURS_EVENTS_DIR` (default `../shared/data/events`) and the CSV of the same name hold the same events.
#[test]
fn twins_in_csv_give_the_same_events() {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/events");
    let folder = std::env::var_os("PARCOURS_EVENTS_DIR").map_or(default, Into::into);
    let mut compared = 0;
    for entry in std::fs::read_dir(&folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let twin = path.with_extension("csv");
        if path.extension().is_none_or(|ending| ending != "xes") || !twin.exists() {
            continue;
        }
        let (log, mut ours) = events(&std::fs::read(&path).unwrap(), None);
        let table = std::fs::read(twin).unwrap();
        let imported = import(&table, &Default::default()).unwrap();
        assert_eq!(imported.source.rows_kept, log.source.rows_kept);
        let mut theirs = rows(&imported);
        ours.sort();
        theirs.sort();
        assert_eq!(ours, theirs, "{}", path.display());
        compared += 1;
    }
    println!(
        "compared {compared}, skipped: {}",
        usize::from(compared == 0)
    );
}
