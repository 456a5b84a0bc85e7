//! `window.parcours` (contract §6): JavaScript values in, calls out; answers and errors back as promises.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{ArrayBuffer, JSON, Promise, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Blob, CustomEvent, CustomEventInit, EventTarget};

use crate::model::filter::Filter;
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};

/// What a script asks.
#[derive(Debug, Clone)]
pub enum Call {
    Ready,
    Load {
        source: Source,
        options: Box<LoadOptions>,
    },
    /// `None`: the page's present filter.
    Summary {
        filter: Option<Filter>,
        parts: Option<Vec<String>>,
    },
    Rows {
        filter: Option<Filter>,
        limit: Option<u32>,
    },
    Problems,
    SetFilter(Filter),
    SetView(String),
    GetDocument,
    ExportImage(String),
}

#[derive(Debug, Clone)]
pub enum Source {
    Address(String),
    File(Blob),
    /// Text of a table or a document.
    Text(String),
}

/// What a call answers.
#[derive(Debug, Clone)]
pub enum Answer {
    Nothing,
    Json(String),
    Text(String),
    Blob(Blob),
}

pub type Answering = Pin<Box<dyn Future<Output = Result<Answer, LoadError>>>>;
type Handler = Rc<dyn Fn(Call) -> Answering>;
/// Words for an error, in the page's language.
type Wording = Rc<dyn Fn(&LoadError) -> String>;

thread_local! {
    static TARGET: std::cell::RefCell<Option<EventTarget>> = const { std::cell::RefCell::new(None) };
}

/// Puts `window.parcours` in its place.
pub fn install(handler: Handler, wording: Wording) {
    // Scripts may already listen to the stand-in that start.js has made.
    let present = Reflect::get(&js_sys::global(), &JsValue::from_str("parcours"));
    let present = present
        .ok()
        .and_then(|value| value.dyn_into::<EventTarget>().ok());
    let Some(target) = present.or_else(|| EventTarget::new().ok()) else {
        return;
    };
    type Parse = fn(&JsValue, &JsValue) -> Result<Call, LoadError>;
    let calls: [(&str, Parse); 8] = [
        ("load", |source, options| {
            Ok(Call::Load {
                source: source_of(source)?,
                options: Box::new(load_options(options)?),
            })
        }),
        ("summary", |filter, options| {
            Ok(Call::Summary {
                filter: filter_of(filter)?,
                parts: parts_of(options)?,
            })
        }),
        ("rows", |filter, limit| {
            Ok(Call::Rows {
                filter: filter_of(filter)?,
                limit: limit.as_f64().map(|n| n as u32),
            })
        }),
        ("problems", |_, _| Ok(Call::Problems)),
        ("setFilter", |filter, _| {
            Ok(Call::SetFilter(filter_of(filter)?.unwrap_or_default()))
        }),
        ("setView", |view, _| {
            Ok(Call::SetView(view.as_string().unwrap_or_default()))
        }),
        ("getDocument", |_, _| Ok(Call::GetDocument)),
        ("exportImage", |kind, _| {
            Ok(Call::ExportImage(kind.as_string().unwrap_or_default()))
        }),
    ];
    for (name, parse) in calls {
        let (handler, wording) = (handler.clone(), wording.clone());
        let call =
            Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |a: JsValue, b: JsValue| {
                promise(parse(&a, &b), handler.clone(), wording.clone())
            });
        set(&target, name, &call.into_js_value());
    }
    set(
        &target,
        "ready",
        &promise(Ok(Call::Ready), handler, wording),
    );
    set(&js_sys::global(), "parcours", &target);
    TARGET.with(|slot| *slot.borrow_mut() = Some(target));
}

/// Tells scripts that something happened: `load`, `filter`, `select`, `height`, `error`. `detail` is JSON.
pub fn tell(event: &str, detail: &str) {
    TARGET.with(|slot| {
        let slot = slot.borrow();
        let Some(target) = slot.as_ref() else { return };
        let init = CustomEventInit::new();
        init.set_detail(&JSON::parse(detail).unwrap_or(JsValue::NULL));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
            let _ = target.dispatch_event(&event);
        }
    });
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Only frozen objects refuse, and this one is ours.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn promise(call: Result<Call, LoadError>, handler: Handler, wording: Wording) -> Promise {
    future_to_promise(async move {
        let answer = match call {
            Ok(call) => handler(call).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(Answer::Nothing) => Ok(JsValue::UNDEFINED),
            Ok(Answer::Json(text)) => JSON::parse(&text),
            Ok(Answer::Text(text)) => Ok(JsValue::from_str(&text)),
            Ok(Answer::Blob(blob)) => Ok(blob.into()),
            Err(error) => Err(thrown(&error, &wording(&error))),
        }
    })
}

/// `Error` with `{ code, message, line?, column? }`.
fn thrown(error: &LoadError, message: &str) -> JsValue {
    let value = js_sys::Error::new(message);
    let code = serde_json::to_string(&error.code).unwrap_or_default();
    set(&value, "code", &JsValue::from_str(code.trim_matches('"')));
    for (name, number) in [("line", error.line), ("column", error.column)] {
        if let Some(number) = number {
            set(&value, name, &JsValue::from_f64(number as f64));
        }
    }
    value.into()
}

fn source_of(value: &JsValue) -> Result<Source, LoadError> {
    if let Some(blob) = value.dyn_ref::<Blob>() {
        return Ok(Source::File(blob.clone()));
    }
    if value.is_instance_of::<ArrayBuffer>() || ArrayBuffer::is_view(value) {
        let blob = Blob::new_with_u8_array_sequence(&js_sys::Array::of1(value));
        return blob
            .map(Source::File)
            .map_err(|_| LoadError::new(LoadErrorCode::BadOptions));
    }
    if let Some(text) = value.as_string() {
        return Ok(if looks_like_text(&text) {
            Source::Text(text)
        } else {
            Source::Address(text)
        });
    }
    if value.is_object() {
        return json_of(value)
            .map(Source::Text)
            .ok_or_else(|| LoadError::new(LoadErrorCode::BadOptions));
    }
    Err(LoadError::new(LoadErrorCode::BadOptions))
}

/// A text has several lines or begins like JSON; an address has neither.
fn looks_like_text(text: &str) -> bool {
    text.contains('\n') || text.trim_start().starts_with(['{', '['])
}

fn load_options(value: &JsValue) -> Result<LoadOptions, LoadError> {
    Ok(parsed(value, LoadErrorCode::BadOptions)?.unwrap_or_default())
}

fn filter_of(value: &JsValue) -> Result<Option<Filter>, LoadError> {
    parsed(value, LoadErrorCode::BadFilter)
}

fn parts_of(options: &JsValue) -> Result<Option<Vec<String>>, LoadError> {
    if !options.is_object() {
        return Ok(None);
    }
    let parts = Reflect::get(options, &JsValue::from_str("parts")).unwrap_or(JsValue::UNDEFINED);
    parsed(&parts, LoadErrorCode::BadOptions)
}

fn parsed<T: DeserializeOwned>(
    value: &JsValue,
    code: LoadErrorCode,
) -> Result<Option<T>, LoadError> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let text = json_of(value).ok_or_else(|| LoadError::new(code))?;
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| LoadError::about(code, error.to_string()))
}

fn json_of(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}
