//! Counts by group: events, journeys, emotion, revenue. Must not know what the groups are.

use std::cmp::Reverse;

use crate::model::ordering::sort_items;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub events: u64,
    pub journeys: u64,
    pub answers: u64,
    emotion_sum: f64,
    pub revenue: f64,
    /// The last journey counted, plus one.
    seen: u32,
}

impl Count {
    pub fn emotion_mean(&self) -> Option<f64> {
        (self.answers > 0).then(|| self.emotion_sum / self.answers as f64)
    }

    #[inline]
    pub fn add(&mut self, event: &Counted) {
        let weight = u64::from(event.weight);
        self.events += weight;
        if self.seen != event.journey + 1 {
            self.seen = event.journey + 1;
            self.journeys += weight;
        }
        if let Some(emotion) = event.emotion {
            self.answers += weight;
            self.emotion_sum += emotion * f64::from(event.weight);
        }
        self.revenue += event.revenue * f64::from(event.weight);
    }
}

impl Count {
    /// From numbers of events by emotion code (0: none), each code with its emotion.
    pub fn of_emotions(
        events: &[u32],
        emotions: &[Option<f64>],
        journeys: u32,
        revenue: f64,
    ) -> Self {
        let mut count = Self {
            journeys: u64::from(journeys),
            revenue,
            ..Self::default()
        };
        for (events, emotion) in events.iter().zip(emotions) {
            count.events += u64::from(*events);
            if let Some(emotion) = emotion {
                count.answers += u64::from(*events);
                count.emotion_sum += emotion * f64::from(*events);
            }
        }
        count
    }

    /// Everything of one journey at once.
    pub fn add_journey(&mut self, journey: &Count) {
        self.events += journey.events;
        self.journeys += journey.journeys;
        self.answers += journey.answers;
        self.emotion_sum += journey.emotion_sum;
        self.revenue += journey.revenue;
    }
}

/// What a kept event adds to its groups.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub journey: u32,
    pub weight: u32,
    pub emotion: Option<f64>,
    /// 0 where there is none.
    pub revenue: f64,
}

/// Groups that occur, by events descending, ties by `key`.
pub(super) fn most_events<K: Ord>(counts: &[Count], key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut groups: Vec<(Reverse<u64>, K, usize)> = (0..counts.len())
        .filter(|group| counts[*group].events > 0)
        .map(|group| (Reverse(counts[group].events), key(group), group))
        .collect();
    sort_items(&mut groups, Ord::cmp);
    groups.into_iter().map(|(.., group)| group).collect()
}

/// Counts on the wire are `u32`; a weighted table may hold more.
pub(super) fn saturated(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
