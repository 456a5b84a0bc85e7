//! Settings come back with the next file of the same header, and only those that the user chose.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::model::load::{DateOrder, LoadOptions, Question, Role, Roles};
use parcours::state::structures::{Structures, completed, structure};

fn roles(journey: &str) -> Option<Roles> {
    Some(Roles::from([(Role::Journey, vec![journey.to_owned()])]))
}

#[test]
fn the_first_line_with_text_is_the_structure() {
    let same = structure("id;date;étape\n1;2;3\n".as_bytes());
    assert_eq!(
        same,
        structure("\u{feff}\r\nsep=;\r\nid;date;étape\r\n9;9;9".as_bytes())
    );
    assert_ne!(same, structure(b"id;date\n1;2\n"));
    for other in [&b"[{\"a\":1}]"[..], b"PK\x03\x04", b"<?xml", b"", b"\n\n"] {
        assert_eq!(structure(other), None, "{other:?}");
    }
}

#[test]
fn only_what_was_chosen_otherwise_comes_back() {
    let found = LoadOptions {
        roles: roles("a"),
        delimiter: Some(";".into()),
        date_order: Some(DateOrder::Dmy),
        ..LoadOptions::default()
    };
    let chosen = LoadOptions {
        roles: roles("b"),
        name: Some("january.csv".into()),
        ..found.clone()
    };
    let mut structures = Structures::default();
    structures.keep("h".into(), &chosen, &found, &[]);
    let kept = structures.find("h").unwrap();
    assert_eq!(
        *kept,
        LoadOptions {
            roles: roles("b"),
            ..LoadOptions::default()
        }
    );
    let next = LoadOptions {
        name: Some("february.csv".into()),
        ..LoadOptions::default()
    };
    let next = completed(next, kept);
    assert_eq!(next.roles, roles("b"));
    assert_eq!(next.name.as_deref(), Some("february.csv"));
    let told = LoadOptions {
        roles: roles("c"),
        ..LoadOptions::default()
    };
    assert_eq!(completed(told, kept).roles, roles("c"));
}

#[test]
fn an_answer_is_kept_even_where_it_is_the_guess() {
    let found = LoadOptions {
        date_order: Some(DateOrder::Dmy),
        ..LoadOptions::default()
    };
    let asked = [Question::DateOrder {
        example: "01/02/2026".into(),
        day_first: "2026-02-01".into(),
        month_first: "2026-01-02".into(),
    }];
    let mut structures = Structures::default();
    structures.keep("h".into(), &found, &found, &asked);
    assert_eq!(
        structures.find("h").unwrap().date_order,
        Some(DateOrder::Dmy)
    );
    // Looked at again: what it was read with is told by then, so that it is found.
    structures.keep("h".into(), &found, &found, &[]);
    assert_eq!(
        structures.find("h").unwrap().date_order,
        Some(DateOrder::Dmy)
    );
    structures.keep("other".into(), &found, &found, &[]);
    assert_eq!(
        structures.find("other"),
        None,
        "nothing chosen, nothing kept"
    );
}

#[test]
fn the_oldest_structure_goes_first() {
    let mut structures = Structures::default();
    let chosen = LoadOptions {
        encoding: Some("utf-8".into()),
        ..LoadOptions::default()
    };
    for number in 0..25 {
        structures.keep(number.to_string(), &chosen, &LoadOptions::default(), &[]);
    }
    assert_eq!(structures.find("4"), None);
    assert!(structures.find("5").is_some() && structures.find("24").is_some());
    structures.forget("24");
    assert_eq!(structures.find("24"), None);
}

#[test]
fn a_zone_is_kept_beside_the_rest() {
    let mut structures = Structures::default();
    let chosen = LoadOptions {
        encoding: Some("utf-8".into()),
        ..LoadOptions::default()
    };
    structures.keep("h".into(), &chosen, &LoadOptions::default(), &[]);
    structures.keep_zone("h".into(), Some("Europe/Paris".into()));
    let kept = structures.find("h").unwrap();
    assert_eq!(kept.encoding.as_deref(), Some("utf-8"));
    assert_eq!(kept.time_zone.as_deref(), Some("Europe/Paris"));
    structures.keep_zone("other".into(), Some("+02:00".into()));
    let kept = structures.find("other").unwrap();
    assert_eq!(kept.time_zone.as_deref(), Some("+02:00"));
}
