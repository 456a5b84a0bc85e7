//! A table small enough to count by hand: 10 journeys of A, 6 of B, 1 of C.

use super::*;
use crate::model::emotion::EmotionScale;
use crate::model::event::{Event, EventSink, TableSchema};
use crate::model::filter::{Filter, JourneyFilter};
use crate::model::time::TimeKind;
use crate::store::TableBuilder;

const HOUR: i64 = 3_600_000_000;

type Step<'a> = (&'a str, i64, &'a str, Option<f64>);

/// A: 8 of 10 buy after 2 hours, 1 goes back. B: 1 of 6 buys after 10 hours. C: looks once.
fn journeys() -> Vec<(usize, &'static str, Vec<Step<'static>>)> {
    vec![
        (
            7,
            "A",
            vec![
                ("See", 0, "web", Some(1.0)),
                ("Purchase", 2, "web", Some(2.0)),
            ],
        ),
        (
            1,
            "A",
            vec![
                ("See", 0, "web", Some(1.0)),
                ("Choose", 1, "shop", Some(-2.0)),
                ("See", 1, "web", None),
                ("Purchase", 2, "web", Some(2.0)),
            ],
        ),
        (
            2,
            "A",
            vec![("See", 0, "web", Some(1.0)), ("Choose", 4, "shop", None)],
        ),
        (
            1,
            "B",
            vec![
                ("See", 0, "shop", Some(-1.0)),
                ("Purchase", 10, "shop", Some(0.0)),
            ],
        ),
        (
            5,
            "B",
            vec![
                ("See", 0, "shop", Some(-1.0)),
                ("Choose", 6, "web", Some(-1.0)),
            ],
        ),
        (1, "C", vec![("See", 0, "web", None)]),
    ]
}

/// Each journey as often as it says, once weighted and once repeated.
fn table(weighted: bool) -> Table {
    let mut builder = TableBuilder::new(TableSchema {
        time: Some(TimeKind::Plain),
        stage: true,
        channel: true,
        persona: true,
        verbatim: true,
        weight: weighted,
        emotion: Some(EmotionScale::Emotion),
        ..TableSchema::default()
    });
    let (mut row, mut journey) = (0, 0);
    for (times, persona, steps) in journeys() {
        for _ in 0..if weighted { 1 } else { times } {
            journey += 1;
            for (stage, hour, channel, emotion) in &steps {
                builder.push(Event {
                    row,
                    journey: &format!("j{journey}"),
                    stage,
                    channel,
                    persona,
                    time_micros: hour * HOUR,
                    emotion_raw: *emotion,
                    verbatim: if *emotion == Some(-2.0) {
                        "Too slow."
                    } else {
                        ""
                    },
                    weight: if weighted { times as u32 } else { 1 },
                    ..Event::default()
                });
                row += 1;
            }
        }
    }
    builder.finish().unwrap()
}

fn ask(against: Against, filter: Filter) -> Personas {
    let query = PersonasQuery {
        filter,
        shown: None,
        against,
    };
    table(false).personas(&query).unwrap()
}

fn fact(personas: &Personas, persona: u32, kind: FactKind) -> Fact {
    let card = personas.list.iter().find(|card| card.persona == persona);
    *card
        .unwrap()
        .facts
        .iter()
        .find(|fact| fact.kind == kind)
        .unwrap()
}

fn own(personas: &Personas, persona: u32, kind: FactKind) -> (f64, u32) {
    let own = fact(personas, persona, kind).own.unwrap();
    (own.value, own.n)
}

#[test]
fn facts_are_counted_by_persona() {
    let found = ask(Against::Others, Filter::default());
    assert_eq!((found.journeys, found.count, found.answers), (17, 3, 31));
    assert_eq!(found.list[0].journeys, 10);
    assert!((found.list[0].share - 10.0 / 17.0).abs() < 1e-12);
    assert_eq!(own(&found, 0, FactKind::GoalMet), (0.8, 10));
    assert_eq!(own(&found, 0, FactKind::GoesBack), (0.1, 10));
    assert_eq!(own(&found, 0, FactKind::TimeToGoal), (7200.0, 8));
    assert_eq!(own(&found, 0, FactKind::Duration), (7200.0, 10));
    // 10 + 8 · 2 − 2 = 24 over 19 answers; 19 of 22 events on the web.
    assert_eq!(own(&found, 0, FactKind::Emotion), (24.0 / 19.0, 19));
    assert_eq!(own(&found, 0, FactKind::Channel), (19.0 / 22.0, 22));
    assert_eq!(own(&found, 1, FactKind::TimeToGoal), (36_000.0, 1));
    assert_eq!(fact(&found, 2, FactKind::Emotion).own, None);
}

#[test]
fn the_others_are_the_other_kept_personas() {
    let found = ask(Against::Others, Filter::default());
    let goal = fact(&found, 0, FactKind::GoalMet);
    assert_eq!(
        goal.reference.map(|other| (other.value, other.n)),
        Some((1.0 / 7.0, 7))
    );
    let difference = goal.difference.unwrap();
    assert!((difference.value - (0.8 - 1.0 / 7.0)).abs() < 1e-12);
    assert!(difference.interval.unwrap().0 > 0.0);
    let filter = Filter {
        journeys: Some(JourneyFilter {
            persona: Some(vec!["A".into(), "C".into()]),
            ..Default::default()
        }),
        ..Default::default()
    };
    let kept = ask(Against::Others, filter);
    assert_eq!(
        kept.list
            .iter()
            .map(|card| card.persona)
            .collect::<Vec<_>>(),
        [0, 2]
    );
    let goal = fact(&kept, 0, FactKind::GoalMet);
    assert_eq!(
        goal.reference.map(|other| (other.value, other.n)),
        Some((0.0, 1))
    );
    // One journey carries no interval.
    assert_eq!(goal.difference.unwrap().interval, None);
}

#[test]
fn all_hold_the_persona_too_and_one_is_not_compared_with_itself() {
    let all = ask(Against::All, Filter::default());
    let goal = fact(&all, 0, FactKind::GoalMet);
    assert_eq!(
        goal.reference.map(|all| (all.value, all.n)),
        Some((9.0 / 17.0, 17))
    );
    assert!((goal.difference.unwrap().value - (0.8 - 9.0 / 17.0)).abs() < 1e-12);
    let one = ask(Against::One(1), Filter::default());
    assert_eq!(fact(&one, 1, FactKind::GoalMet).reference, None);
    assert_eq!(fact(&one, 1, FactKind::GoalMet).difference, None);
    let goal = fact(&one, 0, FactKind::GoalMet);
    assert_eq!(
        goal.reference.map(|one| (one.value, one.n)),
        Some((1.0 / 6.0, 6))
    );
}

#[test]
fn alone_nothing_is_compared() {
    let filter = Filter {
        journeys: Some(JourneyFilter {
            persona: Some(vec!["A".into()]),
            ..Default::default()
        }),
        ..Default::default()
    };
    for against in [Against::Others, Against::All] {
        let found = ask(against, filter.clone());
        let goal = fact(&found, 0, FactKind::GoalMet);
        assert_eq!((goal.reference, goal.difference), (None, None));
    }
}

#[test]
fn the_interval_of_an_emotion_respects_journeys() {
    // B: sums −1, then five of −2, of two answers each: m = −11/12; deviations 5/6, then five of −1/6: Σ² = 5/6;
    // t(5) = 2.570582; half = t · sqrt(6/5 · 5/6) / 12 = 0.214215.
    let found = ask(Against::Others, Filter::default());
    let emotion = fact(&found, 1, FactKind::Emotion).own.unwrap();
    let (low, high) = emotion.interval.unwrap();
    assert!((emotion.value + 11.0 / 12.0).abs() < 1e-12);
    assert!((low + 11.0 / 12.0 + 0.214_215).abs() < 1e-5, "{low}");
    assert!((high + 11.0 / 12.0 - 0.214_215).abs() < 1e-5, "{high}");
}

#[test]
fn a_card_has_its_emotion_by_stage_and_its_strongest_words() {
    let found = ask(Against::Others, Filter::default());
    let card = &found.list[0];
    let stages: Vec<_> = card
        .emotion
        .iter()
        .map(|mean| (mean.n, mean.mean))
        .collect();
    assert_eq!(stages, [(10, 1.0), (1, -2.0), (8, 2.0)]);
    let words = card.verbatim.as_ref().unwrap();
    assert_eq!(
        (words.text.as_str(), words.journey.as_str()),
        ("Too slow.", "j8")
    );
    assert_eq!(found.list[1].verbatim, None);
}

#[test]
fn a_weight_repeats_the_journey() {
    let query = PersonasQuery::default();
    let plain = table(false).personas(&query).unwrap();
    let weighted = table(true).personas(&query).unwrap();
    for (a, b) in plain.list.iter().zip(&weighted.list) {
        assert_eq!((a.journeys, a.answers), (b.journeys, b.answers));
        for (a, b) in a.facts.iter().zip(&b.facts) {
            let told = |fact: &Fact| fact.own.map(|own| (own.n, own.journeys));
            assert_eq!(told(a), told(b));
            let ends = |fact: &Fact| {
                let (low, high) = fact
                    .difference
                    .and_then(|it| it.interval)
                    .unwrap_or_default();
                [low, high, fact.own.map_or(0.0, |own| own.value)]
            };
            for (a, b) in ends(a).into_iter().zip(ends(b)) {
                assert!((a - b).abs() < 1e-9, "{a} {b}");
            }
        }
    }
}
