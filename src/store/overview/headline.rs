//! The headline figure of NPS and CSAT columns, with its interval.

use parcours_kernel::{Answers, Grouping, Kept, clusters};

use crate::model::answer::Headline;

use super::super::headline::{kind_of, score};
use super::super::stats::mean_of;
use super::super::table::Table;

impl Table {
    /// How many answers there are on whatever scale, and the headline: `None` on other scales and without an answer.
    /// `counted`: the answers, where they have been counted already.
    /// A mean of scores: each promoter 100, each detractor −100; or each satisfied 100.
    pub(super) fn headline(&self, kept: &Kept, counted: Option<u64>) -> (u64, Option<Headline>) {
        let columns = &self.columns;
        let Some(emotion) = &columns.emotion else {
            return (0, None);
        };
        let kind = kind_of(columns.schema.emotion);
        if let (None, Some(answers)) = (kind, counted) {
            return (answers, None);
        }
        let values = emotion.values.iter().map(|raw| match raw.is_nan() {
            true => f64::NAN,
            false => score(kind, *raw),
        });
        let answers = Answers {
            codes: &emotion.codes,
            values: &values.collect::<Vec<_>>(),
            classes: &[],
        };
        let all = Grouping {
            count: 1,
            ..Grouping::default()
        };
        let found = clusters(kept, &columns.weights, &[], Some(answers), &[all]);
        let all = found[0].cells[0];
        let mean = mean_of(&all);
        let headline = kind.filter(|_| mean.n > 0).map(|kind| Headline {
            kind,
            value: mean.mean,
            half_width: mean.half_width,
            n: mean.n,
        });
        (all.n as u64, headline)
    }
}
