//! The forms of numbers, times and emotions, one by one, as a whole file of them is read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use parcours::import::{Outcome, Reader, plan};
use parcours::model::event::{Event, EventSink};
use parcours::model::load::{LoadOptions, Role, Roles};
use parcours::model::time::{TimeKind, iso_from_micros};
use parcours::model::zone::offsets_of;

#[derive(Default)]
struct Seen(Vec<(i64, Option<f64>, Option<f64>)>);

impl EventSink for Seen {
    fn push(&mut self, event: Event<'_>) {
        self.0
            .push((event.time_micros, event.emotion_raw, event.revenue));
    }
}

/// Three rows with these cells in the last column, which has this role.
fn read(role: Role, cells: [&str; 3]) -> Option<(Option<TimeKind>, Seen)> {
    read_with(role, cells, LoadOptions::default())
}

fn read_with(role: Role, cells: [&str; 3], told: LoadOptions) -> Option<(Option<TimeKind>, Seen)> {
    let mut text = String::from("id;what;it\n");
    for cell in cells {
        text.push_str(&format!("1;view;\"{cell}\"\n"));
    }
    let name = |name: &str| vec![name.to_string()];
    let options = LoadOptions {
        review: Some(false),
        roles: Some(Roles::from([
            (Role::Journey, name("id")),
            (Role::Touchpoint, name("what")),
            (role, name("it")),
        ])),
        ..told
    };
    let mut plan = plan(text.as_bytes(), true, &options).unwrap();
    for _ in 0..4 {
        let kind = plan.schema().time;
        let mut reader = Reader::new(plan, Seen::default());
        reader.push(text.as_bytes()).unwrap();
        match reader.finish() {
            Ok(Outcome::Done(imported)) => return Some((kind, imported.sink)),
            Ok(Outcome::ReadAgain(better)) => plan = better,
            Err(_) => return None,
        }
    }
    panic!("read again without end");
}

fn wrong(cases: &[(&str, &str)], read: impl Fn(&str) -> String) -> Vec<String> {
    let judged = cases
        .iter()
        .map(|(cell, expected)| (cell, expected, read(cell)));
    judged
        .filter(|(_, expected, found)| *expected != found)
        .map(|(cell, expected, found)| format!("{cell:?}: {found} instead of {expected}"))
        .collect()
}

#[test]
fn times() {
    let cases = [
        ("2026-03-27", "2026-03-27T00:00:00"),
        ("2026-03-27T14:30", "2026-03-27T14:30:00"),
        ("2026-03-27 14:30:05", "2026-03-27T14:30:05"),
        ("2026-03-27T14:30:05.123456", "2026-03-27T14:30:05.123456"),
        ("2026-03-27T14:30:05Z", "2026-03-27T14:30:05Z"),
        ("2026-03-27T14:30:05+02:00", "2026-03-27T12:30:05Z"),
        ("2026-03-27 14:30:05 +0200", "2026-03-27T12:30:05Z"),
        ("20260327", "2026-03-27T00:00:00"),
        ("27/03/2026", "2026-03-27T00:00:00"),
        ("03/27/2026", "2026-03-27T00:00:00"),
        ("27.03.2026", "2026-03-27T00:00:00"),
        ("27-03-2026", "2026-03-27T00:00:00"),
        ("2026/03/27", "2026-03-27T00:00:00"),
        ("2026.03.27", "2026-03-27T00:00:00"),
        ("27/03/26", "2026-03-27T00:00:00"),
        ("27/03/69", "1969-03-27T00:00:00"),
        ("27/03/68", "2068-03-27T00:00:00"),
        ("27/3/26 9:05", "2026-03-27T09:05:00"),
        ("27 mars 2026", "2026-03-27T00:00:00"),
        ("1er août 2026", "2026-08-01T00:00:00"),
        ("27 févr. 2026", "2026-02-27T00:00:00"),
        ("March 27, 2026", "2026-03-27T00:00:00"),
        ("Mar 27, 2026 2:30 PM", "2026-03-27T14:30:00"),
        ("27-Mar-2026", "2026-03-27T00:00:00"),
        ("Fri, 27 Mar 2026 14:30:05 GMT", "2026-03-27T14:30:05Z"),
        ("vendredi 27 mars 2026 à 14h30", "2026-03-27T14:30:00"),
        ("27/03/2026 14h30", "2026-03-27T14:30:00"),
        ("27/03/2026 2:30:05 pm", "2026-03-27T14:30:05"),
        ("27/03/2026 12:00 AM", "2026-03-27T00:00:00"),
        ("le 27/03/2026 à 14 h 30 min", "2026-03-27T14:30:00"),
        ("27.03.2026, 14:30 Uhr", "2026-03-27T14:30:00"),
        ("27. März 2026 14.30", "2026-03-27T14:30:00"),
        ("27 FÉVRIER 2026", "2026-02-27T00:00:00"),
        ("27 fe\u{301}vrier 2026", "2026-02-27T00:00:00"),
        ("27 de marzo de 2026", "2026-03-27T00:00:00"),
        ("Friday, March 27, 2026", "2026-03-27T00:00:00"),
        ("Fri Mar 27 14:30:05 2026", "2026-03-27T14:30:05"),
        ("Fri Mar 27 14:30:05 UTC 2026", "2026-03-27T14:30:05Z"),
        (
            "Fri Mar 27 2026 14:30:05 GMT+0100 (Central European Standard Time)",
            "2026-03-27T13:30:05Z",
        ),
        (
            "2026-03-27T14:30:05+01:00[Europe/Paris]",
            "2026-03-27T13:30:05Z",
        ),
        ("27/Mar/2026:14:30:05 +0000", "2026-03-27T14:30:05Z"),
        ("2026-03-27 14:30:05 CET", "2026-03-27T13:30:05Z"),
        ("27.03.2026 14:30 MESZ", "2026-03-27T12:30:00Z"),
        ("Mar 27, 2026 2:30 PM PDT", "2026-03-27T21:30:00Z"),
        ("Fri Mar 27 14:30:05 EST 2026", "2026-03-27T19:30:05Z"),
        ("2026-03-27 14:30 (GMT+2)", "2026-03-27T12:30:00Z"),
        ("2026-03-27 14:30 UTC+02:00", "2026-03-27T12:30:00Z"),
        ("2026-03-27T14:30:05z", "2026-03-27T14:30:05Z"),
        ("2026-03-27 14:30:05:250", "2026-03-27T14:30:05.250000"),
        (
            "27-MAR-26 02.30.05.500000000 PM",
            "2026-03-27T14:30:05.500000",
        ),
        ("20260327 143005", "2026-03-27T14:30:05"),
        ("1774621805", "2026-03-27T14:30:05Z"),
        ("1774621805123", "2026-03-27T14:30:05.123000Z"),
        ("46108.604166666664", "2026-03-27T14:30:00"),
        ("46108", "2026-03-27T00:00:00"),
        ("46108,5", "2026-03-27T12:00:00"),
    ];
    let wrong = wrong(&cases, |cell| match read(Role::Time, [cell; 3]) {
        Some((Some(kind), seen)) => iso_from_micros(seen.0[0].0, kind),
        _ => "unread".to_string(),
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mixed_times_of_one_column() {
    let (kind, seen) = read(
        Role::Time,
        ["2026-03-27", "28/03/2026 14:30", "29 mars 2026"],
    )
    .unwrap();
    let found: Vec<String> = seen
        .0
        .iter()
        .map(|(time, ..)| iso_from_micros(*time, kind.unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            "2026-03-27T00:00:00",
            "2026-03-28T14:30:00",
            "2026-03-29T00:00:00"
        ]
    );
}

#[test]
fn plain_times_among_instants_follow_the_clocks_of_their_zone() {
    // As in Paris: an hour east of UTC, two from the last Sunday of March on.
    let told = LoadOptions {
        zone: offsets_of(|utc| if utc < 1_774_746_000 { 3600 } else { 7200 }),
        ..LoadOptions::default()
    };
    let cells = [
        "2026-01-05 18:00",
        "2026-07-05T18:00:00+05:30",
        "2026-07-05 18:00",
    ];
    let (kind, seen) = read_with(Role::Time, cells, told.clone()).unwrap();
    let iso = |(time, ..): &(i64, _, _)| iso_from_micros(*time, kind.unwrap());
    assert_eq!(
        seen.0.iter().map(iso).collect::<Vec<_>>(),
        [
            "2026-01-05T17:00:00Z",
            "2026-07-05T12:30:00Z",
            "2026-07-05T16:00:00Z"
        ]
    );
    // A table without any zone is left as its clocks say.
    let plain = ["2026-01-05 18:00", "2026-07-05 18:00", "2026-07-06 18:00"];
    let (kind, seen) = read_with(Role::Time, plain, told).unwrap();
    assert_eq!(kind, Some(TimeKind::Plain));
    assert_eq!(
        iso_from_micros(seen.0[0].0, TimeKind::Plain),
        "2026-01-05T18:00:00"
    );
}

#[test]
fn numbers() {
    let cases = [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,56 €", "1234.56"),
        ("1\u{202f}234,56\u{a0}€", "1234.56"),
        ("1\u{a0}234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("€ 1,234.56", "1234.56"),
        ("$1,234.56", "1234.56"),
        ("12 %", "12"),
        ("12,5%", "12.5"),
        ("(3,5)", "-3.5"),
        ("-3,5", "-3.5"),
        ("+3,5", "3.5"),
        ("1.5e3", "1500"),
        ("1,5E3", "1500"),
        ("2e-1", "0.2"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("0,05", "0.05"),
        ("NULL", "empty"),
        ("n/a", "empty"),
        ("12 apples", "empty"),
        ("1,2,3", "empty"),
    ];
    let wrong = wrong(&cases, |cell| match read(Role::Revenue, [cell; 3]) {
        Some((_, seen)) => seen.0[0]
            .2
            .map_or("empty".to_string(), |value| value.to_string()),
        None => "unread".to_string(),
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn emotions() {
    let cases: [([&str; 3], [f64; 3]); 6] = [
        (["-2", "0", "2"], [-2.0, 0.0, 2.0]),
        (["1", "3", "5"], [1.0, 3.0, 5.0]),
        (["1", "4", "7"], [1.0, 4.0, 7.0]),
        (["0", "6", "10"], [0.0, 6.0, 10.0]),
        (["3,5", "4,25", "5,0"], [3.5, 4.25, 5.0]),
        (["12", "55", "100"], [12.0, 55.0, 100.0]),
    ];
    for (cells, expected) in cases {
        let (_, seen) = read(Role::Emotion, cells).unwrap();
        let found: Vec<_> = seen.0.iter().map(|(_, emotion, _)| *emotion).collect();
        assert_eq!(found, expected.map(Some), "{cells:?}");
    }
    for cells in [
        ["très satisfait", "déçu", "neutre"],
        ["angry", "happy", "neutral"],
        ["😀", "😡", "😐"],
    ] {
        let (_, seen) = read(Role::Emotion, cells).unwrap();
        let found: Vec<_> = seen
            .0
            .iter()
            .map(|(_, emotion, _)| emotion.unwrap())
            .collect();
        let (high, low) = if cells[0] == "angry" {
            (found[1], found[0])
        } else {
            (found[0], found[1])
        };
        assert!(high > found[2] && found[2] > low, "{cells:?} {found:?}");
    }
}
