//! What whole journeys add up to, kept by persona and by the time of their first event: a filter by personas and a window of time then adds
//! up what lies between a few places, and walks only the journeys that an edge of the window cuts.
//! Must not know names. Built for size: what runs once an event is in the kernel.

mod choose;
#[cfg(test)]
mod tests;

use parcours_kernel::{Layout, MIXED, Ranked, StageInput, Walk};

pub use choose::{Choice, Chosen};

/// The running sums take about so many bytes an event.
const SUM_BYTES: f64 = 0.25;

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
