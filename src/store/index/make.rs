//! Making the index, a part at a time: between two parts other questions are answered.

use parcours_kernel::{Layout, MIXED, Ranked, StageInput, Walk};

use super::Index;

/// The running sums take about so many bytes an event.
const SUM_BYTES: f64 = 0.25;
/// So many values are ranked by one bit while an event is walked.
const RANKED_A_WALK: usize = 8;

/// What is still to be done, in this order.
#[derive(Default)]
pub(super) struct Making {
    /// Journeys that are still to be walked, with what the others add up to.
    walk: Option<Box<Walking>>,
    /// Those that are still to be ranked; the last comes first.
    values: Vec<Vec<u32>>,
    ranking: Option<Ranked>,
}

struct Walking {
    walk: Walk,
    /// The persona whose journeys are walked, and the place of the next.
    group: usize,
    place: usize,
}

impl Index {
    /// `None` where it would be too large. To be finished by [`Self::go_on`].
    pub fn begin(input: &StageInput<'_>) -> Option<Self> {
        let (journeys, events) = (input.starts.len().saturating_sub(1), input.seconds.len());
        let row = (width(input) * size_of::<u32>()) as f64;
        let step = (row * journeys as f64 / (events as f64 * SUM_BYTES)) as usize;
        let rows = input.personas as f64 * row;
        (events > 0 && rows < events as f64 * SUM_BYTES).then(|| Self::of(input, step.max(64)))
    }

    pub(super) fn of(input: &StageInput<'_>, step: usize) -> Self {
        let mut index = Self {
            layout: Layout {
                stages: input.stages,
            },
            emotions: input.emotions,
            step,
            ..Self::default()
        };
        index.arrange(input);
        index.making.walk = Some(Box::new(Walking {
            walk: Walk::new(input, input.seconds.len()),
            group: 0,
            place: 0,
        }));
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

    /// Does as much as takes the time of walking so many events, and a little more; `false` where nothing is left to do. `input` is that
    /// which the index was begun with.
    pub fn go_on(&mut self, input: &StageInput<'_>, events: usize) -> bool {
        let mut done = 0;
        while done < events {
            done += match self.making.walk.take() {
                Some(walking) => self.walk(input, *walking, events),
                None => match self.rank() {
                    Some(ranked) => ranked / RANKED_A_WALK + 1,
                    None => return false,
                },
            };
        }
        true
    }

    /// Walks journeys with so many events, or the last ones; returns how many events they had.
    fn walk(&mut self, input: &StageInput<'_>, mut walking: Walking, events: usize) -> usize {
        let Walking { walk, group, place } = &mut walking;
        let mut walked = 0;
        while *group < input.personas {
            walk.first_cell = *group * input.stages * input.emotions;
            let (begin, end) = (self.groups[*group], self.groups[*group + 1]);
            if self.first_row.len() == *group {
                self.first_row.push(self.rows());
            }
            for at in *place..end as usize {
                if walked >= events {
                    self.making.walk = Some(Box::new(walking));
                    return walked;
                }
                if (at - begin as usize).is_multiple_of(self.step) {
                    self.sums.extend(&walk.counts[..width(input)]);
                }
                let journey = self.order[at] as usize;
                walk.whole(input, journey);
                walked += input.events(journey).len();
                *place = at + 1;
            }
            *group += 1;
        }
        self.first_row.push(self.rows());
        self.sums.extend(&walk.counts[..width(input)]);
        self.sums.shrink_to_fit();
        let values = &mut self.making.values;
        for times in &mut walk.times {
            values.extend((0..input.stages).map(|stage| times.take(stage)));
        }
        let spans = self.firsts.iter().zip(&self.lasts);
        values.push(spans.map(|(first, last)| last - first).collect());
        values.reverse();
        walked
    }

    /// Ranks some values by one more bit; returns how many. `None` where all are ranked.
    fn rank(&mut self) -> Option<usize> {
        let making = &mut self.making;
        let ranking = match making.ranking.take() {
            Some(ranking) => ranking,
            None => Ranked::begin(making.values.pop()?),
        };
        let ranking = making.ranking.insert(ranking);
        let ranked = ranking.go_on();
        if ranked == 0 {
            self.ranked.extend(making.ranking.take());
        }
        Some(ranked)
    }

    fn rows(&self) -> u32 {
        (self.sums.len() / (self.layout.cells() + self.layout.stages * self.emotions)) as u32
    }
}

impl Making {
    pub fn is_done(&self) -> bool {
        self.walk.is_none() && self.ranking.is_none() && self.values.is_empty()
    }
}

/// Counts of one persona in a row.
fn width(input: &StageInput<'_>) -> usize {
    let layout = Layout {
        stages: input.stages,
    };
    layout.cells() + input.stages * input.emotions
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
        if next.contains(&order.len()) {
            // All have the same byte.
            continue;
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
