//! One load: look at the heads, decide, read the rest in slices, again if a whole file says otherwise.

use crate::import::{Imported, Joined, Outcome, Plan, Reader, RowCollector, Tables, can_clean};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions, Problem, ProblemReason, Review};
use crate::model::query::Lens;
use crate::model::shape::TableOptions;
use crate::protocol::Progress;

use super::gather::Gather;
use super::loaded::{Loaded, ReadTable};
use super::{Host, SLICE_BYTES, Source};

/// Read at once after the head: what the engine holds of a file beside its table.
const PART_BYTES: usize = 1 << 20;

/// A plan that the whole file contradicts is corrected; each correction settles one matter of one file, and there are few.
const MOST_READINGS: usize = 5;

pub enum LoadOutcome {
    Loaded(Box<Loaded>),
    /// Something must be decided first.
    Review(Box<Review>),
}

/// How much of the files is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent {
    Whole,
    /// The first bytes of each, without the record that they cut.
    Head(usize),
    /// The first bytes of all together, but a slice of each.
    First(u64),
}

/// How large the memory may be when everything has been read: arranging it takes up to as much again, and 4 GiB are all there is.
const MOST_MEMORY: u64 = 2 << 30;

/// Reads the files whole. The caller's present table is not touched.
///
/// # Errors
/// Everything of [`LoadErrorCode`] that can be wrong with a file; `Vanished` if it cannot be read to its end, `Cancelled`.
pub async fn load(
    files: &mut [impl Source],
    options: LoadOptions,
    lens: Lens,
    host: &dyn Host,
) -> Result<LoadOutcome, LoadError> {
    let extent = options.first_bytes.map_or(Extent::Whole, Extent::First);
    read_files(files, options, lens, host, extent).await
}

/// The files while they are read.
struct Reading<'a, S> {
    files: &'a mut [S],
    heads: Vec<Vec<u8>>,
    extent: Extent,
    host: &'a dyn Host,
    /// Of the files that are done.
    bytes_before: u64,
    /// How large the memory may become while they are read.
    most_memory: u64,
}

pub(super) async fn read_files(
    files: &mut [impl Source],
    mut options: LoadOptions,
    lens: Lens,
    host: &dyn Host,
    extent: Extent,
) -> Result<LoadOutcome, LoadError> {
    if files.len() > 1 && options.tables.is_empty() {
        let unnamed = |at: usize| TableOptions {
            name: (at + 1).to_string(),
            ..TableOptions::default()
        };
        options.tables = (0..files.len()).map(unnamed).collect();
    }
    if !options.recipe.is_empty() && !can_clean() {
        return Err(LoadError::about(LoadErrorCode::Unsupported, "recipe"));
    }
    let mut reading = Reading {
        heads: heads(files, extent).await?,
        files,
        extent,
        host,
        bytes_before: 0,
        // Memory never shrinks: what an earlier file has taken is there to be used.
        most_memory: options
            .memory_mebibytes
            .map_or(MOST_MEMORY, |mebibytes| u64::from(mebibytes) << 20)
            .max(host.memory_bytes()),
    };
    let mut tables = reading.plan(&options)?;
    let mut joined = None;
    for _ in 0..MOST_READINGS * reading.files.len() {
        let questions = tables.questions();
        if asks(&options, questions.is_empty()) {
            return Ok(LoadOutcome::Review(Box::new(tables.review())));
        }
        if joined.is_none() {
            joined = Some(reading.joined(&tables).await?);
        }
        tables.fit(joined.as_deref().unwrap_or_default())?;
        if let Some((sink, gathered)) = reading.gather(&mut tables).await? {
            // What only the whole file leaves open is asked when it has been read.
            if asks(&options, tables.questions().is_empty()) {
                return Ok(LoadOutcome::Review(Box::new(tables.review())));
            }
            return Loaded::new(&tables, sink, gathered, lens, &options)
                .map(|loaded| LoadOutcome::Loaded(Box::new(loaded)));
        }
    }
    Err(LoadError::new(LoadErrorCode::Unsupported))
}

fn asks(options: &LoadOptions, nothing_open: bool) -> bool {
    options.review == Some(true) || (options.review != Some(false) && !nothing_open)
}

async fn heads(files: &mut [impl Source], extent: Extent) -> Result<Vec<Vec<u8>>, LoadError> {
    if files.is_empty() {
        return Err(LoadError::new(LoadErrorCode::NoData));
    }
    let mut heads = Vec::with_capacity(files.len());
    for file in files {
        let bytes = match extent {
            Extent::Whole => SLICE_BYTES,
            Extent::Head(bytes) => bytes,
            Extent::First(bytes) => bytes.min(SLICE_BYTES as u64) as usize,
        };
        heads.push(read_part(file, 0, bytes).await?);
    }
    Ok(heads)
}

/// What the files came to.
#[derive(Default)]
pub(super) struct Gathered {
    pub read: Vec<ReadTable>,
    pub problems: Vec<Problem>,
    pub counts: Vec<(ProblemReason, u64)>,
    pub rows_read: u64,
    pub rows_kept: u64,
    pub rows_rejected: u64,
    pub duplicates_dropped: u64,
    /// What the cleaning steps did in the main file.
    pub cleaned: String,
}

impl Gathered {
    /// Adds one file's part; `name` where there are several. Returns the sink and the plan as read.
    fn add(
        &mut self,
        imported: Imported<Gather>,
        file: usize,
        name: Option<&str>,
    ) -> (Gather, Plan) {
        self.read.push(ReadTable {
            file,
            name: name.unwrap_or_default().to_owned(),
            plan: imported.plan.clone(),
            first_row: self.rows_read as u32,
        });
        self.problems
            .extend(imported.problems.into_iter().map(|problem| Problem {
                file: name.map(str::to_owned),
                ..problem
            }));
        for (reason, count) in imported.problem_counts {
            match self.counts.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, all)) => *all += count,
                None => self.counts.push((reason, count)),
            }
        }
        self.rows_read += imported.source.rows_read;
        self.rows_kept += imported.source.rows_kept;
        self.rows_rejected += imported.source.rows_rejected;
        self.duplicates_dropped += imported.source.duplicates_dropped;
        if self.read.len() == 1 {
            self.cleaned = imported.cleaned;
        }
        (imported.sink, imported.plan)
    }
}

impl<S: Source> Reading<'_, S> {
    fn plan(&self, options: &LoadOptions) -> Result<Tables, LoadError> {
        let heads: Vec<(&[u8], bool)> = self
            .heads
            .iter()
            .zip(self.files.iter())
            .map(|(head, file)| (head.as_slice(), head.len() as u64 >= file.length()))
            .collect();
        Tables::plan(&heads, options)
    }

    /// The rows of the tables that are looked up.
    async fn joined(&mut self, tables: &Tables) -> Result<Vec<Joined>, LoadError> {
        let mut joined = Vec::new();
        for table in tables.joined() {
            let mut collector = RowCollector::all(tables.plan_of(table).clone());
            collect(&mut collector, &mut self.files[table]).await?;
            let rows = collector.finish()?.rows;
            let cells = rows.into_iter().map(|(_, _, cells)| cells).collect();
            joined.push(tables.joined_rows(table, cells)?);
        }
        Ok(joined)
    }

    /// Reads the events of every file. `None`: one of them contradicted its plan, which is another now.
    async fn gather(
        &mut self,
        tables: &mut Tables,
    ) -> Result<Option<(Gather, Gathered)>, LoadError> {
        let (schema, fittings) = tables.schema();
        let mut sink = Gather::new(schema);
        sink.split(tables.main().options());
        let mut gathered = Gathered::default();
        let mut cleaner = None;
        self.bytes_before = 0;
        for (table, fitting) in tables.read().into_iter().zip(fittings) {
            let plan = tables.plan_of(table).clone();
            if !tables.is_single() {
                sink.begin(&plan.schema(), fitting, gathered.rows_read as u32);
            }
            let mut reader = Reader::new(plan, sink);
            reader.follow(&mut cleaner);
            match self.read_all(table, reader, gathered.rows_read).await? {
                Outcome::ReadAgain(better) => {
                    tables.replace(table, better);
                    return Ok(None);
                }
                Outcome::Done(mut imported) => {
                    cleaner = imported.cleaner.take().or(cleaner);
                    let name = (!tables.is_single()).then(|| tables.name(table).to_owned());
                    let (filled, plan) = gathered.add(imported, table, name.as_deref());
                    sink = filled;
                    tables.replace(table, plan);
                }
            }
            self.bytes_before += self.files[table].length();
        }
        Ok(Some((sink, gathered)))
    }

    async fn read_all(
        &mut self,
        table: usize,
        mut reader: Reader<Gather>,
        rows_before: u64,
    ) -> Result<Outcome<Gather>, LoadError> {
        let (head, all) = (&self.heads[table], self.files.iter().map(S::length).sum());
        reader.push(head)?;
        let mut offset = head.len() as u64;
        let one = self.files.len() == 1;
        let file = &mut self.files[table];
        let end = match self.extent {
            Extent::Whole => file.length(),
            Extent::Head(_) => offset,
            Extent::First(bytes) => bytes
                .saturating_sub(self.bytes_before)
                .clamp(offset, file.length().max(offset)),
        };
        if one {
            reader.expect(offset, end);
        }
        let mut told = 0;
        while offset < end && reader.wants_more() {
            if offset >= told {
                told = offset + SLICE_BYTES as u64;
                self.host.progress(Progress {
                    bytes_read: self.bytes_before + offset,
                    bytes_total: Some(all),
                    rows_read: rows_before + reader.rows_read(),
                });
                if self.host.memory_bytes() > self.most_memory {
                    let (rows, bytes) =
                        (rows_before + reader.rows_read(), self.bytes_before + offset);
                    return Err(too_large(rows, bytes, all));
                }
            }
            let mut bytes = read_part(file, offset, PART_BYTES).await?;
            bytes.truncate(usize::try_from(end - offset).unwrap_or(usize::MAX));
            if bytes.is_empty() {
                return Err(LoadError::new(LoadErrorCode::Vanished));
            }
            reader.push(&bytes)?;
            offset += bytes.len() as u64;
        }
        if end < file.length() {
            reader.finish_cut()
        } else {
            reader.finish()
        }
    }
}

/// The rows that fit, and the share of the file, in per cent, that they are.
pub fn too_large(rows: u64, bytes: u64, total: u64) -> LoadError {
    let mut fits = rows.to_string();
    fits.push(' ');
    fits.push_str(&(bytes * 100 / total.max(1)).to_string());
    LoadError::about(LoadErrorCode::TooLarge, fits)
}

/// Feeds a whole file, or as much of it as is wanted.
pub(super) async fn collect(
    collector: &mut RowCollector,
    file: &mut impl Source,
) -> Result<(), LoadError> {
    let mut offset = 0;
    while offset < file.length() {
        let bytes = read(file, offset).await?;
        if bytes.is_empty() {
            return Err(LoadError::new(LoadErrorCode::Vanished));
        }
        offset += bytes.len() as u64;
        if !collector.push(&bytes)? {
            break;
        }
    }
    Ok(())
}

pub(super) async fn read(source: &mut impl Source, offset: u64) -> Result<Vec<u8>, LoadError> {
    read_part(source, offset, SLICE_BYTES).await
}

async fn read_part(
    source: &mut impl Source,
    offset: u64,
    length: usize,
) -> Result<Vec<u8>, LoadError> {
    source
        .read(offset, length)
        .await
        .map_err(|_| LoadError::new(LoadErrorCode::Vanished))
}
