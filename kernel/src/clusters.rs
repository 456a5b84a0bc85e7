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

/// One group. Everything counts as often as its journey does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cluster {
    pub events: u64,
    /// With an event here.
    pub journeys: u64,
    /// Answers, and journeys with one.
    pub n: u64,
    pub answering: u64,
    pub sum: f64,
    /// With S a journey's sum and n the number of its answers: ΣS², ΣSn and Σn².
    pub sum_sum: f64,
    pub sum_n: f64,
    pub n_n: f64,
    /// The journey that is being added, plus one.
    journey: u32,
    weight: u32,
    open_events: u32,
    open_n: u32,
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

    #[inline(always)]
    fn add(&mut self, journey: u32, weight: u32, value: f64, answers: u32) {
        if self.journey != journey + 1 {
            self.close();
            self.journey = journey + 1;
            self.weight = weight;
        }
        self.open_events += 1;
        self.open_n += answers;
        self.open_sum += value;
    }

    #[inline]
    fn close(&mut self) {
        let (weight, count, n) = (
            f64::from(self.weight),
            u64::from(self.weight),
            f64::from(self.open_n),
        );
        self.events += count * u64::from(self.open_events);
        self.journeys += count;
        self.n += count * u64::from(self.open_n);
        self.answering += count * u64::from(self.open_n > 0);
        let weighted = weight * self.open_sum;
        self.sum += weighted;
        self.sum_sum += weighted * self.open_sum;
        self.sum_n += weighted * n;
        self.n_n += weight * n * n;
        (self.weight, self.open_events, self.open_n, self.open_sum) = (0, 0, 0, 0.0);
    }
}

/// A grouping's clusters, and its answers by class where they are counted.
#[derive(Debug, Default)]
pub struct Clusters {
    pub cells: Vec<Cluster>,
    pub classes: Vec<[u64; CLASSES]>,
}

/// One journey's codes, read once for all groupings.
#[derive(Default)]
struct Row {
    columns: Vec<Vec<u32>>,
    values: Vec<f64>,
    /// 1 for an answer.
    answers: Vec<u32>,
    codes: Vec<u32>,
}

impl Row {
    fn read(&mut self, columns: &[&Codes], answers: Option<Answers<'_>>, events: &[u32]) {
        for (codes, column) in self.columns.iter_mut().zip(columns) {
            column.read(events, codes);
        }
        self.values.clear();
        self.answers.clear();
        let Some(answers) = answers else {
            self.values.resize(events.len(), 0.0);
            self.answers.resize(events.len(), 0);
            return;
        };
        answers.codes.read(events, &mut self.codes);
        for code in &self.codes {
            let value = answers.values[*code as usize];
            let none = value.is_nan();
            self.values.push(if none { 0.0 } else { value });
            self.answers.push(u32::from(!none));
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
    let mut row = Row {
        columns: vec![Vec::new(); columns.len()],
        ..Row::default()
    };
    let mut places = Vec::new();
    for (journey, events) in kept.iter() {
        let weight = weights.get(journey as usize).copied().unwrap_or(1);
        row.read(columns, answers, events);
        for (grouping, clusters) in groupings.iter().zip(&mut all) {
            if grouping.count == 0 {
                continue;
            }
            let first = grouping
                .of_journey
                .map_or(0, |(codes, each)| codes.get(journey as usize) * each);
            places.clear();
            places.resize(events.len(), first);
            for (column, adds) in grouping.adds.iter().flatten() {
                for (place, code) in places.iter_mut().zip(&row.columns[*column]) {
                    *place += adds[*code as usize];
                }
            }
            clusters.add(&places, &row, journey, weight);
            if let (Some(answers), true) = (answers, grouping.classes) {
                clusters.count(&places, &row, answers.classes, weight);
            }
        }
    }
    for cell in all.iter_mut().flat_map(|clusters| &mut clusters.cells) {
        cell.close();
    }
    all
}

impl Clusters {
    #[inline]
    fn add(&mut self, places: &[u32], row: &Row, journey: u32, weight: u32) {
        for ((place, value), answers) in places.iter().zip(&row.values).zip(&row.answers) {
            if let Some(cell) = self.cells.get_mut(*place as usize) {
                cell.add(journey, weight, *value, *answers);
            }
        }
    }

    #[inline]
    fn count(&mut self, places: &[u32], row: &Row, classes: &[u8], weight: u32) {
        for ((place, code), answers) in places.iter().zip(&row.codes).zip(&row.answers) {
            if let Some(counts) = self.classes.get_mut(*place as usize) {
                let class = usize::from(classes[*code as usize]) % CLASSES;
                counts[class] += u64::from(weight) * u64::from(*answers);
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
        assert_eq!((a.events, a.journeys, a.n, a.answering), (5, 3, 5, 3));
        assert_eq!((a.sum, a.sum_sum, a.sum_n, a.n_n), (10.0, 36.0, 18.0, 9.0));
        assert_eq!(found[0].classes[0], [0, 2, 1, 2, 0]);
        assert_eq!((b.events, b.journeys, b.n, b.sum), (2, 2, 0, 0.0));
        let events = found[1].cells.iter().map(|cell| cell.events);
        assert_eq!(events.collect::<Vec<_>>(), [2, 6]);
        let all = a.and(&b);
        assert_eq!((all.events, all.n, all.sum), (7, 5, 10.0));
    }
}
