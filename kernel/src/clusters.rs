//! Events and answers by group, with what a mean's interval needs that respects journeys. Must not know what the groups are.

use crate::codes::Codes;
use crate::keep::Kept;
use crate::pair::Pair;

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
        }
    }
}

/// A group that is being counted, two numbers at a time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counting {
    events: f64,
    /// The journey that was here last, plus one; the sum of its answers and their number.
    journey: u32,
    open: Pair,
    /// Journeys, and those that answer.
    journeys: Pair,
    /// Σ of answers, and their number.
    answers: Pair,
    /// ΣS² and Σn².
    squares: Pair,
    /// ΣSn in two parts.
    products: Pair,
}

impl Counting {
    /// One answer of a journey (its number); all of a journey follow each other.
    #[inline(never)]
    pub fn answer(&mut self, journey: u32, weight: u32, value: f64) {
        self.add(journey, f64::from(weight), Pair::new(value, 1.0));
    }

    /// `answer`: a value and 1, or 0 and 0 for none. Without a branch: whether a journey has been here already is as good as random. The sums
    /// over journeys grow by what (S + v)², (S + v)(n + a) and (n + a)² are more than S², Sn and n².
    #[inline(always)]
    fn add(&mut self, journey: u32, weight: f64, answer: Pair) {
        let again = self.journey == journey + 1;
        let before = self.open.only_if(again);
        self.journey = journey + 1;
        self.open = before.plus(answer);
        let weighted = answer.times(Pair::both(weight));
        let (_, is_answer) = answer.parts();
        let (_, answers_before) = before.parts();
        let (_, answered) = weighted.parts();
        let seen = Pair::new(f64::from(u8::from(again)), answers_before);
        let first = Pair::new(weight, answered).where_zero(seen);
        let crossed = before.swapped().plus(Pair::new(is_answer, 0.0));
        let doubled = before.plus(before).plus(answer);
        self.events += weight;
        self.journeys = self.journeys.plus(first);
        self.answers = self.answers.plus(weighted);
        self.squares = self.squares.plus(weighted.times(doubled));
        self.products = self.products.plus(weighted.times(crossed));
    }

    /// A whole journey, which no other of its events belongs to.
    #[inline(always)]
    fn add_all(&mut self, events: usize, weight: f64, answers: Pair) {
        let weights = Pair::both(weight);
        let (_, n) = answers.parts();
        let (sum_n, _) = answers.times(answers.swapped()).parts();
        let answering = if n > 0.0 { weight } else { 0.0 };
        self.events += weight * events as f64;
        self.journeys = self.journeys.plus(Pair::new(weight, answering));
        self.answers = self.answers.plus(weights.times(answers));
        self.squares = self.squares.plus(weights.times(answers.times(answers)));
        self.products = self.products.plus(Pair::new(weight * sum_n, 0.0));
    }

    /// What has been counted.
    #[inline(never)]
    pub fn cluster(&self) -> Cluster {
        let (journeys, answering) = self.journeys.parts();
        let (sum, n) = self.answers.parts();
        let (sum_sum, n_n) = self.squares.parts();
        let (values_by_answers, answers_by_values) = self.products.parts();
        Cluster {
            events: self.events,
            journeys,
            n,
            answering,
            sum,
            sum_sum,
            sum_n: values_by_answers + answers_by_values,
            n_n,
        }
    }
}

/// A grouping's clusters, and its answers by class where they are counted.
#[derive(Debug, Default)]
pub struct Clusters {
    pub cells: Vec<Cluster>,
    pub classes: Classes,
}

type Classes = Vec<[u64; CLASSES]>;

/// So many events are read at once, and the rest of the last one's journey.
const BATCH: usize = 2048;

/// The codes of some journeys' events, read once for all groupings.
#[derive(Default)]
struct Batch {
    /// Each journey, and where its events end.
    runs: Vec<(u32, usize)>,
    /// By event, as are all that follow.
    journeys: Vec<u32>,
    weights: Vec<f64>,
    columns: Vec<Vec<u32>>,
    codes: Vec<u32>,
    /// A value and 1, or 0 and 0.
    answers: Vec<Pair>,
    /// The group of each event, for one grouping.
    places: Vec<u32>,
}

impl Batch {
    /// A journey that counts once has its weight there already.
    fn push(&mut self, journey: u32, events: usize, weight: Option<u32>) {
        let to = self.journeys.len() + events;
        self.journeys.resize(to, journey);
        self.runs.push((journey, to));
        if let Some(weight) = weight {
            self.weights.truncate(to - events);
            self.weights.resize(to, f64::from(weight));
        } else if self.weights.len() < to {
            self.weights.resize(2 * to, 1.0);
        }
    }

    #[inline(never)]
    fn read(&mut self, columns: &[&Codes], answers: Option<(&Codes, &[Pair])>, events: &[u32]) {
        for (codes, column) in self.columns.iter_mut().zip(columns) {
            column.read(events, codes);
        }
        self.answers.clear();
        let Some((column, by_code)) = answers else {
            self.answers.resize(events.len(), Pair::default());
            return;
        };
        column.read(events, &mut self.codes);
        let answers = self.codes.iter().map(|code| by_code[*code as usize]);
        self.answers.extend(answers);
    }

    #[inline(never)]
    fn add(&self, cells: &mut [Counting]) {
        let journeys = self.journeys.iter().zip(&self.weights);
        let events = self.places.iter().zip(journeys).zip(&self.answers);
        for ((place, (journey, weight)), answer) in events {
            if let Some(cell) = cells.get_mut(*place as usize) {
                cell.add(*journey, *weight, *answer);
            }
        }
    }

    /// The same where all events of a journey are in one group.
    #[inline(never)]
    fn add_journeys(&self, codes: &Codes, each: u32, cells: &mut [Counting]) {
        let mut begins = 0;
        for (journey, ends) in &self.runs {
            let answers = &self.answers[begins..*ends];
            let place = codes.get(*journey as usize) * each;
            if let Some(cell) = cells.get_mut(place as usize) {
                let sum = |all: Pair, answer: &Pair| all.plus(*answer);
                let all = answers.iter().fold(Pair::default(), sum);
                cell.add_all(answers.len(), self.weights[begins], all);
            }
            begins = *ends;
        }
    }

    #[inline(never)]
    fn count(&self, of_codes: &[u8], classes: &mut [[u64; CLASSES]]) {
        let events = self.places.iter().zip(&self.codes);
        let answers = self.answers.iter().zip(&self.weights);
        for ((place, code), (answer, weight)) in events.zip(answers) {
            if let Some(counts) = classes.get_mut(*place as usize) {
                let class = usize::from(of_codes[*code as usize]) % CLASSES;
                counts[class] += (answer.parts().1 * weight) as u64;
            }
        }
    }

    /// Finds the places.
    #[inline(never)]
    fn group(&mut self, grouping: &Grouping<'_>) {
        let places = &mut self.places;
        places.clear();
        match grouping.of_journey {
            Some((codes, each)) => {
                for (journey, ends) in &self.runs {
                    places.resize(*ends, codes.get(*journey as usize) * each);
                }
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

/// A value and 1, or for none 0 and 0.
fn answer_of(value: f64) -> Pair {
    if value.is_nan() {
        Pair::default()
    } else {
        Pair::new(value, 1.0)
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
    let mut cells: Vec<Vec<Counting>> = groupings
        .iter()
        .map(|grouping| vec![Counting::default(); grouping.count])
        .collect();
    let classes = |grouping: &Grouping<'_>| {
        vec![[0; CLASSES]; if grouping.classes { grouping.count } else { 0 }]
    };
    let mut classes: Vec<Classes> = groupings.iter().map(classes).collect();
    let mut batch = Batch {
        columns: vec![Vec::new(); columns.len()],
        ..Batch::default()
    };
    let by_code: Vec<Pair> = answers
        .iter()
        .flat_map(|answers| answers.values)
        .map(|value| answer_of(*value))
        .collect();
    let pairs = answers.map(|answers| (answers.codes, by_code.as_slice()));
    let mut read_to = 0;
    for (nth, journey) in kept.journeys.iter().enumerate() {
        let weight = weights.get(*journey as usize).copied();
        batch.push(*journey, kept.at(nth).len(), weight);
        let to = kept.ends[nth] as usize;
        if to - read_to < BATCH && nth + 1 < kept.journeys.len() {
            continue;
        }
        batch.read(columns, pairs, &kept.events[read_to..to]);
        read_to = to;
        let counted = cells.iter_mut().zip(&mut classes);
        for (grouping, (cells, classes)) in groupings.iter().zip(counted) {
            if grouping.count == 0 {
                continue;
            }
            match grouping {
                Grouping {
                    of_journey: Some((codes, each)),
                    adds: [None, None],
                    classes: false,
                    ..
                } => {
                    batch.add_journeys(codes, *each, cells);
                    continue;
                }
                _ => batch.group(grouping),
            }
            batch.add(cells);
            if let (Some(answers), true) = (answers, grouping.classes) {
                batch.count(answers.classes, classes);
            }
        }
        batch.journeys.clear();
        batch.runs.clear();
    }
    cells
        .iter()
        .zip(classes)
        .map(|(cells, classes)| Clusters {
            cells: cells.iter().map(Counting::cluster).collect(),
            classes,
        })
        .collect()
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
