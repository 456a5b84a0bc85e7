//! The tables behind the pictures hold what is drawn.

use parcours::chart::Target;
use parcours::chart::describe;
use parcours::chart::table::{Cell, to_csv};
use parcours::i18n::Lang;
use parcours::model::query::EmotionBy;

use super::sample;

#[test]
fn timeline_in_words_and_numbers() {
    let (info, overview) = sample::furniture_en();
    let description = describe::timeline(&info, &overview, Lang::En);
    assert!(
        description.summary.starts_with(
            "6 stages, 1,284 journeys. Discovery 1,284 · 100%, Evaluation 1,042 · 81%"
        )
    );
    assert!(
        description
            .summary
            .ends_with("Goal: 618 · 48%, 148 open, 518 dropped.")
    );
    let stages = &description.tables[0];
    assert_eq!(stages.rows.len(), 6);
    let shown: Vec<&str> = stages.rows[1].iter().map(Cell::shown).collect();
    assert_eq!(
        shown,
        [
            "Evaluation",
            "1,042",
            "81%",
            "2\u{a0}d 3\u{a0}h",
            "3\u{a0}d 20\u{a0}h",
            "397",
            "101",
            "0"
        ]
    );
    let links = &description.tables[1];
    assert_eq!(links.rows.len(), 10);
    let csv = to_csv(stages, ';');
    assert!(csv.contains("Discovery;1284;1;79200;97200;121;47;0\r\n"));
}

#[test]
fn without_a_goal_nothing_is_said_of_it() {
    let (info, mut overview) = sample::furniture_en();
    overview.outcomes.has_goal = false;
    let description = describe::timeline(&info, &overview, Lang::Fr);
    assert!(!description.summary.contains("bjectif"));
    let columns = description.tables[0].columns.len();
    assert_eq!(columns, 6);
    for table in &description.tables {
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len());
        }
    }
}

#[test]
fn emotion_has_a_row_for_every_point() {
    let (info, overview) = sample::furniture_en();
    let description = describe::emotion(&info, &overview, EmotionBy::Persona, Lang::En);
    let table = &description.tables[0];
    assert_eq!(table.rows.len(), 24);
    let shown: Vec<&str> = table.rows[1].iter().map(Cell::shown).collect();
    assert_eq!(
        shown,
        [
            "Evaluation",
            "Hurried buyers",
            "−1.2",
            "between −1.3 and −1.1",
            "214",
            "214"
        ]
    );
    assert!(
        description
            .summary
            .starts_with("Hurried buyers: Discovery +0.4, Evaluation −1.2")
    );
}

#[test]
fn a_journey_is_told_as_its_stages() {
    let (info, _) = sample::furniture_en();
    let strip = sample::strip(6, 4, 5, true);
    let description = describe::strip(&info, &strip, Lang::En);
    let table = &description.tables[0];
    assert_eq!(table.rows.len(), 5);
    assert!(table.rows[0][4].shown().starts_with("Discovery"));
    assert!(table.rows[0][4].shown().contains(" → "));
}

#[test]
fn the_live_region_speaks_stage_and_point() {
    let (info, overview) = sample::furniture_en();
    let spoken = |target| describe::spoken(target, &info, &overview, EmotionBy::Persona, Lang::En);
    assert_eq!(
        spoken(Target::Point { group: 0, stage: 1 }).unwrap(),
        "Evaluation, Hurried buyers, minus 1.2, 214 answers, 38% dropped"
    );
    assert!(
        spoken(Target::Stage(2))
            .unwrap()
            .starts_with("Purchase, plus 0.2, 429 answers")
    );
    assert_eq!(spoken(Target::Goal), None);
}
