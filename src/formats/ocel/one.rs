//! OCEL 1.0: events and objects keyed by their ids.

use serde::Deserialize;
use serde_json::Value;

use super::pairs::{Pairs, cell};
use super::{Event, Log, Object};

#[derive(Deserialize)]
struct File {
    #[serde(rename = "ocel:events")]
    events: Pairs<FileEvent>,
    #[serde(rename = "ocel:objects")]
    objects: Pairs<FileObject>,
}

#[derive(Deserialize)]
struct FileEvent {
    #[serde(rename = "ocel:activity", default)]
    activity: Value,
    #[serde(rename = "ocel:timestamp", default)]
    time: Value,
    #[serde(rename = "ocel:omap", default)]
    objects: Vec<String>,
    #[serde(rename = "ocel:vmap", default)]
    attributes: Pairs<Value>,
}

#[derive(Deserialize)]
struct FileObject {
    #[serde(rename = "ocel:type", default)]
    kind: String,
    #[serde(rename = "ocel:ovmap", default)]
    attributes: Pairs<Value>,
}

/// `None`: not of this version.
pub fn read(bytes: &[u8]) -> Option<Log> {
    let file: File = serde_json::from_slice(bytes).ok()?;
    let events = file.events.0.into_iter().map(|(id, event)| Event {
        id,
        activity: cell(event.activity),
        time: cell(event.time),
        attributes: event
            .attributes
            .0
            .into_iter()
            .map(|(name, value)| (name, cell(value)))
            .collect(),
        objects: event.objects,
    });
    let objects = file.objects.0.into_iter().map(|(id, object)| Object {
        id,
        kind: object.kind,
        attributes: object
            .attributes
            .0
            .into_iter()
            .map(|(name, value)| (name, cell(value), String::new()))
            .collect(),
    });
    Some(Log {
        events: events.collect(),
        objects: objects.collect(),
    })
}
