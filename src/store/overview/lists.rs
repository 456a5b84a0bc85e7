//! The lists of the rail: each counted with every filter but its own dimension's, so that a choice can be widened again.

use parcours_kernel::{Cluster, Clusters, Grouping};

use crate::model::answer::ValueStat;
use crate::model::filter::Filter;

use super::super::filter::FilterError;
use super::super::stats::mean_of;
use super::super::table::Table;
use super::super::tally::saturated;
use super::scan::Scan;

impl Table {
    /// `found`: with all filters. `but`: the filter without the list's own dimension, where it has it.
    pub(super) fn list(
        &self,
        scan: &Scan<'_>,
        grouping: Grouping<'_>,
        found: Clusters,
        but: Option<Filter>,
    ) -> Result<Vec<ValueStat>, FilterError> {
        let wider = match but {
            Some(filter) => scan.run(&self.kept(&filter)?, &[grouping]).pop(),
            None => Some(found),
        };
        let cells = wider.unwrap_or_default().cells;
        Ok(cells.iter().map(stat).collect())
    }
}

fn stat(cluster: &Cluster) -> ValueStat {
    ValueStat {
        events: saturated(cluster.events as u64),
        journeys: saturated(cluster.journeys as u64),
        emotion: mean_of(cluster),
    }
}
