//! How values are written, in both languages (design language §6).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::i18n::Lang::{self, En, Fr};
use parcours::model::time::{MICROS_PER_DAY, MICROS_PER_SECOND, days_from_civil};

fn at(year: i64, month: u32, day: u32) -> i64 {
    days_from_civil(year, month, day) * MICROS_PER_DAY
}

/// French typographic spaces made visible.
fn seen(text: String) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

#[test]
fn counts_are_grouped() {
    assert_eq!(
        [0, 999, 1284, 18_432, 1_000_000].map(|n| En.count(n)),
        ["0", "999", "1,284", "18,432", "1,000,000"]
    );
    assert_eq!(
        [0, 999, 1284, 1_000_000].map(|n| seen(Fr.count(n))),
        ["0", "999", "1_284", "1_000_000"]
    );
}

#[test]
fn shares_are_whole_percent_with_a_decimal_below_one() {
    assert_eq!(
        [0.0, 0.0004, 0.004, 0.0094, 0.0096, 0.481, 1.0].map(|s| En.percent(s)),
        ["0%", "<0.1%", "0.4%", "0.9%", "1%", "48%", "100%"]
    );
    assert_eq!(
        [0.0004, 0.004, 0.481].map(|s| seen(Fr.percent(s))),
        ["<~0,1~%", "0,4~%", "48~%"]
    );
}

#[test]
fn emotions_have_a_true_minus_one_decimal_and_no_sign_at_zero() {
    assert_eq!(
        [-2.0, -1.24, -0.04, 0.0, 0.04, 0.05, 1.7].map(|e| En.emotion(e)),
        ["−2.0", "−1.2", "0.0", "0.0", "0.0", "+0.1", "+1.7"]
    );
    assert_eq!(Fr.emotion(-1.2), "−1,2");
    assert_eq!([-2, 0, 1].map(|e| En.emotion_tick(e)), ["−2", "0", "+1"]);
    assert_eq!(En.emotion_spoken(-1.2), "minus 1.2");
    assert_eq!(Fr.emotion_spoken(-1.2), "moins 1,2");
    assert_eq!(En.emotion_spoken(0.0), "0.0");
    assert_eq!(En.emotion(f64::NAN), "—");
}

#[test]
fn the_ends_of_an_axis_say_their_years_where_these_differ() {
    let micros = |days: i64| days * 86_400_000_000;
    let (first, next_year) = (micros(20_454), micros(20_819));
    let own = |text: (String, String)| (seen(text.0), seen(text.1));
    assert_eq!(
        own(En.axis_ends(first, first + micros(30))),
        ("1 Jan".into(), "31 Jan".into())
    );
    assert_eq!(
        own(Fr.axis_ends(first, next_year)),
        ("1er janv. 2026".into(), "1er janv. 2027".into())
    );
}

#[test]
fn durations_show_their_two_largest_units() {
    let cases = [
        (0.0, "0~s", "0~s"),
        (0.4, "0.4~s", "0,4~s"),
        (45.0, "45~s", "45~s"),
        (59.6, "1~min", "1~min"),
        (1_080.0, "18~min", "18~min"),
        (1_100.0, "18~min 20~s", "18~min 20~s"),
        (3_599.6, "1~h", "1~h"),
        (12_240.0, "3~h 24~min", "3~h 24~min"),
        (79_200.0, "22~h", "22~h"),
        (86_399.0, "23~h 59~min 59~s", ""),
        (525_600.0, "6~d 2~h", "6~j 2~h"),
        (2_332_800.0, "27~d", "27~j"),
        (2_340_000.0, "27~d 2~h", "27~j 2~h"),
        (130_000_000.0, "1,504~d 15~h", "1_504~j 15~h"),
        (-90.0, "−1~min 30~s", "−1~min 30~s"),
    ];
    for (seconds, en, fr) in cases {
        if fr.is_empty() {
            // 23 h 59 min 59 s has three units: rounding to the minute makes a whole day.
            assert_eq!(seen(En.duration(seconds)), "1~d");
            continue;
        }
        assert_eq!(seen(En.duration(seconds)), en, "{seconds}");
        assert_eq!(seen(Fr.duration(seconds)), fr, "{seconds}");
    }
}

#[test]
fn chart_labels_drop_the_second_unit_once_the_first_has_two_digits() {
    assert_eq!(seen(En.duration_short(525_600.0)), "6~d 2~h");
    assert_eq!(seen(En.duration_short(2_340_000.0)), "27~d");
    assert_eq!(seen(En.duration_short(80_000.0)), "22~h");
    assert_eq!(seen(Fr.duration_short(1_100.0)), "18~min");
}

#[test]
fn days_and_ranges() {
    let day = at(2026, 3, 27) + (14 * 60 + 22) * 60 * MICROS_PER_SECOND;
    assert_eq!(En.date(day), "27 Mar 2026");
    assert_eq!(Fr.date(day), "27/03/2026");
    assert_eq!(En.date_time(day), "27 Mar 2026, 14:22");
    assert_eq!(Fr.date_time(day), "27/03/2026 14:22");
    assert_eq!(
        En.date_range(at(2026, 1, 1), at(2026, 6, 30)),
        "1 Jan to 30 Jun 2026"
    );
    assert_eq!(
        Fr.date_range(at(2026, 1, 1), at(2026, 6, 30)),
        "1er janv. au 30 juin 2026"
    );
    assert_eq!(
        En.date_range(at(2026, 6, 1), at(2026, 6, 30)),
        "1 to 30 Jun 2026"
    );
    assert_eq!(
        Fr.date_range(at(2025, 12, 31), at(2026, 1, 1)),
        "31 déc. 2025 au 1er janv. 2026"
    );
    assert_eq!(En.date_range(day, day), "27 Mar 2026");
    assert_eq!(En.date(at(1969, 12, 31)), "31 Dec 1969");
}

#[test]
fn money_and_sizes() {
    assert_eq!(En.euros(1249.9), "€1,249.90");
    assert_eq!(seen(Fr.euros(1249.9)), "1_249,90~€");
    assert_eq!(seen(Fr.euros(-12.0)), "−12~€");
    assert_eq!(En.euros(-12.5), "−€12.50");
    assert_eq!(En.number(2.0), "2");
    assert_eq!(Fr.number(2.5), "2,5");
    assert_eq!(seen(En.bytes(0)), "0~bytes");
    assert_eq!(seen(Fr.bytes(0)), "0~octet");
    assert_eq!(seen(En.bytes(1)), "1~byte");
    assert_eq!(seen(En.bytes(4_230_000)), "4.2~MB");
    assert_eq!(seen(Fr.bytes(42_300_000)), "42~Mo");
    assert_eq!(seen(En.bytes(999_900)), "1.0~MB");
}

#[test]
fn plurals_follow_the_language() {
    assert_eq!(
        [0, 1, 2].map(|n| En.answers(n)),
        ["0 answers", "1 answer", "2 answers"]
    );
    assert_eq!(
        [0, 1, 2].map(|n| Fr.answers(n)),
        ["0 réponse", "1 réponse", "2 réponses"]
    );
    assert_eq!(seen(Fr.rows_set_aside(1200)), "1_200 lignes écartées");
    assert_eq!(En.journeys_of(1042, 1284), "1,042 of 1,284 journeys");
    assert_eq!(seen(Fr.journeys_of(618, 1284)), "618 parcours sur 1_284");
}

#[test]
fn an_assumed_zone_is_named() {
    for (count, zone, en, fr) in [
        (
            1,
            "+05:30",
            "1 time without a time zone, read as UTC+05:30",
            "1 heure sans fuseau, lue en UTC+05:30",
        ),
        (
            12,
            "-04:00",
            "12 times without a time zone, read as UTC−04:00",
            "12 heures sans fuseau, lues en UTC−04:00",
        ),
        (
            2,
            "America/New_York",
            "2 times without a time zone, read in the zone America/New York",
            "2 heures sans fuseau, lues dans le fuseau America/New York",
        ),
        (
            1,
            "UTC",
            "1 time without a time zone, read as UTC",
            "1 heure sans fuseau, lue en UTC",
        ),
    ] {
        assert_eq!(Lang::En.plain_times(count, zone), en);
        assert_eq!(Lang::Fr.plain_times(count, zone), fr);
    }
}

#[test]
fn quotes_lists_and_labels() {
    assert_eq!(En.quoted("a"), "“a”");
    assert_eq!(seen(Fr.quoted("a")), "«~a~»");
    assert_eq!(seen(Fr.labelled("Objectif", "Achat")), "Objectif~: Achat");
    assert_eq!(En.both(&["a", "b", "c"]), "a, b and c");
    assert_eq!(Fr.either(&["a", "b"]), "a ou b");
    assert_eq!(En.goal_is(None), "Goal: none");
    assert_eq!(En.dropped_and_share(397, 0.381), "−397 · 38%");
    assert_eq!(En.return_label(387, 1.58), "387 ↺ ×1.6");
    assert_eq!(En.value(""), "(empty)");
    assert_eq!(
        En.focus_spoken(
            "Evaluation",
            Some("Hurried buyers"),
            Some((-1.2, 214)),
            Some(0.47)
        ),
        "Evaluation, Hurried buyers, minus 1.2, 214 answers, 47% dropped"
    );
}

#[test]
fn the_browser_chooses_the_first_language_it_shares() {
    assert_eq!(Lang::from_tags(["de", "fr-CA", "en"]), Fr);
    assert_eq!(Lang::from_tags(["FR"]), Fr);
    assert_eq!(Lang::from_tags(["frr", "de"]), En);
    assert_eq!(Lang::from_tags([]), En);
}
