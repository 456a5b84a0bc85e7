//! Is the beginning of a file the beginning of a document? Asked before the whole of it is read.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// The first bytes of a file, at least some thousand where it has them: a document of ours, or the short form written by hand?
/// The form without `format` is told by a list of `stages` whose first is a name, or an object with a name or steps.
pub fn starts_like_document(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    if !text.trim_start().starts_with('{') {
        return false;
    }
    let answer = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    // Ends in an error where the head is cut, and where the answer is known: only the answer counts.
    let _ended = serde::Deserializer::deserialize_map(&mut reader, Keys(&answer));
    answer.get().unwrap_or(false)
}

/// Of the document itself; stops at the first key that decides.
struct Keys<'a>(&'a Cell<Option<bool>>);

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => {
                    let format: Value = map.next_value()?;
                    self.0.set(Some(format == "parcours"));
                    return Err(M::Error::custom("decided"));
                }
                "stages" => map.next_value_seed(First(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The first of the stages. A `format` that follows still has the last word.
struct First<'a>(&'a Cell<Option<bool>>);

impl<'de> DeserializeSeed<'de> for First<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, stages: D) -> Result<(), D::Error> {
        stages.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for First<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of stages")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut stages: S) -> Result<(), S::Error> {
        let named = |stage: &Value| match stage {
            Value::String(_) => true,
            Value::Object(stage) => ["name", "label", "steps", "touchpoints"]
                .iter()
                .any(|key| stage.contains_key(*key)),
            _ => false,
        };
        self.0.set(stages.next_element()?.as_ref().map(named));
        while stages.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
