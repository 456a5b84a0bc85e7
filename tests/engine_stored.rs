//! A loaded table written beside its file: restored it answers the same, and whatever is not whole or not of that file is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "shared/in_memory.rs"]
mod in_memory;

use parcours::engine::{Belongs, Engine, LoadOutcome, Loaded, PIECE, load, restore};
use parcours::import::use_cleaning;
use parcours::model::emotion::EmotionScale;
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::filter::Filter;
use parcours::model::load::{LoadErrorCode, LoadOptions};
use parcours::model::query::{Lens, OverviewQuery};
use parcours::model::recipe::{CleaningStep, Recipe, StepKind};
use parcours::model::time::TimeKind;
use parcours::protocol::{Reply, Request, rewritten};
use parcours::store::TableBuilder;
use proptest::prelude::*;

use in_memory::{Bytes, Nobody, now};

/// The best guess, never a question.
fn unasked() -> LoadOptions {
    LoadOptions {
        review: Some(false),
        ..LoadOptions::default()
    }
}

const STAMP: &str = "these bytes, this build";

fn read(file: &[u8], options: &LoadOptions) -> LoadOutcome {
    let mut files = [Bytes(file.to_vec())];
    now(load(&mut files, options.clone(), Lens::default(), &Nobody)).unwrap()
}

fn belongs(options: &LoadOptions) -> Belongs {
    Belongs {
        stamp: STAMP.to_owned(),
        options: options.clone(),
    }
}

fn opened(file: &[u8], options: &LoadOptions) -> Engine {
    let mut engine = Engine::default();
    assert!(engine.take(read(file, options)).1);
    engine.belongs_to(belongs(options));
    engine
}

/// All pieces one after another.
fn stored(engine: &Engine) -> Vec<u8> {
    let (number, mut writing) = engine.writing(STAMP).unwrap();
    let mut form = Vec::new();
    while !writing.is_done() {
        let piece = engine.piece(number, &mut writing).unwrap();
        assert!(piece.len() == PIECE || writing.is_done());
        form.extend(piece);
    }
    form
}

fn restored(form: &[u8], belongs: &Belongs) -> Option<Loaded> {
    now(restore(&mut Bytes(form.to_vec()), belongs, Lens::default()))
}

fn again(form: &[u8], belongs: &Belongs) -> Engine {
    let mut engine = Engine::default();
    let loaded = restored(form, belongs).unwrap();
    assert!(engine.take(LoadOutcome::Loaded(Box::new(loaded))).1);
    engine
}

fn requests() -> Vec<Request> {
    let filter = Filter {
        channel: Some(vec!["web".to_owned()]),
        ..Filter::default()
    };
    let mut requests = vec![Request::Problems, Request::Cleaned, Request::Review];
    for filter in [Filter::default(), filter] {
        requests.push(Request::Summary {
            filter: filter.clone(),
            parts: None,
        });
        requests.push(Request::RowRuns(filter.clone()));
        requests.push(Request::Overview(OverviewQuery {
            filter,
            ..OverviewQuery::default()
        }));
    }
    requests.push(Request::SetLens(Lens {
        stage_order: Some(vec!["Order".to_owned()]),
        ..Lens::default()
    }));
    requests.push(Request::Overview(OverviewQuery::default()));
    requests
}

fn answers(engine: &mut Engine) -> Vec<Reply> {
    let answer = |request| match engine.answer(request) {
        Reply::Written(bytes, offers) => rewritten(&bytes, offers).unwrap(),
        Reply::Failed(error) => panic!("{error:?}"),
        reply => reply,
    };
    requests().into_iter().map(answer).collect()
}

const FILE: &[u8] = b"case_id,activity,date,channel,segment,score,amount,country
1,Visit,2026-01-05 10:00:00,web,B2B,4,,FR
1,Order,2026-01-06 10:00:00.5,shop,B2B,x,20,FR
2,Visit,2026-01-07 09:00:00,web,,2,,BE
2,Call,2026-01-07 09:30:00,phone,B2C,1,7.5,\xc3\x89tat
,Visit,2026-01-08 09:00:00,web,B2C,3,,FR
3,Visit,never,web,B2C,3,,FR
";

/// Enough events for several pieces.
fn large() -> Vec<u8> {
    let mut file = String::from("case_id,activity,date,channel,amount\n");
    for event in 0..330_000_u32 {
        let (journey, day) = (event % 50_000, event / 50_000 + 1);
        let (touchpoint, channel) = (event % 7, ["web", "shop", "phone"][event as usize % 3]);
        let second = event % 60;
        file.push_str(&format!(
            "J{journey},Touch {touchpoint},2026-01-{day:02} 10:00:{second:02},{channel},{event}\n"
        ));
    }
    file.into_bytes()
}

#[test]
fn a_restored_table_answers_as_the_one_that_was_read() {
    for (file, pieces) in [(FILE.to_vec(), 1), (large(), 2)] {
        let options = unasked();
        let mut engine = opened(&file, &options);
        let form = stored(&engine);
        assert_eq!(form.len().div_ceil(PIECE), pieces);
        let mut back = again(&form, &belongs(&options));
        assert!(answers(&mut engine) == answers(&mut back));
        assert!(back.writing(STAMP).is_none(), "it is stored already");
        assert!(back.is_restored(STAMP) && !back.is_restored("other bytes"));
        assert!(!engine.is_restored(STAMP));
        assert!(engine.writing("other bytes").is_none());
    }
}

#[test]
fn what_cleaning_did_and_the_goal_told_are_restored_too() {
    use_cleaning();
    let step = CleaningStep {
        kind: StepKind::Trim,
        columns: vec!["activity".to_owned()],
        ..CleaningStep::default()
    };
    let options = LoadOptions {
        recipe: Recipe { steps: vec![step] },
        goal: Some(parcours::model::load::Goal {
            touchpoint: vec!["Call".to_owned()],
            ..Default::default()
        }),
        name: Some("shop.csv".to_owned()),
        ..unasked()
    };
    let file = [FILE, b"4, Call ,2026-01-09 09:00:00,web,B2C,3,,FR\n"].concat();
    let mut engine = opened(&file, &options);
    let mut back = again(&stored(&engine), &belongs(&options));
    assert_ne!(engine.answer(Request::Cleaned), Reply::Json(String::new()));
    assert_eq!(answers(&mut engine), answers(&mut back));
}

#[test]
fn rows_are_found_in_the_file_once_it_has_been_read() {
    let options = unasked();
    let engine = opened(FILE, &options);
    assert!(engine.lacks_rows().is_none());
    let mut back = again(&stored(&engine), &belongs(&options));
    let (number, to_read) = back.lacks_rows().unwrap();
    assert_eq!(to_read, options);
    let other = back.learn_rows(number + 1, read(FILE, &to_read));
    assert_eq!(other.unwrap_err().code, LoadErrorCode::Superseded);
    assert!(back.lacks_rows().is_some());
    back.learn_rows(number, read(FILE, &to_read)).unwrap();
    assert!(back.lacks_rows().is_none());
    let rows = |engine: &Engine| {
        let wanted = engine.wanted_rows(&Filter::default(), Some(3), 1).unwrap();
        now(wanted.read(&mut [Bytes(FILE.to_vec())]))
    };
    assert_eq!(rows(&back), rows(&engine));
    assert!(matches!(rows(&back), Reply::Json(_)));
}

#[test]
fn a_piece_of_another_table_is_not_given_out() {
    let options = unasked();
    let mut engine = opened(FILE, &options);
    let (number, mut writing) = engine.writing(STAMP).unwrap();
    assert!(engine.take(read(FILE, &options)).1);
    assert!(engine.piece(number, &mut writing).is_none());
    assert!(
        engine.writing(STAMP).is_none(),
        "nobody has said whose it is"
    );
}

#[test]
fn a_form_of_another_stamp_is_refused() {
    let options = unasked();
    let form = stored(&opened(FILE, &options));
    let later = Belongs {
        stamp: "these bytes, a later build".to_owned(),
        options: options.clone(),
    };
    assert!(restored(&form, &belongs(&options)).is_some());
    assert!(restored(&form, &later).is_none());
}

/// With checksums that fit what stands there now.
fn sealed(mut form: Vec<u8>) -> Vec<u8> {
    let mut sum = 0;
    for piece in form.chunks_mut(PIECE) {
        let (bytes, told) = piece.split_last_chunk_mut::<8>().unwrap();
        sum = parcours_kernel::checksum(bytes, sum);
        *told = sum.to_le_bytes();
    }
    form
}

#[test]
fn another_version_is_refused() {
    let options = unasked();
    let form = stored(&opened(FILE, &options));
    let belongs = belongs(&options);
    assert!(restored(&sealed(form.clone()), &belongs).is_some());
    for at in [0, 8] {
        let mut other = form.clone();
        other[at] += 1;
        assert!(restored(&sealed(other), &belongs).is_none(), "byte {at}");
    }
}

#[test]
fn a_form_cut_anywhere_is_refused() {
    let options = unasked();
    let form = stored(&opened(FILE, &options));
    let belongs_small = belongs(&options);
    for end in 0..form.len() {
        assert!(restored(&form[..end], &belongs_small).is_none(), "{end}");
    }
    let file = large();
    let form = stored(&opened(&file, &options));
    let belongs = belongs(&options);
    for end in [8, PIECE - 8, PIECE, PIECE + 8, form.len() - 8] {
        assert!(restored(&form[..end], &belongs).is_none(), "{end}");
        assert!(
            restored(&sealed(form[..end].to_vec()), &belongs).is_none(),
            "{end} sealed"
        );
    }
    // A piece twice, or none in the place of one.
    let twice = [&form[..PIECE], &form[..PIECE], &form[PIECE..]].concat();
    assert!(restored(&twice, &belongs).is_none());
    let longer = [form.as_slice(), &[0; 16]].concat();
    assert!(restored(&longer, &belongs).is_none());
    assert!(restored(&form, &belongs).is_some());
}

#[test]
fn every_flipped_bit_is_seen() {
    let options = unasked();
    let form = stored(&opened(FILE, &options));
    let belongs = belongs(&options);
    for bit in 0..form.len() * 8 {
        let mut other = form.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        assert!(restored(&other, &belongs).is_none(), "bit {bit}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Even with checksums that fit: whatever comes of it, it is no panic.
    #[test]
    fn a_forged_form_never_panics_before_its_columns_are_used(bytes in prop::collection::vec(any::<u8>(), 0..400), head in any::<bool>()) {
        let options = unasked();
        let belongs = belongs(&options);
        let mut form = stored(&opened(FILE, &options));
        if head {
            form.truncate(24);
            form.extend(&bytes);
            let length = form.len().next_multiple_of(8) as u64 + 8;
            form.resize(length as usize, 0);
            form[16..24].copy_from_slice(&length.to_le_bytes());
        } else {
            form = bytes;
            form.resize(form.len() + 8, 0);
        }
        prop_assert!(restored(&sealed(form), &belongs).is_none());
    }
}

/// What is stored of columns, written down: a difference without another `LAYOUT` would read old forms wrongly.
#[test]
fn the_columns_are_those_of_layout_1() {
    let mut builder = TableBuilder::new(TableSchema {
        time: Some(TimeKind::Plain),
        touchpoint: true,
        stage: true,
        channel: true,
        persona: true,
        account: true,
        emotion: Some(EmotionScale::OneToFive),
        revenue: true,
        verbatim: true,
        weight: true,
        attributes: vec!["country".to_owned()],
        stage_order: None,
    });
    for row in 0..300 {
        builder.push(Event {
            row,
            journey: ["one", "two"][row as usize % 2],
            time_micros: i64::from(row) * 1_000_000,
            touchpoint: ["visit", "call", "order"][row as usize % 3],
            stage: ["see", "buy"][row as usize / 150],
            channel: "web",
            persona: "B2B",
            account: "a",
            emotion_raw: Some(4.0),
            revenue: Some(f64::from(row)),
            verbatim: "good",
            weight: 2,
            attributes: &["FR"],
        });
    }
    let table = builder.finish().unwrap();
    let (mut kinds, mut sum) = (Vec::new(), 0);
    let mut runs = Vec::new();
    table.add_runs(&mut runs);
    for run in runs {
        let mut bytes = Vec::new();
        run.write(0, 4096, &mut bytes);
        sum = parcours_kernel::checksum(&bytes, sum);
        kinds.push(run.kind());
    }
    let named = [0, 0, 2];
    let expected = [
        [0, 2, 2, 2, 2, 2].as_slice(),
        &named.repeat(7),
        &[0, 4, 1, 4],
    ]
    .concat();
    assert_eq!(kinds, expected);
    assert_eq!(sum, 6_847_793_497_358_575_019);
}
