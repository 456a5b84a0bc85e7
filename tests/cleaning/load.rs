//! A load with steps: what they do to the events, what they count, in which order.

use parcours::model::load::LoadErrorCode;
use parcours::model::recipe::{CleaningStep, StepKind};
use proptest::prelude::*;

use crate::kit::{names, open, step, words};

const PAGES: &str = "journey_id,timestamp,touchpoint,channel\n\
    a,2026-01-05 09:00,Homepage,Web\n\
    a,2026-01-05 10:00,homepage ,Web\n\
    a,2026-01-05 11:00,/product/17,web\n\
    b,2026-01-06 09:00,homepage,N/A\n\
    b,2026-01-06 10:00,/product/18,\n\
    b,2026-01-06 10:00,/product/18,\n";

fn merge(column: &str, from: &[&str], to: &str) -> CleaningStep {
    CleaningStep {
        from: words(from),
        to: words(&[to]),
        ..step(StepKind::Merge, &[column])
    }
}

fn counts(opened: &crate::kit::Opened, place: usize) -> (u64, u64, Option<(u64, u64)>) {
    let outcome = &opened.outcomes[place];
    (outcome.cells, outcome.rows, outcome.counts)
}

#[test]
fn no_step_changes_nothing() {
    let opened = open(PAGES, Vec::new()).unwrap();
    assert!(opened.outcomes.is_empty());
    assert_eq!(
        names(&opened.summary, "touchpoints", "touchpoint"),
        [
            "/product/18",
            "/product/17",
            "Homepage",
            "homepage",
            "homepage "
        ]
    );
}

#[test]
fn each_step_counts_what_it_changed() {
    let steps = vec![
        step(StepKind::Trim, &["touchpoint"]),
        merge("touchpoint", &["Homepage"], "homepage"),
        step(StepKind::StripIds, &["touchpoint"]),
        CleaningStep {
            from: words(&["n/a"]),
            ..step(StepKind::Nulls, &["channel"])
        },
        CleaningStep {
            to: words(&["Web"]),
            ..step(StepKind::UnifyCase, &["channel"])
        },
        CleaningStep {
            to: words(&["unknown"]),
            ..step(StepKind::FillEmpty, &["channel"])
        },
        step(StepKind::DropExactDuplicates, &[]),
    ];
    let opened = open(PAGES, steps).unwrap();
    assert_eq!(counts(&opened, 0), (1, 1, Some((5, 4))));
    assert_eq!(counts(&opened, 1), (1, 1, Some((4, 3))));
    assert_eq!(counts(&opened, 2), (3, 3, Some((3, 2))));
    assert_eq!(counts(&opened, 3), (1, 1, Some((4, 3))));
    assert_eq!(counts(&opened, 4), (1, 1, Some((3, 2))));
    assert_eq!(counts(&opened, 5), (3, 3, Some((2, 2))));
    assert_eq!(counts(&opened, 6), (0, 1, Some((6, 5))));
    assert_eq!(
        names(&opened.summary, "touchpoints", "touchpoint"),
        ["homepage", "/product/:id"]
    );
    assert_eq!(
        names(&opened.summary, "channels", "channel"),
        ["Web", "unknown"]
    );
    assert_eq!(opened.source["duplicates_dropped"], 1);
    assert_eq!(opened.source["rows_read"], 6);
    assert_eq!(opened.source["rows_kept"], 5);
    assert_eq!(opened.source["rows_rejected"], 0);
}

#[test]
fn steps_work_in_their_order() {
    let merge_then_trim = vec![
        merge("touchpoint", &["homepage"], "start"),
        step(StepKind::Trim, &["touchpoint"]),
    ];
    let trim_then_merge = merge_then_trim.iter().rev().cloned().collect();
    let first = open(PAGES, merge_then_trim).unwrap();
    let second = open(PAGES, trim_then_merge).unwrap();
    assert_eq!(first.outcomes[0].cells, 1);
    assert_eq!(second.outcomes[1].cells, 2);
    assert!(names(&first.summary, "touchpoints", "touchpoint").contains(&"homepage".to_owned()));
    assert!(!names(&second.summary, "touchpoints", "touchpoint").contains(&"homepage".to_owned()));
}

#[test]
fn duplicates_before_and_after_trimming_are_other_duplicates() {
    let text = "journey_id,touchpoint\n1,a\n1,a \n1,a\n";
    let exact = step(StepKind::DropExactDuplicates, &[]);
    let trim = step(StepKind::Trim, &["touchpoint"]);
    assert_eq!(
        open(text, vec![exact.clone(), trim.clone()])
            .unwrap()
            .source["rows_kept"],
        2
    );
    assert_eq!(
        open(text, vec![trim, exact]).unwrap().source["rows_kept"],
        1
    );
}

#[test]
fn near_duplicates_are_the_same_event_from_another_source() {
    let text = "journey_id,timestamp,touchpoint,source\n\
        1,2026-01-05 09:00:00,call,crm\n\
        1,2026-01-05 09:00:40,call,phone\n\
        1,2026-01-05 09:00:50,call,crm\n\
        1,2026-01-05 09:30:00,call,phone\n\
        2,2026-01-05 09:00:10,call,phone\n";
    let near = |columns: &[&str]| CleaningStep {
        seconds: 60,
        ..step(StepKind::DropNearDuplicates, columns)
    };
    let two_sources = open(text, vec![near(&["source"])]).unwrap();
    assert_eq!(two_sources.source["duplicates_dropped"], 1);
    let any = open(text, vec![near(&[])]).unwrap();
    assert_eq!(any.source["duplicates_dropped"], 2);
    assert_eq!(any.source["rows_kept"], 3);
}

#[test]
fn rows_are_dropped_where_a_column_is_empty_and_taken_back_by_line() {
    let drop = step(StepKind::DropEmpty, &["channel"]);
    let dropped = open(PAGES, vec![drop.clone()]).unwrap();
    assert_eq!(counts(&dropped, 0), (0, 2, Some((6, 4))));
    assert_eq!(dropped.source["duplicates_dropped"], 0);
    assert_eq!(dropped.source["rows_rejected"], 0);
    let back = open(
        PAGES,
        vec![CleaningStep {
            except: vec![6],
            ..drop
        }],
    )
    .unwrap();
    assert_eq!(back.source["rows_kept"], 5);
}

#[test]
fn stages_follow_from_touchpoints_with_and_without_a_column_of_their_own() {
    let steps = || {
        vec![CleaningStep {
            from: words(&[
                "Homepage",
                "homepage",
                "homepage ",
                "/product/17",
                "/product/18",
            ]),
            to: words(&["Discovery", "Discovery", "Discovery", "Choice", "Choice"]),
            ..step(StepKind::MapStages, &[])
        }]
    };
    let mapped = open(PAGES, steps()).unwrap();
    assert_eq!(
        names(&mapped.summary, "stages", "stage"),
        ["Discovery", "Choice"]
    );
    assert_eq!(mapped.outcomes[0].cells, 6);
    let with_stage = PAGES.replace("channel", "stage").replace("Web", "x");
    let mapped = open(&with_stage, steps()).unwrap();
    assert_eq!(
        names(&mapped.summary, "stages", "stage"),
        ["Discovery", "Choice"]
    );
    // A row that is too long is still rejected beside the column that is not the file's.
    let ragged = format!("{PAGES}c,2026-01-05 09:00,Homepage,Web,extra\nc,2026-01-05 09:00\n");
    let mapped = open(&ragged, steps()).unwrap();
    assert_eq!(mapped.source["rows_rejected"], 2);
}

#[test]
fn what_a_file_does_not_have_is_said_and_the_rest_is_done() {
    let steps = vec![
        step(StepKind::Trim, &["touchpoint", "gone"]),
        merge("absent", &["a"], "b"),
        step(StepKind::DropNearDuplicates, &["absent"]),
        merge("touchpoint", &["Homepage"], "homepage"),
    ];
    let opened = open(PAGES, steps).unwrap();
    assert_eq!(opened.outcomes[0].misses.as_deref(), Some("gone"));
    assert_eq!(opened.outcomes[0].cells, 1);
    assert_eq!(opened.outcomes[1].misses.as_deref(), Some("absent"));
    assert_eq!(opened.outcomes[2].misses.as_deref(), Some("absent"));
    assert_eq!(opened.outcomes[3].cells, 1);
    let timeless = "journey_id,touchpoint\n1,a\n1,b\n2,a\n";
    let near = CleaningStep {
        seconds: 60,
        ..step(StepKind::DropNearDuplicates, &[])
    };
    assert_eq!(
        open(timeless, vec![near]).unwrap().outcomes[0]
            .misses
            .as_deref(),
        Some("time")
    );
}

#[test]
fn dropped_columns_are_gone_and_the_journey_cannot_be() {
    let text = "journey_id,touchpoint,country\n1,a,FR\n1,b,FR\n2,a,DE\n2,b,DE\n3,a,FR\n3,b,FR\n";
    let mut opened = open(text, vec![step(StepKind::DropColumns, &["country"])]).unwrap();
    assert!(opened.source["roles"]["attribute"].is_null());
    let rows = parcours::model::filter::Filter::default();
    assert!(opened.engine.wanted_rows(&rows, None, 0).is_ok());
    assert_eq!(
        crate::kit::answer(
            &mut opened.engine,
            parcours::protocol::Request::RowRuns(rows)
        ),
        "[0,6]"
    );
    let error = open(text, vec![step(StepKind::DropColumns, &["journey_id"])])
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.code, LoadErrorCode::MissingRole);
}

#[test]
fn tokens_keep_journeys_together() {
    let text =
        "email,touchpoint\na@example.org,x\na@example.org,y\nb@example.org,x\nb@example.org,y\n";
    let hide = CleaningStep {
        to: words(&["salt"]),
        ..step(StepKind::Pseudonymise, &["email"])
    };
    let opened = open(text, vec![hide]).unwrap();
    assert_eq!(opened.summary["journeys"], 2);
    assert_eq!(opened.summary["touchpoint_follows"][0]["count"], 2);
    assert_eq!(counts(&opened, 0), (4, 4, Some((2, 2))));
}

#[test]
fn json_is_cleaned_too() {
    let text = r#"[{"journey_id":"1","touchpoint":"Homepage"},{"journey_id":"1","touchpoint":"homepage"},{"journey_id":"2","touchpoint":"cart"}]"#;
    let opened = open(text, vec![merge("touchpoint", &["Homepage"], "homepage")]).unwrap();
    assert_eq!(
        names(&opened.summary, "touchpoints", "touchpoint"),
        ["homepage", "cart"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A file that was cleaned and written holds nothing more to clean: every kind but tokens.
    #[test]
    fn cleaning_what_is_clean_changes_nothing(cells in proptest::collection::vec(("[ab]", "[ aAéE/1-]{0,6}", "[xX]?"), 1..20)) {
        let lines: String = cells.iter().enumerate().map(|(at, (journey, step, channel))| {
            format!("{journey},2026-01-05 09:{:02},\"{step}\",{channel}\n", at % 7)
        }).collect();
        let text = format!("journey_id,timestamp,touchpoint,channel\n{lines}");
        let steps = vec![
            step(StepKind::Trim, &["touchpoint"]),
            CleaningStep { to: words(&["é", "a"]), ..step(StepKind::UnifyAccents, &["touchpoint"]) },
            CleaningStep { to: words(&["x"]), ..step(StepKind::UnifyCase, &["channel"]) },
            step(StepKind::StripIds, &["touchpoint"]),
            CleaningStep { from: words(&["-"]), ..step(StepKind::Nulls, &["touchpoint"]) },
            CleaningStep { to: words(&["none"]), ..step(StepKind::FillEmpty, &["touchpoint"]) },
            step(StepKind::DropExactDuplicates, &[]),
            CleaningStep { seconds: 60, ..step(StepKind::DropNearDuplicates, &[]) },
        ];
        let mut options = crate::kit::options(steps);
        options.roles = serde_json::from_str(r#"{"journey":["journey_id"],"time":["timestamp"],"touchpoint":["touchpoint"],"channel":["channel"]}"#).unwrap();
        let mut table = crate::kit::look(text.as_bytes(), options.clone());
        let total = table.select("", None);
        let rows = table.window(0, total);
        let kept: Vec<_> = rows.iter().filter(|row| row.removed.is_none()).collect();
        let lines: String = kept.iter().map(|row| {
            let cell = |column: u32| row.read.iter().find_map(|(at, read)| match read {
                parcours::model::cells::ReadCell::Text(text) if *at == column => Some(text.clone()),
                _ => None,
            }).unwrap_or_else(|| row.cells[column as usize].clone());
            format!("{},{},\"{}\",{}\n", cell(0), row.cells[1], cell(2), cell(3))
        }).collect();
        let again = crate::kit::look(format!("journey_id,timestamp,touchpoint,channel\n{lines}").as_bytes(), options);
        prop_assert_eq!(again.survey.removed, 0);
        prop_assert!(again.survey.outcomes.iter().all(|outcome| outcome.cells == 0 && outcome.rows == 0), "{:?}", again.survey.outcomes);
    }
}
