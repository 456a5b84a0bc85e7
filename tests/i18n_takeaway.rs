//! The sentence on top: what it says of each kind of finding, and what it does not claim.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::i18n::{Lang, takeaway};
use parcours::model::answer::{
    FindingCandidate, FindingKind, Overview, StageStat, StagesFrom, TableInfo,
};
use parcours::model::load::SourceInfo;

fn info(stages: [&str; 3], personas: &[&str]) -> TableInfo {
    TableInfo {
        source: SourceInfo::default(),
        time: None,
        span_micros: None,
        stages: stages.map(str::to_owned).to_vec(),
        stages_from: StagesFrom::Stages,
        has_touchpoints: true,
        touchpoints: Vec::new(),
        personas: personas.iter().map(|&p| p.to_owned()).collect(),
        channels: vec!["Web".to_owned()],
        attributes: Vec::new(),
        accounts: 0,
        emotion: None,
        has_revenue: false,
        has_verbatim: false,
        goal: None,
        silence_seconds: None,
        events: 100,
        journeys: 1284,
        answers: 0,
        mixed_persona_journeys: 0,
        emptied_cells: 0,
        plain_times: 0,
        steps_by_frequency: Vec::new(),
    }
}

fn overview(findings: Vec<FindingCandidate>) -> Overview {
    Overview {
        journeys: 1284,
        stages: vec![StageStat::default(); 3],
        findings,
        ..Overview::default()
    }
}

fn finding(kind: FindingKind) -> FindingCandidate {
    FindingCandidate {
        kind,
        stage: 1,
        persona: None,
        value: 0.381,
        level: None,
        to_stage: None,
        n: 1042,
        firm: true,
        weight: 1.0,
    }
}

fn fall() -> FindingCandidate {
    FindingCandidate {
        persona: Some(0),
        value: 1.6,
        level: Some(-1.2),
        n: 214,
        ..finding(FindingKind::EmotionFall)
    }
}

const EN: [&str; 3] = ["Discovery", "Evaluation", "Purchase"];
const FR: [&str; 3] = ["Découverte", "Évaluation", "Achat"];

fn say_en(finding: FindingCandidate) -> String {
    let info = info(EN, &["Hurried buyers"]);
    seen(takeaway(Lang::En, &info, &overview(vec![finding])))
}

fn say_fr(finding: FindingCandidate) -> String {
    let info = info(FR, &["Acheteurs pressés"]);
    seen(takeaway(Lang::Fr, &info, &overview(vec![finding])))
}

fn seen(text: String) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_fall_of_emotion_says_fall_and_level_apart() {
    assert_eq!(
        say_en(fall()),
        "The experience falls most at Evaluation for Hurried buyers: by 1.6, to −1.2 (n = 214)"
    );
    assert_eq!(
        say_fr(fall()),
        "C’est à l’étape Évaluation que l’expérience se dégrade le plus pour les Acheteurs pressés (−1,6, jusqu’à −1,2, n = 214)"
    );
}

#[test]
fn few_answers_make_a_hint() {
    let few = FindingCandidate {
        n: 12,
        firm: false,
        ..fall()
    };
    assert_eq!(
        say_en(few.clone()),
        "Few answers yet, but the experience seems to fall most at Evaluation for Hurried buyers: by 1.6, to −1.2 (n = 12)"
    );
    assert_eq!(
        say_fr(few),
        "Peu de réponses pour l’instant : l’expérience semble se dégrader le plus à l’étape Évaluation pour les Acheteurs pressés (−1,6, jusqu’à −1,2, n = 12)"
    );
}

#[test]
fn drop_off_wait_and_return_have_their_words() {
    assert_eq!(
        say_en(finding(FindingKind::DropOff)),
        "Journeys drop off most at Evaluation: 38% of those that reach it (n = 1,042)"
    );
    assert_eq!(
        say_fr(finding(FindingKind::DropOff)),
        "C’est à l’étape Évaluation que les abandons sont les plus nombreux : 38 % des parcours qui l’atteignent (n = 1 042)"
    );
    let wait = FindingCandidate {
        value: 792_000.0,
        to_stage: Some(2),
        ..finding(FindingKind::LongWait)
    };
    assert_eq!(
        say_en(wait.clone()),
        "The longest wait is before Purchase: 9 d 4 h in the median (n = 1,042)"
    );
    assert_eq!(
        say_fr(wait),
        "Le délai le plus long précède l’étape Achat : 9 j 4 h en médiane (n = 1 042)"
    );
    let back = FindingCandidate {
        to_stage: Some(0),
        ..finding(FindingKind::Return)
    };
    assert_eq!(
        say_en(back.clone()),
        "Journeys go back most from Evaluation to Discovery: 38% of those that reach it (n = 1,042)"
    );
    assert_eq!(
        say_fr(back),
        "C’est à l’étape Évaluation que les retours vers Découverte sont les plus nombreux : 38 % de ceux qui l’atteignent (n = 1 042)"
    );
}

#[test]
fn french_takes_the_article_only_for_clear_plurals() {
    let of = |name| {
        let info = info(FR, &[name]);
        seen(takeaway(Lang::Fr, &info, &overview(vec![fall()])))
    };
    assert!(of("Clients fidèles").contains("pour les Clients fidèles"));
    assert!(of("Thomas").contains("pour « Thomas »"));
    assert!(of("Femme active").contains("pour « Femme active »"));
    assert!(of("").contains("pour « (vide) »"));
}

#[test]
fn without_a_finding_nothing_is_claimed() {
    let info = info(EN, &[]);
    let say = |lang, overview: &Overview| seen(takeaway(lang, &info, overview));
    assert_eq!(
        say(Lang::En, &overview(vec![])),
        "No stage stands out: all differences are within the margin."
    );
    assert_eq!(
        say(Lang::Fr, &overview(vec![])),
        "Aucune étape ne se distingue : les écarts restent dans la marge."
    );
    let mut few = overview(vec![]);
    few.journeys = 12;
    few.span_micros = Some((0, 86_400_000_000 * 40));
    assert_eq!(
        say(Lang::En, &few),
        "12 journeys through 3 stages, 1 Jan to 10 Feb 1970"
    );
    assert_eq!(
        say(Lang::Fr, &few),
        "12 parcours en 3 étapes, du 1er janv. au 10 févr. 1970"
    );
    few.span_micros = Some((0, 0));
    assert_eq!(
        say(Lang::Fr, &few),
        "12 parcours en 3 étapes, le 1er janv. 1970"
    );
    few.journeys = 0;
    assert_eq!(say(Lang::En, &few), "No journey matches");
}

#[test]
fn a_finding_of_another_table_is_not_said() {
    let strange = FindingCandidate {
        stage: 99,
        ..fall()
    };
    assert_eq!(
        say_en(strange),
        "No stage stands out: all differences are within the margin."
    );
}

#[test]
fn an_authored_journey_says_its_lowest_point_as_an_assumption() {
    let mut info = info(FR, &["Marie"]);
    info.stages_from = StagesFrom::Authored;
    let mut overview = overview(vec![fall()]);
    let said = |overview: &Overview| seen(takeaway(Lang::Fr, &info, overview));
    assert_eq!(said(&overview), "1 284 parcours en 3 étapes");
    for (id, mean) in [(0, 1.0), (1, -1.5), (2, -0.4)] {
        let stage = &mut overview.stages[id];
        stage.stage = id as u32;
        (stage.emotion.n, stage.emotion.mean) = (2, mean);
    }
    assert_eq!(
        said(&overview),
        "Le point le plus bas est l’étape Évaluation : −1,5, supposé"
    );
    overview.findings.push(FindingCandidate {
        stage: 2,
        persona: Some(0),
        value: -2.0,
        ..finding(FindingKind::LowestPoint)
    });
    assert_eq!(
        said(&overview),
        "Le point le plus bas pour « Marie » est l’étape Achat : −2,0, supposé"
    );
}
