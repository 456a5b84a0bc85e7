//! Pieces back into a table. Whatever is not exactly as it was written is nothing.

use std::vec::IntoIter;

use parcours_kernel::{Column, checksum, width};

use super::super::Source;
use super::super::loaded::Loaded;
use super::{Belongs, CHECKSUM, Head, LAYOUT, MAGIC, PIECE, PREFIX, Written};
use crate::model::query::Lens;

/// The table that was stored; `None` where it is of other files, settings, builds or layouts, or not whole.
pub async fn restore(stored: &mut impl Source, belongs: &Belongs, lens: Lens) -> Option<Loaded> {
    let mut offset = 0;
    let mut sum = 0;
    let mut begun: Option<(Head, Filling)> = None;
    while offset < stored.length() {
        let piece = stored.read(offset, PIECE).await.ok()?;
        let (bytes, told) = piece.split_last_chunk::<CHECKSUM>()?;
        sum = checksum(bytes, sum);
        if sum != u64::from_le_bytes(*told) {
            return None;
        }
        offset += piece.len() as u64;
        match &mut begun {
            Some((_, filling)) => filling.take(bytes)?,
            None => {
                let (mut head, rest) = head(bytes, stored.length())?;
                if head.stamp != belongs.stamp {
                    return None;
                }
                let columns = std::mem::take(&mut head.columns);
                let mut filling = Filling::of(columns.into_iter());
                filling.take(rest)?;
                begun = Some((head, filling));
            }
        }
    }
    let (head, filling) = begun?;
    loaded(head, filling.done()?.into_iter(), belongs, lens)
}

/// The head of a form of `length` bytes, and what stands behind it.
fn head(bytes: &[u8], length: u64) -> Option<(Head, &[u8])> {
    let (magic, rest) = bytes.split_first_chunk()?;
    let (layout, rest) = rest.split_first_chunk()?;
    let (head, rest) = rest.split_first_chunk()?;
    let (told, _) = rest.split_first_chunk()?;
    let known = *magic == MAGIC && u32::from_le_bytes(*layout) == LAYOUT;
    if !known || u64::from_le_bytes(*told) != length {
        return None;
    }
    let end = PREFIX + u32::from_le_bytes(*head) as usize;
    let head = postcard::from_bytes(bytes.get(PREFIX..end)?).ok()?;
    Some((head, bytes.get(end.next_multiple_of(8)..)?))
}

fn loaded(
    head: Head,
    mut cells: IntoIter<Column>,
    belongs: &Belongs,
    lens: Lens,
) -> Option<Loaded> {
    let mut text = || match cells.next()? {
        Column::U8(bytes) => Some(bytes),
        _ => None,
    };
    let review = text()?;
    let problems = String::from_utf8(text()?).ok()?;
    let cleaned = String::from_utf8(text()?).ok()?;
    let written = Written { review, problems };
    Loaded::restored(head, cells, (written, cleaned), belongs.clone(), lens)
}

/// Columns as their bytes arrive.
struct Filling {
    /// Those to come.
    columns: IntoIter<(u8, u32)>,
    cells: Vec<Column>,
    /// Bytes that the last one still waits for.
    missing: usize,
}

impl Filling {
    const fn of(columns: IntoIter<(u8, u32)>) -> Self {
        Self {
            columns,
            cells: Vec::new(),
            missing: 0,
        }
    }

    fn open(&mut self, (kind, count): (u8, u32)) -> Option<()> {
        self.missing = (count as usize).checked_mul(width(kind)?)?;
        self.cells.push(Column::new(kind, count as usize)?);
        Some(())
    }

    /// `None`: there is more than was told.
    fn take(&mut self, mut bytes: &[u8]) -> Option<()> {
        while !bytes.is_empty() {
            if self.missing == 0 {
                let next = self.columns.next()?;
                self.open(next)?;
                continue;
            }
            let own = self.missing.min(bytes.len());
            self.cells.last_mut()?.read(&bytes[..own]);
            self.missing -= own;
            bytes = bytes.get(own.next_multiple_of(8)..)?;
        }
        Some(())
    }

    /// `None`: something is missing.
    fn done(mut self) -> Option<Vec<Column>> {
        while self.missing == 0 {
            match self.columns.next() {
                Some(empty) => self.open(empty)?,
                None => return Some(self.cells),
            }
        }
        None
    }
}
