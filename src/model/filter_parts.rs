//! A filter as it travels inside a binary message: a number for each key that it says, with its values. The binary form has no names, so it
//! cannot leave keys out; and text with names needs a reader of text, which weighs.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::filter::{Filter, JourneyFilter};

type Part = (u8, Vec<String>);

/// An attribute's name and its values, once each; above the keys of single events.
const ATTRIBUTE: u8 = 100;
/// There is a filter of whole journeys; above it are its keys.
const JOURNEYS: u8 = 101;

/// One key of a filter.
enum Slot<'a> {
    Values(&'a mut Option<Vec<String>>),
    Text(&'a mut Option<String>),
    Pair(&'a mut Option<(String, String)>),
    Number(&'a mut Option<f64>),
    Flag(&'a mut Option<bool>),
}

impl Slot<'_> {
    fn take(self) -> Option<Vec<String>> {
        Some(match self {
            Self::Values(values) => values.take()?,
            Self::Text(text) => vec![text.take()?],
            Self::Pair(pair) => pair.take().map(|(first, then)| vec![first, then])?,
            Self::Number(number) => vec![number.take()?.to_string()],
            Self::Flag(flag) => vec![flag.take()?.to_string()],
        })
    }

    /// `None` where the values are not such that [`Self::take`] gives.
    fn put(self, values: Vec<String>) -> Option<()> {
        let one = || values.first();
        match self {
            Self::Text(text) => *text = Some(one()?.clone()),
            Self::Number(number) => *number = Some(one()?.parse().ok()?),
            Self::Flag(flag) => *flag = Some(one()? == "true"),
            Self::Pair(pair) => *pair = Some((one()?.clone(), values.get(1)?.clone())),
            Self::Values(kept) => *kept = Some(values),
        }
        Some(())
    }
}

/// The keys of single events, in the order of their numbers; but for attributes.
fn of_events(filter: &mut Filter) -> [Slot<'_>; 7] {
    [
        Slot::Values(&mut filter.persona),
        Slot::Values(&mut filter.channel),
        Slot::Values(&mut filter.stage),
        Slot::Values(&mut filter.touchpoint),
        Slot::Values(&mut filter.account),
        Slot::Text(&mut filter.from),
        Slot::Text(&mut filter.to),
    ]
}

/// The keys of whole journeys, in the order of their numbers.
fn of_journeys(filter: &mut JourneyFilter) -> [Slot<'_>; 13] {
    [
        Slot::Values(&mut filter.persona),
        Slot::Values(&mut filter.touch),
        Slot::Values(&mut filter.not_touch),
        Slot::Values(&mut filter.channel),
        Slot::Values(&mut filter.stage),
        Slot::Values(&mut filter.start),
        Slot::Values(&mut filter.end),
        Slot::Pair(&mut filter.then),
        Slot::Text(&mut filter.started_from),
        Slot::Text(&mut filter.started_to),
        Slot::Number(&mut filter.min_seconds),
        Slot::Number(&mut filter.max_seconds),
        Slot::Flag(&mut filter.goal),
    ]
}

/// # Errors
/// The serializer's.
pub fn serialize<S: Serializer>(filter: &Filter, serializer: S) -> Result<S::Ok, S::Error> {
    let mut filter = filter.clone();
    let mut parts: Vec<Part> = Vec::new();
    let said = |first: u8, slots: Vec<Slot<'_>>| {
        let numbered = (first..).zip(slots);
        let said: Vec<Part> = numbered
            .filter_map(|(key, slot)| Some((key, slot.take()?)))
            .collect();
        said
    };
    parts.extend(said(0, of_events(&mut filter).into()));
    for (name, values) in filter.attributes.take().into_iter().flatten() {
        let named = std::iter::once(name).chain(values).collect();
        parts.push((ATTRIBUTE, named));
    }
    if let Some(journeys) = &mut filter.journeys {
        parts.push((JOURNEYS, Vec::new()));
        parts.extend(said(JOURNEYS + 1, of_journeys(journeys).into()));
    }
    parts.serialize(serializer)
}

/// # Errors
/// The deserializer's, or that a part is none of a filter's.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Filter, D::Error> {
    let parts: Vec<Part> = Vec::deserialize(deserializer)?;
    let mut filter = Filter::default();
    let put = parts
        .into_iter()
        .try_for_each(|part| put(&mut filter, part));
    put.map(|()| filter)
        .ok_or_else(|| de::Error::custom("filter"))
}

fn put(filter: &mut Filter, (key, mut values): Part) -> Option<()> {
    match key {
        ATTRIBUTE if !values.is_empty() => {
            let name = values.remove(0);
            filter
                .attributes
                .get_or_insert_default()
                .insert(name, values);
            Some(())
        }
        JOURNEYS.. => {
            let journeys = filter.journeys.get_or_insert_default();
            match key.checked_sub(JOURNEYS + 1) {
                None => Some(()),
                Some(key) => of_journeys(journeys)
                    .into_iter()
                    .nth(usize::from(key))?
                    .put(values),
            }
        }
        _ => of_events(filter)
            .into_iter()
            .nth(usize::from(key))?
            .put(values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Sent(#[serde(with = "super")] Filter);

    #[test]
    fn every_key_arrives_alone_and_with_all_others() {
        let keys = [
            r#""persona":[]"#,
            r#""channel":["web","app"]"#,
            r#""stage":["Choose"]"#,
            r#""touchpoint":[""]"#,
            r#""account":["a"]"#,
            r#""from":"2026-01-01""#,
            r#""to":"2026-02-01T00:00:00Z""#,
            r#""attributes":{"country":["FR","BE"],"plan":[]}"#,
        ];
        let of_journeys = [
            r#""persona":["x"]"#,
            r#""touch":["a","b"]"#,
            r#""not_touch":[]"#,
            r#""channel":["web"]"#,
            r#""stage":["Buy"]"#,
            r#""start":["a"]"#,
            r#""end":["b"]"#,
            r#""then":["a","b"]"#,
            r#""started_from":"2026-01-01""#,
            r#""started_to":"2026-02-01""#,
            r#""min_seconds":0.1"#,
            r#""max_seconds":1e300"#,
            r#""goal":false"#,
        ];
        let in_journeys = |keys: &str| format!(r#""journeys":{{{keys}}}"#);
        let mut all: Vec<String> = keys.map(str::to_owned).into();
        all.push(in_journeys(""));
        all.extend(of_journeys.map(in_journeys));
        let everything = [keys.join(","), in_journeys(&of_journeys.join(","))].join(",");
        for text in all.into_iter().chain([String::new(), everything]) {
            let filter: Filter = serde_json::from_str(&format!("{{{text}}}")).unwrap();
            let sent = Sent(filter);
            let bytes = postcard::to_allocvec(&sent).unwrap();
            assert_eq!(postcard::from_bytes::<Sent>(&bytes).unwrap(), sent);
        }
    }

    #[test]
    fn what_is_no_part_of_a_filter_is_an_error() {
        let parts: [Part; 4] = [
            (7, Vec::new()),
            (ATTRIBUTE, Vec::new()),
            (JOURNEYS + 14, Vec::new()),
            (5, Vec::new()),
        ];
        for part in parts {
            let bytes = postcard::to_allocvec(&vec![&part]).unwrap();
            assert!(postcard::from_bytes::<Sent>(&bytes).is_err(), "{part:?}");
        }
    }
}
