//! Columns that cut a customer's journey in several: orders, visits, sessions, each of one customer only.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::import::roles::{RoleMap, Table, is_id_name};
use crate::model::load::Role;
use crate::model::shape::{Split, SplitOffer};

/// Columns called ids whose values each belong to one journey, and of which a journey has several.
pub fn offers(table: &Table<'_>, roles: &RoleMap, folded: &[String]) -> Vec<SplitOffer> {
    let [journey] = roles.of(Role::Journey) else {
        return Vec::new();
    };
    let free = |column: &usize| {
        let profile = &table.profiles[*column];
        matches!(roles.role_of(*column), Role::Attribute | Role::Ignore)
            && is_id_name(&folded[*column])
            && profile.filled * 2 > profile.rows
            && profile.distinct * 4 <= profile.filled * 3
    };
    let journeys = table.profiles[*journey].distinct;
    (0..table.names.len())
        .filter(free)
        .filter_map(|column| {
            let parts = parts(table, *journey, column)?;
            (parts * 5 > journeys * 6).then(|| SplitOffer {
                split: Split::Column {
                    name: table.names[column].clone(),
                },
                journeys: parts,
                unsplit: journeys,
            })
        })
        .collect()
}

/// How many journeys the column would give; `None` where a value belongs to two.
fn parts(table: &Table<'_>, journey: usize, column: usize) -> Option<u32> {
    let mut owner: HashMap<&str, &str, RandomState> = HashMap::default();
    for row in table.first..table.sample.len() {
        let value = table.sample.cell(row, column);
        let id = table.sample.cell(row, journey);
        if !value.is_empty() && *owner.entry(value).or_insert(id) != id {
            return None;
        }
    }
    Some(owner.len() as u32)
}
