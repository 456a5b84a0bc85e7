//! An authored journey as events, so that the same timeline, emotion graph and persona filters show it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Document, Persona, Stage, Step};
use crate::model::event::{Event, TableSchema};

/// One step as one persona lives it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AuthoredEvent {
    /// Number of the event, from 0.
    pub row: u32,
    /// Name of the persona, or the document's title where it has none.
    pub journey: String,
    pub stage: String,
    pub touchpoint: String,
    pub channel: String,
    pub persona: String,
    /// On the document's scale.
    pub emotion_raw: Option<f64>,
    pub verbatim: String,
}

impl AuthoredEvent {
    pub fn as_event(&self) -> Event<'_> {
        Event {
            row: self.row,
            journey: &self.journey,
            stage: &self.stage,
            touchpoint: &self.touchpoint,
            channel: &self.channel,
            persona: &self.persona,
            emotion_raw: self.emotion_raw,
            verbatim: &self.verbatim,
            weight: 1,
            ..Event::default()
        }
    }
}

/// One journey per persona, in the order of stages and steps, without times.
pub fn events(document: &Document) -> (TableSchema, Vec<AuthoredEvent>) {
    let mut events = Vec::new();
    if document.personas.is_empty() {
        journey(document, None, &mut events);
    }
    for persona in &document.personas {
        journey(document, Some(persona), &mut events);
    }
    for (row, event) in (0u32..).zip(&mut events) {
        event.row = row;
    }
    let any = |has: fn(&AuthoredEvent) -> bool| events.iter().any(has);
    let schema = TableSchema {
        touchpoint: document.stages.iter().any(|stage| !stage.steps.is_empty()),
        stage: true,
        channel: any(|event| !event.channel.is_empty()),
        persona: !document.personas.is_empty(),
        emotion: any(|event| event.emotion_raw.is_some()).then_some(document.scale),
        verbatim: any(|event| !event.verbatim.is_empty()),
        stage_order: Some(stage_order(document)),
        ..TableSchema::default()
    };
    (schema, events)
}

fn journey(document: &Document, persona: Option<&Persona>, events: &mut Vec<AuthoredEvent>) {
    let journey = match persona {
        Some(persona) => persona.name.as_str(),
        None => document.title.as_str(),
    };
    let start = AuthoredEvent {
        // An empty id is no journey; a document without title and personas still is one.
        journey: if journey.is_empty() { "1" } else { journey }.to_owned(),
        persona: persona.map(|p| p.name.clone()).unwrap_or_default(),
        ..AuthoredEvent::default()
    };
    let readable = |raw: &f64| document.scale.emotion_from_raw(*raw).is_some();
    for stage in &document.stages {
        let of_stage = stage.emotion.as_ref().and_then(|e| e.of(persona)).copied();
        let of_stage = of_stage.filter(readable);
        if stage.steps.is_empty() {
            events.push(AuthoredEvent {
                stage: stage.name.clone(),
                touchpoint: stage.name.clone(),
                emotion_raw: of_stage,
                ..start.clone()
            });
        }
        for step in stage.steps.iter().filter(|step| takes(persona, step)) {
            let of_step = step.emotion.as_ref().and_then(|e| e.of(persona)).copied();
            events.push(AuthoredEvent {
                emotion_raw: match step.emotion {
                    Some(_) => of_step.filter(readable),
                    None => of_stage,
                },
                ..event(&start, stage, step, persona)
            });
        }
    }
}

fn event(
    start: &AuthoredEvent,
    stage: &Stage,
    step: &Step,
    persona: Option<&Persona>,
) -> AuthoredEvent {
    let thoughts = step.thoughts.as_ref().and_then(|t| t.of(persona));
    AuthoredEvent {
        stage: stage.name.clone(),
        touchpoint: step.touchpoint.clone().unwrap_or_else(|| step.name.clone()),
        channel: step.channel.clone().unwrap_or_default(),
        verbatim: thoughts.cloned().unwrap_or_default(),
        ..start.clone()
    }
}

/// Without personas every step belongs to the one journey.
fn takes(persona: Option<&Persona>, step: &Step) -> bool {
    let Some(persona) = persona else {
        return true;
    };
    step.personas.is_empty()
        || step
            .personas
            .iter()
            .any(|named| *named == persona.id || *named == persona.name)
}

/// Names in order; a name used twice keeps its first place.
fn stage_order(document: &Document) -> Vec<String> {
    let mut known = BTreeSet::new();
    document
        .stages
        .iter()
        .filter(|stage| known.insert(stage.name.as_str()))
        .map(|stage| stage.name.clone())
        .collect()
}
