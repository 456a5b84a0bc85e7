//! Rows of single journeys: hairline, returns, marks, ends.

use crate::chart::Kit;
use crate::chart::hit::{Hit, Target};
use crate::chart::projection::Slots;
use crate::chart::scene::Scene;
use crate::chart::shape;
use crate::chart::theme::Rgba;
use crate::model::answer::{Outcome, StripMark, StripRow};
use crate::model::emotion::EmotionClass;

use super::{StripColour, StripInput, x_of_time};

const MARK_RADIUS: f64 = 3.4;
/// A step back of less than this is drawn on the hairline.
const BACK: f64 = 4.0;

/// A mark where it stands, with its index in the journey.
struct Placed<'a> {
    x: f64,
    index: usize,
    mark: &'a StripMark,
}

struct Ink {
    /// One list a colour, painted one after the other: thousands of marks are then a few strokes of one colour.
    emotions: [Vec<(f64, f64)>; 5],
    stages: Vec<Vec<(f64, f64)>>,
    steps: Vec<(f64, f64)>,
    hidden: Vec<(f64, f64)>,
    goals: Vec<(f64, f64)>,
}

pub(super) fn draw(
    input: &StripInput,
    stages: &[u32],
    slots: &Slots,
    kit: &Kit,
    scene: &mut Scene,
) {
    let height = input.row_height_css;
    let mut ink = Ink {
        emotions: Default::default(),
        stages: vec![Vec::new(); stages.len()],
        steps: Vec::new(),
        hidden: Vec::new(),
        goals: Vec::new(),
    };
    let mut over = Scene::new(0.0, 0.0);
    for (row, journey) in input.strip.rows.iter().enumerate() {
        let top = input.row_top(row);
        let y = (top + height / 2.0).floor();
        let number = input.strip.first + row as u32;
        scene.hits.push(Hit::rect(
            0.0,
            top,
            slots.width(),
            height,
            Target::Journey(number),
        ));
        if input.state.is_selected(Target::Journey(number)) {
            scene.rect(0.0, top, slots.width(), height, kit.theme.accent_wash);
            scene.rect(0.0, top, 3.0, height, kit.theme.accent);
        }
        let placed = place(input, stages, slots, journey);
        thread(&placed, y, kit, scene);
        for one in &placed {
            let at = (one.x, y);
            scene.hits.push(Hit::near(
                at,
                (height / 2.0).min(6.0),
                Target::Mark {
                    journey: number,
                    mark: one.index as u32,
                },
            ));
            sort_mark(input, stages, one.mark, at, &mut ink);
        }
        emphasis(input, &placed, y, kit, scene, &mut over);
        end(journey, &placed, y, kit, &mut over);
        persona(
            input,
            journey,
            (slots.first_edge() - 14.0, y),
            kit,
            &mut over,
        );
    }
    paint(input, &ink, kit, scene);
    scene.place(over, 0.0, 0.0);
}

fn place<'a>(
    input: &StripInput,
    stages: &[u32],
    slots: &Slots,
    journey: &'a StripRow,
) -> Vec<Placed<'a>> {
    journey
        .marks
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| {
            let x = if input.true_time {
                x_of_time(input, slots, mark.offset_micros)
            } else {
                let stage = mark.stage?;
                let slot = stages.iter().position(|other| *other == stage)?;
                slots.x_of(slot, f64::from(mark.place))
            };
            Some(Placed { x, index, mark })
        })
        .collect()
}

/// The hairline through the touchpoints, dotted where the journey goes back.
fn thread(placed: &[Placed], y: f64, kit: &Kit, scene: &mut Scene) {
    let mut from = placed.first().map_or(0.0, |one| one.x);
    for pair in placed.windows(2) {
        if pair[1].x < pair[0].x - BACK {
            scene.level(y, from, pair[0].x, kit.theme.line_2);
            from = pair[1].x;
        }
    }
    if let Some(last) = placed.last() {
        scene.level(y, from, last.x, kit.theme.line_2);
    }
    for pair in placed.windows(2) {
        if pair[1].x < pair[0].x - BACK {
            let mut x = pair[1].x;
            while x < pair[0].x {
                scene.level(y, x, (x + 2.0).min(pair[0].x), kit.theme.loops);
                x += 4.0;
            }
        }
    }
}

fn sort_mark(input: &StripInput, stages: &[u32], mark: &StripMark, at: (f64, f64), ink: &mut Ink) {
    if mark.goal && input.true_time {
        ink.goals.push(at);
        return;
    }
    let slot = mark
        .stage
        .and_then(|stage| stages.iter().position(|other| *other == stage));
    let list = match (input.colour, mark.emotion, slot) {
        (StripColour::Stage, _, Some(slot)) => &mut ink.stages[slot],
        (StripColour::Emotion, Some(class), _) => match ink.emotions.get_mut(usize::from(class)) {
            Some(list) => list,
            None => &mut ink.steps,
        },
        (_, _, Some(_)) => &mut ink.steps,
        _ => &mut ink.hidden,
    };
    list.push(at);
}

fn paint(input: &StripInput, ink: &Ink, kit: &Kit, scene: &mut Scene) {
    let theme = kit.theme;
    let radius = MARK_RADIUS.min(input.row_height_css / 2.0 - 0.6);
    for (x, y) in &ink.hidden {
        scene.rect(x - 0.6, y - 2.0, 1.2, 5.0, theme.ctl);
    }
    for (x, y) in &ink.steps {
        scene.rect(x - 1.0, y - 3.5, 2.0, 8.0, theme.ink_2);
    }
    let count = ink.stages.len().max(2);
    for (slot, marks) in ink.stages.iter().enumerate() {
        let color = stage_color(kit, slot, count);
        for (x, y) in marks {
            scene.rect(
                x - radius,
                y + 0.5 - radius,
                2.0 * radius,
                2.0 * radius,
                color,
            );
        }
    }
    for class in [
        EmotionClass::Neutral,
        EmotionClass::Positive,
        EmotionClass::Negative,
        EmotionClass::VeryPositive,
        EmotionClass::VeryNegative,
    ] {
        let color = theme.of_emotion(class);
        for (x, y) in &ink.emotions[class.index()] {
            shape::mark(scene, (*x, y + 0.5), class, radius, color);
        }
    }
    for (x, y) in &ink.goals {
        shape::marker(scene, 3, (*x, y + 0.5), 4.0, 0.0, theme.ink);
    }
}

/// From light to dark along the stages: neither the colour of an emotion nor of a persona.
fn stage_color(kit: &Kit, slot: usize, count: usize) -> Rgba {
    let share = slot as f64 / (count - 1) as f64;
    kit.theme
        .band_edge
        .mix(kit.theme.bg, 0.35)
        .mix(kit.theme.ink, share)
}

/// The chosen touchpoint; without emotion also the chosen step, with the wait after it.
fn emphasis(
    input: &StripInput,
    placed: &[Placed],
    y: f64,
    kit: &Kit,
    below: &mut Scene,
    above: &mut Scene,
) {
    let accent = kit.theme.accent;
    for (index, one) in placed.iter().enumerate() {
        let touchpoint = input.state.selected.iter().any(|target| {
            matches!(target, Target::Touchpoint { touchpoint, .. } if *touchpoint == one.mark.touchpoint)
        });
        let step = input.info.emotion.is_none()
            && input.true_time
            && one
                .mark
                .stage
                .is_some_and(|stage| input.state.is_selected(Target::Stage(stage)));
        if step {
            let next = placed[index + 1..]
                .iter()
                .find(|other| other.mark.stage.is_some());
            if let Some(next) = next {
                above.rect(one.x, y - 0.5, next.x - one.x - 3.0, 2.0, accent);
            }
            above.rect(one.x - 1.5, y - 4.0, 3.0, 9.0, accent);
        } else if touchpoint {
            let half = input.row_height_css / 2.0;
            below.rect(
                one.x - 5.0,
                y + 0.5 - half,
                10.0,
                2.0 * half,
                kit.theme.accent_line,
            );
        }
    }
}

/// Upright tick: dropped; ring: open; nothing: goal met, or no goal.
fn end(journey: &StripRow, placed: &[Placed], y: f64, kit: &Kit, over: &mut Scene) {
    let Some(last) = placed.last() else {
        return;
    };
    match journey.outcome {
        Some(Outcome::Dropped) => over.rect(last.x + 8.0, y - 3.5, 1.5, 8.0, kit.theme.ink_2),
        Some(Outcome::Open) => {
            over.disc((last.x + 9.5, y + 0.5), 3.3, kit.theme.ink_2);
            over.disc((last.x + 9.5, y + 0.5), 1.9, kit.theme.bg);
        }
        Some(Outcome::Reached) | None => {}
    }
}

fn persona(
    input: &StripInput,
    journey: &StripRow,
    (x, y): (f64, f64),
    kit: &Kit,
    over: &mut Scene,
) {
    if let Some(persona) = journey.persona.filter(|_| input.info.personas.len() > 1) {
        let color = kit.theme.of_group(persona);
        shape::marker(over, persona, (x, y + 0.5), 3.0, 0.0, color);
    }
}
