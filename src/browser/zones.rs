//! Time zones as the browser knows them: names, and what each says at a point in time.

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::model::time::days_from_civil;

/// A zone that the browser knows by name.
pub struct Zone {
    format: Function,
}

impl Zone {
    /// `None`: the browser knows none of that name.
    pub fn named(name: &str) -> Option<Self> {
        let mut parts = vec![("timeZone", name), ("hourCycle", "h23")];
        parts.extend(
            ["year", "month", "day", "hour", "minute", "second"].map(|part| (part, "numeric")),
        );
        let options = Object::new();
        for (key, value) in parts {
            set(&options, key, value);
        }
        let made = format_with(&"en-US".into(), &options)?;
        let format = get(&made, "format")?.dyn_into().ok()?;
        Some(Self { format })
    }

    /// Seconds east of UTC at a second of UTC; 0 where the browser does not say.
    pub fn utc_offset(&self, utc: i64) -> i32 {
        let date = Date::new(&JsValue::from_f64(utc as f64 * 1000.0));
        let text = self.format.call1(&JsValue::UNDEFINED, &date);
        let text = text.ok().and_then(|text| text.as_string());
        let local = text.and_then(|text| local_seconds(&text));
        local.map_or(0, |local| (local - utc) as i32)
    }
}

/// `7/5/2026, 14:30:00` as seconds of the local clock.
fn local_seconds(text: &str) -> Option<i64> {
    let numbers: Vec<i64> = text
        .split(|sign: char| !sign.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let [month, day, year, hour, minute, second] = numbers[..] else {
        return None;
    };
    let days = days_from_civil(year, month as u32, day as u32);
    Some(days * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Seconds east of UTC of this browser's clock at a second of UTC.
pub fn own_offset(utc: i64) -> i32 {
    let date = Date::new(&JsValue::from_f64(utc as f64 * 1000.0));
    (-60.0 * date.get_timezone_offset()) as i32
}

/// The name of this browser's zone.
pub fn own() -> String {
    let asked = || {
        let made = format_with(&JsValue::UNDEFINED, &Object::new())?;
        let options: Function = get(&made, "resolvedOptions")?.dyn_into().ok()?;
        get(&options.call0(&made).ok()?, "timeZone")?.as_string()
    };
    let name = asked().filter(|name| Zone::named(name).is_some());
    name.unwrap_or_else(|| "UTC".to_owned())
}

/// The names of all zones that the browser knows; none where it does not list them.
pub fn names() -> Vec<String> {
    let asked = || {
        let intl = get(&js_sys::global(), "Intl")?;
        let list: Function = get(&intl, "supportedValuesOf")?.dyn_into().ok()?;
        list.call1(&intl, &"timeZone".into()).ok()
    };
    let list = asked().map(|list| Array::from(&list));
    let names = list.iter().flat_map(Array::iter);
    names.filter_map(|name| name.as_string()).collect()
}

/// `Intl.DateTimeFormat`, which throws where it does not know what it is asked for.
fn format_with(language: &JsValue, options: &Object) -> Option<JsValue> {
    let intl = get(&js_sys::global(), "Intl")?;
    let made: Function = get(&intl, "DateTimeFormat")?.dyn_into().ok()?;
    Reflect::construct(&made, &Array::of2(language, options)).ok()
}

fn get(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok()
}

fn set(object: &Object, key: &str, value: &str) {
    // A fresh object takes every property.
    let _ = Reflect::set(object, &key.into(), &value.into());
}
