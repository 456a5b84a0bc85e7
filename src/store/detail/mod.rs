//! What the panel explains: one stage, touchpoint, persona, channel or journey.

mod group;
mod journey;
pub(super) mod quotes;

use crate::model::answer::Detail;
use crate::model::query::{DetailQuery, Selection};

use super::filter::FilterError;
use super::shown::Shown;
use super::table::Table;
use group::Group;

impl Table {
    /// [`Detail::Nothing`] where the selection names nothing of the table, or the filter keeps none of it.
    pub fn detail(&self, query: &DetailQuery) -> Result<Detail, FilterError> {
        let kept = self.keep(&query.filter)?;
        let shown = Shown::new(self, query.shown.as_deref());
        let find = |names: Option<&super::columns::TextColumn>, name: &str| {
            names.and_then(|column| column.names.find(name))
        };
        let columns = &self.columns;
        let group = match &query.selection {
            Selection::Stage(name) => self.lens.stages.find(name).map(Group::Stage),
            Selection::Touchpoint(name) => {
                find(Some(&columns.touchpoint), name).map(Group::Touchpoint)
            }
            Selection::Persona(name) => find(columns.persona.as_ref(), name).map(Group::Persona),
            Selection::Channel(name) => find(columns.channel.as_ref(), name).map(Group::Channel),
            Selection::Journey(id) => {
                let detail = self.journey_detail(&kept, &shown, id);
                return Ok(detail.map_or(Detail::Nothing, Detail::Journey));
            }
        };
        let detail = group.and_then(|group| self.group_detail(&kept, &shown, group));
        Ok(detail.map_or(Detail::Nothing, |detail| Detail::Group(Box::new(detail))))
    }
}
