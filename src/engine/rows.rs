//! The way back to the rows: the files are streamed again and the wanted ones are picked out.

use serde::Serialize;

use crate::import::RowCollector;
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::Reply;

use super::Source;
use super::load::collect;
use super::loaded::ReadTable;

/// Rows to read from the files.
pub struct WantedRows {
    header: Vec<String>,
    tables: Vec<ReadTable>,
    /// How many rows the filter keeps in all.
    total: usize,
    /// 0-based data rows, ascending, over all files.
    rows: Vec<u32>,
}

/// Header and cells as read, as `rows()` answers them.
#[derive(Serialize)]
struct Rows {
    header: Vec<String>,
    rows: Vec<Row>,
    total: usize,
}

#[derive(Serialize)]
struct Row {
    line: u64,
    cells: Vec<String>,
    /// Where several files are one table.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl WantedRows {
    /// `window`: how many rows, after how many.
    pub(super) fn new(
        header: Vec<String>,
        tables: Vec<ReadTable>,
        matching: Vec<u32>,
        window: (Option<u32>, u32),
    ) -> Self {
        let limit = window.0.map_or(usize::MAX, |limit| limit as usize);
        let total = matching.len();
        let rows = matching
            .into_iter()
            .skip(window.1 as usize)
            .take(limit)
            .collect();
        Self {
            header,
            tables,
            total,
            rows,
        }
    }

    /// The rows as JSON, or why not.
    pub async fn read(self, files: &mut [impl Source]) -> Reply {
        self.collect(files)
            .await
            .map_or_else(Reply::Failed, Reply::Json)
    }

    async fn collect(self, files: &mut [impl Source]) -> Result<String, LoadError> {
        let mut rows = Vec::with_capacity(self.rows.len());
        let several = self.tables.len() > 1;
        for (at, table) in self.tables.iter().enumerate() {
            let next = self.tables.get(at + 1);
            let end = next.map_or(u32::MAX, |table| table.first_row);
            let own = |row: &&u32| (table.first_row..end).contains(row);
            let wanted: Vec<u32> = self
                .rows
                .iter()
                .filter(own)
                .map(|row| row - table.first_row)
                .collect();
            let Some(file) = files.get_mut(table.file) else {
                return Err(LoadError::new(LoadErrorCode::NoData));
            };
            if wanted.is_empty() {
                continue;
            }
            let mut collector = RowCollector::new(table.plan.clone(), wanted);
            collect(&mut collector, file).await?;
            let raw = collector.finish()?;
            for (line, _, cells) in raw.rows {
                rows.push(Row {
                    line,
                    cells: if several {
                        self.placed(&raw.header, cells)
                    } else {
                        cells
                    },
                    file: several.then(|| table.name.clone()),
                });
            }
        }
        serde_json::to_string(&Rows {
            header: self.header,
            rows,
            total: self.total,
        })
        .map_err(|_| LoadError::new(LoadErrorCode::Unsupported))
    }

    /// One file's cells under the header of all.
    fn placed(&self, own: &[String], cells: Vec<String>) -> Vec<String> {
        let mut placed = vec![String::new(); self.header.len()];
        for (name, cell) in own.iter().zip(cells) {
            if let Some(place) = self.header.iter().position(|known| known == name) {
                placed[place] = cell;
            }
        }
        placed
    }
}
