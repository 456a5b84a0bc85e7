//! How long kept journeys last.

use crate::keep::Kept;
use crate::median::Medians;

/// In seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spans {
    /// Of the first event and of the last one.
    pub first: u32,
    pub last: u32,
    pub shortest: u32,
    pub longest: u32,
    pub sum: u64,
    pub median: Option<f64>,
}

impl Spans {
    pub const NONE: Self = Self {
        first: u32::MAX,
        last: 0,
        shortest: u32::MAX,
        longest: 0,
        sum: 0,
        median: None,
    };

    /// One more journey, but for the median.
    #[inline]
    pub fn add(&mut self, start: u32, end: u32) {
        let lasts = end - start;
        self.first = self.first.min(start);
        self.last = self.last.max(end);
        self.shortest = self.shortest.min(lasts);
        self.longest = self.longest.max(lasts);
        self.sum += u64::from(lasts);
    }
}

/// The places of journeys whose last event is at `end` or later; the spans of the others are added. `firsts` and `lasts`: by journey.
#[inline(never)]
pub fn ending_after(end: u64, firsts: &[u32], lasts: &[u32], spans: &mut Spans) -> Vec<u32> {
    let mut late = Vec::new();
    for (place, (first, last)) in firsts.iter().zip(lasts).enumerate() {
        if u64::from(*last) < end {
            spans.add(*first, *last);
        } else {
            late.push(place as u32);
        }
    }
    late
}

/// `None` without a journey. `seconds`: by event, ascending within a journey.
#[inline(never)]
pub fn spans(seconds: &[u32], kept: &Kept) -> Option<Spans> {
    let mut spans = Spans::NONE;
    let mut durations = Medians::new(std::iter::once(kept.journeys.len()));
    for (_, events) in kept.iter() {
        let (first, last) = (events[0] as usize, events[events.len() - 1] as usize);
        let (start, end) = (seconds[first], seconds[last]);
        spans.add(start, end);
        durations.push(0, end - start);
    }
    spans.median = durations.finish()[0];
    (!kept.journeys.is_empty()).then_some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journey_lasts_from_its_first_kept_event_to_its_last() {
        let kept = Kept {
            events: vec![0, 2, 3],
            journeys: vec![4, 7],
            ends: vec![2, 3],
        };
        let expected = Spans {
            first: 2,
            last: 9,
            shortest: 0,
            longest: 7,
            sum: 7,
            median: Some(3.5),
        };
        assert_eq!(spans(&[2, 5, 9, 3], &kept), Some(expected));
        assert_eq!(spans(&[], &Kept::default()), None);
    }
}
