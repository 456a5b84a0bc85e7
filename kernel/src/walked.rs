//! Kept events walked as they are found: no list of them is made. Must not know what a dimension stands for.

use std::ops::Range;

use crate::codes::Codes;
use crate::keep::{Bounds, Dimension, MIXED, Question};
use crate::median::Medians;
use crate::spans::Spans;
use crate::stages::{StageInput, StageTotals};
use crate::walk::Walk;

/// What kept events add up to by stage and by journey.
#[derive(Debug, PartialEq)]
pub struct Walked {
    pub events: u32,
    pub journeys: u32,
    pub spans: Option<Spans>,
    pub totals: StageTotals,
}

/// So many events are judged at once: a browser exchanges quickly compiled code for good code only when a function is called again.
const AT_ONCE: usize = 4096;

/// `question` and `input` are of the same table.
#[inline(never)]
pub fn walked(question: &Question<'_>, input: &StageInput<'_>) -> Walked {
    let bounds = Bounds::new(question);
    let by_event = by_event(question);
    let journeys = question.starts.len().saturating_sub(1);
    let mut walk = Walk::new(input, input.seconds.len());
    let mut lasting = Medians::new(std::iter::once(journeys));
    let mut spans = Spans::NONE;
    let (mut run, mut of_journey) = (KeptRun::default(), Vec::new());
    for journey in 0..journeys {
        let Some(events) = bounds.of(journey) else {
            continue;
        };
        let is_mixed = |dimension: &&Dimension<'_>| {
            dimension.of_journey.is_some() && dimension.of_journey(journey) == MIXED
        };
        of_journey.clear();
        for dimension in question.dimensions.iter().filter(is_mixed) {
            if of_journey.is_empty() {
                match by_event.get(events.clone()) {
                    Some(kept) => of_journey.extend_from_slice(kept),
                    None => of_journey.resize(events.len(), 1),
                }
            }
            judge(dimension, events.start, &mut of_journey);
        }
        let kept = match of_journey.is_empty() {
            true => by_event.get(events.clone()),
            false => Some(of_journey.as_slice()),
        };
        let (first, last) = match kept {
            Some(kept) => {
                run.take(input, events, kept);
                let (words, seconds) = run.events();
                let (Some(first), Some(last)) = (seconds.first(), seconds.last()) else {
                    continue;
                };
                walk.journey(input, journey, words, seconds, 0);
                (*first, *last)
            }
            None => {
                let span = (input.seconds[events.start], input.seconds[events.end - 1]);
                walk.part(input, journey, events.start, events);
                span
            }
        };
        spans.add(first, last);
        lasting.push(0, last - first);
    }
    let times = walk.times.each_ref().map(Medians::finish);
    spans.median = lasting.finish()[0];
    let totals = StageTotals::new(walk.layout, walk.counts, walk.cell_journeys, times);
    Walked {
        events: totals.cells.iter().sum(),
        journeys: walk.walked,
        spans: (walk.walked > 0).then_some(spans),
        totals,
    }
}

/// By event 1 where all dimensions without a code by journey keep it, else 0; empty without such dimensions.
fn by_event(question: &Question<'_>) -> Vec<u8> {
    let total = question.starts.last().copied().unwrap_or_default() as usize;
    let mut kept = Vec::new();
    for dimension in question.dimensions {
        if dimension.of_journey.is_none() {
            kept.resize(total, 1);
            for (at, kept) in kept.chunks_mut(AT_ONCE).enumerate() {
                judge(dimension, at * AT_ONCE, kept);
            }
        }
    }
    kept
}

/// Makes those 0, of the events from `first` on, that the dimension refuses.
#[inline(never)]
fn judge(dimension: &Dimension<'_>, first: usize, kept: &mut [u8]) {
    let (allowed, events) = (&dimension.allowed, first..first + kept.len());
    match dimension.codes {
        Codes::U8(codes) => {
            // As long as its codes may be: none of them has to be compared with its length.
            let mut by_code = [0; 256];
            for (kept, allowed) in by_code.iter_mut().zip(allowed) {
                *kept = u8::from(*allowed);
            }
            for (kept, code) in kept.iter_mut().zip(&codes[events]) {
                *kept &= by_code[usize::from(*code)];
            }
        }
        codes => {
            for (kept, event) in kept.iter_mut().zip(events) {
                *kept &= u8::from(allowed[codes.get(event) as usize]);
            }
        }
    }
}

/// The kept events of one journey.
#[derive(Default)]
struct KeptRun {
    words: Vec<u32>,
    seconds: Vec<u32>,
    count: usize,
}

impl KeptRun {
    #[inline(never)]
    fn take(&mut self, input: &StageInput<'_>, events: Range<usize>, kept: &[u8]) {
        if self.words.len() < kept.len() {
            self.words.resize(kept.len() * 2, 0);
            self.seconds.resize(kept.len() * 2, 0);
        }
        match input.words {
            Codes::U8(words) => self.take_words(&words[events.clone()], input, events, kept),
            Codes::U16(words) => self.take_words(&words[events.clone()], input, events, kept),
            Codes::U32(words) => self.take_words(&words[events.clone()], input, events, kept),
        }
    }

    /// Written always and kept where the event is: what is kept is as good as random, and a branch would be wrong as often.
    #[inline(always)]
    fn take_words<W: Copy + Into<u32>>(
        &mut self,
        words: &[W],
        input: &StageInput<'_>,
        events: Range<usize>,
        kept: &[u8],
    ) {
        let (to_words, to_seconds) = (
            &mut self.words[..kept.len()],
            &mut self.seconds[..kept.len()],
        );
        let mut count = 0;
        for ((word, second), kept) in words.iter().zip(&input.seconds[events]).zip(kept) {
            to_words[count] = (*word).into();
            to_seconds[count] = *second;
            count += usize::from(*kept);
        }
        self.count = count;
    }

    fn events(&self) -> (&[u32], &[u32]) {
        (&self.words[..self.count], &self.seconds[..self.count])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keep::{Uniform, keep};
    use crate::spans::spans;
    use crate::stages::stages;

    /// A row of numbers as good as random, below `most`.
    fn random(count: usize, most: u32, mut state: u32) -> Vec<u32> {
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % most
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    #[test]
    fn what_is_walked_adds_up_as_what_is_listed() {
        let (personas, stages_, emotions) = (3, 4, 2);
        let mut starts = vec![0];
        for events in random(400, 9, 1) {
            starts.push(starts[starts.len() - 1] + events);
        }
        let total = starts[starts.len() - 1] as usize;
        let mut seconds: Vec<u32> = random(total, 500, 2);
        for bounds in starts.windows(2) {
            seconds[bounds[0] as usize..bounds[1] as usize].sort_unstable();
        }
        // Most journeys have one persona.
        let mut of_event = vec![0_u8; total];
        for (journey, bounds) in starts.windows(2).enumerate() {
            for event in bounds[0]..bounds[1] {
                let shift = if journey % 7 == 0 { event } else { 0 };
                of_event[event as usize] = ((journey as u32 + shift) % personas) as u8;
            }
        }
        let of_event = Codes::U8(of_event);
        let persona_of = Uniform::new(&starts, &of_event, personas as usize);
        let stage = random(total, stages_, 3);
        let emotion = random(total, emotions, 4);
        let word = |event: usize| {
            let cell = of_event.get(event) * stages_ + stage[event];
            (cell * emotions + emotion[event]) << 2 | stage[event]
        };
        let words = Codes::narrow((0..total).map(word).collect());
        let outcomes: Vec<u8> = random(400, 3, 5).iter().map(|of| *of as u8).collect();
        let input = StageInput {
            starts: &starts,
            words: &words,
            bits: 2,
            stages: stages_ as usize,
            personas: personas as usize,
            emotions: emotions as usize,
            seconds: &seconds,
            persona_of: &persona_of,
            outcomes: &outcomes,
            room: &[total as u32; 4],
        };
        let channels = Codes::U8(random(total, 6, 6).iter().map(|code| *code as u8).collect());
        let touchpoints = Codes::U16(
            random(total, 300, 7)
                .iter()
                .map(|code| *code as u16)
                .collect(),
        );
        let channel = |mask: u32| Dimension {
            codes: &channels,
            allowed: (0..6).map(|code| mask >> code & 1 == 1).collect(),
            of_journey: None,
        };
        let touchpoint = || Dimension {
            codes: &touchpoints,
            allowed: (0..300).map(|code| code % 3 > 0).collect(),
            of_journey: None,
        };
        let persona = |codes: [bool; 3]| Dimension {
            codes: &of_event,
            allowed: codes.to_vec(),
            of_journey: Some(&persona_of),
        };
        let refused: Vec<u8> = random(400, 5, 8)
            .iter()
            .map(|of| u8::from(*of == 0))
            .collect();
        let cases = [
            vec![],
            vec![channel(0b1)],
            vec![channel(0)],
            vec![channel(0b101), touchpoint()],
            vec![persona([true, false, true])],
            vec![persona([false, true, false]), channel(0b11011)],
        ];
        for dimensions in &cases {
            for (refused, from, to) in [
                (&[][..], None, None),
                (&refused, Some(100_000_000), Some(300_000_000)),
            ] {
                let question = Question {
                    starts: &starts,
                    refused,
                    times: (0, &seconds),
                    from,
                    to,
                    dimensions,
                };
                let kept = keep(&question);
                let found = walked(&question, &input);
                assert_eq!(found.totals, stages(&input, &kept));
                assert_eq!(found.spans, spans(&seconds, &kept));
                assert_eq!(found.events as usize, kept.events.len());
                assert_eq!(found.journeys as usize, kept.journeys.len());
            }
        }
    }
}
