//! A shape on the columns of one table: which of them the binder reads, and which cells are added to each row.

use std::rc::Rc;

use super::derived::{ADDED, EMOTION, JOURNEY, REVENUE, TIME, TOUCHPOINT, VERBATIM, WEIGHT};
use crate::import::roles::RoleMap;
use crate::import::tables::Joined;
use crate::model::load::{Goal, LoadError, LoadErrorCode, Role};
use crate::model::shape::{Shape, Split};

/// How rows become events, in numbers of columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A row is an event.
    Plain,
    /// Each column that is filled is an event of the row.
    Wide { columns: Vec<usize>, dates: bool },
    Pairs {
        column: usize,
        start: Vec<String>,
        complete: Vec<String>,
        instance: Option<usize>,
    },
    Paths {
        column: usize,
        separator: String,
        conversions: Option<usize>,
        value: Option<usize>,
        nulls: Option<usize>,
    },
}

/// A table that rows are looked up in.
#[derive(Debug, Clone)]
pub struct Lookup {
    pub key: usize,
    pub joined: Rc<Joined>,
    /// For each of its columns: where the key is unknown, does the key itself stand for it?
    pub key_stands_for: Vec<bool>,
}

/// The table as the binder sees it: its own columns, and those that the shape adds.
#[derive(Debug, Clone)]
pub struct Bound {
    pub names: Vec<String>,
    pub roles: RoleMap,
    /// Where the file itself gives the order of its stages.
    pub stage_order: Option<Vec<String>>,
    /// What the journeys are for, where the shape says it.
    pub goal: Option<Goal>,
    pub(super) kind: Kind,
    /// Tables that rows are looked up in; their columns stand behind those of the file.
    pub(super) lookups: Rc<[Lookup]>,
    /// Columns of the file itself.
    pub(super) own: usize,
    /// Columns of the file and of what is looked up; those beyond are added.
    pub(super) width: usize,
    /// The journeys are called by the number of their line.
    pub(super) by_line: bool,
    pub(super) journey: Vec<usize>,
    pub(super) split: Option<usize>,
    pub(super) verbatim: Option<usize>,
    pub(super) revenue: Option<usize>,
    pub(super) emotion: Option<usize>,
    /// What an event is called whose column gives it its name.
    pub(super) labels: Vec<String>,
}

impl Bound {
    /// # Errors
    /// `UnknownColumn` where the shape or the split names one that is not there.
    pub fn new(
        names: &[String],
        roles: &RoleMap,
        shape: &Shape,
        split: Option<&Split>,
    ) -> Result<Self, LoadError> {
        let index = |name: &String| {
            let found = names.iter().position(|known| known == name);
            found.ok_or_else(|| LoadError::about(LoadErrorCode::UnknownColumn, name))
        };
        let maybe = |name: &Option<String>| name.as_ref().map(index).transpose();
        let all = |names: &[String]| names.iter().map(index).collect::<Result<Vec<_>, _>>();
        let kind = match shape {
            Shape::Events | Shape::Counts { .. } => Kind::Plain,
            Shape::WideDates { columns } => Kind::Wide {
                columns: all(columns)?,
                dates: true,
            },
            Shape::WideScores { columns } => Kind::Wide {
                columns: all(columns)?,
                dates: false,
            },
            Shape::StartComplete {
                column,
                start,
                complete,
                instance,
            } => Kind::Pairs {
                column: index(column)?,
                start: start.clone(),
                complete: complete.clone(),
                instance: maybe(instance)?,
            },
            Shape::Paths {
                column,
                separator,
                conversions,
                value,
                nulls,
            } => Kind::Paths {
                column: index(column)?,
                separator: separator.clone(),
                conversions: maybe(conversions)?,
                value: maybe(value)?,
                nulls: maybe(nulls)?,
            },
        };
        let single = |role: Role| match roles.of(role) {
            [only] => Some(*only),
            _ => None,
        };
        let mut bound = Self {
            names: names.to_vec(),
            roles: roles.clone(),
            stage_order: None,
            goal: None,
            kind,
            lookups: Rc::default(),
            own: names.len(),
            width: names.len(),
            by_line: false,
            journey: roles.of(Role::Journey).to_vec(),
            split: match split {
                Some(Split::Column { name }) => Some(index(name)?),
                _ => None,
            },
            verbatim: single(Role::Verbatim),
            revenue: single(Role::Revenue),
            emotion: single(Role::Emotion),
            labels: Vec::new(),
        };
        if let Shape::Counts { column } = shape {
            bound.by_line = bound.journey.is_empty();
            bound.take_over(Role::Weight, index(column)?);
        }
        bound.add_columns();
        Ok(bound)
    }

    /// Every row goes to the binder as it is.
    pub fn is_plain(&self) -> bool {
        self.kind == Kind::Plain && self.split.is_none() && !self.by_line && self.lookups.is_empty()
    }

    /// From now on the last columns are looked up: those of the file itself are `own`.
    pub fn look_up(&mut self, own: usize, lookups: Vec<Lookup>) {
        self.own = own;
        self.lookups = lookups.into();
    }

    /// Calls the events of rows that have no touchpoint by this name.
    pub fn call_events(&mut self, name: &str) {
        if let [label] = self.labels.as_mut_slice()
            && matches!(self.kind, Kind::Wide { .. })
        {
            name.clone_into(label);
            self.stage_order = None;
        }
    }

    fn take_over(&mut self, role: Role, column: usize) {
        self.roles.release(column);
        self.roles.set(role, vec![column]);
    }

    /// The columns that the shape adds, each under the role that it takes over.
    fn add_columns(&mut self) {
        let kind = self.kind.clone();
        let mut added = Vec::new();
        match &kind {
            Kind::Plain => {}
            Kind::Wide { columns, dates } => {
                self.labels = columns.iter().map(|c| self.names[*c].clone()).collect();
                self.stage_order = Some(self.labels.clone());
                self.roles.set(Role::EndTime, Vec::new());
                added.push((Role::Touchpoint, TOUCHPOINT));
                if *dates && columns.len() > 1 {
                    added.push((Role::Time, TIME));
                }
                if !dates || self.emotion.is_some() {
                    added.push((Role::Emotion, EMOTION));
                }
                if self.revenue.is_some() {
                    added.push((Role::Revenue, REVENUE));
                }
                if self.verbatim.is_some() {
                    added.push((Role::Verbatim, VERBATIM));
                }
                self.by_line = self.journey.is_empty();
            }
            // Which half a row is says nothing of the pair.
            Kind::Pairs { column, .. } => self.roles.release(*column),
            Kind::Paths {
                column,
                conversions,
                value,
                nulls,
                ..
            } => {
                let columns = [
                    Some(column),
                    conversions.as_ref(),
                    value.as_ref(),
                    nulls.as_ref(),
                ];
                columns
                    .into_iter()
                    .flatten()
                    .for_each(|c| self.roles.release(*c));
                // A path may be called "parcours": it is no id for that.
                self.journey = self.roles.of(Role::Journey).to_vec();
                added.extend([
                    (Role::Journey, JOURNEY),
                    (Role::Touchpoint, TOUCHPOINT),
                    (Role::Weight, WEIGHT),
                ]);
                if value.is_some() {
                    added.push((Role::Revenue, REVENUE));
                }
                if let Some(conversions) = conversions {
                    self.labels = vec![self.names[*conversions].clone()];
                    self.goal = Some(Goal {
                        touchpoint: self.labels.clone(),
                        ..Goal::default()
                    });
                }
                self.by_line = self.journey.is_empty();
            }
        }
        if self.by_line || self.split.is_some() {
            added.push((Role::Journey, JOURNEY));
        }
        if !added.is_empty() {
            self.names.resize(self.width + ADDED, String::new());
            let value = match kind {
                Kind::Paths { value, .. } => value,
                _ => self.revenue,
            };
            for (place, column) in [(EMOTION, self.emotion), (REVENUE, value)] {
                if let Some(column) = column {
                    self.names[self.width + place] = self.names[column].clone();
                }
            }
        }
        for (role, place) in added {
            self.roles.set(role, vec![self.width + place]);
        }
    }
}
