//! Events and answers by group, with what a mean's interval needs that respects journeys. Must not know what the groups are.

use crate::codes::Codes;
use crate::keep::Kept;

/// A code that stands for no group: events with it are skipped.
pub const HIDDEN: u32 = 1 << 30;
pub const CLASSES: usize = 5;

/// What is averaged, by code of a column; NaN for none.
#[derive(Clone, Copy)]
pub struct Answers<'a> {
    pub codes: &'a Codes,
    pub values: &'a [f64],
    /// Below [`CLASSES`].
    pub classes: &'a [u8],
}

/// The group of an event is the sum of what its journey and its codes stand for. It is skipped where that is not below `count`.
/// None by default.
#[derive(Clone, Copy, Default)]
pub struct Grouping<'a> {
    /// Codes by journey, and what each counts.
    pub of_journey: Option<(&'a Codes, u32)>,
    /// What each code of a column adds: the column's place among those that are read.
    pub adds: [Option<(usize, &'a [u32])>; 2],
    pub count: usize,
    /// The answers are counted by class, too.
    pub classes: bool,
}

/// One group. Everything counts as often as its journey does. Counts are whole numbers, exact up to 2⁵³.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cluster {
    pub events: f64,
    /// With an event here.
    pub journeys: f64,
    /// Answers, and journeys with one.
    pub n: f64,
    pub answering: f64,
    pub sum: f64,
    /// With S a journey's sum and n the number of its answers: ΣS², ΣSn and Σn².
    pub sum_sum: f64,
    pub sum_n: f64,
    pub n_n: f64,
    /// The journey that was here last, plus one; its answers and their sum.
    journey: u32,
    open_n: f64,
    open_sum: f64,
}

impl Cluster {
    /// The journeys of both; none may be in both.
    #[inline(never)]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            events: self.events + other.events,
            journeys: self.journeys + other.journeys,
            n: self.n + other.n,
            answering: self.answering + other.answering,
            sum: self.sum + other.sum,
            sum_sum: self.sum_sum + other.sum_sum,
            sum_n: self.sum_n + other.sum_n,
            n_n: self.n_n + other.n_n,
            ..Self::default()
        }
    }

    /// One answer of a journey (its number); all of a journey follow each other.
    #[inline(never)]
    pub fn answer(&mut self, journey: u32, weight: u32, value: f64) {
        self.add(journey, f64::from(weight), value, 1.0);
    }

    /// `answers`: 1 for an answer, else 0, and the value 0 with it. Without a branch: whether a journey has been here already is as good as
    /// random. The sums over journeys grow by what (S + v)², (S + v)(n + a) and (n + a)² are more than S², Sn and n².
    #[inline(always)]
    fn add(&mut self, journey: u32, weight: f64, value: f64, answers: f64) {
        let again = f64::from(u8::from(self.journey == journey + 1));
        let (sum, n) = (self.open_sum * again, self.open_n * again);
        self.journey = journey + 1;
        self.open_sum = sum + value;
        self.open_n = n + answers;
        let answered = weight * answers;
        let weighted = weight * value;
        self.events += weight;
        self.journeys += weight * (1.0 - again);
        self.n += answered;
        self.answering += answered * f64::from(u8::from(n == 0.0));
        self.sum += weighted;
        self.sum_sum += weighted * (2.0 * sum + value);
        self.sum_n += answered * sum + weighted * (n + answers);
        self.n_n += answered * (2.0 * n + answers);
    }
}

/// A grouping's clusters, and its answers by class where they are counted.
#[derive(Debug, Default)]
pub struct Clusters {
    pub cells: Vec<Cluster>,
    pub classes: Vec<[u64; CLASSES]>,
}

/// So many events are read at once, and the rest of the last one's journey.
const BATCH: usize = 2048;

/// The codes of some journeys' events, read once for all groupings.
#[derive(Default)]
struct Batch {
    journeys: Vec<u32>,
    weights: Vec<f64>,
    columns: Vec<Vec<u32>>,
    codes: Vec<u32>,
    values: Vec<f64>,
    /// 1 for an answer.
    answers: Vec<f64>,
    /// The group of each event, for one grouping.
    places: Vec<u32>,
}

impl Batch {
    fn clear(&mut self) {
        self.journeys.clear();
        self.weights.clear();
    }

    fn push(&mut self, journey: u32, events: usize, weight: f64) {
        let to = self.journeys.len() + events;
        self.journeys.resize(to, journey);
        self.weights.resize(to, weight);
    }

    #[inline(never)]
    fn read(&mut self, columns: &[&Codes], answers: Option<Answers<'_>>, events: &[u32]) {
        for (codes, column) in self.columns.iter_mut().zip(columns) {
            column.read(events, codes);
        }
        self.values.clear();
        self.answers.clear();
        let Some(answers) = answers else {
            self.values.resize(events.len(), 0.0);
            self.answers.resize(events.len(), 0.0);
            return;
        };
        answers.codes.read(events, &mut self.codes);
        let value = |code: &u32| answers.values[*code as usize];
        let or_none = |code| Some(value(code)).filter(|value| !value.is_nan());
        self.values
            .extend(self.codes.iter().map(|code| or_none(code).unwrap_or(0.0)));
        let answered = |code| if value(code).is_nan() { 0.0 } else { 1.0 };
        self.answers.extend(self.codes.iter().map(answered));
    }

    /// Finds the places.
    #[inline(never)]
    fn group(&mut self, grouping: &Grouping<'_>) {
        let places = &mut self.places;
        places.clear();
        match grouping.of_journey {
            Some((codes, each)) => {
                let place = |journey: &u32| codes.get(*journey as usize) * each;
                places.extend(self.journeys.iter().map(place));
            }
            None => places.resize(self.journeys.len(), 0),
        }
        for (column, adds) in grouping.adds.iter().flatten() {
            for (place, code) in places.iter_mut().zip(&self.columns[*column]) {
                *place += adds[*code as usize];
            }
        }
    }
}

/// By grouping. `weights`: by journey; empty: all 1.
#[inline(never)]
pub fn clusters(
    kept: &Kept,
    weights: &[u32],
    columns: &[&Codes],
    answers: Option<Answers<'_>>,
    groupings: &[Grouping<'_>],
) -> Vec<Clusters> {
    let new = |grouping: &Grouping<'_>| Clusters {
        cells: vec![Cluster::default(); grouping.count],
        classes: vec![[0; CLASSES]; if grouping.classes { grouping.count } else { 0 }],
    };
    let mut all: Vec<Clusters> = groupings.iter().map(new).collect();
    let mut batch = Batch {
        columns: vec![Vec::new(); columns.len()],
        ..Batch::default()
    };
    let mut read_to = 0;
    for (nth, journey) in kept.journeys.iter().enumerate() {
        let weight = weights.get(*journey as usize).copied().unwrap_or(1);
        batch.push(*journey, kept.at(nth).len(), f64::from(weight));
        let to = kept.ends[nth] as usize;
        if to - read_to < BATCH && nth + 1 < kept.journeys.len() {
            continue;
        }
        batch.read(columns, answers, &kept.events[read_to..to]);
        read_to = to;
        for (grouping, clusters) in groupings.iter().zip(&mut all) {
            if grouping.count == 0 {
                continue;
            }
            batch.group(grouping);
            clusters.add(&batch);
            if let (Some(answers), true) = (answers, grouping.classes) {
                clusters.count(&batch, answers.classes);
            }
        }
        batch.clear();
    }
    all
}

impl Clusters {
    #[inline(never)]
    fn add(&mut self, batch: &Batch) {
        let values = batch.values.iter().zip(&batch.answers);
        let journeys = batch.journeys.iter().zip(&batch.weights);
        let events = batch.places.iter().zip(journeys).zip(values);
        for ((place, (journey, weight)), (value, answers)) in events {
            if let Some(cell) = self.cells.get_mut(*place as usize) {
                cell.add(*journey, *weight, *value, *answers);
            }
        }
    }

    #[inline(never)]
    fn count(&mut self, batch: &Batch, classes: &[u8]) {
        let events = batch.places.iter().zip(&batch.codes);
        let answers = batch.answers.iter().zip(&batch.weights);
        for ((place, code), (answers, weight)) in events.zip(answers) {
            if let Some(counts) = self.classes.get_mut(*place as usize) {
                let class = usize::from(classes[*code as usize]) % CLASSES;
                counts[class] += (answers * weight) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two journeys: (a 1, b none, a 3) twice, (a 2, hidden 5) once.
    #[test]
    fn journeys_are_clusters_and_count_as_often_as_they_weigh() {
        let kept = Kept {
            events: (0..5).collect(),
            journeys: vec![0, 2],
            ends: vec![3, 5],
        };
        let groups = Codes::U8(vec![0, 1, 0, 0, 2]);
        let codes = Codes::U8(vec![1, 0, 3, 2, 4]);
        let answers = Answers {
            codes: &codes,
            values: &[f64::NAN, 1.0, 2.0, 3.0, 5.0],
            classes: &[0, 1, 2, 3, 4],
        };
        let by_event = Grouping {
            of_journey: None,
            adds: [Some((0, &[0, 1, HIDDEN])), None],
            count: 2,
            classes: true,
        };
        let personas = Codes::U8(vec![1, 0, 0]);
        let by_journey = Grouping {
            of_journey: Some((&personas, 1)),
            adds: [None; 2],
            count: 2,
            classes: false,
        };
        let both = [by_event, by_journey];
        let found = clusters(&kept, &[2, 7, 1], &[&groups], Some(answers), &both);
        let (a, b) = (found[0].cells[0], found[0].cells[1]);
        assert_eq!(
            (a.events, a.journeys, a.n, a.answering),
            (5.0, 3.0, 5.0, 3.0)
        );
        assert_eq!((a.sum, a.sum_sum, a.sum_n, a.n_n), (10.0, 36.0, 18.0, 9.0));
        assert_eq!(found[0].classes[0], [0, 2, 1, 2, 0]);
        assert_eq!((b.events, b.journeys, b.n, b.sum), (2.0, 2.0, 0.0, 0.0));
        let events = found[1].cells.iter().map(|cell| cell.events);
        assert_eq!(events.collect::<Vec<_>>(), [2.0, 6.0]);
        let all = a.and(&b);
        assert_eq!((all.events, all.n, all.sum), (7.0, 5.0, 10.0));
    }
}
