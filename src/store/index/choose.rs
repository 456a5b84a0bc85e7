//! What a choice of personas and a window of time adds up to. Must not know how the index is made.

use parcours_kernel::{
    Apart, Spans, StageInput, StageTotals, Walk, Walked, ending_after, seconds_from,
};

use super::Index;

/// Durations, stays and waits.
const TIMES: usize = 3;
/// So many events are walked without a thought.
const FEW: usize = 4096;

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

/// Places of one persona.
#[derive(Debug, Clone, Copy)]
struct Part {
    group: usize,
    from: usize,
    to: usize,
}

/// A choice while it is added up: the places that are counted whole, and what is not as they say.
struct Sum<'a> {
    input: &'a StageInput<'a>,
    parts: Vec<Part>,
    more: Walk,
    fewer: Walk,
    /// How long whole journeys last that are so counted, or not.
    lasting: Apart,
    spans: Spans,
}

impl Index {
    /// `None` where walking all events would be no slower. `input` is that which the index was made of.
    pub fn choose(&self, input: &StageInput<'_>, choice: Choice<'_>) -> Option<Walked> {
        let parts = self.parts(choice);
        let whole: usize = parts.iter().map(|part| part.to - part.from).sum();
        let mut sum = Sum {
            input,
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
        Some(self.add_up(sum))
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
        let (Part { group, from, to }, input) = (sum.parts[at], sum.input);
        let late = ending_after(
            choice.to,
            &self.firsts[from..to],
            &self.lasts[from..to],
            &mut sum.spans,
        );
        for place in late.into_iter().map(|late| from + late as usize) {
            let (first, last) = (self.firsts[place], self.lasts[place]);
            let journey = self.order[place] as usize;
            *left = left.checked_sub(input.events(journey).len())?;
            let ends = sum
                .more
                .end_before(input, &mut sum.fewer, journey, choice.to);
            sum.lasting.fewer.push(last - first);
            sum.lasts(first, ends);
        }
        if choice.from > 0 {
            for place in self.groups[group] as usize..from {
                if u64::from(self.lasts[place]) >= choice.from {
                    let journey = self.order[place] as usize;
                    *left = left.checked_sub(input.events(journey).len())?;
                    let (from, to) = (choice.from, choice.to);
                    if let Some((first, last)) = sum.more.between(input, journey, from, to) {
                        sum.lasts(first, last);
                    }
                }
            }
        }
        Some(())
    }

    /// Journeys of several personas.
    fn several(&self, sum: &mut Sum<'_>, choice: Choice<'_>, left: &mut usize) -> Option<()> {
        let input = sum.input;
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
                sum.more.some(input, *journey as usize, &kept);
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
            walk.whole(input, *journey as usize);
        }
        match at < place {
            true => add(&mut sums, &walk.counts),
            false => subtract(&mut sums, &walk.counts),
        }
        sums
    }

    fn add_up(&self, mut sum: Sum<'_>) -> Walked {
        let (layout, cells, input) = (self.layout, self.layout.cells(), sum.input);
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
        Walked {
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
