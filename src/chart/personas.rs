//! Personas side by side: the axis that a fact has on every card, what its picture says, and the table behind the cards.

use crate::i18n::facts::{Reference, is_few};
use crate::i18n::{Lang, Msg};
use crate::model::answer::{Estimate, Fact, FactKind, PersonaFacts, Personas, TableInfo};

use super::describe::{Description, count_cell, emotion_row, stage_name, table};
use super::table::{Cell, DataTable};

/// Ends of the axis of a fact: every value, interval and reference of the cards, and a little air.
pub fn axis(answer: &Personas, kind: FactKind) -> (f64, f64) {
    let facts = answer.list.iter().flat_map(|card| &card.facts);
    let sides = facts
        .filter(|fact| fact.kind == kind)
        .flat_map(|fact| {
            let reference = fact.reference.map(|it| (it.value, it.value));
            [fact.own.map(ends), reference]
        })
        .flatten();
    let (low, high) = sides.fold((f64::INFINITY, f64::NEG_INFINITY), |all, side| {
        (all.0.min(side.0), all.1.max(side.1))
    });
    if low > high {
        return (0.0, 1.0);
    }
    let air = ((high - low) * 0.04).max(f64::EPSILON);
    (low - air, high + air)
}

fn ends(estimate: Estimate) -> (f64, f64) {
    estimate
        .interval
        .unwrap_or((estimate.value, estimate.value))
}

pub fn persona_name(info: &TableInfo, lang: Lang, persona: u32) -> &str {
    let name = info.personas.get(persona as usize);
    lang.value(name.map_or("", String::as_str))
}

/// Name of the channel whose share is told.
pub fn channel_name<'a>(info: &'a TableInfo, answer: &Personas, lang: Lang) -> &'a str
where
    Lang: 'a,
{
    let id = answer.channel.map_or(usize::MAX, |id| id as usize);
    lang.value(info.channels.get(id).map_or("", String::as_str))
}

/// `Goal met 42%, 95% interval between 37% and 47%, n = 412, others 51%`.
pub fn spoken(fact: &Fact, name: &str, reference: Reference<'_>, lang: Lang) -> String {
    let Some(own) = fact.own else {
        return name.to_owned();
    };
    let mut parts = vec![format!("{name} {}", lang.fact_value(fact.kind, own.value))];
    parts.extend(
        interval(fact.kind, &own, lang)
            .map(|text| format!("{} {text}", lang.text(Msg::Interval95))),
    );
    parts.push(lang.n(own.n.into()));
    parts.extend(
        fact.reference
            .map(|it| lang.fact_reference(fact.kind, it.value, reference)),
    );
    parts.join(", ")
}

fn interval(kind: FactKind, estimate: &Estimate, lang: Lang) -> Option<String> {
    let (low, high) = estimate.interval?;
    Some(lang.between(&lang.fact_value(kind, low), &lang.fact_value(kind, high)))
}

/// Every fact of every card, then the emotions by stage.
pub fn describe(
    info: &TableInfo,
    answer: &Personas,
    reference: Reference<'_>,
    lang: Lang,
) -> Description {
    let mut tables = vec![fact_table(info, answer, lang)];
    if info.emotion.is_some() {
        tables.push(emotion_table(info, answer, lang));
    }
    Description {
        summary: lang.personas_title(&info.personas, answer, reference),
        tables,
    }
}

fn fact_table(info: &TableInfo, answer: &Personas, lang: Lang) -> DataTable {
    let columns = [
        (Msg::Personas, false),
        (Msg::Fact, false),
        (Msg::Value, true),
        (Msg::Interval95, false),
        (Msg::Journeys, true),
        (Msg::ComparedWith, true),
        (Msg::Difference, false),
    ];
    let mut made = table(lang, Msg::Personas, &columns);
    for card in &answer.list {
        let facts = card.facts.iter();
        made.rows
            .extend(facts.map(|fact| fact_row(info, answer, card, fact, lang)));
    }
    made
}

fn fact_row(
    info: &TableInfo,
    answer: &Personas,
    card: &PersonaFacts,
    fact: &Fact,
    lang: Lang,
) -> Vec<Cell> {
    let value = |side: Option<Estimate>| {
        Cell::maybe(side.map(|side| side.value), |value| {
            lang.fact_value(fact.kind, value)
        })
    };
    let between = fact.own.and_then(|own| interval(fact.kind, &own, lang));
    let journeys = fact.own.map_or(0, |own| own.journeys);
    vec![
        Cell::text(persona_name(info, lang, card.persona)),
        Cell::Text(lang.fact_name(fact.kind, channel_name(info, answer, lang))),
        value(fact.own),
        between.map_or(Cell::Empty, Cell::Text),
        count_cell(lang, journeys),
        value(fact.reference),
        difference_cell(fact, lang),
    ]
}

fn difference_cell(fact: &Fact, lang: Lang) -> Cell {
    let Some(difference) = fact.difference else {
        return Cell::Empty;
    };
    let mut parts = match lang.fact_difference(fact.kind, &difference) {
        Some(told) => vec![told.words, told.interval],
        None => vec![lang.text(Msg::NoClearDifference).to_owned()],
    };
    if is_few(fact) {
        parts.push(lang.text(Msg::FewJourneys).to_owned());
    }
    Cell::Text(parts.join(", "))
}

fn emotion_table(info: &TableInfo, answer: &Personas, lang: Lang) -> DataTable {
    let columns = [
        (Msg::Stage, false),
        (Msg::Personas, false),
        (Msg::MeanEmotion, true),
        (Msg::Interval95, false),
        (Msg::Answers, true),
        (Msg::Journeys, true),
    ];
    let mut made = table(lang, Msg::EmotionGraph, &columns);
    for card in &answer.list {
        let name = persona_name(info, lang, card.persona);
        let points = answer.stages.iter().zip(&card.emotion);
        made.rows.extend(
            points
                .filter(|(_, mean)| mean.n > 0)
                .map(|(stage, mean)| emotion_row(stage_name(info, lang, *stage), name, mean, lang)),
        );
    }
    made
}
