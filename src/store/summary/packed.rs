//! The totals of a packed table: lists of kept events, then one pass for what is counted by stage and one for the rest.

use parcours_kernel::{
    Counts, Groups, Kept, ListInput, ListTotals, Spans, StageTotals, Walked, lists, spans, stages,
    walked,
};

use crate::model::filter::Filter;
use crate::model::summary::Durations;
use crate::model::time::MICROS_PER_SECOND;

use super::super::filter::FilterError;
use super::super::index::Choice;
use super::super::packed::Packed;
use super::super::table::Table;
use super::super::tally::Count;
use super::Wanted;
use super::lists::VARIANTS;
use super::totals::{StageLists, Totals};

pub(super) fn totals(
    table: &Table,
    packed: &Packed,
    filter: &Filter,
    wanted: Wanted,
) -> Result<Totals, FilterError> {
    let mut emotions = table.columns.emotion_by_code();
    emotions.resize(packed.emotions, None);
    let view = View {
        table,
        packed,
        emotions,
    };
    let chosen = match wanted.any_stage() || !wanted.any_other() {
        true => table.choose(filter)?,
        false => None,
    };
    if !wanted.any_other() {
        let walked = match chosen {
            Some(chosen) => chosen,
            None => table.question(filter, |question| {
                walked(
                    question,
                    &packed.input(&table.columns, &table.lens.outcomes),
                )
            })?,
        };
        return Ok(view.walked(walked));
    }
    let kept = table.kept(filter)?;
    let mut totals = match chosen {
        Some(chosen) => view.walked(chosen),
        None => view.counted(&kept, wanted),
    };
    view.lists(&kept, &mut totals);
    Ok(totals)
}

impl Table {
    /// The stages of what a filter keeps, where that can be told without a pass over all events.
    fn choose(&self, filter: &Filter) -> Result<Option<Walked>, FilterError> {
        let index = self.lens.packed.as_ref().and_then(|packed| {
            let index = packed.index.as_ref().filter(|index| index.is_ready())?;
            Some((packed, index))
        });
        let others = filter.channel.is_some()
            || filter.stage.is_some()
            || filter.touchpoint.is_some()
            || filter.account.is_some()
            || filter.attributes.is_some()
            || filter.journeys.is_some();
        let (Some((packed, index)), false) = (index, others) else {
            return Ok(None);
        };
        let personas = match (&filter.persona, &self.columns.persona) {
            (Some(values), Some(column)) => Some(column.matching(values)),
            (None, _) => None,
            (Some(_), None) => return Ok(None),
        };
        let choice = Choice::new(
            personas.as_deref(),
            self.columns.times.seconds().0,
            self.filter_time(&filter.from)?,
            self.filter_time(&filter.to)?,
        );
        Ok(index.choose(&packed.input(&self.columns, &self.lens.outcomes), choice))
    }
}

struct View<'a> {
    table: &'a Table,
    packed: &'a Packed,
    /// By code of the emotion column; code 0, without a column, is none.
    emotions: Vec<Option<f64>>,
}

impl View<'_> {
    /// Microseconds of second 0, and the seconds of the events.
    fn seconds(&self) -> (i64, &[u32]) {
        self.table.columns.times.seconds()
    }

    /// By a pass over the kept events.
    fn counted(&self, kept: &Kept, wanted: Wanted) -> Totals {
        let (table, packed) = (self.table, self.packed);
        let mut totals = Totals {
            events: kept.events.len() as u64,
            journeys: kept.journeys.len() as u64,
            ..Totals::default()
        };
        self.spans(spans(self.seconds().1, kept), &mut totals);
        if wanted.any_stage() {
            let input = packed.input(&table.columns, &table.lens.outcomes);
            self.stages(stages(&input, kept), &mut totals);
        }
        for journey in &kept.journeys {
            if let Some(outcome) = table.outcome(*journey as usize) {
                totals.outcomes[outcome as usize] += 1;
            }
        }
        totals
    }

    fn walked(&self, walked: Walked) -> Totals {
        let mut totals = Totals {
            events: u64::from(walked.events),
            journeys: u64::from(walked.journeys),
            outcomes: walked.totals.outcomes.map(u64::from),
            ..Totals::default()
        };
        self.spans(walked.spans, &mut totals);
        self.stages(walked.totals, &mut totals);
        totals
    }

    fn spans(&self, spans: Option<Spans>, totals: &mut Totals) {
        let Some(spans) = spans else {
            return;
        };
        let base = self.seconds().0;
        let micros = |seconds: u32| base + i64::from(seconds) * MICROS_PER_SECOND;
        totals.span = Some((micros(spans.first), micros(spans.last)));
        totals.durations = Durations {
            median: spans.median,
            mean: Some(spans.sum as f64 / totals.journeys as f64),
            min: Some(f64::from(spans.shortest)),
            max: Some(f64::from(spans.longest)),
        };
    }

    fn stages(&self, found: StageTotals, totals: &mut Totals) {
        totals.persona_stage = self.persona_stage(&found);
        totals.stage_follows = pairs(&found.follows, found.journeys.len());
        totals.stages = self.stage_lists(found);
    }

    fn persona_stage(&self, found: &StageTotals) -> Vec<(u32, u32, Count)> {
        let stages = found.journeys.len() as u32;
        let cells = found.cells.chunks_exact(self.packed.emotions);
        let counted = cells.zip(&found.cell_journeys).zip(0..);
        counted
            .filter(|((_, journeys), _)| **journeys > 0)
            .map(|((events, journeys), cell)| {
                let count = Count::of_emotions(events, &self.emotions, *journeys, 0.0);
                (cell / stages, cell % stages, count)
            })
            .collect()
    }

    fn stage_lists(&self, found: StageTotals) -> StageLists {
        let (stages, emotions) = (found.journeys.len(), self.packed.emotions);
        let mut by_stage = vec![0; stages * emotions];
        for cells in found.cells.chunks_exact(stages * emotions) {
            for (sum, events) in by_stage.iter_mut().zip(cells) {
                *sum += events;
            }
        }
        let wide = |counts: Vec<u32>| counts.into_iter().map(u64::from).collect();
        StageLists {
            counts: by_stage
                .chunks_exact(emotions)
                .zip(found.journeys)
                .map(|(events, journeys)| Count::of_emotions(events, &self.emotions, journeys, 0.0))
                .collect(),
            visits: wide(found.visits),
            ends: wide(found.ends),
            drops: wide(found.drops),
            durations: found.durations,
            stays: found.stays,
            waits: found.waits,
        }
    }

    fn lists(&self, kept: &Kept, totals: &mut Totals) {
        let columns = &self.table.columns;
        let touchpoints = columns.touchpoint.names.len();
        let found = lists(
            &ListInput {
                touchpoint: Groups {
                    codes: &columns.touchpoint.codes,
                    count: touchpoints,
                },
                channel: columns.channel.as_ref().map(|column| Groups {
                    codes: &column.codes,
                    count: column.names.len(),
                }),
                emotion: columns.emotion.as_ref().map(|column| &column.codes),
                emotions: self.packed.emotions,
                revenue: columns
                    .revenue
                    .as_ref()
                    .map(|column| (&column.codes, column.values.as_slice())),
                persona_of: &columns.journey_persona,
                personas: columns
                    .persona
                    .as_ref()
                    .map_or(0, |column| column.names.len()),
                seconds: self.seconds().1,
                room: &self.packed.touchpoint_room,
            },
            kept,
        );
        totals.touchpoints = self.counts(&found.touchpoints);
        totals.channels = self.counts(&found.channels);
        totals.personas = self.counts(&found.personas);
        totals.touchpoint_waits = found.waits.finish();
        totals.touchpoint_follows = pairs(&found.follows, touchpoints);
        totals.variants = self.variants(kept, &found);
    }

    fn counts(&self, found: &Counts) -> Vec<Count> {
        let groups = found.events.chunks_exact(self.packed.emotions);
        groups
            .zip(&found.journeys)
            .zip(&found.revenue)
            .map(|((events, journeys), revenue)| {
                Count::of_emotions(events, &self.emotions, *journeys, *revenue)
            })
            .collect()
    }

    fn variants(&self, kept: &Kept, found: &ListTotals) -> Vec<(Vec<u32>, u64)> {
        let codes = &self.table.columns.touchpoint.codes;
        let variant = |at: u32| {
            let mut sequence = Vec::new();
            codes.read(
                kept.at(found.variants.firsts[at as usize] as usize),
                &mut sequence,
            );
            (sequence, u64::from(found.variants.counts[at as usize]))
        };
        let frequent = found.variants.frequent(VARIANTS).into_iter();
        frequent.map(variant).collect()
    }
}

/// The pairs that occur, from a square of counts.
fn pairs(square: &[u32], width: usize) -> Vec<(u32, u32, u64)> {
    let width = width as u32;
    let counted = square.iter().zip(0..).filter(|(count, _)| **count > 0);
    counted
        .map(|(count, at): (&u32, u32)| (at / width, at % width, u64::from(*count)))
        .collect()
}
