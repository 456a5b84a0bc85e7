//! Journeys cut in parts before they are laid out: after a silence, or after the goal. Must not know files.

use parcours_kernel::{Codes, TextCodes};

use crate::model::load::Goal;
use crate::model::shape::Split;
use crate::model::time::MICROS_PER_SECOND;

use super::builder::TableBuilder;
use super::goal::goal_by_names;

impl TableBuilder {
    /// Cuts the journeys, which stand in `order` from `starts` on: the parts after a journey's first are called `id (2)`, `id (3)`…
    pub(super) fn cut_journeys(
        &mut self,
        split: &Split,
        goal: Option<Goal>,
        starts: &mut Vec<u32>,
        order: &[u32],
    ) {
        let goal = match split {
            Split::Goal => goal.or_else(|| self.usual_goal()),
            _ => None,
        };
        let meets = goal.as_ref().map(|goal| self.meeting(goal));
        let cuts = |before: u32, after: u32| match split {
            Split::Inactivity { seconds } if !self.times.is_empty() => {
                let wait = self
                    .times
                    .get(after as usize)
                    .saturating_sub(self.times.get(before as usize));
                wait > (*seconds as i64).saturating_mul(MICROS_PER_SECOND)
            }
            _ => meets.as_ref().is_some_and(|meets| meets[before as usize]),
        };
        let mut names = TextCodes::default();
        let (mut weights, mut new_starts) = (Vec::new(), Vec::new());
        let mut part_of = vec![0_u32; self.journey_of.len()];
        // Ids of the file come first, so that no part takes the name of another journey.
        let mut taken = TextCodes::default();
        for journey in 0..self.journeys.len() as u32 {
            taken.code(self.journeys.get(journey));
        }
        for (journey, bounds) in starts.windows(2).enumerate() {
            let id = self.journeys.get(journey as u32);
            let weight = self.weights.get(journey).copied();
            let mut begin = |first: usize, name: &str| {
                new_starts.push(first as u32);
                weights.extend(weight);
                names.code(name)
            };
            let mut part = begin(bounds[0] as usize, id);
            let mut number = 1;
            for at in bounds[0] as usize..bounds[1] as usize {
                if at > bounds[0] as usize && cuts(order[at - 1], order[at]) {
                    let mut name;
                    loop {
                        number += 1;
                        name = [id, " (", &number.to_string(), ")"].concat();
                        let known = taken.len() as u32;
                        if taken.code(&name) == known {
                            break;
                        }
                    }
                    part = begin(at, &name);
                }
                part_of[order[at] as usize] = part;
            }
        }
        new_starts.push(order.len() as u32);
        let mut journey_of = Codes::default();
        part_of.into_iter().for_each(|part| journey_of.push(part));
        *starts = new_starts;
        self.weights = weights;
        self.journeys = names;
        self.journey_of = journey_of;
    }

    /// The goal that the table will have unless another is chosen.
    fn usual_goal(&self) -> Option<Goal> {
        let stages = if self.schema.stage {
            &self.stage
        } else {
            &self.touchpoint
        };
        let all = |names: &TextCodes| 0..names.len() as u32;
        let touchpoints = &self.touchpoint.names;
        goal_by_names(
            self.schema.revenue,
            &mut all(&stages.names).map(|code| stages.names.get(code)),
            &mut all(touchpoints).map(|code| touchpoints.get(code)),
        )
    }

    /// Which events, in file order, meet the goal.
    fn meeting(&self, goal: &Goal) -> Vec<bool> {
        let named = |column: &super::columns::TextBuilder, names: &[String], event: usize| {
            event < column.codes.len()
                && names
                    .iter()
                    .any(|name| name == column.names.get(column.codes.get(event)))
        };
        (0..self.count)
            .map(|event| {
                named(&self.stage, &goal.stage, event)
                    || (!self.schema.stage && named(&self.touchpoint, &goal.stage, event))
                    || named(&self.touchpoint, &goal.touchpoint, event)
                    || (goal.revenue
                        && self.revenue.get(event).is_some_and(|revenue| revenue > 0.0))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::{Event, EventSink, TableSchema};
    use crate::model::filter::Filter;
    use crate::model::load::SourceInfo;

    /// Journeys of (id, hour, touchpoint), cut and counted: variants with their journeys.
    fn cut(split: Option<Split>, events: &[(&str, i64, &str)]) -> (u64, Vec<(String, u64)>) {
        let mut builder = TableBuilder::new(TableSchema {
            time: Some(crate::model::time::TimeKind::Plain),
            touchpoint: true,
            ..TableSchema::default()
        });
        builder.split(split, None);
        for (row, (journey, hour, touchpoint)) in events.iter().enumerate() {
            builder.push(Event {
                row: row as u32,
                journey,
                time_micros: hour * 3600 * MICROS_PER_SECOND,
                touchpoint,
                weight: 1,
                ..Event::default()
            });
        }
        let table = builder.finish().unwrap();
        let summary = table
            .summary(&Filter::default(), &SourceInfo::default(), None)
            .unwrap();
        let variants = summary.variants.unwrap().into_iter();
        let variants = variants.map(|v| (v.touchpoints.join(">"), v.journeys));
        (summary.journeys, variants.collect())
    }

    const LOG: [(&str, i64, &str); 8] = [
        ("a", 0, "see"),
        ("a (2)", 5, "see"),
        ("a", 1, "order"),
        ("a", 2, "see"),
        ("a", 50, "see"),
        ("b", 3, "see"),
        ("a", 51, "order"),
        ("b", 90, "see"),
    ];

    fn of(variants: &[(&str, u64)]) -> Vec<(String, u64)> {
        variants
            .iter()
            .map(|(v, n)| ((*v).to_owned(), *n))
            .collect()
    }

    #[test]
    fn a_long_silence_begins_another_journey() {
        let (journeys, variants) = cut(Some(Split::Inactivity { seconds: 24 * 3600 }), &LOG);
        assert_eq!(journeys, 5);
        assert_eq!(
            variants,
            of(&[("see", 3), ("see>order", 1), ("see>order>see", 1)])
        );
    }

    #[test]
    fn a_goal_reached_ends_its_journey() {
        let (journeys, variants) = cut(Some(Split::Goal), &LOG);
        assert_eq!(journeys, 4);
        assert_eq!(
            variants,
            of(&[
                ("see", 1),
                ("see>order", 1),
                ("see>see", 1),
                ("see>see>order", 1)
            ])
        );
    }

    #[test]
    fn without_a_split_journeys_are_whole() {
        assert_eq!(cut(None, &LOG).0, 3);
    }
}
