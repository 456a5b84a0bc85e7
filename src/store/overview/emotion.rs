//! The emotion graph: a line a persona or channel over the shown stages, and the extreme moments.

use parcours_kernel::{CLASSES, Cluster, Clusters, HIDDEN, Kept};

use crate::model::answer::{EmotionGraph, EmotionLine, Mean, Moment, ValueStat};
use crate::model::ordering::sort_items;

use super::super::shown::Shown;
use super::super::stats::mean_of;
use super::super::table::Table;
use super::super::tally::saturated;
use super::scan::Scan;

/// Fewer answers are no moment of a journey (design language §4.3).
const MOMENT_ANSWERS: u32 = 30;
/// So many groups are counted at once.
pub(super) const MOST_CELLS: usize = 1 << 16;

/// Emotion by group and place in the picture.
pub(super) struct Lines {
    places: usize,
    /// Group × place; none without an emotion.
    of: Clusters,
}

impl Lines {
    pub fn new(places: usize, of: Clusters) -> Self {
        Self { places, of }
    }

    pub fn groups(&self) -> usize {
        self.of
            .cells
            .len()
            .checked_div(self.places)
            .unwrap_or_default()
    }

    pub fn mean(&self, group: usize, position: usize) -> Mean {
        mean_of(&self.of.cells[group * self.places + position])
    }

    /// Journeys of the group that reached the position.
    pub fn reached(&self, group: usize, position: usize) -> u64 {
        self.of.cells[group * self.places + position].journeys as u64
    }

    /// All groups as one; no journey may be in two.
    pub fn together(&self) -> Vec<Cluster> {
        let mut all = vec![Cluster::default(); self.places];
        for cells in self.of.cells.chunks_exact(self.places.max(1)) {
            for (sum, cell) in all.iter_mut().zip(cells) {
                *sum = sum.and(cell);
            }
        }
        all
    }

    /// One line for all groups; no journey may be in two.
    pub fn as_one(&self) -> Self {
        let mut classes = vec![Default::default(); self.of.classes.len().min(self.places)];
        for group in self.of.classes.chunks_exact(self.places.max(1)) {
            for (sum, counts) in classes.iter_mut().zip(group) {
                add_counts(sum, counts);
            }
        }
        let cells = match self.of.cells.is_empty() {
            true => Vec::new(),
            false => self.together(),
        };
        Self::new(self.places, Clusters { cells, classes })
    }

    fn line(&self, group: usize) -> EmotionLine {
        let places = group * self.places..(group + 1) * self.places;
        let classes = &self.of.classes[places.clone()];
        EmotionLine {
            group: group as u32,
            points: self.of.cells[places].iter().map(mean_of).collect(),
            classes: classes.iter().map(|counts| counts.map(saturated)).collect(),
        }
    }
}

fn add_counts(sum: &mut [u64; CLASSES], counts: &[u64; CLASSES]) {
    for (sum, count) in sum.iter_mut().zip(counts) {
        *sum += count;
    }
}

pub(super) struct EmotionScan {
    pub lines: Lines,
    /// Journeys in the graph, where it is not all of them.
    pub same_journeys: Option<u32>,
    /// Over all groups, whatever the graph leaves out; none without an emotion.
    pub by_place: Vec<Cluster>,
    pub moments: Vec<Moment>,
}

impl EmotionScan {
    /// Over all groups, whatever the graph leaves out.
    pub fn at_position(&self, position: usize) -> Mean {
        mean_of(&self.by_place.get(position).copied().unwrap_or_default())
    }

    pub fn graph(self) -> EmotionGraph {
        let lines = (0..self.lines.groups()).map(|group| self.lines.line(group));
        let lines = lines
            .filter(|line| line.points.iter().any(|point| point.n > 0))
            .collect();
        let (worst, best) = extremes(self.moments);
        EmotionGraph {
            same_journeys: self.same_journeys,
            lines,
            worst,
            best,
        }
    }
}

/// The journeys that answered at every shown stage.
pub(super) fn answered_everywhere(table: &Table, shown: &Shown, kept: &Kept) -> Kept {
    let emotions = table.columns.emotion_by_code();
    let answered = |event: u32| {
        let emotion = table.columns.emotion.as_ref();
        emotion.is_some_and(|column| emotions[column.codes.get(event as usize) as usize].is_some())
    };
    let mut same = Kept::default();
    let mut places = vec![false; shown.len()];
    for (journey, events) in kept.iter() {
        places.fill(false);
        for event in events.iter().filter(|event| answered(**event)) {
            if let Some(place) = shown.position(table.stage_of(*event as usize)) {
                places[place as usize] = true;
            }
        }
        if places.iter().all(|answered| *answered) {
            same.events.extend_from_slice(events);
            same.journeys.push(journey);
            same.ends.push(same.events.len() as u32);
        }
    }
    same
}

/// The well-answered touchpoints at each place. `all`: of all touchpoints, where they were few enough to be counted with the rest.
/// `answers`: by touchpoint, at least those that are kept.
pub(super) fn moments(
    scan: &Scan<'_>,
    shown: &Shown,
    kept: &Kept,
    all: Option<Clusters>,
    answers: &[ValueStat],
) -> Vec<Moment> {
    if let Some(all) = all {
        let touchpoints: Vec<u32> = (0..answers.len() as u32).collect();
        return well_answered(shown, &all.cells, &touchpoints);
    }
    let answered = |touchpoint: &u32| answers[*touchpoint as usize].emotion.n >= MOMENT_ANSWERS;
    let answered: Vec<u32> = (0..answers.len() as u32).filter(answered).collect();
    let mut moments = Vec::new();
    for some in answered.chunks((MOST_CELLS / scan.places.max(1)).max(1)) {
        let mut rows = vec![HIDDEN; answers.len()];
        for (at, touchpoint) in some.iter().enumerate() {
            rows[*touchpoint as usize] = (at * scan.places) as u32;
        }
        let found = scan.run(kept, &[scan.moments(&rows, some.len())]);
        for clusters in found {
            moments.extend(well_answered(shown, &clusters.cells, some));
        }
    }
    moments
}

fn well_answered(shown: &Shown, cells: &[Cluster], touchpoints: &[u32]) -> Vec<Moment> {
    let places = shown.len();
    let answered = cells.iter().enumerate();
    let answered = answered.filter(|(_, cell)| cell.n >= f64::from(MOMENT_ANSWERS));
    answered
        .map(|(at, cell)| Moment {
            stage: shown.stages[at % places],
            touchpoint: touchpoints[at / places],
            emotion: mean_of(cell),
        })
        .collect()
}

/// The lowest and the highest of the well-answered touchpoints; one alone is the worst where it is negative, else the best.
fn extremes(mut moments: Vec<Moment>) -> (Option<Moment>, Option<Moment>) {
    sort_items(&mut moments, |a, b| {
        let means = a.emotion.mean.total_cmp(&b.emotion.mean);
        means.then((a.touchpoint, a.stage).cmp(&(b.touchpoint, b.stage)))
    });
    match (moments.pop(), moments.into_iter().next()) {
        (best, Some(worst)) => (Some(worst), best),
        (Some(only), None) if only.emotion.mean < 0.0 => (Some(only), None),
        (only, None) => (None, only),
    }
}
