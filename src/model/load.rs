//! Handing a file over: what the caller tells, what was found, what must be decided, what went wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::emotion::EmotionScale;
use super::recipe::Recipe;
use super::shape::{Shape, Split, SplitOffer, TableFound, TableOptions};
use super::time::TimeKind;
use super::zone::Offsets;

/// What a column holds (contract §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Journey,
    Time,
    Touchpoint,
    Stage,
    Channel,
    Persona,
    Emotion,
    Revenue,
    Account,
    Actor,
    Verbatim,
    Weight,
    EndTime,
    Attribute,
    Ignore,
}

impl Role {
    pub const ALL: [Self; 15] = [
        Self::Journey,
        Self::Time,
        Self::Touchpoint,
        Self::Stage,
        Self::Channel,
        Self::Persona,
        Self::Emotion,
        Self::Revenue,
        Self::Account,
        Self::Actor,
        Self::Verbatim,
        Self::Weight,
        Self::EndTime,
        Self::Attribute,
        Self::Ignore,
    ];
}

/// Columns by role, in the order in which several columns of a role are joined.
pub type Roles = BTreeMap<Role, Vec<String>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    Csv,
    Json,
    /// From here on: formats that `formats` turns into a text table before the importer sees them.
    Xlsx,
    Xes,
    Ocel,
}

impl FileFormat {
    /// No text table of its own: what is read was made by `formats`.
    pub const fn is_converted(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xes | Self::Ocel)
    }
}

/// The `options` of `load` (contract §6). All optional: what is not given is found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LoadOptions {
    pub name: Option<String>,
    pub format: Option<FileFormat>,
    /// The sheet of a workbook, the object type of an OCEL log, the file in an archive; several levels are joined by `/`.
    /// Of several files: of the first, unless its place in `tables` tells another.
    #[serde(alias = "sheet", alias = "objectType", alias = "file")]
    pub part: Option<String>,
    /// `false`: take the best guess, never ask; `true`: show the review step even where nothing is to be decided.
    pub review: Option<bool>,
    pub roles: Option<Roles>,
    pub encoding: Option<String>,
    /// One character.
    pub delimiter: Option<String>,
    pub date_order: Option<DateOrder>,
    /// `Europe/Paris`, `±hh:mm`, `Z` or `UTC`, for plain times in a column that mixes both kinds.
    pub time_zone: Option<String>,
    /// What `time_zone` means, filled in by the page; empty: not known yet, plain times are read as UTC.
    pub zone: Offsets,
    pub scale: Option<EmotionScale>,
    pub goal: Option<Goal>,
    /// The page's language, for the best guess of an undecided date order.
    pub english: Option<bool>,
    /// What a row stands for.
    pub shape: Option<Shape>,
    /// Where one journey id holds several journeys.
    pub split: Option<Split>,
    /// One a file, in the order of the files, where several are handed over together. The other options speak of the main one.
    pub tables: Vec<TableOptions>,
    /// The user's cleaning list.
    pub recipe: Recipe,
    /// Read no further than this: the part of a file that fits. The row that is cut is left out.
    pub first_bytes: Option<u64>,
    /// How large the reading worker's memory may become, in MiB, before a file is too large. Not told: what leaves room to arrange it all.
    pub memory_mebibytes: Option<u32>,
}

/// What a journey is for (contract §2). Several values are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Goal {
    pub stage: Vec<String>,
    pub touchpoint: Vec<String>,
    /// Revenue above 0 on any event.
    pub revenue: bool,
}

impl LoadOptions {
    /// The part of a file that is told.
    pub fn part_of(&self, file: usize) -> Option<&String> {
        let own = self.tables.get(file).and_then(|table| table.part.as_ref());
        own.or(self.part.as_ref().filter(|_| file == 0))
    }

    /// Is the same part of every file told?
    pub fn has_parts_of(&self, other: &Self) -> bool {
        let files = self.tables.len().max(other.tables.len()).max(1);
        (0..files).all(|file| self.part_of(file) == other.part_of(file))
    }
}

impl Goal {
    pub fn is_none(&self) -> bool {
        self.stage.is_empty() && self.touchpoint.is_empty() && !self.revenue
    }
}

/// The `source` of a summary (contract §3).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceInfo {
    pub name: String,
    /// Data rows: without header and blank lines.
    pub rows_read: u64,
    pub rows_kept: u64,
    pub rows_rejected: u64,
    pub duplicates_dropped: u64,
    /// `None` for formats without one.
    pub delimiter: Option<String>,
    /// Lower-case WHATWG label.
    pub encoding: String,
    pub roles: Roles,
}

/// A row that could not be used, or a cell that was emptied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// 1-based line of the file where the row begins.
    pub line: u64,
    /// Header of the column, `None` where the whole row is meant.
    pub column: Option<String>,
    pub value: String,
    pub reason: ProblemReason,
    /// The file, where several were read as one.
    pub file: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemReason {
    EmptyJourney,
    EmptyTime,
    UnreadableTime,
    WrongFieldCount,
    /// Only cells that may be empty are missing, at the row's end: they are, row kept. Value: how many there are.
    ShortRow,
    NotAnObject,
    /// Cell emptied, row kept.
    UnreadableEmotion,
    /// Cell emptied, row kept.
    UnreadableRevenue,
    UnreadableWeight,
    /// None of the row's score columns is filled.
    NoAnswer,
    UndecodableBytes,
    /// A time without a zone in a column that has zones: read in the zone of the options, row kept.
    PlainTime,
}

impl ProblemReason {
    /// Is something missing in a row that is kept?
    pub const fn is_about_a_cell(self) -> bool {
        !self.rejects_row() && !matches!(self, Self::PlainTime)
    }

    /// Does this reason reject the whole row, or is it about one cell?
    pub const fn rejects_row(self) -> bool {
        !matches!(
            self,
            Self::ShortRow
                | Self::UnreadableEmotion
                | Self::UnreadableRevenue
                | Self::UndecodableBytes
                | Self::PlainTime
        )
    }
}

/// What a column looks like, for the review step and the role menus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// As shown: empty header `column 3`, repeated `x (2)`.
    pub name: String,
    pub role: Role,
    pub kind: ColumnKind,
    /// Distinct values among the sampled rows.
    pub distinct: u32,
    pub empty: u32,
    /// Share of the sampled rows looked at.
    pub sampled: u32,
    /// Lowest and highest for numbers and times, as written.
    pub range: Option<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Empty,
    Text,
    FreeText,
    Number,
    Time(TimeKind),
    Boolean,
    Identifier,
}

/// Why the page must ask. None of these: straight to the overview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// No column can be told to be the journey id.
    WhichJourney,
    /// Neither a touchpoint nor a stage.
    WhichTouchpoint,
    /// Day and month cannot be told apart: an example cell, and how it reads as day-first and month-first (ISO dates).
    DateOrder {
        example: String,
        day_first: String,
        month_first: String,
    },
    /// The emotion column fits several scales.
    WhichScale {
        column: String,
        candidates: Vec<EmotionScale>,
        min: String,
        max: String,
    },
}

/// One thing found, with its evidence (where in the file, what there).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub line: Option<u64>,
    pub example: Option<String>,
    /// How many rows agree, of how many looked at.
    pub agree: u32,
    pub of: u32,
}

/// Everything the review step shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub name: String,
    pub format: FileFormat,
    pub encoding: String,
    pub encoding_evidence: Finding,
    pub delimiter: Option<String>,
    pub delimiter_evidence: Finding,
    pub decimal_comma: bool,
    pub decimal_evidence: Finding,
    pub date_order: Option<DateOrder>,
    pub date_evidence: Finding,
    pub scale: Option<EmotionScale>,
    pub columns: Vec<ColumnInfo>,
    /// First data rows as written, with their line numbers.
    pub first_rows: Vec<(u64, Vec<String>)>,
    pub questions: Vec<Question>,
    /// What a row stands for, and how many of the sampled rows bear it out.
    pub shape: Shape,
    pub shape_evidence: Finding,
    /// Ways to split journeys that the sampled rows suggest; empty where they suggest none.
    pub split_offers: Vec<SplitOffer>,
    /// All files, in the order handed over, where there are several. The rest of this review speaks of the main one.
    pub tables: Vec<TableFound>,
    /// The options that would load the file as found; the user's choices are written over them.
    pub options: LoadOptions,
}

/// Why a file could not be opened. The wording lives in `i18n`; the codes are public (contract §6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadError {
    pub code: LoadErrorCode,
    pub line: Option<u64>,
    /// 1-based column of the character in its line (JSON), or none.
    pub column: Option<u64>,
    /// The name or value that the message speaks of: a column's header, a status code, a file name.
    pub subject: Option<String>,
}

impl LoadError {
    pub const fn new(code: LoadErrorCode) -> Self {
        Self {
            code,
            line: None,
            column: None,
            subject: None,
        }
    }

    pub fn about(code: LoadErrorCode, subject: impl Into<String>) -> Self {
        Self {
            subject: Some(subject.into()),
            ..Self::new(code)
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoadErrorCode {
    /// No byte, or nothing but blanks.
    EmptyFile,
    HeaderOnly,
    OneColumn,
    /// An image, an archive, a program: subject says what it looks like ("PNG", "ZIP").
    NotAText,
    Folder,
    BrokenJson,
    /// JSON, but neither a list of events nor a Parcours document.
    JsonNotJourneys,
    /// A document of a newer version; subject = that version.
    NewerDocument,
    /// Not one readable time in the time column; subject = its header.
    UnreadableTimes,
    /// Every row was rejected.
    NoUsableRow,
    /// A told role names a column that is not there; subject = the name.
    UnknownColumn,
    /// `review: false`, and no best guess for a needed role.
    MissingRole,
    UnknownEncoding,
    QuoteNeverClosed,
    WeightDiffers,
    /// The address answered with a status; subject = the status.
    HttpStatus,
    /// The address could not be reached, or forbids reading from this page (CORS, CSP).
    Unreachable,
    /// The file could not be read any more.
    Vanished,
    TooLarge,
    Cancelled,
    Superseded,
    WorkerCrashed,
    BadOptions,
    BadFilter,
    NoData,
    Unsupported,
    /// A workbook or an archive that is locked; subject = what it is ("XLSX", "ZIP").
    PasswordProtected,
    /// Its outside says what it is, its inside cannot be read; subject = what it is.
    BrokenFile,
    /// An archive without a file that can be read.
    NothingInside,
    /// The told sheet, object type or file is not there; subject = the told name.
    UnknownPart,
    /// Unpacked it is larger than this page reads; subject = what it is.
    UnpacksTooLarge,
    /// The reader of this format could not be fetched, or stopped; subject = why, where that is known.
    ReaderFailed,
}
