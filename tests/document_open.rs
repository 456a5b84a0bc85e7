//! The Parcours document: open, save, upgrade, refuse, and become events.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::model::document::{AuthoredEvent, Document, events, is_document, open};
use parcours::model::emotion::EmotionScale;
use parcours::model::load::LoadErrorCode;
use serde_json::{Value, json};

const SAMPLES: [&str; 2] = [
    include_str!("../public/samples/bank-en.parcours.json"),
    include_str!("../public/samples/bank-fr.parcours.json"),
];

fn opened(value: &Value) -> Document {
    open(&value.to_string()).unwrap()
}

#[test]
fn samples_survive_a_load_and_a_save() {
    for text in SAMPLES {
        let document = open(text).unwrap();
        let again: Value = serde_json::from_str(&document.to_json()).unwrap();
        let first: Value = serde_json::from_str(text).unwrap();
        assert_eq!(with_plain_numbers(again), with_plain_numbers(first));
        assert_eq!(open(&document.to_json()).unwrap(), document);
    }
}

/// Numbers compare as numbers: `0` is written back as `0.0`.
fn with_plain_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(with_plain_numbers).collect(),
        Value::Object(object) => object
            .into_iter()
            .map(|(key, value)| (key, with_plain_numbers(value)))
            .collect(),
        other => other,
    }
}

#[test]
fn samples_become_one_journey_per_persona_in_step_order() {
    for text in SAMPLES {
        let document = open(text).unwrap();
        let (schema, events) = events(&document);
        assert!(
            schema.touchpoint
                && schema.stage
                && schema.persona
                && schema.channel
                && schema.verbatim
        );
        assert_eq!(schema.time, None);
        assert_eq!(schema.emotion, Some(EmotionScale::Emotion));
        let order = schema.stage_order.unwrap();
        assert_eq!(order.len(), 6);
        for persona in &document.personas {
            let of_persona: Vec<&AuthoredEvent> = events
                .iter()
                .filter(|e| e.persona == persona.name)
                .collect();
            assert!(of_persona.iter().all(|e| e.journey == persona.name));
            let places: Vec<usize> = of_persona
                .iter()
                .map(|e| order.iter().position(|stage| *stage == e.stage).unwrap())
                .collect();
            assert!(places.is_sorted());
            assert_eq!(places.last(), Some(&5));
            assert!(of_persona.iter().all(|e| e.emotion_raw.is_some()));
        }
        let rows: Vec<u32> = events.iter().map(|e| e.row).collect();
        assert!(rows.iter().copied().eq(0..events.len() as u32));
    }
}

#[test]
fn unknown_fields_survive_at_every_level() {
    let value = json!({
        "format": "parcours", "version": 1, "title": "t", "kind": "future", "lens": "service",
        "personas": [{ "id": "a", "name": "A", "age": 34 }],
        "stages": [{ "id": "s", "name": "S", "colour": "red",
            "steps": [{ "name": "x", "duration": { "min": 3 } }] }],
        "lanes": [{ "kind": "pains", "height": 2, "cells": [{ "stage": "s", "text": "p", "evidence": null }] }],
        "scenarios": [{ "k": 1 }], "actions": [{ "owner": "me" }],
        "data": { "source": "x.csv" }, "view": { "zoom": 2 }, "plugin": [1, 2]
    });
    let saved: Value = serde_json::from_str(&opened(&value).to_json()).unwrap();
    assert_eq!(saved, value);
}

#[test]
fn a_journey_written_by_hand_opens() {
    let document = opened(&json!({
        "title": "Moving house",
        "personas": ["Claire", { "name": "Marc", "age": 61 }],
        "stages": [
            "Search",
            { "name": "Visit", "emotion": -1, "steps": ["Call", { "touchpoint": "Flat", "emotion": { "Claire": 2, "Marc": null } }] },
            { "id": "sign", "label": "Signing", "touchpoints": ["Notary"] }
        ]
    }));
    assert_eq!(document.version, 1);
    let (schema, list) = events(&document);
    let told: Vec<(&str, &str, &str, Option<f64>)> = list
        .iter()
        .map(|e| {
            (
                e.persona.as_str(),
                e.stage.as_str(),
                e.touchpoint.as_str(),
                e.emotion_raw,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Claire", "Search", "Search", None),
            ("Claire", "Visit", "Call", Some(-1.0)),
            ("Claire", "Visit", "Flat", Some(2.0)),
            ("Claire", "Signing", "Notary", None),
            ("Marc", "Search", "Search", None),
            ("Marc", "Visit", "Call", Some(-1.0)),
            ("Marc", "Visit", "Flat", None),
            ("Marc", "Signing", "Notary", None),
        ]
    );
    assert_eq!(schema.stage_order.unwrap(), ["Search", "Visit", "Signing"]);
    assert_eq!(document.personas[1].other["age"], 61);
}

#[test]
fn without_personas_there_is_one_journey() {
    let (schema, list) = events(&opened(&json!({ "stages": ["A", "B", "A"] })));
    assert!(!schema.persona && !schema.touchpoint);
    assert_eq!(schema.emotion, None);
    assert_eq!(schema.stage_order.unwrap(), ["A", "B"]);
    let ids: Vec<&str> = list.iter().map(|e| e.journey.as_str()).collect();
    assert_eq!(ids, ["1", "1", "1"]);
    assert_eq!(list[1].as_event().stage, "B");
}

#[test]
fn marks_from_one_to_five_are_read_as_such_and_what_is_off_the_scale_is_empty() {
    let marks = opened(
        &json!({ "stages": [{ "name": "A", "emotion": 4 }, { "name": "B", "emotion": 2 }] }),
    );
    assert_eq!(marks.scale, EmotionScale::OneToFive);
    assert_eq!(events(&marks).0.emotion, Some(EmotionScale::OneToFive));
    let own = opened(
        &json!({ "stages": [{ "name": "A", "emotion": 1 }, { "name": "B", "emotion": 2 }] }),
    );
    assert_eq!(own.scale, EmotionScale::Emotion);
    let wild = opened(
        &json!({ "stages": [{ "name": "A", "emotion": 40 }, { "name": "B", "emotion": -1 }] }),
    );
    let read: Vec<Option<f64>> = events(&wild).1.iter().map(|e| e.emotion_raw).collect();
    assert_eq!(read, [None, Some(-1.0)]);
    let told = opened(&json!({ "scale": "nps", "stages": [{ "name": "A", "emotion": 9 }] }));
    assert_eq!(told.scale, EmotionScale::Nps);
    assert!(told.to_json().contains(r#""scale": "nps""#));
}

#[test]
fn what_cannot_be_opened_says_why_and_where() {
    let error = open("{\n  \"format\": \"parcours\",\n  \"version\": 1,,\n}").unwrap_err();
    assert_eq!(error.code, LoadErrorCode::BrokenJson);
    assert_eq!((error.line, error.column), (Some(3), Some(16)));
    assert!(!error.subject.unwrap().contains("line"));

    let shape = "{\"format\":\"parcours\",\"version\":1,\n\"stages\":7}";
    let error = open(shape).unwrap_err();
    assert_eq!(
        (error.code, error.line),
        (LoadErrorCode::BrokenJson, Some(2))
    );

    let newer = json!({ "format": "parcours", "version": 2, "stages": [] });
    let error = open(&newer.to_string()).unwrap_err();
    assert_eq!(error.code, LoadErrorCode::NewerDocument);
    assert_eq!(error.subject.as_deref(), Some("2"));

    for foreign in [
        json!([{ "case": 1, "activity": "a" }]),
        json!({ "events": [] }),
        json!({ "format": "mermaid", "stages": ["A"] }),
        json!({ "stages": [] }),
        json!({ "stages": [1, 2] }),
        json!("text"),
        json!({ "stages": [{ "name": "A", "steps": 7 }] }),
        json!({ "format": "parcours", "version": 1, "stages": [] }),
    ] {
        let error = open(&foreign.to_string()).unwrap_err();
        assert_eq!(error.code, LoadErrorCode::JsonNotJourneys, "{foreign}");
    }
    assert!(!is_document(&json!([1])));
    assert!(is_document(&json!({ "stages": ["A"] })));
}

/// Maps that other people wrote, in forms of their own.
#[test]
fn maps_found_in_the_wild_open_or_say_why_not() {
    let folder = std::path::Path::new("../shared/data/maps");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: 1");
        return;
    };
    let mut opened = 0;
    for entry in entries.flatten() {
        let path = entry.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".json") || name.ends_with(".expected.json") {
            continue;
        }
        match open(&std::fs::read_to_string(&path).unwrap()) {
            Ok(document) => {
                opened += 1;
                let (_, list) = events(&document);
                assert!(list.len() >= document.stages.len(), "{name}");
            }
            Err(error) => assert_eq!(error.code, LoadErrorCode::JsonNotJourneys, "{name}"),
        }
    }
    println!("opened: {opened}");
    assert!(opened > 0);
}

#[test]
fn the_beginning_of_a_file_tells_a_document() {
    use parcours::model::document::starts_like_document as starts;
    for text in SAMPLES {
        for cut in [200, 1000, text.len()] {
            let cut = text.floor_char_boundary(cut);
            assert!(starts(&text.as_bytes()[..cut]));
        }
    }
    assert!(starts(
        b"\xEF\xBB\xBF {\"meta\":{\"a\":[1]},\"stages\":[\"A\",\"B"
    ));
    assert!(starts(b"{\"stages\":[{\"name\":\"A\"},{\"na"));
    for other in [
        "",
        "[{\"stages\":[\"A\"]}]",
        "{\"stages\":[{\"case\":1,\"activity\":\"a\"}]}",
        "{\"stages\":7}",
        "{\"stages\":[\"A\"],\"format\":\"other\"}",
        "{\"events\":[{\"stage\":\"A\"}]}",
        "a,b\n1,2",
        "{\"format\":\"mermaid\",\"stages\":[\"A\"]}",
    ] {
        assert!(!starts(other.as_bytes()), "{other}");
    }
}
