//! OCEL 1.0 and 2.0 as JSON: one object type is the journey, an event of several of its objects stands in each of their journeys.
//!
//! Columns have the names that pm4py gives them when it flattens such a log, so that roles are found as in a XES.

mod one;
mod pairs;
mod two;

use std::collections::{HashMap, HashSet};

use super::output::Limited;
use super::table::TableWriter;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::model::unpacked::{Level, PartKind};

/// Either version, read.
#[derive(Debug, Default)]
struct Log {
    events: Vec<Event>,
    objects: Vec<Object>,
}

#[derive(Debug, Default)]
struct Event {
    id: String,
    activity: String,
    time: String,
    attributes: Vec<(String, String)>,
    objects: Vec<String>,
}

#[derive(Debug, Default)]
struct Object {
    id: String,
    kind: String,
    /// Name, value, and since when: `""` for ever.
    attributes: Vec<(String, String, String)>,
}

/// Writes the journeys of one object type: the one that `part` names, or the one with the most journeys of two events or more.
///
/// `None`: the JSON is broken or no such log, and nothing is written.
///
/// # Errors
/// `UnknownPart`, `HeaderOnly` where no event has an object, `UnpacksTooLarge`.
pub fn convert(
    bytes: &[u8],
    part: Option<&str>,
    out: &mut Limited<'_>,
) -> Result<Option<Level>, LoadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Some(log) = one::read(bytes).or_else(|| two::read(bytes)) else {
        return Ok(None);
    };
    let names = journey_types(&log);
    if names.is_empty() {
        return Err(LoadError::new(LoadErrorCode::HeaderOnly));
    }
    let unknown = |name: &str| LoadError::about(LoadErrorCode::UnknownPart, name);
    let chosen = match Level::find(&names, part) {
        Ok((index, None)) => index.unwrap_or(0),
        Ok((_, Some(name))) => return Err(unknown(name)),
        Err(()) => return Err(unknown(part.unwrap_or_default())),
    };
    let kind = names.get(chosen).map_or("", String::as_str);
    write(&log, kind, out)?;
    Ok(Some(Level {
        kind: PartKind::ObjectType,
        names,
        chosen,
    }))
}

/// The object types that events speak of; first the one with the most journeys of two events or more.
fn journey_types(log: &Log) -> Vec<String> {
    let kinds: HashMap<&str, &str> = log
        .objects
        .iter()
        .map(|object| (object.id.as_str(), object.kind.as_str()))
        .collect();
    let mut events: HashMap<&str, u64> = HashMap::new();
    for event in &log.events {
        for object in distinct(&event.objects) {
            *events.entry(object).or_default() += 1;
        }
    }
    // Type, journeys of two events or more, all journeys; in the order of the objects.
    let mut types: Vec<(&str, u64, u64)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for object in &log.objects {
        let Some(count) = events.get(object.id.as_str()) else {
            continue;
        };
        let Some(kind) = kinds.get(object.id.as_str()) else {
            continue;
        };
        let place = *places.entry(kind).or_insert_with(|| {
            types.push((kind, 0, 0));
            types.len() - 1
        });
        types[place].1 += u64::from(*count >= 2);
        types[place].2 += 1;
    }
    types.sort_by_key(|(_, long, all)| std::cmp::Reverse((*long, *all)));
    types
        .into_iter()
        .map(|(kind, _, _)| kind.to_owned())
        .collect()
}

fn distinct(objects: &[String]) -> impl Iterator<Item = &str> {
    let mut seen = HashSet::new();
    objects
        .iter()
        .map(String::as_str)
        .filter(move |object| seen.insert(*object))
}

const FIXED: [&str; 4] = [
    "ocel:eid",
    "case:concept:name",
    "concept:name",
    "time:timestamp",
];

fn write(log: &Log, kind: &str, out: &mut Limited<'_>) -> Result<(), LoadError> {
    let objects: HashMap<&str, &Object> = log
        .objects
        .iter()
        .filter(|object| object.kind == kind)
        .map(|object| (object.id.as_str(), object))
        .collect();
    let of_events = names(
        log.events
            .iter()
            .flat_map(|event| &event.attributes)
            .map(|(name, _)| name),
    );
    let of_objects = names(
        log.objects
            .iter()
            .filter(|object| object.kind == kind)
            .flat_map(|object| &object.attributes)
            .map(|(name, _, _)| name),
    );
    let mut table = TableWriter::new(out);
    table.begin(1)?;
    for name in FIXED.iter().chain(&of_events) {
        table.cell(name);
    }
    for name in &of_objects {
        table.cell(&["case:", name].concat());
    }
    table.end(0)?;
    for event in &log.events {
        for object in distinct(&event.objects).filter_map(|id| objects.get(id)) {
            table.begin(0)?;
            for cell in [&event.id, &object.id, &event.activity, &event.time] {
                table.cell(cell);
            }
            for name in &of_events {
                let value = event.attributes.iter().find(|(own, _)| own == name);
                table.cell(value.map_or("", |(_, value)| value));
            }
            for name in &of_objects {
                table.cell(value_at(object, name, &event.time));
            }
            table.end(0)?;
        }
    }
    table.finish()
}

/// Each name once, in the order of its first appearance.
fn names<'l>(all: impl Iterator<Item = &'l String>) -> Vec<&'l str> {
    let mut seen = HashSet::new();
    all.map(String::as_str)
        .filter(|name| seen.insert(*name))
        .collect()
}

/// The value that the attribute had when the event happened: the latest of those before it, or the first that it ever had.
///
/// Times are compared as written: within a log they have one form, in which later is greater.
fn value_at<'l>(object: &'l Object, name: &str, time: &str) -> &'l str {
    let values = || object.attributes.iter().filter(|(own, _, _)| own == name);
    let before = values().filter(|(_, _, since)| since.as_str() <= time);
    let latest = before.max_by(|a, b| a.2.cmp(&b.2));
    let first = || values().min_by(|a, b| a.2.cmp(&b.2));
    latest.or_else(first).map_or("", |(_, value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(attributes: &[(&str, &str, &str)]) -> Object {
        let own = |text: &str| text.to_owned();
        Object {
            attributes: attributes
                .iter()
                .map(|(a, b, c)| (own(a), own(b), own(c)))
                .collect(),
            ..Object::default()
        }
    }

    #[test]
    fn an_attribute_has_the_value_of_its_time() {
        let object = object(&[
            ("price", "3", "2024-03-01"),
            ("price", "1", "2024-01-01"),
            ("price", "2", "2024-02-01"),
        ]);
        assert_eq!(value_at(&object, "price", "2024-02-15"), "2");
        assert_eq!(value_at(&object, "price", "2024-02-01"), "2");
        assert_eq!(value_at(&object, "price", "2023-01-01"), "1");
        assert_eq!(value_at(&object, "colour", "2024-02-15"), "");
    }
}
