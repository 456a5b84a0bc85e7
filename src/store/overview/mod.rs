//! Everything the overview shows for one filter: stages, emotion, lists, dates, candidates for the sentence.

mod dates;
mod emotion;
mod findings;
mod headline;
mod lists;
mod scan;
mod stages;

use parcours_kernel::{Clusters, Grouping, Kept};

use crate::model::answer::Overview;
use crate::model::query::{EmotionBy, OverviewQuery};

use super::filter::FilterError;
use super::shown::Shown;
use super::table::Table;
use super::tally::saturated;
use emotion::{EmotionScan, Lines, MOST_CELLS};
use scan::Scan;
use stages::StageScan;

/// What one pass over the kept events counts; what is not wanted is empty.
struct Counted {
    personas: Clusters,
    channels: Clusters,
    touchpoints: Clusters,
    /// As the graph has them.
    lines: Clusters,
    persona_lines: Clusters,
    /// `None` where they are too many to be counted at once.
    moments: Option<Clusters>,
}

impl Table {
    /// The numbers behind the pictures, the rail and the sentence.
    pub fn overview(&self, query: &OverviewQuery) -> Result<Overview, FilterError> {
        let filter = &query.filter;
        let kept = &self.kept(filter)?;
        let shown = Shown::new(self, query.shown.as_deref());
        let scan = &Scan::new(self, &shown);
        let counted = self.count(scan, kept, query);
        let stages = StageScan::new(self, &shown, kept);
        let personas = self.list(
            scan,
            scan.personas(),
            counted.personas,
            filter.but_persona(),
        )?;
        let channels = self.list(
            scan,
            scan.channels(),
            counted.channels,
            filter.but_channel(),
        )?;
        let touchpoints = self.list(
            scan,
            scan.touchpoints(),
            counted.touchpoints,
            filter.but_touchpoint(),
        )?;
        let has_emotion = self.columns.emotion.is_some();
        let moments = match has_emotion {
            true => emotion::moments(scan, &shown, kept, counted.moments, &touchpoints),
            false => Vec::new(),
        };
        let lines = Lines::new(shown.len(), counted.lines);
        let persona_lines = Lines::new(shown.len(), counted.persona_lines);
        let by_place = match own_lines(query) {
            true => persona_lines.together(),
            false => lines.together(),
        };
        let graph = match (query.same_journeys, query.emotion_by) {
            (true, by) => self.same_journeys(scan, &shown, kept, by),
            // A journey has one persona: those lines together are the one over all.
            (false, EmotionBy::All) => (persona_lines.as_one(), None),
            (false, _) => (lines, None),
        };
        let (lines, same_journeys) = graph;
        let graph = EmotionScan {
            by_place,
            lines,
            same_journeys,
            moments,
        };
        let (stage_stats, links, returns) = stages.stats(&graph);
        let timeline = &stages.timeline;
        let by_persona = match own_lines(query) {
            true => &persona_lines,
            false => &graph.lines,
        };
        let findings = findings::candidates(findings::Evidence {
            stages: &stage_stats,
            links: &links,
            returns: &returns,
            journeys: timeline.journeys,
            has_goal: self.lens.goal.is_some(),
            emotion: has_emotion.then_some(by_persona),
            has_personas: self.columns.persona.is_some(),
        });
        let answers = touchpoints.iter().map(|stat| u64::from(stat.emotion.n));
        let counted = filter.but_touchpoint().is_none().then(|| answers.sum());
        let (answers, headline) = self.headline(kept, counted);
        Ok(Overview {
            events: saturated(timeline.events),
            journeys: saturated(timeline.journeys),
            answers: saturated(answers),
            span_micros: timeline.span.filter(|_| self.columns.has_time()),
            partial: filter.keeps_events(),
            outcomes: stages.outcomes(),
            stages: stage_stats,
            links,
            returns,
            emotion: has_emotion.then(|| graph.graph()),
            personas,
            channels,
            touchpoints,
            dates: self.dates(filter, &query.clock, kept)?,
            headline,
            findings,
        })
    }

    fn count(&self, scan: &Scan<'_>, kept: &Kept, query: &OverviewQuery) -> Counted {
        let (filter, by) = (&query.filter, query.emotion_by);
        let some = |wanted: bool, grouping| match wanted {
            true => grouping,
            false => Grouping::default(),
        };
        let has_emotion = self.columns.emotion.is_some();
        let same = query.same_journeys;
        let touchpoints = self.columns.touchpoint.names.len();
        let few = touchpoints.saturating_mul(scan.places) <= MOST_CELLS;
        let moments = scan.moments(scan.all_touchpoints(), touchpoints);
        // A list that looks past a filter of its own is counted in a pass of its own.
        let mut found = scan
            .run(
                kept,
                &[
                    some(filter.but_persona().is_none(), scan.personas()),
                    some(filter.but_channel().is_none(), scan.channels()),
                    some(filter.but_touchpoint().is_none(), scan.touchpoints()),
                    some(has_emotion && !same && by != EmotionBy::All, scan.lines(by)),
                    some(
                        has_emotion && own_lines(query),
                        scan.lines(EmotionBy::Persona),
                    ),
                    some(has_emotion && few, moments),
                ],
            )
            .into_iter();
        let mut next = || found.next().unwrap_or_default();
        Counted {
            personas: next(),
            channels: next(),
            touchpoints: next(),
            lines: next(),
            persona_lines: next(),
            moments: Some(next()).filter(|_| few),
        }
    }

    /// The lines of the journeys that answered everywhere, and how many those are.
    fn same_journeys(
        &self,
        scan: &Scan<'_>,
        shown: &Shown,
        kept: &Kept,
        by: EmotionBy,
    ) -> (Lines, Option<u32>) {
        let same = emotion::answered_everywhere(self, shown, kept);
        let weight = |journey: &u32| u64::from(self.columns.weight(*journey as usize));
        let journeys = same.journeys.iter().map(weight).sum();
        let lines = match self.columns.emotion {
            Some(_) => scan.run(&same, &[scan.lines(by)]).pop(),
            None => None,
        };
        let lines = Lines::new(shown.len(), lines.unwrap_or_default());
        (lines, Some(saturated(journeys)))
    }
}

/// Are the graph's lines other than by persona, or of other journeys?
fn own_lines(query: &OverviewQuery) -> bool {
    query.emotion_by != EmotionBy::Persona || query.same_journeys
}
