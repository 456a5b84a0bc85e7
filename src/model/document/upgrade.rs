//! Older versions to the present one, one function a step.

use serde_json::{Map, Value, json};

use crate::model::emotion::EmotionScale;

/// `version` is lower than the present one.
pub fn upgraded(value: Value, version: u64) -> Value {
    let steps: [fn(Value) -> Value; 1] = [written_by_hand_to_1];
    let from = usize::try_from(version).unwrap_or(steps.len());
    steps
        .into_iter()
        .skip(from)
        .fold(value, |value, step| step(value))
}

/// The short form that people write: names instead of objects, no ids, no format.
fn written_by_hand_to_1(value: Value) -> Value {
    let Value::Object(mut document) = value else {
        return value;
    };
    document.insert("format".to_owned(), json!("parcours"));
    document.insert("version".to_owned(), json!(1));
    let title = document
        .get("meta")
        .and_then(|meta| meta.get("title"))
        .cloned();
    if let Some(title) = title.filter(Value::is_string) {
        document.entry("title").or_insert(title);
    }
    each(&mut document, "personas", with_id_and_name);
    each(&mut document, "stages", |stage, number| {
        let mut stage = with_id_and_name(stage, number);
        if let Some(stage) = stage.as_object_mut() {
            // Maps often list bare touchpoints under a stage: they are its steps.
            if !stage.contains_key("steps")
                && stage.get("touchpoints").is_some_and(Value::is_array)
                && let Some(touchpoints) = stage.remove("touchpoints")
            {
                stage.insert("steps".to_owned(), touchpoints);
            }
            each(stage, "steps", |step, number| {
                let mut step = with_id_and_name(step, number);
                if let Some(step) = step.as_object_mut() {
                    step.remove("id");
                }
                step
            });
        }
        stage
    });
    if !document.contains_key("scale")
        && let Some(scale) = scale_of(&document)
    {
        document.insert("scale".to_owned(), json!(scale.name()));
    }
    Value::Object(document)
}

/// Every item of a list changed by `change(item, number from 1)`.
fn each(object: &mut Map<String, Value>, key: &str, change: impl Fn(Value, usize) -> Value) {
    if let Some(Value::Array(items)) = object.get_mut(key) {
        for (i, item) in items.iter_mut().enumerate() {
            *item = change(item.take(), i + 1);
        }
    }
}

/// `"Search"` becomes `{ "id": "Search", "name": "Search" }`; an object gets what it lacks, at worst its number.
fn with_id_and_name(item: Value, number: usize) -> Value {
    match item {
        Value::String(name) => json!({ "id": name, "name": name }),
        Value::Object(mut object) => {
            let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
            let name = text("name")
                .or_else(|| text("label"))
                .or_else(|| text("title"))
                .or_else(|| text("touchpoint"))
                .or_else(|| text("id"))
                .unwrap_or_else(|| number.to_string());
            let id = text("id").unwrap_or_else(|| name.clone());
            object.insert("id".to_owned(), json!(id));
            object.insert("name".to_owned(), json!(name));
            Value::Object(object)
        }
        other => other,
    }
}

/// Emotions that −2 … +2 cannot hold, but 1 … 5 can, are such marks. Nothing else is guessed.
fn scale_of(document: &Map<String, Value>) -> Option<EmotionScale> {
    let mut found = Vec::new();
    for stage in document.get("stages")?.as_array()? {
        collect_numbers(stage.get("emotion"), &mut found);
        for step in stage
            .get("steps")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            collect_numbers(step.get("emotion"), &mut found);
        }
    }
    let beyond = found.iter().any(|emotion| *emotion > 2.0);
    let in_five = found.iter().all(|emotion| (1.0..=5.0).contains(emotion));
    (beyond && in_five).then_some(EmotionScale::OneToFive)
}

fn collect_numbers(value: Option<&Value>, numbers: &mut Vec<f64>) {
    match value {
        Some(Value::Object(each)) => {
            for value in each.values() {
                numbers.extend(value.as_f64());
            }
        }
        Some(value) => numbers.extend(value.as_f64()),
        None => {}
    }
}
