//! The marks of one journey: where each event stands in its stage's slot, when, and how it felt.

use crate::model::answer::StripMark;
use crate::model::emotion::EmotionClass;

use super::super::shown::{Shown, Step, visits};
use super::super::table::Table;

/// One mark a kept event, in order.
pub(in crate::store) fn marks(
    table: &Table,
    shown: &Shown,
    journey: usize,
    events: &[u32],
) -> Vec<StripMark> {
    let columns = &table.columns;
    let mut steps = Vec::new();
    shown.reduce(table, events, &mut steps);
    let mut placed = places(table, &steps).into_iter().zip(&steps).peekable();
    let start = events
        .first()
        .map_or(0, |event| columns.time(*event as usize));
    let goal = table.goal_event(journey);
    let mark = |event: &u32| {
        let step = placed.next_if(|(_, step)| step.event == *event);
        let at = *event as usize;
        let raw = columns.emotion_raw(at).zip(columns.schema.emotion);
        let emotion = raw.and_then(|(raw, scale)| scale.emotion_from_raw(raw));
        StripMark {
            stage: step.map(|(_, step)| shown.stages[step.position as usize]),
            offset_micros: columns.time(at).saturating_sub(start),
            place: step.map_or(0.0, |(place, _)| place),
            emotion: emotion.map(|emotion| EmotionClass::of(emotion).index() as u8),
            touchpoint: columns.touchpoint.codes.get(at),
            goal: goal == Some(*event),
        }
    };
    events.iter().map(mark).collect()
}

/// The place of each step within its visit, 0 … 1: by time since the visit began as a part of its stay; evenly where the
/// stay is 0; in the middle for a visit of one event.
pub(super) fn places(table: &Table, steps: &[Step]) -> Vec<f32> {
    let mut places = Vec::with_capacity(steps.len());
    for visit in visits(steps) {
        let time = |step: &Step| table.columns.time(step.event as usize);
        let (start, end) = (time(&visit[0]), time(&visit[visit.len() - 1]));
        let stay = end.saturating_sub(start);
        let last = visit.len() - 1;
        places.extend(
            visit
                .iter()
                .enumerate()
                .map(|(index, step)| match (last, stay) {
                    (0, _) => 0.5,
                    (_, 0) => index as f32 / last as f32,
                    _ => (time(step).saturating_sub(start) as f64 / stay as f64) as f32,
                }),
        );
    }
    places
}
