//! No two labels of a picture meet, whatever the number of stages, their names and the language.

use parcours::chart::emotion::{self, EmotionInput};
use parcours::chart::label::TextBox;
use parcours::chart::scene::{Anchor, TextStyle};
use parcours::chart::small::{self, SmallInput};
use parcours::chart::timeline::{self, TimelineInput};
use parcours::chart::{Item, Kit, PlainMeasure, Scene, Slots, State, Theme};
use parcours::i18n::Lang;
use parcours::model::answer::{Overview, TableInfo};
use parcours::model::query::EmotionBy;

use super::sample;

fn texts(scene: &Scene) -> Vec<(String, TextBox)> {
    scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text {
                x,
                y,
                text,
                size,
                bold,
                color,
                anchor,
            } => {
                let mut style = TextStyle::new(*color).size(*size);
                style.bold = *bold;
                style.anchor = *anchor;
                Some((
                    text.clone(),
                    TextBox::of(&PlainMeasure, *x, *y, text, style),
                ))
            }
            _ => None,
        })
        .collect()
}

/// Says how many labels were looked at.
fn apart(what: &str, scene: &Scene) -> usize {
    let texts = texts(scene);
    for (index, (text, place)) in texts.iter().enumerate() {
        assert!(
            place.bottom <= scene.height_css + 1.0 && place.top >= -1.0,
            "{what}: {text:?} is cut"
        );
        for (other, taken) in &texts[..index] {
            assert!(
                !place.grown(-0.5).overlaps(taken),
                "{what}: {text:?} meets {other:?}"
            );
        }
    }
    texts.len()
}

const LONG: [&str; 12] = [
    "Prise de connaissance",
    "Comparaison des offres",
    "Contractualisation et signature",
    "Accompagnement à la mise en service",
    "Utilisation quotidienne du produit",
    "Recommandation",
    "Renouvellement",
    "Réclamation auprès du service clients",
    "Résiliation",
    "Remboursement partiel ou total",
    "Reconquête",
    "Fidélisation",
];

fn cases() -> Vec<(String, (TableInfo, Overview))> {
    let mut cases = vec![
        ("furniture".to_owned(), sample::furniture_en()),
        ("meubles".to_owned(), sample::furniture_fr()),
        ("claims".to_owned(), sample::claims()),
    ];
    for stages in [1, 2, 3, 6, 12, 40] {
        for personas in [1, 4, 20] {
            let data = sample::made_up(stages, personas, &LONG);
            cases.push((format!("{stages} stages, {personas} personas"), data));
        }
    }
    cases
}

#[test]
fn of_timeline_and_emotion() {
    let theme = Theme::light();
    let state = State::default();
    for (what, (info, overview)) in cases() {
        for lang in [Lang::En, Lang::Fr] {
            for width in [460.0, 680.0, 852.0, 1400.0] {
                let kit = Kit {
                    theme: &theme,
                    lang,
                    measure: &PlainMeasure,
                };
                let stays: Vec<_> = overview
                    .stages
                    .iter()
                    .map(|s| s.stay_median_seconds)
                    .collect();
                let waits: Vec<_> = overview
                    .stages
                    .iter()
                    .map(|s| s.forward_wait_median_seconds)
                    .collect();
                let count = overview.stages.len();
                for slots in [
                    Slots::equal(width, count),
                    Slots::by_time(width, &stays, &waits),
                ] {
                    let what = format!("{what}, {lang:?}, {width}");
                    for form in [
                        timeline::Form::Full,
                        timeline::Form::Tall,
                        timeline::Form::Embed,
                    ] {
                        let input = TimelineInput {
                            info: &info,
                            overview: &overview,
                            form,
                            brackets: &[],
                            state: &state,
                        };
                        let scene = timeline::scene(&input, &slots, &kit);
                        assert!(apart(&format!("{what}, {form:?}"), &scene) >= count);
                    }
                    let input = EmotionInput {
                        info: &info,
                        overview: &overview,
                        by: EmotionBy::Persona,
                        form: emotion::Form::Full,
                        leading: Some(0),
                        state: &state,
                    };
                    assert!(apart(&what, &emotion::scene(&input, &slots, &kit)) >= 5);
                }
            }
        }
    }
}

#[test]
fn of_the_small_screen() {
    let theme = Theme::light();
    let state = State::default();
    for (what, (info, overview)) in cases() {
        for lang in [Lang::En, Lang::Fr] {
            let kit = Kit {
                theme: &theme,
                lang,
                measure: &PlainMeasure,
            };
            let input = SmallInput {
                info: &info,
                overview: &overview,
                by: EmotionBy::Persona,
                leading: Some(0),
                width_css: 328.0,
                state: &state,
            };
            apart(&format!("{what}, {lang:?}"), &small::scene(&input, &kit));
        }
    }
}

#[test]
fn a_survey_whose_answers_have_one_time_has_no_stays_on_the_small_screen() {
    let (info, mut overview) = sample::furniture_en();
    let (theme, state) = (Theme::light(), State::default());
    let kit = Kit {
        theme: &theme,
        lang: Lang::En,
        measure: &PlainMeasure,
    };
    let stays = |overview: &Overview| {
        let input = SmallInput {
            info: &info,
            overview,
            by: EmotionBy::Persona,
            leading: Some(0),
            width_css: 358.0,
            state: &state,
        };
        let texts = texts(&small::scene(&input, &kit));
        texts
            .iter()
            .filter(|(text, _)| text.contains(" · "))
            .count()
    };
    assert_eq!(stays(&overview), overview.stages.len());
    for stat in &mut overview.stages {
        stat.stay_median_seconds = Some(0.0);
        stat.forward_wait_median_seconds = Some(0.0);
    }
    assert_eq!(stays(&overview), 0);
}

#[test]
fn every_text_is_at_least_twelve_pixels_and_never_anchored_outside() {
    let (info, overview) = sample::furniture_en();
    let (theme, state) = (Theme::dark(), State::default());
    let kit = Kit {
        theme: &theme,
        lang: Lang::En,
        measure: &PlainMeasure,
    };
    let input = TimelineInput {
        info: &info,
        overview: &overview,
        form: timeline::Form::Full,
        brackets: &[],
        state: &state,
    };
    let scene = timeline::scene(&input, &Slots::equal(852.0, 6), &kit);
    for item in &scene.items {
        if let Item::Text {
            x, size, anchor, ..
        } = item
        {
            assert!(*size >= 12.0);
            assert!((0.0..=852.0).contains(x), "{anchor:?}");
            assert!(*anchor != Anchor::Start || *x < 852.0);
        }
    }
}
