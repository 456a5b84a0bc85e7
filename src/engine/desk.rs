//! The file read again for people to look at: windows on its rows, search, order, what could be cleaned.
//!
//! Owns the rows chosen. Must not know the table of events: which rows a filter keeps is told.

use crate::import::{
    Looking, Mark, Pass, Plan, Rereading, SortedBy, Survey, Surveyed, Window, csv_line, plan,
};
use crate::model::cells::{DeskRequest, DeskSurvey, ReadCell, TableRow};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions};
use crate::protocol::{Progress, Reply};

use super::load::read;
use super::{Host, Source};

/// Bytes asked for where only some rows are wanted.
const WINDOW_BYTES: usize = 64 << 10;

/// One file under its marks.
struct Open {
    plan: Plan,
    surveyed: Surveyed,
    /// Rows of the view, in its order.
    chosen: Vec<u32>,
}

/// The file that is looked at, if there is one.
#[derive(Default)]
pub struct Desk {
    open: Option<Open>,
}

impl Desk {
    /// Answers a [`DeskRequest`] written as JSON.
    pub async fn answer(
        &mut self,
        request: &str,
        source: &mut impl Source,
        host: &dyn Host,
    ) -> Reply {
        let Ok(request) = serde_json::from_str(request) else {
            return Reply::Failed(LoadError::new(LoadErrorCode::BadOptions));
        };
        self.reply(request, source, host)
            .await
            .map_or_else(Reply::Failed, Reply::Json)
    }

    async fn reply(
        &mut self,
        request: DeskRequest,
        source: &mut impl Source,
        host: &dyn Host,
    ) -> Result<String, LoadError> {
        if let DeskRequest::Open(options) = request {
            let open = survey(source, *options, host).await?;
            let survey = open.survey();
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
                open.chosen = open.select(source, rows, &needle, by, host).await?;
                json(&open.chosen.len())
            }
            DeskRequest::Window { first, count } => {
                let wanted = open.chosen_rows(first, count);
                json(&open.window(source, &wanted).await?)
            }
            DeskRequest::Written { first, count } => {
                let last = first.saturating_add(count).min(open.surveyed.rows);
                let wanted: Vec<u32> = (first..last).collect();
                let rows = open.window(source, &wanted).await?;
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
                let rows = open.window(source, &open.chosen_rows(first, count)).await?;
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

async fn survey(
    source: &mut impl Source,
    options: LoadOptions,
    host: &dyn Host,
) -> Result<Open, LoadError> {
    let head = read(source, 0).await?;
    let complete = head.len() as u64 >= source.length();
    let options = LoadOptions {
        review: Some(false),
        ..options
    };
    let plan = plan(&head, complete, &options)?;
    let walk = Rereading::new(&plan, Survey::new(&plan));
    let surveyed = walk_all(source, walk, host).await?.finish();
    Ok(Open {
        plan,
        surveyed,
        chosen: Vec::new(),
    })
}

/// From the start of the file to its end, or to the last row wanted.
async fn walk_all<P: Pass>(
    source: &mut impl Source,
    mut walk: Rereading<P>,
    host: &dyn Host,
) -> Result<P, LoadError> {
    let mut offset = 0;
    while offset < source.length() {
        host.progress(Progress {
            bytes_read: offset,
            bytes_total: Some(source.length()),
            rows_read: 0,
        });
        let bytes = read(source, offset).await?;
        if bytes.is_empty() {
            return Err(LoadError::new(LoadErrorCode::Vanished));
        }
        offset += bytes.len() as u64;
        if !walk.push(&bytes)? {
            break;
        }
    }
    walk.finish()
}

/// From a mark, in small slices.
async fn walk_from<P: Pass>(
    source: &mut impl Source,
    mark: Mark,
    mut walk: Rereading<P>,
) -> Result<P, LoadError> {
    let mut offset = mark.offset;
    while offset < source.length() {
        let bytes = source
            .read(offset, WINDOW_BYTES)
            .await
            .map_err(|_| LoadError::new(LoadErrorCode::Vanished))?;
        if bytes.is_empty() {
            return Err(LoadError::new(LoadErrorCode::Vanished));
        }
        offset += bytes.len() as u64;
        if !walk.push(&bytes)? {
            break;
        }
    }
    walk.finish()
}

impl Open {
    fn survey(&self) -> DeskSurvey {
        DeskSurvey {
            header: self.plan.header().to_vec(),
            rows: self.surveyed.rows,
            removed: self.surveyed.removed().len() as u32,
            outcomes: self.surveyed.outcomes(),
            offers: self.surveyed.offers.clone(),
        }
    }

    /// Runs as rows, ascending, with the removed ones where they stood.
    fn rows_of(&self, runs: &[u32], with_removed: bool) -> Vec<u32> {
        let mut rows: Vec<u32> = Vec::new();
        for run in runs.chunks_exact(2) {
            rows.extend(
                (run[0]..run[0].saturating_add(run[1])).take_while(|row| *row < self.surveyed.rows),
            );
        }
        if with_removed {
            rows.extend(self.surveyed.removed().iter().map(|gone| gone.row));
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }

    async fn select(
        &self,
        source: &mut impl Source,
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
        let pass = Looking::new(&self.plan, &self.surveyed.washer, &rows, needle, by);
        let walk = Rereading::new(&self.plan, pass);
        Ok(walk_all(source, walk, host).await?.finish(by))
    }

    fn chosen_rows(&self, first: u32, count: u32) -> Vec<u32> {
        let chosen = self.chosen.iter().skip(first as usize);
        chosen.take(count as usize).copied().collect()
    }

    /// Rows in the order wanted. Neighbours are read in one go.
    async fn window(
        &self,
        source: &mut impl Source,
        order: &[u32],
    ) -> Result<Vec<TableRow>, LoadError> {
        let mut wanted = order.to_vec();
        wanted.sort_unstable();
        let mut found: Vec<(u32, TableRow)> = Vec::new();
        let mut from = 0;
        while from < wanted.len() {
            let mark = self.surveyed.mark_before(wanted[from]);
            let near = |pair: &[u32]| {
                self.surveyed.mark_before(pair[1]).row
                    <= self.surveyed.mark_before(pair[0]).row.saturating_add(512)
            };
            let more = wanted[from..]
                .windows(2)
                .take_while(|pair| near(pair))
                .count();
            let to = from + more + 1;
            let pass = Window::new(&self.plan, &self.surveyed.washer, &wanted[from..to]);
            let walk = Rereading::from_mark(&self.plan, mark, pass);
            let window = walk_from(source, mark, walk).await?;
            found.extend(wanted[from..to].iter().copied().zip(window.rows));
            from = to;
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
