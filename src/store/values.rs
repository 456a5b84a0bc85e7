//! Events, journeys and emotion by the values of one dimension. Must not know which.

use crate::model::answer::ValueStat;

use super::stats::ClusteredMeans;
use super::tally::saturated;

/// Counts by the values of one dimension.
pub(super) struct Values {
    counts: Vec<(u64, u64, u32)>,
    emotion: ClusteredMeans,
}

impl Values {
    pub fn new(count: usize) -> Self {
        Self {
            counts: vec![(0, 0, 0); count],
            emotion: ClusteredMeans::new(count),
        }
    }

    #[inline(always)]
    pub fn add(&mut self, value: u32, journey: usize, weight: u32, emotion: Option<f64>) {
        let (events, journeys, seen) = &mut self.counts[value as usize];
        *events += u64::from(weight);
        if *seen != journey as u32 + 1 {
            *seen = journey as u32 + 1;
            *journeys += u64::from(weight);
        }
        if let Some(emotion) = emotion {
            self.emotion.add(value as usize, journey, weight, emotion);
        }
    }

    pub fn stats(&self) -> Vec<ValueStat> {
        let stat = |(value, (events, journeys, _)): (usize, &(u64, u64, u32))| ValueStat {
            events: saturated(*events),
            journeys: saturated(*journeys),
            emotion: self.emotion.mean(value),
        };
        self.counts.iter().enumerate().map(stat).collect()
    }
}
