//! Overview, strip and detail on tables small enough to check by eye.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::model::answer::{Detail, FindingKind, HeadlineKind, Outcome, Overview};
use parcours::model::emotion::EmotionScale;
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::{Goal, SourceInfo};
use parcours::model::query::{DetailQuery, EmotionBy, Lens, OverviewQuery, Selection, StripQuery};
use parcours::model::time::{MICROS_PER_DAY, TimeKind};
use parcours::model::zone::{Offsets, always};
use parcours::store::{Table, TableBuilder};

const HOUR: i64 = 3_600_000_000;

/// One journey: its persona, and (stage, hour, raw emotion) for each event.
type Path<'a> = (&'a str, &'a [(&'a str, i64, Option<f64>)]);

fn schema(scale: EmotionScale) -> TableSchema {
    TableSchema {
        time: Some(TimeKind::Plain),
        stage: true,
        persona: true,
        verbatim: true,
        emotion: Some(scale),
        ..TableSchema::default()
    }
}

fn table(scale: EmotionScale, paths: &[(usize, Path<'_>)]) -> Table {
    let mut builder = TableBuilder::new(schema(scale));
    let (mut row, mut journey) = (0, 0);
    for (times, (persona, events)) in paths {
        for _ in 0..*times {
            journey += 1;
            for (stage, hour, emotion) in *events {
                builder.push(Event {
                    row,
                    journey: &format!("j{journey}"),
                    stage,
                    persona,
                    time_micros: hour * HOUR,
                    emotion_raw: *emotion,
                    verbatim: if emotion.is_some() { "words" } else { "" },
                    ..Event::default()
                });
                row += 1;
            }
        }
    }
    builder.finish().unwrap()
}

fn overview(table: &Table) -> Overview {
    table.overview(&OverviewQuery::default()).unwrap()
}

fn detail(table: &Table, selection: Selection) -> Detail {
    let query = DetailQuery {
        filter: Filter::default(),
        shown: None,
        selection,
    };
    table.detail(&query).unwrap()
}

/// 40 journeys of A fall from 1 to −1 at Choose, half of them stop there; 60 of B do not; 20 of B go back once.
fn shop() -> Table {
    let a_buys: &[_] = &[
        ("See", 0, Some(1.0)),
        ("Choose", 2, Some(-1.0)),
        ("Purchase", 90, Some(0.0)),
    ];
    let a_stops: &[_] = &[("See", 0, Some(1.0)), ("Choose", 2, Some(-1.0))];
    let b_buys: &[_] = &[
        ("See", 0, Some(1.0)),
        ("Choose", 2, Some(1.0)),
        ("Purchase", 90, Some(1.0)),
    ];
    let b_back: &[_] = &[
        ("See", 0, Some(1.0)),
        ("Choose", 2, None),
        ("See", 3, None),
        ("Choose", 5, Some(1.0)),
        ("Purchase", 93, Some(1.0)),
    ];
    table(
        EmotionScale::Emotion,
        &[
            (20, ("A", a_buys)),
            (20, ("A", a_stops)),
            (40, ("B", b_buys)),
            (20, ("B", b_back)),
        ],
    )
}

#[test]
fn the_timeline_counts_links_returns_and_outcomes() {
    let found = overview(&shop());
    let reached: Vec<u32> = found.stages.iter().map(|stage| stage.reached).collect();
    assert_eq!(reached, [100, 100, 80]);
    assert_eq!(found.stages[1].visits, 120);
    assert_eq!(found.stages[1].dropped, 20);
    assert_eq!(found.stages[1].ends, 20);
    assert_eq!(found.stages[1].forward_moves, 80);
    assert_eq!(
        found.stages[1].forward_wait_median_seconds,
        Some(88.0 * 3600.0)
    );
    assert_eq!(found.returns.len(), 1);
    let back = &found.returns[0];
    assert_eq!(
        (back.from, back.to, back.journeys, back.moves),
        (1, 0, 20, 20)
    );
    assert_eq!(back.wait_median_seconds, Some(3600.0));
    let outcomes = found.outcomes;
    assert_eq!(outcomes.goal_stage, Some(2));
    assert_eq!(
        (outcomes.reached, outcomes.open, outcomes.dropped),
        (80, 0, 20)
    );
}

#[test]
fn the_sentence_is_about_the_largest_effect() {
    let found = overview(&shop());
    let kinds: Vec<FindingKind> = found.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds[0], FindingKind::EmotionFall);
    assert!(kinds.contains(&FindingKind::DropOff));
    assert!(kinds.contains(&FindingKind::Return));
    let fall = &found.findings[0];
    assert_eq!((fall.stage, fall.persona, fall.n), (1, Some(1), 40));
    assert_eq!((fall.value, fall.level), (2.0, Some(-1.0)));
    assert!(fall.firm);
    assert!((fall.weight - 2.0 * 0.4).abs() < 1e-12);
}

#[test]
fn few_answers_are_a_hint_and_fewer_are_silent() {
    let path: &[_] = &[("See", 0, Some(2.0)), ("Use", 5, Some(-2.0))];
    let five = overview(&table(EmotionScale::Emotion, &[(5, ("A", path))]));
    assert!(!five.findings.is_empty());
    assert!(five.findings.iter().all(|finding| !finding.firm));
    let four = overview(&table(EmotionScale::Emotion, &[(4, ("A", path))]));
    assert!(four.findings.is_empty());
}

#[test]
fn the_days_of_the_date_filter_are_those_of_the_clock() {
    let (first, last): (&[_], &[_]) = (&[("See", 0, None)], &[("See", 30 * 24 + 23, None)]);
    let table = table(
        EmotionScale::Emotion,
        &[(1, ("A", first)), (1, ("A", last))],
    );
    let days = |clock: Offsets| {
        let query = OverviewQuery {
            clock,
            ..OverviewQuery::default()
        };
        let dates = table.overview(&query).unwrap().dates.unwrap();
        assert_eq!(dates.step_micros, MICROS_PER_DAY);
        assert_eq!(dates.from_micros % MICROS_PER_DAY, 0);
        (dates.from_micros / MICROS_PER_DAY, dates.all.len())
    };
    assert_eq!(days(Offsets::new()), (0, 31));
    // Two hours further east the last one is of the next day, two hours further west the first one of the day before.
    assert_eq!(days(always(2 * 3600)), (0, 32));
    assert_eq!(days(always(-2 * 3600)), (-1, 32));
}

#[test]
fn hidden_stages_are_stepped_over() {
    let table = shop();
    let query = OverviewQuery {
        shown: Some(vec![0, 2]),
        ..OverviewQuery::default()
    };
    let found = table.overview(&query).unwrap();
    assert_eq!(found.events, 320);
    assert_eq!(found.stages[0].visits, 100);
    assert_eq!(found.stages[0].forward_moves, 80);
    // 20 journeys go back to See at 3 h and buy at 93 h; the others see at 0 h and buy at 90 h.
    assert_eq!(
        found.stages[0].forward_wait_median_seconds,
        Some(90.0 * 3600.0)
    );
    assert!(found.returns.is_empty());
    let strip = StripQuery {
        shown: query.shown,
        rows: 1,
        ..StripQuery::default()
    };
    let marks = table.strip(&strip).unwrap().rows.remove(0).marks;
    let stages: Vec<Option<u32>> = marks.iter().map(|mark| mark.stage).collect();
    assert_eq!(stages, [Some(0), None, Some(0), None, Some(2)]);
}

#[test]
fn moments_need_thirty_answers() {
    let found = overview(&shop()).emotion.unwrap();
    let (worst, best) = (found.worst.unwrap(), found.best.unwrap());
    assert_eq!((worst.stage, best.stage), (1, 0));
    assert!((worst.emotion.mean - 0.2).abs() < 1e-12);
    let path: &[_] = &[("See", 0, Some(2.0))];
    let few = overview(&table(EmotionScale::Emotion, &[(29, ("A", path))]));
    let few = few.emotion.unwrap();
    assert_eq!((few.worst, few.best), (None, None));
}

#[test]
fn one_line_is_over_the_journeys_of_all_personas() {
    let query = OverviewQuery {
        emotion_by: EmotionBy::All,
        ..OverviewQuery::default()
    };
    let found = shop().overview(&query).unwrap();
    let lines = found.emotion.unwrap().lines;
    assert_eq!(lines.len(), 1);
    let means: Vec<_> = lines[0].points.iter().map(|point| point.mean).collect();
    assert_eq!(means, [1.0, 0.2, 0.75]);
    let answers: Vec<_> = lines[0].points.iter().map(|point| point.n).collect();
    assert_eq!(answers, [100, 100, 80]);
    let classes = [[0, 0, 0, 100, 0], [0, 40, 0, 60, 0], [0, 0, 20, 60, 0]];
    assert_eq!(lines[0].classes, classes);
    // 40 answers of −1 and 60 of 1, one a journey: t(99) · sqrt(100/99 · 96) / 100.
    let half_width = lines[0].points[1].half_width.unwrap();
    let expected = 1.984_217 * (100.0_f64 / 99.0 * 96.0).sqrt() / 100.0;
    assert!((half_width - expected).abs() < 1e-6, "{half_width}");
    let stages: Vec<_> = found.stages.iter().map(|stage| stage.emotion.n).collect();
    assert_eq!(stages, answers);
}

#[test]
fn same_journeys_are_those_that_answered_everywhere() {
    let query = OverviewQuery {
        same_journeys: true,
        ..OverviewQuery::default()
    };
    let found = shop().overview(&query).unwrap().emotion.unwrap();
    assert_eq!(found.same_journeys, Some(80));
    assert!(
        found
            .lines
            .iter()
            .flat_map(|line| &line.points)
            .all(|point| point.n == 20 || point.n == 60)
    );
}

#[test]
fn headlines_are_the_sources_own_figures() {
    let path: &[_] = &[
        ("See", 0, Some(9.0)),
        ("Use", 1, Some(6.0)),
        ("Use", 2, Some(8.0)),
    ];
    let promoter: &[_] = &[("See", 0, Some(10.0))];
    let nps = table(EmotionScale::Nps, &[(1, ("A", path)), (1, ("A", promoter))]);
    let headline = overview(&nps).headline.unwrap();
    assert_eq!((headline.kind, headline.n), (HeadlineKind::Nps, 4));
    assert_eq!(headline.value, 25.0);
    // Deviations by journey: 75 − 125 − 25 = −75 and 75; sqrt(2 · 11 250) / 4 = 37.5; t(1) = 12.7062.
    assert!((headline.half_width.unwrap() - 12.706_204_736 * 37.5).abs() < 1e-6);
    let path: &[_] = &[("See", 0, Some(4.0)), ("See", 1, Some(3.0))];
    let csat = table(EmotionScale::Csat, &[(1, ("A", path))]);
    let headline = overview(&csat).headline.unwrap();
    assert_eq!((headline.kind, headline.value), (HeadlineKind::Csat, 50.0));
}

#[test]
fn marks_stand_where_time_in_the_stage_puts_them() {
    let path: &[_] = &[
        ("See", 0, None),
        ("See", 1, Some(-2.0)),
        ("See", 4, None),
        ("Purchase", 9, None),
        ("See", 10, None),
        ("See", 10, None),
    ];
    let table = table(EmotionScale::Emotion, &[(1, ("A", path))]);
    let query = StripQuery {
        rows: 9,
        ..StripQuery::default()
    };
    let strip = table.strip(&query).unwrap();
    let row = &strip.rows[0];
    let places: Vec<f32> = row.marks.iter().map(|mark| mark.place).collect();
    assert_eq!(places, [0.0, 0.25, 1.0, 0.5, 0.0, 1.0]);
    assert_eq!(row.marks[1].emotion, Some(0));
    assert!(row.marks[3].goal);
    assert_eq!(row.outcome, Some(Outcome::Reached));
    assert_eq!(strip.longest_micros, 10 * HOUR);
}

#[test]
fn the_panel_explains_a_stage_and_a_journey() {
    let table = shop();
    let Detail::Group(stage) = detail(&table, Selection::Stage("Choose".to_owned())) else {
        panic!("no stage");
    };
    assert_eq!((stage.events, stage.journeys), (120, 100));
    assert_eq!(
        (stage.ends, stage.dropped, stage.reached_goal),
        (20, Some(20), Some(80))
    );
    assert_eq!(stage.classes, [0, 40, 0, 60, 0]);
    assert_eq!(stage.wait_median_seconds, Some(88.0 * 3600.0));
    let journeys: Vec<u32> = stage
        .personas
        .iter()
        .map(|(_, stat)| stat.journeys)
        .collect();
    assert_eq!(journeys, [60, 40]);
    assert_eq!((stage.verbatims.len(), stage.verbatim_count), (12, 100));
    assert_eq!(stage.sample.len(), 12);
    let Detail::Journey(journey) = detail(&table, Selection::Journey("j81".to_owned())) else {
        panic!("no journey");
    };
    assert_eq!((journey.events, journey.steps[0].row), (5, 220));
    assert_eq!(journey.duration_micros, 93 * HOUR);
    assert_eq!(
        detail(&table, Selection::Channel("web".to_owned())),
        Detail::Nothing
    );
    assert_eq!(
        detail(&table, Selection::Journey("j999".to_owned())),
        Detail::Nothing
    );
}

#[test]
fn personas_keep_their_number_whatever_is_filtered() {
    let table = shop();
    let info = table.info(&SourceInfo::default());
    assert_eq!(info.personas, ["B", "A"]);
    let only_a = JourneyFilter {
        persona: Some(vec!["A".to_owned()]),
        ..JourneyFilter::default()
    };
    let query = OverviewQuery {
        filter: Filter {
            journeys: Some(only_a),
            ..Filter::default()
        },
        ..OverviewQuery::default()
    };
    let found = table.overview(&query).unwrap();
    let journeys: Vec<u32> = found.personas.iter().map(|stat| stat.journeys).collect();
    assert_eq!((found.journeys, journeys), (40, vec![60, 40]));
    let groups: Vec<u32> = found
        .emotion
        .unwrap()
        .lines
        .iter()
        .map(|line| line.group)
        .collect();
    assert_eq!(groups, [1]);
}

#[test]
fn a_lens_groups_orders_and_sets_the_goal() {
    let mut table = shop();
    let group = |name: &str, members: &[&str]| {
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        (name.to_owned(), members)
    };
    table.set_lens(Lens {
        groups: vec![group("Before", &["See", "Choose"])],
        goal: Some(Goal {
            stage: vec!["Before".to_owned()],
            ..Goal::default()
        }),
        ..Lens::default()
    });
    let info = table.info(&SourceInfo::default());
    assert_eq!(info.stages, ["Before", "Purchase"]);
    let found = overview(&table);
    assert_eq!(found.outcomes.reached, 100);
    assert_eq!(found.stages[0].visits, 100);
    table.set_lens(Lens {
        stage_order: Some(vec!["Purchase".to_owned(), "nowhere".to_owned()]),
        ..Lens::default()
    });
    let info = table.info(&SourceInfo::default());
    assert_eq!(info.stages, ["Purchase", "See", "Choose"]);
    assert_eq!(info.steps_by_frequency, [1, 2, 0]);
}

#[test]
fn the_files_own_order_and_numbering_come_before_the_observed_one() {
    let order = |stages: [&str; 3], told: Option<Vec<String>>| {
        let schema = TableSchema {
            stage_order: told,
            ..schema(EmotionScale::Emotion)
        };
        let mut builder = TableBuilder::new(schema);
        for (hour, stage) in stages.into_iter().enumerate() {
            builder.push(Event {
                journey: "j",
                stage,
                time_micros: hour as i64,
                ..Event::default()
            });
        }
        builder
            .finish()
            .unwrap()
            .info(&SourceInfo::default())
            .stages
    };
    assert_eq!(order(["b", "c", "a"], None), ["b", "c", "a"]);
    assert_eq!(
        order(["3. b", "1. c", "2. a"], None),
        ["1. c", "2. a", "3. b"]
    );
    let told = Some(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(order(["b", "c", "a"], told), ["a", "b", "c"]);
}
