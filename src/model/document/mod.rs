//! The Parcours document (`*.parcours.json`, contract §4): a journey as people write it, as plain data.
//!
//! Owns its shape, its versions and how it becomes events. The JSON Schema published as `parcours.schema.json`
//! is generated from these types. Fields that this version does not know survive a load and a save.
//! Must not know: files, words of a language, how it is drawn.
//!
//! People may write a shorter form by hand: no `format` and `version`, plain names for personas, stages and steps,
//! `touchpoints` instead of `steps`, an `emotion` on the stage; [`open`] completes it.

mod events;
mod head;
mod open;
mod upgrade;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::emotion::EmotionScale;

pub use events::{AuthoredEvent, events};
pub use head::starts_like_document;
pub use open::{is_document, open};

/// The version that this page writes.
pub const VERSION: u32 = 1;

/// A whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Document {
    /// Always "parcours".
    pub format: Format,
    /// Version of the format. A page refuses a document newer than itself.
    pub version: u32,
    #[serde(default)]
    pub title: String,
    /// BCP 47 tag of the language that the texts are in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default)]
    pub kind: MapKind,
    #[serde(default)]
    pub lens: MapLens,
    /// ISO 8601 time of the last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Scale of every emotion in the document; −2 … +2 where not given.
    #[serde(default = "page_scale", skip_serializing_if = "is_page_scale")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(schema_with = "scale_names"))]
    pub scale: EmotionScale,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<Persona>,
    /// In the order of the journey.
    pub stages: Vec<Stage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<Lane>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Value>,
    /// Binding to event data, or the events themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// How it was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<Value>,
    /// What this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Parcours,
}

/// What the map shows: how things are, how they shall be, or a day in somebody's life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MapKind {
    #[default]
    Current,
    Future,
    Day,
}

/// Whose eyes: the customer's experience, the service behind it, or the process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MapLens {
    #[default]
    Experience,
    Service,
    Process,
}

/// A researched archetype, which may stand for a segment of the data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Persona {
    /// Unique within the document; what steps refer to.
    pub id: String,
    pub name: String,
    /// The value of the persona column that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fears: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Stage {
    /// Unique within the document.
    pub id: String,
    pub name: String,
    /// In the order of the journey. A stage without steps is a step of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Emotion of the stage as a whole, for steps without one of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<PerPersona<f64>>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Step {
    pub name: String,
    /// What the customer meets; the step's name where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// On the document's scale: one for all, or one per persona.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<PerPersona<f64>>,
    /// What the customer thinks or says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thoughts: Option<PerPersona<String>>,
    /// Only these personas (ids or names) take the step; all where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<String>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// One value for every persona, or one for each, by id or name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum PerPersona<T> {
    All(T),
    Each(BTreeMap<String, Option<T>>),
}

impl<T> PerPersona<T> {
    /// The value for a persona; without personas, only what is said for all.
    pub fn of(&self, persona: Option<&Persona>) -> Option<&T> {
        match self {
            Self::All(value) => Some(value),
            Self::Each(values) => {
                let persona = persona?;
                values
                    .get(&persona.id)
                    .or_else(|| values.get(&persona.name))?
                    .as_ref()
            }
        }
    }
}

/// A row of the map across the stages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Lane {
    /// `goals`, `actions`, `touchpoints`, `pains`, `delights`, `opportunities`, or the author's own.
    pub kind: String,
    #[serde(default)]
    pub cells: Vec<Cell>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Cell {
    /// Id of the stage.
    #[serde(default)]
    pub stage: String,
    #[serde(default)]
    pub text: String,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Document {
    /// The file, two blanks a level, with a line break at its end.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

const fn page_scale() -> EmotionScale {
    EmotionScale::Emotion
}

fn is_page_scale(scale: &EmotionScale) -> bool {
    *scale == EmotionScale::Emotion
}

#[cfg(not(target_arch = "wasm32"))]
fn scale_names(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "enum": EmotionScale::ALL.map(EmotionScale::name) })
}
