//! OCEL 2.0: lists of events and objects, relationships, attributes that change in time.

use serde::Deserialize;
use serde_json::Value;

use super::pairs::cell;
use super::{Event, Log, Object};

#[derive(Deserialize)]
struct File {
    events: Vec<FileEvent>,
    objects: Vec<FileObject>,
}

#[derive(Deserialize)]
struct FileEvent {
    id: String,
    #[serde(rename = "type")]
    activity: String,
    #[serde(default)]
    time: Value,
    #[serde(default)]
    attributes: Vec<FileAttribute>,
    #[serde(default)]
    relationships: Vec<Relationship>,
}

#[derive(Deserialize)]
struct FileObject {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    attributes: Vec<FileAttribute>,
}

#[derive(Deserialize)]
struct FileAttribute {
    name: String,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    time: Option<String>,
}

#[derive(Deserialize)]
struct Relationship {
    #[serde(rename = "objectId")]
    object: String,
}

/// `None`: not of this version.
pub fn read(bytes: &[u8]) -> Option<Log> {
    let file: File = serde_json::from_slice(bytes).ok()?;
    let events = file.events.into_iter().map(|event| Event {
        id: event.id,
        activity: event.activity,
        time: cell(event.time),
        attributes: event
            .attributes
            .into_iter()
            .map(|own| (own.name, cell(own.value)))
            .collect(),
        objects: event
            .relationships
            .into_iter()
            .map(|to| to.object)
            .collect(),
    });
    let objects = file.objects.into_iter().map(|object| Object {
        id: object.id,
        kind: object.kind,
        attributes: object
            .attributes
            .into_iter()
            .map(|own| (own.name, cell(own.value), own.time.unwrap_or_default()))
            .collect(),
    });
    Some(Log {
        events: events.collect(),
        objects: objects.collect(),
    })
}
