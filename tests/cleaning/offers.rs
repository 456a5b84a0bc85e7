//! What is offered: only what would change something, with the counts that the step then has.

use parcours::model::recipe::{Offer, StepKind};

use crate::kit::{look, open, options, words};

const MESSY: &str = "journey_id,timestamp,persona,stage,touchpoint,channel,source\n\
    a,2026-01-05 09:00:00,Hurried,Discovery,Homepage,Web,crm\n\
    a,2026-01-05 09:00:30,Hurried,Discovery,homepage,Web,web\n\
    a,2026-01-05 09:00:40,Hurried,Discovery,homepage,Web,crm\n\
    a,2026-01-06 09:00:00,,Evaluation,/product/17,Web ,web\n\
    b,2026-01-07 09:00:00,Careful,Évaluation,/product/18,N/A,web\n\
    b,2026-01-07 09:00:00,Careful,Évaluation,/product/18,N/A,web\n\
    b,2026-01-08 09:00:00,Careful,Évaluation,/product/19,Web,web\n\
    b,2026-01-09 09:00:00,Careful,Discovery,homepage,Web,web\n";

fn offered(text: &str) -> Vec<Offer> {
    look(text.as_bytes(), options(Vec::new())).survey.offers
}

fn of(offers: &[Offer], kind: StepKind) -> Vec<&Offer> {
    offers
        .iter()
        .filter(|offer| offer.step.kind == kind)
        .collect()
}

#[test]
fn a_messy_file_is_offered_what_it_needs() {
    let offers = offered(MESSY);
    let exact = of(&offers, StepKind::DropExactDuplicates);
    assert_eq!(
        (exact[0].outcome.rows, exact[0].lines.as_slice()),
        (1, [7].as_slice())
    );
    let near = of(&offers, StepKind::DropNearDuplicates);
    assert_eq!(
        (near[0].outcome.rows, near[0].step.columns.as_slice()),
        (1, words(&["source"]).as_slice())
    );
    let merges = of(&offers, StepKind::Merge);
    let pairs: Vec<(&str, &str)> = merges
        .iter()
        .map(|offer| (offer.step.from[0].as_str(), offer.step.to[0].as_str()))
        .collect();
    assert_eq!(
        pairs,
        [("Evaluation", "Évaluation"), ("Homepage", "homepage")]
    );
    assert_eq!(of(&offers, StepKind::Trim)[0].step.columns, ["channel"]);
    assert_eq!(
        of(&offers, StepKind::StripIds)[0].step.columns,
        ["touchpoint"]
    );
    assert_eq!(of(&offers, StepKind::Nulls)[0].step.from, ["N/A"]);
    assert_eq!(of(&offers, StepKind::FillEmpty)[0].outcome.cells, 1);
}

#[test]
fn a_step_taken_from_an_offer_changes_as_much_as_was_offered() {
    for offer in offered(MESSY) {
        let mut step = offer.step.clone();
        if step.kind == StepKind::FillEmpty {
            step.to = words(&["Unknown"]);
        }
        let opened = open(MESSY, vec![step]).unwrap();
        let done = &opened.outcomes[0];
        assert_eq!(done.cells, offer.outcome.cells, "{:?}", offer.step);
        if offer.step.kind.drops_rows() {
            assert_eq!(
                (done.rows, done.counts),
                (offer.outcome.rows, offer.outcome.counts),
                "{:?}",
                offer.step
            );
        }
        if matches!(
            offer.step.kind,
            StepKind::Merge | StepKind::Trim | StepKind::StripIds
        ) {
            assert_eq!(done.counts, offer.outcome.counts, "{:?}", offer.step);
        }
    }
}

#[test]
fn what_is_done_is_not_offered_again() {
    let mut steps = Vec::new();
    for offer in offered(MESSY) {
        let mut step = offer.step;
        if step.kind == StepKind::FillEmpty {
            step.to = words(&["Unknown"]);
        }
        steps.push(step);
    }
    // Emptied words leave empty cells, which may be filled in their turn; ids leave equal rows.
    let left = look(MESSY.as_bytes(), options(steps)).survey.offers;
    let kinds: Vec<StepKind> = left.iter().map(|offer| offer.step.kind).collect();
    assert!(
        kinds.iter().all(|kind| matches!(
            kind,
            StepKind::FillEmpty | StepKind::DropNearDuplicates | StepKind::DropExactDuplicates
        )),
        "{kinds:?}"
    );
}

#[test]
fn a_clean_file_is_offered_nothing() {
    let clean = "journey_id,timestamp,stage,touchpoint\n\
        a,2026-01-05 09:00:00,Discovery,Advert\na,2026-01-06 09:00:00,Purchase,Order\n\
        b,2026-01-07 09:00:00,Discovery,Advert\nb,2026-01-08 09:00:00,Use,Step 1\nb,2026-01-09 09:00:00,Use,Step 2\n";
    assert_eq!(offered(clean), []);
}

#[test]
fn many_spellings_of_one_nature_are_one_step() {
    let mut text = String::from("journey_id,touchpoint\n");
    for name in ["Advert", "Catalogue", "Checkout", "Delivery", "Support"] {
        for spelling in [name.to_owned(), name.to_owned(), name.to_uppercase()] {
            text.push_str(&format!("a,{spelling}\n"));
        }
    }
    let offers = offered(&text);
    let case = of(&offers, StepKind::UnifyCase);
    assert_eq!(case[0].outcome.cells, 5);
    assert_eq!(case[0].outcome.counts, Some((10, 5)));
    assert!(of(&offers, StepKind::Merge).is_empty());
    assert_eq!(
        open(&text, vec![case[0].step.clone()]).unwrap().outcomes[0].cells,
        5
    );
}

#[test]
fn words_for_nothing_are_emptied_and_not_merged_with_each_other() {
    let rows = ["Web", "n/a", "#N/A", "N/A", "web", "-"].map(|channel| format!("a,x,{channel}\n"));
    let text = format!("journey_id,touchpoint,channel\n{}", rows.concat());
    let offers = offered(&text);
    let merges = of(&offers, StepKind::Merge);
    let merged: Vec<&[String]> = merges
        .iter()
        .map(|offer| offer.step.from.as_slice())
        .collect();
    assert_eq!(merged, [words(&["web"])]);
    let nulls = of(&offers, StepKind::Nulls);
    assert_eq!(nulls[0].step.from, ["#N/A", "-", "N/A", "n/a"]);
    assert_eq!(nulls[0].outcome.cells, 4);
}
