//! The lists of the rail: each counted with every filter but its own dimension's, so that a choice can be widened again.

use crate::model::answer::Overview;

use super::super::filter::{CHANNEL, Kept, PERSONA, TOUCHPOINT};
use super::super::table::Table;
use super::super::values::Values;

impl Table {
    /// The three lists of an overview; all else empty.
    pub(super) fn lists(&self, kept: &Kept) -> Overview {
        let columns = &self.columns;
        let emotions = columns.emotion_by_code();
        let mut personas = Values::new(self.persona_count());
        let mut channels = Values::new(
            columns
                .channel
                .as_ref()
                .map_or(0, |column| column.names.len()),
        );
        let mut touchpoints = Values::new(columns.touchpoint.names.len());
        for journey in 0..columns.journey_count() {
            let refused = kept.journey(journey);
            if refused & !(PERSONA | CHANNEL | TOUCHPOINT) != 0 {
                continue;
            }
            let (weight, persona) = (columns.weight(journey), columns.persona_of(journey));
            for event in columns.events(journey) {
                let refused = kept.event(journey, event);
                let emotion = columns.emotion.as_ref();
                let emotion = emotion.and_then(|column| emotions[column.codes.get(event) as usize]);
                if let Some(persona) = persona
                    && refused & !PERSONA == 0
                {
                    personas.add(persona, journey, weight, emotion);
                }
                if let Some(channel) = &columns.channel
                    && refused & !CHANNEL == 0
                {
                    channels.add(channel.codes.get(event), journey, weight, emotion);
                }
                if refused & !TOUCHPOINT == 0 {
                    touchpoints.add(
                        columns.touchpoint.codes.get(event),
                        journey,
                        weight,
                        emotion,
                    );
                }
            }
        }
        Overview {
            personas: personas.stats(),
            channels: channels.stats(),
            touchpoints: touchpoints.stats(),
            ..Overview::default()
        }
    }
}
