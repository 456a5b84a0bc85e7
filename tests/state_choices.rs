//! What clicks do to the choices, and what comes back from storage.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::i18n::Lang;
use parcours::model::answer::{Histogram, Overview, ValueStat};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::query::Selection;
use parcours::model::time::TimeKind;
use parcours::model::zone::Clock;
use parcours::state::chips::{chips, tightest};
use parcours::state::select::{Escaped, after_escape, clicked, escaped};
use parcours::state::{Change, Choices, Facet, History, Preferences, Shown, Snapshot, Theme, View};

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

fn all() -> Vec<String> {
    names(&["Web", "Phone", "Chat"])
}

fn seen(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_click_turns_a_value_off_and_on_again() {
    let mut choices = Choices::default();
    choices.toggle(Facet::Channel, "Phone", &all());
    assert_eq!(
        choices.filter.journeys.as_ref().unwrap().channel,
        Some(names(&["Web", "Chat"]))
    );
    assert!(choices.is_kept(Facet::Channel, "Web"));
    assert!(!choices.is_kept(Facet::Channel, "Phone"));
    choices.toggle(Facet::Channel, "Phone", &all());
    assert_eq!(choices, Choices::default());
}

#[test]
fn none_and_a_click_leave_one() {
    let mut choices = Choices::default();
    choices.keep_none(Facet::Channel);
    assert_eq!(choices.kept(Facet::Channel), Some(&[][..]));
    choices.toggle(Facet::Channel, "Chat", &all());
    assert_eq!(choices.kept(Facet::Channel), Some(&names(&["Chat"])[..]));
    choices.keep_all(Facet::Channel);
    assert_eq!(choices, Choices::default());
}

#[test]
fn solo_twice_is_all_again() {
    let mut choices = Choices::default();
    choices.solo(Facet::Persona, "Hurried");
    assert_eq!(choices.kept(Facet::Persona), Some(&names(&["Hurried"])[..]));
    choices.solo(Facet::Persona, "Careful");
    assert_eq!(choices.kept(Facet::Persona), Some(&names(&["Careful"])[..]));
    choices.solo(Facet::Persona, "Careful");
    assert_eq!(choices, Choices::default());
}

#[test]
fn values_of_another_file_survive_a_click() {
    let mut choices = Choices::default();
    choices.set_kept(Facet::Channel, Some(names(&["Fax", "Web"])));
    choices.toggle(Facet::Channel, "Phone", &all());
    assert_eq!(
        choices.kept(Facet::Channel),
        Some(&names(&["Web", "Phone", "Fax"])[..])
    );
}

#[test]
fn the_switch_moves_filters_to_events_and_back() {
    let mut choices = Choices::default();
    choices.solo(Facet::Touchpoint, "Call");
    choices.set_dates_micros(Some(0), Some(86_400_000_000), TimeKind::Plain);
    choices.set_length(Some(60.0), None);
    let whole = choices.clone();
    choices.set_whole_journeys(false);
    assert_eq!(
        choices.filter,
        Filter {
            touchpoint: Some(names(&["Call"])),
            from: Some("1970-01-01T00:00:00".to_owned()),
            to: Some("1970-01-02T00:00:00".to_owned()),
            journeys: Some(JourneyFilter {
                min_seconds: Some(60.0),
                ..JourneyFilter::default()
            }),
            ..Filter::default()
        }
    );
    choices.set_whole_journeys(true);
    assert_eq!(choices, whole);
}

#[test]
fn a_script_s_filter_sets_the_switch() {
    let mut choices = Choices::default();
    choices.set_filter(serde_json::from_str(r#"{"persona":["a"]}"#).unwrap());
    assert!(!choices.whole_journeys);
    choices.set_filter(serde_json::from_str(r#"{"journeys":{"persona":["a"]}}"#).unwrap());
    assert!(choices.whole_journeys);
    choices.set_filter(serde_json::from_str(r#"{"journeys":{}}"#).unwrap());
    assert_eq!(choices, Choices::default());
}

#[test]
fn every_change_can_be_undone_by_its_name() {
    let mut history = History::new(Choices::default());
    let mut next = history.present().clone();
    next.solo(Facet::Persona, "a");
    history.apply(Change::Personas, next.clone());
    history.apply(Change::Personas, next.clone());
    assert_eq!(history.undo_name(), Some(Change::Personas));
    assert_eq!(history.undo(), Some(Change::Personas));
    assert_eq!(*history.present(), Choices::default());
    assert_eq!(history.undo(), None);
    assert_eq!(history.redo_name(), Some(Change::Personas));
    assert_eq!(history.redo(), Some(Change::Personas));
    assert_eq!(*history.present(), next);
    history.undo();
    history.apply(Change::Selection, next);
    assert_eq!(history.redo(), None);
}

#[test]
fn a_drag_is_one_step() {
    let mut history = History::new(0);
    history.apply(Change::Filter, 1);
    for value in 2..50 {
        history.drag(Change::Dates, value);
    }
    history.end_drag();
    history.drag(Change::Dates, 60);
    history.end_drag();
    assert_eq!(history.undo(), Some(Change::Dates));
    assert_eq!(*history.present(), 49);
    assert_eq!(history.undo(), Some(Change::Dates));
    assert_eq!(*history.present(), 1);
    assert_eq!(history.redo(), Some(Change::Dates));
    assert_eq!(*history.present(), 49);
    history.drag(Change::Dates, 70);
    history.drag(Change::Dates, 49);
    history.end_drag();
    assert_eq!(history.undo(), Some(Change::Dates));
    assert_eq!(*history.present(), 1);
}

#[test]
fn change_names_differ_in_both_languages() {
    for lang in Lang::ALL {
        let texts: std::collections::BTreeSet<&str> = Change::ALL
            .iter()
            .map(|change| lang.text(change.name()))
            .collect();
        assert_eq!(texts.len(), Change::ALL.len());
    }
}

#[test]
fn clicks_select_add_and_clear() {
    let (a, b) = (
        Selection::Stage("a".to_owned()),
        Selection::Touchpoint("b".to_owned()),
    );
    let one = clicked(&[], &a, false);
    assert_eq!(one, vec![a.clone()]);
    assert_eq!(clicked(&one, &a, false), []);
    let two = clicked(&one, &b, true);
    assert_eq!(two, [a.clone(), b.clone()]);
    assert_eq!(clicked(&two, &a, true), vec![b.clone()]);
    assert_eq!(clicked(&two, &a, false), [a]);
}

#[test]
fn escape_closes_one_thing_a_press() {
    let mut choices = Choices::default();
    choices.solo(Facet::Persona, "a");
    choices.selection = vec![Selection::Stage("s".to_owned())];
    choices.set_dates(Some("2026-01-01".to_owned()), None);
    assert_eq!(escaped(true, &choices), Escaped::Tooltip);
    for expected in [
        Escaped::Brush,
        Escaped::Selection,
        Escaped::Solo,
        Escaped::Nothing,
    ] {
        let next = escaped(false, &choices);
        assert_eq!(next, expected);
        choices = after_escape(next, &choices);
    }
    assert_eq!(choices, Choices::default());
}

#[test]
fn snapshots_come_back_and_broken_ones_do_not_stop() {
    let mut snapshot = Snapshot {
        view: View::Personas,
        ..Snapshot::default()
    };
    snapshot.choices.solo(Facet::Stage, "Évaluation");
    snapshot.choices.look.shown = Shown::Frequent(12);
    snapshot.choices.look.lens.silence_seconds = Some(3600.0);
    let text = snapshot.to_json();
    assert!(text.starts_with(r#"{"version":1,"#), "{text}");
    assert_eq!(Snapshot::from_json(&text), snapshot);
    for broken in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"version":1}"#,
        r#"{"version":1,"choices":{"filter":{"unknown":1}}}"#,
        r#"{"version":1,"choices":{"selection":7}}"#,
        &text.replace(r#""version":1"#, r#""version":2"#),
        &text[..text.len() / 2],
    ] {
        assert_eq!(Snapshot::from_json(broken), Snapshot::default(), "{broken}");
    }
    let partial = r#"{"version":1,"choices":{"whole_journeys":false},"new":1}"#;
    assert!(!Snapshot::from_json(partial).choices.whole_journeys);
}

#[test]
fn preferences_come_back() {
    let preferences = Preferences {
        lang: Some(Lang::Fr),
        theme: Theme::Dark,
        filters_folded: true,
        panel_folded: false,
    };
    assert_eq!(Preferences::from_json(&preferences.to_json()), preferences);
    assert_eq!(
        Preferences::from_json("{\"lang\":\"xx\"}"),
        Preferences::default()
    );
}

#[test]
fn chips_say_the_filter_and_how_to_leave_it() {
    let mut choices = Choices::default();
    choices.set_kept(Facet::Persona, Some(names(&["Hurried", ""])));
    choices.keep_none(Facet::Channel);
    choices.set_dates(
        Some("2026-01-01T00:00:00".to_owned()),
        Some("2026-07-01T00:00:00".to_owned()),
    );
    choices.set_length(None, Some(86_400.0));
    choices.filter.journeys.as_mut().unwrap().goal = Some(false);
    let list = chips(Lang::En, &choices, None, &Clock::default());
    let texts: Vec<String> = list.iter().map(|chip| seen(&chip.text)).collect();
    assert_eq!(
        texts,
        [
            "Personas: Hurried or (empty)",
            "Channels: none",
            "Dates: 1 Jan to 30 Jun 2026",
            "Journey length: ≤ 1 d",
            "Goal met: no",
        ]
    );
    let mut left = choices.clone();
    for expected in (0..5).rev() {
        let list = chips(Lang::Fr, &left, None, &Clock::default());
        left.filter = list[0].without.clone();
        assert_eq!(
            chips(Lang::Fr, &left, None, &Clock::default()).len(),
            expected
        );
    }
    assert_eq!(left, Choices::default());
}

#[test]
fn the_tightest_filter_is_the_one_that_gives_most_back() {
    let mut choices = Choices::default();
    choices.solo(Facet::Persona, "Trade");
    choices.solo(Facet::Channel, "Phone");
    choices.set_dates(Some("2026-01-01".to_owned()), None);
    let stat = |journeys| ValueStat {
        journeys,
        ..ValueStat::default()
    };
    let overview = Overview {
        personas: vec![stat(40), stat(60)],
        channels: vec![stat(12), stat(3)],
        dates: Some(Histogram {
            all: vec![1, 2],
            ..Histogram::default()
        }),
        ..Overview::default()
    };
    let list = chips(Lang::En, &choices, None, &Clock::default());
    assert_eq!(tightest(&list, &overview).unwrap().text, "Personas: Trade");
    assert_eq!(tightest(&list, &Overview::default()), None);
    assert_eq!(tightest(&list[1..2], &Overview::default()), Some(&list[1]));
}
