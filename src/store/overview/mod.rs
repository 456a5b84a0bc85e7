//! Everything the overview shows for one filter: stages, emotion, lists, dates, candidates for the sentence.

mod dates;
mod emotion;
mod findings;
mod lists;
mod stages;

use crate::model::answer::Overview;
use crate::model::query::{EmotionBy, OverviewQuery};

use super::filter::FilterError;
use super::headline::HeadlineScan;
use super::shown::Shown;
use super::table::Table;
use super::tally::saturated;
use emotion::EmotionScan;
use stages::StageScan;

impl Table {
    /// The numbers behind the pictures, the rail and the sentence.
    pub fn overview(&self, query: &OverviewQuery) -> Result<Overview, FilterError> {
        let kept = self.keep(&query.filter)?;
        let shown = Shown::new(self, query.shown.as_deref());
        let mut totals = Totals::default();
        let mut stages = StageScan::new(self, &shown);
        let mut headline = HeadlineScan::new(self);
        let mut graph = EmotionScan::new(self, &shown, query.emotion_by, query.same_journeys);
        let own_lines = query.emotion_by != EmotionBy::Persona || query.same_journeys;
        let mut personas = EmotionScan::new(self, &shown, EmotionBy::Persona, false);
        let mut steps = Vec::new();
        self.walk(&kept, 0, |journey| {
            let weight = u64::from(journey.weight);
            totals.journeys += weight;
            totals.events += weight * journey.events.len() as u64;
            let span = journey.events.first().zip(journey.events.last());
            totals.widen(span.map(|(first, last)| {
                let time = |event: u32| self.columns.time(event as usize);
                (time(*first), time(*last))
            }));
            for event in journey.events {
                let answered = headline.add(*event, journey.journey, journey.weight);
                totals.answers += weight * u64::from(answered);
            }
            shown.reduce(self, journey.events, &mut steps);
            stages.journey(&journey, &steps);
            graph.journey(&journey, &steps);
            if own_lines {
                personas.journey(&journey, &steps);
            }
        });
        let by_persona = if own_lines { &personas } else { &graph };
        let has_emotion = self.columns.emotion.is_some();
        let (stage_stats, links, returns) = stages.stats(&graph);
        let findings = findings::candidates(findings::Evidence {
            stages: &stage_stats,
            links: &links,
            returns: &returns,
            journeys: totals.journeys,
            has_goal: self.lens.goal.is_some(),
            emotion: has_emotion.then_some(by_persona),
            has_personas: self.columns.persona.is_some(),
        });
        Ok(Overview {
            events: saturated(totals.events),
            journeys: saturated(totals.journeys),
            answers: saturated(totals.answers),
            span_micros: totals.span.filter(|_| self.columns.has_time()),
            partial: kept.is_partial(),
            outcomes: stages.outcomes(),
            stages: stage_stats,
            links,
            returns,
            emotion: has_emotion.then(|| graph.graph()),
            dates: self.dates(&kept),
            headline: headline.headline(),
            findings,
            ..self.lists(&kept)
        })
    }
}

/// Of the kept events.
#[derive(Debug, Default)]
struct Totals {
    events: u64,
    journeys: u64,
    answers: u64,
    span: Option<(i64, i64)>,
}

impl Totals {
    fn widen(&mut self, journey: Option<(i64, i64)>) {
        if let Some((first, last)) = journey {
            let (from, to) = self.span.unwrap_or((first, last));
            self.span = Some((from.min(first), to.max(last)));
        }
    }
}
