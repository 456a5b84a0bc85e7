//! Start rows and complete rows of the same events, in any order of the file.

use std::collections::BTreeMap;

use super::bound::{Bound, Kind};
use super::derived::Derived;
use super::shaper::{Place, Target};
use crate::import::rows::Row;
use crate::model::load::Role;

/// What of one key still waits for its other half.
#[derive(Debug, Default)]
struct Halves {
    started: u32,
    /// Numbers of the complete rows that came before any start.
    completed: Vec<usize>,
}

/// A complete row kept until its start comes, or the file ends.
struct Held {
    row: Derived,
    line: u64,
    index: u32,
}

#[derive(Default)]
pub(super) struct Pairs {
    halves: BTreeMap<String, Halves>,
    held: Vec<Option<Held>>,
}

impl Pairs {
    /// A start is the event; its complete row adds nothing to it but is no problem either.
    pub fn take(&mut self, bound: &Bound, place: Place<'_>, target: &mut dyn Target) -> bool {
        let Kind::Pairs {
            column,
            start,
            complete,
            instance,
        } = &bound.kind
        else {
            return false;
        };
        let half = place.row.cell(*column);
        let is = |words: &[String]| words.iter().any(|word| word == half);
        if !is(start) && !is(complete) {
            return target.bind(place.row, place.line, place.index);
        }
        let halves = self
            .halves
            .entry(key_of(bound, *instance, place.row))
            .or_default();
        if is(start) {
            let bound = target.bind(place.row, place.line, place.index);
            if bound {
                match halves.completed.pop() {
                    Some(at) => self.held[at] = None,
                    None => halves.started += 1,
                }
            }
            return bound;
        }
        if halves.started > 0 {
            halves.started -= 1;
        } else {
            let mut row = Derived::default();
            row.start(place.row, bound.width);
            halves.completed.push(self.held.len());
            self.held.push(Some(Held {
                row,
                line: place.line,
                index: place.index,
            }));
        }
        true
    }

    /// Complete rows without a start are events of their own. Returns how many of them could not be used:
    /// they were taken for kept when they came.
    pub fn finish(&mut self, target: &mut dyn Target) -> u64 {
        let held = std::mem::take(&mut self.held);
        let refused = held
            .into_iter()
            .flatten()
            .filter(|held| !target.bind(held.row.row(), held.line, held.index));
        refused.count() as u64
    }
}

/// Journey, touchpoint and, where there is one, the instance: cells apart by a sign that no cell ends with.
fn key_of(bound: &Bound, instance: Option<usize>, row: Row<'_>) -> String {
    let roles = [Role::Journey, Role::Touchpoint, Role::Stage];
    let columns = roles.into_iter().flat_map(|role| bound.roles.of(role));
    let mut key = String::new();
    for column in columns.chain(instance.as_ref()) {
        key.push_str(row.cell(*column));
        key.push('\u{0}');
    }
    key
}
