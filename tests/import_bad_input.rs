//! What cannot be read says so with a code, and where; nothing panics, whatever the bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::import::{Imported, Outcome, Reader, RowCollector, plan};
use parcours::model::emotion::EmotionScale;
use parcours::model::event::{Event, EventSink};
use parcours::model::load::{
    DateOrder, FileFormat, LoadError, LoadErrorCode, LoadOptions, ProblemReason, Question, Role,
    Roles,
};
use parcours::model::time::{TimeKind, iso_from_micros};
use proptest::prelude::*;

#[derive(Default, Debug)]
struct Times(Vec<i64>, Vec<u32>);

impl EventSink for Times {
    fn push(&mut self, event: Event<'_>) {
        self.0.push(event.time_micros);
        self.1.push(event.weight);
    }
}

/// Reads with a head shorter than the file where `head` says so.
fn load(bytes: &[u8], head: usize, options: &LoadOptions) -> Result<Imported<Times>, LoadError> {
    let head = &bytes[..head.min(bytes.len())];
    let mut plan = plan(head, head.len() == bytes.len(), options)?;
    for _ in 0..5 {
        let mut reader = Reader::new(plan, Times::default());
        for part in bytes.chunks(4096) {
            reader.push(part)?;
        }
        match reader.finish()? {
            Outcome::Done(imported) => return Ok(imported),
            Outcome::ReadAgain(better) => plan = better,
        }
    }
    panic!("read again without end");
}

fn error(bytes: &[u8]) -> LoadError {
    load(bytes, usize::MAX, &LoadOptions::default()).unwrap_err()
}

fn told(roles: &[(Role, &str)]) -> LoadOptions {
    let mut map = Roles::new();
    for (role, name) in roles {
        map.entry(*role).or_default().push((*name).to_string());
    }
    LoadOptions {
        roles: Some(map),
        ..LoadOptions::default()
    }
}

const EVENT: [(Role, &str); 3] = [
    (Role::Journey, "id"),
    (Role::Touchpoint, "what"),
    (Role::Time, "when"),
];

#[test]
fn every_bad_file_has_its_code() {
    use LoadErrorCode as C;
    for (bytes, code, subject) in [
        (&b""[..], C::EmptyFile, None),
        (b" \r\n\r\n", C::EmptyFile, None),
        (b"\xEF\xBB\xBF\n", C::EmptyFile, None),
        (b";;;\r\n;;;\r\n", C::EmptyFile, None),
        (b"case_id,activity,date\n", C::HeaderOnly, None),
        (b"\xFF\xFEa\0,\0b\0\n\0", C::HeaderOnly, None),
        (b"activity\nview\nbuy\n", C::OneColumn, None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", C::NotAText, Some("PNG")),
        (b"PK\x03\x04..xl/workbook.xml", C::NotAText, Some("XLSX")),
        (b"\x1F\x8B\x08\0", C::NotAText, Some("GZIP")),
        (
            b"<?xml version=\"1.0\"?><log/>",
            C::Unsupported,
            Some("XES"),
        ),
        (b"{\"a\": \"b\"}", C::JsonNotJourneys, None),
        (b"[1, 2, 3]", C::JsonNotJourneys, None),
    ] {
        let error = error(bytes);
        assert_eq!(
            (error.code, error.subject.as_deref()),
            (code, subject),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn broken_json_has_a_line_and_a_column() {
    let error = error(b"[\n  {\"user_id\": \"a\", \"event\": \"view\"},\n  {\"user_id\" \"a\"}\n]");
    assert_eq!(
        (error.code, error.line, error.column),
        (LoadErrorCode::BrokenJson, Some(3), Some(14))
    );
    let late = "[".to_string() + &"{\"user_id\": \"a\", \"event\": \"view\"},\n".repeat(50) + "{]";
    let error = load(late.as_bytes(), 200, &LoadOptions::default()).unwrap_err();
    assert_eq!(
        (error.code, error.line, error.column),
        (LoadErrorCode::BrokenJson, Some(51), Some(2))
    );
}

#[test]
fn a_quote_never_closed_says_its_line() {
    let error = error(b"case_id,activity\n1,view\n2,\"buy\n3,view\n4,view\n");
    assert_eq!(
        (error.code, error.line),
        (LoadErrorCode::QuoteNeverClosed, Some(3))
    );
}

#[test]
fn told_roles_are_checked() {
    let table = b"id,what,when\n1,view,soon\n1,buy,later\n";
    let unknown = load(table, usize::MAX, &told(&[(Role::Journey, "nobody")])).unwrap_err();
    assert_eq!(
        unknown,
        LoadError::about(LoadErrorCode::UnknownColumn, "nobody")
    );
    let times = load(table, usize::MAX, &told(&EVENT)).unwrap_err();
    assert_eq!(
        times,
        LoadError::about(LoadErrorCode::UnreadableTimes, "when")
    );
    let no_ids = b"id,what\n,view\n,buy\n";
    assert_eq!(
        load(no_ids, usize::MAX, &told(&EVENT[..2]))
            .unwrap_err()
            .code,
        LoadErrorCode::NoUsableRow
    );
    let unasked = LoadOptions {
        review: Some(false),
        ..LoadOptions::default()
    };
    let missing = load(b"a,b\n1,x\n2,y\n", usize::MAX, &unasked).unwrap_err();
    assert_eq!(
        missing,
        LoadError::about(LoadErrorCode::MissingRole, "journey")
    );
    let label = LoadOptions {
        encoding: Some("klingon".into()),
        ..LoadOptions::default()
    };
    assert_eq!(
        load(table, usize::MAX, &label).unwrap_err().code,
        LoadErrorCode::UnknownEncoding
    );
}

#[test]
fn told_journey_and_touchpoint_need_no_time() {
    let imported = load(
        b"id,what,when\n1,view,2026-01-05\n",
        usize::MAX,
        &told(&EVENT[..2]),
    )
    .unwrap();
    assert_eq!(imported.plan.schema().time, None);
    assert_eq!(imported.source.rows_kept, 1);
}

#[test]
fn weights_are_whole_numbers() {
    let options = told(&[EVENT[0], EVENT[1], (Role::Weight, "n")]);
    let imported = load(
        b"id,what,n\n1,view,3\n2,view,0\n3,view,1.5\n4,view,-1\n5,view,\n",
        usize::MAX,
        &options,
    )
    .unwrap();
    assert_eq!(imported.sink.1, [3, 0]);
    assert_eq!(
        imported.problem_counts,
        [(ProblemReason::UnreadableWeight, 3)]
    );
}

/// A row may lack cells at its end, but none of those that make it an event.
#[test]
fn short_rows_are_read_and_said() {
    let options = told(&[EVENT[0], EVENT[1], (Role::Channel, "how")]);
    let imported = load(
        b"id,what,how,why\n1,view,web,x\n1,buy\n2\n2,view,web,x\n2,buy,web,x,y\n3,view,web,x,\n",
        usize::MAX,
        &options,
    )
    .unwrap();
    assert_eq!(
        (imported.source.rows_kept, imported.source.rows_rejected),
        (4, 2)
    );
    let said: Vec<_> = imported
        .problems
        .iter()
        .map(|problem| (problem.line, problem.reason, problem.value.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (3, ProblemReason::ShortRow, "2"),
            (4, ProblemReason::WrongFieldCount, "1"),
            (6, ProblemReason::WrongFieldCount, "5"),
        ]
    );
    assert!(!ProblemReason::ShortRow.rejects_row());
}

/// Titles may hold the delimiter: the header is the row of names over the values.
#[test]
fn titles_of_several_fields_are_no_header() {
    let titled = b"Export, all shops\nfrom,2026-01-01\nid,what,when\n1,view,2026-01-05\n";
    let read = |bytes: &[u8]| plan(bytes, true, &LoadOptions::default()).unwrap();
    assert_eq!(read(titled).header(), ["id", "what", "when"]);
    // A header that merely lacks its last name is one.
    let narrow = b"id,what,when\n1,view,2026-01-05,x\n2,view,2026-01-06,y\n";
    assert_eq!(read(narrow).header(), ["id", "what", "when", "column 4"]);
}

/// A file whose head looks otherwise than the rest: read again with what the whole says.
fn late(first: &str, later: &[u8]) -> Imported<Times> {
    let mut bytes = b"id,what,when\n".to_vec();
    for _ in 0..100 {
        bytes.extend_from_slice(first.as_bytes());
    }
    let head = bytes.len();
    bytes.extend_from_slice(later);
    load(&bytes, head, &told(&EVENT)).unwrap()
}

#[test]
fn a_late_accent_does_not_garble() {
    let imported = late("1,view,2026-01-05\n", b"1,caf\xE9,2026-01-05\n");
    assert_eq!(imported.source.encoding, "windows-1252");
    assert_eq!(imported.source.rows_kept, 101);
}

#[test]
fn a_late_day_decides_the_order() {
    let imported = late("1,view,03/02/2026\n", b"1,view,01/13/2026\n");
    let first = iso_from_micros(imported.sink.0[0], TimeKind::Plain);
    assert_eq!(first, "2026-03-02T00:00:00");
    assert!(imported.plan.questions().is_empty());
}

#[test]
fn a_late_offset_makes_instants() {
    let imported = late(
        "1,view,2026-01-05 10:00\n",
        b"1,view,2026-01-05T10:00:00+02:00\n",
    );
    assert_eq!(imported.plan.schema().time, Some(TimeKind::Instant));
    assert_eq!(
        imported.problem_counts,
        [(ProblemReason::PlainTime, 100)],
        "what is said"
    );
    let first = &imported.problems[0];
    assert_eq!(
        (first.line, first.value.as_str()),
        (2, "2026-01-05 10:00"),
        "the first of them"
    );
    assert_eq!(imported.source.rows_kept, 101);
    assert_eq!(
        iso_from_micros(imported.sink.0[100], TimeKind::Instant),
        "2026-01-05T08:00:00Z"
    );
}

#[test]
fn undecided_orders_are_asked_early_or_late_and_guessed_where_not() {
    let table = b"id,what,when\n1,view,03/02/2026\n1,buy,04/02/2026\n";
    let asked = plan(table, true, &told(&EVENT)).unwrap();
    let question = Question::DateOrder {
        example: "03/02/2026".into(),
        day_first: "2026-02-03".into(),
        month_first: "2026-03-02".into(),
    };
    assert_eq!(asked.questions(), std::slice::from_ref(&question));
    let late = load(table, 40, &told(&EVENT)).unwrap();
    assert_eq!(late.plan.questions(), [question]);
    let unasked = LoadOptions {
        review: Some(false),
        english: Some(true),
        ..told(&EVENT)
    };
    let guessed = load(table, usize::MAX, &unasked).unwrap();
    assert_eq!(
        iso_from_micros(guessed.sink.0[0], TimeKind::Plain),
        "2026-03-02T00:00:00"
    );
    let answered = LoadOptions {
        date_order: Some(DateOrder::Dmy),
        ..unasked
    };
    let read = load(table, usize::MAX, &answered).unwrap();
    assert_eq!(
        iso_from_micros(read.sink.0[0], TimeKind::Plain),
        "2026-02-03T00:00:00"
    );
}

#[test]
fn scales_that_the_file_does_not_tell_are_asked() {
    let table = b"id,what,note\n1,view,2\n1,buy,10\n2,view,8\n";
    let asked = plan(
        table,
        true,
        &LoadOptions {
            roles: Some(Roles::from([
                (Role::Journey, vec!["id".into()]),
                (Role::Touchpoint, vec!["what".into()]),
            ])),
            ..LoadOptions::default()
        },
    )
    .unwrap();
    let Question::WhichScale {
        column,
        candidates,
        min,
        max,
    } = &asked.questions()[0]
    else {
        panic!("{:?}", asked.questions());
    };
    assert_eq!(
        (column.as_str(), min.as_str(), max.as_str()),
        ("note", "2", "10")
    );
    assert_eq!(candidates[0], EmotionScale::OneToTen);
    assert_eq!(asked.schema().emotion, Some(EmotionScale::OneToTen));
}

#[test]
fn broken_bytes_in_utf8_are_shown_with_their_line() {
    let mut bytes = "id,what,when\n1,é,2026-01-05\n".as_bytes().to_vec();
    for _ in 0..20 {
        bytes.extend_from_slice("1,été,2026-01-05\n".as_bytes());
    }
    bytes.extend_from_slice(b"1,caf\xE9,2026-01-05\n");
    let imported = load(&bytes, usize::MAX, &told(&EVENT)).unwrap();
    assert_eq!(imported.source.encoding, "utf-8");
    assert_eq!(imported.problems[0].line, 23);
    assert_eq!(imported.problems[0].reason, ProblemReason::UndecodableBytes);
    assert_eq!(imported.source.rows_kept, 22);
}

fn written(rows: &[Vec<String>], delimiter: u8, quote_all: bool, line_end: &str) -> String {
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(char::from(delimiter));
            }
            let special = |c: char| c == char::from(delimiter) || "\"\r\n".contains(c);
            if quote_all || cell.contains(special) {
                text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(line_end);
    }
    text
}

fn encoded(text: &str, encoding: usize) -> Vec<u8> {
    let utf16 =
        |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    match encoding {
        0 => text.as_bytes().to_vec(),
        1 => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        2 => [vec![0xFF, 0xFE], utf16(u16::to_le_bytes)].concat(),
        _ => [vec![0xFE, 0xFF], utf16(u16::to_be_bytes)].concat(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any table written in any dialect and encoding is read the same, in slices of any size.
    #[test]
    fn written_tables_are_read_the_same(
        rows in (2_usize..6).prop_flat_map(|width| prop::collection::vec(prop::collection::vec("[a-zé€😀0-9 ,;|^\t\"'\n.-]{0,9}", width), 1..12)),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|', b'^']),
        quote_all in any::<bool>(),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        encoding in 0_usize..4,
        slice in 1_usize..40,
    ) {
        let width = rows[0].len();
        let mut table = vec![(0..width).map(|c| format!("name{c}")).collect::<Vec<_>>()];
        table.extend(rows);
        let bytes = encoded(&written(&table, delimiter, quote_all, line_end), encoding);
        let options = LoadOptions {
            delimiter: Some(char::from(delimiter).to_string()),
            format: Some(FileFormat::Csv),
            ..told(&[(Role::Journey, "name0"), (Role::Touchpoint, "name1")])
        };
        let plan = plan(&bytes, true, &options).unwrap();
        let mut collector = RowCollector::new(plan, (0..100).collect());
        for part in bytes.chunks(slice) {
            collector.push(part).unwrap();
        }
        let raw = collector.finish().unwrap();
        prop_assert_eq!(&raw.header, &table[0]);
        let cells: Vec<Vec<String>> = raw.rows.into_iter().map(|(_, _, cells)| cells).collect();
        prop_assert_eq!(&cells, &table[1..]);
    }

    /// Bytes of any kind give a result or an error, with any head.
    #[test]
    fn random_bytes_never_panic(
        bytes in prop::collection::vec(prop::sample::select(b"ab1,;\t|\"'\\\n\r\0 {}[]:-/.\xC3\xA9\xFF\xFEtfnhT+0259\xE2\x82\xAC%".to_vec()), 0..300),
        head in 1_usize..300,
        prefix in prop::sample::select(vec!["", "id,what,when\n1,a,2026-01-05\n", "[{\"user_id\":1,\"event\":\"", "{\"a\":[", "\u{feff}", "sep=;\n"]),
        roles in any::<bool>(),
    ) {
        let bytes = [prefix.as_bytes(), &bytes].concat();
        let options = if roles { told(&EVENT) } else { LoadOptions { review: Some(false), ..LoadOptions::default() } };
        let _ = load(&bytes, head, &options);
        let _ = load(&bytes, usize::MAX, &options);
        let _ = parcours::model::document::starts_like_document(&bytes);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = load(&bytes, usize::MAX, &LoadOptions::default());
    }
}
