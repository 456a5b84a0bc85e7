//! Columns that are scores of single stages.

use super::super::roles::RoleMap;
use super::super::scale::{Scales, scales_of};
use super::super::words;
use super::find::Search;
use crate::model::load::{ColumnKind, Role};

/// Words of a score about all stages together.
const OVERALL: &str =
    "global globale overall total totale general generale moyenne average mean ensemble moyen";

/// Of these columns the most that are alike.
fn largest_group(columns: &[usize], alike: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut most = Vec::new();
    for one in columns {
        let mut group = columns.to_vec();
        group.retain(|other| alike(*one, *other));
        if group.len() >= most.len() {
            most = group;
        }
    }
    most
}

impl Search<'_> {
    /// Scores of single stages on one scale: named as scores, or three columns and more that reach the same ends.
    pub fn scores(&self, roles: &RoleMap) -> Vec<usize> {
        let told = roles.of(Role::Emotion);
        if told.len() > 1 {
            return told.to_vec();
        }
        let is_score = |c: &usize| {
            matches!(
                roles.role_of(*c),
                Role::Attribute | Role::Ignore | Role::Emotion
            ) && !self.has_word(*c, OVERALL)
                && !self.scales(*c).candidates.is_empty()
        };
        let scores: Vec<usize> = self.columns().filter(is_score).collect();
        // Words of emotion say by themselves what they are.
        let (free, written): (Vec<usize>, Vec<usize>) = scores
            .into_iter()
            .partition(|c| self.profile(*c).kind() == ColumnKind::Number);
        if written.len() > 1 {
            return largest_group(&written, &|a, b| self.scales(a) == self.scales(b));
        }
        let named = |c: &usize| {
            self.table.names[*c].ends_with('?')
                || words::roles_of(&self.folded[*c])
                    .iter()
                    .any(|(role, _)| *role == Role::Emotion)
        };
        let named: Vec<usize> = free.iter().copied().filter(named).collect();
        let named = self.on_one_scale(&named);
        if named.len() > 1 {
            return named;
        }
        let range = |c: usize| self.profile(c).numbers.range(self.table.comma);
        let alike = |a: usize, b: usize| {
            range(b) == range(a)
                && range(a)
                    .is_some_and(|(low, high)| low >= 0.0 && high > low + 1.0 && high <= 10.0)
        };
        let most = largest_group(&free, &alike);
        if most.len() > 2 { most } else { Vec::new() }
    }

    fn scales(&self, column: usize) -> Scales {
        scales_of(&self.folded[column], self.profile(column), self.table.comma)
    }

    /// Most of these scores: an NPS beside marks of 1 to 5 is another question.
    fn on_one_scale(&self, scores: &[usize]) -> Vec<usize> {
        let scale = |c: usize| {
            let scales = self.scales(c);
            let named = scales.candidates.first().filter(|_| scales.by_name);
            let range = self.profile(c).numbers.range(self.table.comma);
            let high = range.map_or(0.0, |(_, high)| high);
            (named.copied(), high > 7.0, high > 10.0)
        };
        largest_group(scores, &|a, b| scale(a) == scale(b))
    }
}
