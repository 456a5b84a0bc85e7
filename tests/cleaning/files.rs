//! What stands in two of several files: dropped once it is chosen, offered where it is found.

use parcours::model::load::LoadOptions;
use parcours::model::recipe::{CleaningStep, Offer, Recipe, StepKind};
use parcours::model::shape::TableOptions;

use crate::kit::{Opened, look_at, open_files, options, step};

const JANUARY: &str = "journey_id,date,touchpoint,channel\n1,2026-01-05 09:00:00,Home,web\n1,2026-01-31 10:00:00,Order,web\n";
/// Begins with January's last row, its columns in another order.
const FEBRUARY: &str = "date,journey_id,channel,touchpoint\n2026-01-31 10:00:00,1,web,Order\n2026-02-01 09:00:00,1,web,Home\n2026-02-01 09:00:00,1,web,Home\n";
/// Another system's words for its columns; it tells the order forty seconds later.
const SHOP: &str = "client_id;horodatage;évènement\n1;31/01/2026 10:00:40;Order\n2;31/01/2026 10:00:40;Order\n2;31/01/2026 10:00:50;Order\n";

fn of_files(names: &[&str], steps: Vec<CleaningStep>) -> LoadOptions {
    let named = |name: &&str| TableOptions {
        name: (*name).to_owned(),
        ..TableOptions::default()
    };
    LoadOptions {
        tables: names.iter().map(named).collect(),
        ..options(steps)
    }
}

fn near(columns: &[&str]) -> CleaningStep {
    CleaningStep {
        seconds: 60,
        ..step(StepKind::DropNearDuplicates, columns)
    }
}

fn dropped(texts: &[&str], steps: Vec<CleaningStep>) -> (u64, u64) {
    let names = &["a.csv", "b.csv", "c.csv"][..texts.len()];
    let Opened { source, .. } = open_files(texts, of_files(names, steps)).unwrap();
    let count = |key: &str| source[key].as_u64().unwrap();
    (count("duplicates_dropped"), count("rows_kept"))
}

#[test]
fn a_row_that_stands_in_two_files_is_there_twice() {
    let exact = || vec![step(StepKind::DropExactDuplicates, &[])];
    assert_eq!(dropped(&[JANUARY, FEBRUARY], exact()), (2, 3));
    // One file with other columns in between takes nothing away.
    assert_eq!(dropped(&[JANUARY, SHOP, FEBRUARY], exact()), (2, 6));
    assert_eq!(dropped(&[JANUARY, FEBRUARY], Vec::new()), (0, 5));
}

#[test]
fn an_event_that_two_files_tell_within_the_window_is_one() {
    // Of two files: what one of them tells twice itself stays.
    assert_eq!(dropped(&[JANUARY, SHOP], vec![near(&["source"])]), (1, 4));
    assert_eq!(dropped(&[JANUARY, SHOP], vec![near(&[])]), (2, 3));
    let short = CleaningStep {
        seconds: 30,
        ..near(&["source"])
    };
    assert_eq!(dropped(&[JANUARY, SHOP], vec![short]), (0, 5));
}

#[test]
fn what_two_files_tell_is_offered_and_counted_as_it_is_dropped() {
    let files = [JANUARY, SHOP, FEBRUARY].map(str::as_bytes);
    let names = ["a.csv", "b.csv", "c.csv"];
    let survey = look_at(&files, of_files(&names, Vec::new())).survey;
    let of = |kind: StepKind| {
        let offers = survey.offers.iter().filter(move |o| o.step.kind == kind);
        offers.cloned().collect::<Vec<Offer>>()
    };
    assert_eq!(of(StepKind::DropExactDuplicates)[0].outcome.rows, 2);
    let offered = &of(StepKind::DropNearDuplicates)[0];
    assert_eq!(offered.step.columns, ["source"]);
    assert_eq!(offered.outcome.rows, 1);
    for (chosen, removed) in [
        (offered.step.clone(), 2),
        (step(StepKind::DropExactDuplicates, &[]), 2),
    ] {
        let survey = look_at(&files, of_files(&names, vec![chosen.clone()])).survey;
        let kept = open_files(
            &[JANUARY, SHOP, FEBRUARY],
            LoadOptions {
                recipe: Recipe {
                    steps: vec![chosen],
                },
                ..of_files(&names, Vec::new())
            },
        )
        .unwrap();
        assert_eq!((survey.removed, survey.outcomes[0].rows), (removed, 2));
        assert_eq!(kept.source["duplicates_dropped"], 2);
    }
}
