//! OCEL 1.0 and 2.0.

use parcours::model::load::{FileFormat, LoadErrorCode};
use proptest::prelude::*;

use crate::made::{OCEL_ONE, OCEL_TWO};
use crate::read::{cells, code, events, options, unpack};

fn table(text: &str, part: Option<&str>) -> Vec<String> {
    let (unpacked, text) = unpack(text.as_bytes(), part).unwrap();
    assert_eq!(unpacked.format, Some(FileFormat::Ocel));
    let raw = cells(&text, &options(&unpacked));
    let rows = raw.rows.iter().map(|(_, _, cells)| cells.join("|"));
    std::iter::once(raw.header.join("|")).chain(rows).collect()
}

#[test]
fn the_type_with_the_most_journeys_is_the_journey() {
    let (unpacked, _) = unpack(OCEL_ONE.as_bytes(), None).unwrap();
    assert_eq!(unpacked.levels[0].names, ["item", "order"]);
    assert_eq!(
        table(OCEL_ONE, None),
        [
            "ocel:eid|case:concept:name|concept:name|time:timestamp|channel|amount|case:colour",
            "e1|i1|place|2024-03-27T10:00:00|web||red",
            "e1|i2|place|2024-03-27T10:00:00|web||",
            "e2|i1|pack|2024-03-28T10:00:00|||red",
            "e3|i2|pack|2024-03-28T11:00:00|||",
        ]
    );
}

#[test]
fn another_type_can_be_told() {
    assert_eq!(
        table(OCEL_ONE, Some("order"))[1..],
        [
            "e1|o1|place|2024-03-27T10:00:00|web||FR",
            "e4|o1|pay|2024-03-29T10:00:00||12.5|FR",
        ]
    );
    let wrong = code(OCEL_ONE.as_bytes(), Some("parcel"));
    assert_eq!(
        wrong,
        (LoadErrorCode::UnknownPart, Some("parcel".to_owned()))
    );
}

#[test]
fn the_second_version_has_attributes_that_change() {
    assert_eq!(
        table(OCEL_TWO, None),
        [
            "ocel:eid|case:concept:name|concept:name|time:timestamp|amount|case:status",
            "e1|o1|place|2024-03-27T10:00:00Z||open",
            "e1|o2|place|2024-03-27T10:00:00Z||",
            "e2|o1|pay|2024-03-29T10:00:00Z|12.5|paid",
            "e3|o2|pay|2024-03-30T10:00:00Z|7|",
        ]
    );
    let (_, rows) = events(OCEL_TWO.as_bytes(), None);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[0],
        ("o1".into(), "2024-03-27T10:00:00Z".into(), "place".into())
    );
}

#[test]
fn json_that_only_looks_like_it_is_left_to_the_importer() {
    let others = [
        r#"{"eventTypes":[],"objectTypes":[],"rows":[{"id":1,"event":"a"}]}"#,
        &OCEL_ONE[..200],
        r#"{"ocel:note":"x","journeys":[]}"#,
    ];
    for text in others {
        let (unpacked, made) = unpack(text.as_bytes(), None).unwrap();
        assert_eq!(
            (unpacked.format, made),
            (None, text.as_bytes().to_vec()),
            "{text}"
        );
    }
}

#[test]
fn a_log_whose_events_have_no_object_has_no_journey() {
    let text = r#"{"ocel:events":{"e1":{"ocel:activity":"a"}},"ocel:objects":{}}"#;
    assert_eq!(code(text.as_bytes(), None).0, LoadErrorCode::HeaderOnly);
}

proptest! {
    /// The made table is cut and quoted as the importer reads it, whatever the cells hold.
    #[test]
    fn any_text_is_read_as_it_is(notes in proptest::collection::vec("[ -~\t\n\r\"é]{0,6}", 1..12)) {
        let event = |(index, note): (usize, &String)| {
            let event = serde_json::json!({
                "ocel:activity": "a", "ocel:timestamp": "2024-03-27", "ocel:omap": ["o"], "ocel:vmap": { "note": note, "last": "z" }
            });
            (format!("e{index}"), event)
        };
        let events: serde_json::Map<_, _> = notes.iter().enumerate().map(event).collect();
        let log = serde_json::json!({ "ocel:events": events, "ocel:objects": { "o": { "ocel:type": "order" } } });
        let (unpacked, text) = unpack(log.to_string().as_bytes(), None).unwrap();
        let raw = cells(&text, &options(&unpacked));
        // The order of a JSON object's keys is nobody's.
        let note = raw.header.iter().position(|name| name == "note").unwrap();
        prop_assert_eq!(raw.header.len(), 6);
        let mut read: Vec<(u64, &str, &String)> = raw.rows.iter().map(|(line, _, cells)| (*line, cells[0].as_str(), &cells[note])).collect();
        read.sort_by_key(|(_, id, _)| id[1..].parse::<usize>().unwrap());
        let expected: Vec<&String> = notes.iter().collect();
        prop_assert_eq!(read.iter().map(|(_, _, note)| *note).collect::<Vec<_>>(), expected);
        let mut lines: Vec<u64> = read.iter().map(|(line, _, _)| *line).collect();
        lines.sort_unstable();
        prop_assert_eq!(lines, (2..notes.len() as u64 + 2).collect::<Vec<_>>());
    }
}
