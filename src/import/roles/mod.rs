//! Which column has which role: told, found by name, found by values (contract §2).
//!
//! Must not know: bytes, delimiters, how cells are converted.

mod by_name;
mod by_values;

use std::collections::BTreeMap;

use super::columns::ColumnProfile;
use super::sample::Sample;
use super::words::{self, fold};
use crate::model::load::{LoadError, LoadErrorCode, Role, Roles};
use crate::model::ordering::sort_items;

/// Values that a filter can list: beyond, a column is an identifier rather than an attribute.
const MOST_VALUES: u32 = 1_000;
/// Weaker names are hints, not findings.
const NAMED: u8 = 40;

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
        // One by one: collected, they would be sorted, by a sort that nothing else in the worker needs.
        let mut roles = Roles::new();
        for (role, columns) in filled {
            roles.insert(*role, columns.iter().map(name).collect());
        }
        roles
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
}

/// "user_cohort" begins with a word for journeys but is no id; "user_no" is.
pub fn is_id_name(folded: &str) -> bool {
    const IDS: &str = "identifiant id no num number numero code key ref hash";
    words::ends_with_name(folded, Role::Journey)
        || folded.split(' ').any(|word| words::among(IDS, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dialect::Dialect;

    fn search(text: &str, told: &[(Role, &[&str])]) -> Result<Roles, LoadError> {
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
        find_roles(&table, Some(&told)).map(|roles| roles.named(&names))
    }

    fn found(text: &str, told: &[(Role, &[&str])]) -> Roles {
        search(text, told).unwrap()
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
        let error = search("a,b\n1,2\n", &[(Role::Journey, &["c"])]).unwrap_err();
        assert_eq!(error, LoadError::about(LoadErrorCode::UnknownColumn, "c"));
    }
}
