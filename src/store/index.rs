//! What whole journeys add up to, kept by persona and by the time of their first event: a filter by personas and a window of time then adds
//! up what lies between a few places, and walks only the journeys that an edge of the window cuts.
//! Must not know names. Built for size: what runs once an event is in the kernel.

use parcours_kernel::{
    Apart, Layout, MIXED, Ranked, Spans, StageInput, StageTotals, Walk, ending_after, seconds_from,
};

/// Durations, stays and waits.
const TIMES: usize = 3;
/// The running sums take about so many bytes an event.
const SUM_BYTES: f64 = 0.25;
/// So many events are walked without a thought.
const FEW: usize = 4096;

#[derive(Debug, Clone, Default)]
pub struct Index {
    layout: Layout,
    emotions: usize,
    /// Journeys by persona, then by their first event's time; those of several personas last.
    order: Vec<u32>,
    /// Seconds of the first and of the last event, by place in `order`.
    firsts: Vec<u32>,
    lasts: Vec<u32>,
    /// Where each persona's places begin; the last is where those of several personas do.
    groups: Vec<u32>,
    /// The sums of all places before a row's: the first of each persona, and every `step`th after it.
    sums: Vec<u32>,
    first_row: Vec<u32>,
    step: usize,
    /// By time and stage, then of whole journeys; those that are not yet in `ranked` are still in `values`.
    ranked: Vec<Ranked>,
    values: Vec<Vec<u32>>,
}

/// Which events are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// By persona; `None`: all.
    pub personas: Option<&'a [bool]>,
    /// Seconds, inclusive and exclusive.
    pub from: u64,
    pub to: u64,
}

impl<'a> Choice<'a> {
    /// `base`: microseconds of second 0; the window in microseconds, inclusive and exclusive.
    pub fn new(
        personas: Option<&'a [bool]>,
        base: i64,
        from: Option<i64>,
        to: Option<i64>,
    ) -> Self {
        Self {
            personas,
            from: from.map_or(0, |from| seconds_from(base, from)),
            to: to.map_or(u64::MAX, |to| seconds_from(base, to)),
        }
    }
}

#[derive(Debug, PartialEq)]
pub struct Chosen {
    pub events: u32,
    pub journeys: u32,
    pub spans: Option<Spans>,
    pub totals: StageTotals,
}

/// Places of one persona.
#[derive(Debug, Clone, Copy)]
struct Part {
    group: usize,
    from: usize,
    to: usize,
}

/// A choice while it is added up: the places that are counted whole, and what is not as they say.
struct Sum<'a> {
    parts: Vec<Part>,
    more: Walk<'a>,
    fewer: Walk<'a>,
    /// How long whole journeys last that are so counted, or not.
    lasting: Apart,
    spans: Spans,
}

impl Index {
    /// `None` where it would be too large. To be finished by [`Self::go_on`].
    pub fn begin(input: &StageInput<'_>) -> Option<Self> {
        let (journeys, events) = (input.starts.len().saturating_sub(1), input.seconds.len());
        let width = Self::width(input);
        let row = (width * size_of::<u32>()) as f64;
        let step = (row * journeys as f64 / (events as f64 * SUM_BYTES)) as usize;
        let rows = input.personas as f64 * row;
        (events > 0 && rows < events as f64 * SUM_BYTES).then(|| Self::of(input, step.max(64)))
    }

    /// Counts of one persona in a row.
    fn width(input: &StageInput<'_>) -> usize {
        let layout = Layout {
            stages: input.stages,
        };
        layout.cells() + input.stages * input.emotions
    }

    fn of(input: &StageInput<'_>, step: usize) -> Self {
        let mut index = Self {
            layout: Layout {
                stages: input.stages,
            },
            emotions: input.emotions,
            step,
            ..Self::default()
        };
        index.arrange(input);
        let mut walk = Walk::new(input, input.seconds.len());
        for group in 0..input.personas {
            walk.first_cell = group * input.stages * input.emotions;
            index.first_row.push(index.rows());
            let places = index.groups[group]..index.groups[group + 1];
            for (nth, place) in places.enumerate() {
                if nth % step == 0 {
                    index.push_row(input, &walk);
                }
                let journey = index.order[place as usize] as usize;
                walk.whole(journey);
            }
        }
        index.first_row.push(index.rows());
        index.push_row(input, &walk);
        index.sums.shrink_to_fit();
        for times in &mut walk.times {
            index
                .values
                .extend((0..input.stages).map(|stage| times.take(stage)));
        }
        let spans = index.firsts.iter().zip(&index.lasts);
        let lasting = spans.map(|(first, last)| last - first).collect();
        index.values.push(lasting);
        // The last is ranked first.
        index.values.reverse();
        index
    }

    fn arrange(&mut self, input: &StageInput<'_>) {
        let journeys = input.starts.len() as u32 - 1;
        let all = (0..journeys).filter(|journey| !input.events(*journey as usize).is_empty());
        let mut order = Vec::with_capacity(journeys as usize);
        order.extend(all);
        let first = |journey: u32| input.seconds[input.starts[journey as usize] as usize];
        let last = |journey: u32| input.seconds[input.starts[journey as usize + 1] as usize - 1];
        let group = |journey: u32| match input.persona_of(journey as usize) {
            MIXED => input.personas as u32,
            persona => persona,
        };
        let firsts: Vec<u32> = (0..journeys)
            .map(|journey| {
                if input.events(journey as usize).is_empty() {
                    0
                } else {
                    first(journey)
                }
            })
            .collect();
        let groups: Vec<u32> = (0..journeys).map(group).collect();
        sort(&mut order, &firsts);
        sort(&mut order, &groups);
        let in_order = order.iter().map(|journey| groups[*journey as usize]);
        let in_order: Vec<u32> = in_order.collect();
        let begin = |group| in_order.partition_point(|other| *other < group) as u32;
        self.groups = (0..=input.personas as u32).map(begin).collect();
        self.firsts = order.iter().map(|journey| first(*journey)).collect();
        self.lasts = order.iter().map(|journey| last(*journey)).collect();
        self.order = order;
    }

    fn rows(&self) -> u32 {
        let width = self.layout.cells() + self.layout.stages * self.emotions;
        (self.sums.len() / width) as u32
    }

    fn push_row(&mut self, input: &StageInput<'_>, walk: &Walk<'_>) {
        self.sums.extend(&walk.counts[..Self::width(input)]);
    }

    /// Makes a part of what is still to be made; `false` where nothing was.
    pub fn go_on(&mut self) -> bool {
        let Some(values) = self.values.pop() else {
            return false;
        };
        self.ranked.push(Ranked::new(values));
        true
    }

    pub fn is_ready(&self) -> bool {
        self.values.is_empty()
    }

    pub fn bytes(&self) -> usize {
        let lists = [
            &self.order,
            &self.firsts,
            &self.lasts,
            &self.groups,
            &self.sums,
            &self.first_row,
        ];
        let lists = lists.into_iter().chain(&self.values);
        let ranked: usize = self.ranked.iter().map(Ranked::bytes).sum();
        lists.map(Vec::capacity).sum::<usize>() * size_of::<u32>() + ranked
    }

    /// `None` where walking all events would be no slower. `input` is that which the index was made of.
    pub fn choose(&self, input: &StageInput<'_>, choice: Choice<'_>) -> Option<Chosen> {
        let parts = self.parts(choice);
        let whole: usize = parts.iter().map(|part| part.to - part.from).sum();
        let mut sum = Sum {
            more: Walk::new(input, 0),
            fewer: Walk::new(input, 0),
            lasting: Apart::default(),
            spans: Spans::NONE,
            parts,
        };
        // Rows are a quarter of a step away from both ends of a part, in the mean. An event that an edge cuts off costs four times one that is
        // walked with all others.
        let edges = sum.parts.len() * self.step.min(whole);
        let each = input.seconds.len() / self.order.len().max(1) + 1;
        let mut left = FEW.max((whole / 4).saturating_sub(edges / 4) * each);
        for at in 0..sum.parts.len() {
            self.edges(&mut sum, at, choice, &mut left)?;
        }
        self.several(&mut sum, choice, &mut left)?;
        Some(self.add_up(input, sum))
    }

    fn parts(&self, choice: Choice<'_>) -> Vec<Part> {
        let groups = self.groups.windows(2).enumerate();
        let wanted =
            groups.filter(|(group, _)| choice.personas.is_none_or(|wanted| wanted[*group]));
        wanted
            .map(|(group, bounds)| {
                let (begin, end) = (bounds[0] as usize, bounds[1] as usize);
                let firsts = &self.firsts[begin..end];
                let before =
                    |time: u64| begin + firsts.partition_point(|first| u64::from(*first) < time);
                let from = before(choice.from);
                Part {
                    group,
                    from,
                    to: before(choice.to).max(from),
                }
            })
            .collect()
    }

    /// The journeys of a part whose end lies beyond the window, and those that began before it.
    fn edges(
        &self,
        sum: &mut Sum<'_>,
        at: usize,
        choice: Choice<'_>,
        left: &mut usize,
    ) -> Option<()> {
        let Part { group, from, to } = sum.parts[at];
        let late = ending_after(
            choice.to,
            &self.firsts[from..to],
            &self.lasts[from..to],
            &mut sum.spans,
        );
        for place in late.into_iter().map(|late| from + late as usize) {
            let (first, last) = (self.firsts[place], self.lasts[place]);
            let journey = self.order[place] as usize;
            *left = left.checked_sub(sum.more.input.events(journey).len())?;
            let ends = sum.more.end_before(&mut sum.fewer, journey, choice.to);
            sum.lasting.fewer.push(last - first);
            sum.lasts(first, ends);
        }
        if choice.from > 0 {
            for place in self.groups[group] as usize..from {
                if u64::from(self.lasts[place]) >= choice.from {
                    let journey = self.order[place] as usize;
                    *left = left.checked_sub(sum.more.input.events(journey).len())?;
                    if let Some((first, last)) = sum.more.between(journey, choice.from, choice.to) {
                        sum.lasts(first, last);
                    }
                }
            }
        }
        Some(())
    }

    /// Journeys of several personas.
    fn several(&self, sum: &mut Sum<'_>, choice: Choice<'_>, left: &mut usize) -> Option<()> {
        let input = sum.more.input;
        let begin = self.groups.last().copied().unwrap_or_default() as usize;
        let mut kept = Vec::new();
        for journey in &self.order[begin..] {
            let events = input.events(*journey as usize);
            *left = left.checked_sub(events.len())?;
            kept.clear();
            kept.extend(
                events
                    .filter(|event| {
                        let time = u64::from(input.seconds[*event]);
                        let cell = (input.words.get(*event) >> input.bits) as usize / self.emotions;
                        let persona = cell / input.stages;
                        choice.personas.is_none_or(|wanted| wanted[persona])
                            && time >= choice.from
                            && time < choice.to
                    })
                    .map(|event| event as u32),
            );
            if let (Some(first), Some(last)) = (kept.first(), kept.last()) {
                sum.lasts(
                    input.seconds[*first as usize],
                    input.seconds[*last as usize],
                );
                sum.more.some(*journey as usize, &kept);
            }
        }
        Some(())
    }

    /// The sums of all places before `place`, which is one of a group or the first after it: those of the nearest row, and what lies between.
    fn before(&self, input: &StageInput<'_>, group: usize, place: usize) -> Vec<u32> {
        let (begin, end) = (self.groups[group] as usize, self.groups[group + 1] as usize);
        let steps = (place - begin + self.step / 2) / self.step;
        let row = (self.first_row[group] as usize + steps).min(self.first_row[group + 1] as usize);
        let at = (begin + steps * self.step).min(end);
        let width = self.layout.cells() + self.layout.stages * self.emotions;
        let mut sums = self.sums[row * width..][..width].to_vec();
        let mut walk = Walk::new(input, 0);
        walk.first_cell = group * input.stages * input.emotions;
        for journey in &self.order[at.min(place)..at.max(place)] {
            walk.whole(*journey as usize);
        }
        match at < place {
            true => add(&mut sums, &walk.counts),
            false => subtract(&mut sums, &walk.counts),
        }
        sums
    }

    fn add_up(&self, input: &StageInput<'_>, mut sum: Sum<'_>) -> Chosen {
        let (layout, cells) = (self.layout, self.layout.cells());
        let mut runs: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.ranked.len()];
        let mut counts = std::mem::take(&mut sum.more.counts);
        let mut cell_journeys = std::mem::take(&mut sum.more.cell_journeys);
        subtract(&mut counts, &sum.fewer.counts);
        subtract(&mut cell_journeys, &sum.fewer.cell_journeys);
        let mut journeys = sum.more.walked.wrapping_sub(sum.fewer.walked);
        for part in sum.parts.iter().filter(|part| part.from < part.to) {
            let from = self.before(input, part.group, part.from);
            let mut here = self.before(input, part.group, part.to);
            let places = layout.visits(&from).into_iter().flatten();
            let places = places.zip(layout.visits(&here).into_iter().flatten());
            let whole = [(part.from as u32, part.to as u32)];
            for (run, runs) in places.chain(whole).zip(&mut runs) {
                match runs.last_mut() {
                    Some(last) if last.1 == run.0 => last.1 = run.1,
                    _ => runs.push(run),
                }
            }
            subtract(&mut here, &from);
            add(&mut counts[..cells], &here[..cells]);
            let first = cells + part.group * layout.stages * self.emotions;
            add(&mut counts[first..], &here[cells..]);
            let row = &mut cell_journeys[part.group * layout.stages..];
            add(row, &here[layout.journeys()]);
            journeys = journeys.wrapping_add((part.to - part.from) as u32);
        }
        let mut stages = (0..TIMES).map(|time| {
            let stages = 0..layout.stages;
            stages
                .map(|stage| {
                    let apart = Apart {
                        more: sum.more.times[time].take(stage),
                        fewer: sum.fewer.times[time].take(stage),
                    };
                    let at = time * layout.stages + stage;
                    self.ranked[at].median(&runs[at], &apart)
                })
                .collect()
        });
        let times = std::array::from_fn(|_| stages.next().unwrap_or_default());
        let whole = TIMES * layout.stages;
        sum.spans.median = self.ranked[whole].median(&runs[whole], &sum.lasting);
        let totals = StageTotals::new(layout, counts, cell_journeys, times);
        Chosen {
            events: totals.cells.iter().sum(),
            journeys,
            spans: (journeys > 0).then_some(sum.spans),
            totals,
        }
    }
}

impl Sum<'_> {
    /// A journey that lasts so long; in seconds.
    fn lasts(&mut self, first: u32, last: u32) {
        self.spans.add(first, last);
        self.lasting.more.push(last - first);
    }
}

fn add(sums: &mut [u32], counts: &[u32]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum = sum.wrapping_add(*count);
    }
}

fn subtract(sums: &mut [u32], counts: &[u32]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum = sum.wrapping_sub(*count);
    }
}

/// Journeys by their keys; those of one key stay in their order. Byte by byte from the lowest.
fn sort(order: &mut Vec<u32>, keys: &[u32]) {
    let mut sorted = vec![0; order.len()];
    for shift in [0, 8, 16, 24] {
        let byte = |journey: u32| (keys[journey as usize] >> shift & 255) as usize;
        let mut next = [0; 257];
        for journey in order.iter() {
            next[byte(*journey) + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        for journey in order.iter() {
            let place = &mut next[byte(*journey)];
            sorted[*place] = *journey;
            *place += 1;
        }
        std::mem::swap(order, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use parcours_kernel::{Codes, Dimension, Question, Uniform, keep, spans, stages};

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
        fn new(
            random: &mut impl FnMut(u32) -> u32,
            journeys: u32,
            longest: u32,
            mixed: u32,
        ) -> Self {
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
        fn walked(&self, choice: Choice<'_>) -> Chosen {
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
            Chosen {
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
        for (journeys, longest, mixed, step) in [
            (1, 1, 0, 1),
            (40, 6, 0, 3),
            (300, 12, 5, 16),
            (300, 12, 0, 64),
            (200, 1, 100, 8),
            (30, 200, 20, 1000),
        ] {
            let made = Made::new(&mut random, journeys, longest, mixed);
            let input = made.input();
            let mut index = Index::of(&input, step);
            assert!(!index.is_ready());
            while index.go_on() {}
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
        assert!(chosen > 300, "{chosen}");
    }
}
