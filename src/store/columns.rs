//! Columns of texts and of numbers, dictionary-coded. Must not know roles.

use parcours_kernel::{Cells, Codes, NumberCodes, TextCodes};

use super::dictionary::Dictionary;
use crate::model::ordering::sort_codes;

/// One text an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TextColumn {
    pub codes: Codes,
    pub names: Dictionary,
}

impl TextColumn {
    pub fn text(&self, event: usize) -> &str {
        self.names.get(self.codes.get(event))
    }

    /// Which codes are named in `values`; values that the column does not have match nothing.
    pub fn matching(&self, values: &[String]) -> Vec<bool> {
        let mut matching = vec![false; self.names.len()];
        for code in values.iter().filter_map(|value| self.names.find(value)) {
            matching[code as usize] = true;
        }
        matching
    }

    pub fn bytes(&self) -> usize {
        self.codes.bytes() + self.names.bytes()
    }
}

/// A [`TextColumn`] in file order, while rows arrive.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    pub codes: Codes,
    pub names: TextCodes,
}

impl TextBuilder {
    pub fn push(&mut self, text: &str) {
        let code = self.names.code(text);
        self.codes.push(code);
    }

    /// The cells of a column; as many empty texts where there is none. `codes` is room to work in.
    pub fn push_cells(&mut self, cells: Cells<'_>, column: Option<usize>, codes: &mut Vec<u32>) {
        self.names.codes(cells, column, codes);
        self.codes.extend(codes);
    }

    /// In journey order, codes as they came: for columns of many texts, where sorting them would cost more than it tells.
    pub fn finish_unsorted(self, order: &[u32]) -> TextColumn {
        let names = Dictionary::from(self.names);
        TextColumn {
            codes: self.codes.gather(order, None, names.len()),
            names,
        }
    }

    /// In journey order. Only texts still in use stay; they are numbered by `count` descending, then by code point,
    /// so that a code is its place in every list of the page.
    pub fn finish_sorted(
        self,
        order: &[u32],
        count: impl Fn(&Codes, usize) -> Vec<u64>,
    ) -> TextColumn {
        let counts = count(&self.codes, self.names.len());
        let names = Dictionary::from(self.names);
        let used = match order.len() == self.codes.len() {
            true => self.codes.counts(names.len()),
            false => {
                let mut used = vec![0; names.len()];
                order
                    .iter()
                    .for_each(|event| used[self.codes.get(*event as usize) as usize] = 1);
                used
            }
        };
        let mut kept = names.by_name();
        kept.retain(|code| used[*code as usize] > 0);
        sort_codes(&mut kept, &|a, b| {
            counts[b as usize].cmp(&counts[a as usize])
        });
        let mut place = vec![0; names.len()];
        let mut sorted = Dictionary::default();
        for (at, code) in kept.iter().enumerate() {
            place[*code as usize] = at as u32;
            sorted.push(names.get(*code));
        }
        sorted.shrink();
        TextColumn {
            codes: self.codes.gather(order, Some(&place), sorted.len()),
            names: sorted,
        }
    }
}

/// One number an event, or none: code 0 is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct NumberColumn {
    pub codes: Codes,
    /// By code; `values[0]` is NaN and never read.
    pub values: Vec<f64>,
}

impl NumberColumn {
    #[inline]
    pub fn get(&self, event: usize) -> Option<f64> {
        match self.codes.get(event) {
            0 => None,
            code => Some(self.values[code as usize]),
        }
    }

    pub fn bytes(&self) -> usize {
        self.codes.bytes() + self.values.capacity() * size_of::<f64>()
    }
}

/// A [`NumberColumn`] in file order, while rows arrive.
#[derive(Debug, Default)]
pub(super) struct NumberBuilder {
    codes: Codes,
    values: NumberCodes,
}

impl NumberBuilder {
    pub fn get(&self, event: usize) -> Option<f64> {
        self.values.get(self.codes.get(event))
    }

    pub fn push(&mut self, value: Option<f64>) {
        let code = match value {
            Some(value) => self.values.code(value),
            None => 0,
        };
        self.codes.push(code);
    }

    pub fn reserve(&mut self, more: usize) {
        self.codes.reserve(more);
    }

    /// NaN is none.
    pub fn push_all(&mut self, values: &[f64]) {
        self.values.push(values, &mut self.codes);
    }

    pub fn finish(self, order: &[u32]) -> NumberColumn {
        let mut values = self.values.finish();
        values.shrink_to_fit();
        NumberColumn {
            codes: self.codes.gather(order, None, values.len()),
            values,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_by_count_and_unused_ones_go() {
        let mut builder = TextBuilder::default();
        for text in ["rare", "b", "a", "b", "a", "gone"] {
            builder.push(text);
        }
        let column = builder.finish_sorted(&[4, 3, 2, 1, 0], |codes, distinct| {
            let mut counts = vec![0; distinct];
            (0..5).for_each(|at| counts[codes.get(at) as usize] += 1);
            counts
        });
        assert_eq!(column.names.iter().collect::<Vec<_>>(), ["a", "b", "rare"]);
        assert_eq!(column.codes, Codes::U8(vec![0, 1, 0, 1, 2]));
    }

    #[test]
    fn none_is_not_a_number() {
        let mut builder = NumberBuilder::default();
        for value in [Some(1.5), None, Some(1.5), Some(0.0)] {
            builder.push(value);
        }
        let column = builder.finish(&[0, 1, 2, 3]);
        let back: Vec<_> = (0..4).map(|at| column.get(at)).collect();
        assert_eq!(back, [Some(1.5), None, Some(1.5), Some(0.0)]);
        assert_eq!(column.values.len(), 3);
    }
}
