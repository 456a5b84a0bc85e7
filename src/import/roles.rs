//! Which column has which role: told, found by name, found by values (contract §2).
//!
//! Must not know: bytes, delimiters, how cells are converted.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::columns::ColumnProfile;
use super::sample::Sample;
use super::scale::scales_of;
use super::words::{self, fold};
use crate::model::load::{ColumnKind, LoadError, LoadErrorCode, Role, Roles};
use crate::model::ordering::sort_items;

/// Values that a filter can list: beyond, a column is an identifier rather than an attribute.
const MOST_VALUES: u32 = 1_000;
/// A segmentation has no more parts.
const MOST_SEGMENTS: u32 = 12;
/// Weaker names are hints, not findings.
const NAMED: u8 = 40;
/// Names that are found even where the values say little.
const WELL_NAMED: u8 = 60;

/// Columns (by index) of each role, in the order in which they are joined.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RoleMap {
    columns: BTreeMap<Role, Vec<usize>>,
}

impl RoleMap {
    pub fn of(&self, role: Role) -> &[usize] {
        self.columns.get(&role).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, role: Role) -> bool {
        !self.of(role).is_empty()
    }

    /// The first role that holds the column.
    pub fn role_of(&self, column: usize) -> Role {
        let found = self
            .columns
            .iter()
            .find(|(_, columns)| columns.contains(&column));
        found.map_or(Role::Ignore, |(role, _)| *role)
    }

    pub fn named(&self, names: &[String]) -> Roles {
        let name = |column: &usize| names.get(*column).cloned().unwrap_or_default();
        let filled = self
            .columns
            .iter()
            .filter(|(_, columns)| !columns.is_empty());
        filled
            .map(|(role, columns)| (*role, columns.iter().map(name).collect()))
            .collect()
    }

    pub fn set(&mut self, role: Role, columns: Vec<usize>) {
        self.columns.insert(role, columns);
    }

    /// Takes the column out of every role.
    pub fn release(&mut self, column: usize) {
        for columns in self.columns.values_mut() {
            columns.retain(|other| *other != column);
        }
    }

    pub fn add(&mut self, role: Role, column: usize) {
        let columns = self.columns.entry(role).or_default();
        columns.push(column);
        sort_items(columns, Ord::cmp);
    }
}

/// The table as the search for roles sees it.
pub struct Table<'s> {
    pub names: &'s [String],
    pub profiles: &'s [ColumnProfile],
    pub sample: &'s Sample<'s>,
    /// First data row of the sample.
    pub first: usize,
    /// Column that holds the keys of a JSON object of journeys.
    pub journey_key: Option<usize>,
    pub comma: bool,
}

/// Finds the role of every column; told ones win, and where journey and touchpoint are told nothing of the event is guessed.
pub fn find_roles(table: &Table<'_>, told: Option<&Roles>) -> Result<RoleMap, LoadError> {
    let mut search = Search::new(table, told)?;
    search.by_name();
    search.by_values();
    search.rest();
    Ok(search.map)
}

struct Search<'s> {
    table: &'s Table<'s>,
    map: RoleMap,
    /// Columns that have their role.
    taken: Vec<bool>,
    /// Roles that are told, or must not be guessed.
    closed: Vec<Role>,
    folded: Vec<String>,
}

impl<'s> Search<'s> {
    fn new(table: &'s Table<'s>, told: Option<&Roles>) -> Result<Self, LoadError> {
        let mut search = Self {
            table,
            map: RoleMap::default(),
            taken: vec![false; table.names.len()],
            closed: vec![Role::Weight, Role::Attribute, Role::Ignore],
            folded: table.names.iter().map(|name| fold(name)).collect(),
        };
        for (role, names) in told.into_iter().flatten() {
            search.tell(*role, names)?;
        }
        let told_role = |role| {
            told.and_then(|roles| roles.get(&role))
                .is_some_and(|names| !names.is_empty())
        };
        if told_role(Role::Journey) && told_role(Role::Touchpoint) {
            search
                .closed
                .extend([Role::Stage, Role::Time, Role::EndTime]);
        }
        Ok(search)
    }

    fn tell(&mut self, role: Role, names: &[String]) -> Result<(), LoadError> {
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            let column = self.table.names.iter().position(|known| known == name);
            let column =
                column.ok_or_else(|| LoadError::about(LoadErrorCode::UnknownColumn, name))?;
            self.taken[column] = true;
            columns.push(column);
        }
        // Several emotions are a table of scores.
        let single = [Role::Revenue, Role::Weight, Role::EndTime];
        if columns.len() > 1 && single.contains(&role) {
            return Err(LoadError::about(
                LoadErrorCode::BadOptions,
                names.join(", "),
            ));
        }
        self.map.set(role, columns);
        self.closed.push(role);
        Ok(())
    }

    fn is_open(&self, role: Role) -> bool {
        !self.closed.contains(&role) && !self.map.has(role)
    }

    fn assign(&mut self, role: Role, column: usize) {
        self.map.add(role, column);
        self.taken[column] = true;
    }

    /// Strongest names first; each role takes one column, each column one role.
    fn by_name(&mut self) {
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
        fits.then_some(if other { strength / 4 } else { strength })
    }

    /// Ids come again: a column that differs in every row is the key of the row.
    fn can_be_journey(&self, column: usize) -> bool {
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
        let clocks = (0..self.table.names.len())
            .filter(|c| !self.taken[*c] && self.table.profiles[*c].times.is_clock())
            .filter(|c| !words::is_other_time(&self.folded[*c]));
        if let Some(clock) = clocks.min_by_key(|c| c.abs_diff(date)) {
            self.taken[clock] = true;
            self.map.set(Role::Time, vec![date, clock]);
        }
    }

    fn by_values(&mut self) {
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
        if no_event && self.map.has(Role::Journey) {
            match self.map.of(Role::Channel) {
                // Marketing tables: the channel is what happened.
                [channel] => {
                    let channel = *channel;
                    self.map.set(Role::Touchpoint, vec![channel]);
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
    fn rest(&mut self) {
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

/// "user_cohort" begins with a word for journeys but is no id; "user_no" is.
pub fn is_id_name(folded: &str) -> bool {
    const IDS: [&str; 9] = [
        "id", "no", "num", "number", "numero", "code", "key", "ref", "hash",
    ];
    words::ends_with_name(folded, Role::Journey)
        || folded.split(' ').any(|word| IDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dialect::Dialect;

    fn found(text: &str, told: &[(Role, &[&str])]) -> Roles {
        let sample = Sample::of_text(text, true, Dialect::new(b','), 1).unwrap();
        let names: Vec<String> = sample.cells(0).iter().map(ToString::to_string).collect();
        let profiles = sample.profiles(1, names.len());
        let told: Roles = told
            .iter()
            .map(|(role, names)| (*role, names.iter().map(ToString::to_string).collect()))
            .collect();
        let table = Table {
            names: &names,
            profiles: &profiles,
            sample: &sample,
            first: 1,
            journey_key: None,
            comma: false,
        };
        find_roles(&table, Some(&told)).unwrap().named(&names)
    }

    const LOG: &str = "journey_id,customer_id,date,heure,event_type,canal,score,note_libre\n\
        1,a,2024-01-01,10:00,view,web,1,x\n2,a,2024-01-02,11:00,buy,web,5,y\n3,b,2024-01-03,12:00,view,tel,4,z\n\
        4,b,2024-01-04,10:00,view,web,1,x\n5,c,2024-01-05,11:00,buy,web,5,y\n6,c,2024-01-06,12:00,view,tel,4,z\n\
        7,a,2024-01-07,10:00,view,web,1,x\n8,b,2024-01-08,11:00,buy,web,5,y\n9,c,2024-01-09,12:00,view,tel,4,z\n";

    #[test]
    fn a_column_unique_per_row_is_not_the_journey() {
        let roles = found(LOG, &[]);
        assert_eq!(roles[&Role::Journey], ["customer_id"]);
        assert_eq!(roles[&Role::Time], ["date", "heure"]);
        assert_eq!(roles[&Role::Touchpoint], ["event_type"]);
        assert_eq!(roles[&Role::Channel], ["canal"]);
        assert_eq!(roles[&Role::Emotion], ["score"]);
    }

    #[test]
    fn an_id_alone_is_the_journey_where_nothing_else_could_be() {
        let log = |id: fn(u32) -> String, more: fn(u32) -> String| {
            let row = |row| format!("{},view,2026-01-{:02},{}\n", id(row), row + 1, more(row));
            let rows: String = (0..20).map(row).collect();
            found(&format!("id,event,when,more\n{rows}"), &[])
                .get(&Role::Journey)
                .cloned()
        };
        let text = |_| "x".to_string();
        let id = Some(vec!["id".to_string()]);
        assert_eq!(log(|_| "7".to_string(), text), id, "one journey");
        assert_eq!(log(|row| row.to_string(), text), id, "one event a journey");
        // Either could be it: asked.
        let other = |row| format!("C-{}", row / 4);
        assert_eq!(log(|row| row.to_string(), other), None);
    }

    #[test]
    fn a_segment_by_name_and_one_that_stays_along_the_journey() {
        let survey = "survey_id,classe,type_voyageur,nps\n1,Eco,Loisirs,7\n2,Business,Affaires,8\n3,Eco,Loisirs,9\n";
        assert_eq!(found(survey, &[])[&Role::Persona], ["type_voyageur"]);
        let log = |plans: [&str; 4]| {
            let [a, b, c, d] = plans;
            format!("journey_id,event,formule\n1,view,{a}\n1,buy,{b}\n2,view,{c}\n2,buy,{d}\n")
        };
        let persona =
            |text: &str, told: &[(Role, &[&str])]| found(text, told).get(&Role::Persona).cloned();
        let stays = log(["Essentiel", "Essentiel", "Premium", "Premium"]);
        assert_eq!(persona(&stays, &[]), Some(vec!["formule".to_string()]));
        let changes = log(["Essentiel", "Premium", "Premium", "Premium"]);
        assert_eq!(persona(&changes, &[]), None);
        let numbers = log(["1", "1", "2", "2"]);
        assert_eq!(persona(&numbers, &[]), None);
        // Nothing is guessed on top of what is told.
        let told: &[(Role, &[&str])] = &[(Role::Journey, &["journey_id"])];
        assert_eq!(persona(&stays, told), None);
    }

    #[test]
    fn told_journey_and_touchpoint_leave_time_and_stage_alone() {
        let roles = found(
            LOG,
            &[
                (Role::Journey, &["customer_id"]),
                (Role::Touchpoint, &["canal", "event_type"]),
            ],
        );
        assert_eq!(roles[&Role::Touchpoint], ["canal", "event_type"]);
        assert!(!roles.contains_key(&Role::Time));
        assert!(!roles.contains_key(&Role::Stage));
        assert_eq!(roles[&Role::Emotion], ["score"]);
    }

    #[test]
    fn the_most_varied_column_is_the_touchpoint() {
        let mut text = String::from("patient,handling,lifecycle\n");
        for patient in 0..5 {
            for handling in ["triage", "x-ray", "blood", "checkout"] {
                text.push_str(&format!("{patient},{handling},start\n"));
            }
        }
        let roles = found(&text, &[]);
        assert_eq!(roles[&Role::Touchpoint], ["handling"]);
    }

    #[test]
    fn unknown_told_columns_are_errors() {
        let sample = Sample::of_text("a,b\n1,2\n", true, Dialect::new(b','), 1).unwrap();
        let names = vec!["a".to_string(), "b".to_string()];
        let profiles = sample.profiles(1, 2);
        let table = Table {
            names: &names,
            profiles: &profiles,
            sample: &sample,
            first: 1,
            journey_key: None,
            comma: false,
        };
        let told = Roles::from([(Role::Journey, vec!["c".to_string()])]);
        let error = find_roles(&table, Some(&told)).unwrap_err();
        assert_eq!(error, LoadError::about(LoadErrorCode::UnknownColumn, "c"));
    }
}
