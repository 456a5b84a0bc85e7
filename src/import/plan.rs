//! Everything decided about a file before its rows are read, with the evidence for it.
//!
//! Must not know: sinks, how far the file is read.

use super::columns::ColumnProfile;
use super::dialect::{self, Dialect};
use super::encoding::{self, Decoder, Encoded};
use super::header::{is_header, unique_names};
use super::json::{self, Shape};
use super::magic::refuse_binary;
use super::roles::{RoleMap, Table, find_roles};
use super::sample::{SAMPLE_ROWS, Sample};
use super::scale::{Scales, scales_of};
use super::time::{OrderVotes, TimeForm};
use super::words;
use crate::model::emotion::EmotionScale;
use crate::model::event::TableSchema;
use crate::model::load::{
    ColumnInfo, DateOrder, FileFormat, Finding, LoadError, LoadErrorCode, LoadOptions, Question,
    Review, Role,
};
use crate::model::time::{TimeKind, iso_from_micros};

/// Rows shown in the review step.
const FIRST_ROWS: usize = 12;

/// How the times of the table are read.
#[derive(Debug, Clone)]
pub(super) struct TimePlan {
    pub form: TimeForm,
    pub kind: TimeKind,
    /// Told, or judged on the whole file.
    pub order_firm: bool,
    /// Minutes east of UTC for plain times among instants.
    pub zone_minutes: i32,
    pub evidence: Finding,
}

/// How a column of numbers is read.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberPlan {
    pub comma: bool,
    pub firm: bool,
    pub evidence: Finding,
}

#[derive(Debug, Clone)]
pub(super) struct EmotionPlan {
    pub scale: EmotionScale,
    /// Told, or judged on the whole file.
    pub firm: bool,
    pub number: NumberPlan,
}

/// The text table or JSON behind the rows.
#[derive(Debug, Clone)]
pub(super) enum Layout {
    Text {
        dialect: Dialect,
        /// Lines before this one (1-based) hold no data: titles, `sep=`, the header.
        first_data_line: u64,
        evidence: Finding,
    },
    Json(Shape),
}

/// What was decided about a file; see [`plan`].
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) encoded: Encoded,
    pub(super) layout: Layout,
    pub(super) names: Vec<String>,
    pub(super) profiles: Vec<ColumnProfile>,
    pub(super) roles: RoleMap,
    pub(super) time: Option<TimePlan>,
    pub(super) emotion: Option<EmotionPlan>,
    pub(super) revenue: NumberPlan,
    pub(super) questions: Vec<Question>,
    pub(super) first_rows: Vec<(u64, Vec<String>)>,
    pub(super) options: LoadOptions,
}

/// Looks at the head of a file (its first slice, up to 4 MiB; `complete` if that is all of it) and decides everything, with evidence.
pub fn plan(head: &[u8], complete: bool, options: &LoadOptions) -> Result<Plan, LoadError> {
    if head.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(LoadError::new(LoadErrorCode::EmptyFile));
    }
    refuse_binary(head)?;
    let encoded = encoding::detect(head, complete, options.encoding.as_deref())?;
    let mut text = String::with_capacity(head.len() + 16);
    Decoder::new(&encoded).decode(head, complete, &mut text);
    plan_text(&text, complete, encoded, options)
}

/// The same for text that is decoded already.
pub(super) fn plan_text(
    text: &str,
    complete: bool,
    encoded: Encoded,
    options: &LoadOptions,
) -> Result<Plan, LoadError> {
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}')
        .is_empty()
    {
        return Err(LoadError::new(LoadErrorCode::EmptyFile));
    }
    let is_json = match options.format {
        Some(format) => format == FileFormat::Json,
        None => json::looks_like_json(text),
    };
    if is_json {
        plan_json(text, complete, encoded, options)
    } else {
        plan_table(text, complete, encoded, options)
    }
}

fn plan_table(
    text: &str,
    complete: bool,
    encoded: Encoded,
    options: &LoadOptions,
) -> Result<Plan, LoadError> {
    let sep = dialect::sep_line(text);
    let told = told_delimiter(options)?.or(sep.map(|(delimiter, _)| delimiter));
    let body = &text[sep.map_or(0, |(_, length)| length)..];
    let first_line = 1 + u64::from(sep.is_some());
    let sniffed = dialect::sniff(body, complete, told);
    let sample = Sample::of_text(body, complete, sniffed.dialect, first_line)?;
    let widths = sample.widths();
    let (width, _) = dialect::most_frequent(&widths);
    if sample.len() == 0 {
        return Err(LoadError::new(if complete {
            LoadErrorCode::EmptyFile
        } else {
            LoadErrorCode::TooLarge
        }));
    }
    if width < 2 {
        return Err(LoadError::new(LoadErrorCode::OneColumn));
    }
    let top = title_rows(&sample, width);
    let has_header = is_header(&sample, top, options.roles.as_ref());
    let names = column_names(&sample, top, width, has_header);
    let first = top + usize::from(has_header);
    if complete && first >= sample.len() {
        return Err(LoadError::new(LoadErrorCode::HeaderOnly));
    }
    let first_data_line = if first == 0 {
        first_line
    } else {
        sample.line(first - 1) + 1
    };
    let layout = Layout::Text {
        dialect: sniffed.dialect,
        first_data_line,
        evidence: sniffed.finding,
    };
    Draft {
        encoded,
        layout,
        names,
        sample: &sample,
        first,
        journey_key: None,
        // Beyond the sample the whole file is still to speak.
        complete: complete && sample.len() < SAMPLE_ROWS,
    }
    .decide(options)
}

fn told_delimiter(options: &LoadOptions) -> Result<Option<u8>, LoadError> {
    match options.delimiter.as_deref().map(str::as_bytes) {
        None => Ok(None),
        Some([byte]) if byte.is_ascii() && !b"\"\n\r".contains(byte) => Ok(Some(*byte)),
        Some(b"\\t" | b"tab") => Ok(Some(b'\t')),
        Some(_) => Err(LoadError::about(LoadErrorCode::BadOptions, "delimiter")),
    }
}

/// Leading title and comment lines: narrower than the table, of one field or marked with `#`.
fn title_rows(sample: &Sample<'_>, width: usize) -> usize {
    let is_title = |row: usize| {
        let cells = sample.cells(row);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let marked = cells.first().is_some_and(|cell| cell.starts_with('#'));
        (cells.len() < width && (cells.len() == 1 || marked))
            || (filled == 1 && width > 2 && cells.len() <= width && row + 1 < sample.len())
    };
    let rows = (0..sample.len()).take_while(|row| is_title(*row)).count();
    if rows == sample.len() { 0 } else { rows }
}

/// The header's names, cut or filled up to the width that the rows have.
fn column_names(sample: &Sample<'_>, top: usize, width: usize, has_header: bool) -> Vec<String> {
    let header = sample.cells(top);
    if !has_header {
        return unique_names((0..width).map(|_| ""));
    }
    let trailing = header
        .iter()
        .rev()
        .take_while(|cell| cell.is_empty())
        .count();
    // A delimiter at the end of every line makes no column; empty names within the width do.
    let rows_end_empty = (top + 1..sample.len()).all(|row| {
        let cells = sample.cells(row);
        cells.len() < width || cells[width - 1].is_empty()
    });
    let ends_empty = trailing > 0 && header.len() == width && rows_end_empty;
    let extra = header.len() == width - 1 && rows_end_empty;
    let named = if header.len() > width && header.len() - trailing <= width {
        width
    } else if ends_empty || extra {
        width - 1
    } else {
        header
            .len()
            .max(if header.len() < width { width } else { 0 })
    };
    unique_names((0..named).map(|index| header.get(index).map_or("", |cell| cell.as_ref())))
}

fn plan_json(
    text: &str,
    complete: bool,
    encoded: Encoded,
    options: &LoadOptions,
) -> Result<Plan, LoadError> {
    let head = json::read_head(text, complete)?;
    let sample = head.sample;
    if sample.len() == 0 {
        return Err(LoadError::new(LoadErrorCode::JsonNotJourneys));
    }
    Draft {
        encoded,
        journey_key: head.shape.key_column(),
        layout: Layout::Json(head.shape),
        names: head.names,
        sample: &sample,
        first: 0,
        complete: complete && sample.len() < SAMPLE_ROWS,
    }
    .decide(options)
}

/// What is known when the rows are cut: the rest follows from the columns.
struct Draft<'s> {
    encoded: Encoded,
    layout: Layout,
    names: Vec<String>,
    sample: &'s Sample<'s>,
    first: usize,
    journey_key: Option<usize>,
    /// The sample holds every row of the file.
    complete: bool,
}

impl Draft<'_> {
    fn decide(self, options: &LoadOptions) -> Result<Plan, LoadError> {
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
        let roles = find_roles(&table, options.roles.as_ref())?;
        let number = |role: Role| {
            number_plan(
                roles.of(role).first().and_then(|c| profiles.get(*c)),
                semicolons,
            )
        };
        let mut questions = Vec::new();
        let time = self.time_plan(&roles, &profiles, options, &mut questions);
        let emotion_number = number(Role::Emotion);
        let emotion = self.emotion_plan(&roles, &profiles, emotion_number, options, &mut questions);
        ask_roles(&roles, &mut questions);
        if options.review == Some(false) {
            questions.clear();
        }
        let plan = Plan {
            revenue: number(Role::Revenue),
            first_rows: first_rows(self.sample, self.first),
            encoded: self.encoded,
            layout: self.layout,
            names: self.names,
            profiles,
            roles,
            time,
            emotion,
            questions,
            options: options.clone(),
        };
        if options.review == Some(false) {
            plan.needed_roles()?;
        }
        Ok(plan)
    }

    fn time_plan(
        &self,
        roles: &RoleMap,
        profiles: &[ColumnProfile],
        options: &LoadOptions,
        questions: &mut Vec<Question>,
    ) -> Option<TimePlan> {
        let profile = profiles.get(*roles.of(Role::Time).first()?)?;
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
            zone_minutes: options.zone_minutes.unwrap_or(0),
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
        number: NumberPlan,
        options: &LoadOptions,
        questions: &mut Vec<Question>,
    ) -> Option<EmotionPlan> {
        let column = *roles.of(Role::Emotion).first()?;
        let profile = profiles.get(column)?;
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

impl Plan {
    /// What must be asked before reading; empty where the file answers, and with `review: false`.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    pub fn options(&self) -> &LoadOptions {
        &self.options
    }

    pub const fn format(&self) -> FileFormat {
        match self.layout {
            Layout::Text { .. } => FileFormat::Csv,
            Layout::Json(_) => FileFormat::Json,
        }
    }

    /// Names of the columns as shown.
    pub fn header(&self) -> &[String] {
        &self.names
    }

    /// The journey, and a touchpoint or a stage: without them there is nothing to read.
    pub fn needed_roles(&self) -> Result<(), LoadError> {
        let missing = |role: &str| Err(LoadError::about(LoadErrorCode::MissingRole, role));
        if !self.roles.has(Role::Journey) {
            return missing("journey");
        }
        if !self.roles.has(Role::Touchpoint) && !self.roles.has(Role::Stage) {
            return missing("touchpoint");
        }
        Ok(())
    }

    /// Which roles the events will have.
    pub fn schema(&self) -> TableSchema {
        let has = |role| self.roles.has(role);
        TableSchema {
            time: self.time.as_ref().map(|time| time.kind),
            touchpoint: has(Role::Touchpoint),
            stage: has(Role::Stage),
            channel: has(Role::Channel),
            persona: has(Role::Persona),
            account: has(Role::Account),
            emotion: self.emotion.as_ref().map(|emotion| emotion.scale),
            revenue: has(Role::Revenue),
            verbatim: has(Role::Verbatim),
            weight: has(Role::Weight),
            attributes: self
                .attribute_columns()
                .into_iter()
                .map(|c| self.names[c].clone())
                .collect(),
            stage_order: None,
        }
    }

    /// Columns to filter on, in file order: attributes, and who acted.
    pub(super) fn attribute_columns(&self) -> Vec<usize> {
        let mut columns = [self.roles.of(Role::Attribute), self.roles.of(Role::Actor)].concat();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    pub(super) fn delimiter(&self) -> Option<String> {
        match &self.layout {
            Layout::Text { dialect, .. } => Some(char::from(dialect.delimiter).to_string()),
            Layout::Json(_) => None,
        }
    }

    /// Everything that the review step shows.
    pub fn review(&self) -> Review {
        let delimiter_evidence = match &self.layout {
            Layout::Text { evidence, .. } => evidence.clone(),
            Layout::Json(_) => Finding::default(),
        };
        let number = self
            .emotion
            .as_ref()
            .map(|e| &e.number)
            .filter(|n| n.comma)
            .unwrap_or(&self.revenue);
        Review {
            name: self.options.name.clone().unwrap_or_default(),
            format: self.format(),
            encoding: self.encoded.label(),
            encoding_evidence: self.encoded.finding.clone(),
            delimiter: self.delimiter(),
            delimiter_evidence,
            decimal_comma: number.comma,
            decimal_evidence: number.evidence.clone(),
            date_order: self.options.date_order.or_else(|| self.found_order()),
            date_evidence: self
                .time
                .as_ref()
                .map(|t| t.evidence.clone())
                .unwrap_or_default(),
            scale: self.emotion.as_ref().map(|e| e.scale),
            columns: (0..self.names.len())
                .map(|column| self.column_info(column))
                .collect(),
            first_rows: self.first_rows.clone(),
            questions: self.questions.clone(),
            options: self.found_options(),
        }
    }

    fn column_info(&self, column: usize) -> ColumnInfo {
        let profile = &self.profiles[column];
        ColumnInfo {
            name: self.names[column].clone(),
            role: self.roles.role_of(column),
            kind: profile.kind(),
            distinct: profile.distinct,
            empty: profile.empty(),
            sampled: profile.rows,
            range: profile.range(profile.numbers.is_comma(false)),
        }
    }

    /// The options that load the file as found. The date order is left open where it does not matter.
    fn found_options(&self) -> LoadOptions {
        LoadOptions {
            format: Some(self.format()),
            roles: Some(self.roles.named(&self.names)),
            encoding: Some(self.encoded.label()),
            delimiter: self.delimiter(),
            date_order: self.options.date_order.or_else(|| self.found_order()),
            scale: self.emotion.as_ref().map(|e| e.scale),
            ..self.options.clone()
        }
    }

    fn found_order(&self) -> Option<DateOrder> {
        let column = *self.roles.of(Role::Time).first()?;
        let votes = &self.profiles.get(column)?.times.votes;
        let matters = votes.open > 0 || votes.decided().is_some();
        self.time.as_ref().filter(|_| matters)?.form.date_order()
    }
}
