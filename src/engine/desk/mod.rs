//! The files read again for people to look at: windows on its rows, search, order, what could be cleaned.
//!
//! Owns the rows chosen. Must not know the table of events: which rows a filter keeps is told.

mod file;

use crate::import::{Rereading, SortedBy, Survey, Tables, csv_line, in_order};
use crate::model::cells::{DeskRequest, DeskSurvey, ReadCell, TableRow};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::model::recipe::{Offer, StepOutcome};
use crate::protocol::Reply;

use self::file::{OpenFile, walk_all};
use super::load::read;
use super::{Host, Source};

/// The files whose rows are shown, the main one first.
struct Opened {
    files: Vec<OpenFile>,
    /// Over the rows of all.
    header: Vec<String>,
    offers: Vec<Offer>,
    /// Rows of the view, in its order.
    chosen: Vec<u32>,
}

/// The files that are looked at, if there are any.
#[derive(Default)]
pub struct Desk {
    open: Option<Opened>,
}

impl Desk {
    /// Answers a [`DeskRequest`] written as JSON.
    pub async fn answer(
        &mut self,
        request: &str,
        files: &mut [impl Source],
        host: &dyn Host,
    ) -> Reply {
        let Ok(request) = serde_json::from_str(request) else {
            return Reply::Failed(LoadError::new(LoadErrorCode::BadOptions));
        };
        self.reply(request, files, host)
            .await
            .map_or_else(Reply::Failed, Reply::Json)
    }

    async fn reply(
        &mut self,
        request: DeskRequest,
        files: &mut [impl Source],
        host: &dyn Host,
    ) -> Result<String, LoadError> {
        if let DeskRequest::Open(options) = request {
            let open = Opened::survey(files, *options, host).await?;
            let survey = open.told();
            self.open = Some(open);
            return json(&survey);
        }
        let open = self
            .open
            .as_mut()
            .ok_or_else(|| LoadError::new(LoadErrorCode::NoData))?;
        match request {
            DeskRequest::Select {
                runs,
                with_removed,
                needle,
                sort,
                descending,
            } => {
                let rows = open.rows_of(&runs, with_removed);
                let by = SortedBy {
                    column: sort.map(|(column, _)| column),
                    descending: sort.map_or(descending, |(_, down)| down),
                };
                open.chosen = open.select(files, rows, &needle, by, host).await?;
                json(&open.chosen.len())
            }
            DeskRequest::Window { first, count } => {
                let wanted = open.chosen_rows(first, count);
                json(&open.window(files, &wanted).await?)
            }
            DeskRequest::Written { first, count } => {
                let last = first.saturating_add(count).min(open.rows());
                let wanted: Vec<u32> = (first..last).collect();
                let rows = open.window(files, &wanted).await?;
                json(
                    &rows
                        .iter()
                        .map(|row| csv_row(row, false, ','))
                        .collect::<String>(),
                )
            }
            DeskRequest::Csv {
                first,
                count,
                as_read,
                separator,
            } => {
                let rows = open.window(files, &open.chosen_rows(first, count)).await?;
                let text: String = rows
                    .iter()
                    .map(|row| csv_row(row, as_read, separator))
                    .collect();
                json(&text)
            }
            DeskRequest::Open(_) => Err(LoadError::new(LoadErrorCode::Unsupported)),
        }
    }
}

/// Cleaned texts in the place of those written, where that is wanted; times and numbers stay as the file writes them.
fn csv_row(row: &TableRow, as_read: bool, separator: char) -> String {
    let cells = row.cells.iter().enumerate().map(|(column, cell)| {
        let cleaned = row.read.iter().find_map(|(at, read)| match read {
            ReadCell::Text(text) if as_read && *at as usize == column => Some(text.as_str()),
            _ => None,
        });
        cleaned.unwrap_or(cell)
    });
    csv_line(cells, separator)
}

fn json(value: &impl serde::Serialize) -> Result<String, LoadError> {
    serde_json::to_string(value).map_err(|_| LoadError::new(LoadErrorCode::Unsupported))
}

impl Opened {
    /// Walks over the files once.
    async fn survey(
        files: &mut [impl Source],
        options: LoadOptions,
        host: &dyn Host,
    ) -> Result<Self, LoadError> {
        let mut heads = Vec::with_capacity(files.len());
        for file in files.iter_mut() {
            let head = read(file, 0).await?;
            let complete = head.len() as u64 >= file.length();
            heads.push((head, complete));
        }
        let heads: Vec<(&[u8], bool)> = heads
            .iter()
            .map(|(head, complete)| (head.as_slice(), *complete))
            .collect();
        let options = LoadOptions {
            review: Some(false),
            ..options
        };
        let mut tables = Tables::plan(&heads, &options)?;
        // Only the files' own cells are shown: nothing is looked up.
        tables.fit(&[])?;
        let header = header(&tables);
        // Each file can be of another encoding than its head suggests once.
        for _ in 0..=2 * files.len() {
            if let Some((opened, offers)) = walk_over(&mut tables, &header, files, host).await? {
                return Ok(Self {
                    files: opened,
                    header,
                    offers,
                    chosen: Vec::new(),
                });
            }
        }
        Err(LoadError::new(LoadErrorCode::Unsupported))
    }

    fn told(&self) -> DeskSurvey {
        let removed = |file: &OpenFile| file.surveyed.removed().len() as u32;
        DeskSurvey {
            header: self.header.clone(),
            rows: self.rows(),
            removed: self.files.iter().map(removed).sum(),
            outcomes: self.outcomes(),
            offers: self.offers.clone(),
        }
    }

    fn rows(&self) -> u32 {
        self.files.iter().map(|file| file.surveyed.rows).sum()
    }

    /// What the steps did in all files that they are done in.
    fn outcomes(&self) -> Vec<StepOutcome> {
        let mut files = self.files.iter().map(|file| file.surveyed.outcomes());
        let mut all = files.next().unwrap_or_default();
        let steps_of = |file: &OpenFile| file.plan.options().recipe.steps.clone();
        let steps = self.files.first().map(steps_of).unwrap_or_default();
        for (other, own) in files.zip(self.files.iter().skip(1).map(steps_of)) {
            for (((sum, other), step), own) in all.iter_mut().zip(other).zip(&steps).zip(own) {
                // Not done in this file, which has other columns.
                if (own.kind, &own.columns) != (step.kind, &step.columns) {
                    continue;
                }
                sum.cells += other.cells;
                sum.rows += other.rows;
                // The values of two files may be the same: only rows add up.
                let both = sum.counts.zip(other.counts);
                let added = both.map(|(a, b)| (a.0 + b.0, a.1 + b.1));
                sum.counts = added.filter(|_| step.kind.drops_rows());
                sum.misses = sum.misses.take().filter(|_| other.misses.is_some());
            }
        }
        all
    }

    /// Runs as rows, ascending, with the removed ones where they stood.
    fn rows_of(&self, runs: &[u32], with_removed: bool) -> Vec<u32> {
        let mut rows: Vec<u32> = Vec::new();
        let all = self.rows();
        for run in runs.chunks_exact(2) {
            rows.extend((run[0]..run[0].saturating_add(run[1])).take_while(|row| *row < all));
        }
        if with_removed {
            for file in &self.files {
                let removed = file.surveyed.removed().iter();
                rows.extend(removed.map(|gone| file.first_row + gone.row));
            }
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }

    async fn select(
        &self,
        sources: &mut [impl Source],
        mut rows: Vec<u32>,
        needle: &str,
        by: SortedBy,
        host: &dyn Host,
    ) -> Result<Vec<u32>, LoadError> {
        if needle.trim().is_empty() && by.column.is_none() {
            if by.descending {
                rows.reverse();
            }
            return Ok(rows);
        }
        let mut found = Vec::new();
        for file in &self.files {
            let wanted = file.own(&rows);
            if !wanted.is_empty() {
                let source = &mut sources[file.at];
                found.extend(file.look(source, &wanted, needle, by, host).await?);
            }
        }
        Ok(in_order(found, by))
    }

    fn chosen_rows(&self, first: u32, count: u32) -> Vec<u32> {
        let chosen = self.chosen.iter().skip(first as usize);
        chosen.take(count as usize).copied().collect()
    }

    /// Rows in the order wanted.
    async fn window(
        &self,
        sources: &mut [impl Source],
        order: &[u32],
    ) -> Result<Vec<TableRow>, LoadError> {
        let mut wanted = order.to_vec();
        wanted.sort_unstable();
        let mut found: Vec<(u32, TableRow)> = Vec::new();
        for file in &self.files {
            let own = file.own(&wanted);
            let source = &mut sources[file.at];
            found.extend(file.window(source, &own, self.header.len()).await?);
        }
        let in_order = order.iter().filter_map(|row| {
            let at = found
                .binary_search_by_key(row, |(number, _)| *number)
                .ok()?;
            Some(found[at].1.clone())
        });
        Ok(in_order.collect())
    }
}

/// Walks over the files once; `None`: one of them is of another encoding than its head suggested, and its plan knows it now.
async fn walk_over(
    tables: &mut Tables,
    header: &[String],
    files: &mut [impl Source],
    host: &dyn Host,
) -> Result<Option<(Vec<OpenFile>, Vec<Offer>)>, LoadError> {
    let (mut opened, mut offers): (Vec<OpenFile>, _) = (Vec::new(), None);
    let mut first_row = 0;
    for (place, at) in tables.read().into_iter().enumerate() {
        let plan = tables.plan_of(at);
        let survey = match (offers.take(), opened.last_mut()) {
            (Some(before), Some(OpenFile { surveyed, .. })) => {
                Survey::after(plan, before, surveyed)
            }
            _ => Survey::new(plan),
        };
        let walk = Rereading::first(plan, survey);
        let walk = walk_all(&mut files[at], walk, host).await?;
        let (survey, plan) = walk.finish_first()?;
        let Some(survey) = survey else {
            tables.replace(at, plan);
            return Ok(None);
        };
        let (surveyed, counted) = survey.finish();
        offers = Some(counted);
        let in_all = |name: &String| header.iter().position(|known| known == name);
        let places = plan.header().iter().filter_map(in_all).collect();
        let rows = surveyed.rows;
        opened.push(OpenFile {
            at,
            number: if place == 0 { 0 } else { at as u32 + 1 },
            name: tables.name(at).to_owned(),
            places: (!tables.is_single()).then_some(places),
            plan,
            surveyed,
            first_row,
        });
        first_row += rows;
    }
    let offers = offers.map(|offers| offers.finish()).unwrap_or_default();
    Ok(Some((opened, offers)))
}

/// Of several files: the name of the file, and all columns that one of them has.
fn header(tables: &Tables) -> Vec<String> {
    let mut header = tables.header();
    if !tables.is_single() {
        let mut name = tables.source_name().to_owned();
        while header.contains(&name) {
            name.push_str(" (2)");
        }
        header.insert(0, name);
    }
    header
}
