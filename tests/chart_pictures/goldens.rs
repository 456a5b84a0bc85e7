//! One golden a picture: widths, themes, languages, and the limits of the design language §4.7.

use std::path::{Path, PathBuf};

use parcours::chart::emotion::{self, EmotionInput};
use parcours::chart::histogram::{self, HistogramInput};
use parcours::chart::small::{self, SmallInput};
use parcours::chart::spark::{self, FactInput, LegendMark, PersonaGraph};
use parcours::chart::strip::{self, Brush, StripColour, StripInput};
use parcours::chart::timeline::{self, Bracket, TimelineInput};
use parcours::chart::{Kit, PlainMeasure, Scene, Slots, State, Target, Theme, svg};
use parcours::i18n::Lang;
use parcours::model::answer::{Histogram, Overview, StagesFrom, Strip, TableInfo};
use parcours::model::query::EmotionBy;

use super::sample;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens/chart")
}

/// Compares with the golden of that name, or writes it.
fn check(name: &str, scene: &Scene, theme: &Theme) {
    let drawn = svg::svg(scene, theme.bg, name);
    let path = folder().join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == drawn,
        "{name} is drawn differently; look at it, then UPDATE_GOLDENS=1"
    );
}

struct Page {
    theme: Theme,
    lang: Lang,
    state: State,
}

impl Page {
    fn new(theme: Theme, lang: Lang) -> Self {
        Self {
            theme,
            lang,
            state: State::default(),
        }
    }

    fn english() -> Self {
        Self::new(Theme::light(), Lang::En)
    }

    fn selecting(mut self, stage: u32) -> Self {
        self.state.selected.push(Target::Stage(stage));
        self
    }

    fn kit(&self) -> Kit<'_> {
        Kit {
            theme: &self.theme,
            lang: self.lang,
            measure: &PlainMeasure,
        }
    }

    fn timeline(
        &self,
        (info, overview): &(TableInfo, Overview),
        form: timeline::Form,
        brackets: &[Bracket],
        slots: &Slots,
    ) -> Scene {
        let input = TimelineInput {
            info,
            overview,
            form,
            brackets,
            state: &self.state,
        };
        let mut scene = timeline::scene(&input, slots, &self.kit());
        scene.place(timeline::overlay(&input, slots, &self.kit()), 0.0, 0.0);
        scene
    }

    fn emotion(
        &self,
        (info, overview): &(TableInfo, Overview),
        form: emotion::Form,
        slots: &Slots,
    ) -> Scene {
        let input = EmotionInput {
            info,
            overview,
            by: EmotionBy::Persona,
            form,
            leading: Some(0),
            state: &self.state,
        };
        let mut scene = emotion::scene(&input, slots, &self.kit());
        scene.place(emotion::overlay(&input, slots, &self.kit()), 0.0, 0.0);
        scene
    }

    fn strip(
        &self,
        (info, overview): &(TableInfo, Overview),
        strip: &Strip,
        true_time: bool,
        colour: StripColour,
        brush: Option<Brush>,
        slots: &Slots,
    ) -> Scene {
        let input = StripInput {
            info,
            overview,
            strip,
            true_time,
            colour,
            row_height_css: 12.0,
            state: &self.state,
        };
        let mut scene = strip::scene(&input, slots, &self.kit());
        scene.place(strip::overlay(&input, brush, slots, &self.kit()), 0.0, 0.0);
        scene
    }
}

/// Timeline and emotion below each other.
fn upper(page: &Page, data: &(TableInfo, Overview), slots: &Slots) -> Scene {
    svg::stacked(
        vec![
            page.timeline(data, timeline::Form::Full, &[], slots),
            page.emotion(data, emotion::Form::Full, slots),
        ],
        24.0,
    )
}

/// Timeline, emotion and strip below each other, as on the page.
fn overview(page: &Page, data: &(TableInfo, Overview), slots: &Slots) -> Scene {
    let (stages, personas) = (data.1.stages.len(), data.0.personas.len());
    let rows = sample::strip(stages, personas, 9, true);
    let brush = Some(Brush { first: 3, last: 7 });
    svg::stacked(
        vec![
            page.timeline(data, timeline::Form::Full, &[], slots),
            page.emotion(data, emotion::Form::Full, slots),
            page.strip(data, &rows, false, StripColour::Emotion, brush, slots),
        ],
        24.0,
    )
}

#[test]
fn overview_in_light_and_dark() {
    let data = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    for (name, theme) in [("light", Theme::light()), ("dark", Theme::dark())] {
        let page = Page::new(theme, Lang::En).selecting(1);
        let scene = overview(&page, &data, &slots);
        check(&format!("overview-{name}"), &scene, &page.theme);
    }
}

#[test]
fn overview_in_french() {
    let data = sample::furniture_fr();
    let page = Page::new(Theme::light(), Lang::Fr);
    let slots = Slots::equal(852.0, 6);
    check("overview-fr", &upper(&page, &data, &slots), &page.theme);
}

#[test]
fn overview_by_time() {
    let data = sample::furniture_en();
    let times = |pick: fn(&parcours::model::answer::StageStat) -> Option<f64>| -> Vec<_> {
        data.1.stages.iter().map(pick).collect()
    };
    let slots = Slots::by_time(
        852.0,
        &times(|stat| stat.stay_median_seconds),
        &times(|stat| stat.forward_wait_median_seconds),
    );
    let page = Page::english();
    check(
        "overview-by-time",
        &upper(&page, &data, &slots),
        &page.theme,
    );
}

#[test]
fn overview_in_forced_colours() {
    let data = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    let theme = Theme::forced(
        parcours::chart::Rgba::hex(0x000000),
        parcours::chart::Rgba::hex(0xFFFFFF),
        parcours::chart::Rgba::hex(0x1AEBFF),
    );
    let page = Page::new(theme, Lang::En).selecting(1);
    check("overview-forced", &upper(&page, &data, &slots), &page.theme);
}

#[test]
fn hovered_and_focused() {
    let data = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    let mut page = Page::english().selecting(1);
    page.state.hovered = Some(Target::Point { group: 2, stage: 3 });
    page.state.focused = Some(Target::Stage(2));
    check(
        "overview-hover",
        &overview(&page, &data, &slots),
        &page.theme,
    );
}

#[test]
fn limits_of_stages() {
    for count in [1, 3, 12] {
        let data = sample::made_up(count, 3, &[]);
        let slots = Slots::equal(852.0, count);
        let page = Page::english();
        check(
            &format!("stages-{count}"),
            &upper(&page, &data, &slots),
            &page.theme,
        );
    }
}

#[test]
fn limits_of_personas() {
    for count in [1, 6, 20] {
        let data = sample::made_up(5, count, &[]);
        let slots = Slots::equal(852.0, 5);
        let page = Page::english();
        let scene = page.emotion(&data, emotion::Form::Full, &slots);
        check(&format!("personas-{count}"), &scene, &page.theme);
    }
}

#[test]
fn long_french_names() {
    let names = [
        "Prise de connaissance",
        "Comparaison des offres",
        "Contractualisation et signature",
        "Accompagnement à la mise en service",
        "Utilisation quotidienne du produit",
        "Recommandation",
        "Renouvellement",
    ];
    let data = sample::made_up(7, 4, &names);
    let page = Page::new(Theme::light(), Lang::Fr);
    let slots = Slots::equal(700.0, 7);
    check("names-long", &upper(&page, &data, &slots), &page.theme);
}

#[test]
fn steps_without_a_stage_column() {
    let data = sample::claims();
    let page = Page::english().selecting(8);
    let slots = Slots::equal(852.0, 10);
    let groups = [
        Bracket {
            first: 0,
            last: 1,
            label: "1 Report".to_owned(),
        },
        Bracket {
            first: 2,
            last: 4,
            label: "2 Assess".to_owned(),
        },
    ];
    let rows = sample::strip(10, 0, 9, false);
    let strip = page.strip(&data, &rows, true, StripColour::Emotion, None, &slots);
    let tall = |brackets| page.timeline(&data, timeline::Form::Tall, brackets, &slots);
    let scene = svg::stacked(vec![tall(&groups), strip, tall(&[])], 24.0);
    check("steps", &scene, &page.theme);
}

#[test]
fn strip_by_stage_and_as_density() {
    let data = sample::furniture_en();
    let slots = Slots::equal(852.0, 6);
    let page = Page::english();
    let rows = sample::strip(6, 4, 6, true);
    let scene = svg::stacked(
        vec![
            page.strip(&data, &rows, false, StripColour::Stage, None, &slots),
            page.strip(&data, &rows, true, StripColour::Emotion, None, &slots),
            page.strip(
                &data,
                &sample::density(),
                false,
                StripColour::Emotion,
                None,
                &slots,
            ),
        ],
        24.0,
    );
    check("strip", &scene, &page.theme);
}

#[test]
fn embedded_in_another_page() {
    let data = sample::furniture_en();
    let page = Page::english().selecting(1);
    let slots = Slots::equal(680.0, 6);
    let scene = svg::stacked(
        vec![
            page.timeline(&data, timeline::Form::Embed, &[], &slots),
            page.emotion(&data, emotion::Form::Embed, &slots),
        ],
        4.0,
    );
    check("embed", &scene, &page.theme);
}

#[test]
fn assumed_emotion_is_a_ghost() {
    let mut data = sample::furniture_en();
    data.0.stages_from = StagesFrom::Authored;
    let page = Page::english();
    let slots = Slots::equal(852.0, 6);
    let scene = page.emotion(&data, emotion::Form::Full, &slots);
    check("assumed", &scene, &page.theme);
}

#[test]
fn small_screen() {
    let (info, overview) = sample::furniture_en();
    for (name, theme, lang) in [
        ("small-light", Theme::light(), Lang::En),
        ("small-dark-fr", Theme::dark(), Lang::Fr),
    ] {
        let page = Page::new(theme, lang).selecting(1);
        let input = SmallInput {
            info: &info,
            overview: &overview,
            by: EmotionBy::Persona,
            leading: Some(0),
            width_css: 358.0,
            state: &page.state,
        };
        check(name, &small::scene(&input, &page.kit()), &page.theme);
    }
}

#[test]
fn pictures_of_a_few_pixels() {
    let (info, overview) = sample::furniture_en();
    let page = Page::english();
    let kit = page.kit();
    let graph = overview.emotion.as_ref().unwrap();
    let stages: Vec<(u32, &str)> = info
        .stages
        .iter()
        .enumerate()
        .map(|(id, name)| (id as u32, name.as_str()))
        .collect();
    let mut all = Scene::new(640.0, 560.0);
    for (index, line) in graph.lines.iter().enumerate() {
        let graph = PersonaGraph {
            group: line.group,
            points: &line.points,
            stages: &stages,
            goal: Some(2),
            width_css: 284.0,
        };
        let (dx, dy) = (310.0 * (index % 2) as f64, 170.0 * (index / 2) as f64);
        all.place(spark::persona(&graph, &kit), dx, dy);
    }
    for group in 0..7 {
        let y = 350.0 + 24.0 * f64::from(group);
        all.place(spark::swatch(group, 36.0, 20.0, &kit), 0.0, y);
        all.place(spark::marker(group, 12.0, &kit), 50.0, y + 4.0);
        let fact = FactInput {
            group,
            n: 10 * group,
            value: f64::from(group),
            interval: Some((f64::from(group) - 0.7, f64::from(group) + 0.7)),
            reference: Some(3.0),
            axis: (-1.0, 7.0),
            width_css: 200.0,
        };
        all.place(spark::fact(&fact, &kit), 80.0, y);
    }
    for (index, line) in graph.lines.iter().enumerate() {
        let y = 350.0 + 22.0 * index as f64;
        let mean = &line.points[1];
        all.place(
            spark::interval(line.group, mean, 116.0, 22.0, &kit),
            300.0,
            y,
        );
        let row = &sample::strip(6, 4, 6, true).rows[index];
        all.place(spark::journey(row, 100.0, 16.0, &kit), 430.0, y);
    }
    for (index, emotion) in [-2.0, -1.0, 0.0, 1.0, 2.0].into_iter().enumerate() {
        all.place(
            spark::face(emotion, 20.0, &kit),
            300.0 + 28.0 * index as f64,
            446.0,
        );
    }
    let curve = [0.5, 0.8, -1.6, -0.4, 1.2];
    all.place(spark::curve(&curve, 208.0, 48.0, &kit), 430.0, 446.0);
    all.place(
        spark::answers(&graph.lines[0].classes[1], 120.0, 10.0, &kit),
        300.0,
        480.0,
    );
    all.place(
        spark::mix(&[0.58, 0.17, 0.12, 0.08, 0.05], 264.0, 8.0, &kit),
        300.0,
        500.0,
    );
    for (index, mark) in [
        LegendMark::Dropped,
        LegendMark::Open,
        LegendMark::Returns,
        LegendMark::Step,
        LegendMark::SelectedStep,
        LegendMark::Goal,
    ]
    .into_iter()
    .enumerate()
    {
        all.place(
            spark::legend(mark, &kit),
            300.0 + 26.0 * index as f64,
            520.0,
        );
    }
    let histogram = Histogram {
        from_micros: 0,
        step_micros: 1,
        all: (0..26).map(|bucket| 10 + bucket * 7 % 23).collect(),
        kept: (0..26).map(|bucket| (10 + bucket * 7 % 23) / 2).collect(),
    };
    let input = HistogramInput {
        histogram: &histogram,
        width_css: 196.0,
        height_css: 58.0,
        ends: ("1 Jan 2026", "30 Jun 2026"),
        brush: (4, 26),
    };
    all.place(histogram::scene(&input, &kit), 438.0, 500.0);
    check("few-pixels", &all, &page.theme);
}
