//! Whether one id holds several journeys, as silences and goals tell. Must not know columns that the table does not have.

use crate::model::ordering::sort_numbers;
use crate::model::shape::{Split, SplitOffer};
use crate::model::time::MICROS_PER_SECOND;

use super::goal::Meeting;
use super::table::Table;

/// Silences that people speak of: half an hour, an hour, four, a day, a week, 30 days, 90 days, a year.
const SILENCES: [u64; 8] = [
    1_800, 3_600, 14_400, 86_400, 604_800, 2_592_000, 7_776_000, 31_536_000,
];
/// Fewer waits tell nothing.
const FEWEST_WAITS: usize = 20;

impl Table {
    /// Ways to split that the events suggest, with what each would give.
    pub fn split_offers(&self) -> Vec<SplitOffer> {
        let offer = |(split, more): (Split, u32)| {
            let unsplit = self.columns.journey_count() as u32;
            SplitOffer {
                split,
                journeys: unsplit + more,
                unsplit,
            }
        };
        let offers = [self.by_silence(), self.by_goal()];
        offers.into_iter().flatten().map(offer).collect()
    }

    /// A silence that nearly no wait is near to: the waits on both of its sides are five times apart.
    fn by_silence(&self) -> Option<(Split, u32)> {
        let columns = &self.columns;
        if !columns.has_time() {
            return None;
        }
        let mut waits: Vec<u32> = Vec::new();
        for journey in 0..columns.journey_count() {
            let events = columns.events(journey);
            for event in events.start + 1..events.end {
                let wait = columns.time(event).saturating_sub(columns.time(event - 1));
                waits.push((wait / MICROS_PER_SECOND).clamp(0, u32::MAX.into()) as u32);
            }
        }
        if waits.len() < FEWEST_WAITS {
            return None;
        }
        sort_numbers(&mut waits, &|a, b| a.cmp(&b));
        SILENCES.into_iter().find_map(|seconds| {
            let above = waits.partition_point(|wait| u64::from(*wait) <= seconds);
            let (short, long) = (waits.get(above.wrapping_sub(1))?, waits.get(above)?);
            let apart = u64::from(*long) >= u64::from(*short) * 5;
            let many = above * 2 >= waits.len() && (waits.len() - above) * 20 >= waits.len();
            (apart && many).then(|| (Split::Inactivity { seconds }, (waits.len() - above) as u32))
        })
    }

    /// At least one journey in twenty goes on after its goal and reaches it again.
    fn by_goal(&self) -> Option<(Split, u32)> {
        let told = self.lens.goal.as_ref()?;
        let goal = Meeting::new(&self.columns, &self.lens, told);
        let (mut again, mut cuts) = (0, 0);
        for journey in 0..self.columns.journey_count() {
            let events = self.columns.events(journey);
            let last = events.end.wrapping_sub(1);
            let before_end = events
                .clone()
                .filter(|event| *event != last && goal.is_met(*event))
                .count();
            let all = before_end + usize::from(!events.is_empty() && goal.is_met(last));
            again += usize::from(all > 1);
            cuts += before_end;
        }
        (again > 0 && again * 20 >= self.columns.journey_count())
            .then_some((Split::Goal, cuts as u32))
    }
}
