//! Only what differs from the default, so that addresses stay short.

use serde_json::Value;

/// `value` without the keys that equal those of `default`, objects inside likewise. `None`: nothing differs.
pub fn differences(value: Value, default: &Value) -> Option<Value> {
    if value == *default {
        return None;
    }
    match (value, default) {
        (Value::Object(value), Value::Object(default)) => {
            let kept = value.into_iter().filter_map(|(key, value)| {
                let difference = match default.get(&key) {
                    Some(default) => differences(value, default)?,
                    None => value,
                };
                Some((key, difference))
            });
            Some(Value::Object(kept.collect()))
        }
        (value, _) => Some(value),
    }
}
