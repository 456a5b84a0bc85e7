//! The way back to the rows: the file is streamed again and the wanted ones are picked out.

use serde::Serialize;

use crate::import::{Plan, RowCollector};
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::Reply;

use super::Source;
use super::load::read;

/// Rows to read from the file.
pub struct WantedRows {
    plan: Plan,
    /// How many rows the filter keeps in all.
    total: usize,
    /// 0-based data rows, ascending.
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
}

impl WantedRows {
    pub fn new(plan: Plan, matching: Vec<u32>, limit: Option<u32>, offset: u32) -> Self {
        let limit = limit.map_or(usize::MAX, |limit| limit as usize);
        let total = matching.len();
        let rows = matching
            .into_iter()
            .skip(offset as usize)
            .take(limit)
            .collect();
        Self { plan, total, rows }
    }

    /// The rows as JSON, or why not.
    pub async fn read(self, files: &mut [impl Source]) -> Reply {
        self.collect(files)
            .await
            .map_or_else(Reply::Failed, Reply::Json)
    }

    async fn collect(self, files: &mut [impl Source]) -> Result<String, LoadError> {
        let source = files
            .first_mut()
            .ok_or_else(|| LoadError::new(LoadErrorCode::NoData))?;
        let mut collector = RowCollector::new(self.plan, self.rows);
        let mut offset = 0;
        while offset < source.length() {
            let bytes = read(source, offset).await?;
            if bytes.is_empty() {
                return Err(LoadError::new(LoadErrorCode::Vanished));
            }
            offset += bytes.len() as u64;
            if !collector.push(&bytes)? {
                break;
            }
        }
        let raw = collector.finish()?;
        let rows = raw
            .rows
            .into_iter()
            .map(|(line, _, cells)| Row { line, cells })
            .collect();
        serde_json::to_string(&Rows {
            header: raw.header,
            rows,
            total: self.total,
        })
        .map_err(|_| LoadError::new(LoadErrorCode::Unsupported))
    }
}
