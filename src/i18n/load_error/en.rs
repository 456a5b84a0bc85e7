//! English: why a file could not be opened.

use super::{Texts, named, plain, rows_that_fit};
use crate::i18n::Lang;
use crate::model::load::LoadErrorCode as Code;

pub(super) fn texts(code: Code, subject: &str) -> Texts {
    let name = named(Lang::En, subject);
    match code {
        Code::EmptyFile => plain(
            "The file is empty",
            "There is nothing in it, or only blanks.",
            "Export it again, or choose another file.",
        ),
        Code::HeaderOnly => plain(
            "There is a header, but no row",
            "The first line names columns and nothing follows it.",
            "Check the filter or the dates of the export, then open the new file.",
        ),
        Code::OneColumn => plain(
            "There is only one column",
            "Every row holds a single value: no comma, semicolon or tab separates columns.",
            "Export with several columns: a journey id and a touchpoint or stage at least.",
        ),
        Code::NotAText => (
            format!("This is not a text file{}", if subject.is_empty() { String::new() } else { format!(" but {subject}") }),
            "Its first bytes are those of an image, an archive or a program.".to_owned(),
            "Export the events as CSV or JSON, and open that file.",
        ),
        Code::Folder => (
            format!("This is a folder{name}"),
            "A folder cannot be opened as a whole.".to_owned(),
            "Open it on your computer and drop the file that holds the events.",
        ),
        Code::BrokenJson => (
            "the JSON is broken".to_owned(),
            if subject.is_empty() { "It cannot be read from there on.".to_owned() } else { format!("It cannot be read from there on: {subject}.") },
            "Correct the file there, or export it again.",
        ),
        Code::JsonNotJourneys => plain(
            "This JSON holds no journeys",
            "It is neither a list of events nor a Parcours document.",
            "Give a list of objects with a journey id and a touchpoint or stage each, or a *.parcours.json file.",
        ),
        Code::NewerDocument => (
            "This document comes from a newer Parcours".to_owned(),
            if subject.is_empty() { "This page does not know its version yet.".to_owned() } else { format!("Its version is {subject}, which this page does not know yet.") },
            "Open it in the newer Parcours; the file is unchanged.",
        ),
        Code::UnreadableTimes => (
            format!("No date can be read in the column{name}"),
            "Not one of its values is a date or a time in a known form.".to_owned(),
            "Choose another column for the time, or ignore this one: journeys then follow the order of the file.",
        ),
        Code::NoUsableRow => plain(
            "No row can be used",
            "Every row was rejected; the list says why, line by line.",
            "Look at the roles of the columns, or at the rejected rows.",
        ),
        Code::UnknownColumn => (
            format!("There is no column{name}"),
            "A role names it, but the header of the file does not have it.".to_owned(),
            "Check the spelling in the options, capitals included.",
        ),
        Code::MissingRole => plain(
            "The columns do not say enough",
            "No column can be told to be the journey id, or none the touchpoint or stage.",
            "Choose the roles of the columns.",
        ),
        Code::UnknownEncoding => (
            format!("The encoding{name} is not known"),
            "The options ask for an encoding that browsers do not have.".to_owned(),
            "Leave it out to have it found, or use a name such as utf-8 or windows-1252.",
        ),
        Code::QuoteNeverClosed => plain(
            "a quote is opened and never closed",
            "Everything after it would be one single cell.",
            "Close or double the quote there, or export the file again.",
        ),
        Code::WeightDiffers => (
            format!("The weight changes within one journey{name}"),
            "A weight says how often a whole journey counts: it must be the same on all its rows.".to_owned(),
            "Correct the weights, or give that column another role.",
        ),
        Code::HttpStatus => (
            format!("The address answered with an error{}", if subject.is_empty() { String::new() } else { format!(": {subject}") }),
            if subject == "404" { "There is no file at this address.".to_owned() } else { "The site did not give the file.".to_owned() },
            "Check the address, or download the file and drop it here.",
        ),
        Code::Unreachable => (
            format!("The address could not be read{name}"),
            "The site cannot be reached, or does not allow other pages to read its files (CORS), or this page may not ask it (CSP).".to_owned(),
            "Download the file in a tab of its own and drop it here.",
        ),
        Code::Vanished => (
            format!("The file{name} can no longer be read"),
            "It was moved, deleted or changed while it was being read.".to_owned(),
            "Choose it again.",
        ),
        Code::TooLarge => (
            "The file is too large for this browser".to_owned(),
            match rows_that_fit(Lang::En, subject) {
                Some((rows, percent)) => format!("There is memory for its first {rows}, {percent} of the file."),
                None => "There is not enough memory to hold its events.".to_owned(),
            },
            "Open the part that fits, or export fewer columns or a shorter period.",
        ),
        Code::Cancelled => plain("Reading was cancelled", "Nothing has changed.", "Open the file again whenever you like."),
        Code::Superseded => plain(
            "Another file was opened meanwhile",
            "Reading this one was stopped.",
            "Open it again if you still want it.",
        ),
        Code::WorkerCrashed => (
            "Reading has stopped unexpectedly".to_owned(),
            if subject.is_empty() { "Something went wrong inside Parcours; the file is unharmed.".to_owned() } else { format!("Something went wrong inside Parcours ({subject}); the file is unharmed.") },
            "Restart, then open the file again.",
        ),
        Code::BadOptions => (
            "The options cannot be read".to_owned(),
            if subject.is_empty() { "One of them is unknown or has the wrong form.".to_owned() } else { format!("What was found: {subject}.") },
            "See the list of options in the documentation.",
        ),
        Code::BadFilter => (
            "The filter cannot be read".to_owned(),
            if subject.is_empty() { "One of its keys is unknown or has the wrong form.".to_owned() } else { format!("What was found: {subject}.") },
            "Correct it, or leave it out to see everything.",
        ),
        Code::NoData => plain("There are no journeys yet", "No file is open in this page.", "Open a file or a sample first."),
        Code::Unsupported => (
            format!("This kind of file{name} cannot be opened yet"),
            "Parcours reads CSV, TSV, JSON, XLSX, XES, OCEL as JSON, all of these in GZIP or ZIP, and its own documents.".to_owned(),
            "Save it as XLSX or CSV and open that file.",
        ),
        Code::PasswordProtected => (
            format!("A password locks this file{name}"),
            "Parcours cannot open it, and asks for no password.".to_owned(),
            "Save it without a password, and open that file.",
        ),
        Code::BrokenFile => (
            format!("This file is damaged{name}"),
            "It begins as such a file does, but the rest of it cannot be read.".to_owned(),
            "Copy, download or export it again.",
        ),
        Code::NothingInside => (
            "The archive holds nothing that can be read".to_owned(),
            "There is no table, log or document of a known kind in it.".to_owned(),
            "Unpack it on your computer, and open the file that holds the events.",
        ),
        Code::UnknownPart => (
            format!("There is no sheet, object type or file{name} in it"),
            "The options name one that this file does not have.".to_owned(),
            "Check the spelling in the options, or leave it out.",
        ),
        Code::UnpacksTooLarge => (
            format!("Unpacked, this file is too large{name}"),
            "It would be more than one gigabyte.".to_owned(),
            "Export a shorter period or fewer columns.",
        ),
        Code::ReaderFailed => (
            "The reader of this format has stopped".to_owned(),
            if subject.is_empty() { "It could not be loaded, or ran out of memory; your file is unharmed.".to_owned() } else { format!("An error happened in it ({subject}); your file is unharmed.") },
            "Open it again, or save it as CSV and open that file.",
        ),
    }
}
