//! The fast lane: plain rows of a text table, many at once and column by column.
//!
//! Reads exactly what [`Binder`] reads one by one, or leaves it to it. Must not know: encodings, the sink.

use parcours_kernel::{Cells, NumberCells, NumberTally, PlainNumber, PlainRows, PlainTime};

use super::binder::Binder;
use super::plan::{Layout, NumberPlan, Plan};
use super::time::TimeForm;
use crate::model::emotion::EmotionScale;
use crate::model::event::{EventColumns, EventRows, EventSink};
use crate::model::load::Role;
use crate::model::time::TimeKind;

/// After so many rows that were not plain one after another the lane is left for as many rows, up to [`LONGEST_PAUSE`].
const PATIENCE: u32 = 4;
const LONGEST_PAUSE: u32 = 512;

pub struct Lane {
    rows: PlainRows,
    columns: EventColumns,
    /// Places in `rows.numbers`.
    emotion: Option<usize>,
    revenue: Option<usize>,
    /// Rows that were not plain, one after another.
    refused: u32,
    /// Rows for which it is not worth trying.
    pause: u32,
}

impl Lane {
    /// `None`: the plan asks for more than plain rows can tell.
    pub fn of(plan: &Plan) -> Option<Self> {
        let Layout::Text { dialect, .. } = &plan.layout else {
            return None;
        };
        let roles = &plan.bound.roles;
        let single = Role::ALL
            .into_iter()
            .all(|role| matches!(role, Role::Attribute | Role::Actor) || roles.of(role).len() <= 1);
        let same_columns = plan.bound.names.len() == plan.names.len();
        if !single || !same_columns || roles.has(Role::Weight) || !plan.options.recipe.is_empty() {
            return None;
        }
        let first = |role| roles.of(role).first().copied();
        let mut numbers = Vec::new();
        let mut number = |column: usize, plan: &NumberPlan, (low, high): (f64, f64)| {
            numbers.push(NumberCells {
                form: PlainNumber {
                    column,
                    decimal: if plan.comma { b',' } else { b'.' },
                    low,
                    high,
                },
                values: Vec::new(),
                tally: NumberTally::default(),
            });
            numbers.len() - 1
        };
        let emotion = match (first(Role::Emotion), &plan.emotion) {
            (_, Some(plan)) if matches!(plan.scale, EmotionScale::Words | EmotionScale::Emoji) => {
                return None;
            }
            (Some(column), Some(plan)) => Some(number(column, &plan.number, plan.scale.range())),
            _ => None,
        };
        let all = (f64::NEG_INFINITY, f64::INFINITY);
        let revenue = first(Role::Revenue).map(|column| number(column, &plan.revenue, all));
        let time = match (&plan.time, first(Role::Time)) {
            (None, _) => None,
            (Some(time), Some(column)) if matches!(time.form, TimeForm::Calendar(_)) => {
                Some(PlainTime {
                    column,
                    zoned: time.kind == TimeKind::Instant,
                })
            }
            _ => return None,
        };
        let columns = EventColumns {
            journey: first(Role::Journey)?,
            touchpoint: first(Role::Touchpoint),
            stage: first(Role::Stage),
            channel: first(Role::Channel),
            persona: first(Role::Persona),
            account: first(Role::Account),
            verbatim: first(Role::Verbatim),
            attributes: plan.attribute_columns(),
        };
        let rows = PlainRows {
            delimiter: dialect.delimiter,
            quote: dialect.quote,
            escapes: dialect.backslash,
            width: plan.names.len(),
            required: columns.journey,
            time,
            numbers,
            times: Vec::new(),
            spans: Vec::new(),
        };
        Some(Self {
            rows,
            columns,
            emotion,
            revenue,
            refused: 0,
            pause: 0,
        })
    }

    /// Takes plain rows from byte `at` on, as many as there are; the byte after the last, and how many.
    pub fn take<S: EventSink>(
        &mut self,
        text: &str,
        mut at: usize,
        binder: &mut Binder,
        sink: &mut S,
    ) -> (usize, u64) {
        let mut taken = 0;
        if self.pause > 0 {
            self.pause -= 1;
            return (at, taken);
        }
        loop {
            let end = self.rows.read(text.as_bytes(), at);
            let cells = Cells {
                text,
                spans: &self.rows.spans,
                width: self.rows.width,
            };
            let rows = cells.rows() as u64;
            if rows == 0 {
                break;
            }
            let values = |place: Option<usize>| {
                let number = place.and_then(|place| self.rows.numbers.get(place));
                number.map_or(&[][..], |number| number.values.as_slice())
            };
            sink.push_rows(EventRows {
                cells,
                first_row: binder.rows as u32,
                columns: &self.columns,
                times: &self.rows.times,
                emotions: values(self.emotion),
                revenues: values(self.revenue),
            });
            self.rows.count();
            binder.rows += rows;
            binder.kept += rows;
            taken += rows;
            at = end;
        }
        self.refused = if taken > 0 { 0 } else { self.refused + 1 };
        if self.refused >= PATIENCE {
            self.pause = (1_u32 << self.refused.min(16)).min(LONGEST_PAUSE);
        }
        (at, taken)
    }

    /// Adds what the plain rows say to what the others said.
    pub fn tell(&self, binder: &mut Binder, rows: u64) {
        let witness = &mut binder.witness;
        if self.rows.time.is_some() {
            witness.times_read += rows;
        }
        let tally = |place: Option<usize>| {
            let number = place.and_then(|place| self.rows.numbers.get(place));
            number.map(|number| number.tally)
        };
        if let Some(tally) = tally(self.emotion) {
            witness.emotion_sign.fractions += tally.fractions;
            witness.tell_emotions(&tally);
        }
        if let Some(tally) = tally(self.revenue) {
            witness.revenue_sign.fractions += tally.fractions;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::import::{Outcome, Reader, plan};
    use crate::model::event::{Event, EventSink};
    use crate::model::load::{LoadOptions, Problem};

    /// What a sink was given, and by rows or one by one.
    #[derive(Default)]
    struct Kept {
        events: Vec<String>,
        at_once: usize,
    }

    impl EventSink for Kept {
        fn push(&mut self, event: Event<'_>) {
            self.events.push(format!("{event:?}"));
        }

        fn push_rows(&mut self, rows: crate::model::event::EventRows<'_>) {
            self.at_once += rows.cells.rows();
            let mut attributes = Vec::new();
            for row in 0..rows.cells.rows() {
                self.push(rows.event(row, &mut attributes));
            }
        }
    }

    #[derive(Debug, PartialEq)]
    struct Read {
        events: Vec<String>,
        problems: Vec<Problem>,
        rows: (u64, u64, u64),
        /// The plan made again, if there is one, or the questions left.
        plan: String,
    }

    impl Read {
        fn refused(plan: String) -> Self {
            Self {
                events: Vec::new(),
                problems: Vec::new(),
                rows: (0, 0, 0),
                plan,
            }
        }
    }

    fn read(bytes: &[u8], slice: usize, lane: bool) -> (Read, usize) {
        let options = LoadOptions {
            review: Some(false),
            ..LoadOptions::default()
        };
        let plan = match plan(bytes, true, &options) {
            Ok(plan) => plan,
            // A few rows may be none at all, or none with a journey.
            Err(error) => return (Read::refused(format!("{error:?}")), 0),
        };
        let mut reader = Reader::new(plan, Kept::default());
        if !lane {
            reader = reader.without_lane();
        }
        for bytes in bytes.chunks(slice) {
            reader.push(bytes).unwrap();
        }
        match reader.finish() {
            Ok(Outcome::Done(imported)) => {
                let source = &imported.source;
                let read = Read {
                    rows: (source.rows_read, source.rows_kept, source.rows_rejected),
                    events: imported.sink.events,
                    problems: imported.problems,
                    plan: format!("{:?}", imported.plan.questions),
                };
                (read, imported.sink.at_once)
            }
            other => {
                let again = match other {
                    Ok(Outcome::ReadAgain(plan)) => format!("{:?} {:?}", plan.time, plan.emotion),
                    Err(error) => format!("{error:?}"),
                    Ok(Outcome::Done(_)) => String::new(),
                };
                (Read::refused(again), 0)
            }
        }
    }

    const HEADER: &str = "journey_id,timestamp,touchpoint,emotion,revenue,note";

    fn cell(plain: &'static [&'static str], odd: &'static [&'static str]) -> BoxedStrategy<String> {
        prop_oneof![
            12 => proptest::sample::select(plain),
            1 => proptest::sample::select(odd),
        ]
        .prop_map(str::to_owned)
        .boxed()
    }

    fn row() -> impl Strategy<Value = String> {
        let cells = (
            cell(
                &["j1", "j2", "long journey name 3", "\"j4\""],
                &["", "\"j\"\"5\"", "\"a\nb\""],
            ),
            cell(
                &[
                    "2026-01-02T03:04:05Z",
                    "2026-01-02 03:04:06Z",
                    "\"2026-02-28T00:00:00Z\"",
                ],
                &[
                    "",
                    "2026-02-30T00:00:00Z",
                    "2026-01-02T03:04:05+01:00",
                    "02/01/2026",
                    "2026-01-02T03:04:05",
                ],
            ),
            cell(
                &["shop", "é", "5\" pipe", "\"a, b\""],
                &["\"a\" ,", "", "a,b"],
            ),
            cell(
                &["1", "-2", "0.5", "", "2"],
                &["7", "x", "1e0", "0,5", " 1"],
            ),
            cell(&["10", "", "3.25", "0.1"], &["1 000", "€ 5", "1,5", "-"]),
            cell(&["", "n", "\"q\""], &["\"open", "x\ry"]),
            proptest::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r", "\n\n", ",\n"]),
        );
        cells.prop_map(|(a, b, c, d, e, f, end)| format!("{a},{b},{c},{d},{e},{f}{end}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_lane_reads_what_rows_one_by_one_read(rows in proptest::collection::vec(row(), 1..40), slice in 1_usize..900) {
            let mut text = String::from(HEADER);
            text.push('\n');
            // A quote left open swallows the rest, which is an error that both must say.
            rows.iter().filter(|row| !row.contains("\"open")).for_each(|row| text.push_str(row));
            let (one_by_one, _) = read(text.as_bytes(), slice, false);
            let (lane, _) = read(text.as_bytes(), slice, true);
            prop_assert_eq!(lane, one_by_one);
        }
    }

    #[test]
    fn plain_rows_are_taken_at_once_whatever_stands_between_them() {
        let mut text = format!("{HEADER}\r\n");
        for row in 0..1000 {
            let odd = if row % 100 == 7 {
                "\"a \"\"b\"\"\""
            } else {
                "\"a; b\""
            };
            text.push_str(&format!(
                "j{},2026-01-02T03:04:{:02}Z,{odd},1,{row}.5,\r\n",
                row / 3,
                row % 60
            ));
        }
        let (read, at_once) = read(text.as_bytes(), 1 << 20, true);
        assert_eq!(read.rows, (1000, 1000, 0));
        assert_eq!(at_once, 990);
    }
}
