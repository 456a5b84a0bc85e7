//! Roles that the names tell, as far as the values bear them out.

use super::{MOST_VALUES, NAMED, Search, is_id_name};
use crate::import::scale::scales_of;
use crate::import::time::TimeLook;
use crate::import::words;
use crate::model::load::{ColumnKind, Role};
use crate::model::ordering::sort_items;

impl Search<'_> {
    /// Strongest names first; each role takes one column, each column one role.
    pub(super) fn by_name(&mut self) {
        if let Some(column) = self
            .table
            .journey_key
            .filter(|_| self.is_open(Role::Journey))
        {
            self.assign(Role::Journey, column);
        }
        let mut candidates = Vec::new();
        for (column, folded) in self.folded.iter().enumerate() {
            for (role, strength) in words::roles_of(folded) {
                if let Some(strength) = self.plausible(role, column, strength) {
                    candidates.push((strength, role, column));
                }
            }
            let profile = &self.table.profiles[column];
            if profile.times.is_calendar() {
                let strength = if words::is_other_time(folded) { 10 } else { 30 };
                candidates.push((strength, Role::Time, column));
            }
        }
        sort_items(&mut candidates, |a, b| b.0.cmp(&a.0).then(a.2.cmp(&b.2)));
        for (strength, role, column) in candidates {
            let enough = strength >= NAMED || role == Role::Time;
            if enough && !self.taken[column] && self.is_open(role) {
                self.assign(role, column);
                if role == Role::Time {
                    self.add_clock_column(column);
                }
            }
        }
    }

    /// How far the values bear the name out; `None` where they contradict it.
    fn plausible(&self, role: Role, column: usize, strength: u8) -> Option<u8> {
        let profile = &self.table.profiles[column];
        let folded = &self.folded[column];
        let kind = profile.kind();
        let is_time = profile.times.is_calendar() || profile.times.is_clock();
        let is_decimal = kind == ColumnKind::Number && !profile.numbers.is_whole();
        let is_label =
            !is_time && !is_decimal && kind != ColumnKind::FreeText && kind != ColumnKind::Empty;
        let fits = match role {
            Role::Journey => {
                is_label
                    && kind != ColumnKind::Boolean
                    && self.can_be_journey(column)
                    && is_id_name(folded)
            }
            Role::Time => self.can_be_time(column),
            Role::EndTime => profile.times.is_calendar(),
            Role::Touchpoint | Role::Stage => {
                is_label
                    && kind != ColumnKind::Number
                    && kind != ColumnKind::Boolean
                    && !profile.is_unique()
            }
            Role::Channel => is_label && !profile.is_unique() && profile.distinct <= MOST_VALUES,
            Role::Persona => {
                is_label && !profile.is_unique() && (2..=MOST_VALUES).contains(&profile.distinct)
            }

            Role::Account | Role::Actor => is_label && !profile.is_unique(),
            Role::Emotion => {
                !scales_of(folded, profile, profile.numbers.is_comma(self.table.comma))
                    .candidates
                    .is_empty()
            }
            Role::Revenue => kind == ColumnKind::Number && !is_time,
            Role::Verbatim => {
                kind == ColumnKind::FreeText
                    || (is_label && profile.characters > 12 * u64::from(profile.filled))
            }
            Role::Weight | Role::Attribute | Role::Ignore => false,
        };
        let other = role == Role::Time && words::is_other_time(folded);
        // "action" in every row, the number of an activity: any other column says more.
        let constant = profile.distinct == 1 && profile.rows > 10;
        let is_number = |word| words::among("id code number", word);
        let says_nothing =
            role == Role::Touchpoint && (constant || folded.split(' ').any(is_number));
        fits.then_some(match () {
            () if other => strength / 4,
            () if says_nothing => strength.min(NAMED),
            () => strength,
        })
    }

    /// Ids come again: a column that differs in every row is the key of the row.
    pub(super) fn can_be_journey(&self, column: usize) -> bool {
        let profile = &self.table.profiles[column];
        let constant = profile.distinct == 1 && profile.filled > 10;
        !profile.is_unique() && !constant && profile.filled * 2 > profile.rows
    }

    fn can_be_time(&self, column: usize) -> bool {
        let times = &self.table.profiles[column].times;
        let named = words::speaks_of_time(&self.folded[column]);
        times.is_calendar()
            || (named && (times.is_half_calendar() || times.epoch().is_some() || times.is_serial()))
    }

    /// A date without clock times, and a column of clock times beside it, are one time.
    fn add_clock_column(&mut self, date: usize) {
        let times = &self.table.profiles[date].times;
        if !times.is_calendar() || times.with_clock > 0 {
            return;
        }
        let is_clock = |c: &usize| {
            !self.taken[*c]
                && (self.table.profiles[*c].times.is_clock() || self.is_packed_clock(date, *c))
        };
        let clocks = (0..self.table.names.len())
            .filter(is_clock)
            .filter(|c| !words::is_other_time(&self.folded[*c]));
        if let Some(clock) = clocks.min_by_key(|c| c.abs_diff(date)) {
            self.taken[clock] = true;
            self.map.set(Role::Time, vec![date, clock]);
        }
    }

    /// `093000` in a column called so is a clock time beside a date.
    fn is_packed_clock(&self, date: usize, column: usize) -> bool {
        let named = |word| words::among("heure hour time zeit uhrzeit hora", word);
        let profile = &self.table.profiles[column];
        let rows = self.table.first..self.table.sample.len().min(self.table.first + 100);
        let joins = |row| {
            let cells = [date, column].map(|c| self.table.sample.cell(row, c));
            TimeLook::of(&cells.join(" ")).is_written_time()
        };
        profile.filled > 0
            && profile.characters == 6 * u64::from(profile.filled)
            && self.folded[column].split(' ').any(named)
            && { rows }.all(joins)
    }
}
