//! Made-up answers of the table: the numbers of the design's own pictures, and larger or smaller ones for the limits.

use parcours::model::answer::{
    EmotionGraph, EmotionLine, Link, Mean, Moment, Outcome, Outcomes, Overview, StageStat,
    StagesFrom, Strip, StripDensity, StripMark, StripRow, TableInfo,
};
use parcours::model::emotion::{EmotionClass, EmotionScale};

const HOUR: f64 = 3600.0;
const DAY: f64 = 24.0 * HOUR;

pub fn info(stages: &[&str], personas: &[&str], touchpoints: &[&str]) -> TableInfo {
    let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    TableInfo {
        source: Default::default(),
        time: None,
        span_micros: None,
        stages: strings(stages),
        stages_from: StagesFrom::Stages,
        has_touchpoints: true,
        touchpoints: strings(touchpoints),
        personas: strings(personas),
        channels: strings(&["Web", "Store"]),
        attributes: Vec::new(),
        accounts: 0,
        emotion: Some(EmotionScale::Emotion),
        has_revenue: true,
        has_verbatim: false,
        goal: None,
        silence_seconds: None,
        events: 18_432,
        journeys: 1284,
        answers: 2496,
        mixed_persona_journeys: 0,
        emptied_cells: 0,
        plain_times: 0,
        steps_by_frequency: Vec::new(),
    }
}

pub const STAGES_EN: [&str; 6] = [
    "Discovery",
    "Evaluation",
    "Purchase",
    "Delivery",
    "Use",
    "Loyalty",
];
pub const STAGES_FR: [&str; 6] = [
    "Découverte",
    "Évaluation",
    "Achat",
    "Livraison",
    "Utilisation",
    "Fidélité",
];
pub const PERSONAS_EN: [&str; 4] = [
    "Hurried buyers",
    "Careful comparers",
    "Loyal regulars",
    "Trade buyers",
];
pub const PERSONAS_FR: [&str; 4] = [
    "Acheteurs pressés",
    "Acheteurs réfléchis",
    "Clients fidèles",
    "Acheteurs professionnels",
];

pub fn furniture_en() -> (TableInfo, Overview) {
    let touchpoints = ["Delivery cost revealed", "Set-up call"];
    (
        info(&STAGES_EN, &PERSONAS_EN, &touchpoints),
        furniture_numbers(),
    )
}

pub fn furniture_fr() -> (TableInfo, Overview) {
    let touchpoints = ["Frais de livraison", "Appel d’installation"];
    (
        info(&STAGES_FR, &PERSONAS_FR, &touchpoints),
        furniture_numbers(),
    )
}

fn mean(n: u32, mean: f64) -> Mean {
    let half_width = (n > 1).then(|| {
        let free = f64::from(n - 1);
        (1.96 + 2.37 / free + 2.82 / free / free) * 1.1 / f64::from(n).sqrt()
    });
    Mean {
        n,
        journeys: n,
        mean,
        half_width,
    }
}

fn link(from: u32, to: u32, journeys: u32, turns: f64) -> Link {
    Link {
        from,
        to,
        journeys,
        moves: (f64::from(journeys) * turns).round() as u32,
        wait_median_seconds: None,
    }
}

/// Answers, mean and answers by class, for each of the six stages.
type Answers = ([u32; 6], [f64; 6], [[u32; 5]; 6]);

fn furniture_numbers() -> Overview {
    let reached = [1284, 1042, 618, 604, 571, 238];
    let dropped = [121, 397, 0, 0, 0, 0];
    let open = [47, 101, 0, 0, 0, 0];
    let stay = [
        22.0 * HOUR,
        2.0 * DAY + 3.0 * HOUR,
        HOUR * 0.3,
        3.0 * DAY + 22.0 * HOUR,
        21.0 * DAY,
        34.0 * DAY,
    ];
    let wait = [
        DAY + 3.0 * HOUR,
        3.0 * DAY + 20.0 * HOUR,
        9.0 * HOUR,
        DAY + 2.0 * HOUR,
        27.0 * DAY,
    ];
    let lines: [Answers; 4] = [
        (
            [168, 214, 131, 118, 96, 38],
            [0.4, -1.2, 0.3, -0.4, 0.7, 0.9],
            [
                [6, 26, 56, 55, 25],
                [92, 81, 34, 7, 0],
                [6, 23, 45, 40, 17],
                [18, 38, 39, 19, 4],
                [2, 9, 27, 36, 22],
                [0, 3, 9, 15, 11],
            ],
        ),
        (
            [205, 298, 172, 160, 141, 57],
            [0.6, -0.3, 0.8, 0.5, 1.0, 1.2],
            [
                [4, 24, 62, 74, 41],
                [39, 91, 102, 53, 13],
                [2, 14, 45, 66, 45],
                [4, 22, 51, 55, 28],
                [1, 7, 30, 55, 48],
                [0, 2, 9, 22, 24],
            ],
        ),
        (
            [121, 133, 119, 110, 104, 71],
            [0.9, 0.5, 1.2, 0.2, 1.3, 1.6],
            [
                [1, 8, 29, 47, 36],
                [4, 18, 42, 46, 23],
                [0, 4, 19, 45, 51],
                [6, 22, 38, 32, 12],
                [0, 2, 14, 38, 50],
                [0, 0, 4, 20, 47],
            ],
        ),
        (
            [11, 9, 7, 6, 4, 3],
            [0.18, -0.44, 0.14, -0.83, 0.25, -0.33],
            [
                [1, 2, 4, 2, 2],
                [2, 2, 3, 2, 0],
                [1, 1, 2, 2, 1],
                [2, 2, 1, 1, 0],
                [0, 1, 1, 2, 0],
                [0, 2, 0, 1, 0],
            ],
        ),
    ];
    let answers = |stage: usize| lines.iter().map(|(n, _, _)| n[stage]).sum::<u32>();
    Overview {
        events: 18_432,
        journeys: 1284,
        answers: 2496,
        stages: (0..6)
            .map(|index| StageStat {
                stage: index as u32,
                events: reached[index] * 3,
                reached: reached[index],
                visits: reached[index],
                stay_median_seconds: Some(stay[index]),
                wait_median_seconds: wait.get(index).copied(),
                forward_wait_median_seconds: wait.get(index).copied(),
                forward_moves: reached[index],
                ends: 0,
                dropped: dropped[index],
                open: open[index],
                emotion: mean(answers(index), 0.2),
            })
            .collect(),
        links: vec![
            link(0, 1, 1042, 1.4),
            link(0, 2, 74, 1.0),
            link(1, 2, 544, 1.0),
            link(2, 3, 604, 1.0),
            link(3, 4, 571, 1.0),
            link(4, 5, 238, 1.0),
        ],
        returns: vec![
            link(1, 0, 387, 1.6),
            link(2, 1, 121, 1.2),
            link(4, 3, 46, 1.1),
            link(5, 0, 97, 1.3),
        ],
        outcomes: Outcomes {
            has_goal: true,
            goal_stage: Some(2),
            reached: 618,
            open: 148,
            dropped: 518,
        },
        emotion: Some(EmotionGraph {
            same_journeys: None,
            lines: lines
                .iter()
                .enumerate()
                .map(|(group, (n, means, classes))| EmotionLine {
                    group: group as u32,
                    points: n
                        .iter()
                        .zip(means)
                        .map(|(n, value)| mean(*n, *value))
                        .collect(),
                    classes: classes.to_vec(),
                })
                .collect(),
            worst: Some(Moment {
                stage: 1,
                touchpoint: 0,
                emotion: mean(87, -1.7),
            }),
            best: Some(Moment {
                stage: 4,
                touchpoint: 1,
                emotion: mean(64, 1.7),
            }),
        }),
        ..Overview::default()
    }
}

/// A small source of repeatable numbers, 0–1.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(u32::MAX >> 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        ((self.next() * end as f64) as usize).min(end - 1)
    }
}

/// `stages` stages and `personas` personas with numbers from a seed.
pub fn made_up(stages: usize, personas: usize, names: &[&str]) -> (TableInfo, Overview) {
    let mut chance = Chance::new(7);
    let stage_names: Vec<String> = (0..stages)
        .map(|index| match names.get(index) {
            Some(name) => (*name).to_owned(),
            None => format!("Stage number {}", index + 1),
        })
        .collect();
    let persona_names: Vec<String> = (0..personas)
        .map(|index| format!("Segment {}", index + 1))
        .collect();
    let borrow = |names: &[String]| -> Vec<&'static str> {
        names
            .iter()
            .map(|name| &*Box::leak(name.clone().into_boxed_str()))
            .collect()
    };
    let info = info(
        &borrow(&stage_names),
        &borrow(&persona_names),
        &["A touchpoint with a rather long name", "Another one"],
    );
    let mut reached = 1284_u32;
    let mut stats = Vec::new();
    for stage in 0..stages {
        let leave = (f64::from(reached) * chance.next() * 0.25) as u32;
        let before_goal = stage + 1 < stages / 2 + 1 && stages > 1;
        stats.push(StageStat {
            stage: stage as u32,
            events: reached * 2,
            reached,
            visits: reached,
            stay_median_seconds: Some(chance.next().powi(3) * 30.0 * DAY + 600.0),
            forward_wait_median_seconds: (stage + 1 < stages)
                .then(|| chance.next().powi(3) * 40.0 * DAY + 60.0),
            wait_median_seconds: None,
            forward_moves: reached,
            ends: leave,
            dropped: if before_goal { leave * 3 / 4 } else { 0 },
            open: if before_goal { leave / 4 } else { 0 },
            emotion: mean(500, 0.0),
        });
        reached -= leave;
    }
    let links = stats
        .windows(2)
        .map(|pair| link(pair[0].stage, pair[1].stage, pair[1].reached * 9 / 10, 1.1))
        .collect();
    let mut returns = Vec::new();
    for from in 1..stages as u32 {
        returns.push(link(
            from,
            from - 1,
            20 + (chance.next() * 300.0) as u32,
            1.3,
        ));
        if from > 2 {
            returns.push(link(
                from,
                from - 3,
                10 + (chance.next() * 90.0) as u32,
                1.1,
            ));
        }
    }
    let lines = (0..personas)
        .map(|group| {
            let level = chance.next() * 2.0 - 1.0;
            let points: Vec<Mean> = (0..stages)
                .map(|_| {
                    let n = (400.0 / (group as f64 + 1.0) * (0.5 + chance.next())) as u32;
                    mean(n, (level + chance.next() * 2.0 - 1.0).clamp(-1.9, 1.9))
                })
                .collect();
            EmotionLine {
                group: group as u32,
                classes: points
                    .iter()
                    .map(|point| {
                        let part = point.n / 5;
                        [part, part, point.n - 4 * part, part, part]
                    })
                    .collect(),
                points,
            }
        })
        .collect();
    let overview = Overview {
        events: 18_432,
        journeys: 1284,
        answers: 2496,
        outcomes: Outcomes {
            has_goal: stages > 1,
            goal_stage: (stages > 1).then_some(stages as u32 / 2),
            reached: 500,
            open: 100,
            dropped: 684,
        },
        stages: stats,
        links,
        returns,
        emotion: Some(EmotionGraph {
            same_journeys: None,
            lines,
            worst: Some(Moment {
                stage: stages as u32 / 3,
                touchpoint: 0,
                emotion: mean(87, -1.8),
            }),
            best: Some(Moment {
                stage: stages as u32 - 1,
                touchpoint: 1,
                emotion: mean(87, 1.9),
            }),
        }),
        ..Overview::default()
    };
    (info, overview)
}

/// Claims without a stage column: ten steps.
pub fn claims() -> (TableInfo, Overview) {
    let steps: [(&str, u32, f64, u32, u32); 10] = [
        ("Claim reported", 3112, 28.0, 0, 0),
        ("Claim registered", 2871, 3.0, 41, 30),
        ("Photos asked", 2447, 69.0, 96, 38),
        ("Photos received", 2204, 26.0, 214, 61),
        ("Expert visit", 1903, 152.0, 88, 72),
        ("Estimate sent", 2310, 97.0, 205, 118),
        ("Estimate accepted", 2079, 30.0, 32, 44),
        ("Repair ordered", 1412, 53.0, 18, 21),
        ("Payment approved", 2031, 220.0, 24, 22),
        ("Payment sent", 1988, 0.0, 0, 0),
    ];
    let names: Vec<&str> = steps.iter().map(|step| step.0).collect();
    let mut info = info(&names, &[], &names);
    info.stages_from = StagesFrom::Touchpoints;
    info.emotion = None;
    info.journeys = 3112;
    let overview = Overview {
        journeys: 3112,
        stages: steps
            .iter()
            .enumerate()
            .map(|(index, (_, reached, wait, dropped, open))| StageStat {
                stage: index as u32,
                reached: *reached,
                visits: *reached,
                stay_median_seconds: Some(0.0),
                forward_wait_median_seconds: (*wait > 0.0).then_some(wait * HOUR),
                dropped: *dropped,
                open: *open,
                ..StageStat::default()
            })
            .collect(),
        links: steps
            .windows(2)
            .enumerate()
            .map(|(index, pair)| {
                let journeys = pair[0].1.min(pair[1].1) * 94 / 100;
                link(index as u32, index as u32 + 1, journeys, 1.0)
            })
            .collect(),
        returns: vec![link(5, 4, 210, 1.2), link(6, 2, 90, 1.0)],
        outcomes: Outcomes {
            has_goal: true,
            goal_stage: Some(9),
            reached: 1988,
            open: 406,
            dropped: 718,
        },
        ..Overview::default()
    };
    (info, overview)
}

/// Rows of journeys along `stages` stages.
pub fn strip(stages: usize, personas: usize, rows: usize, emotion: bool) -> Strip {
    let mut chance = Chance::new(41);
    let mut made: Vec<StripRow> = (0..rows)
        .map(|number| row(&mut chance, number, stages, personas, emotion))
        .collect();
    made.sort_by_key(|row| (row.outcome != Some(Outcome::Reached), -row.duration_micros));
    let longest = made
        .iter()
        .map(|row| row.duration_micros)
        .max()
        .unwrap_or(1);
    Strip {
        total: 1284,
        first: 0,
        rows: made,
        density: None,
        longest_micros: longest,
    }
}

fn row(
    chance: &mut Chance,
    number: usize,
    stages: usize,
    personas: usize,
    emotion: bool,
) -> StripRow {
    let mut marks = Vec::new();
    let mut at_micros = 0_i64;
    let mut stage = 0;
    let mut furthest = 0;
    let mut visits = vec![0_u32; stages];
    loop {
        visits[stage] += 1;
        let base = 0.1 + 0.3 * f64::from(visits[stage] - 1);
        for step in 0..1 + chance.below(3) {
            let hidden = !emotion && chance.next() < 0.4;
            marks.push(StripMark {
                stage: (!hidden).then_some(stage as u32),
                offset_micros: at_micros,
                place: (base + 0.13 * step as f64).min(1.0) as f32,
                emotion: emotion.then(|| EmotionClass::of(chance.next() * 4.0 - 2.0).index() as u8),
                touchpoint: 0,
                goal: false,
            });
            at_micros += (chance.next().powi(3) * 3.0 * DAY * 1e6) as i64;
        }
        furthest = furthest.max(stage);
        let turn = chance.next();
        if turn < 0.12 || stage + 1 == stages || marks.len() > 30 {
            break;
        }
        if turn < 0.3 && stage > 0 {
            stage -= 1;
        } else {
            stage += 1;
        }
        at_micros += (chance.next().powi(2) * 6.0 * DAY * 1e6) as i64;
    }
    let reached = furthest * 2 >= stages;
    if let Some(last) = marks.last_mut().filter(|_| reached) {
        last.goal = true;
    }
    let duration = marks.last().map_or(0, |mark| mark.offset_micros);
    StripRow {
        journey: format!("C-{number:05}"),
        persona: (personas > 0).then(|| chance.below(personas) as u32),
        duration_micros: duration,
        outcome: Some(match (reached, chance.next() < 0.25) {
            (true, _) => Outcome::Reached,
            (false, true) => Outcome::Open,
            (false, false) => Outcome::Dropped,
        }),
        marks,
    }
}

pub fn density() -> Strip {
    let (rows, columns) = (10_u32, 60_u32);
    let mut chance = Chance::new(3);
    let counts = (0..rows * columns)
        .map(|cell| {
            let column = f64::from(cell % columns) / f64::from(columns);
            let row = f64::from(cell / columns) / f64::from(rows);
            let hill = (1.0 - (column - 0.2).abs()).max(0.0) * (1.0 - row * column);
            if chance.next() < 0.3 {
                0
            } else {
                (hill.powi(4) * 60.0 * chance.next()) as u32
            }
        })
        .collect();
    Strip {
        total: 1284,
        density: Some(StripDensity {
            rows,
            columns,
            counts,
        }),
        longest_micros: (70.0 * DAY * 1e6) as i64,
        ..Strip::default()
    }
}
