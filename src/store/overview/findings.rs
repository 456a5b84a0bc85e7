//! Candidates for the sentence over the pictures (design language §6, §12). Must not know words.
//!
//! The weight is the size of the effect times the share of kept journeys that reached the place, so that candidates of
//! different kinds can be compared:
//! - fall of emotion: points lost since the previous shown stage (a fall of 1 for everyone weighs 1);
//! - drop-off: dropped journeys as a share of those who reached the stage;
//! - return: journeys that went back as a share of those who reached the stage they left;
//! - long wait: the gap's part of all forward waits, above an equal part.

use crate::model::answer::{FindingCandidate, FindingKind, Link, Mean, StageStat};
use crate::model::ordering::sort_items;

use super::emotion::Lines;

/// Fewer answers or journeys claim nothing.
const HINT: u32 = 5;
/// Fewer are never firm.
const FIRM: u32 = 30;
/// Two-sided 95 % of the normal distribution.
const Z: f64 = 1.96;
/// A return is a statement where its share is surely above this.
const NOTABLE_RETURN: f64 = 0.05;
/// A wait is a statement where it is so many times the usual one of the other gaps.
const NOTABLE_WAIT: f64 = 2.0;

pub(super) struct Evidence<'a> {
    /// In drawn order.
    pub stages: &'a [StageStat],
    pub links: &'a [Link],
    pub returns: &'a [Link],
    pub journeys: u64,
    pub has_goal: bool,
    /// Lines by persona.
    pub emotion: Option<&'a Lines>,
    pub has_personas: bool,
}

/// Firm ones first, then by weight: at most one of each kind, of emotion one a persona.
pub(super) fn candidates(evidence: Evidence<'_>) -> Vec<FindingCandidate> {
    let mut found = evidence.falls();
    found.extend(evidence.drop_off());
    found.extend(evidence.long_wait());
    found.extend(evidence.back());
    sort_items(&mut found, |a, b| {
        b.firm.cmp(&a.firm).then(b.weight.total_cmp(&a.weight))
    });
    found
}

impl Evidence<'_> {
    fn share(&self, journeys: u64) -> f64 {
        journeys as f64 / self.journeys.max(1) as f64
    }

    fn falls(&self) -> Vec<FindingCandidate> {
        let Some(emotion) = self.emotion else {
            return Vec::new();
        };
        let heaviest = |group: usize| {
            let falls = (1..self.stages.len()).filter_map(|at| self.fall(emotion, group, at));
            falls.max_by(|a, b| a.firm.cmp(&b.firm).then(a.weight.total_cmp(&b.weight)))
        };
        (0..emotion.groups()).filter_map(heaviest).collect()
    }

    fn fall(&self, emotion: &Lines, group: usize, at: usize) -> Option<FindingCandidate> {
        let (before, here) = (emotion.mean(group, at - 1), emotion.mean(group, at));
        let value = before.mean - here.mean;
        if before.n < HINT || here.n < HINT || value <= 0.0 {
            return None;
        }
        Some(FindingCandidate {
            kind: FindingKind::EmotionFall,
            stage: self.stages[at].stage,
            persona: self.has_personas.then_some(group as u32),
            value,
            level: Some(here.mean),
            to_stage: None,
            n: here.n,
            firm: before.n >= FIRM && here.n >= FIRM && surely_apart(&before, &here),
            weight: value * self.share(emotion.reached(group, at)),
        })
    }

    /// Stands out where the stage loses surely more than the others together.
    fn drop_off(&self) -> Option<FindingCandidate> {
        let largest = self.stages.iter().max_by_key(|stage| stage.dropped)?;
        if !self.has_goal || largest.dropped == 0 || largest.reached < HINT {
            return None;
        }
        let others = self
            .stages
            .iter()
            .filter(|stage| stage.stage != largest.stage);
        let (dropped, reached) = others.fold((0_u64, 0_u64), |(dropped, reached), stage| {
            (
                dropped + u64::from(stage.dropped),
                reached + u64::from(stage.reached),
            )
        });
        let value = f64::from(largest.dropped) / f64::from(largest.reached);
        let usual = dropped as f64 / reached.max(1) as f64;
        let variance =
            variance(value, f64::from(largest.reached)) + variance(usual, reached as f64);
        Some(FindingCandidate {
            kind: FindingKind::DropOff,
            stage: largest.stage,
            persona: None,
            value,
            level: None,
            to_stage: None,
            n: largest.reached,
            firm: largest.reached >= FIRM && value - usual > Z * variance.sqrt(),
            weight: value * self.share(u64::from(largest.reached)),
        })
    }

    fn long_wait(&self) -> Option<FindingCandidate> {
        let gaps: Vec<(usize, f64, u32)> = (0..self.stages.len().saturating_sub(1))
            .filter_map(|at| {
                let stage = &self.stages[at];
                let wait = stage.forward_wait_median_seconds?;
                (stage.forward_moves >= HINT).then_some((at, wait, stage.forward_moves))
            })
            .collect();
        let (at, value, n) = gaps.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let total: f64 = gaps.iter().map(|gap| gap.1).sum();
        if gaps.len() < 2 || total <= 0.0 {
            return None;
        }
        let usual = (total - value) / (gaps.len() - 1) as f64;
        let (from, to) = (self.stages[at].stage, self.stages[at + 1].stage);
        let link = self
            .links
            .iter()
            .find(|link| (link.from, link.to) == (from, to));
        let journeys = link.map_or(0, |link| u64::from(link.journeys));
        Some(FindingCandidate {
            kind: FindingKind::LongWait,
            stage: from,
            persona: None,
            value,
            level: None,
            to_stage: Some(to),
            n,
            firm: n >= FIRM && value >= NOTABLE_WAIT * usual,
            weight: (value / total - 1.0 / gaps.len() as f64) * self.share(journeys),
        })
    }

    fn back(&self) -> Option<FindingCandidate> {
        let largest = self.returns.first()?;
        let stage = self
            .stages
            .iter()
            .find(|stage| stage.stage == largest.from)?;
        if stage.reached < HINT {
            return None;
        }
        let value = f64::from(largest.journeys) / f64::from(stage.reached);
        let margin = Z * variance(value, f64::from(stage.reached)).sqrt();
        Some(FindingCandidate {
            kind: FindingKind::Return,
            stage: largest.from,
            persona: None,
            value,
            level: None,
            to_stage: Some(largest.to),
            n: stage.reached,
            firm: stage.reached >= FIRM && value - margin > NOTABLE_RETURN,
            weight: self.share(u64::from(largest.journeys)),
        })
    }
}

/// Of a share of `n` journeys.
fn variance(share: f64, n: f64) -> f64 {
    share * (1.0 - share) / n.max(1.0)
}

/// The interval of the difference, from the two intervals as if they were independent, leaves out zero.
fn surely_apart(a: &Mean, b: &Mean) -> bool {
    let widths = a.half_width.zip(b.half_width);
    widths.is_some_and(|(of_a, of_b)| (a.mean - b.mean).abs() > of_a.hypot(of_b))
}
