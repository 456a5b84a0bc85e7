//! A column of small numbers, as narrow as its largest one allows. Must not know what the numbers stand for.

use std::ops::Range;

use crate::stages::range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::U8(Vec::new())
    }
}

impl Codes {
    #[inline(always)]
    pub fn get(&self, at: usize) -> u32 {
        match self {
            Self::U8(values) => u32::from(values[at]),
            Self::U16(values) => u32::from(values[at]),
            Self::U32(values) => values[at],
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::U8(values) => values.len(),
            Self::U16(values) => values.len(),
            Self::U32(values) => values.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends, widening the whole column the first time a code does not fit.
    #[inline(never)]
    pub fn push(&mut self, code: u32) {
        match self {
            Self::U8(values) if code <= u32::from(u8::MAX) => values.push(code as u8),
            Self::U16(values) if code <= u32::from(u16::MAX) => values.push(code as u16),
            Self::U32(values) => values.push(code),
            _ => {
                self.widen(code);
                self.push(code);
            }
        }
    }

    /// Makes room for as many more.
    pub fn reserve(&mut self, more: usize) {
        match self {
            Self::U8(values) => values.reserve(more),
            Self::U16(values) => values.reserve(more),
            Self::U32(values) => values.reserve(more),
        }
    }

    /// The same for many.
    #[inline(never)]
    pub fn extend(&mut self, codes: &[u32]) {
        let largest = codes.iter().copied().max().unwrap_or_default();
        match self {
            Self::U8(values) if largest <= u32::from(u8::MAX) => {
                values.extend(codes.iter().map(|code| *code as u8));
            }
            Self::U16(values) if largest <= u32::from(u16::MAX) => {
                values.extend(codes.iter().map(|code| *code as u16));
            }
            Self::U32(values) => values.extend_from_slice(codes),
            _ => {
                self.widen(largest);
                self.extend(codes);
            }
        }
    }

    /// As narrow as the largest allows, but two bytes at least.
    #[inline(never)]
    pub fn narrow(codes: Vec<u32>) -> Self {
        match codes.iter().all(|code| *code <= u32::from(u16::MAX)) {
            true => Self::U16(codes.iter().map(|code| *code as u16).collect()),
            false => Self::U32(codes),
        }
    }

    fn widen(&mut self, code: u32) {
        // Room that was made stays.
        let room = match self {
            Self::U8(values) => values.capacity(),
            Self::U16(values) => values.capacity(),
            Self::U32(values) => values.capacity(),
        };
        let all = (0..self.len()).map(|at| self.get(at));
        *self = if code <= u32::from(u16::MAX) {
            let mut wide = Vec::with_capacity(room);
            wide.extend(all.map(|code| code as u16));
            Self::U16(wide)
        } else {
            let mut wide = Vec::with_capacity(room);
            wide.extend(all);
            Self::U32(wide)
        };
    }

    /// The codes of `events`, into `codes`: the width is looked at once, not once an event.
    #[inline(never)]
    pub fn read(&self, events: &[u32], codes: &mut Vec<u32>) {
        codes.clear();
        if let Some(range) = range(events) {
            return self.read_range(range, codes);
        }
        let events = events.iter().map(|event| *event as usize);
        match self {
            Self::U8(values) => codes.extend(events.map(|event| u32::from(values[event]))),
            Self::U16(values) => codes.extend(events.map(|event| u32::from(values[event]))),
            Self::U32(values) => codes.extend(events.map(|event| values[event])),
        }
    }

    /// The same where the events follow each other.
    #[inline]
    pub(crate) fn read_range(&self, events: Range<usize>, codes: &mut Vec<u32>) {
        codes.clear();
        match self {
            Self::U8(values) => codes.extend(values[events].iter().map(|code| u32::from(*code))),
            Self::U16(values) => codes.extend(values[events].iter().map(|code| u32::from(*code))),
            Self::U32(values) => codes.extend_from_slice(&values[events]),
        }
    }

    /// The codes at `order`, each renumbered by `map` (where one is given), in a column of its own exact size.
    #[inline(never)]
    pub fn gather(&self, order: &[u32], map: Option<&[u32]>, distinct: usize) -> Self {
        match self {
            Self::U8(values) => narrowest(order, map, distinct, |at| u32::from(values[at])),
            Self::U16(values) => narrowest(order, map, distinct, |at| u32::from(values[at])),
            Self::U32(values) => narrowest(order, map, distinct, |at| values[at]),
        }
    }

    /// How often each of `distinct` codes occurs.
    #[inline(never)]
    pub fn counts(&self, distinct: usize) -> Vec<u32> {
        let mut counts = vec![0; distinct];
        match self {
            Self::U8(values) => values
                .iter()
                .for_each(|code| counts[usize::from(*code)] += 1),
            Self::U16(values) => values
                .iter()
                .for_each(|code| counts[usize::from(*code)] += 1),
            Self::U32(values) => values.iter().for_each(|code| counts[*code as usize] += 1),
        }
        counts
    }

    /// Adds to each sum what its code stands for.
    #[inline(never)]
    pub fn add_to(&self, values: &[u32], sums: &mut [u32]) {
        fn add<C: Copy>(codes: &[C], sums: &mut [u32], value: impl Fn(C) -> u32) {
            for (sum, code) in sums.iter_mut().zip(codes) {
                *sum += value(*code);
            }
        }
        match self {
            Self::U8(codes) => add(codes, sums, |code| values[usize::from(code)]),
            Self::U16(codes) => add(codes, sums, |code| values[usize::from(code)]),
            Self::U32(codes) => add(codes, sums, |code| values[code as usize]),
        }
    }

    /// In each run of places the first whose code is wanted, or the highest number there is.
    #[inline(never)]
    pub fn first_in(&self, starts: &[u32], wanted: &[bool]) -> Vec<u32> {
        match self {
            Self::U8(codes) => first_in(starts, |at| wanted[usize::from(codes[at as usize])]),
            Self::U16(codes) => first_in(starts, |at| wanted[usize::from(codes[at as usize])]),
            Self::U32(codes) => first_in(starts, |at| wanted[codes[at as usize] as usize]),
        }
    }

    /// The places code by code, those of a code in their order. `starts` says where each code's begin, and at its end how many there are;
    /// codes that count for 0 have none.
    #[inline(never)]
    pub fn places(&self, starts: &[u32], counted: &[u32]) -> Vec<u32> {
        let mut next = starts.to_vec();
        let mut places = vec![0; starts.last().copied().unwrap_or_default() as usize];
        for place in 0..self.len() {
            let code = self.get(place) as usize;
            if counted[code] != 0 {
                places[next[code] as usize] = place as u32;
                next[code] += 1;
            }
        }
        places
    }

    /// Lets go of the events from place `from` on whose code is not allowed; the others keep their order.
    #[inline(never)]
    pub fn retain(&self, allowed: &[bool], events: &mut Vec<u32>, from: usize) {
        match self {
            Self::U8(values) => retain(events, from, |at| allowed[usize::from(values[at])]),
            Self::U16(values) => retain(events, from, |at| allowed[usize::from(values[at])]),
            Self::U32(values) => retain(events, from, |at| allowed[values[at] as usize]),
        }
    }

    pub fn bytes(&self) -> usize {
        match self {
            Self::U8(values) => values.capacity(),
            Self::U16(values) => values.capacity() * 2,
            Self::U32(values) => values.capacity() * 4,
        }
    }
}

fn first_in(starts: &[u32], is_wanted: impl Fn(u32) -> bool) -> Vec<u32> {
    let first = |bounds: &[u32]| (bounds[0]..bounds[1]).find(|at| is_wanted(*at));
    starts
        .windows(2)
        .map(|bounds| first(bounds).unwrap_or(u32::MAX))
        .collect()
}

fn narrowest(
    order: &[u32],
    map: Option<&[u32]>,
    distinct: usize,
    code: impl Fn(usize) -> u32,
) -> Codes {
    match map {
        Some(map) => collect(order, distinct, |at| map[code(at) as usize]),
        None => collect(order, distinct, code),
    }
}

fn collect(order: &[u32], distinct: usize, code: impl Fn(usize) -> u32) -> Codes {
    let codes = order.iter().map(|at| code(*at as usize));
    match distinct {
        0..=0x100 => Codes::U8(codes.map(|code| code as u8).collect()),
        0x101..=0x1_0000 => Codes::U16(codes.map(|code| code as u16).collect()),
        _ => Codes::U32(codes.collect()),
    }
}

/// Without a branch that depends on the data: what is kept is as good as random.
fn retain(events: &mut Vec<u32>, from: usize, keeps: impl Fn(usize) -> bool) {
    let tail = &mut events[from..];
    let mut kept = 0;
    for at in 0..tail.len() {
        let event = tail[at];
        tail[kept] = event;
        kept += usize::from(keeps(event as usize));
    }
    events.truncate(from + kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_and_summed_by_code_in_every_width() {
        for codes in [
            Codes::U8(vec![2, 0, 2, 1, 0]),
            Codes::U16(vec![2, 0, 2, 1, 0]),
            Codes::U32(vec![2, 0, 2, 1, 0]),
        ] {
            assert_eq!(codes.places(&[0, 2, 3, 5], &[1, 1, 1]), [1, 4, 3, 0, 2]);
            assert_eq!(codes.places(&[0, 2, 2, 4], &[1, 0, 7]), [1, 4, 0, 2]);
            let mut sums = [1, 2, 3, 4, 5];
            codes.add_to(&[10, 20, 30], &mut sums);
            assert_eq!(sums, [31, 12, 33, 24, 15]);
            let first = codes.first_in(&[0, 2, 2, 4, 5], &[true, false, false]);
            assert_eq!(first, [1, u32::MAX, u32::MAX, 4]);
        }
    }

    #[test]
    fn widening_keeps_what_was_there() {
        let mut codes = Codes::default();
        let values = [0, 255, 256, 3, 65_535, 65_536, 7];
        for value in values {
            codes.push(value);
        }
        let back: Vec<u32> = (0..codes.len()).map(|at| codes.get(at)).collect();
        assert_eq!(back, values);
        assert!(matches!(codes, Codes::U32(_)));
    }

    #[test]
    fn retaining_keeps_order_and_what_stands_before() {
        let codes = Codes::U8(vec![0, 1, 2, 1]);
        let mut events = vec![7, 3, 2, 1, 0];
        codes.retain(&[false, true, true], &mut events, 1);
        assert_eq!(events, [7, 3, 2, 1]);
    }

    #[test]
    fn gathering_takes_the_narrowest_width() {
        let mut codes = Codes::default();
        for value in 0..300 {
            codes.push(value);
        }
        let halves: Vec<u32> = (0..300).map(|code| code / 2).collect();
        let few = codes.gather(&[299, 0], Some(&halves), 150);
        assert_eq!(few, Codes::U8(vec![149, 0]));
        let same = codes.gather(&[299, 0], None, 300);
        assert_eq!(same, Codes::U16(vec![299, 0]));
    }
}
