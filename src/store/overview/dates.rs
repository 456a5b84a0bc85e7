//! Journeys by the time of their first event, for the date brush.

use parcours_kernel::Kept;

use crate::model::answer::Histogram;
use crate::model::filter::Filter;
use crate::model::time::{MICROS_PER_DAY, MICROS_PER_SECOND};
use crate::model::zone::shown;

use super::super::filter::FilterError;
use super::super::table::Table;
use super::super::tally::saturated;

const BUCKETS: i64 = 60;
const MINUTE: i64 = 60 * MICROS_PER_SECOND;
const HOUR: i64 = 60 * MINUTE;
/// Widths that a reader can name.
const STEPS: [i64; 20] = [
    MICROS_PER_SECOND,
    10 * MICROS_PER_SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    MICROS_PER_DAY,
    2 * MICROS_PER_DAY,
    7 * MICROS_PER_DAY,
    14 * MICROS_PER_DAY,
    28 * MICROS_PER_DAY,
    91 * MICROS_PER_DAY,
    182 * MICROS_PER_DAY,
    364 * MICROS_PER_DAY,
    3_640 * MICROS_PER_DAY,
    36_400 * MICROS_PER_DAY,
    364_000 * MICROS_PER_DAY,
];
/// 1970-01-05, a Monday: buckets of whole weeks begin on Mondays, the others at midnight.
const MONDAY: i64 = 4 * MICROS_PER_DAY;

impl Table {
    /// Buckets over the starts of all loaded journeys, on the clock with these offsets, so that a filter never moves them; `None` without time.
    pub(super) fn dates(
        &self,
        filter: &Filter,
        offsets: &[u64],
        kept: &Kept,
    ) -> Result<Option<Histogram>, FilterError> {
        let columns = &self.columns;
        let mut starts = columns.times.firsts(&columns.starts);
        if !offsets.is_empty() {
            for start in starts.iter_mut().flatten() {
                *start = shown(offsets, *start);
            }
        }
        let mut span: Option<(i64, i64)> = None;
        for start in starts.iter().flatten() {
            let (first, last) = span.unwrap_or((*start, *start));
            span = Some((first.min(*start), last.max(*start)));
        }
        let Some((first, last)) = span else {
            return Ok(None);
        };
        let (from_micros, step_micros, count) = buckets(first, last);
        let counted = |journeys: &mut dyn Iterator<Item = u32>| {
            let mut counts = vec![0_u64; count];
            for journey in journeys {
                if let Some(start) = starts[journey as usize] {
                    let bucket = (start.saturating_sub(from_micros) / step_micros) as usize;
                    counts[bucket.min(count - 1)] += u64::from(columns.weight(journey as usize));
                }
            }
            counts.into_iter().map(saturated).collect::<Vec<_>>()
        };
        let here = counted(&mut kept.journeys.iter().copied());
        let all = match filter.but_dates() {
            None => here.clone(),
            Some(wider) if wider.is_empty() => counted(&mut (0..starts.len() as u32)),
            Some(wider) => counted(&mut self.kept(&wider)?.journeys.into_iter()),
        };
        Ok(Some(Histogram {
            from_micros,
            step_micros,
            all,
            kept: here,
        }))
    }
}

/// Left edge, width and number of the buckets.
fn buckets(first: i64, last: i64) -> (i64, i64, usize) {
    let span = last.saturating_sub(first);
    let fits = |step: &&i64| span / **step < BUCKETS;
    let step = *STEPS.iter().find(fits).unwrap_or(&STEPS[STEPS.len() - 1]);
    let anchor = if step % (7 * MICROS_PER_DAY) == 0 {
        MONDAY
    } else {
        0
    };
    let offset = first.saturating_sub(anchor).rem_euclid(step);
    let from = first.saturating_sub(offset);
    let count = last.saturating_sub(from) / step + 1;
    (from, step, count.clamp(1, BUCKETS + 1) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_have_nameable_widths_and_hold_both_ends() {
        assert_eq!(buckets(5, 5), (0, MICROS_PER_SECOND, 1));
        let (from, step, count) = buckets(3 * HOUR, 40 * MICROS_PER_DAY);
        assert_eq!((from, step, count), (0, MICROS_PER_DAY, 41));
        let (from, step, count) = buckets(10 * MICROS_PER_DAY, 200 * MICROS_PER_DAY);
        assert_eq!(step, 7 * MICROS_PER_DAY);
        assert_eq!(from, 4 * MICROS_PER_DAY);
        assert_eq!(count, 29);
    }
}
