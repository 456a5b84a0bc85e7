//! Against a pass over all events.

use parcours_kernel::{
    Codes, Dimension, Question, StageInput, Uniform, Walked, keep, spans, stages,
};

use super::*;

const STAGES: usize = 3;
const PERSONAS: usize = 4;
const EMOTIONS: usize = 2;

struct Made {
    starts: Vec<u32>,
    words: Codes,
    personas: Codes,
    persona_of: Uniform,
    seconds: Vec<u32>,
    outcomes: Vec<u8>,
}

impl Made {
    fn new(random: &mut impl FnMut(u32) -> u32, journeys: u32, longest: u32, mixed: u32) -> Self {
        let mut made = Self {
            starts: vec![0],
            words: Codes::default(),
            personas: Codes::default(),
            persona_of: Uniform::default(),
            seconds: Vec::new(),
            outcomes: Vec::new(),
        };
        for _ in 0..journeys {
            let (mut time, persona) = (random(1000), random(PERSONAS as u32));
            let several = random(100) < mixed;
            for _ in 0..1 + random(longest) {
                let other = random(PERSONAS as u32);
                let persona = if several { other } else { persona };
                let (stage, emotion) = (random(STAGES as u32), random(EMOTIONS as u32));
                let cell = (persona * STAGES as u32 + stage) * EMOTIONS as u32 + emotion;
                made.words.push(cell << 2 | stage);
                made.personas.push(persona);
                made.seconds.push(time);
                time += random(60);
            }
            made.starts.push(made.seconds.len() as u32);
            made.outcomes.push(random(3) as u8);
        }
        made.persona_of = Uniform::new(&made.starts, &made.personas, PERSONAS);
        made
    }

    fn input(&self) -> StageInput<'_> {
        StageInput {
            starts: &self.starts,
            words: &self.words,
            bits: 2,
            stages: STAGES,
            personas: PERSONAS,
            emotions: EMOTIONS,
            seconds: &self.seconds,
            persona_of: &self.persona_of,
            outcomes: &self.outcomes,
            room: &[0; STAGES],
        }
    }

    /// By a pass over all events.
    fn walked(&self, choice: Choice<'_>) -> Walked {
        let micros = |seconds: u64| i64::try_from(seconds).ok()?.checked_mul(1_000_000);
        let dimensions: Vec<Dimension<'_>> = choice
            .personas
            .iter()
            .map(|personas| Dimension {
                codes: &self.personas,
                allowed: personas.to_vec(),
                of_journey: None,
            })
            .collect();
        let kept = keep(&Question {
            starts: &self.starts,
            refused: &[],
            times: (0, &self.seconds),
            from: micros(choice.from),
            to: micros(choice.to),
            dimensions: &dimensions,
        });
        Walked {
            events: kept.events.len() as u32,
            journeys: kept.journeys.len() as u32,
            spans: spans(&self.seconds, &kept),
            totals: stages(&self.input(), &kept),
        }
    }
}

#[test]
fn what_is_added_up_is_what_a_pass_over_all_events_finds() {
    let mut state = 7_u32;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(state) * u64::from(below)) >> 32) as u32
    };
    let mut chosen = 0;
    let made = [
        (1, 1, 0, 1),
        (40, 6, 0, 3),
        (300, 12, 5, 16),
        (300, 12, 0, 64),
        (200, 1, 100, 8),
        (30, 200, 20, 1000),
    ];
    let parts: [fn(usize) -> usize; 3] = [|_| 1, |journeys| journeys, |_| usize::MAX];
    for ((journeys, longest, mixed, step), part) in made
        .into_iter()
        .flat_map(|made| parts.map(|part| (made, part)))
    {
        let made = Made::new(&mut random, journeys, longest, mixed);
        let input = made.input();
        let mut index = Index::of(&input, step);
        assert!(!index.is_ready());
        // A part may end anywhere: between personas, too.
        let part = part(journeys as usize);
        while index.go_on(&input, part) {}
        assert!(index.is_ready());
        for round in 0..60 {
            let personas: Vec<bool> = (0..PERSONAS).map(|_| random(2) == 0).collect();
            let (from, to) = (u64::from(random(1200)), u64::from(random(1500)));
            let choice = Choice {
                personas: (round % 3 > 0).then_some(&personas),
                from: if round % 2 > 0 { from } else { 0 },
                to: if round % 5 > 1 { to } else { u64::MAX },
            };
            if let Some(found) = index.choose(&input, choice) {
                chosen += 1;
                assert_eq!(found, made.walked(choice), "{journeys} {choice:?}");
            }
        }
    }
    assert!(chosen > 900, "{chosen}");
}
