//! Columns that are scores of single stages.

use super::super::roles::RoleMap;
use super::super::scale::scales_of;
use super::super::words;
use super::find::Search;
use crate::model::load::{ColumnKind, Role};

/// Words of a score about all stages together.
const OVERALL: [&str; 12] = [
    "global", "globale", "overall", "total", "totale", "general", "generale", "moyenne", "average",
    "mean", "ensemble", "moyen",
];
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
        let free = |c: &usize| {
            matches!(
                roles.role_of(*c),
                Role::Attribute | Role::Ignore | Role::Emotion
            ) && !self.has_word(*c, &OVERALL)
                && self.profile(*c).kind() == ColumnKind::Number
                && !scales_of(&self.folded[*c], self.profile(*c), self.table.comma)
                    .candidates
                    .is_empty()
        };
        let free: Vec<usize> = self.columns().filter(free).collect();
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

    /// Most of these scores: an NPS beside marks of 1 to 5 is another question.
    fn on_one_scale(&self, scores: &[usize]) -> Vec<usize> {
        let scale = |c: usize| {
            let (profile, comma) = (self.profile(c), self.table.comma);
            let scales = scales_of(&self.folded[c], profile, comma);
            let named = scales.candidates.first().filter(|_| scales.by_name);
            let high = profile.numbers.range(comma).map_or(0.0, |(_, high)| high);
            (named.copied(), high > 7.0, high > 10.0)
        };
        largest_group(scores, &|a, b| scale(a) == scale(b))
    }
}
