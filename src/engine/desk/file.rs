//! One file under its marks: its rows found by number, by text, in the order of a column.

use crate::import::{Key, Looking, Pass, Plan, Rereading, SortedBy, Surveyed, Window};
use crate::model::cells::{ReadCell, TableRow};
use crate::model::load::{LoadError, LoadErrorCode};
use crate::protocol::Progress;

use super::super::{Host, SLICE_BYTES, Source};

/// Bytes asked for where only some rows are wanted.
const WINDOW_BYTES: usize = 64 << 10;

pub struct OpenFile {
    /// Its number among the files.
    pub at: usize,
    /// 0 for the main one: how lines of the others are told from its own.
    pub number: u32,
    pub name: String,
    pub plan: Plan,
    pub surveyed: Surveyed,
    /// Number of its first row among the rows of all.
    pub first_row: u32,
    /// For each of its columns the place under the header of all; `None` where it is the only file.
    pub places: Option<Vec<usize>>,
}

impl OpenFile {
    /// Of rows among all (ascending) its own, by their numbers in it.
    pub fn own(&self, rows: &[u32]) -> Vec<u32> {
        let end = self.first_row.saturating_add(self.surveyed.rows);
        let own = rows
            .iter()
            .filter(|row| (self.first_row..end).contains(row));
        own.map(|row| row - self.first_row).collect()
    }

    /// Those of its rows with the needle in a cell, each with what it is sorted by.
    pub async fn look(
        &self,
        source: &mut impl Source,
        wanted: &[u32],
        needle: &str,
        by: SortedBy,
        host: &dyn Host,
    ) -> Result<Vec<(u32, Key)>, LoadError> {
        let column = by.column.and_then(|column| match &self.places {
            Some(places) => places.iter().position(|place| *place == column as usize),
            None => Some(column as usize),
        });
        let by = SortedBy {
            column: column.map(|column| column as u32),
            ..by
        };
        let pass = Looking::new(&self.plan, &self.surveyed.washer, wanted, needle, by);
        let walk = Rereading::new(&self.plan, pass);
        let found = walk_all(source, walk, host).await?.finish()?.finish();
        let among_all = |(row, key)| (self.first_row + row, key);
        Ok(found.into_iter().map(among_all).collect())
    }

    /// Rows by their numbers in it (ascending), with their numbers among all. Neighbours are read in one go.
    pub async fn window(
        &self,
        source: &mut impl Source,
        wanted: &[u32],
        width: usize,
    ) -> Result<Vec<(u32, TableRow)>, LoadError> {
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
            let walk = walk_from(source, walk, mark.offset, WINDOW_BYTES, |_, _| ()).await?;
            let window = walk.finish()?;
            let rows = window.rows.into_iter().map(|row| self.placed(row, width));
            let numbers = wanted[from..to].iter().map(|row| self.first_row + row);
            found.extend(numbers.zip(rows));
            from = to;
        }
        Ok(found)
    }

    /// Its cells under the header of all, which is `width` wide and begins with the file's name; what is too much in a row comes behind.
    fn placed(&self, row: TableRow, width: usize) -> TableRow {
        let Some(places) = &self.places else {
            return row;
        };
        let place = |own: usize| {
            let extra = || width + own - places.len();
            places.get(own).copied().unwrap_or_else(extra)
        };
        let extra = row.cells.len().saturating_sub(places.len());
        let mut cells = vec![String::new(); width + extra];
        for (own, cell) in row.cells.into_iter().enumerate() {
            cells[place(own)] = cell;
        }
        cells[0].clone_from(&self.name);
        let read = row.read.into_iter();
        let read: Vec<(u32, ReadCell)> = read
            .map(|(own, cell)| (place(own as usize) as u32, cell))
            .collect();
        TableRow {
            file: self.number,
            cells,
            read,
            ..row
        }
    }
}

/// From the start of the file to its end, or to the last row wanted.
pub async fn walk_all<P: Pass>(
    source: &mut impl Source,
    walk: Rereading<P>,
    host: &dyn Host,
) -> Result<Rereading<P>, LoadError> {
    walk_from(source, walk, 0, SLICE_BYTES, |offset, length| {
        host.progress(Progress {
            bytes_read: offset,
            bytes_total: Some(length),
            rows_read: 0,
        });
    })
    .await
}

/// From a place in the file on, in slices of so many bytes; `tell`: how far it is, of how much.
async fn walk_from<P: Pass>(
    source: &mut impl Source,
    mut walk: Rereading<P>,
    mut offset: u64,
    slice: usize,
    tell: impl Fn(u64, u64),
) -> Result<Rereading<P>, LoadError> {
    let vanished = || LoadError::new(LoadErrorCode::Vanished);
    while offset < source.length() {
        tell(offset, source.length());
        let bytes = source.read(offset, slice).await.map_err(|_| vanished())?;
        if bytes.is_empty() {
            return Err(vanished());
        }
        offset += bytes.len() as u64;
        if !walk.push(&bytes)? {
            break;
        }
    }
    Ok(walk)
}
