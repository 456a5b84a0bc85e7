//! Which events are kept, as lists of event numbers by journey. Must not know what a dimension stands for.

use std::ops::Range;

use crate::codes::Codes;
use crate::times::seconds_from;

/// A journey whose events have several codes.
pub const MIXED: u32 = u32::MAX;

/// The kept events, journey by journey; journeys without one are left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Event numbers, ascending.
    pub events: Vec<u32>,
    pub journeys: Vec<u32>,
    /// Where each journey's events end in `events`.
    pub ends: Vec<u32>,
}

impl Kept {
    /// Each journey with its events, never none of them.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let mut start = 0;
        self.journeys
            .iter()
            .zip(&self.ends)
            .map(move |(journey, end)| {
                let events = &self.events[start..*end as usize];
                start = *end as usize;
                (*journey, events)
            })
    }

    /// The events of the kept journey at this place.
    pub fn at(&self, place: usize) -> &[u32] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.events[start as usize..self.ends[place] as usize]
    }
}

/// Codes that an event must have one of.
pub struct Dimension<'a> {
    pub codes: &'a Codes,
    /// By code.
    pub allowed: Vec<bool>,
    pub of_journey: Option<&'a Uniform>,
}

impl Dimension<'_> {
    #[inline(always)]
    pub(crate) fn of_journey(&self, journey: usize) -> u32 {
        self.of_journey
            .map_or(MIXED, |uniform| uniform.get(journey))
    }
}

pub struct Question<'a> {
    /// First event of each journey; one more entry closes the last.
    pub starts: &'a [u32],
    /// By journey, 0 = not refused.
    pub refused: &'a [u8],
    /// Microseconds of second 0, and seconds by event, ascending within a journey; needed only with `from` or `to`.
    pub times: (i64, &'a [u32]),
    /// Microseconds, inclusive and exclusive.
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub dimensions: &'a [Dimension<'a>],
}

/// Where each journey's events begin and end that its own refusal, its one code and the window leave.
pub(crate) struct Bounds<'a> {
    question: &'a Question<'a>,
    from: u64,
    to: u64,
    windowed: bool,
}

impl<'a> Bounds<'a> {
    pub fn new(question: &'a Question<'a>) -> Self {
        let base = question.times.0;
        Self {
            question,
            from: question.from.map_or(0, |from| seconds_from(base, from)),
            to: question.to.map_or(u64::MAX, |to| seconds_from(base, to)),
            windowed: question.from.is_some() || question.to.is_some(),
        }
    }

    /// Never none of them; `None`: the journey is not kept.
    #[inline(always)]
    pub fn of(&self, journey: usize) -> Option<Range<usize>> {
        let question = self.question;
        let mut start = question.starts[journey] as usize;
        let mut end = question.starts[journey + 1] as usize;
        if start == end || question.refused.get(journey).is_some_and(|bits| *bits != 0) {
            return None;
        }
        for dimension in question.dimensions {
            let code = dimension.of_journey(journey);
            if code != MIXED && !dimension.allowed[code as usize] {
                return None;
            }
        }
        if self.windowed {
            let times = &question.times.1[start..end];
            let (first, last) = (u64::from(times[0]), u64::from(times[times.len() - 1]));
            if first >= self.to || last < self.from {
                return None;
            }
            if last >= self.to {
                end = start + times.partition_point(|time| u64::from(*time) < self.to);
            }
            if first < self.from {
                start += times.partition_point(|time| u64::from(*time) < self.from);
            }
        }
        (start < end).then_some(start..end)
    }
}

#[inline(never)]
pub fn keep(question: &Question<'_>) -> Kept {
    let bounds = Bounds::new(question);
    let journeys = question.starts.len().saturating_sub(1);
    let total = question.starts.last().copied().unwrap_or_default() as usize;
    let mut kept = Kept {
        events: Vec::with_capacity(total),
        journeys: Vec::with_capacity(journeys),
        ends: Vec::with_capacity(journeys),
    };
    for journey in 0..journeys {
        let Some(events) = bounds.of(journey) else {
            continue;
        };
        let before = kept.events.len();
        kept.events.extend(events.start as u32..events.end as u32);
        for dimension in question.dimensions {
            if dimension.of_journey(journey) == MIXED {
                dimension
                    .codes
                    .retain(&dimension.allowed, &mut kept.events, before);
            }
        }
        if kept.events.len() > before {
            kept.journeys.push(journey as u32);
            kept.ends.push(kept.events.len() as u32);
        }
    }
    kept
}

/// For each journey the one code that all its events have. Knows of none to begin with.
#[derive(Debug, Clone, Default)]
pub struct Uniform {
    codes: Codes,
    /// Stands for several: one more than the codes that there are.
    mixed: u32,
}

impl Uniform {
    #[inline(never)]
    pub fn new(starts: &[u32], codes: &Codes, distinct: usize) -> Self {
        let mut uniform = Self {
            codes: Codes::default(),
            mixed: distinct as u32,
        };
        uniform.codes.reserve(starts.len().saturating_sub(1));
        for bounds in starts.windows(2) {
            let mut events = bounds[0] as usize..bounds[1] as usize;
            let first = events.next().map(|event| codes.get(event));
            let one = first.filter(|first| events.all(|event| codes.get(event) == *first));
            uniform.codes.push(one.unwrap_or(uniform.mixed));
        }
        uniform
    }

    /// [`MIXED`] where the events have several, or where it is not known.
    #[inline(always)]
    pub fn get(&self, journey: usize) -> u32 {
        if journey >= self.codes.len() {
            return MIXED;
        }
        match self.codes.get(journey) {
            code if code == self.mixed => MIXED,
            code => code,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    pub fn bytes(&self) -> usize {
        self.codes.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimension<'a>(codes: &'a Codes, of_journey: Option<&'a Uniform>) -> Dimension<'a> {
        Dimension {
            codes,
            allowed: vec![false, true],
            of_journey,
        }
    }

    #[test]
    fn events_are_kept_by_code_window_and_journey() {
        let starts = [0, 3, 3, 6, 7];
        let codes = Codes::U8(vec![1, 0, 1, 1, 1, 1, 0]);
        let whole = Uniform::new(&starts, &codes, 2);
        let each: Vec<u32> = (0..5).map(|journey| whole.get(journey)).collect();
        assert_eq!(each, [MIXED, MIXED, 1, 0, MIXED]);
        let seconds = [10, 20, 30, 10, 20, 30, 10];
        for of_journey in [Some(&whole), None] {
            let dimensions = [dimension(&codes, of_journey)];
            let question = |refused, from| Question {
                starts: &starts,
                refused,
                times: (0, &seconds),
                from,
                to: Some(30_000_000),
                dimensions: &dimensions,
            };
            let kept = keep(&question(&[], Some(10_000_001)));
            assert_eq!(kept.iter().collect::<Vec<_>>(), [(2, &[4][..])]);
            let kept = keep(&question(&[], None));
            assert_eq!(
                kept.iter().collect::<Vec<_>>(),
                [(0, &[0][..]), (2, &[3, 4])]
            );
            assert_eq!(kept.at(1), [3, 4]);
            let kept = keep(&question(&[0, 0, 8, 0], None));
            assert_eq!(kept.journeys, [0]);
        }
    }
}
