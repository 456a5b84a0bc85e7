//! The lists of a summary from what the pass added up: names, order, limits.

use crate::model::filter::Filter;
use crate::model::load::{Goal, SourceInfo};
use crate::model::summary::{
    ChannelSummary, Durations, Follows, OutcomeSummary, PersonaStageSummary, PersonaSummary,
    REVENUE_GOAL, Reach, StageSummary, Summary, TouchpointSummary, Variant,
};
use crate::model::time::{MICROS_PER_SECOND, iso_from_micros};

use super::super::columns::TextColumn;
use super::super::dictionary::Dictionary;
use super::super::pairs::PairCounts;
use super::super::samples::Samples;
use super::super::tally::{Count, most_events};
use super::pass::Pass;

const VARIANTS: usize = 50;
const TOUCHPOINT_FOLLOWS: usize = 1000;

pub(super) fn summary(pass: &Pass<'_>, filter: &Filter, source: &SourceInfo) -> Summary {
    let wanted = pass.wanted;
    let names = &pass.table.columns.touchpoint.names;
    let stages = &pass.table.lens.stages;
    let kind = pass.table.columns.schema.time;
    let iso = |micros: i64| kind.map(|kind| iso_from_micros(micros, kind));
    Summary {
        version: 1,
        source: source.clone(),
        filter: filter.clone(),
        events: pass.events,
        journeys: pass.journeys,
        start: pass.span.and_then(|span| iso(span.0)),
        end: pass.span.and_then(|span| iso(span.1)),
        journey_seconds: durations(pass),
        personas: wanted.personas.then(|| personas(pass)),
        stages: wanted.stages.then(|| stage_list(pass)),
        touchpoints: wanted.touchpoints.then(|| touchpoints(pass)),
        channels: wanted.channels.then(|| channels(pass)),
        persona_stage: wanted.persona_stage.then(|| persona_stage(pass)),
        stage_follows: wanted
            .stage_follows
            .then(|| follows(&pass.stage_follows, stages, usize::MAX)),
        touchpoint_follows: wanted
            .touchpoint_follows
            .then(|| follows(&pass.touchpoint_follows, names, TOUCHPOINT_FOLLOWS)),
        reach: wanted.reach.then(|| reach(pass)),
        variants: wanted.variants.then(|| variants(pass)),
        outcomes: wanted.outcomes.then(|| outcomes(pass)),
    }
}

fn durations(pass: &Pass<'_>) -> Durations {
    if !pass.table.columns.has_time() || pass.journeys == 0 {
        return Durations::default();
    }
    let seconds = |micros: f64| Some(micros / MICROS_PER_SECOND as f64);
    Durations {
        median: pass.durations.medians(1)[0],
        mean: seconds(pass.duration_sum / pass.journeys as f64),
        min: seconds(pass.shortest as f64),
        max: seconds(pass.longest as f64),
    }
}

/// `None` without a revenue role.
fn revenue(pass: &Pass<'_>, count: &Count) -> Option<f64> {
    let has_revenue = pass.table.columns.schema.revenue;
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

fn personas(pass: &Pass<'_>) -> Vec<PersonaSummary> {
    let column = pass.table.columns.persona.as_ref();
    listed(column, &pass.personas)
        .map(|(persona, count)| PersonaSummary {
            persona,
            events: count.events,
            journeys: count.journeys,
            emotion_mean: count.emotion_mean(),
            emotion_n: count.answers,
            revenue_sum: revenue(pass, count),
        })
        .collect()
}

fn channels(pass: &Pass<'_>) -> Vec<ChannelSummary> {
    let column = pass.table.columns.channel.as_ref();
    listed(column, &pass.channels)
        .map(|(channel, count)| ChannelSummary {
            channel,
            events: count.events,
            journeys: count.journeys,
            emotion_mean: count.emotion_mean(),
            emotion_n: count.answers,
            revenue_sum: revenue(pass, count),
        })
        .collect()
}

fn touchpoints(pass: &Pass<'_>) -> Vec<TouchpointSummary> {
    let names = &pass.table.columns.touchpoint.names;
    let waits = pass.touchpoint_waits.medians(names.len());
    let ranks = names.ranks();
    most_events(&pass.touchpoints, |group| ranks[group])
        .into_iter()
        .map(|group| {
            let count = &pass.touchpoints[group];
            TouchpointSummary {
                touchpoint: names.get(group as u32).to_owned(),
                events: count.events,
                journeys: count.journeys,
                emotion_mean: count.emotion_mean(),
                emotion_n: count.answers,
                wait_median_seconds: waits[group],
                revenue_sum: revenue(pass, count),
            }
        })
        .collect()
}

/// In stage order, empty ones too.
fn stage_list(pass: &Pass<'_>) -> Vec<StageSummary> {
    let (stages, names) = (&pass.stages, &pass.table.lens.stages);
    let medians = |samples: &Samples| match pass.table.columns.has_time() {
        true => samples.medians(names.len()),
        false => vec![None; names.len()],
    };
    let (visits, stays, waits) = (
        medians(&stages.durations),
        medians(&stages.stays),
        medians(&stages.waits),
    );
    let has_goal = pass.table.lens.goal.is_some();
    let stage = |(at, name): (usize, &str)| {
        let count = &stages.counts[at];
        StageSummary {
            stage: name.to_owned(),
            events: count.events,
            journeys: count.journeys,
            emotion_mean: count.emotion_mean(),
            emotion_n: count.answers,
            visits: stages.visits[at],
            visit_median_seconds: visits[at],
            stay_median_seconds: stays[at],
            wait_median_seconds: waits[at],
            ends: stages.ends[at],
            drops: has_goal.then_some(stages.drops[at]),
        }
    };
    names.iter().enumerate().map(stage).collect()
}

fn persona_stage(pass: &Pass<'_>) -> Vec<PersonaStageSummary> {
    let Some(personas) = &pass.table.columns.persona else {
        return Vec::new();
    };
    let (persona_names, stage_names) = (&personas.names, &pass.table.lens.stages);
    let (persona_ranks, stage_ranks) = (persona_names.ranks(), stage_names.ranks());
    let pairs = pass.persona_stage.pairs();
    let rank = |slot: usize| {
        let (persona, stage) = pairs[slot];
        (persona_ranks[persona as usize], stage_ranks[stage as usize])
    };
    most_events(&pass.persona_stage_counts, rank)
        .into_iter()
        .map(|slot| {
            let ((persona, stage), count) = (pairs[slot], &pass.persona_stage_counts[slot]);
            PersonaStageSummary {
                persona: persona_names.get(persona).to_owned(),
                stage: stage_names.get(stage).to_owned(),
                events: count.events,
                journeys: count.journeys,
                emotion_mean: count.emotion_mean(),
                emotion_n: count.answers,
            }
        })
        .collect()
}

fn follows(counts: &PairCounts, names: &Dictionary, limit: usize) -> Vec<Follows> {
    counts
        .most_frequent(&names.ranks(), limit)
        .into_iter()
        .map(|(from, to, count)| Follows {
            from: names.get(from).to_owned(),
            to: names.get(to).to_owned(),
            count,
        })
        .collect()
}

/// In stage order, empty ones too.
fn reach(pass: &Pass<'_>) -> Vec<Reach> {
    let named = pass.table.lens.stages.iter().zip(&pass.stages.counts);
    named
        .map(|(stage, count)| Reach {
            stage: stage.to_owned(),
            journeys: count.journeys,
        })
        .collect()
}

fn variants(pass: &Pass<'_>) -> Vec<Variant> {
    let names = &pass.table.columns.touchpoint.names;
    let name = |code: &u32| names.get(*code).to_owned();
    pass.variants
        .most_frequent(&names.ranks(), VARIANTS)
        .into_iter()
        .map(|(sequence, journeys)| Variant {
            touchpoints: sequence.iter().map(name).collect(),
            journeys,
        })
        .collect()
}

fn outcomes(pass: &Pass<'_>) -> OutcomeSummary {
    let lens = &pass.table.lens;
    let has_goal = lens.goal.is_some();
    let [reached, open, dropped] = pass.outcomes.map(|count| has_goal.then_some(count));
    OutcomeSummary {
        goal: lens.goal.as_ref().map(goal_names),
        reached,
        open: open.filter(|_| pass.table.columns.has_time()),
        dropped,
        silence_seconds: lens.silence_seconds,
    }
}

fn goal_names(goal: &Goal) -> Vec<String> {
    let amount = goal.revenue.then(|| REVENUE_GOAL.to_owned());
    let names = goal.stage.iter().chain(&goal.touchpoint).cloned();
    names.chain(amount).collect()
}
