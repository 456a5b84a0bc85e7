//! Answers to journey logs that others computed (pandas, pm4py, DuckDB), and how a `summary()` differs from them.
//!
//! The folder holds `expected_config.json`, which names the files, and `*.expected.json` beside each. It knows JSON only, no page
//! and no engine, so that the same comparison serves the browser and a native test.
use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

/// Means are compared to this.
const TOLERANCE: f64 = 1e-6;

/// One way of reading one file, with the answers to it.
pub struct Reading {
    /// `webshop_journey_small.csv, action_per_session`.
    pub name: String,
    pub file: PathBuf,
    /// The `options` for `load`: the roles, and what the file cannot say of itself.
    pub options: Value,
    /// The filter for `summary`: `{}`, or the events that this reading keeps.
    pub filter: Value,
    expected: Value,
}

/// `PARCOURS_EVENTS_DIR`, or the shared data beside the project; `None` where there is none.
pub fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("../shared/data/events"))
        .find(|folder| folder.is_dir());
    env::var_os("PARCOURS_EVENTS_DIR")
        .map(PathBuf::from)
        .or(beside)
}

/// The readings that are plain logs in CSV or JSON, and the names of what is left out, with the reason.
pub fn readings(folder: &Path) -> Result<(Vec<Reading>, Vec<String>), String> {
    let (mut found, mut left_out) = (Vec::new(), Vec::new());
    for entry in read_json(&folder.join("expected_config.json"))?
        .as_array()
        .into_iter()
        .flatten()
    {
        let name = entry["file"]
            .as_str()
            .and_then(|path| path.rsplit('/').next())
            .unwrap_or_default();
        let answers = name.strip_suffix(".csv").unwrap_or(name);
        let Some(readings) = entry["readings"].as_object() else {
            left_out.push(format!("{name}: no reading as a log of events"));
            continue;
        };
        let expected = read_json(&folder.join(format!("{answers}.expected.json")))?;
        for (reading, mapping) in readings {
            let full_name = format!("{name}, {reading}");
            if !name.ends_with(".csv") && !name.ends_with(".json") {
                left_out.push(format!("{full_name}: neither CSV nor JSON"));
            } else if let Some(key) = ["melt", "join"]
                .iter()
                .find(|key| mapping.get(**key).is_some())
            {
                left_out.push(format!("{full_name}: reshaped first ({key})"));
            } else {
                let expected = expected["readings"][reading].clone();
                found.push(Reading {
                    name: full_name,
                    file: folder.join(name),
                    options: options(name, mapping),
                    filter: filter(mapping),
                    expected,
                });
            }
        }
    }
    Ok((found, left_out))
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Delimiter and encoding are for the import to find; what is told is what the columns mean.
fn options(name: &str, mapping: &Value) -> Value {
    let list = |key: &str| {
        if mapping[key].is_array() {
            mapping[key].clone()
        } else {
            json!([mapping[key]])
        }
    };
    let mut options = json!({ "name": name, "review": false, "roles": { "journey": list("case"), "touchpoint": list("activity"), "time": list("time") } });
    if mapping["format"]
        .as_str()
        .is_some_and(|format| format.starts_with("%d"))
    {
        options["dateOrder"] = json!("dmy");
    }
    options
}

fn filter(mapping: &Value) -> Value {
    let kept: Map<String, Value> = mapping["filter"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(column, value)| (column.clone(), json!([value])))
        .collect();
    if kept.is_empty() {
        json!({})
    } else {
        json!({ "attributes": kept })
    }
}

impl Reading {
    /// Where `summary` says something else than the answers, one line each.
    pub fn differences(&self, summary: &Value) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |what: &str, ours: Value, theirs: Value| {
            if !same(&ours, &theirs) {
                found.push(format!(
                    "{}: {what} is {ours}, expected {theirs}",
                    self.name
                ));
            }
        };
        let expected = &self.expected;
        let duration = &expected["journey_duration_seconds"];
        for key in ["events", "journeys", "start", "end"] {
            compare(key, summary[key].clone(), expected[key].clone());
        }
        for key in ["median", "mean", "min", "max"] {
            compare(
                &format!("journey_seconds.{key}"),
                summary["journey_seconds"][key].clone(),
                duration[key].clone(),
            );
        }
        if self.filter == json!({}) {
            compare(
                "rows read",
                summary["source"]["rows_read"].clone(),
                expected["rows_considered"].clone(),
            );
            compare(
                "rows kept",
                summary["source"]["rows_kept"].clone(),
                expected["events"].clone(),
            );
        }
        compare(
            "touchpoints",
            columns(
                &summary["touchpoints"],
                &["touchpoint", "events", "journeys"],
            ),
            columns(&expected["activities"], &["activity", "events", "journeys"]),
        );
        compare(
            "waits before a touchpoint",
            waits(&summary["touchpoints"], "touchpoint", "wait_median_seconds"),
            waits(
                &expected["waiting_before_activity_seconds"],
                "activity",
                "median",
            ),
        );
        compare(
            "last touchpoints",
            ends(&summary["stages"]),
            sorted(expected["end_activities"].clone()),
        );
        let follows = &expected["directly_follows"];
        let top = |list: Value, most: usize| {
            json!(list.as_array().map(|rows| &rows[..rows.len().min(most)]))
        };
        let pairs = columns(&summary["touchpoint_follows"], &["from", "to", "count"]);
        compare(
            "pairs",
            json!(pairs.as_array().map(Vec::len)),
            follows["pairs"]
                .as_u64()
                .map(|pairs| pairs.min(1000))
                .into(),
        );
        compare(
            "most frequent pairs",
            top(pairs, 20),
            follows["top20"].clone(),
        );
        compare(
            "pairs of stages together",
            total(&summary["stage_follows"]),
            follows["total"].clone(),
        );
        let variants = columns(&summary["variants"], &["journeys", "touchpoints"]);
        compare(
            "variants",
            json!(variants.as_array().map(Vec::len)),
            expected["variants"]["distinct"]
                .as_u64()
                .map(|distinct| distinct.min(50))
                .into(),
        );
        compare(
            "most frequent variants",
            top(variants, 10),
            columns(&expected["variants"]["top10"], &["count", "activities"]),
        );
        found
    }
}

/// Numbers to the tolerance, everything else exactly.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => a
            .as_f64()
            .zip(b.as_f64())
            .is_some_and(|(a, b)| (a - b).abs() <= TOLERANCE * b.abs().max(1.0)),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        _ => ours == theirs,
    }
}

/// The rows of a list of objects as lists of these keys' values.
fn columns(rows: &Value, keys: &[&str]) -> Value {
    rows.as_array()
        .into_iter()
        .flatten()
        .map(|row| keys.iter().map(|key| row[key].clone()).collect::<Value>())
        .collect()
}

/// Name and median of every row that has one, by name.
fn waits(rows: &Value, name: &str, median: &str) -> Value {
    let known: Value = rows
        .as_array()
        .into_iter()
        .flatten()
        .filter(|row| !row[median].is_null())
        .map(|row| json!([row[name], row[median]]))
        .collect();
    sorted(known)
}

/// Where there is no stage, the touchpoints are the stages, and `ends` says which were a journey's last.
fn ends(stages: &Value) -> Value {
    sorted(
        stages
            .as_array()
            .into_iter()
            .flatten()
            .filter(|row| row["ends"] != json!(0))
            .map(|row| json!([row["stage"], row["ends"]]))
            .collect(),
    )
}

fn sorted(mut rows: Value) -> Value {
    if let Some(rows) = rows.as_array_mut() {
        rows.sort_by_key(|row| row[0].as_str().unwrap_or_default().to_owned());
    }
    rows
}

fn total(rows: &Value) -> Value {
    json!(
        rows.as_array()
            .into_iter()
            .flatten()
            .filter_map(|row| row["count"].as_u64())
            .sum::<u64>()
    )
}
