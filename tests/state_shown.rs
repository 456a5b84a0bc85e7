//! Which steps are drawn, by names that outlive a change of lens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::model::answer::{StagesFrom, TableInfo};
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::load::SourceInfo;
use parcours::state::Shown;
use parcours::store::TableBuilder;

/// Four touchpoints in the order a, b, c, d; b and d are the most frequent.
fn info(stages_from: StagesFrom) -> TableInfo {
    let mut builder = TableBuilder::new(TableSchema {
        touchpoint: true,
        ..TableSchema::default()
    });
    let mut row = 0;
    for (journey, steps) in [("1", "abbcd"), ("2", "abdd"), ("3", "bd")] {
        for step in steps.chars() {
            builder.push(Event {
                row,
                journey,
                touchpoint: &step.to_string(),
                weight: 1,
                ..Event::default()
            });
            row += 1;
        }
    }
    let mut info = builder.finish().unwrap().info(&SourceInfo::default());
    info.stages_from = stages_from;
    info
}

#[test]
fn stages_are_all_shown_and_steps_as_many_as_fit() {
    let steps = info(StagesFrom::Touchpoints);
    assert_eq!(steps.stages, ["a", "b", "c", "d"]);
    assert_eq!(Shown::Fitting.ids(&steps, 2), Some(vec![1, 3]));
    assert_eq!(Shown::Fitting.ids(&steps, 3), Some(vec![0, 1, 3]));
    assert_eq!(Shown::Fitting.ids(&steps, 4), None);
    assert_eq!(Shown::Fitting.ids(&info(StagesFrom::Stages), 2), None);
    assert_eq!(
        Shown::Frequent(1).ids(&info(StagesFrom::Stages), 9),
        Some(vec![1])
    );
}

#[test]
fn named_steps_are_found_again_and_strange_names_hide_nothing() {
    let steps = info(StagesFrom::Touchpoints);
    let these = |names: &[&str]| {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        Shown::These(names).ids(&steps, 2)
    };
    assert_eq!(these(&["d", "a", "x"]), Some(vec![0, 3]));
    assert_eq!(these(&["x"]), None);
    assert_eq!(these(&["a", "b", "c", "d"]), None);
}
