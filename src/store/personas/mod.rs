//! Personas side by side: what each is like, and how surely it differs from those it is compared with.
//!
//! Shares of journeys have Wilson's interval, means and shares of events the cluster-robust one of contract §3, medians that of
//! their order; a difference has the one that the two intervals make (see `estimate` and `medians` for the sources).

mod estimate;
mod medians;
mod scan;

use crate::model::answer::{Difference, Estimate, Fact, FactKind, PersonaFacts, Personas};
use crate::model::query::{Against, PersonasQuery};

use super::filter::FilterError;
use super::shown::Shown;
use super::table::Table;
use super::tally::saturated;
use medians::Sorted;
use scan::Scan;

/// More cards are not compared by eye (design language §4.7).
const CARDS: usize = 20;

impl Table {
    /// The kept personas, most journeys in the table first, at most 20.
    pub fn personas(&self, query: &PersonasQuery) -> Result<Personas, FilterError> {
        let kept = self.keep(&query.filter)?;
        let shown = Shown::new(self, query.shown.as_deref());
        let mut scan = Scan::new(self, &shown);
        self.walk(&kept, |journey| scan.journey(&journey));
        Ok(Compared::new(self, &shown, scan, query.against).answer())
    }
}

/// A choice of personas.
#[derive(Debug, Clone, Copy)]
enum Side {
    One(u32),
    AllBut(u32),
    All,
}

impl Side {
    fn holds(self, persona: u32) -> bool {
        match self {
            Self::One(one) => persona == one,
            Self::AllBut(one) => persona != one,
            Self::All => true,
        }
    }
}

struct Compared<'a> {
    table: &'a Table,
    shown: &'a Shown,
    scan: Scan<'a>,
    against: Against,
    to_goal: Sorted,
    durations: Sorted,
}

impl<'a> Compared<'a> {
    fn new(table: &'a Table, shown: &'a Shown, mut scan: Scan<'a>, against: Against) -> Self {
        Self {
            to_goal: std::mem::take(&mut scan.to_goal).sorted(),
            durations: std::mem::take(&mut scan.durations).sorted(),
            table,
            shown,
            scan,
            against,
        }
    }

    fn answer(&self) -> Personas {
        let all = self.ids(Side::All).len();
        let journeys: u64 = self.scan.journeys.iter().sum();
        let kept: Vec<u32> = (0..all as u32)
            .filter(|persona| self.scan.journeys[*persona as usize] > 0)
            .collect();
        let kinds = self.kinds();
        let card = |persona: &u32| self.card(*persona, journeys, &kinds);
        Personas {
            journeys: saturated(journeys),
            answers: self.scan.emotion.mean_over(0..all).n,
            count: kept.len() as u32,
            channel: self.scan.channel,
            stages: self.shown.stages.clone(),
            list: kept.iter().take(CARDS).map(card).collect(),
        }
    }

    /// What the table can tell.
    fn kinds(&self) -> Vec<FactKind> {
        let columns = &self.table.columns;
        let (goal, time) = (self.table.lens.goal.is_some(), columns.has_time());
        let tells = [
            (FactKind::GoalMet, goal),
            (FactKind::Emotion, columns.emotion.is_some()),
            (FactKind::TimeToGoal, goal && time),
            (FactKind::GoesBack, self.shown.len() > 1),
            (FactKind::Channel, self.scan.channel.is_some()),
            (FactKind::Duration, time),
        ];
        let told = tells.into_iter().filter(|(_, told)| *told);
        told.map(|(kind, _)| kind).collect()
    }

    fn card(&self, persona: u32, all: u64, kinds: &[FactKind]) -> PersonaFacts {
        let at = persona as usize;
        let journeys = self.scan.journeys[at];
        let stages = match self.table.columns.emotion {
            Some(_) => self.shown.len(),
            None => 0,
        };
        let first = at * self.shown.len();
        let by_stage = first..first + stages;
        let verbatims = self.scan.quotes[at].verbatims(self.table);
        PersonaFacts {
            persona,
            journeys: saturated(journeys),
            share: journeys as f64 / all.max(1) as f64,
            answers: self.scan.emotion.mean(at).n,
            emotion: by_stage.map(|cell| self.scan.by_stage.mean(cell)).collect(),
            facts: kinds.iter().map(|kind| self.fact(persona, *kind)).collect(),
            verbatim: verbatims.into_iter().next(),
        }
    }

    fn fact(&self, persona: u32, kind: FactKind) -> Fact {
        let own = self.estimate(kind, Side::One(persona));
        let rest = || self.estimate(kind, Side::AllBut(persona));
        let reference = match self.against {
            Against::Others => rest(),
            // Alone, it is all of them.
            Against::All => rest().and_then(|_| self.estimate(kind, Side::All)),
            Against::One(other) if other == persona => None,
            Against::One(other) => self.estimate(kind, Side::One(other)),
        };
        let difference =
            |(own, reference): (Estimate, Estimate)| self.difference(kind, &own, &reference, rest);
        Fact {
            kind,
            own: own.map(|own| on_scale(kind, own)),
            reference: reference.map(|reference| on_scale(kind, reference)),
            difference: own.zip(reference).map(difference),
        }
    }

    fn difference(
        &self,
        kind: FactKind,
        own: &Estimate,
        reference: &Estimate,
        rest: impl Fn() -> Option<Estimate>,
    ) -> Difference {
        let is_median = matches!(kind, FactKind::TimeToGoal | FactKind::Duration);
        match (self.against, rest()) {
            (Against::All, Some(rest)) if !is_median => estimate::to_whole(own, &rest),
            _ => estimate::difference(own, reference),
        }
    }

    fn ids(&self, side: Side) -> Vec<usize> {
        let all = 0..self.scan.journeys.len();
        all.filter(|persona| side.holds(*persona as u32)).collect()
    }

    fn estimate(&self, kind: FactKind, side: Side) -> Option<Estimate> {
        let ids = || self.ids(side).into_iter();
        let sum = |counts: &[u64]| {
            ids()
                .map(|persona| counts.get(persona).copied().unwrap_or(0))
                .sum()
        };
        let share = |counts: &[u64]| estimate::share(sum(counts), sum(&self.scan.journeys));
        let in_side = |persona: u32| side.holds(persona);
        match kind {
            FactKind::GoalMet => share(&self.scan.goals),
            FactKind::GoesBack => share(&self.scan.backs),
            FactKind::Emotion => estimate::mean(self.scan.emotion.mean_over(ids())),
            FactKind::Channel => estimate::mean(self.scan.in_channel.mean_over(ids())),
            FactKind::TimeToGoal => self.to_goal.median(in_side),
            FactKind::Duration => self.durations.median(in_side),
        }
    }
}

/// The interval cut where the scale ends.
fn on_scale(kind: FactKind, estimate: Estimate) -> Estimate {
    let (least, most) = match kind {
        FactKind::Emotion => (-2.0, 2.0),
        FactKind::GoalMet | FactKind::GoesBack | FactKind::Channel => (0.0, 1.0),
        FactKind::TimeToGoal | FactKind::Duration => return estimate,
    };
    let cut = |(low, high): (f64, f64)| (low.max(least), high.min(most));
    Estimate {
        interval: estimate.interval.map(cut),
        ..estimate
    }
}

#[cfg(test)]
mod tests;
