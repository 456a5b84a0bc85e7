//! Everything decided about a file before its rows are read, with the evidence for it.
//!
//! Must not know: sinks, how far the file is read.

use super::clean::cleaning;
use super::clear::{is_clear, may_be_clear};
use super::columns::{ColumnProfile, PARSED_ROWS};
use super::decide::Draft;
use super::dialect::{self, Dialect};
use super::encoding::{self, Decoder, Encoded};
use super::header::{column_names, has_questions, is_header, title_rows};
use super::json::{self, READS_JSON, Shape};
use super::magic::{refuse_binary, refuse_control_signs};
use super::roles::RoleMap;
use super::sample::Sample;
use super::shape::{Bound, Found};
use super::time::{Moment, TimeForm};
use crate::model::emotion::EmotionScale;
use crate::model::event::TableSchema;
use crate::model::load::{
    FileFormat, Finding, Goal, LoadError, LoadErrorCode, LoadOptions, Question, Role, Roles,
    SourceInfo,
};
use crate::model::ordering::sort_items;
use crate::model::shape::Shape as RowShape;
use crate::model::time::{MICROS_PER_SECOND, TimeKind};
use crate::model::zone::{Offsets, offset_at};

/// How the times of the table are read.
#[derive(Debug, Clone)]
pub(super) struct TimePlan {
    pub form: TimeForm,
    pub kind: TimeKind,
    /// Told, or judged on the whole file.
    pub order_firm: bool,
    /// Of plain times among instants.
    pub zone: Offsets,
    pub evidence: Finding,
}

impl TimePlan {
    /// Microseconds of UTC, or of the local clock where the times are plain.
    pub fn micros(&self, moment: Moment) -> i64 {
        let local = moment.local_micros;
        let seconds = match (self.kind, moment.offset_minutes) {
            (TimeKind::Plain, _) => 0,
            (_, Some(minutes)) => i64::from(minutes) * 60,
            (_, None) => offset_at(&self.zone, local.div_euclid(MICROS_PER_SECOND)),
        };
        local - seconds * MICROS_PER_SECOND
    }
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
    pub(super) shape: Found,
    pub(super) bound: Bound,
    pub(super) time: Option<TimePlan>,
    pub(super) emotion: Option<EmotionPlan>,
    pub(super) revenue: NumberPlan,
    pub(super) questions: Vec<Question>,
    pub(super) first_rows: Vec<(u64, Vec<String>)>,
    pub(super) options: LoadOptions,
    /// The last column is not the file's: a cleaning step puts the stages there.
    pub(super) mapped_stage: bool,
    /// Distinct values of each column of the sample, in order; only where there are other tables to compare them with.
    pub(super) values: Vec<Vec<String>>,
}

/// Bytes that a plan is made from where they leave nothing open, and where they answer everything.
pub(super) const CLEAR_SAMPLES: [usize; 2] = [16 << 10, 32 << 10];
const USUAL_SAMPLE: usize = 256 << 10;

/// Looks at the head of a file (its first slice, up to 4 MiB; `complete` if that is all of it) and decides everything, with evidence.
pub fn plan(head: &[u8], complete: bool, options: &LoadOptions) -> Result<Plan, LoadError> {
    if head.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(LoadError::new(LoadErrorCode::EmptyFile));
    }
    refuse_binary(head)?;
    let told = if is_converted(options) {
        Some("utf-8")
    } else {
        options.encoding.as_deref()
    };
    // A look at a part of the head is enough for nearly all files, and costs a small part of the time.
    // Several tables are compared by as many values as there are; who asks for the columns is shown more of them.
    let asked = options.review == Some(true);
    let encoded = |sample| encoding::detect(head, sample, complete, told);
    for sample in CLEAR_SAMPLES.into_iter().chain([USUAL_SAMPLE]) {
        let clear = sample < USUAL_SAMPLE;
        if head.len() > sample
            && options.tables.is_empty()
            && !(clear && (asked || !may_be_clear(&head[..sample])))
            && let looked_at = if asked { head.len() } else { sample }
            && let Ok(plan) = plan_bytes(&head[..sample], false, encoded(looked_at)?, options)
            && plan.questions.is_empty()
            && plan.needed_roles().is_ok()
            && (!clear || is_clear(&plan))
        {
            return Ok(plan);
        }
    }
    plan_bytes(head, complete, encoded(head.len())?, options)
}

/// By all of these bytes.
#[cfg(test)]
pub(super) fn plan_of_head(
    head: &[u8],
    complete: bool,
    options: &LoadOptions,
) -> Result<Plan, LoadError> {
    plan_bytes(
        head,
        complete,
        encoding::detect(head, head.len(), complete, None)?,
        options,
    )
}

fn plan_bytes(
    head: &[u8],
    complete: bool,
    encoded: Encoded,
    options: &LoadOptions,
) -> Result<Plan, LoadError> {
    let mut text = String::with_capacity(head.len() + 16);
    Decoder::new(&encoded).decode(head, complete, &mut text);
    let says_nothing = |c: char| c.is_whitespace() || "\0\u{feff},;|^\"".contains(c);
    if text.trim_start_matches(says_nothing).is_empty() {
        return Err(LoadError::new(LoadErrorCode::EmptyFile));
    }
    refuse_control_signs(&text, options.delimiter.as_deref())?;
    let is_json = match options.format {
        Some(format) => format == FileFormat::Json,
        None => json::looks_like_json(&text),
    };
    if is_json && !READS_JSON {
        return Err(LoadError::about(LoadErrorCode::Unsupported, "json"));
    }
    let plan = if is_json {
        plan_json(&text, complete, encoded, options)
    } else {
        plan_table(&text, complete, encoded, options)
    }?;
    cleaned(plan)
}

/// As its cleaning steps leave it.
fn cleaned(mut plan: Plan) -> Result<Plan, LoadError> {
    if let Some(cleaning) = cleaning().filter(|_| !plan.options.recipe.is_empty()) {
        (cleaning.adapt)(&mut plan)?;
    }
    Ok(plan)
}

/// Was the text made by `formats`? Then it is written in one known way.
fn is_converted(options: &LoadOptions) -> bool {
    options.format.is_some_and(FileFormat::is_converted)
}

/// The same plan for more columns, judged by these rows.
pub(super) fn plan_of_rows(
    plan: Plan,
    names: Vec<String>,
    sample: &Sample<'_>,
) -> Result<Plan, LoadError> {
    let journey_key = match &plan.layout {
        Layout::Text { .. } => None,
        Layout::Json(shape) => shape.key_column(),
    };
    Draft {
        encoded: plan.encoded,
        layout: plan.layout,
        names,
        sample,
        first: 0,
        journey_key,
        complete: false,
    }
    .decide(&plan.options)
    .and_then(cleaned)
}

fn plan_table(
    text: &str,
    complete: bool,
    encoded: Encoded,
    options: &LoadOptions,
) -> Result<Plan, LoadError> {
    let made = is_converted(options);
    let sep = dialect::sep_line(text).filter(|_| !made);
    let told = told_delimiter(options)?.or(sep.map(|(delimiter, _)| delimiter));
    let body = &text[sep.map_or(0, |(_, length)| length)..];
    let first_line = 1 + u64::from(sep.is_some());
    let sniffed = if made {
        dialect::made()
    } else {
        dialect::sniff(body, complete, told)
    };
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
    let mut top = title_rows(&sample, width);
    let questions = usize::from(has_questions(&sample, top));
    top += questions;
    let has_header = questions > 0 || is_header(&sample, top, options.roles.as_ref());
    let names = column_names(&sample, top, width, has_header);
    let first = top + usize::from(has_header) + questions;
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
        complete: complete && sample.len() < PARSED_ROWS,
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
        complete: complete && sample.len() < PARSED_ROWS,
    }
    .decide(options)
}

impl Plan {
    /// What must be asked before reading; empty where the file answers, and with `review: false`.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// What a row stands for.
    pub fn shape(&self) -> &RowShape {
        &self.shape.shape
    }

    /// What the journeys are for, where the shape of the table says it.
    pub fn goal(&self) -> Option<&Goal> {
        self.bound.goal.as_ref()
    }

    pub fn options(&self) -> &LoadOptions {
        &self.options
    }

    pub fn format(&self) -> FileFormat {
        match self.layout {
            Layout::Text { dialect, .. } if dialect.by_record => {
                self.options.format.unwrap_or(FileFormat::Csv)
            }
            Layout::Text { .. } => FileFormat::Csv,
            Layout::Json(_) => FileFormat::Json,
        }
    }

    /// Names of the file's own columns.
    pub(super) fn file_columns(&self) -> &[String] {
        &self.names[..self.names.len() - usize::from(self.mapped_stage)]
    }

    /// Names of the columns as shown.
    pub fn header(&self) -> &[String] {
        &self.names
    }

    /// The journey, and a touchpoint or a stage: without them there is nothing to read.
    pub fn needed_roles(&self) -> Result<(), LoadError> {
        let missing = |role: &str| Err(LoadError::about(LoadErrorCode::MissingRole, role));
        if !self.bound.roles.has(Role::Journey) {
            return missing("journey");
        }
        if !self.bound.roles.has(Role::Touchpoint) && !self.bound.roles.has(Role::Stage) {
            return missing("touchpoint");
        }
        Ok(())
    }

    /// Cells that a row cannot lack: up to the last of those that make it an event.
    pub(super) fn least_cells(&self) -> usize {
        let wide = matches!(
            self.shape.shape,
            RowShape::WideDates { .. } | RowShape::WideScores { .. }
        );
        let needed: &[Role] = if wide {
            &[Role::Journey]
        } else {
            &[Role::Journey, Role::Time, Role::Touchpoint, Role::Stage]
        };
        let own = self.file_columns().len();
        let columns = needed.iter().flat_map(|role| self.roles.of(*role));
        let last = columns.filter(|column| **column < own).max();
        last.map_or(1, |last| last + 1)
    }

    /// Which roles the events will have.
    pub fn schema(&self) -> TableSchema {
        let has = |role| self.bound.roles.has(role);
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
                .map(|c| self.bound.names[c].clone())
                .collect(),
            stage_order: self.bound.stage_order.clone(),
        }
    }

    /// Columns to filter on, in file order: attributes, and who acted.
    pub(super) fn attribute_columns(&self) -> Vec<usize> {
        let mut columns = [
            self.bound.roles.of(Role::Attribute),
            self.bound.roles.of(Role::Actor),
        ]
        .concat();
        sort_items(&mut columns, Ord::cmp);
        columns.dedup();
        columns
    }

    /// Where the events come from, before any row is read.
    pub fn source_info(&self) -> SourceInfo {
        SourceInfo {
            name: self.options.name.clone().unwrap_or_default(),
            delimiter: self.delimiter(),
            encoding: self.encoded.label(),
            roles: self.named_roles(),
            ..SourceInfo::default()
        }
    }

    /// Where the file is JSON: its records, each amount, score and quote once.
    pub(super) fn json_records(&self) -> Option<json::Records> {
        let Layout::Json(shape) = &self.layout else {
            return None;
        };
        let names = self.file_columns().to_vec();
        let once = [Role::Revenue, Role::Emotion, Role::Verbatim].map(|role| self.roles.of(role));
        READS_JSON.then(|| json::Records::new(shape.clone(), names).once(&once.concat()))
    }

    /// The roles of the file's own columns.
    pub(super) fn named_roles(&self) -> Roles {
        self.roles.named(&self.names)
    }

    pub(super) fn delimiter(&self) -> Option<String> {
        match &self.layout {
            Layout::Text { dialect, .. } if !dialect.by_record => {
                Some(char::from(dialect.delimiter).to_string())
            }
            _ => None,
        }
    }
}
