//! A table with where it came from, and its answers.

use std::vec::IntoIter;

use parcours_kernel::Column;
use serde::Serialize;

use crate::import::{Plan, Tables};
use crate::model::answer::{StagesFrom, TableInfo};
use crate::model::event::EventSink;
use crate::model::filter::Filter;
use crate::model::load::{
    Goal, LoadError, LoadErrorCode, LoadOptions, Problem, ProblemReason, Review, SourceInfo,
};
use crate::model::query::Lens;
use crate::model::shape::{Preview, SplitOffer};
use crate::protocol::{Authored, Envelope, Reply, Request, encode};
use crate::store::{StoreError, Table, TableBuilder};

use super::bad_filter;
use super::gather::Gather;
use super::load::Gathered;
use super::rows::WantedRows;
use super::stored::{Belongs, Head, Written};

/// Problems that a preview shows.
const PREVIEWED_PROBLEMS: usize = 60;
/// One file of the table.
#[derive(Clone)]
pub(super) struct ReadTable {
    /// Its number among the files handed over.
    pub file: usize,
    /// Where there are several.
    pub name: String,
    pub plan: Plan,
    /// Number of its first row among the rows of all.
    pub first_row: u32,
}

pub struct Loaded {
    table: Table,
    source: SourceInfo,
    /// What was found in the files; an authored journey has none.
    review: Option<Box<Review>>,
    /// How each file was read, the main one first, and the header over the rows of all.
    read: Vec<ReadTable>,
    header: Vec<String>,
    problems: Vec<Problem>,
    problem_counts: Vec<(ProblemReason, u64)>,
    emptied_cells: u32,
    plain_times: u32,
    authored: bool,
    /// Told with the file: stands until the user chooses another.
    told_goal: Option<Goal>,
    is_split: bool,
    /// What each cleaning step did, as JSON; empty without steps.
    cleaned: String,
    /// Restored, not read: what was answered when it was read.
    written: Option<Written>,
    /// What a stored form of the table must belong to; `None` where it is never stored.
    belongs: Option<Belongs>,
}

/// The rejected rows and emptied cells, as `problems()` answers them.
#[derive(Serialize)]
struct Problems<'a> {
    counts: Vec<ProblemCount>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct ProblemCount {
    reason: ProblemReason,
    count: u64,
}

impl Loaded {
    /// # Errors
    /// `WeightDiffers`, `NoUsableRow`, `TooLarge`.
    pub(super) fn new(
        tables: &Tables,
        sink: Gather,
        gathered: Gathered,
        lens: Lens,
        options: &LoadOptions,
    ) -> Result<Self, LoadError> {
        let main = tables.main();
        let mut source = main.source_info();
        source.rows_read = gathered.rows_read;
        source.rows_kept = gathered.rows_kept;
        source.rows_rejected = gathered.rows_rejected;
        source.duplicates_dropped = gathered.duplicates_dropped;
        if let Some(name) = &options.name {
            source.name.clone_from(name);
        }
        let count = |is: fn(ProblemReason) -> bool| {
            let counts = gathered.counts.iter().filter(|(reason, _)| is(*reason));
            let all: u64 = counts.map(|(_, n)| n).sum();
            u32::try_from(all).unwrap_or(u32::MAX)
        };
        let emptied_cells = count(ProblemReason::is_about_a_cell);
        let plain_times = count(|reason| reason == ProblemReason::PlainTime);
        let told_goal = options.goal.as_ref().or_else(|| main.goal()).cloned();
        let lens = with_goal(lens, told_goal.as_ref());
        let builder = sink.into_builder();
        let table = builder.finish_under(lens).map_err(store_error)?;
        let review = Box::new(tables.review());
        Ok(Self {
            table,
            source,
            review: Some(review),
            header: tables.header(),
            read: gathered.read,
            problems: gathered.problems,
            problem_counts: gathered.counts,
            emptied_cells,
            plain_times,
            authored: false,
            told_goal,
            is_split: options.split.is_some(),
            cleaned: gathered.cleaned,
            written: None,
            belongs: None,
        })
    }

    /// # Errors
    /// `NoUsableRow`, `TooLarge`.
    pub fn from_authored(authored: Authored) -> Result<Self, LoadError> {
        let mut builder = TableBuilder::new(authored.schema);
        for event in &authored.events {
            builder.push(event.as_event());
        }
        let lens = with_goal(authored.lens, authored.goal.as_ref());
        let table = builder.finish_under(lens).map_err(store_error)?;
        let rows = authored.events.len() as u64;
        let source = SourceInfo {
            name: authored.name,
            rows_read: rows,
            rows_kept: rows,
            encoding: "utf-8".to_owned(),
            ..SourceInfo::default()
        };
        Ok(Self {
            table,
            source,
            review: None,
            read: Vec::new(),
            header: Vec::new(),
            problems: Vec::new(),
            problem_counts: Vec::new(),
            emptied_cells: 0,
            plain_times: 0,
            authored: true,
            told_goal: authored.goal,
            is_split: false,
            cleaned: String::new(),
            written: None,
            belongs: None,
        })
    }

    /// The table that was stored, as if it had been read. `None` where the columns are not those of the head.
    pub(super) fn restored(
        head: Head,
        cells: IntoIter<Column>,
        (written, cleaned): (Written, String),
        belongs: Belongs,
        lens: Lens,
    ) -> Option<Self> {
        let lens = with_goal(lens, head.told_goal.as_ref());
        Some(Self {
            table: Table::from_cells(head.schema, head.time_base, cells, lens)?,
            source: head.source,
            review: None,
            read: Vec::new(),
            header: Vec::new(),
            problems: Vec::new(),
            problem_counts: Vec::new(),
            emptied_cells: head.emptied_cells,
            plain_times: head.plain_times,
            authored: false,
            told_goal: head.told_goal,
            is_split: belongs.options.split.is_some(),
            cleaned,
            written: Some(written),
            belongs: Some(belongs),
        })
    }

    /// What is stored of it beside the table; `None` where nobody has said what it belongs to.
    pub(super) fn head(&self, columns: Vec<(u8, u32)>) -> Option<Head> {
        Some(Head {
            stamp: self.belongs.as_ref()?.stamp.clone(),
            source: self.source.clone(),
            schema: self.table.schema().clone(),
            time_base: self.table.time_base(),
            emptied_cells: self.emptied_cells,
            plain_times: self.plain_times,
            told_goal: self.told_goal.clone(),
            columns,
        })
    }

    /// Review, problems, and what cleaning did, as they are stored; `None` where the files have not been read.
    pub(super) fn texts(&self) -> Option<[Vec<u8>; 3]> {
        let review = Envelope {
            id: 0,
            body: Reply::Review(self.review.clone()?),
        };
        let review = encode(&review).ok()?;
        let Ok(Reply::Json(problems)) = json(&self.problems()) else {
            return None;
        };
        Some([
            review,
            problems.into_bytes(),
            self.cleaned.clone().into_bytes(),
        ])
    }

    pub(super) const fn table(&self) -> &Table {
        &self.table
    }

    pub(super) fn belongs_to(&mut self, belongs: Belongs) {
        self.belongs = Some(belongs);
    }

    pub(super) const fn belongs(&self) -> Option<&Belongs> {
        self.belongs.as_ref()
    }

    pub(super) const fn is_restored(&self) -> bool {
        self.written.is_some()
    }

    /// Restored, and not read since: how the rows are found in the files is not known.
    pub(super) const fn lacks_rows(&self) -> bool {
        self.is_restored() && self.read.is_empty()
    }

    /// Takes from a reading of the same files how rows are found in them.
    pub(super) fn learn_rows(&mut self, read: Self) {
        self.read = read.read;
        self.header = read.header;
    }

    pub fn info(&self) -> TableInfo {
        let mut info = self.table.info(&self.source);
        info.emptied_cells = self.emptied_cells;
        info.plain_times = self.plain_times;
        if self.authored {
            info.stages_from = StagesFrom::Authored;
        }
        info
    }

    /// The counts of a preview, as if this were all.
    pub fn preview(&self) -> Preview {
        let info = self.table.info(&self.source);
        Preview {
            rows: self.source.rows_read,
            rejected: self.source.rows_rejected,
            emptied: self.emptied_cells.into(),
            journeys: info.journeys.into(),
            events: info.events.into(),
            touchpoints: info.touchpoints.len() as u64,
            stages: info.stages.len() as u64,
            problems: self
                .problems
                .iter()
                .take(PREVIEWED_PROBLEMS)
                .cloned()
                .collect(),
            ..Preview::default()
        }
    }

    /// # Errors
    /// `BadFilter`; `Unsupported` for requests that are not the table's.
    pub fn answer(&mut self, request: Request) -> Result<Reply, LoadError> {
        Ok(match request {
            Request::SetLens(lens) => {
                self.table
                    .set_lens(with_goal(lens, self.told_goal.as_ref()));
                Reply::Table(Box::new(self.info()))
            }
            Request::Overview(query) => {
                Reply::Overview(Box::new(self.table.overview(&query).map_err(bad_filter)?))
            }
            Request::Strip(query) => {
                Reply::Strip(Box::new(self.table.strip(&query).map_err(bad_filter)?))
            }
            Request::Detail(query) => {
                Reply::Detail(Box::new(self.table.detail(&query).map_err(bad_filter)?))
            }
            Request::Personas(query) => {
                Reply::Personas(Box::new(self.table.personas(&query).map_err(bad_filter)?))
            }
            Request::Summary { filter, parts } => {
                let summary = self
                    .table
                    .summary(&filter, &self.source, parts.as_deref())
                    .map_err(bad_filter)?;
                json(&summary)?
            }
            Request::Problems => match &self.written {
                Some(written) => Reply::Json(written.problems.clone()),
                None => json(&self.problems())?,
            },
            Request::RowRuns(filter) => {
                let rows = self
                    .table
                    .matching_rows(&filter, None)
                    .map_err(bad_filter)?;
                json(&runs(&rows))?
            }
            Request::Prepare(events) => Reply::Prepared(self.table.prepare(events as usize)),
            Request::Cleaned => Reply::Json(self.cleaned.clone()),
            Request::Review => match (&self.review, &self.written) {
                (Some(review), _) => {
                    let mut review = review.clone();
                    review.split_offers.extend(self.split_offers());
                    Reply::Review(review)
                }
                (None, Some(written)) => {
                    Reply::Written(written.review.clone(), self.split_offers())
                }
                (None, None) => return Err(LoadError::new(LoadErrorCode::Unsupported)),
            },
            _ => return Err(LoadError::new(LoadErrorCode::Unsupported)),
        })
    }

    /// # Errors
    /// `BadFilter`; `Unsupported` for an authored journey, which has no rows.
    pub fn wanted_rows(
        &self,
        filter: &Filter,
        limit: Option<u32>,
        offset: u32,
    ) -> Result<WantedRows, LoadError> {
        if self.read.is_empty() {
            return Err(LoadError::new(LoadErrorCode::Unsupported));
        }
        let rows = self.table.matching_rows(filter, None).map_err(bad_filter)?;
        let header = self.header.clone();
        Ok(WantedRows::new(
            header,
            self.read.clone(),
            rows,
            (limit, offset),
        ))
    }

    /// Looked for when they are asked for: most files are never reviewed.
    fn split_offers(&self) -> Vec<SplitOffer> {
        if self.is_split {
            Vec::new()
        } else {
            self.table.split_offers()
        }
    }

    fn problems(&self) -> Problems<'_> {
        let counts = self
            .problem_counts
            .iter()
            .map(|&(reason, count)| ProblemCount { reason, count })
            .collect();
        Problems {
            counts,
            problems: &self.problems,
        }
    }
}

fn with_goal(lens: Lens, told: Option<&Goal>) -> Lens {
    Lens {
        goal: lens.goal.or_else(|| told.cloned()),
        ..lens
    }
}

/// Ascending rows as first row, how many, first row, how many, …
fn runs(rows: &[u32]) -> Vec<u32> {
    let mut runs: Vec<u32> = Vec::new();
    for row in rows {
        match runs.as_mut_slice() {
            // A row of several events is one row.
            [.., first, length] if *first + *length > *row => {}
            [.., first, length] if *first + *length == *row => *length += 1,
            _ => runs.extend([*row, 1]),
        }
    }
    runs
}

fn json(value: &impl Serialize) -> Result<Reply, LoadError> {
    serde_json::to_string(value)
        .map(Reply::Json)
        .map_err(|_| LoadError::new(LoadErrorCode::Unsupported))
}

fn store_error(error: StoreError) -> LoadError {
    match error {
        StoreError::WeightDiffers { journey, .. } => {
            LoadError::about(LoadErrorCode::WeightDiffers, journey)
        }
        StoreError::NoEvents => LoadError::new(LoadErrorCode::NoUsableRow),
        _ => LoadError::new(LoadErrorCode::TooLarge),
    }
}
