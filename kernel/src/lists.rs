//! What kept events add up to by touchpoint, channel and persona, and the sequences of touchpoints.

use crate::codes::Codes;
use crate::keep::Kept;
use crate::median::Medians;
use crate::stages::range;
use crate::variants::{SEED, Variants, hashed};
use crate::walk::Present;

/// A column of groups to count by.
#[derive(Clone, Copy)]
pub struct Groups<'a> {
    pub codes: &'a Codes,
    pub count: usize,
}

pub struct ListInput<'a> {
    pub touchpoint: Groups<'a>,
    pub channel: Option<Groups<'a>>,
    /// Codes of the emotion column, 0 for none.
    pub emotion: Option<&'a Codes>,
    /// How many codes there are; 1 without the column.
    pub emotions: usize,
    /// Codes, 0 for none, and amounts by code.
    pub revenue: Option<(&'a Codes, &'a [f64])>,
    /// By journey; empty without personas.
    pub persona_of: &'a Codes,
    pub personas: usize,
    /// By event.
    pub seconds: &'a [u32],
    /// Events of each touchpoint without a filter.
    pub room: &'a [u32],
}

/// Events by group and emotion, journeys and revenue by group.
#[derive(Debug)]
pub struct Counts {
    /// By `group * emotions + emotion`.
    pub events: Vec<u32>,
    pub journeys: Vec<u32>,
    pub revenue: Vec<f64>,
}

impl Counts {
    fn new(groups: usize, emotions: usize) -> Self {
        Self {
            events: vec![0; groups * emotions],
            journeys: vec![0; groups],
            revenue: vec![0.0; groups],
        }
    }
}

#[derive(Debug)]
pub struct ListTotals {
    pub touchpoints: Counts,
    pub channels: Counts,
    /// By the persona of the journey.
    pub personas: Counts,
    /// Before each touchpoint.
    pub waits: Medians,
    /// Pairs of neighbours by `from * touchpoints + to`.
    pub follows: Vec<u32>,
    pub variants: Variants,
}

/// One journey's codes, read once: the width of a column is looked at once a journey, not once an event.
#[derive(Default)]
struct Row {
    seconds: Vec<u32>,
    touchpoints: Vec<u32>,
    channels: Vec<u32>,
    emotions: Vec<u32>,
    revenues: Vec<u32>,
}

impl Row {
    fn read(&mut self, input: &ListInput<'_>, events: &[u32]) {
        self.seconds.clear();
        match range(events) {
            Some(range) => self.seconds.extend_from_slice(&input.seconds[range]),
            None => {
                let seconds = events.iter().map(|event| input.seconds[*event as usize]);
                self.seconds.extend(seconds);
            }
        }
        input.touchpoint.codes.read(events, &mut self.touchpoints);
        if let Some(channel) = input.channel {
            channel.codes.read(events, &mut self.channels);
        }
        match input.emotion {
            Some(emotion) => emotion.read(events, &mut self.emotions),
            None => self.emotions.resize(events.len(), 0),
        }
        if let Some((revenue, _)) = input.revenue {
            revenue.read(events, &mut self.revenues);
        }
    }
}

#[inline(never)]
pub fn lists(input: &ListInput<'_>, kept: &Kept) -> ListTotals {
    let touchpoints = input.touchpoint.count;
    let channels = input.channel.map_or(0, |channel| channel.count);
    let most = kept.events.len();
    let mut totals = ListTotals {
        touchpoints: Counts::new(touchpoints, input.emotions),
        channels: Counts::new(channels, input.emotions),
        personas: Counts::new(input.personas, input.emotions),
        waits: Medians::new(input.room.iter().map(|room| most.min(*room as usize))),
        follows: vec![0; touchpoints * touchpoints],
        variants: Variants::new(kept.journeys.len()),
    };
    let (mut present, mut channels_present) = (Present::new(touchpoints), Present::new(channels));
    let mut row = Row::default();
    for (place, (journey, events)) in kept.iter().enumerate() {
        row.read(input, events);
        let hash = totals.touchpoints(input, &row, &mut present);
        present.take(|group| totals.touchpoints.journeys[group] += 1);
        totals
            .variants
            .add(kept, input.touchpoint.codes, place as u32, hash);
        if input.channel.is_some() {
            for (channel, emotion) in row.channels.iter().zip(&row.emotions) {
                let channel = *channel as usize;
                totals.channels.events[channel * input.emotions + *emotion as usize] += 1;
                channels_present.mark(channel);
            }
            channels_present.take(|group| totals.channels.journeys[group] += 1);
        }
        let has_persona = (journey as usize) < input.persona_of.len();
        let persona = has_persona.then(|| input.persona_of.get(journey as usize) as usize);
        if let Some(persona) = persona {
            totals.personas.journeys[persona] += 1;
            let emotions =
                &mut totals.personas.events[persona * input.emotions..][..input.emotions];
            for emotion in &row.emotions {
                emotions[*emotion as usize] += 1;
            }
        }
        if let Some((_, amounts)) = input.revenue {
            totals.revenue(&row, amounts, persona);
        }
    }
    totals
}

impl ListTotals {
    /// Counts, waits and neighbours of one journey; returns the hash of its sequence.
    #[inline]
    fn touchpoints(&mut self, input: &ListInput<'_>, row: &Row, present: &mut Present) -> u64 {
        let width = input.touchpoint.count;
        let (mut hash, mut before) = (SEED, None);
        let times = row.seconds.iter().zip(&row.emotions);
        for (touchpoint, (second, emotion)) in row.touchpoints.iter().zip(times) {
            let group = *touchpoint as usize;
            self.touchpoints.events[group * input.emotions + *emotion as usize] += 1;
            present.mark(group);
            hash = hashed(hash, *touchpoint);
            if let Some((from, left)) = before {
                self.follows[from * width + group] += 1;
                self.waits.push(group, *second - left);
            }
            before = Some((group, *second));
        }
        hash
    }

    fn revenue(&mut self, row: &Row, amounts: &[f64], persona: Option<usize>) {
        for (at, code) in row.revenues.iter().enumerate() {
            if *code == 0 {
                continue;
            }
            let amount = amounts[*code as usize];
            self.touchpoints.revenue[row.touchpoints[at] as usize] += amount;
            if let Some(channel) = row.channels.get(at) {
                self.channels.revenue[*channel as usize] += amount;
            }
            if let Some(persona) = persona {
                self.personas.revenue[persona] += amount;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_counted_by_each_of_their_groups() {
        let kept = Kept {
            events: vec![0, 1, 2, 4],
            journeys: vec![0, 2],
            ends: vec![3, 4],
        };
        let (touchpoints, channels) = (
            Codes::U8(vec![0, 1, 1, 0, 1]),
            Codes::U8(vec![0, 0, 1, 0, 1]),
        );
        let (emotions, revenues) = (
            Codes::U8(vec![0, 1, 0, 1, 1]),
            Codes::U8(vec![0, 1, 0, 1, 1]),
        );
        let totals = lists(
            &ListInput {
                touchpoint: Groups {
                    codes: &touchpoints,
                    count: 2,
                },
                channel: Some(Groups {
                    codes: &channels,
                    count: 2,
                }),
                emotion: Some(&emotions),
                emotions: 2,
                revenue: Some((&revenues, &[f64::NAN, 2.5])),
                persona_of: &Codes::U8(vec![1, 0, 0]),
                personas: 2,
                seconds: &[10, 12, 19, 0, 3],
                room: &[2, 3],
            },
            &kept,
        );
        assert_eq!(totals.touchpoints.events, [1, 0, 1, 2]);
        assert_eq!(totals.touchpoints.journeys, [1, 2]);
        assert_eq!(totals.touchpoints.revenue, [0.0, 5.0]);
        assert_eq!(totals.channels.events, [1, 1, 1, 1]);
        assert_eq!(totals.channels.journeys, [1, 2]);
        assert_eq!(totals.personas.events, [0, 1, 2, 1]);
        assert_eq!(totals.personas.revenue, [2.5, 2.5]);
        assert_eq!(totals.waits.finish(), [None, Some(4.5)]);
        assert_eq!(totals.follows, [0, 1, 0, 1]);
        assert_eq!(totals.variants.counts, [1, 1]);
    }
}
