//! A table that is looked up: its columns beside those of the main one, by a key.

use std::rc::Rc;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::import::header::unique_names;
use crate::import::plan::Plan;
use crate::import::shape::{Bound, Lookup};
use crate::model::load::{ColumnKind, LoadError, LoadErrorCode, Role};

/// The rows of a table by their key, and the role that each of its other columns takes.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// Name of the key in the main table.
    pub main_key: String,
    /// The columns that are added, by their names here; `labels`: they name what the key stands for.
    pub columns: Vec<JoinedColumn>,
    rows: HashMap<String, Vec<String>, RandomState>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct JoinedColumn {
    pub name: String,
    pub role: Role,
}

impl Joined {
    /// `keys`: names of the key here and in the main table. Of several rows with one key the first counts.
    ///
    /// # Errors
    /// `UnknownColumn`.
    pub(super) fn new(
        plan: &Plan,
        table: &str,
        keys: (&str, &str),
        rows: Vec<Vec<String>>,
    ) -> Result<Self, LoadError> {
        let key = plan.names.iter().position(|name| name == keys.0);
        let key = key.ok_or_else(|| LoadError::about(LoadErrorCode::UnknownColumn, keys.0))?;
        let others: Vec<usize> = (0..plan.names.len()).filter(|c| *c != key).collect();
        let column = |c: &usize| JoinedColumn {
            name: plan.names[*c].clone(),
            role: role_beside(plan, *c),
        };
        let mut joined = Self {
            main_key: keys.1.to_string(),
            columns: others.iter().map(column).collect(),
            rows: HashMap::default(),
        };
        for mut row in rows {
            row.resize(plan.names.len(), String::new());
            let id = std::mem::take(&mut row[key]);
            row.remove(key);
            joined.rows.entry(id).or_insert(row);
        }
        for column in &mut joined.columns {
            if column.name == keys.1 {
                column.name = [&column.name, " (", table, ")"].concat();
            }
        }
        Ok(joined)
    }

    /// Number of the column that says what a code of an event means: called like an event, else the first text.
    pub fn names_event(&self) -> Option<usize> {
        let is = |role: Role| self.columns.iter().position(|column| column.role == role);
        is(Role::Touchpoint)
            .or_else(|| is(Role::Stage))
            .or_else(|| is(Role::Attribute))
    }

    /// The cells beside a key; `None` for a key that is not there.
    pub fn find(&self, key: &str) -> Option<&[String]> {
        self.rows.get(key).map(Vec::as_slice)
    }
}

/// What a column tells of every event of its key. A sum or a score told once would be counted once an event: it is an attribute.
fn role_beside(plan: &Plan, column: usize) -> Role {
    match plan.roles.role_of(column) {
        role @ (Role::Persona
        | Role::Account
        | Role::Channel
        | Role::Stage
        | Role::Touchpoint
        | Role::Actor
        | Role::Attribute) => role,
        _ => {
            let profile = &plan.profiles[column];
            let text = matches!(
                profile.kind(),
                ColumnKind::Text | ColumnKind::Boolean | ColumnKind::Identifier
            );
            let few = profile.distinct <= 50;
            if text || (few && profile.kind() == ColumnKind::Number) {
                Role::Attribute
            } else {
                Role::Ignore
            }
        }
    }
}

impl Plan {
    /// Binds the columns of other tables behind the own ones, each in the role that it has there and that is free here.
    pub(in crate::import) fn look_up(&mut self, joined: &[Joined]) -> Result<(), LoadError> {
        if joined.is_empty() {
            return Ok(());
        }
        let (mut names, mut roles) = (self.names.clone(), self.roles.clone());
        let mut lookups = Vec::new();
        for table in joined {
            let key = names.iter().position(|name| *name == table.main_key);
            let key =
                key.ok_or_else(|| LoadError::about(LoadErrorCode::UnknownColumn, &table.main_key))?;
            let of_event = [Role::Touchpoint, Role::Stage]
                .into_iter()
                .find(|role| roles.of(*role) == [key]);
            let mut key_stands_for = Vec::new();
            let mut named = table.names_event();
            for (at, column) in table.columns.iter().enumerate() {
                let place = names.len();
                let free = !roles.has(column.role) || (column.role == Role::Attribute);
                let role = match of_event {
                    // A list of codes and what they mean.
                    Some(role) if named == Some(at) => {
                        named = None;
                        roles.set(role, Vec::new());
                        role
                    }
                    _ if free => column.role,
                    _ => Role::Attribute,
                };
                roles.add(role, place);
                key_stands_for.push(of_event == Some(role));
                names.push(column.name.clone());
            }
            lookups.push(Lookup {
                key,
                joined: Rc::new(table.clone()),
                key_stands_for,
            });
        }
        let names = unique_names(names.iter().map(String::as_str));
        let split = self.options.split.as_ref();
        self.bound = Bound::new(&names, &roles, &self.shape.shape, split)?;
        self.bound.look_up(self.names.len(), lookups);
        Ok(())
    }
}
