//! Several files read as one table: which is the main one, and what the others are to it.
//!
//! Must not know: where the files come from, the sink.

mod arrange;
mod join;

pub use join::Joined;

use super::plan::{Plan, plan};
use crate::model::event::TableSchema;
use crate::model::load::{Finding, LoadError, LoadErrorCode, LoadOptions, Question, Review};
use crate::model::shape::{TableFound, TableUse};
use crate::model::time::TimeKind;

/// The name of the attribute that tells the file of an event.
pub(super) const SOURCE: &str = "source";

/// The plans of the files that are read together; of a single one: its plan.
pub struct Tables {
    tables: Vec<OneTable>,
    main: usize,
}

struct OneTable {
    name: String,
    plan: Plan,
    how: TableUse,
    evidence: Finding,
}

/// What the events of one file need to stand in the schema of all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fitting {
    /// For each attribute of the common schema the file's own.
    pub attributes: Vec<Option<usize>>,
    /// Place of the file's name among the attributes, and that name.
    pub source: Option<(usize, String)>,
    /// The file has only one of touchpoint and stage: it stands for the other.
    pub stage_is_touchpoint: bool,
    pub touchpoint_is_stage: bool,
}

impl Tables {
    /// Looks at the heads of the files (each with whether it is all of it) and decides everything.
    ///
    /// # Errors
    /// What is wrong with one of them; `BadOptions` where the told tables are not as many as the files.
    pub fn plan(heads: &[(&[u8], bool)], options: &LoadOptions) -> Result<Self, LoadError> {
        if let [(head, complete)] = heads {
            return Ok(Self {
                tables: vec![OneTable {
                    name: options.name.clone().unwrap_or_default(),
                    plan: plan(head, *complete, options)?,
                    how: TableUse::Main,
                    evidence: Finding::default(),
                }],
                main: 0,
            });
        }
        if options.tables.len() != heads.len() {
            return Err(LoadError::about(LoadErrorCode::BadOptions, "tables"));
        }
        arrange::arrange(heads, options)
    }

    /// What must be asked before reading.
    pub fn questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for table in self.read() {
            for question in self.tables[table].plan.questions() {
                let general = matches!(question, Question::DateOrder { .. });
                let known = questions
                    .iter()
                    .any(|q| matches!(q, Question::DateOrder { .. }));
                if table == self.main || (general && !known) {
                    questions.push(question.clone());
                }
            }
        }
        questions
    }

    /// The review of the main table, with what was found of all.
    pub fn review(&self) -> Review {
        let mut review = self.main().review();
        review.questions = self.questions();
        if self.tables.len() > 1 {
            let found = |table: &OneTable| {
                let review = table.plan.review();
                TableFound {
                    name: table.name.clone(),
                    how: table.how.clone(),
                    evidence: table.evidence.clone(),
                    columns: review.columns,
                    first_rows: review.first_rows,
                }
            };
            review.tables = self.tables.iter().map(found).collect();
            for (told, table) in review.options.tables.iter_mut().zip(&self.tables) {
                told.how = Some(table.how.clone());
                told.roles = (table.how != TableUse::Main).then(|| table.plan.named_roles());
            }
        }
        review
    }

    pub fn main(&self) -> &Plan {
        &self.tables[self.main].plan
    }

    /// Is it one file, read as it is?
    pub fn is_single(&self) -> bool {
        self.tables.len() == 1
    }

    pub fn name(&self, table: usize) -> &str {
        &self.tables[table].name
    }

    pub fn plan_of(&self, table: usize) -> &Plan {
        &self.tables[table].plan
    }

    /// Numbers of the tables whose rows are events, the main one first.
    pub fn read(&self) -> Vec<usize> {
        let is_read =
            |at: &usize| matches!(self.tables[*at].how, TableUse::Stack | TableUse::Events);
        let mut read = vec![self.main];
        read.extend((0..self.tables.len()).filter(is_read));
        read
    }

    /// Numbers of the tables that are looked up.
    pub fn joined(&self) -> Vec<usize> {
        let is_joined = |at: &usize| matches!(self.tables[*at].how, TableUse::Join { .. });
        (0..self.tables.len()).filter(is_joined).collect()
    }

    /// Takes what the whole file said against its plan.
    pub fn replace(&mut self, table: usize, better: Plan) {
        self.tables[table].plan = better;
    }

    /// Takes the rows of a table that is looked up.
    ///
    /// # Errors
    /// `UnknownColumn` where the key is not there.
    pub fn joined_rows(&self, table: usize, rows: Vec<Vec<String>>) -> Result<Joined, LoadError> {
        let found = &self.tables[table];
        let TableUse::Join { key, main_key } = &found.how else {
            return Err(LoadError::new(LoadErrorCode::BadOptions));
        };
        Joined::new(&found.plan, &found.name, (key, main_key), rows)
    }

    /// Makes the plans fit each other: what is looked up, what kind of times all have, how nameless events are called.
    ///
    /// # Errors
    /// `UnknownColumn` where a join's key is not a column of the main table; `MissingRole`.
    pub fn fit(&mut self, joined: &[Joined]) -> Result<(), LoadError> {
        self.tables[self.main].plan.look_up(joined)?;
        if self.is_single() {
            return Ok(());
        }
        let read = self.read();
        let kind = |at: &usize| self.tables[*at].plan.time.as_ref().map(|time| time.kind);
        let instants = read.iter().any(|at| kind(at) == Some(TimeKind::Instant));
        let timed = self.main().time.is_some();
        for at in read {
            let table = &mut self.tables[at];
            if table.how == TableUse::Events {
                let stem = table
                    .name
                    .rsplit_once('.')
                    .map_or(&*table.name, |(stem, _)| stem);
                table.plan.bound.call_events(stem);
            }
            match &mut table.plan.time {
                Some(time) if instants => time.kind = TimeKind::Instant,
                None if timed => return Err(LoadError::about(LoadErrorCode::MissingRole, "time")),
                _ => {}
            }
        }
        Ok(())
    }

    /// Which roles all events together have, and how those of each file that is read fit in.
    pub fn schema(&self) -> (TableSchema, Vec<Fitting>) {
        let mut schema = self.main().schema();
        if self.is_single() {
            return (schema, vec![Fitting::default()]);
        }
        let schemas: Vec<TableSchema> = self
            .read()
            .into_iter()
            .map(|at| self.tables[at].plan.schema())
            .collect();
        for other in &schemas[1..] {
            schema.touchpoint |= other.touchpoint;
            schema.stage |= other.stage;
            schema.channel |= other.channel;
            schema.persona |= other.persona;
            schema.account |= other.account;
            schema.revenue |= other.revenue;
            schema.verbatim |= other.verbatim;
            schema.weight |= other.weight;
            schema.emotion = match (schema.emotion, other.emotion) {
                // Two scales have only what both are converted to in common.
                (Some(one), Some(two)) if one != two => {
                    Some(crate::model::emotion::EmotionScale::Emotion)
                }
                (one, two) => one.or(two),
            };
            for attribute in &other.attributes {
                if !schema.attributes.contains(attribute) {
                    schema.attributes.push(attribute.clone());
                }
            }
        }
        let source = schemas.len() > 1;
        if source {
            let mut name = SOURCE.to_string();
            while schema.attributes.contains(&name) {
                name.push_str(" (2)");
            }
            schema.attributes.push(name);
        }
        let fittings = self.read().into_iter().zip(&schemas).map(|(at, own)| {
            let place = |name: &String| own.attributes.iter().position(|known| known == name);
            Fitting {
                attributes: schema.attributes.iter().map(place).collect(),
                source: source.then(|| (schema.attributes.len() - 1, self.tables[at].name.clone())),
                stage_is_touchpoint: schema.stage && !own.stage,
                touchpoint_is_stage: schema.touchpoint && !own.touchpoint,
            }
        });
        let fittings = fittings.collect();
        (schema, fittings)
    }

    /// What the column is called that tells the file of a row.
    pub const fn source_name(&self) -> &'static str {
        SOURCE
    }

    /// The header over the rows of all files that are read: the main one's, then what others have more.
    pub fn header(&self) -> Vec<String> {
        let mut header: Vec<String> = Vec::new();
        for at in self.read() {
            for name in self.tables[at].plan.header() {
                if !header.contains(name) {
                    header.push(name.clone());
                }
            }
        }
        header
    }
}
