//! The lists of a summary from what the pass added up: names, order, limits.

use std::cmp::Reverse;

use crate::model::filter::Filter;
use crate::model::load::{Goal, SourceInfo};
use crate::model::ordering::sort_items;
use crate::model::summary::{
    ChannelSummary, Follows, OutcomeSummary, PersonaStageSummary, PersonaSummary, REVENUE_GOAL,
    Reach, StageSummary, Summary, TouchpointSummary, Variant,
};
use crate::model::time::iso_from_micros;

use super::super::columns::TextColumn;
use super::super::dictionary::Dictionary;
use super::super::pairs::most_frequent;
use super::super::table::Table;
use super::super::tally::{Count, most_events};
use super::super::variants;
use super::Wanted;
use super::totals::Totals;

pub(super) const VARIANTS: usize = 50;
const TOUCHPOINT_FOLLOWS: usize = 1000;

/// What the lists are written from.
struct From<'a> {
    table: &'a Table,
    totals: &'a Totals,
}

pub(super) fn summary(
    table: &Table,
    wanted: Wanted,
    totals: &Totals,
    filter: &Filter,
    source: &SourceInfo,
) -> Summary {
    let from = &From { table, totals };
    let names = &from.table.columns.touchpoint.names;
    let stages = &from.table.lens.stages;
    let kind = from.table.columns.schema.time;
    let iso = |micros: i64| kind.map(|kind| iso_from_micros(micros, kind));
    Summary {
        version: 1,
        source: source.clone(),
        filter: filter.clone(),
        events: from.totals.events,
        journeys: from.totals.journeys,
        start: from.totals.span.and_then(|span| iso(span.0)),
        end: from.totals.span.and_then(|span| iso(span.1)),
        journey_seconds: totals.durations.clone(),
        personas: wanted.personas.then(|| personas(from)),
        stages: wanted.stages.then(|| stage_list(from)),
        touchpoints: wanted.touchpoints.then(|| touchpoints(from)),
        channels: wanted.channels.then(|| channels(from)),
        persona_stage: wanted.persona_stage.then(|| persona_stage(from)),
        stage_follows: wanted
            .stage_follows
            .then(|| follows(&from.totals.stage_follows, stages, 0)),
        touchpoint_follows: wanted
            .touchpoint_follows
            .then(|| follows(&from.totals.touchpoint_follows, names, TOUCHPOINT_FOLLOWS)),
        reach: wanted.reach.then(|| reach(from)),
        variants: wanted.variants.then(|| variants(from)),
        outcomes: wanted.outcomes.then(|| outcomes(from)),
    }
}

/// `None` without a revenue role.
fn revenue(from: &From<'_>, count: &Count) -> Option<f64> {
    let has_revenue = from.table.columns.schema.revenue;
    has_revenue.then_some(count.revenue)
}

/// Groups of a column with events, most events first, then by name.
fn listed<'a>(
    column: Option<&'a TextColumn>,
    counts: &'a [Count],
) -> impl Iterator<Item = (String, &'a Count)> {
    let groups = column.map(|column| {
        let groups = most_events(counts, |group| column.names.get(group as u32).to_owned());
        let named = |group| (column.names.get(group as u32).to_owned(), &counts[group]);
        groups.into_iter().map(named)
    });
    groups.into_iter().flatten()
}

fn personas(from: &From<'_>) -> Vec<PersonaSummary> {
    let column = from.table.columns.persona.as_ref();
    listed(column, &from.totals.personas)
        .map(|(persona, count)| PersonaSummary {
            persona,
            events: count.events,
            journeys: count.journeys,
            emotion_mean: count.emotion_mean(),
            emotion_n: count.answers,
            revenue_sum: revenue(from, count),
        })
        .collect()
}

fn channels(from: &From<'_>) -> Vec<ChannelSummary> {
    let column = from.table.columns.channel.as_ref();
    listed(column, &from.totals.channels)
        .map(|(channel, count)| ChannelSummary {
            channel,
            events: count.events,
            journeys: count.journeys,
            emotion_mean: count.emotion_mean(),
            emotion_n: count.answers,
            revenue_sum: revenue(from, count),
        })
        .collect()
}

fn touchpoints(from: &From<'_>) -> Vec<TouchpointSummary> {
    let names = &from.table.columns.touchpoint.names;
    let waits = &from.totals.touchpoint_waits;
    let ranks = names.ranks();
    most_events(&from.totals.touchpoints, |group| ranks[group])
        .into_iter()
        .map(|group| {
            let count = &from.totals.touchpoints[group];
            TouchpointSummary {
                touchpoint: names.get(group as u32).to_owned(),
                events: count.events,
                journeys: count.journeys,
                emotion_mean: count.emotion_mean(),
                emotion_n: count.answers,
                wait_median_seconds: waits[group],
                revenue_sum: revenue(from, count),
            }
        })
        .collect()
}

/// In stage order, empty ones too.
fn stage_list(from: &From<'_>) -> Vec<StageSummary> {
    let (stages, names) = (&from.totals.stages, &from.table.lens.stages);
    let has_goal = from.table.lens.goal.is_some();
    let stage = |(at, name): (usize, &str)| {
        let count = &stages.counts[at];
        StageSummary {
            stage: name.to_owned(),
            events: count.events,
            journeys: count.journeys,
            emotion_mean: count.emotion_mean(),
            emotion_n: count.answers,
            visits: stages.visits[at],
            visit_median_seconds: stages.durations[at],
            stay_median_seconds: stages.stays[at],
            wait_median_seconds: stages.waits[at],
            ends: stages.ends[at],
            drops: has_goal.then_some(stages.drops[at]),
        }
    };
    names.iter().enumerate().map(stage).collect()
}

fn persona_stage(from: &From<'_>) -> Vec<PersonaStageSummary> {
    let Some(personas) = &from.table.columns.persona else {
        return Vec::new();
    };
    let (persona_names, stage_names) = (&personas.names, &from.table.lens.stages);
    let (persona_ranks, stage_ranks) = (persona_names.ranks(), stage_names.ranks());
    let pairs = &from.totals.persona_stage;
    let mut slots: Vec<usize> = (0..pairs.len()).collect();
    let key = |slot: &usize| {
        let (persona, stage, count) = &pairs[*slot];
        let ranks = (
            persona_ranks[*persona as usize],
            stage_ranks[*stage as usize],
        );
        (Reverse(count.events), ranks)
    };
    sort_items(&mut slots, |a, b| key(a).cmp(&key(b)));
    slots
        .into_iter()
        .map(|slot| {
            let (persona, stage, count) = &pairs[slot];
            PersonaStageSummary {
                persona: persona_names.get(*persona).to_owned(),
                stage: stage_names.get(*stage).to_owned(),
                events: count.events,
                journeys: count.journeys,
                emotion_mean: count.emotion_mean(),
                emotion_n: count.answers,
            }
        })
        .collect()
}

fn follows(counts: &[(u32, u32, u64)], names: &Dictionary, limit: usize) -> Vec<Follows> {
    most_frequent(counts, &names.ranks(), limit)
        .into_iter()
        .map(|(from, to, count)| Follows {
            from: names.get(from).to_owned(),
            to: names.get(to).to_owned(),
            count,
        })
        .collect()
}

/// In stage order, empty ones too.
fn reach(from: &From<'_>) -> Vec<Reach> {
    let named = from
        .table
        .lens
        .stages
        .iter()
        .zip(&from.totals.stages.counts);
    named
        .map(|(stage, count)| Reach {
            stage: stage.to_owned(),
            journeys: count.journeys,
        })
        .collect()
}

fn variants(from: &From<'_>) -> Vec<Variant> {
    let names = &from.table.columns.touchpoint.names;
    let name = |code: &u32| names.get(*code).to_owned();
    variants::most_frequent(&from.totals.variants, &names.ranks(), VARIANTS)
        .into_iter()
        .map(|(sequence, journeys)| Variant {
            touchpoints: sequence.iter().map(name).collect(),
            journeys,
        })
        .collect()
}

fn outcomes(from: &From<'_>) -> OutcomeSummary {
    let lens = &from.table.lens;
    let has_goal = lens.goal.is_some();
    let [reached, open, dropped] = from.totals.outcomes.map(|count| has_goal.then_some(count));
    OutcomeSummary {
        goal: lens.goal.as_ref().map(goal_names),
        reached,
        open: open.filter(|_| from.table.columns.has_time()),
        dropped,
        silence_seconds: lens.silence_seconds,
    }
}

fn goal_names(goal: &Goal) -> Vec<String> {
    let amount = goal.revenue.then(|| REVENUE_GOAL.to_owned());
    let names = goal.stage.iter().chain(&goal.touchpoint).cloned();
    names.chain(amount).collect()
}
