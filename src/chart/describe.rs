//! What a picture says to those who do not see it: a summary in a few sentences, and the table of what is drawn.

use crate::i18n::{Lang, Msg};
use crate::model::answer::{Mean, Outcome, Overview, StageStat, Strip, TableInfo};
use crate::model::query::EmotionBy;

use super::hit::Target;
use super::table::{Cell, DataTable};

/// The summary is text for `aria-describedby`; the tables stand behind "Read as table".
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    pub summary: String,
    pub tables: Vec<DataTable>,
}

pub(super) fn stage_name<'a>(info: &'a TableInfo, lang: Lang, stage: u32) -> &'a str
where
    Lang: 'a,
{
    match info.stages.get(stage as usize) {
        Some(name) if !name.is_empty() => name,
        _ => lang.text(Msg::EmptyValue),
    }
}

/// Whose line of the emotion graph it is; of a file without personas there is one, of all journeys.
pub(super) fn group_name(info: &TableInfo, lang: Lang, by: EmotionBy, group: u32) -> String {
    let names = match by {
        EmotionBy::Persona if !info.personas.is_empty() => &info.personas,
        EmotionBy::Channel => &info.channels,
        EmotionBy::Persona | EmotionBy::All => return lang.text(Msg::AllJourneys).to_owned(),
    };
    let name = names.get(group as usize).map_or("", String::as_str);
    lang.value(name).to_owned()
}

fn share(part: u32, all: u32) -> f64 {
    f64::from(part) / f64::from(all.max(1))
}

pub(super) fn count_cell(lang: Lang, count: u32) -> Cell {
    Cell::number(count, lang.count(count.into()))
}

/// Stages with what reached, stayed, waited and stopped; then the moves forward and back.
pub fn timeline(info: &TableInfo, overview: &Overview, lang: Lang) -> Description {
    Description {
        summary: timeline_summary(info, overview, lang),
        tables: vec![
            stage_table(info, overview, lang),
            link_table(info, overview, lang),
        ],
    }
}

fn timeline_summary(info: &TableInfo, overview: &Overview, lang: Lang) -> String {
    let stages: Vec<String> = overview
        .stages
        .iter()
        .map(|stat| {
            let figure =
                lang.count_and_share(stat.reached.into(), share(stat.reached, overview.journeys));
            format!("{} {figure}", stage_name(info, lang, stat.stage))
        })
        .collect();
    let mut sentences = vec![
        format!(
            "{}, {}",
            lang.stages(overview.stages.len() as u64),
            lang.journeys(overview.journeys.into())
        ),
        stages.join(", "),
    ];
    if overview.outcomes.has_goal {
        let outcomes = &overview.outcomes;
        let met = lang.count_and_share(
            outcomes.reached.into(),
            share(outcomes.reached, overview.journeys),
        );
        sentences.push(format!(
            "{}, {}, {}",
            lang.labelled(lang.text(Msg::Goal), &met),
            lang.open(outcomes.open.into()),
            lang.dropped(outcomes.dropped.into())
        ));
    }
    sentences.join(". ") + "."
}

fn stage_table(info: &TableInfo, overview: &Overview, lang: Lang) -> DataTable {
    let mut columns = vec![
        (Msg::Stage, false),
        (Msg::Reached, true),
        (Msg::ShareOfAll, true),
        (Msg::StayMedian, true),
        (Msg::WaitMedian, true),
    ];
    if overview.outcomes.has_goal {
        columns.extend([(Msg::Dropped, true), (Msg::Open, true)]);
    }
    columns.push((Msg::LastSeenHere, true));
    let mut table = table(lang, Msg::StageTimeline, &columns);
    for stat in &overview.stages {
        table.rows.push(stage_row(info, overview, stat, lang));
    }
    table
}

fn stage_row(info: &TableInfo, overview: &Overview, stat: &StageStat, lang: Lang) -> Vec<Cell> {
    let seconds = |value| Cell::maybe(value, |seconds| lang.duration(seconds));
    let part = share(stat.reached, overview.journeys);
    let mut row = vec![
        Cell::text(stage_name(info, lang, stat.stage)),
        count_cell(lang, stat.reached),
        Cell::number(part, lang.percent(part)),
        seconds(stat.stay_median_seconds),
        seconds(stat.forward_wait_median_seconds),
    ];
    if overview.outcomes.has_goal {
        row.push(count_cell(lang, stat.dropped));
        row.push(count_cell(lang, stat.open));
    }
    row.push(count_cell(lang, stat.ends));
    row
}

fn link_table(info: &TableInfo, overview: &Overview, lang: Lang) -> DataTable {
    let columns = [
        (Msg::FromStage, false),
        (Msg::ToStage, false),
        (Msg::Journeys, true),
        (Msg::TurnsMean, true),
        (Msg::WaitMedian, true),
    ];
    let mut table = table(lang, Msg::MovesForward, &columns);
    table.caption = format!(
        "{}, {}",
        lang.text(Msg::MovesForward),
        lang.text(Msg::Returns).to_lowercase()
    );
    for link in overview.links.iter().chain(&overview.returns) {
        let turns = f64::from(link.moves) / f64::from(link.journeys.max(1));
        table.rows.push(vec![
            Cell::text(stage_name(info, lang, link.from)),
            Cell::text(stage_name(info, lang, link.to)),
            count_cell(lang, link.journeys),
            Cell::number(turns, lang.times(turns)),
            Cell::maybe(link.wait_median_seconds, |seconds| lang.duration(seconds)),
        ]);
    }
    table
}

/// Every point of every line: mean, interval, answers, journeys.
pub fn emotion(info: &TableInfo, overview: &Overview, by: EmotionBy, lang: Lang) -> Description {
    let columns = [
        (Msg::Stage, false),
        (
            match by {
                EmotionBy::Channel => Msg::Channels,
                EmotionBy::Persona | EmotionBy::All => Msg::Personas,
            },
            false,
        ),
        (Msg::MeanEmotion, true),
        (Msg::MeanAndInterval, false),
        (Msg::Answers, true),
        (Msg::Journeys, true),
    ];
    let mut table = table(lang, Msg::EmotionGraph, &columns);
    let mut sentences = Vec::new();
    let lines = overview
        .emotion
        .as_ref()
        .map_or(&[][..], |graph| &graph.lines);
    for line in lines {
        let name = group_name(info, lang, by, line.group);
        let mut said = Vec::new();
        for (stat, mean) in overview.stages.iter().zip(&line.points) {
            if mean.n == 0 {
                continue;
            }
            let stage = stage_name(info, lang, stat.stage);
            said.push(format!("{stage} {}", lang.emotion(mean.mean)));
            table.rows.push(emotion_row(stage, &name, mean, lang));
        }
        if !said.is_empty() {
            sentences.push(format!("{}.", lang.labelled(&name, &said.join(", "))));
        }
    }
    Description {
        summary: sentences.join(" "),
        tables: vec![table],
    }
}

pub(super) fn emotion_row(stage: &str, name: &str, mean: &Mean, lang: Lang) -> Vec<Cell> {
    let interval = match mean.half_width {
        Some(half_width) => {
            let low = lang.emotion((mean.mean - half_width).max(-2.0));
            let high = lang.emotion((mean.mean + half_width).min(2.0));
            Cell::Text(lang.between(&low, &high))
        }
        None => Cell::Empty,
    };
    vec![
        Cell::text(stage),
        Cell::text(name),
        Cell::number(mean.mean, lang.emotion(mean.mean)),
        interval,
        count_cell(lang, mean.n),
        count_cell(lang, mean.journeys),
    ]
}

/// The rows that are drawn, with the stages that each went through; for a density, how many journeys it stands for.
pub fn strip(info: &TableInfo, strip: &Strip, lang: Lang) -> Description {
    let columns = [
        (Msg::Journeys, false),
        (Msg::Personas, false),
        (Msg::Duration, true),
        (Msg::Goal, false),
        (Msg::Stages, false),
    ];
    let mut table = table(lang, Msg::JourneysStrip, &columns);
    for row in &strip.rows {
        let outcome = match row.outcome {
            Some(Outcome::Reached) => lang.text(Msg::OutcomeReached),
            Some(Outcome::Open) => lang.text(Msg::OutcomeOpen),
            Some(Outcome::Dropped) => lang.text(Msg::OutcomeDropped),
            None => "",
        };
        let persona = row
            .persona
            .map(|persona| group_name(info, lang, EmotionBy::Persona, persona));
        let seconds = row.duration_micros as f64 / 1e6;
        table.rows.push(vec![
            Cell::text(&row.journey),
            persona.map_or(Cell::Empty, Cell::Text),
            Cell::number(seconds, lang.duration(seconds)),
            Cell::text(outcome),
            Cell::Text(path(
                info,
                row.marks.iter().filter_map(|mark| mark.stage),
                lang,
            )),
        ]);
    }
    let summary = match &strip.density {
        Some(_) => lang.density(strip.total.into()),
        None => lang.journeys_of(strip.rows.len() as u64, strip.total.into()),
    };
    Description {
        summary: summary + ".",
        tables: vec![table],
    }
}

/// Names of stages in order, each visit once.
fn path(info: &TableInfo, stages: impl Iterator<Item = u32>, lang: Lang) -> String {
    let mut visits: Vec<u32> = stages.collect();
    visits.dedup();
    let names: Vec<&str> = visits
        .into_iter()
        .map(|stage| stage_name(info, lang, stage))
        .collect();
    names.join(" → ")
}

pub(super) fn table(lang: Lang, caption: Msg, columns: &[(Msg, bool)]) -> DataTable {
    let columns: Vec<(&str, bool)> = columns
        .iter()
        .map(|(text, numeric)| (lang.text(*text), *numeric))
        .collect();
    DataTable::new(lang.text(caption), &columns)
}

/// What the live region says when the keyboard comes to a stage or a point of a line.
pub fn spoken(
    target: Target,
    info: &TableInfo,
    overview: &Overview,
    by: EmotionBy,
    lang: Lang,
) -> Option<String> {
    let stage = target.stage()?;
    let index = overview
        .stages
        .iter()
        .position(|stat| stat.stage == stage)?;
    let stat = &overview.stages[index];
    let (group, mean) = match target {
        Target::Point { group, .. } => {
            let lines = &overview.emotion.as_ref()?.lines;
            let line = lines.iter().find(|line| line.group == group)?;
            (
                Some(group_name(info, lang, by, group)),
                line.points.get(index).copied().unwrap_or_default(),
            )
        }
        _ => (None, stat.emotion),
    };
    let dropped =
        (overview.outcomes.has_goal && stat.dropped > 0).then(|| share(stat.dropped, stat.reached));
    Some(lang.focus_spoken(
        stage_name(info, lang, stage),
        group.as_deref(),
        (mean.n > 0).then_some((mean.mean, mean.n.into())),
        dropped,
    ))
}
