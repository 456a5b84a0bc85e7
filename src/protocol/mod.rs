//! L1. What page and worker say to each other, and its binary form.
//!
//! Owns requests, replies, their ids and the version of the form. Must not know how the bytes travel.
//! Files cannot be written as bytes: they travel beside the message, and the request only says that they do.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::model::answer::{Detail, Overview, Personas, Strip, TableInfo};
use crate::model::document::AuthoredEvent;
use crate::model::event::TableSchema;
use crate::model::filter::Filter;
use crate::model::filter_parts;
use crate::model::load::{Goal, LoadError, LoadOptions, Review};
use crate::model::query::{DetailQuery, Lens, OverviewQuery, PersonasQuery, StripQuery};
use crate::model::shape::{Preview, SplitOffer};
use crate::model::unpacked::Unpacked;

/// First byte of every message; page and worker of different builds refuse each other.
pub const VERSION: u8 = 5;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// Chosen by the page; replies repeat it. Several `Progress` and one other reply answer a `Load`.
    pub id: u32,
    pub body: T,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Panic: lets a test see that the page survives it. It stays the first, so that the test can write it as bytes.
    Crash,
    /// Read the files that travel beside this message: one, or several as [`LoadOptions::tables`] says.
    Load {
        options: LoadOptions,
        lens: Lens,
        kept: Option<KeptFiles>,
    },
    /// Show a journey that people wrote: the page has read the document, the worker never sees its form.
    Authored(Box<Authored>),
    /// What these options would give over the head of the files of the last `Load`, be they open or waiting for the review step.
    /// Quick enough to be asked on every change of a menu; answered by `Preview`.
    Preview {
        options: LoadOptions,
    },
    SetLens(Lens),
    Overview(OverviewQuery),
    Strip(StripQuery),
    Detail(DetailQuery),
    Personas(PersonasQuery),
    /// `summary()` of contract §3 as JSON.
    Summary {
        #[serde(with = "filter_parts")]
        filter: Filter,
        parts: Option<Vec<String>>,
    },
    /// Cells as read, as JSON `{ header, rows: [{ line, cells }], total }`.
    Rows {
        #[serde(with = "filter_parts")]
        filter: Filter,
        limit: Option<u32>,
        /// Skip that many matching rows first.
        offset: u32,
    },
    /// Rejected rows and emptied cells, as JSON.
    Problems,
    /// The columns of the loaded file and what was found, for the review step on request.
    Review,
    /// Forget the table.
    Close,
    /// The rows that a filter keeps, ascending, as JSON: first row, how many, first row, how many, …
    RowRuns(#[serde(with = "filter_parts")] Filter),
    /// What each cleaning step of the loaded table did, as JSON; empty without steps.
    Cleaned,
    /// A `DeskRequest` as JSON, for the worker that reads files again.
    Desk(String),
    /// Write the table that was read from the files of this stamp. Answered by `Done`, with the form beside it, or with nothing beside it
    /// where the table was restored; or by `Failed` where it is no longer here.
    Store(String),
    /// Do what makes later answers faster, so much at a time as takes as long as walking so many events: other questions are answered between
    /// two parts. Answered by `Prepared` when all is done, by an engine without a worker around it after each part.
    Prepare(u32),
}

/// Files that may have their table stored beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFiles {
    /// See [`KeptFiles::stamp`].
    pub stamp: String,
    /// The last of what travels beside the message is the stored table. Where it is of no use, the files are read.
    pub has_table: bool,
}

impl KeptFiles {
    /// Tells apart whatever may make another table: the files (`identity`, and their `lengths` in bytes), the `build` that reads them, and how
    /// they are read.
    pub fn stamp(identity: &str, build: &str, lengths: &[u64], options: &LoadOptions) -> String {
        let told = (identity, build, lengths, options);
        // These types can be written: a stamp without its settings is never made.
        serde_json::to_string(&told).unwrap_or_default()
    }
}

/// An authored journey as the table takes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Authored {
    /// As shown: the file's name, or the document's title.
    pub name: String,
    pub schema: TableSchema,
    pub events: Vec<AuthoredEvent>,
    /// Told with the file.
    pub goal: Option<Goal>,
    pub lens: Lens,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker listens.
    Ready,
    Progress(Progress),
    /// Something must be decided before the file can be read.
    Review(Box<Review>),
    /// The table is there (after a load), or is seen through another lens (after `SetLens`).
    Table(Box<TableInfo>),
    Overview(Box<Overview>),
    Strip(Box<Strip>),
    Detail(Box<Detail>),
    Personas(Box<Personas>),
    Preview(Preview),
    Json(String),
    Done,
    Failed(LoadError),
    /// The message of a review as it was written when the files were read, and the split offers to put in it.
    Written(Vec<u8>, Vec<SplitOffer>),
    /// Is there more to prepare?
    Prepared(bool),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub bytes_read: u64,
    /// `None` where the source does not know its length.
    pub bytes_total: Option<u64>,
    pub rows_read: u64,
}

/// Asks the worker `formats` to make a text of the file that travels beside this message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unpack {
    pub part: Option<String>,
    /// The file of the archive that `part` names is wanted as it lies there, whatever it is.
    pub untouched: bool,
}

/// What the worker `formats` says: `Ready`, then `Progress`, then one of the other two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum UnpackReply {
    Ready,
    /// Bytes of the file; a file that is read twice starts again.
    Progress(Progress),
    /// The text travels beside this message.
    Unpacked(Unpacked),
    Failed(LoadError),
}

/// Why a message could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProtocolError {
    Empty,
    Version(u8),
    Malformed,
}

/// Version byte, then the postcard form.
///
/// # Errors
/// `Malformed` if a value cannot be written (does not happen for the types of this module).
pub fn encode<T: Serialize>(message: &Envelope<T>) -> Result<Vec<u8>, ProtocolError> {
    postcard::to_extend(message, vec![VERSION]).map_err(|_| ProtocolError::Malformed)
}

/// # Errors
/// `Empty`, `Version` with the other side's version, or `Malformed`.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<Envelope<T>, ProtocolError> {
    let (version, body) = bytes.split_first().ok_or(ProtocolError::Empty)?;
    if *version != VERSION {
        return Err(ProtocolError::Version(*version));
    }
    postcard::from_bytes(body).map_err(|_| ProtocolError::Malformed)
}

/// The review that [`Reply::Written`] holds.
///
/// # Errors
/// `Malformed`, or those of [`decode`].
pub fn rewritten(message: &[u8], offers: Vec<SplitOffer>) -> Result<Reply, ProtocolError> {
    match decode(message)?.body {
        Reply::Review(mut review) => {
            review.split_offers.extend(offers);
            Ok(Reply::Review(review))
        }
        _ => Err(ProtocolError::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::filter::JourneyFilter;
    use crate::model::load::{Goal, LoadErrorCode, Role};
    use proptest::prelude::*;

    fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(body: T) {
        let message = Envelope { id: 7, body };
        let bytes = encode(&message).unwrap();
        assert_eq!(decode::<T>(&bytes).unwrap(), message);
    }

    #[test]
    fn requests_go_there_and_back() {
        let filter = Filter {
            persona: Some(vec![]),
            journeys: Some(JourneyFilter {
                then: Some(("a".into(), "b".into())),
                ..Default::default()
            }),
            ..Default::default()
        };
        there_and_back(Request::Overview(OverviewQuery {
            filter: filter.clone(),
            ..Default::default()
        }));
        there_and_back(Request::Summary {
            filter,
            parts: Some(vec!["stages".into()]),
        });
        let goal = Some(Goal {
            revenue: true,
            ..Default::default()
        });
        let roles = Some([(Role::Journey, vec!["id".to_owned()])].into());
        let options = LoadOptions {
            goal,
            roles,
            ..Default::default()
        };
        there_and_back(Request::Load {
            options,
            lens: Lens::default(),
            kept: Some(KeptFiles {
                stamp: "s".to_owned(),
                has_table: true,
            }),
        });
    }

    #[test]
    fn replies_go_there_and_back() {
        there_and_back(Reply::Failed(LoadError::about(
            LoadErrorCode::UnknownColumn,
            "x",
        )));
        there_and_back(Reply::Overview(Box::default()));
        there_and_back(Reply::Strip(Box::default()));
        there_and_back(Reply::Personas(Box::default()));
    }

    #[test]
    fn a_stamp_tells_files_builds_and_settings_apart() {
        let options = LoadOptions::default();
        let english = LoadOptions {
            english: Some(true),
            ..LoadOptions::default()
        };
        let mut stamps = [
            KeptFiles::stamp("a", "b", &[1, 2], &options),
            KeptFiles::stamp("ab", "", &[1, 2], &options),
            KeptFiles::stamp("a", "c", &[1, 2], &options),
            KeptFiles::stamp("a", "b", &[12], &options),
            KeptFiles::stamp("a", "b", &[1, 2], &english),
        ];
        assert_eq!(stamps[0], KeptFiles::stamp("a", "b", &[1, 2], &options));
        stamps.sort();
        assert!(stamps.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn another_version_is_refused() {
        let mut bytes = encode(&Envelope {
            id: 1,
            body: Reply::Ready,
        })
        .unwrap();
        bytes[0] = VERSION + 1;
        assert_eq!(
            decode::<Reply>(&bytes),
            Err(ProtocolError::Version(VERSION + 1))
        );
        assert_eq!(decode::<Reply>(&[]), Err(ProtocolError::Empty));
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut message = vec![VERSION];
            message.extend(bytes);
            // Whether it reads or not is chance; that it answers is the property.
            prop_assert!(matches!(decode::<Request>(&message), Ok(_) | Err(ProtocolError::Malformed)));
            prop_assert!(matches!(decode::<Reply>(&message), Ok(_) | Err(ProtocolError::Malformed)));
        }
    }
}
