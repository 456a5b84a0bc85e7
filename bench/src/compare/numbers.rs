//! Are the numbers of two contenders the same? Lists come in different orders, which say nothing here.
use serde_json::Value;

const RELATIVE_ERROR: f64 = 1e-9;

/// The first difference, with the way to it; `None` where there is none.
pub fn difference(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            a.iter().find_map(|(key, value)| {
                let inside = difference(value, b.get(key).unwrap_or(&Value::Null))?;
                Some(format!("{key} {inside}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let (a, b) = (in_order(a), in_order(b));
            a.into_iter().zip(b).find_map(|(a, b)| difference(a, b))
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64()?, b.as_f64()?);
            (!close(a, b)).then(|| format!("{a} and {b}"))
        }
        _ => (one != other).then(|| format!("{one} and {other}")),
    }
}

/// Rows by the names that they begin with; what are not rows stays as it is.
fn in_order(rows: &[Value]) -> Vec<&Value> {
    let mut sorted: Vec<&Value> = rows.iter().collect();
    let names = |row: &Value| {
        let cells = row.as_array().into_iter().flatten();
        cells
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    sorted.sort_by_key(|row| names(row));
    sorted
}

/// Whole numbers are counts or whole seconds and must be equal, others nearly so.
fn close(a: f64, b: f64) -> bool {
    if a.fract() == 0.0 && b.fract() == 0.0 {
        a == b
    } else {
        (a - b).abs() <= RELATIVE_ERROR * a.abs().max(1.0)
    }
}

/// How many numbers there are.
pub fn count(values: &[Value]) -> usize {
    values
        .iter()
        .map(|value| match value {
            Value::Number(_) => 1,
            Value::Array(items) => count(items),
            Value::Object(fields) => fields
                .values()
                .map(|field| count(std::slice::from_ref(field)))
                .sum(),
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{count, difference};
    use serde_json::json;

    #[test]
    fn order_says_nothing_values_do() {
        let one = json!({ "events": 3, "rows": [["a", "b", 2, 0.5], ["a", "c", 1, null]] });
        let same =
            json!({ "events": 3, "rows": [["a", "c", 1, null], ["a", "b", 2, 0.5000000000001]] });
        assert_eq!(difference(&one, &same), None);
        assert_eq!(count(std::slice::from_ref(&one)), 4);
        for other in [
            json!({ "events": 4, "rows": one["rows"] }),
            json!({ "events": 3, "rows": [["a", "b", 2, 0.5]] }),
            json!({ "events": 3, "rows": [["a", "b", 2, 0.500001], ["a", "c", 1, null]] }),
            json!({ "events": 3, "rows": [["a", "b", 2, 0.5], ["a", "d", 1, null]] }),
            json!({ "events": 3, "rows": [["a", "b", 2, 0.5], ["a", "c", 1, 0.1]] }),
        ] {
            assert!(difference(&one, &other).is_some(), "{other}");
        }
    }
}
