//! The contract's numbers computed row by row, slowly and plainly. Knows nothing of the store's layout.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use parcours::model::emotion::EmotionScale;
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::summary::*;

pub const SECOND: i64 = 1_000_000;

#[derive(Debug, Clone)]
pub struct Row {
    pub row: u32,
    pub journey: String,
    pub seconds: i64,
    pub touchpoint: String,
    pub stage: String,
    pub channel: String,
    pub persona: String,
    pub country: String,
    pub score: Option<f64>,
    pub revenue: Option<f64>,
}

/// Which roles there are.
#[derive(Debug, Clone, Copy)]
pub struct Roles {
    pub time: bool,
    pub touchpoint: bool,
    pub stage: bool,
    pub channel: bool,
    pub persona: bool,
    pub emotion: bool,
    pub revenue: bool,
}

pub type Journey = Vec<Row>;

pub struct Naive {
    pub roles: Roles,
    /// Every journey in order of time, all of it.
    pub journeys: Vec<Journey>,
    pub stages: Vec<String>,
    pub silence: Option<f64>,
    pub goal: Option<Vec<String>>,
}

impl Naive {
    pub fn new(mut rows: Vec<Row>, roles: Roles) -> Self {
        for row in &mut rows {
            if !roles.touchpoint {
                row.touchpoint = row.stage.clone();
            }
            if !roles.stage {
                row.stage = row.touchpoint.clone();
            }
            if !roles.emotion {
                row.score = None;
            }
        }
        let mut journeys: Vec<Journey> = Vec::new();
        for row in rows {
            match journeys
                .iter_mut()
                .find(|journey| journey[0].journey == row.journey)
            {
                Some(journey) => journey.push(row),
                None => journeys.push(vec![row]),
            }
        }
        if roles.time {
            for journey in &mut journeys {
                journey.sort_by_key(|row| row.seconds);
            }
        }
        let mut naive = Self {
            roles,
            stages: Vec::new(),
            silence: None,
            goal: None,
            journeys,
        };
        naive.stages = naive.stage_order();
        naive.silence = naive.usual_silence();
        naive.goal = naive.default_goal();
        naive
    }

    /// Exact: index/(n−1) in 2520ths, which every n − 1 up to 10 divides.
    fn stage_order(&self) -> Vec<String> {
        let mut places: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for journey in &self.journeys {
            for (index, row) in journey.iter().enumerate() {
                let place = places.entry(row.stage.clone()).or_default();
                if journey.len() > 1 {
                    place.0 += index as i64 * (2520 / (journey.len() as i64 - 1));
                    place.1 += 1;
                }
            }
        }
        let mut stages: Vec<(String, (i64, i64))> = places.into_iter().collect();
        stages.sort_by(|(_, a), (_, b)| match (a.1, b.1) {
            (0, 0) => std::cmp::Ordering::Equal,
            (0, _) => std::cmp::Ordering::Greater,
            (_, 0) => std::cmp::Ordering::Less,
            _ => (a.0 * b.1).cmp(&(b.0 * a.1)),
        });
        stages.into_iter().map(|stage| stage.0).collect()
    }

    fn usual_silence(&self) -> Option<f64> {
        let mut waits: Vec<i64> = Vec::new();
        for journey in &self.journeys {
            for pair in journey.windows(2) {
                waits.push(pair[1].seconds - pair[0].seconds);
            }
        }
        waits.sort();
        if waits.is_empty() || !self.roles.time {
            return None;
        }
        let place = (waits.len() - 1) as f64 * 0.95;
        let low = waits[place.floor() as usize] as f64;
        let high = waits[place.ceil() as usize] as f64;
        Some(low + (high - low) * (place - place.floor()))
    }

    /// Of the random tables' names only "Buy" and "purchase" are goal words; stages go first.
    fn default_goal(&self) -> Option<Vec<String>> {
        let has = |name: &str| {
            let mut rows = self.journeys.iter().flatten();
            rows.any(|row| row.stage == name || row.touchpoint == name)
        };
        if self.roles.revenue {
            return Some(vec![REVENUE_GOAL.to_owned()]);
        }
        let mut goals = ["Buy", "purchase"].into_iter().filter(|name| has(name));
        goals.next().map(|name| vec![name.to_owned()])
    }

    fn reached(&self, journey: &Journey) -> bool {
        let Some(goal) = &self.goal else {
            return false;
        };
        journey.iter().any(|row| {
            if self.roles.revenue {
                row.revenue.is_some_and(|revenue| revenue > 0.0)
            } else {
                goal.contains(&row.touchpoint) || goal.contains(&row.stage)
            }
        })
    }

    /// "reached", "open" or "dropped".
    pub fn outcome(&self, journey: &Journey) -> &'static str {
        let end = self
            .journeys
            .iter()
            .flatten()
            .map(|row| row.seconds)
            .max()
            .unwrap();
        let quiet = (end - journey.last().unwrap().seconds) as f64;
        if self.reached(journey) {
            "reached"
        } else if self.roles.time && self.silence.is_some_and(|silence| quiet < silence) {
            "open"
        } else {
            "dropped"
        }
    }

    pub fn persona(&self, journey: &Journey) -> String {
        let mut personas = journey.iter().map(|row| row.persona.clone());
        personas
            .find(|persona| !persona.is_empty())
            .unwrap_or_default()
    }

    fn keeps_event(&self, filter: &Filter, row: &Row) -> bool {
        let within = |values: &Option<Vec<String>>, has: bool, value: &String| {
            values
                .as_ref()
                .is_none_or(|values| has && values.contains(value))
        };
        let attributes = filter.attributes.iter().flatten();
        within(&filter.persona, self.roles.persona, &row.persona)
            && within(&filter.channel, self.roles.channel, &row.channel)
            && within(&filter.stage, true, &row.stage)
            && within(&filter.touchpoint, true, &row.touchpoint)
            && attributes
                .into_iter()
                .all(|(_, values)| values.contains(&row.country))
            && self.in_range(row.seconds, &filter.from, &filter.to)
    }

    fn in_range(&self, seconds: i64, from: &Option<String>, to: &Option<String>) -> bool {
        let read = |text: &String| text[17..19].parse::<i64>().unwrap();
        from.as_ref()
            .is_none_or(|from| self.roles.time && seconds >= read(from))
            && to
                .as_ref()
                .is_none_or(|to| self.roles.time && seconds < read(to))
    }

    fn keeps_journey(&self, filter: &JourneyFilter, journey: &Journey) -> bool {
        let has = |values: &Vec<String>, value: fn(&Row) -> &String| {
            journey.iter().any(|row| values.contains(value(row)))
        };
        let (first, last) = (&journey[0], &journey[journey.len() - 1]);
        let seconds = (last.seconds - first.seconds) as f64;
        let all = |checks: &[bool]| checks.iter().all(|check| *check);
        all(&[
            filter
                .persona
                .as_ref()
                .is_none_or(|values| self.roles.persona && values.contains(&self.persona(journey))),
            filter
                .touch
                .as_ref()
                .is_none_or(|values| has(values, |row| &row.touchpoint)),
            filter
                .not_touch
                .as_ref()
                .is_none_or(|values| !values.is_empty() && !has(values, |row| &row.touchpoint)),
            filter
                .channel
                .as_ref()
                .is_none_or(|values| self.roles.channel && has(values, |row| &row.channel)),
            filter
                .stage
                .as_ref()
                .is_none_or(|values| has(values, |row| &row.stage)),
            filter
                .start
                .as_ref()
                .is_none_or(|values| values.contains(&first.touchpoint)),
            filter
                .end
                .as_ref()
                .is_none_or(|values| values.contains(&last.touchpoint)),
            filter.then.as_ref().is_none_or(|(from, to)| {
                journey
                    .windows(2)
                    .any(|pair| pair[0].touchpoint == *from && pair[1].touchpoint == *to)
            }),
            self.in_range(first.seconds, &filter.started_from, &filter.started_to),
            filter
                .min_seconds
                .is_none_or(|min| self.roles.time && seconds >= min),
            filter
                .max_seconds
                .is_none_or(|max| self.roles.time && seconds <= max),
            filter.goal.is_none_or(|goal| self.reached(journey) == goal),
        ])
    }

    /// Whole journeys beside their kept events, where there is one.
    pub fn kept(&self, filter: &Filter) -> Vec<(&Journey, Vec<&Row>)> {
        let mut kept = Vec::new();
        for journey in &self.journeys {
            if filter
                .journeys
                .as_ref()
                .is_none_or(|filter| self.keeps_journey(filter, journey))
            {
                let events: Vec<&Row> = journey
                    .iter()
                    .filter(|row| self.keeps_event(filter, row))
                    .collect();
                if !events.is_empty() {
                    kept.push((journey, events));
                }
            }
        }
        kept
    }

    fn mean(&self, events: &[&Row]) -> (Option<f64>, u64) {
        let emotions: Vec<f64> = events.iter().filter_map(|row| emotion(row)).collect();
        let n = emotions.len();
        (
            (n > 0).then(|| emotions.iter().sum::<f64>() / n as f64),
            n as u64,
        )
    }

    fn revenue(&self, events: &[&Row]) -> Option<f64> {
        self.roles
            .revenue
            .then(|| events.iter().filter_map(|row| row.revenue).sum())
    }

    pub fn median(&self, mut seconds: Vec<i64>) -> Option<f64> {
        seconds.sort();
        let n = seconds.len();
        if n == 0 || !self.roles.time {
            None
        } else if n % 2 == 1 {
            Some(seconds[n / 2] as f64)
        } else {
            Some((seconds[n / 2 - 1] + seconds[n / 2]) as f64 / 2.0)
        }
    }

    pub fn summary(&self, filter: &Filter, source: &parcours::model::load::SourceInfo) -> Summary {
        let kept = self.kept(filter);
        let events: Vec<&Row> = kept.iter().flat_map(|(_, events)| events.clone()).collect();
        let iso = |seconds: Option<i64>| {
            seconds
                .filter(|_| self.roles.time)
                .map(|s| format!("1970-01-01T00:00:{s:02}"))
        };
        Summary {
            version: 1,
            source: source.clone(),
            filter: filter.clone(),
            events: events.len() as u64,
            journeys: kept.len() as u64,
            start: iso(events.iter().map(|row| row.seconds).min()),
            end: iso(events.iter().map(|row| row.seconds).max()),
            journey_seconds: self.durations(&kept),
            personas: Some(self.personas(&kept)),
            stages: Some(self.stage_list(&kept)),
            touchpoints: Some(self.touchpoints(&kept)),
            channels: Some(self.channels(&events)),
            persona_stage: Some(self.persona_stage(&events)),
            stage_follows: Some(follows(&kept, |row| &row.stage)),
            touchpoint_follows: Some(follows(&kept, |row| &row.touchpoint)),
            reach: Some(
                self.stages
                    .iter()
                    .map(|stage| Reach {
                        stage: stage.clone(),
                        journeys: journeys_of(&self.at(&events, |row| &row.stage, stage)),
                    })
                    .collect(),
            ),
            variants: Some(variants(&kept)),
            outcomes: Some(self.outcomes(&kept)),
        }
    }

    fn at<'a>(&self, events: &[&'a Row], of: fn(&Row) -> &String, value: &str) -> Vec<&'a Row> {
        events
            .iter()
            .filter(|row| of(row) == value)
            .copied()
            .collect()
    }

    fn durations(&self, kept: &[(&Journey, Vec<&Row>)]) -> Durations {
        if !self.roles.time || kept.is_empty() {
            return Durations::default();
        }
        let all: Vec<i64> = kept
            .iter()
            .map(|(_, events)| events[events.len() - 1].seconds - events[0].seconds)
            .collect();
        Durations {
            median: self.median(all.clone()),
            mean: Some(all.iter().sum::<i64>() as f64 / all.len() as f64),
            min: all.iter().min().map(|seconds| *seconds as f64),
            max: all.iter().max().map(|seconds| *seconds as f64),
        }
    }

    fn personas(&self, kept: &[(&Journey, Vec<&Row>)]) -> Vec<PersonaSummary> {
        let names: BTreeSet<String> = kept
            .iter()
            .map(|(journey, _)| self.persona(journey))
            .collect();
        let mut list: Vec<PersonaSummary> = names
            .into_iter()
            .map(|persona| {
                let of = kept
                    .iter()
                    .filter(|(journey, _)| self.persona(journey) == persona);
                let events: Vec<&Row> = of.flat_map(|(_, events)| events.clone()).collect();
                let (emotion_mean, emotion_n) = self.mean(&events);
                PersonaSummary {
                    persona,
                    events: events.len() as u64,
                    journeys: journeys_of(&events),
                    emotion_mean,
                    emotion_n,
                    revenue_sum: self.revenue(&events),
                }
            })
            .collect();
        list.sort_by_key(|entry| Reverse(entry.events));
        if self.roles.persona { list } else { Vec::new() }
    }

    fn stage_list(&self, kept: &[(&Journey, Vec<&Row>)]) -> Vec<StageSummary> {
        let one = |stage: &String| {
            let mut of = StageSummary {
                stage: stage.clone(),
                ..StageSummary::default()
            };
            let (mut durations, mut stays, mut waits) = (vec![], vec![], vec![]);
            let mut drops = 0;
            let mut all = Vec::new();
            for (journey, events) in kept {
                all.extend(self.at(events, |row| &row.stage, stage));
                let visits = runs(events);
                for (at, visit) in visits.iter().enumerate() {
                    if visit[0].stage != *stage {
                        continue;
                    }
                    let (start, end) = (visit[0].seconds, visit[visit.len() - 1].seconds);
                    stays.push(end - start);
                    if let Some(next) = visits.get(at + 1) {
                        of.visits += 1;
                        durations.push(next[0].seconds - start);
                    }
                    if at > 0 {
                        let before = &visits[at - 1];
                        waits.push(start - before[before.len() - 1].seconds);
                    }
                }
                of.ends += u64::from(events[events.len() - 1].stage == *stage);
                let place = |row: &&Row| self.stages.iter().position(|name| *name == row.stage);
                let furthest = events.iter().map(place).max().flatten();
                let here = furthest.map(|at| &self.stages[at]) == Some(stage);
                drops += u64::from(here && self.outcome(journey) == "dropped");
            }
            of.events = all.len() as u64;
            of.journeys = journeys_of(&all);
            (of.emotion_mean, of.emotion_n) = self.mean(&all);
            of.visit_median_seconds = self.median(durations);
            of.stay_median_seconds = self.median(stays);
            of.wait_median_seconds = self.median(waits);
            of.drops = self.goal.is_some().then_some(drops);
            of
        };
        self.stages.iter().map(one).collect()
    }

    fn touchpoints(&self, kept: &[(&Journey, Vec<&Row>)]) -> Vec<TouchpointSummary> {
        let all: Vec<&Row> = kept.iter().flat_map(|(_, events)| events.clone()).collect();
        let names: BTreeSet<String> = all.iter().map(|row| row.touchpoint.clone()).collect();
        let mut list: Vec<TouchpointSummary> = names
            .into_iter()
            .map(|touchpoint| {
                let events = self.at(&all, |row| &row.touchpoint, &touchpoint);
                let mut waits = Vec::new();
                for (_, events) in kept {
                    for pair in events.windows(2) {
                        if pair[1].touchpoint == touchpoint {
                            waits.push(pair[1].seconds - pair[0].seconds);
                        }
                    }
                }
                let (emotion_mean, emotion_n) = self.mean(&events);
                TouchpointSummary {
                    touchpoint,
                    events: events.len() as u64,
                    journeys: journeys_of(&events),
                    emotion_mean,
                    emotion_n,
                    wait_median_seconds: self.median(waits),
                    revenue_sum: self.revenue(&events),
                }
            })
            .collect();
        list.sort_by_key(|entry| Reverse(entry.events));
        list
    }

    fn channels(&self, all: &[&Row]) -> Vec<ChannelSummary> {
        let names: BTreeSet<String> = all.iter().map(|row| row.channel.clone()).collect();
        let mut list: Vec<ChannelSummary> = names
            .into_iter()
            .map(|channel| {
                let events = self.at(all, |row| &row.channel, &channel);
                let (emotion_mean, emotion_n) = self.mean(&events);
                ChannelSummary {
                    channel,
                    events: events.len() as u64,
                    journeys: journeys_of(&events),
                    emotion_mean,
                    emotion_n,
                    revenue_sum: self.revenue(&events),
                }
            })
            .collect();
        list.sort_by_key(|entry| Reverse(entry.events));
        if self.roles.channel { list } else { Vec::new() }
    }

    fn persona_stage(&self, all: &[&Row]) -> Vec<PersonaStageSummary> {
        let names: BTreeSet<(String, String)> = all
            .iter()
            .map(|row| (row.persona.clone(), row.stage.clone()))
            .collect();
        let mut list: Vec<PersonaStageSummary> = names
            .into_iter()
            .map(|(persona, stage)| {
                let events = self.at(all, |row| &row.persona, &persona);
                let events = self.at(&events, |row| &row.stage, &stage);
                let (emotion_mean, emotion_n) = self.mean(&events);
                PersonaStageSummary {
                    persona,
                    stage,
                    events: events.len() as u64,
                    journeys: journeys_of(&events),
                    emotion_mean,
                    emotion_n,
                }
            })
            .collect();
        list.sort_by_key(|entry| Reverse(entry.events));
        if self.roles.persona { list } else { Vec::new() }
    }

    fn outcomes(&self, kept: &[(&Journey, Vec<&Row>)]) -> OutcomeSummary {
        let count = |wanted: &str| {
            let same = kept
                .iter()
                .filter(|(journey, _)| self.outcome(journey) == wanted);
            self.goal.is_some().then(|| same.count() as u64)
        };
        OutcomeSummary {
            goal: self.goal.clone(),
            reached: count("reached"),
            open: count("open").filter(|_| self.roles.time),
            dropped: count("dropped"),
            silence_seconds: self.silence,
        }
    }
}

pub fn emotion(row: &Row) -> Option<f64> {
    EmotionScale::OneToFive.emotion_from_raw(row.score?)
}

pub fn journeys_of(events: &[&Row]) -> u64 {
    let journeys: BTreeSet<&str> = events.iter().map(|row| row.journey.as_str()).collect();
    journeys.len() as u64
}

/// Visits.
pub fn runs<'a>(events: &[&'a Row]) -> Vec<Vec<&'a Row>> {
    let mut runs: Vec<Vec<&Row>> = Vec::new();
    for event in events {
        match runs.last_mut() {
            Some(run) if run[0].stage == event.stage => run.push(event),
            _ => runs.push(vec![event]),
        }
    }
    runs
}

fn follows(kept: &[(&Journey, Vec<&Row>)], of: fn(&Row) -> &String) -> Vec<Follows> {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (_, events) in kept {
        for pair in events.windows(2) {
            *counts
                .entry((of(pair[0]).clone(), of(pair[1]).clone()))
                .or_default() += 1;
        }
    }
    let mut list: Vec<Follows> = counts
        .into_iter()
        .map(|((from, to), count)| Follows { from, to, count })
        .collect();
    list.sort_by_key(|entry| Reverse(entry.count));
    list
}

fn variants(kept: &[(&Journey, Vec<&Row>)]) -> Vec<Variant> {
    let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for (_, events) in kept {
        let touchpoints = events.iter().map(|row| row.touchpoint.clone()).collect();
        *counts.entry(touchpoints).or_default() += 1;
    }
    let mut list: Vec<Variant> = counts
        .into_iter()
        .map(|(touchpoints, journeys)| Variant {
            touchpoints,
            journeys,
        })
        .collect();
    list.sort_by_key(|entry| Reverse(entry.journeys));
    list
}
