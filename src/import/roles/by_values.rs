//! Roles that the names leave open, found by how the values lie along the rows.

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::{MOST_VALUES, NAMED, Search, is_id_name};
use crate::import::words;
use crate::model::load::{ColumnKind, Role};

/// A segmentation has no more parts.
const MOST_SEGMENTS: u32 = 12;
/// Names that are found even where the values say little.
const WELL_NAMED: u8 = 60;

impl Search<'_> {
    pub(super) fn by_values(&mut self) {
        if self.is_open(Role::Journey) {
            self.one_row_per_journey();
        }
        if self.is_open(Role::Journey)
            && self.map.has(Role::Time)
            && self.is_nameless()
            && let Some(column) = self.id_that_comes_again()
        {
            self.assign(Role::Journey, column);
        }
        let no_event = self.is_open(Role::Touchpoint) && !self.map.has(Role::Stage);
        if no_event && self.map.has(Role::Journey) && !self.numbered_event() {
            match self.map.of(Role::Channel) {
                // Marketing tables: the channel is what happened, unless all of a journey came by one.
                [channel] => {
                    let channel = *channel;
                    let journey = self.map.of(Role::Journey).to_vec();
                    if self.values_per_journey(&journey, channel) <= 1.0 {
                        self.most_varied_touchpoint();
                    }
                    if self.is_open(Role::Touchpoint) {
                        self.map.set(Role::Touchpoint, vec![channel]);
                    }
                }
                _ => self.most_varied_touchpoint(),
            }
        }
        self.segment_that_stays();
        if self.is_open(Role::Verbatim) {
            let free = |c: &usize| self.table.profiles[*c].kind() == ColumnKind::FreeText;
            if let Some(column) = (0..self.taken.len()).filter(|c| !self.taken[*c]).find(free) {
                self.assign(Role::Verbatim, column);
            }
        }
    }

    /// No id comes again, or one stands in all rows: a well-named one is taken where the table has touchpoints or stages by name; any
    /// that is named so where no other column could be it.
    fn one_row_per_journey(&mut self) {
        if !self.map.has(Role::Touchpoint) && !self.map.has(Role::Stage) {
            return;
        }
        let least = match self.id_that_comes_again() {
            Some(_) => WELL_NAMED,
            None => NAMED,
        };
        let strength = |column: usize| {
            let roles = words::roles_of(&self.folded[column]);
            let found = roles
                .into_iter()
                .find(|(role, s)| *role == Role::Journey && *s >= least);
            found
                .map(|(_, strength)| strength)
                .filter(|_| is_id_name(&self.folded[column]))
        };
        let free =
            (0..self.taken.len()).filter(|c| !self.taken[*c] && self.table.profiles[*c].filled > 0);
        let named = free.filter_map(|c| strength(c).map(|s| (s, c)));
        if let Some((_, column)) = named.max_by_key(|(s, c)| (*s, usize::MAX - c)) {
            self.assign(Role::Journey, column);
        }
    }

    /// Activities and stages that have numbers in place of names, where no column of text is called so.
    fn numbered_event(&mut self) -> bool {
        for role in [Role::Touchpoint, Role::Stage] {
            let numbered = |c: &usize| {
                let profile = &self.table.profiles[*c];
                let named = words::roles_of(&self.folded[*c]);
                let strong = named.iter().any(|(r, s)| *r == role && *s >= WELL_NAMED);
                !self.taken[*c]
                    && strong
                    && profile.distinct > 1
                    && profile.numbers.is_whole()
                    && !profile.is_unique()
                    && !profile.times.is_calendar()
            };
            if let Some(column) = (0..self.taken.len()).find(numbered) {
                self.assign(role, column);
                return true;
            }
        }
        false
    }

    /// No header: names tell nothing.
    fn is_nameless(&self) -> bool {
        let made = |(column, name): (usize, &String)| {
            name.strip_prefix("column ")
                .and_then(|number| number.parse().ok())
                == Some(column + 1)
        };
        self.table.names.iter().enumerate().all(made)
    }

    /// Of the columns that look like ids and come again, the one with most of them.
    fn id_that_comes_again(&self) -> Option<usize> {
        let looks_like_id = |column: &usize| {
            let profile = &self.table.profiles[*column];
            let rows = self.table.first..self.table.sample.len().min(self.table.first + 100);
            let has_digit = |row: &usize| {
                let cell = self.table.sample.cell(*row, *column);
                cell.bytes().any(|b| b.is_ascii_digit()) && !cell.contains(' ')
            };
            let whole = profile.kind() != ColumnKind::Number || profile.numbers.is_whole();
            whole
                && !profile.times.is_calendar()
                && self.can_be_journey(*column)
                && profile.distinct < profile.filled
                && rows.clone().filter(has_digit).count() * 5 >= rows.len() * 4
        };
        let free = (0..self.taken.len()).filter(|c| !self.taken[*c]);
        free.filter(looks_like_id)
            .max_by_key(|c| (self.table.profiles[*c].distinct, usize::MAX - c))
    }

    /// The touchpoint differs along a journey; what stays the same is an attribute of it.
    fn most_varied_touchpoint(&mut self) {
        let journey = self.map.of(Role::Journey).to_vec();
        let candidates = (0..self.taken.len()).filter(|c| !self.taken[*c] && self.can_be_label(*c));
        let varied = candidates.map(|c| (self.values_per_journey(&journey, c), c));
        let best = varied
            .filter(|(mean, _)| *mean >= 1.5)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, column)) = best {
            self.assign(Role::Touchpoint, column);
        }
    }

    /// A plan, a class, a variant: a persona where it has few values and none changes along a journey that was found, not told.
    fn segment_that_stays(&mut self) {
        let told = self.closed.contains(&Role::Journey);
        if told || !self.is_open(Role::Persona) {
            return;
        }
        let journey = self.map.of(Role::Journey).to_vec();
        let is_segment = |column: &usize| {
            let profile = &self.table.profiles[*column];
            !self.taken[*column]
                && words::roles_of(&self.folded[*column]).contains(&(Role::Persona, words::HINT))
                && profile.kind() == ColumnKind::Text
                && (2..=MOST_SEGMENTS).contains(&profile.distinct)
                && !profile.is_unique()
                && self.values_per_journey(&journey, *column) <= 1.0
        };
        if let Some(column) = (0..self.taken.len()).find(is_segment) {
            self.assign(Role::Persona, column);
        }
    }

    fn can_be_label(&self, column: usize) -> bool {
        let profile = &self.table.profiles[column];
        profile.kind() == ColumnKind::Text
            && (2..=300).contains(&profile.distinct)
            && (profile.distinct * 3 <= profile.filled
                || (profile.filled < 20 && profile.distinct * 2 <= profile.filled))
    }

    /// Mean number of different values of a column along one journey.
    fn values_per_journey(&self, journey: &[usize], column: usize) -> f64 {
        let mut seen: HashMap<String, HashSet<&str, RandomState>, RandomState> =
            HashMap::with_hasher(RandomState::default());
        for row in self.table.first..self.table.sample.len() {
            let id: Vec<&str> = journey
                .iter()
                .map(|c| self.table.sample.cell(row, *c))
                .collect();
            let values = seen
                .entry(id.join(" / "))
                .or_insert_with(|| HashSet::with_hasher(RandomState::default()));
            values.insert(self.table.sample.cell(row, column));
        }
        let values: usize = seen.values().map(HashSet::len).sum();
        values as f64 / seen.len().max(1) as f64
    }

    /// What is left is to filter on, or it is left out.
    pub(super) fn rest(&mut self) {
        for column in 0..self.taken.len() {
            if !self.taken[column] {
                let role = if self.is_attribute(column) {
                    Role::Attribute
                } else {
                    Role::Ignore
                };
                self.map.add(role, column);
            }
        }
    }

    fn is_attribute(&self, column: usize) -> bool {
        let profile = &self.table.profiles[column];
        let repeats = profile.distinct * 2 <= profile.filled || profile.filled < 20;
        let few = match profile.kind() {
            ColumnKind::Text | ColumnKind::Identifier | ColumnKind::Boolean => MOST_VALUES,
            ColumnKind::Number if profile.numbers.is_whole() => MOST_VALUES,
            ColumnKind::Number => 50,
            ColumnKind::Time(_) | ColumnKind::FreeText | ColumnKind::Empty => 0,
        };
        repeats && profile.distinct <= few && !profile.times.is_clock()
    }
}
