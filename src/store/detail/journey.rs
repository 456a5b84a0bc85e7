//! One journey, event by event, with the way back to the rows.

use crate::model::answer::{JourneyDetail, JourneyStep};

use super::super::filter::Kept;
use super::super::shown::Shown;
use super::super::table::Table;

const STEPS: usize = 500;

impl Table {
    pub(super) fn journey_detail(
        &self,
        kept: &Kept,
        shown: &Shown,
        id: &str,
    ) -> Option<JourneyDetail> {
        let columns = &self.columns;
        let journey = columns.journeys.find(id)? as usize;
        let mut events = Vec::new();
        self.kept_events(kept, journey, &mut events);
        let (first, last) = events.first().zip(events.last())?;
        let time = |event: u32| columns.time(event as usize);
        let account = columns.account.as_ref().and_then(|column| {
            let mut texts = events.iter().map(|event| column.text(*event as usize));
            texts.find(|text| !text.is_empty())
        });
        let revenue = events
            .iter()
            .filter_map(|event| columns.revenue(*event as usize));
        Some(JourneyDetail {
            journey: id.to_owned(),
            account: account.unwrap_or_default().to_owned(),
            persona: columns.persona_of(journey),
            outcome: self.outcome(journey),
            duration_micros: time(*last).saturating_sub(time(*first)),
            revenue_sum: columns.schema.revenue.then(|| revenue.sum()),
            events: events.len() as u32,
            steps: events
                .iter()
                .take(STEPS)
                .map(|event| self.journey_step(shown, *event as usize))
                .collect(),
        })
    }

    fn journey_step(&self, shown: &Shown, event: usize) -> JourneyStep {
        let columns = &self.columns;
        let stage = self.stage_of(event);
        let raw = columns.emotion_raw(event);
        let verbatim = columns.verbatim.as_ref().map(|column| column.text(event));
        JourneyStep {
            row: columns.rows[event],
            time_micros: columns.times.get(event),
            stage: shown.position(stage).map(|_| stage),
            touchpoint: columns.touchpoint.codes.get(event),
            channel: columns
                .channel
                .as_ref()
                .map(|column| column.codes.get(event)),
            emotion: raw
                .zip(columns.schema.emotion)
                .and_then(|(raw, scale)| scale.emotion_from_raw(raw)),
            emotion_raw: raw,
            revenue: columns.revenue(event),
            verbatim: verbatim.unwrap_or_default().to_owned(),
        }
    }
}
