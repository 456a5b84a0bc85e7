//! Which shape a table has, by names and values: asked only where no column says what happened.

use super::super::columns::ColumnProfile;
use super::super::roles::{RoleMap, Table, is_id_name};
use super::super::words::{self, among, fold};
use super::orders;
use crate::import::number::parse_count;
use crate::model::load::{ColumnKind, Finding, Role, Roles};
use crate::model::shape::{Shape, SplitOffer};

/// What a row stands for, with how many rows bear it out.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub shape: Shape,
    pub evidence: Finding,
    /// Columns that would cut journeys in several.
    pub orders: Vec<SplitOffer>,
    /// A column says what starts or what completes, but not of pairs: more rows may.
    pub half_pairs: bool,
}

/// A column that has few values in the rows of the table's width may have more in others.
const COUNTED_VALUES: usize = 100;

/// Signs between the steps of a path, longest first.
const SEPARATORS: [&str; 9] = [" >> ", " -> ", " => ", " → ", " > ", "→", "->", "=>", ">"];

/// Words of a column of counts: of journeys that did not convert, of those that did, of all.
const LOST: &str = "null nulls lost perdu perdus non no sans";
const CONVERTED: &str =
    "conversion conversions converted convertis achats purchases ventes commandes";
const COUNTED: &str = "count counts cnt nb nombre n total effectif effectifs volume journeys parcours \
    occurrences frequency frequence freq sessions users visits visites clients customers";
const STARTS: &str = "start started begin began debut début démarré commencé open";
const COMPLETES: &str =
    "complete completed end ended finish finished fin terminé termine close done";

/// Finds the shape, and gives the columns that it is about their roles. `told` roles that name journey and touchpoint mean events.
pub fn find(table: &Table<'_>, roles: &mut RoleMap, told: Option<&Roles>) -> Found {
    let is_told = |role| told.is_some_and(|told| told.get(&role).is_some_and(|n| !n.is_empty()));
    if is_told(Role::Journey) && is_told(Role::Touchpoint) {
        return Found::default();
    }
    let search = Search {
        table,
        folded: table.names.iter().map(|name| fold(name)).collect(),
    };
    search.free_entered(roles);
    let event = roles.has(Role::Touchpoint) || roles.has(Role::Stage);
    let found = if event && roles.has(Role::Journey) {
        search.pairs(roles)
    } else if event {
        search.counts(roles)
    } else {
        search.paths(roles).or_else(|| search.wide(roles))
    };
    let mut found = found.unwrap_or_default();
    found.orders = orders::offers(table, roles, &search.folded);
    found
}

/// Of these values those that are one of the words, whatever their case, and how many cells have them.
fn named(values: &[(&str, u32)], words: &str) -> (Vec<String>, u32) {
    let of = || values.iter().filter(|(value, _)| among(words, value));
    let spelled = of().map(|(value, _)| (*value).to_string()).collect();
    (spelled, of().map(|(_, count)| count).sum())
}

pub(super) struct Search<'s> {
    pub table: &'s Table<'s>,
    pub folded: Vec<String>,
}

impl Search<'_> {
    pub fn profile(&self, column: usize) -> &ColumnProfile {
        &self.table.profiles[column]
    }

    fn name(&self, column: usize) -> String {
        self.table.names[column].clone()
    }

    pub fn has_word(&self, column: usize, words: &str) -> bool {
        self.folded[column]
            .split(' ')
            .any(|word| among(words, word))
    }

    pub fn columns(&self) -> std::ops::Range<usize> {
        0..self.table.names.len()
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let rows = self.table.first..self.table.sample.len();
        rows.map(move |row| self.table.sample.cell(row, column))
            .filter(|cell| !cell.is_empty())
    }

    fn count(&self, column: usize, is: impl Fn(&str) -> bool) -> u32 {
        self.cells(column).filter(|cell| is(cell)).count() as u32
    }

    /// Counts, but for a few cells that are errors.
    fn is_counted(&self, column: usize) -> bool {
        let counts = self.count(column, |cell| parse_count(cell.as_bytes()).is_some());
        counts > 0 && counts * 4 >= self.profile(column).filled * 3
    }

    /// The values of a column that has few, as they come, with how often each comes.
    fn counted_values(&self, column: usize) -> Vec<(&str, u32)> {
        let mut values: Vec<(&str, u32)> = Vec::new();
        for cell in self.cells(column) {
            match values.iter().position(|(known, _)| *known == cell) {
                Some(at) => values[at].1 += 1,
                None if values.len() < COUNTED_VALUES => values.push((cell, 1)),
                None => {}
            }
        }
        values
    }

    /// Start rows and complete rows: as many of one as of the other.
    fn pairs(&self, roles: &RoleMap) -> Option<Found> {
        let event = [Role::Journey, Role::Time, Role::Touchpoint, Role::Stage];
        let free = |c: &usize| {
            let taken = event.into_iter().any(|role| roles.of(role).contains(c));
            !taken && (2..=12).contains(&self.profile(*c).distinct)
        };
        let mut half_pairs = false;
        let found = self.columns().filter(free).find_map(|c| {
            let values = self.counted_values(c);
            let (starts, ends) = (named(&values, STARTS), named(&values, COMPLETES));
            half_pairs |= starts.1 + ends.1 > 0;
            let (few, many) = (starts.1.min(ends.1), starts.1.max(ends.1));
            let filled = self.profile(c).filled;
            (few * 5 >= many * 4 && starts.1 > 1 && (starts.1 + ends.1) * 5 >= filled * 4)
                .then_some((c, starts, ends))
        });
        let Some((column, starts, ends)) = found else {
            return Some(Found {
                half_pairs,
                ..Found::default()
            });
        };
        let (start, complete) = (starts.0, ends.0);
        let both = starts.1 + ends.1;
        Some(Found {
            evidence: self.evidence(column, both),
            shape: Shape::StartComplete {
                column: self.name(column),
                start,
                complete,
                instance: self.instance(roles, &event).map(|c| self.name(c)),
            },
            ..Found::default()
        })
    }

    /// The column whose values come twice each, or that is called so.
    fn instance(&self, roles: &RoleMap, event: &[Role]) -> Option<usize> {
        let free = |c: &usize| !event.iter().any(|role| roles.of(*role).contains(c));
        let twice = |c: &usize| {
            let profile = self.profile(*c);
            let (filled, distinct) = (profile.filled, profile.distinct);
            profile.empty() == 0 && distinct * 10 >= filled * 4 && distinct * 10 <= filled * 6
        };
        self.columns()
            .filter(free)
            .find(|c| self.has_word(*c, "instance") || (twice(c) && is_id_name(&self.folded[*c])))
    }

    /// Counts beside what is counted.
    fn counts(&self, roles: &mut RoleMap) -> Option<Found> {
        let free = |c: &usize| {
            let role = roles.role_of(*c);
            matches!(role, Role::Attribute | Role::Ignore | Role::Revenue)
        };
        let counted = |c: &usize| self.has_word(*c, COUNTED) && self.is_counted(*c);
        let column = self.columns().filter(free).find(counted)?;
        roles.release(column);
        roles.set(Role::Weight, vec![column]);
        Some(Found {
            evidence: self.evidence(column, self.profile(column).filled),
            shape: Shape::Counts {
                column: self.name(column),
            },
            ..Found::default()
        })
    }

    fn paths(&self, roles: &mut RoleMap) -> Option<Found> {
        let (column, separator, with) = self
            .columns()
            .filter(|c| {
                matches!(
                    self.profile(*c).kind(),
                    ColumnKind::Text | ColumnKind::FreeText | ColumnKind::Identifier
                )
            })
            .find_map(|c| {
                let often = |sign: &&str| self.count(c, |cell| cell.contains(*sign)) * 10;
                let sign = SEPARATORS
                    .iter()
                    .find(|sign| often(sign) >= self.profile(c).filled.max(1) * 3)?;
                Some((c, *sign, often(sign) / 10))
            })?;
        if !self.steps_come_again(column, separator) {
            return None;
        }
        let is_value = |c: &usize| self.has_word(*c, "value valeur revenue montant amount");
        let count = |words: &str| {
            self.columns().find(|c| {
                // A flag of each journey is no count of many.
                let range = self.profile(*c).numbers.range(false);
                range.is_some_and(|(_, high)| high > 1.0)
                    && self.has_word(*c, words)
                    && !is_value(c)
                    && self.is_counted(*c)
            })
        };
        let nulls = count(LOST);
        let conversions = count(CONVERTED).filter(|c| nulls != Some(*c));
        let nulls = nulls.or_else(|| count(COUNTED).filter(|_| conversions.is_none()));
        let named = |c: &usize| is_value(c) && self.profile(*c).kind() == ColumnKind::Number;
        let value = roles.of(Role::Revenue).first().copied();
        let value = value.or_else(|| self.columns().find(named));
        // A total of journeys is no amount.
        let value = value.filter(|c| conversions != Some(*c) && nulls != Some(*c));
        if let Some(value) = value {
            roles.release(value);
            roles.set(Role::Revenue, vec![value]);
        }
        roles.release(column);
        roles.add(Role::Ignore, column);
        let name = |column: Option<usize>| column.map(|c| self.name(c));
        Some(Found {
            evidence: self.evidence(column, with),
            shape: Shape::Paths {
                column: self.name(column),
                separator: separator.to_string(),
                conversions: name(conversions),
                value: name(value),
                nulls: name(nulls),
            },
            ..Found::default()
        })
    }

    /// Steps are few and repeat: a text that happens to hold an arrow has other words on every line.
    fn steps_come_again(&self, column: usize, separator: &str) -> bool {
        let (mut steps, mut known): (usize, Vec<&str>) = (0, Vec::new());
        for step in self
            .cells(column)
            .take(300)
            .flat_map(|cell| cell.split(separator))
        {
            steps += 1;
            if !known.contains(&step) {
                known.push(step);
            }
        }
        known.len() * 2 <= steps || steps < 12
    }

    /// "Date entered Qualified", "Date entered Won": the stage beside them is only where each row is by now.
    fn free_entered(&self, roles: &mut RoleMap) {
        let entered =
            |c: &usize| self.has_word(*c, "entered entree") && self.profile(*c).times.is_calendar();
        let several = self.columns().filter(entered).count() > 1;
        if several && !roles.has(Role::Touchpoint) && self.row_key().is_some() {
            for column in roles.of(Role::Stage).to_vec() {
                roles.release(column);
                roles.add(Role::Attribute, column);
            }
        }
    }

    /// One row a journey or an answer: dates, or scores, in columns.
    fn wide(&self, roles: &mut RoleMap) -> Option<Found> {
        let dates = self.dates(roles);
        let scores = self.scores(roles);
        let key = if roles.has(Role::Journey) {
            None
        } else {
            self.row_key()
        };
        let is_unique = roles
            .of(Role::Journey)
            .first()
            .or(key.as_ref())
            .is_some_and(|c| {
                let profile = self.profile(*c);
                profile.distinct * 10 > profile.filled * 9
            });
        let has_id = roles.has(Role::Journey) || key.is_some();
        let as_dates = |columns: Vec<usize>| (columns, true);
        let (columns, is_dates) = match (roles.of(Role::Emotion), roles.of(Role::Time)) {
            _ if dates.len() > 1 && dates.len() >= scores.len() => as_dates(dates),
            _ if scores.len() > 1 => (scores, false),
            _ if dates.len() > 1 => as_dates(dates),
            // An answer to a question is a row of its own, with an id or without.
            ([score], _) if has_id || self.table.names[*score].contains('?') => {
                (vec![*score], false)
            }
            (_, [time, ..]) if has_id && (is_unique || roles.has(Role::Revenue)) => {
                as_dates(vec![*time])
            }
            _ => return None,
        };
        if let Some(key) = key {
            roles.release(key);
            roles.set(Role::Journey, vec![key]);
        }
        let (role, many) = if is_dates {
            (Role::Time, columns.len() > 1)
        } else {
            (Role::Emotion, true)
        };
        if many {
            for former in roles.of(role).to_vec() {
                if !columns.contains(&former) {
                    roles.release(former);
                    roles.add(Role::Attribute, former);
                }
            }
            columns.iter().for_each(|c| roles.release(*c));
            roles.set(role, columns.clone());
        }
        let filled = columns.iter().map(|c| self.profile(*c).filled).max();
        let names = columns.iter().map(|c| self.name(*c)).collect();
        Some(Found {
            evidence: self.evidence(columns[0], filled.unwrap_or_default()),
            shape: if is_dates {
                Shape::WideDates { columns: names }
            } else {
                Shape::WideScores { columns: names }
            },
            ..Found::default()
        })
    }

    /// Dates at which something happened; not deadlines, and not when a record was touched last.
    fn dates(&self, roles: &RoleMap) -> Vec<usize> {
        let told = roles.of(Role::Time);
        let happened = |c: &usize| {
            let bounds = self.has_word(*c, "end fin first last close");
            let times = &self.profile(*c).times;
            let counted = times.epoch().is_some() || times.is_serial();
            (times.is_calendar() || (counted && words::speaks_of_time(&self.folded[*c])))
                && (told.contains(c) || bounds || !words::is_other_time(&self.folded[*c]))
        };
        self.columns().filter(happened).collect()
    }

    /// The id of a row: different in every row, and called an id.
    fn row_key(&self) -> Option<usize> {
        let unique = |c: &usize| {
            let profile = self.profile(*c);
            profile.filled > 0
                && profile.distinct == profile.filled
                && !profile.times.is_calendar()
                && (profile.numbers.is_whole() || !profile.numbers.is_number())
                && is_id_name(&self.folded[*c])
        };
        let strength = |c: &usize| {
            let roles = words::roles_of(&self.folded[*c]);
            let named = roles.iter().find(|(role, _)| *role == Role::Journey);
            named.map_or(0, |(_, strength)| *strength)
        };
        self.columns()
            .filter(unique)
            .max_by_key(|c| (strength(c), usize::MAX - c))
    }

    fn evidence(&self, column: usize, agree: u32) -> Finding {
        let profile = self.profile(column);
        Finding {
            line: Some(self.table.sample.line(self.table.first)),
            example: self.cells(column).next().map(String::from),
            agree,
            of: profile.rows,
        }
    }
}
