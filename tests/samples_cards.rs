//! What the cards of the first screen say is what the files hold, and the sentence of each is worth reading.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::i18n::{Lang, takeaway};
use parcours::import::{Outcome, Plan, Reader, plan};
use parcours::model::answer::{Overview, StagesFrom, TableInfo};
use parcours::model::document::{events, open};
use parcours::model::event::EventSink;
use parcours::model::load::{LoadOptions, SourceInfo};
use parcours::model::query::{EmotionBy, Lens, OverviewQuery};
use parcours::state::samples::{SAMPLES, Sample};
use parcours::store::{Table, TableBuilder};

struct Opened {
    table: Table,
    source: SourceInfo,
    questions: usize,
}

fn opened(sample: &Sample, lang: Lang) -> Opened {
    let path = format!("public/{}", sample.src(lang));
    let bytes = std::fs::read(&path).unwrap();
    if sample.authored {
        let (schema, list) = events(&open(std::str::from_utf8(&bytes).unwrap()).unwrap());
        let mut builder = TableBuilder::new(schema);
        for event in &list {
            builder.push(event.as_event());
        }
        return Opened {
            table: builder.finish().unwrap(),
            source: SourceInfo::default(),
            questions: 0,
        };
    }
    let options = LoadOptions {
        goal: sample.goal(lang),
        ..LoadOptions::default()
    };
    read(&bytes, plan(&bytes, true, &options).unwrap())
}

fn read(bytes: &[u8], plan: Plan) -> Opened {
    let asked = plan.questions().len();
    let sink = TableBuilder::new(plan.schema());
    let mut reader = Reader::new(plan, sink);
    reader.push(bytes).unwrap();
    match reader.finish().unwrap() {
        Outcome::ReadAgain(plan) => read(bytes, plan),
        Outcome::Done(imported) => {
            let mut table = imported.sink.finish().unwrap();
            if imported.goal.is_some() {
                table.set_lens(Lens {
                    goal: imported.goal,
                    ..Lens::default()
                });
            }
            Opened {
                table,
                source: imported.source,
                questions: asked + imported.plan.questions().len(),
            }
        }
    }
}

fn seen(opened: &Opened, by: EmotionBy) -> (TableInfo, Overview) {
    let query = OverviewQuery {
        emotion_by: by,
        ..OverviewQuery::default()
    };
    (
        opened.table.info(&opened.source),
        opened.table.overview(&query).unwrap(),
    )
}

#[test]
fn cards_tell_the_figures_of_their_files() {
    for lang in Lang::ALL {
        let found: Vec<_> = SAMPLES
            .iter()
            .map(|sample| {
                let opened = opened(sample, lang);
                assert_eq!(opened.questions, 0, "{} asks", sample.src(lang));
                let (info, overview) = seen(&opened, EmotionBy::All);
                let named = info.personas.iter().filter(|p| !p.is_empty());
                let points = &overview.emotion.unwrap().lines[0].points;
                let curve: Vec<f64> = points
                    .iter()
                    .map(|point| (point.mean * 100.0).round() / 100.0)
                    .collect();
                let stages = info.stages.len() as u32;
                let personas = named.count() as u32;
                (
                    sample.id,
                    info.journeys,
                    stages,
                    personas,
                    info.accounts,
                    curve,
                )
            })
            .collect();
        let told: Vec<_> = SAMPLES
            .iter()
            .map(|s| {
                (
                    s.id,
                    s.journeys,
                    s.stages,
                    s.personas,
                    s.accounts,
                    s.curve.to_vec(),
                )
            })
            .collect();
        assert_eq!(found, told);
    }
}

#[test]
fn samples_are_known_by_their_address() {
    for sample in &SAMPLES {
        for lang in Lang::ALL {
            let src = sample.src(lang);
            assert_eq!(Sample::at(&src), Some((sample, lang)));
            assert!(std::path::Path::new("public").join(&src).is_file(), "{src}");
        }
    }
    assert_eq!(Sample::at("samples/other.csv"), None);
}

#[test]
fn the_two_languages_hold_the_same_journeys() {
    for sample in &SAMPLES {
        let [english, french] = Lang::ALL.map(|lang| {
            let opened = opened(sample, lang);
            seen(&opened, EmotionBy::Persona).1
        });
        assert_eq!(english.stages, french.stages, "{}", sample.id);
        assert_eq!(english.outcomes, french.outcomes, "{}", sample.id);
        assert_eq!(english.findings, french.findings, "{}", sample.id);
        let lines = |overview: Overview| overview.emotion.unwrap().lines;
        assert_eq!(lines(english), lines(french), "{}", sample.id);
    }
}

/// The stages are in the order in which people live them, the goal is found, and the finding is firm.
#[test]
fn every_sample_has_a_firm_and_true_finding() {
    let expected = [
        (
            "shop",
            "The experience falls most at Evaluation for Hurried buyers: by 1.7, to −1.2 (n = 375)",
            "C’est à l’étape Évaluation que l’expérience se dégrade le plus pour les Acheteurs pressés (−1,7, jusqu’à −1,2, n = 375)",
        ),
        (
            "b2b",
            "The experience falls most at Trial for Large groups: by 2.1, to −1.0 (n = 84)",
            "C’est à l’étape Essai que l’expérience se dégrade le plus pour les Grands groupes (−2,1, jusqu’à −1,0, n = 84)",
        ),
        (
            "service",
            "The longest wait is before Counter: 35 d 1 h in the median (n = 523)",
            "Le délai le plus long précède l’étape Guichet : 35 j 1 h en médiane (n = 523)",
        ),
    ];
    for lang in Lang::ALL {
        let said = expected.map(|(id, ..)| {
            let sample = SAMPLES.iter().find(|sample| sample.id == id).unwrap();
            let opened = opened(sample, lang);
            let (info, overview) = seen(&opened, EmotionBy::Persona);
            assert!(overview.outcomes.has_goal, "{id}");
            assert!(overview.findings[0].firm, "{id}");
            takeaway(lang, &info, &overview).replace(['\u{a0}', '\u{202f}'], " ")
        });
        let expected = expected.map(|(_, en, fr)| if lang.is_french() { fr } else { en });
        assert_eq!(said, expected);
    }
}

/// A visit is more than a moment: the row of stays has something to draw, in all stages but one at most.
#[test]
fn people_stay_in_nearly_every_stage() {
    for sample in SAMPLES.iter().filter(|sample| !sample.authored) {
        let (_, overview) = seen(&opened(sample, Lang::En), EmotionBy::All);
        let lasting = overview
            .stages
            .iter()
            .filter(|stage| stage.stay_median_seconds > Some(60.0));
        assert!(
            lasting.count() + 1 >= overview.stages.len(),
            "{}",
            sample.id
        );
    }
}

/// From 30 answers on, a line is drawn whole and with its band.
#[test]
fn the_shop_has_answers_enough_of_everyone_everywhere() {
    let opened = opened(&SAMPLES[0], Lang::En);
    let (_, overview) = seen(&opened, EmotionBy::Persona);
    let lines = overview.emotion.unwrap().lines;
    assert_eq!(lines.len(), 3);
    let fewest = lines
        .iter()
        .flat_map(|line| &line.points)
        .map(|p| p.n)
        .min();
    assert!(fewest >= Some(30), "{fewest:?}");
}

#[test]
fn the_shop_has_loops_losses_open_journeys_and_rows_to_set_aside() {
    for lang in Lang::ALL {
        let opened = opened(&SAMPLES[0], lang);
        let (info, overview) = seen(&opened, EmotionBy::All);
        assert_eq!(info.source.rows_rejected, 3);
        assert!(info.has_revenue && info.has_verbatim);
        assert!(overview.returns.iter().any(|link| link.journeys > 50));
        assert!(overview.outcomes.dropped > 50 && overview.outcomes.open > 10);
    }
}

#[test]
fn authored_samples_show_their_stages_and_both_personas() {
    let sample = SAMPLES.iter().find(|sample| sample.authored).unwrap();
    for lang in Lang::ALL {
        let opened = opened(sample, lang);
        let (mut info, overview) = seen(&opened, EmotionBy::Persona);
        info.stages_from = StagesFrom::Authored;
        assert_eq!(overview.emotion.as_ref().unwrap().lines.len(), 2);
        assert!(overview.stages.iter().all(|stage| stage.reached == 2));
        assert!(!overview.outcomes.has_goal || overview.outcomes.reached <= 2);
        let sentence = takeaway(lang, &info, &overview).replace(['\u{a0}', '\u{202f}'], " ");
        let expected = if lang.is_french() {
            "Le point le plus bas est l’étape Vérification : −0,8, supposé"
        } else {
            "The lowest point is Verification: −0.8, assumed"
        };
        assert_eq!(sentence, expected);
    }
}
