//! What lies under the pointer in each picture.

use parcours::chart::emotion::{self, EmotionInput};
use parcours::chart::hit::hit;
use parcours::chart::strip::{self, StripColour, StripInput};
use parcours::chart::timeline::{self, TimelineInput};
use parcours::chart::{Kit, PlainMeasure, Slots, State, Target, Theme};
use parcours::i18n::Lang;
use parcours::model::query::EmotionBy;

use super::sample;

fn with_kit(look: impl Fn(&Kit)) {
    let theme = Theme::light();
    look(&Kit {
        theme: &theme,
        lang: Lang::En,
        measure: &PlainMeasure,
    });
}

#[test]
fn timeline() {
    let (info, overview) = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    let state = State::default();
    let input = TimelineInput {
        info: &info,
        overview: &overview,
        form: timeline::Form::Full,
        brackets: &[],
        state: &state,
    };
    with_kit(|kit| {
        let scene = timeline::scene(&input, &slots, kit);
        let at = |x, y| hit(&scene, x, y);
        let center = slots.center(1);
        assert_eq!(at(center, 20.0), Some(Target::Stage(1)));
        assert_eq!(at(center, 120.0), Some(Target::Stage(1)));
        assert_eq!(at(20.0, 120.0), None);
        // The rail from Loyalty to Discovery, 52 px above the blocks.
        assert_eq!(
            at(slots.start(2) + 20.0, 54.0),
            Some(Target::Loop { from: 5, to: 0 })
        );
        let between = (slots.right(1) + slots.left(2)) / 2.0;
        assert_eq!(at(between, 110.0), Some(Target::Link { from: 1, to: 2 }));
        assert_eq!(at(slots.right(1) - 20.0, 180.0), Some(Target::Dropped(1)));
        assert_eq!(at(slots.right(1) - 5.0, 180.0), Some(Target::Open(1)));
        assert_eq!(at(slots.start(2) + 20.0, 180.0), Some(Target::Goal));
    });
}

#[test]
fn emotion() {
    let (info, overview) = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    let state = State::default();
    let input = EmotionInput {
        info: &info,
        overview: &overview,
        by: EmotionBy::Persona,
        form: emotion::Form::Full,
        leading: Some(0),
        state: &state,
    };
    with_kit(|kit| {
        let scene = emotion::scene(&input, &slots, kit);
        assert_eq!(scene.height_css, emotion::height(emotion::Form::Full));
        let at = |x, y| hit(&scene, x, y);
        let y = |value: f64| 10.0 + 196.0 * (2.0 - value) / 4.0;
        let point = Target::Point { group: 0, stage: 1 };
        assert_eq!(at(slots.center(1) + 4.0, y(-1.2) - 3.0), Some(point));
        let middle = (slots.center(2) + slots.center(3)) / 2.0;
        assert_eq!(at(middle, y(-0.05)), Some(Target::Persona(0)));
        let worst = Target::Touchpoint {
            touchpoint: 0,
            stage: 1,
        };
        assert_eq!(at(slots.center(1) + 60.0, y(-1.7)), Some(worst));
        assert_eq!(at(slots.center(3), y(-1.9)), Some(Target::Stage(3)));
    });
}

#[test]
fn strip_rows_and_marks() {
    let (info, overview) = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    let state = State::default();
    let mut rows = sample::strip(6, 4, 8, true);
    rows.first = 100;
    let input = StripInput {
        info: &info,
        overview: &overview,
        strip: &rows,
        true_time: false,
        colour: StripColour::Emotion,
        row_height_css: 12.0,
        state: &state,
    };
    with_kit(|kit| {
        let scene = strip::scene(&input, &slots, kit);
        let mark = &rows.rows[2].marks[0];
        let x = slots.x_of(0, f64::from(mark.place));
        let y = 4.0 + 2.0 * 12.0 + 6.0;
        let target = Target::Mark {
            journey: 102,
            mark: 0,
        };
        assert_eq!(hit(&scene, x + 1.0, y), Some(target));
        assert_eq!(hit(&scene, 10.0, y), Some(Target::Journey(102)));
        assert_eq!(strip::row_at(&input, y), Some(102));
        assert_eq!(strip::row_at(&input, 1.0), None);
        assert_eq!(strip::row_at(&input, 4.0 + 8.0 * 12.0), None);
    });
}

#[test]
fn rows_give_way_to_a_density() {
    assert!(!strip::wants_density(40 * 20, 40, 800.0, 12.0));
    assert!(strip::wants_density(4001 * 10, 10, 1000.0, 12.0));
    assert!(strip::wants_density(100, 100, 800.0, 3.0));
    assert_eq!(strip::rows_in(164.0, 12.0, false), 13);
    assert_eq!(strip::rows_in(10.0, 12.0, true), 0);
}
