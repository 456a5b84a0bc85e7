//! State → address → state, and addresses that people write by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::i18n::Lang;
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::Goal;
use parcours::model::query::{EmotionBy, Lens, Selection, StripOrder};
use parcours::state::{Address, Choices, Facet, Look, Shown, StripColour, StripLook, Theme, View};
use proptest::prelude::*;

fn names(list: &[&str]) -> Option<Vec<String>> {
    Some(list.iter().map(|&name| name.to_owned()).collect())
}

#[test]
fn nothing_chosen_is_an_empty_address() {
    let address = Address::of(None, View::Overview, &Choices::default());
    assert_eq!(address.write(), "");
    assert_eq!(Address::read("", ""), Address::default());
}

#[test]
fn the_address_is_short_and_readable() {
    let mut choices = Choices::default();
    choices.solo(Facet::Persona, "Acheteurs pressés");
    choices.set_dates(Some("2026-01-05T00:00:00".to_owned()), None);
    choices.selection = vec![Selection::Stage("Évaluation".to_owned())];
    choices.look.lens.goal = Some(Goal::default());
    choices.look.by_time = true;
    let address = Address::of(Some("samples/shop.csv"), View::Personas, &choices);
    let text = address.write();
    assert!(
        text.starts_with(
            "src=samples/shop.csv&view=personas&persona=Acheteurs%20press%C3%A9s&from=2026-01-05T00:00:00&select=stage:%C3%89valuation&look="
        ),
        "{text}"
    );
    assert!(!text.contains("strip"), "{text}");
    assert_eq!(Address::read("", &format!("#{text}")), address);
}

#[test]
fn the_hash_wins_key_by_key() {
    let address = Address::read(
        "?src=a.csv&persona=x&persona=y&lang=fr&embed=1",
        "#persona=z&theme=dark",
    );
    assert_eq!(address.src.as_deref(), Some("a.csv"));
    assert_eq!(address.lang, Some(Lang::Fr));
    assert_eq!(address.theme, Some(Theme::Dark));
    assert!(address.embed);
    let journeys = address.filter.unwrap().journeys.unwrap();
    assert_eq!(journeys.persona, names(&["z"]));
}

#[test]
fn short_keys_lie_over_the_json() {
    let address = Address::read(
        r#"?filter={"channel":["Web"],"journeys":{"persona":["a"],"goal":true}}&persona=b&to=2026-02-01"#,
        "",
    );
    assert_eq!(
        address.filter.unwrap(),
        Filter {
            channel: names(&["Web"]),
            journeys: Some(JourneyFilter {
                persona: names(&["b"]),
                goal: Some(true),
                started_to: Some("2026-02-01".to_owned()),
                ..JourneyFilter::default()
            }),
            ..Filter::default()
        }
    );
}

#[test]
fn what_cannot_be_read_is_said_and_left_out() {
    let address = Address::read(
        "?filter={\"person\":[]}&view=moon&review=0&utm_source=x&&=&stage",
        "#look=%7B",
    );
    let keys: Vec<&str> = address.errors.iter().map(|e| e.key.as_str()).collect();
    assert_eq!(keys, ["filter", "view", "look"]);
    assert!(address.errors[0].detail.contains("person"));
    assert_eq!(address.view, None);
    assert_eq!(address.review, Some(false));
    assert_eq!(
        address.filter.unwrap().journeys.unwrap().stage,
        names(&[""])
    );
}

#[test]
fn blanks_pluses_and_broken_escapes() {
    let address = Address::read(
        "?persona=Hurried+buyers&persona=100%&persona=a%2Bb&persona=%E9&from=2026-01-05T00:00:00+02:00&src=a+b.csv",
        "",
    );
    let journeys = address.filter.unwrap().journeys.unwrap();
    assert_eq!(
        journeys.persona,
        names(&["Hurried buyers", "100%", "a+b", "\u{fffd}"])
    );
    assert_eq!(
        journeys.started_from.as_deref(),
        Some("2026-01-05T00:00:00+02:00")
    );
    assert_eq!(address.src.as_deref(), Some("a+b.csv"));
}

#[test]
fn a_link_without_choices_leaves_the_stored_ones_and_a_file_s_link_does_not() {
    let mut stored = Choices::default();
    stored.solo(Facet::Persona, "a");
    let choices = |hash| Address::read("", hash).choices(stored.clone());
    assert_eq!(choices("#lang=fr"), stored);
    assert_eq!(choices("#src=a.csv"), Choices::default());
    assert_eq!(choices("#select=Purchase").filter, Filter::default());
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Zé :&=%+#?/\"\\\\]{0,8}", "\\PC{0,4}"]
}

fn list() -> impl Strategy<Value = Option<Vec<String>>> {
    prop::option::of(prop::collection::vec(name(), 0..3))
}

fn seconds() -> impl Strategy<Value = Option<f64>> {
    prop::option::of((0u32..1_000_000).prop_map(|half| f64::from(half) / 2.0))
}

fn journey_filter() -> impl Strategy<Value = JourneyFilter> {
    let lists = (list(), list(), list(), list(), list());
    let rest = (
        prop::option::of((name(), name())),
        prop::option::of(name()),
        prop::option::of(name()),
        seconds(),
        prop::option::of(any::<bool>()),
    );
    (lists, rest).prop_map(
        |((persona, touch, not_touch, channel, stage), (then, from, to, min, goal))| {
            JourneyFilter {
                persona,
                touch,
                not_touch,
                channel,
                stage,
                then,
                started_from: from,
                started_to: to,
                min_seconds: min,
                goal,
                ..JourneyFilter::default()
            }
        },
    )
}

fn filter() -> impl Strategy<Value = Filter> {
    let attributes = prop::collection::btree_map(name(), prop::collection::vec(name(), 0..2), 1..3);
    (
        list(),
        list(),
        list(),
        prop::option::of(name()),
        prop::option::of(attributes),
        prop::option::of(journey_filter()),
    )
        .prop_map(
            |(persona, touchpoint, account, to, attributes, journeys)| Filter {
                persona,
                touchpoint,
                account,
                to,
                attributes,
                journeys,
                ..Filter::default()
            },
        )
}

fn look() -> impl Strategy<Value = Look> {
    let shown = prop_oneof![
        Just(Shown::Fitting),
        (1u32..30).prop_map(Shown::Frequent),
        prop::collection::vec(name(), 0..3).prop_map(Shown::These),
    ];
    let goal = prop::option::of(
        (prop::collection::vec(name(), 0..2), any::<bool>()).prop_map(|(stage, revenue)| Goal {
            stage,
            revenue,
            ..Goal::default()
        }),
    );
    let groups = prop::collection::vec((name(), prop::collection::vec(name(), 0..3)), 0..2);
    let lens = (goal, seconds(), list(), groups).prop_map(
        |(goal, silence_seconds, stage_order, groups)| Lens {
            goal,
            silence_seconds,
            stage_order,
            groups,
        },
    );
    let strip = (any::<bool>(), any::<bool>()).prop_map(|(true_time, by_stage)| StripLook {
        true_time,
        order: if by_stage {
            StripOrder::Emotion
        } else {
            StripOrder::Longest
        },
        colour: if by_stage {
            StripColour::Stage
        } else {
            StripColour::Emotion
        },
    });
    (
        lens,
        shown,
        any::<bool>(),
        any::<bool>(),
        strip,
        prop::option::of(name()),
    )
        .prop_map(
            |(lens, shown, same_journeys, by_time, strip, leading)| Look {
                lens,
                shown,
                emotion_by: if by_time {
                    EmotionBy::All
                } else {
                    EmotionBy::Persona
                },
                same_journeys,
                strip,
                by_time,
                leading,
            },
        )
}

fn selection() -> impl Strategy<Value = Vec<Selection>> {
    let one = prop_oneof![
        name().prop_map(Selection::Stage),
        name().prop_map(Selection::Touchpoint),
        name().prop_map(Selection::Persona),
        name().prop_map(Selection::Channel),
        name().prop_map(Selection::Journey),
    ];
    prop::collection::vec(one, 0..3)
}

proptest! {
    #[test]
    fn state_to_address_to_state(
        filter in filter(),
        look in look(),
        selection in selection(),
        src in prop::option::of("[a-zé/:.+&= -]{1,12}"),
        in_query in any::<bool>(),
    ) {
        let mut choices = Choices { look, selection, ..Choices::default() };
        choices.set_filter(filter);
        let address = Address::of(src.as_deref(), View::Table, &choices);
        let text = address.write();
        prop_assert!(text.is_ascii() && !text.contains([' ', '#', '"', '?']));
        let read = if in_query {
            Address::read(&format!("?{text}"), "")
        } else {
            Address::read("", &format!("#{text}"))
        };
        prop_assert_eq!(&read, &address);
        if src.is_some() {
            prop_assert_eq!(read.choices(Choices::default()), choices);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(search in "\\PC*", hash in "[a-z=&%#0-9{}\"]*") {
        let address = Address::read(&search, &hash);
        let again = Address::read("", &address.write());
        prop_assert_eq!(again.filter.unwrap_or_default().is_empty(), address.filter.unwrap_or_default().is_empty());
    }
}
