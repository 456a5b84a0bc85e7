//! The file read again: windows, search, order, in every encoding that is measured and in those that are not.

use parcours::model::cells::{DeskRequest, ReadCell};
use parcours::model::recipe::{CleaningStep, StepKind};

use parcours::model::load::LoadOptions;
use parcours::model::recipe::line_of;
use parcours::model::shape::{TableOptions, TableUse};

use crate::kit::{Table, look, look_at, options, step, words};

const ROWS: u32 = 2_000;

/// Two thousand events; every fifth stage is spelt otherwise, a cell spans two lines now and then.
fn text() -> String {
    let mut text = String::from("journey_id;horodatage;étape;score;note\r\n");
    for row in 0..ROWS {
        let stage = if row % 5 == 0 {
            "evaluation"
        } else {
            "Évaluation"
        };
        let note = if row % 97 == 0 {
            "\"ligne une\r\nligne deux\"".to_owned()
        } else {
            format!("nº {row}")
        };
        text.push_str(&format!(
            "J-{};{:02}/01/2026 10:{:02};{stage};{};{note}\r\n",
            row / 4,
            1 + row % 28,
            row % 60,
            row % 7
        ));
    }
    text
}

fn encodings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |order: fn(u16) -> [u8; 2], mark: &[u8]| {
        mark.iter()
            .copied()
            .chain(text.encode_utf16().flat_map(order))
            .collect::<Vec<u8>>()
    };
    vec![
        ("utf-8", text.as_bytes().to_vec()),
        (
            "utf-8 with mark",
            ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        ),
        (
            "windows-1252",
            text.chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect(),
        ),
        ("utf-16le", utf16(u16::to_le_bytes, &[0xFF, 0xFE])),
        ("utf-16be", utf16(u16::to_be_bytes, &[0xFE, 0xFF])),
    ]
}

fn told() -> parcours::model::load::LoadOptions {
    let mut told = options(Vec::new());
    told.roles = serde_json::from_str(
        r#"{"journey":["journey_id"],"time":["horodatage"],"stage":["étape"],"emotion":["score"]}"#,
    )
    .unwrap();
    told.scale = serde_json::from_str("\"nps\"").unwrap();
    told
}

fn all(table: &mut Table) -> Vec<parcours::model::cells::TableRow> {
    let total = table.select("", None);
    table.window(0, total)
}

#[test]
fn any_window_is_a_part_of_the_whole_in_every_encoding() {
    let text = text();
    let expected = all(&mut look(text.as_bytes(), told()));
    assert_eq!(expected.len(), ROWS as usize);
    assert_eq!(expected[97].cells[4], "ligne une\r\nligne deux");
    for (name, bytes) in encodings(&text) {
        let mut table = look(&bytes, told());
        assert_eq!(table.survey.rows, ROWS, "{name}");
        table.select("", None);
        for first in [0, 1, 255, 256, 257, 700, 1_279, 1_990, 1_999] {
            let window = table.window(first, 20);
            let end = (first as usize + 20).min(expected.len());
            assert_eq!(window, expected[first as usize..end], "{name} from {first}");
        }
        assert!(table.window(ROWS, 5).is_empty());
    }
}

#[test]
fn broken_bytes_cost_only_time() {
    let text = text();
    let mut bytes = text.as_bytes().to_vec();
    let at = text.find("nº 400").unwrap();
    bytes[at] = 0xFF;
    let mut table = look(&bytes, told());
    table.select("", None);
    assert!(table.window(400, 1)[0].cells[4].contains('\u{FFFD}'));
    assert_eq!(table.window(1_900, 1)[0].cells[4], "nº 1900");
}

#[test]
fn cells_are_shown_as_written_and_as_read() {
    let mut options = told();
    options.recipe.steps = vec![CleaningStep {
        from: words(&["evaluation"]),
        to: words(&["Évaluation"]),
        ..step(StepKind::Merge, &["étape"])
    }];
    let mut table = look(text().as_bytes(), options);
    table.select("", None);
    let row = &table.window(5, 1)[0];
    assert_eq!(row.cells[2], "evaluation");
    assert_eq!(row.read[1], (2, ReadCell::Text("Évaluation".into())));
    assert_eq!(row.read[0], (1, ReadCell::Time(1_767_693_900_000_000)));
    assert_eq!(row.read[2], (3, ReadCell::Emotion(0.0)));
    assert_eq!(table.survey.outcomes[0].cells, u64::from(ROWS / 5));
}

#[test]
fn a_search_is_over_all_rows_and_an_order_over_what_it_finds() {
    let mut table = look(text().as_bytes(), told());
    assert_eq!(table.select("NÂº", None), 0);
    assert_eq!(table.select("nº 1999", None), 1);
    assert_eq!(table.window(0, 5)[0].cells[4], "nº 1999");
    let six = table.select("J-100", Some((3, true)));
    assert_eq!(six, 4);
    let scores: Vec<String> = table
        .window(0, six)
        .iter()
        .map(|row| row.cells[3].clone())
        .collect();
    let mut sorted = scores.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(scores, sorted);
    // Times by what they are, not by how they are written: the 2nd of January before the 11th.
    table.select("", Some((1, false)));
    let first = &table.window(0, 1)[0].cells[1];
    assert!(first.starts_with("01/01/2026 10:00"), "{first}");
}

#[test]
fn only_the_rows_of_the_filter_are_there() {
    let mut table = look(text().as_bytes(), told());
    let chosen: u32 = table.ask(DeskRequest::Select {
        runs: vec![3, 2, 1_990, 100],
        with_removed: false,
        needle: String::new(),
        sort: None,
        descending: true,
    });
    assert_eq!(chosen, 12);
    let notes: Vec<String> = table
        .window(0, 12)
        .iter()
        .map(|row| row.cells[4].clone())
        .collect();
    assert_eq!((notes[0].as_str(), notes[11].as_str()), ("nº 1999", "nº 3"));
}

#[test]
fn removed_rows_stay_in_their_place() {
    let text = "journey_id,touchpoint\n1,a\n1,b\n1,a\n2,b\n";
    let mut table = look(
        text.as_bytes(),
        options(vec![step(StepKind::DropExactDuplicates, &[])]),
    );
    assert_eq!(table.survey.removed, 1);
    let total: u32 = table.ask(DeskRequest::Select {
        runs: vec![0, 2, 3, 1],
        with_removed: true,
        needle: String::new(),
        sort: None,
        descending: false,
    });
    assert_eq!(total, 4);
    let removed: Vec<Option<u32>> = table.window(0, 4).iter().map(|row| row.removed).collect();
    assert_eq!(removed, [None, None, Some(0), None]);
}

#[test]
fn persons_are_in_no_window_no_search_and_no_file() {
    let text =
        "email,nom,step\na@example.org,Curie,x\na@example.org,Curie,y\nb@example.org,Perrin,x\n";
    let hide = vec![
        CleaningStep {
            to: words(&["salt"]),
            ..step(StepKind::Pseudonymise, &["email"])
        },
        step(StepKind::DropColumns, &["nom"]),
    ];
    let mut table = look(text.as_bytes(), options(hide));
    assert_eq!(table.select("curie", None), 0);
    assert_eq!(table.select("example", None), 0);
    assert_eq!(table.select("", None), 3);
    let seen: String = table.ask(DeskRequest::Csv {
        first: 0,
        count: 3,
        as_read: false,
        separator: ',',
    });
    let csv: String = table.ask(DeskRequest::Written { first: 0, count: 9 });
    assert_eq!(seen, csv);
    assert!(!csv.contains("example") && !csv.contains("Curie"), "{csv}");
    let tokens: Vec<&str> = csv
        .lines()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert!(tokens[0] == tokens[1] && tokens[0] != tokens[2]);
}

#[test]
fn json_has_windows_too() {
    let text = r#"[{"journey_id":"1","step":"Home"},7,{"journey_id":"1","step":"cart"}]"#;
    let mut table = look(text.as_bytes(), options(Vec::new()));
    assert_eq!(table.select("", None), 3);
    let rows = table.window(1, 2);
    assert_eq!(rows[1].cells, ["1", "cart"]);
    assert_eq!(table.select("home", None), 1);
}

const JANUARY: &str = "journey_id,date,touchpoint,stage\n1,2026-01-05,Home,View\n1,2026-01-06,home,View\n1,2026-01-06,home,View\n2,2026-01-07,Cart,Buy\n";
const FEBRUARY: &str = "journey_id,date,touchpoint,stage\n3,2026-02-05,Home,View\n3,2026-02-05,Home,View\n4,2026-02-07,home,Buy\n";
/// Other columns: what it means is found, and of the steps only those that look for what is there twice are done.
const CALLS: &str = "id parcours;horodatage;point de contact;motif\n1;2026-03-01;Appel;n/a\n5;2026-03-02;Appel;Panne\n5;2026-03-03;Appel;Panne\n";

fn several(steps: Vec<CleaningStep>) -> LoadOptions {
    let named = |name: &str| TableOptions {
        name: name.to_owned(),
        ..TableOptions::default()
    };
    LoadOptions {
        tables: ["01.csv", "02.csv", "calls.csv"].map(named).to_vec(),
        ..options(steps)
    }
}

fn three(steps: Vec<CleaningStep>) -> Table {
    let files = [JANUARY, FEBRUARY, CALLS].map(str::as_bytes);
    look_at(&files, several(steps))
}

#[test]
fn rows_of_several_files_stand_under_one_header() {
    let mut table = three(Vec::new());
    assert_eq!(
        table.survey.header,
        [
            "source",
            "journey_id",
            "date",
            "touchpoint",
            "stage",
            "id parcours",
            "horodatage",
            "point de contact",
            "motif"
        ]
    );
    assert_eq!(table.survey.rows, 10);
    assert_eq!(table.select("", None), 10);
    let rows = table.window(0, 10);
    let places: Vec<(u32, u64, &str)> = rows
        .iter()
        .map(|row| (row.file, row.line, row.cells[0].as_str()))
        .collect();
    assert_eq!(places[0], (0, 2, "01.csv"));
    assert_eq!(places[4], (2, 2, "02.csv"));
    assert_eq!(places[9], (3, 4, "calls.csv"));
    assert_eq!(rows[4].cells[1], "3");
    assert_eq!(
        (rows[9].cells[1].as_str(), rows[9].cells[5].as_str()),
        ("", "5")
    );
    let time = |at: usize| {
        rows[at]
            .read
            .iter()
            .find(|(_, cell)| matches!(cell, ReadCell::Time(_)))
    };
    assert_eq!(time(9).unwrap().0, 6, "its own column of times");
    // Any window is a part of the whole.
    assert_eq!(table.window(3, 4), rows[3..7]);
    // Searched and sorted over all of them.
    assert_eq!(table.select("home", Some((2, true))), 6);
    let dates: Vec<String> = table
        .window(0, 6)
        .iter()
        .map(|row| row.cells[2].clone())
        .collect();
    assert_eq!(dates[0], "2026-02-07");
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    assert_eq!(table.select("panne", None), 2);
}

#[test]
fn steps_are_counted_and_offered_over_the_files_of_one_header() {
    let table = three(Vec::new());
    let offer = |kind| {
        table
            .survey
            .offers
            .iter()
            .find(|offer| offer.step.kind == kind)
    };
    let twice = offer(StepKind::DropExactDuplicates).unwrap();
    assert_eq!((twice.outcome.rows, twice.lines.as_slice()), (2, &[4][..]));
    assert!(
        offer(StepKind::Nulls).is_none(),
        "{:?}",
        table.survey.offers
    );
    let merge = CleaningStep {
        from: words(&["home"]),
        to: words(&["Home"]),
        ..step(StepKind::Merge, &["touchpoint"])
    };
    let table = three(vec![
        merge.clone(),
        step(StepKind::DropExactDuplicates, &[]),
    ]);
    let outcomes = &table.survey.outcomes;
    assert_eq!((outcomes[0].cells, outcomes[0].counts), (3, None));
    assert_eq!((outcomes[1].rows, outcomes[1].counts), (2, Some((10, 8))));
    assert_eq!(table.survey.removed, 2);
}

#[test]
fn a_row_of_another_file_is_taken_back_by_its_file_and_line() {
    let drop = |except: &[u64]| CleaningStep {
        except: except.to_vec(),
        ..step(StepKind::DropExactDuplicates, &[])
    };
    let removed = |except: &[u64]| {
        let mut table = three(vec![drop(except)]);
        table.select("", None);
        let rows = table.window(0, 10);
        let gone = rows.iter().filter(|row| row.removed.is_some());
        gone.map(|row| (row.file, row.line)).collect::<Vec<_>>()
    };
    assert_eq!(removed(&[]), [(0, 4), (2, 3)]);
    assert_eq!(removed(&[line_of(2, 3)]), [(0, 4)]);
    assert_eq!(removed(&[4]), [(2, 3)]);
}

#[test]
fn a_file_whose_roles_are_told_is_cleaned_like_the_main_one() {
    let mut options = several(vec![step(StepKind::DropExactDuplicates, &[])]);
    options.tables[1].how = Some(TableUse::Stack);
    options.tables[1].roles = serde_json::from_str(
        r#"{"journey":["journey_id"],"time":["date"],"touchpoint":["touchpoint"],"stage":["stage"]}"#,
    )
    .unwrap();
    let files = [JANUARY, FEBRUARY, CALLS].map(str::as_bytes);
    let table = look_at(&files, options);
    assert_eq!(table.survey.outcomes[0].rows, 2);
}

#[test]
fn the_end_of_an_event_is_read_like_its_start() {
    let mut text = String::from("journey_id,activity,start_time,end_time\n");
    for row in 0..20 {
        let day = row + 1;
        let end = if row == 7 {
            "open".to_owned()
        } else {
            format!("2026-01-{day:02} 09:40")
        };
        text.push_str(&format!("{},Call,2026-01-{day:02} 09:00,{end}\n", row / 4));
    }
    let mut table = look(text.as_bytes(), options(Vec::new()));
    table.select("", None);
    let rows = table.window(6, 2);
    let minutes = |at: usize| match rows[at].read.iter().find(|(column, _)| *column == 3) {
        Some((_, ReadCell::Time(micros))) => Some((micros / 60_000_000) % 1440),
        _ => None,
    };
    assert_eq!((minutes(0), minutes(1)), (Some(9 * 60 + 40), None));
    assert_eq!(rows[1].cells[3], "open");
}

/// More than is looked at of a file before it is walked over.
const HEAD: usize = 8 << 20;

#[test]
fn an_accent_that_comes_late_in_a_second_file_is_shown_as_it_is_read() {
    let row = "6,2026-03-05,Home,View\n";
    let plain =
        JANUARY.lines().next().unwrap().to_owned() + "\n" + &row.repeat(HEAD / row.len() + 1);
    let last = |note: &[u8]| [plain.as_bytes(), b"7,2026-03-06,", note, b",Buy\n"].concat();
    let latin = |late: &[u8]| {
        let files = [JANUARY.as_bytes(), &last(late), CALLS.as_bytes()];
        let mut options = several(Vec::new());
        options.tables[0].how = Some(TableUse::Main);
        let mut table = look_at(&files, options);
        let rows = 4 + (HEAD / row.len()) as u32 + 2;
        table.select("", None);
        table.window(rows - 1, 1).remove(0).cells[3].clone()
    };
    assert_eq!(latin(b"Th\xE9"), "Thé");
    assert_eq!(latin("Thé".as_bytes()), "Thé");
    // What is at hand speaks for UTF-8, the whole does not.
    let long = ["é".as_bytes(), &[b'x'; 200_000], &b" \xE9t\xE9".repeat(40)].concat();
    let shown = latin(&long);
    assert!(shown.ends_with("été"), "{}", shown.trim_start_matches('x'));
}

#[test]
fn what_stands_beside_nested_events_is_shown_with_the_event_that_has_it() {
    const EVENT: &str = r#"{"event":"Delivery","time":"2026-01-08T10:00:00Z"}"#;
    let text = format!(
        r#"[{{"customer_id":"c1","amount":90.5,"comment":"so fine that I came again","events":[
            {{"event":"Order","time":"soon"}}, 7, {EVENT}, {EVENT}]}},
            {{"customer_id":"c2","amount":4,"comment":"it was late, and nobody knew why","events":[{EVENT}, {EVENT}]}}]"#
    );
    let mut table = look(text.as_bytes(), LoadOptions::default());
    let at = |name: &str| {
        let header = &table.survey.header;
        header.iter().position(|column| column == name).unwrap()
    };
    let columns = [at("amount"), at("comment")];
    let rows = all(&mut table);
    let shown = |row: &parcours::model::cells::TableRow| {
        columns.map(|at| row.cells.get(at).is_some_and(|cell| !cell.is_empty()))
    };
    // A row that could not be used shows what it stands beside; the first that could is the one that counts it.
    let shown: Vec<[bool; 2]> = rows.iter().map(shown).collect();
    let (yes, no) = ([true; 2], [false; 2]);
    assert_eq!(shown, [yes, no, yes, no, yes, no]);
}
