//! From cut rows to a plan: roles, time form, number forms, scale, and what must be asked.
//!
//! Must not know: how the rows were cut.

use super::columns::ColumnProfile;
use super::encoding::Encoded;
use super::plan::{EmotionPlan, Layout, NumberPlan, Plan, TimePlan};
use super::roles::{RoleMap, Table, find_roles};
use super::sample::Sample;
use super::scale::{Scales, scales_of};
use super::shape::{self, Bound, Found};
use super::time::{OrderVotes, TimeForm};
use super::words;
use crate::model::emotion::EmotionScale;
use crate::model::load::{DateOrder, Finding, LoadError, LoadOptions, Question, Role};
use crate::model::shape::Shape;
use crate::model::time::{TimeKind, iso_from_micros};

/// Rows shown in the review step.
const FIRST_ROWS: usize = 12;

/// What is known when the rows are cut: the rest follows from the columns.
pub(super) struct Draft<'s> {
    pub encoded: Encoded,
    pub layout: Layout,
    pub names: Vec<String>,
    pub sample: &'s Sample<'s>,
    pub first: usize,
    pub journey_key: Option<usize>,
    /// The sample holds every row of the file.
    pub complete: bool,
}

impl Draft<'_> {
    pub fn decide(self, options: &LoadOptions) -> Result<Plan, LoadError> {
        let profiles = self.sample.profiles(self.first, self.names.len());
        let semicolons =
            matches!(&self.layout, Layout::Text { dialect, .. } if dialect.delimiter == b';');
        let table = Table {
            names: &self.names,
            profiles: &profiles,
            sample: self.sample,
            first: self.first,
            journey_key: self.journey_key,
            comma: semicolons,
        };
        let mut roles = find_roles(&table, options.roles.as_ref())?;
        let mut shape = match &options.shape {
            Some(_) => Found::default(),
            None => shape::find(&table, &mut roles, options.roles.as_ref()),
        };
        if let Some(told) = &options.shape {
            shape.shape.clone_from(told);
        }
        let bound = Bound::new(&self.names, &roles, &shape.shape, options.split.as_ref())?;
        let number = |role: Role| {
            number_plan(
                roles.of(role).first().and_then(|c| profiles.get(*c)),
                semicolons,
            )
        };
        let mut questions = Vec::new();
        let time = self.time_plan(&roles, &shape.shape, &profiles, options, &mut questions);
        let emotion = self.emotion_plan(&roles, &profiles, semicolons, options, &mut questions);
        ask_roles(&bound.roles, &mut questions);
        if options.review == Some(false) {
            questions.clear();
        }
        let values = if options.tables.is_empty() {
            Vec::new()
        } else {
            self.sample.distinct_values(self.first, self.names.len())
        };
        let plan = Plan {
            values,
            revenue: number(Role::Revenue),
            first_rows: first_rows(self.sample, self.first),
            encoded: self.encoded,
            layout: self.layout,
            names: self.names,
            profiles,
            roles,
            shape,
            bound,
            time,
            emotion,
            questions,
            options: options.clone(),
            mapped_stage: false,
        };
        if options.review == Some(false) {
            plan.needed_roles()?;
        }
        Ok(plan)
    }

    fn time_plan(
        &self,
        roles: &RoleMap,
        shape: &Shape,
        profiles: &[ColumnProfile],
        options: &LoadOptions,
        questions: &mut Vec<Question>,
    ) -> Option<TimePlan> {
        let columns = roles.of(Role::Time);
        let profile = match shape {
            // Dates side by side are one column: what decides one of them decides all.
            Shape::WideDates { .. } => &self.sample.profile_of(self.first, columns),
            _ => profiles.get(*columns.first()?)?,
        };
        let times = &profile.times;
        let form = match (times.is_calendar(), times.epoch()) {
            (false, Some(unit)) => TimeForm::Epoch(unit),
            (false, None) if times.is_serial() => TimeForm::Serial,
            _ => TimeForm::Calendar(date_order(&times.votes, options, &self.layout)),
        };
        if self.complete && options.date_order.is_none() {
            questions.extend(order_question(&times.votes));
        }
        let instants = times.with_offset > 0
            || matches!(form, TimeForm::Epoch(_))
            || self.clock_has_offset(roles, profiles);
        Some(TimePlan {
            form,
            kind: if instants {
                TimeKind::Instant
            } else {
                TimeKind::Plain
            },
            order_firm: options.date_order.is_some(),
            zone: options.zone.clone(),
            evidence: time_evidence(profile, self.sample, self.first),
        })
    }

    /// A clock column of its own may carry the offset: only the joined cell shows it.
    fn clock_has_offset(&self, roles: &RoleMap, profiles: &[ColumnProfile]) -> bool {
        let columns = roles.of(Role::Time);
        let has_clock = |c: &usize| profiles.get(*c).is_some_and(|p| p.times.clocks > 0);
        if columns.len() < 2 || !columns.iter().any(has_clock) {
            return false;
        }
        (self.first..self.sample.len().min(self.first + 200)).any(|row| {
            let cells: Vec<&str> = columns.iter().map(|c| self.sample.cell(row, *c)).collect();
            let moment = TimeForm::Calendar(DateOrder::Dmy).parse(cells.join(" ").as_bytes());
            moment.is_some_and(|m| m.offset_minutes.is_some())
        })
    }

    fn emotion_plan(
        &self,
        roles: &RoleMap,
        profiles: &[ColumnProfile],
        semicolons: bool,
        options: &LoadOptions,
        questions: &mut Vec<Question>,
    ) -> Option<EmotionPlan> {
        let columns = roles.of(Role::Emotion);
        let column = *columns.first()?;
        let profile = match columns {
            [_] => profiles.get(column)?,
            _ => &self.sample.profile_of(self.first, columns),
        };
        let number = number_plan(Some(profile), semicolons);
        let scales = match options.scale {
            Some(scale) => Scales {
                candidates: vec![scale],
                decided: true,
                by_name: false,
            },
            None => scales_of(&words::fold(&self.names[column]), profile, number.comma),
        };
        // Told to be an emotion, but on no scale we know: the widest one keeps the most.
        let scale = scales
            .candidates
            .first()
            .copied()
            .unwrap_or(EmotionScale::Hundred);
        if !scales.decided && profile.filled > 0 {
            questions.push(scale_question(
                &self.names[column],
                profile,
                number.comma,
                &scales,
            ));
        }
        Some(EmotionPlan {
            scale,
            firm: options.scale.is_some() || scales.by_name,
            number,
        })
    }
}

/// Told, decided by the dates, or the best guess of contract §2: day first, unless the page is English and the delimiter a comma.
fn date_order(votes: &OrderVotes, options: &LoadOptions, layout: &Layout) -> DateOrder {
    let comma = matches!(layout, Layout::Text { dialect, .. } if dialect.delimiter == b',');
    let english = options.english == Some(true);
    let guess = if english && comma {
        DateOrder::Mdy
    } else {
        DateOrder::Dmy
    };
    options
        .date_order
        .or_else(|| votes.decided())
        .unwrap_or(guess)
}

/// Asks for the order with an example read both ways, where nothing decides it.
pub(super) fn order_question(votes: &OrderVotes) -> Option<Question> {
    let (_, example) = votes
        .open_example
        .as_ref()
        .filter(|_| votes.is_undecided())?;
    let read = |order| {
        let moment = TimeForm::Calendar(order).parse(example.as_bytes());
        moment.map_or(String::new(), |m| {
            iso_from_micros(m.local_micros, TimeKind::Plain)[..10].to_string()
        })
    };
    Some(Question::DateOrder {
        example: example.clone(),
        day_first: read(DateOrder::Dmy),
        month_first: read(DateOrder::Mdy),
    })
}

fn scale_question(name: &str, profile: &ColumnProfile, comma: bool, scales: &Scales) -> Question {
    let (min, max) = profile.range(comma).unwrap_or_default();
    let candidates = if scales.candidates.is_empty() {
        EmotionScale::ALL.to_vec()
    } else {
        scales.candidates.clone()
    };
    Question::WhichScale {
        column: name.to_string(),
        candidates,
        min,
        max,
    }
}

fn ask_roles(roles: &RoleMap, questions: &mut Vec<Question>) {
    if !roles.has(Role::Touchpoint) && !roles.has(Role::Stage) {
        questions.insert(0, Question::WhichTouchpoint);
    }
    if !roles.has(Role::Journey) {
        questions.insert(0, Question::WhichJourney);
    }
}

fn number_plan(profile: Option<&ColumnProfile>, semicolons: bool) -> NumberPlan {
    let Some(profile) = profile else {
        return NumberPlan::default();
    };
    let numbers = &profile.numbers;
    let comma = numbers.is_comma(semicolons);
    NumberPlan {
        comma,
        firm: false,
        evidence: Finding {
            line: numbers.telling.as_ref().map(|(line, _)| *line),
            example: numbers.telling.as_ref().map(|(_, cell)| cell.clone()),
            agree: if comma {
                numbers.by_comma
            } else {
                numbers.by_dot
            },
            of: numbers.cells,
        },
    }
}

fn time_evidence(profile: &ColumnProfile, sample: &Sample<'_>, first: usize) -> Finding {
    let votes = &profile.times.votes;
    let told = votes.telling.as_ref().or(votes.open_example.as_ref());
    let any = profile
        .times
        .lowest
        .as_ref()
        .map(|(_, cell)| (sample.line(first), cell.clone()));
    let shown = told.cloned().or(any);
    Finding {
        line: shown.as_ref().map(|(line, _)| *line),
        example: shown.map(|(_, cell)| cell),
        agree: profile
            .times
            .calendar
            .max(profile.times.epochs.into_iter().max().unwrap_or(0)),
        of: profile.times.cells,
    }
}

fn first_rows(sample: &Sample<'_>, first: usize) -> Vec<(u64, Vec<String>)> {
    let rows = first..sample.len().min(first + FIRST_ROWS);
    rows.map(|row| {
        (
            sample.line(row),
            sample.cells(row).iter().map(ToString::to_string).collect(),
        )
    })
    .collect()
}
