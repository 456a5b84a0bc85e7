//! Every text is there, in both languages, and follows the rules of its language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeSet;

use parcours::i18n::{Lang, Msg, load_error, names};
use parcours::model::emotion::EmotionScale;
use parcours::model::load::{LoadError, LoadErrorCode, ProblemReason, Role};

const CODES: &[LoadErrorCode] = &[
    LoadErrorCode::EmptyFile,
    LoadErrorCode::HeaderOnly,
    LoadErrorCode::OneColumn,
    LoadErrorCode::NotAText,
    LoadErrorCode::Folder,
    LoadErrorCode::BrokenJson,
    LoadErrorCode::JsonNotJourneys,
    LoadErrorCode::NewerDocument,
    LoadErrorCode::UnreadableTimes,
    LoadErrorCode::NoUsableRow,
    LoadErrorCode::UnknownColumn,
    LoadErrorCode::MissingRole,
    LoadErrorCode::UnknownEncoding,
    LoadErrorCode::QuoteNeverClosed,
    LoadErrorCode::WeightDiffers,
    LoadErrorCode::HttpStatus,
    LoadErrorCode::Unreachable,
    LoadErrorCode::Vanished,
    LoadErrorCode::TooLarge,
    LoadErrorCode::Cancelled,
    LoadErrorCode::Superseded,
    LoadErrorCode::WorkerCrashed,
    LoadErrorCode::BadOptions,
    LoadErrorCode::BadFilter,
    LoadErrorCode::NoData,
    LoadErrorCode::Unsupported,
    LoadErrorCode::PasswordProtected,
    LoadErrorCode::BrokenFile,
    LoadErrorCode::NothingInside,
    LoadErrorCode::UnknownPart,
    LoadErrorCode::UnpacksTooLarge,
    LoadErrorCode::ReaderFailed,
];

const REASONS: &[ProblemReason] = &[
    ProblemReason::EmptyJourney,
    ProblemReason::EmptyTime,
    ProblemReason::UnreadableTime,
    ProblemReason::WrongFieldCount,
    ProblemReason::ShortRow,
    ProblemReason::NoAnswer,
    ProblemReason::NotAnObject,
    ProblemReason::UnreadableEmotion,
    ProblemReason::UnreadableRevenue,
    ProblemReason::UnreadableWeight,
    ProblemReason::UndecodableBytes,
    ProblemReason::PlainTime,
];

/// All texts of a language that need no data of a file, errors with and without place and subject.
fn texts(lang: Lang) -> Vec<String> {
    let mut texts: Vec<String> = Msg::ALL.iter().map(|m| lang.text(*m).to_owned()).collect();
    texts.extend(Role::ALL.map(|role| names::role(lang, role).to_owned()));
    texts.extend(EmotionScale::ALL.map(|scale| names::scale(lang, scale).to_owned()));
    texts.extend(REASONS.iter().map(|r| names::problem(lang, *r).to_owned()));
    for code in CODES {
        for subject in [None, Some("date")] {
            for line in [None, Some(3377)] {
                let error = LoadError {
                    line,
                    column: line.map(|_| 17),
                    subject: subject.map(str::to_owned),
                    ..LoadError::new(*code)
                };
                let text = load_error(lang, &error);
                texts.extend([text.title, text.explanation, text.action]);
            }
        }
    }
    texts.extend([
        lang.goal_is(None),
        lang.drop_here("x"),
        lang.move_to("x"),
        lang.clear_filter("x"),
        lang.undo_of(Msg::ChangeGoal),
        lang.others(14),
        lang.most_frequent_steps(10),
        lang.use_groups(2, 20),
        lang.nothing_kept(&["a".to_owned(), "b".to_owned()], 12),
        lang.time_left(3.0),
        lang.share_dropped(0.4),
        lang.percent(0.4),
    ]);
    texts
}

#[test]
fn no_text_is_empty_or_has_stray_blanks() {
    for lang in Lang::ALL {
        for text in texts(lang) {
            assert!(!text.trim().is_empty());
            assert_eq!(text, text.trim());
            assert!(!text.contains("  "), "{text}");
            assert!(!text.contains(['\'', '"']), "straight quote in {text}");
        }
    }
}

#[test]
fn french_punctuation_has_its_spaces() {
    for text in texts(Lang::Fr) {
        let chars: Vec<char> = text.chars().collect();
        for (i, c) in chars.iter().enumerate() {
            let before = i.checked_sub(1).map(|i| chars[i]);
            let after = chars.get(i + 1).copied();
            match c {
                ':' | '»' => assert_eq!(before, Some('\u{a0}'), "{text}"),
                '%' if before.is_some() => assert_eq!(before, Some('\u{a0}'), "{text}"),
                ';' | '!' | '?' => assert_eq!(before, Some('\u{202f}'), "{text}"),
                '«' => assert_eq!(after, Some('\u{a0}'), "{text}"),
                '“' | '”' => panic!("English quotes in {text}"),
                _ => {}
            }
        }
    }
}

#[test]
fn english_has_no_french_spaces() {
    for text in texts(Lang::En) {
        for mark in [" :", " ;", " ?", " !", "« ", "\u{202f}"] {
            assert!(!text.contains(mark), "{text}");
        }
    }
}

#[test]
fn words_that_the_field_does_not_say_in_french() {
    for text in texts(Lang::Fr) {
        let lower = text.to_lowercase();
        for word in [
            "sensibilisation",
            "plaidoyer",
            "points douloureux",
            "attente",
            "événement",
        ] {
            assert!(!lower.contains(word), "{text}");
        }
    }
}

#[test]
fn errors_start_with_their_place_and_each_says_something_else() {
    let error = LoadError {
        line: Some(3377),
        ..LoadError::new(LoadErrorCode::QuoteNeverClosed)
    };
    assert_eq!(
        load_error(Lang::En, &error).title,
        "Line 3,377: a quote is opened and never closed"
    );
    assert_eq!(
        load_error(Lang::Fr, &error).title,
        "Ligne 3\u{202f}377\u{a0}: un guillemet est ouvert et jamais refermé"
    );
    for lang in Lang::ALL {
        let titles: BTreeSet<String> = CODES
            .iter()
            .map(|code| load_error(lang, &LoadError::new(*code)).title)
            .collect();
        assert_eq!(titles.len(), CODES.len());
        assert!(
            titles
                .iter()
                .all(|title| title.chars().next().unwrap().is_uppercase())
        );
    }
}
