//! A table into pieces, one at a time, so that the whole form is never in memory beside it.

use parcours_kernel::{Run, checksum, width};

use super::super::loaded::Loaded;
use super::{CHECKSUM, LAYOUT, MAGIC, PAYLOAD, PIECE, PREFIX};

/// How far the writing of one table is.
pub struct Writing {
    /// With the prefix.
    head: Vec<u8>,
    /// Review, problems, and what cleaning did.
    texts: [Vec<u8>; 3],
    /// Bytes to write and written, without checksums.
    content: usize,
    written: usize,
    /// Of the piece before.
    checksum: u64,
}

impl Writing {
    /// `None` where there is nothing to write: the table was not read from files but restored, or written by people; or it is of a size
    /// that nobody has met.
    pub(in crate::engine) fn new(loaded: &Loaded) -> Option<Self> {
        let texts = loaded.texts()?;
        let mut columns = Vec::new();
        let mut after_head = 0;
        for run in &runs(&[], &texts, loaded)[1..] {
            columns.push((run.kind(), u32::try_from(run.len()).ok()?));
            after_head += padded(run);
        }
        let head = loaded.head(columns)?;
        let head = postcard::to_extend(&head, Vec::new()).ok()?;
        let content = (PREFIX + head.len()).next_multiple_of(8) + after_head;
        let length = content + content.div_ceil(PAYLOAD) * CHECKSUM;
        let mut prefixed = Vec::with_capacity(PREFIX + head.len());
        prefixed.extend_from_slice(&MAGIC);
        prefixed.extend_from_slice(&LAYOUT.to_le_bytes());
        prefixed.extend_from_slice(&(head.len() as u32).to_le_bytes());
        prefixed.extend_from_slice(&(length as u64).to_le_bytes());
        prefixed.extend_from_slice(&head);
        // The reader looks for it in the first piece.
        (prefixed.len() <= PAYLOAD).then_some(Self {
            head: prefixed,
            texts,
            content,
            written: 0,
            checksum: 0,
        })
    }

    pub const fn is_done(&self) -> bool {
        self.written == self.content
    }

    /// The next piece, of the same table as the ones before.
    pub(in crate::engine) fn piece(&mut self, loaded: &Loaded) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(PIECE.min(self.content - self.written + CHECKSUM));
        let mut start = 0;
        for run in runs(&self.head, &self.texts, loaded) {
            let at = self.written + bytes.len();
            let end = start + padded(&run);
            if bytes.len() < PAYLOAD && at < end {
                run.write(at - start, PAYLOAD - bytes.len(), &mut bytes);
                bytes.resize(bytes.len().next_multiple_of(8), 0);
            }
            start = end;
        }
        self.written += bytes.len();
        self.checksum = checksum(&bytes, self.checksum);
        bytes.extend_from_slice(&self.checksum.to_le_bytes());
        bytes
    }
}

fn runs<'a>(head: &'a [u8], texts: &'a [Vec<u8>; 3], loaded: &'a Loaded) -> Vec<Run<'a>> {
    let mut runs = vec![Run::U8(head)];
    for text in texts {
        runs.push(Run::U8(text));
    }
    loaded.table().add_runs(&mut runs);
    runs
}

/// Bytes of a run, filled up.
fn padded(run: &Run<'_>) -> usize {
    (run.len() * width(run.kind()).unwrap_or_default()).next_multiple_of(8)
}
