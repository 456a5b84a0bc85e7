//! Rows → events: each role's cells joined, converted, or the row refused with its reason.
//!
//! Must not know: delimiters, encodings, JSON.

use parcours_kernel::NumberTally;

use super::number::{parse_count, parse_number, widen};
use super::plan::{EmotionPlan, NumberPlan, Plan, TimePlan};
use super::problems::Problems;
use super::rows::Row;
use super::sample::fits;
use super::scale::read_emotion;
use super::time::OrderVotes;
use crate::model::emotion::EmotionScale;
use crate::model::event::{Event, EventSink};
use crate::model::load::{ProblemReason, Role};
use crate::model::time::TimeKind;

/// One role's text: a cell, or several joined.
#[derive(Debug, Default)]
struct TextRole {
    columns: Vec<usize>,
    /// The first column; beyond every row where the role has none, so that its cell is empty.
    first: usize,
    /// Several columns are joined, and where the joined text of the present row stands.
    is_joined: bool,
    joined: (usize, usize),
}

impl TextRole {
    fn new(columns: &[usize]) -> Self {
        Self {
            columns: columns.to_vec(),
            first: columns.first().copied().unwrap_or(usize::MAX),
            is_joined: columns.len() > 1,
            joined: (0, 0),
        }
    }

    /// Joins by `sep`; one empty part makes the whole empty (contract §2).
    fn prepare(&mut self, row: Row<'_>, sep: &str, joined: &mut String) {
        if !self.is_joined {
            return;
        }
        let start = joined.len();
        for (index, column) in self.columns.iter().enumerate() {
            let cell = row.cell(*column);
            if cell.is_empty() {
                joined.truncate(start);
                break;
            }
            if index > 0 {
                joined.push_str(sep);
            }
            joined.push_str(cell);
        }
        self.joined = (start, joined.len());
    }

    #[inline]
    fn get<'a>(&self, row: Row<'a>, joined: &'a str) -> &'a str {
        if self.is_joined {
            return &joined[self.joined.0..self.joined.1];
        }
        row.cell(self.first)
    }
}

/// What the numbers of a column say against the decimal sign they are read with.
#[derive(Debug, Default)]
pub struct SignVotes {
    /// Readable as planned and not whole.
    pub fractions: u64,
    /// Unreadable as planned, readable with the other sign.
    pub other: u64,
}

impl SignVotes {
    fn read(&mut self, cell: &str, plan: &NumberPlan) -> Option<f64> {
        let value = parse_number(cell.as_bytes(), plan.comma);
        match value {
            Some(value) => self.fractions += u64::from(value.fract() != 0.0),
            None => self.other += u64::from(parse_number(cell.as_bytes(), !plan.comma).is_some()),
        }
        value
    }

    pub const fn contradicts(&self, plan: &NumberPlan) -> bool {
        !plan.firm && self.other > self.fractions
    }
}

/// What the whole column says, for comparison with what the head said.
#[derive(Debug, Default)]
pub struct Witness {
    pub order: OrderVotes,
    /// A plain column turned out to hold an offset.
    pub offset_seen: bool,
    pub times_read: u64,
    pub emotion_sign: SignVotes,
    pub revenue_sign: SignVotes,
    pub emotion_range: Option<(f64, f64)>,
    pub emotion_whole: bool,
    pub emotions_read: u64,
    pub emotions_outside: u64,
}

pub struct Binder {
    names: Vec<String>,
    /// Columns of the file, and cells that no row of it can lack.
    own: usize,
    least: usize,
    journey: TextRole,
    time: TextRole,
    touchpoint: TextRole,
    stage: TextRole,
    channel: TextRole,
    persona: TextRole,
    account: TextRole,
    verbatim: TextRole,
    emotion_column: Option<usize>,
    revenue_column: Option<usize>,
    weight_column: Option<usize>,
    attribute_columns: Vec<usize>,
    time_plan: Option<TimePlan>,
    emotion_plan: Option<EmotionPlan>,
    revenue_plan: NumberPlan,
    /// Some role has several columns.
    joins: bool,
    joined: String,
    time_text: String,
    attributes: Vec<&'static str>,
    pub witness: Witness,
    pub rows: u64,
    pub kept: u64,
    /// Taken away by cleaning steps: neither kept nor rejected.
    pub removed: u64,
}

impl Binder {
    pub fn new(plan: &Plan) -> Self {
        let text = |role| TextRole::new(plan.bound.roles.of(role));
        let first = |role| plan.bound.roles.of(role).first().copied();
        Self {
            names: plan.bound.names.clone(),
            own: plan.file_columns().len(),
            least: plan.least_cells(),
            journey: text(Role::Journey),
            time: text(Role::Time),
            touchpoint: text(Role::Touchpoint),
            stage: text(Role::Stage),
            channel: text(Role::Channel),
            persona: text(Role::Persona),
            account: text(Role::Account),
            verbatim: text(Role::Verbatim),
            emotion_column: first(Role::Emotion),
            revenue_column: first(Role::Revenue),
            weight_column: first(Role::Weight),
            attribute_columns: plan.attribute_columns(),
            time_plan: plan.time.clone(),
            emotion_plan: plan.emotion.clone(),
            revenue_plan: plan.revenue.clone(),
            joins: Role::ALL
                .into_iter()
                .any(|role| plan.bound.roles.of(role).len() > 1),
            joined: String::new(),
            time_text: String::new(),
            attributes: Vec::new(),
            witness: Witness {
                emotion_whole: true,
                ..Witness::default()
            },
            rows: 0,
            kept: 0,
            removed: 0,
        }
    }

    /// Counts the next data row of the file. `false`: it has not the cells that a row has, which is a problem; cells that it merely
    /// lacks at its end are empty, which is noted.
    pub fn admit(&mut self, row: Row<'_>, line: u64, problems: &mut Problems) -> bool {
        self.rows += 1;
        let length = row.len();
        if length == self.own {
            return true;
        }
        let fits = fits(length, self.own, self.least, |extra| {
            row.cell(extra).is_empty()
        });
        let reason = if fits {
            ProblemReason::ShortRow
        } else {
            ProblemReason::WrongFieldCount
        };
        if !fits || length < self.own {
            problems.add(line, None, &length.to_string(), reason);
        }
        fits
    }

    /// Takes one event of the data row `index`; `false`: it could not be used.
    pub fn bind<S: EventSink>(
        &mut self,
        row: Row<'_>,
        line: u64,
        index: u32,
        sink: &mut S,
        problems: &mut Problems,
    ) -> bool {
        let Err(refusal) = self.event(row, line, index, sink, problems) else {
            return true;
        };
        let name = refusal.column.and_then(|column| self.names.get(column));
        problems.add(
            line,
            name.map(String::as_str),
            &refusal.value,
            refusal.reason,
        );
        false
    }

    /// The name under which problems of a column are told.
    pub fn rename(&mut self, column: usize, name: &str) {
        if let Some(known) = self.names.get_mut(column) {
            name.clone_into(known);
        }
    }

    /// A data row that a cleaning step has taken away.
    pub const fn skip(&mut self) {
        self.removed += 1;
    }

    fn event<S: EventSink>(
        &mut self,
        row: Row<'_>,
        line: u64,
        index: u32,
        sink: &mut S,
        problems: &mut Problems,
    ) -> Result<(), Refusal> {
        if self.joins {
            self.join(row);
        }
        if self.journey.get(row, &self.joined).is_empty() {
            let column = self
                .journey
                .columns
                .iter()
                .copied()
                .find(|c| row.cell(*c).is_empty());
            return Err(Refusal::of(
                ProblemReason::EmptyJourney,
                column,
                String::new(),
            ));
        }
        let time_micros = self.time_micros(row, line, problems)?;
        let weight = self.weight(row)?;
        let emotion_raw = self.emotion(row, line, problems);
        let revenue = self.revenue(row, line, problems);
        let mut attributes: Vec<&str> = std::mem::take(&mut self.attributes);
        attributes.extend(
            self.attribute_columns
                .iter()
                .map(|column| row.cell(*column)),
        );
        let joined = self.joined.as_str();
        sink.push(Event {
            row: index,
            journey: self.journey.get(row, joined),
            time_micros,
            touchpoint: self.touchpoint.get(row, joined),
            stage: self.stage.get(row, joined),
            channel: self.channel.get(row, joined),
            persona: self.persona.get(row, joined),
            account: self.account.get(row, joined),
            emotion_raw,
            revenue,
            verbatim: self.verbatim.get(row, joined),
            weight,
            attributes: &attributes,
        });
        self.attributes = emptied(attributes);
        Ok(())
    }

    fn join(&mut self, row: Row<'_>) {
        self.joined.clear();
        let joined = &mut self.joined;
        for role in [
            &mut self.journey,
            &mut self.touchpoint,
            &mut self.stage,
            &mut self.channel,
            &mut self.persona,
            &mut self.account,
        ] {
            role.prepare(row, " / ", joined);
        }
        self.verbatim.prepare(row, " ", joined);
        self.time_text.clear();
        self.time.prepare(row, " ", &mut self.time_text);
    }

    /// 0 without a time role.
    fn time_micros(
        &mut self,
        row: Row<'_>,
        line: u64,
        problems: &mut Problems,
    ) -> Result<i64, Refusal> {
        let Some(plan) = &self.time_plan else {
            return Ok(0);
        };
        let cell = self.time.get(row, &self.time_text);
        let Some(moment) = plan.form.parse(cell.as_bytes()) else {
            let empty = cell.bytes().all(|b| b == b' ');
            if !empty {
                self.witness.order.add_unreadable(cell.as_bytes(), line);
            }
            let reason = if empty {
                ProblemReason::EmptyTime
            } else {
                ProblemReason::UnreadableTime
            };
            return Err(Refusal::of(
                reason,
                self.time
                    .columns
                    .iter()
                    .copied()
                    .find(|c| row.cell(*c).is_empty() == empty),
                cell.to_string(),
            ));
        };
        self.witness.times_read += 1;
        self.witness.order.add(moment.hint, cell.as_bytes(), line);
        match (plan.kind, moment.offset_minutes) {
            (TimeKind::Instant, None) => {
                let name = self.time.columns.first().and_then(|c| self.names.get(*c));
                let name = name.map(String::as_str);
                problems.add(line, name, cell, ProblemReason::PlainTime);
            }
            (TimeKind::Plain, Some(_)) => self.witness.offset_seen = true,
            _ => {}
        }
        Ok(plan.micros(moment))
    }

    fn weight(&self, row: Row<'_>) -> Result<u32, Refusal> {
        let Some(column) = self.weight_column else {
            return Ok(1);
        };
        let cell = row.cell(column);
        let whole = parse_count(cell.as_bytes()).filter(|v| *v <= f64::from(u32::MAX));
        whole.map(|value| value as u32).ok_or_else(|| {
            Refusal::of(
                ProblemReason::UnreadableWeight,
                Some(column),
                cell.to_string(),
            )
        })
    }

    fn emotion(&mut self, row: Row<'_>, line: u64, problems: &mut Problems) -> Option<f64> {
        let column = self.emotion_column?;
        let plan = self.emotion_plan.as_ref()?;
        let cell = row.cell(column);
        if cell.is_empty() {
            return None;
        }
        let value = match plan.scale {
            EmotionScale::Words | EmotionScale::Emoji => read_emotion(cell, plan.scale, false),
            scale => {
                let number = self.witness.emotion_sign.read(cell, &plan.number);
                self.witness.weigh_emotion(number, scale)
            }
        };
        if value.is_none() {
            problems.add(
                line,
                Some(&self.names[column]),
                cell,
                ProblemReason::UnreadableEmotion,
            );
        }
        value
    }

    fn revenue(&mut self, row: Row<'_>, line: u64, problems: &mut Problems) -> Option<f64> {
        let column = self.revenue_column?;
        let cell = row.cell(column);
        if cell.is_empty() {
            return None;
        }
        let value = self.witness.revenue_sign.read(cell, &self.revenue_plan);
        if value.is_none() {
            problems.add(
                line,
                Some(&self.names[column]),
                cell,
                ProblemReason::UnreadableRevenue,
            );
        }
        value
    }
}

impl Witness {
    fn weigh_emotion(&mut self, number: Option<f64>, scale: EmotionScale) -> Option<f64> {
        let value = number?;
        let (low, high) = scale.range();
        let inside = (low..=high).contains(&value);
        self.emotions_read += 1;
        self.emotions_outside += u64::from(!inside);
        self.emotion_whole &= value.fract() == 0.0;
        widen(&mut self.emotion_range, number);
        inside.then_some(value)
    }

    /// The same for many inside the scale.
    pub fn tell_emotions(&mut self, tally: &NumberTally) {
        if tally.read == 0 {
            return;
        }
        self.emotions_read += tally.read;
        self.emotion_whole &= tally.fractions == 0;
        widen(&mut self.emotion_range, Some(tally.low));
        widen(&mut self.emotion_range, Some(tally.high));
    }
}

/// Gives the allocation back without what was borrowed: the row's cells do not outlive the row.
fn emptied(mut attributes: Vec<&str>) -> Vec<&'static str> {
    attributes.clear();
    attributes.into_iter().map(|_| "").collect()
}

/// Why a row was refused.
struct Refusal {
    reason: ProblemReason,
    column: Option<usize>,
    value: String,
}

impl Refusal {
    const fn of(reason: ProblemReason, column: Option<usize>, value: String) -> Self {
        Self {
            reason,
            column,
            value,
        }
    }
}
