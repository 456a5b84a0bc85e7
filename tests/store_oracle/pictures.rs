//! The overview and the strip against the naive journeys.

use std::collections::{BTreeMap, BTreeSet};

use parcours::model::answer::{Link, Mean, Overview, StageStat};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::SourceInfo;
use parcours::model::query::{OverviewQuery, StripOrder, StripQuery};
use parcours::store::Table;

use super::naive::{Journey, Naive, Row, emotion, journeys_of, runs};

pub fn same_overview(table: &Table, naive: &Naive, query: &OverviewQuery) {
    let found = table.overview(query).unwrap();
    let names = table.info(&SourceInfo::default());
    let shown: Vec<String> = match &query.shown {
        Some(ids) => ids
            .iter()
            .map(|id| naive.stages[*id as usize].clone())
            .collect(),
        None => naive.stages.clone(),
    };
    assert_eq!(names.stages, naive.stages);
    let kept = naive.kept(&query.filter);
    let events: Vec<&Row> = kept.iter().flat_map(|(_, events)| events.clone()).collect();
    assert_eq!(found.events as usize, events.len());
    assert_eq!(found.journeys as usize, kept.len());
    let reduced: Vec<(&Journey, Vec<&Row>)> = kept
        .iter()
        .map(|(journey, events)| {
            let steps = events
                .iter()
                .filter(|row| shown.contains(&row.stage))
                .copied();
            (*journey, steps.collect())
        })
        .collect();
    assert_eq!(found.stages.len(), shown.len());
    for (at, stage) in found.stages.iter().enumerate() {
        assert_eq!(naive.stages[stage.stage as usize], shown[at]);
        same_stage(naive, stage, &shown, at, &reduced);
    }
    same_moves(naive, &found, &shown, &reduced);
    same_lines(naive, &found, &names.personas, &shown, &reduced);
    same_lists(
        naive,
        &found,
        &query.filter,
        &names.personas,
        &names.touchpoints,
        &names.channels,
    );
    same_dates(naive, &found, &query.filter);
}

fn same_stage(
    naive: &Naive,
    found: &StageStat,
    shown: &[String],
    at: usize,
    reduced: &[(&Journey, Vec<&Row>)],
) {
    let place = |row: &&Row| shown.iter().position(|name| *name == row.stage).unwrap();
    let (mut stays, mut waits, mut forward) = (vec![], vec![], vec![]);
    let (mut ends, mut dropped, mut open) = (0, 0, 0);
    let mut here: Vec<&Row> = Vec::new();
    for (journey, steps) in reduced {
        here.extend(steps.iter().filter(|row| row.stage == shown[at]));
        let visits = runs(steps);
        for (index, visit) in visits
            .iter()
            .enumerate()
            .filter(|(_, visit)| place(&visit[0]) == at)
        {
            let end = visit[visit.len() - 1].seconds;
            stays.push(end - visit[0].seconds);
            if let Some(next) = visits.get(index + 1) {
                waits.push(next[0].seconds - end);
                if place(&next[0]) == at + 1 {
                    forward.push(next[0].seconds - end);
                }
            }
        }
        ends += u32::from(steps.last().is_some_and(|row| place(row) == at));
        let furthest = steps.iter().map(place).max();
        let outcome = naive.outcome(journey);
        let counts = naive.goal.is_some() && furthest == Some(at);
        dropped += u32::from(counts && outcome == "dropped");
        open += u32::from(counts && outcome == "open");
    }
    assert_eq!(found.events as usize, here.len());
    assert_eq!(u64::from(found.reached), journeys_of(&here));
    assert_eq!(found.visits as usize, stays.len());
    assert_eq!(found.forward_moves as usize, forward.len());
    assert_eq!(
        (found.ends, found.dropped, found.open),
        (ends, dropped, open)
    );
    assert_eq!(found.stay_median_seconds, naive.median(stays));
    assert_eq!(found.wait_median_seconds, naive.median(waits));
    assert_eq!(found.forward_wait_median_seconds, naive.median(forward));
    same_mean(&found.emotion, &here);
}

/// Means and intervals by the formula of contract §3, journey by journey.
fn same_mean(found: &Mean, events: &[&Row]) {
    let mut journeys: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in events {
        if let Some(emotion) = emotion(row) {
            journeys.entry(&row.journey).or_default().push(emotion);
        }
    }
    let all: Vec<f64> = journeys.values().flatten().copied().collect();
    assert_eq!(
        (found.n as usize, found.journeys as usize),
        (all.len(), journeys.len())
    );
    if all.is_empty() {
        return;
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!((found.mean - mean).abs() < 1e-9);
    let count = journeys.len() as f64;
    assert_eq!(found.half_width.is_some(), journeys.len() > 1);
    if let Some(half_width) = found.half_width {
        let quantiles = [
            12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
            2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098,
        ];
        let squares: f64 = journeys
            .values()
            .map(|values| values.iter().map(|value| value - mean).sum::<f64>().powi(2))
            .sum();
        let expected = quantiles[journeys.len() - 2] * (count / (count - 1.0) * squares).sqrt()
            / all.len() as f64;
        assert!(
            (half_width - expected).abs() < 1e-4 * (1.0 + expected),
            "{half_width} {expected}"
        );
    }
}

/// The journeys that made a move, and every wait of it.
type Move<'a> = (BTreeSet<&'a str>, Vec<i64>);

fn same_moves(
    naive: &Naive,
    found: &Overview,
    shown: &[String],
    reduced: &[(&Journey, Vec<&Row>)],
) {
    let place = |row: &Row| shown.iter().position(|name| *name == row.stage).unwrap();
    let mut moves: BTreeMap<(usize, usize), Move<'_>> = BTreeMap::new();
    for (_, steps) in reduced {
        for pair in runs(steps).windows(2) {
            let (last, first) = (pair[0][pair[0].len() - 1], pair[1][0]);
            let entry = moves.entry((place(last), place(first))).or_default();
            entry.0.insert(&first.journey);
            entry.1.push(first.seconds - last.seconds);
        }
    }
    let check = |links: &[Link], forward: bool| {
        let of = moves
            .iter()
            .filter(|((from, to), _)| (to > from) == forward);
        assert_eq!(links.len(), of.clone().count());
        for ((from, to), (journeys, waits)) in of {
            let name = |id: u32| &naive.stages[id as usize];
            let link = links
                .iter()
                .find(|link| *name(link.from) == shown[*from] && *name(link.to) == shown[*to])
                .unwrap();
            assert_eq!(link.journeys as usize, journeys.len());
            assert_eq!(link.moves as usize, waits.len());
            assert_eq!(link.wait_median_seconds, naive.median(waits.clone()));
        }
    };
    check(&found.links, true);
    check(&found.returns, false);
}

fn same_lines(
    naive: &Naive,
    found: &Overview,
    personas: &[String],
    shown: &[String],
    reduced: &[(&Journey, Vec<&Row>)],
) {
    let Some(graph) = &found.emotion else {
        assert!(!naive.roles.emotion);
        return;
    };
    for line in &graph.lines {
        for (at, point) in line.points.iter().enumerate() {
            let of = reduced.iter().filter(|(journey, _)| {
                !naive.roles.persona || naive.persona(journey) == personas[line.group as usize]
            });
            let events: Vec<&Row> = of
                .flat_map(|(_, steps)| steps.iter().filter(|row| row.stage == shown[at]))
                .copied()
                .collect();
            same_mean(point, &events);
            assert_eq!(line.classes[at].iter().sum::<u32>(), point.n);
        }
    }
    let answers = reduced
        .iter()
        .flat_map(|(_, steps)| steps)
        .filter(|row| emotion(row).is_some());
    let drawn = graph.lines.iter().flat_map(|line| &line.points);
    assert_eq!(
        drawn.map(|point| point.n as usize).sum::<usize>(),
        answers.count()
    );
}

fn without(filter: &Filter, change: impl Fn(&mut Filter, &mut JourneyFilter)) -> Filter {
    let mut changed = filter.clone();
    let mut journeys = changed.journeys.take().unwrap_or_default();
    change(&mut changed, &mut journeys);
    changed.journeys = Some(journeys);
    changed
}

fn same_lists(
    naive: &Naive,
    found: &Overview,
    filter: &Filter,
    personas: &[String],
    touchpoints: &[String],
    channels: &[String],
) {
    let free = without(filter, |filter, journeys| {
        (filter.persona, journeys.persona) = (None, None);
    });
    let kept = naive.kept(&free);
    assert_eq!(found.personas.len(), personas.len());
    for (stat, name) in found.personas.iter().zip(personas) {
        let of = kept
            .iter()
            .filter(|(journey, _)| naive.persona(journey) == *name);
        let events: Vec<&Row> = of.flat_map(|(_, events)| events.clone()).collect();
        assert_eq!(stat.events as usize, events.len());
        assert_eq!(u64::from(stat.journeys), journeys_of(&events));
        same_mean(&stat.emotion, &events);
    }
    let free = without(filter, |filter, journeys| {
        (filter.touchpoint, journeys.touch, journeys.not_touch) = (None, None, None);
    });
    let kept = naive.kept(&free);
    for (stat, name) in found.touchpoints.iter().zip(touchpoints) {
        let all = kept.iter().flat_map(|(_, events)| events).copied();
        let events: Vec<&Row> = all.filter(|row| row.touchpoint == *name).collect();
        assert_eq!(stat.events as usize, events.len());
        assert_eq!(u64::from(stat.journeys), journeys_of(&events));
    }
    let free = without(filter, |filter, journeys| {
        (filter.channel, journeys.channel) = (None, None);
    });
    let kept = naive.kept(&free);
    assert_eq!(found.channels.len(), channels.len());
    for (stat, name) in found.channels.iter().zip(channels) {
        let all = kept.iter().flat_map(|(_, events)| events).copied();
        let events: Vec<&Row> = all.filter(|row| row.channel == *name).collect();
        assert_eq!(stat.events as usize, events.len());
        same_mean(&stat.emotion, &events);
    }
}

fn same_dates(naive: &Naive, found: &Overview, filter: &Filter) {
    let Some(dates) = &found.dates else {
        assert!(!naive.roles.time);
        return;
    };
    let free = without(filter, |filter, journeys| {
        (filter.from, filter.to) = (None, None);
        (journeys.started_from, journeys.started_to) = (None, None);
    });
    let counts = |filter: &Filter| {
        let mut counts = vec![0; dates.all.len()];
        for (journey, _) in naive.kept(filter) {
            let since = journey[0].seconds * super::SECOND - dates.from_micros;
            counts[(since / dates.step_micros) as usize] += 1;
        }
        counts
    };
    assert_eq!(dates.all, counts(&free));
    assert_eq!(dates.kept, counts(filter));
}

pub fn same_strip(table: &Table, naive: &Naive, filter: &Filter, order: StripOrder) {
    let query = StripQuery {
        filter: filter.clone(),
        order,
        rows: 100,
        true_time: true,
        ..StripQuery::default()
    };
    let found = table.strip(&query).unwrap();
    let kept = naive.kept(filter);
    assert_eq!(
        (found.total as usize, found.rows.len()),
        (kept.len(), kept.len())
    );
    let of = |id: &str| {
        kept.iter()
            .find(|(journey, _)| journey[0].journey == id)
            .unwrap()
    };
    for row in &found.rows {
        let (_, events) = of(&row.journey);
        assert_eq!(row.marks.len(), events.len());
        for (mark, event) in row.marks.iter().zip(events) {
            assert_eq!(naive.stages[mark.stage.unwrap() as usize], event.stage);
            assert_eq!(mark.emotion.is_some(), emotion(event).is_some());
            assert!((0.0..=1.0).contains(&mark.place));
        }
        assert!(row.marks.iter().filter(|mark| mark.goal).count() <= 1);
    }
    let key = |id: &String| {
        let (journey, events) = of(id);
        let length = match naive.roles.time {
            true => events[events.len() - 1].seconds - events[0].seconds,
            false => events.len() as i64,
        };
        let missed = i64::from(naive.goal.is_none() || naive.outcome(journey) != "reached");
        match order {
            StripOrder::Longest => vec![missed, -length],
            StripOrder::Shortest => vec![length],
            StripOrder::Start => vec![if naive.roles.time {
                events[0].seconds
            } else {
                0
            }],
            StripOrder::Persona | StripOrder::Emotion => vec![],
        }
    };
    let keys: Vec<Vec<i64>> = found.rows.iter().map(|row| key(&row.journey)).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    same_window_and_density(
        table,
        &query,
        found.rows.iter().map(|row| &row.journey).collect(),
    );
}

fn same_window_and_density(table: &Table, query: &StripQuery, ids: Vec<&String>) {
    let window = table
        .strip(&StripQuery {
            first: 1,
            rows: 2,
            ..query.clone()
        })
        .unwrap();
    let windowed: Vec<&String> = window.rows.iter().map(|row| &row.journey).collect();
    assert_eq!(
        windowed,
        ids.iter().skip(1).take(2).copied().collect::<Vec<_>>()
    );
    for true_time in [true, false] {
        let query = StripQuery {
            rows: 3,
            density_columns: Some(7),
            true_time,
            ..query.clone()
        };
        let density = table.strip(&query).unwrap().density.unwrap();
        let marks = table.overview(&OverviewQuery {
            filter: query.filter,
            ..OverviewQuery::default()
        });
        assert_eq!(density.counts.len(), 21);
        assert_eq!(density.counts.iter().sum::<u32>(), marks.unwrap().events);
    }
}
