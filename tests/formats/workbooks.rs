//! XLSX.

use parcours::model::load::{FileFormat, LoadErrorCode, Role};
use parcours::model::unpacked::{Level, PartKind};
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::made::{french_rows, french_workbook};
use crate::read::{Row, cells, code, events, options, unpack};

fn french_events() -> Vec<Row> {
    [
        ("C-001", "2024-03-27T14:30:00", "Page d’accueil"),
        ("C-001", "2024-03-28T09:00:00", "Achat"),
        ("C-002", "2024-04-02T08:15:00", "Page d’accueil"),
        ("C-002", "2024-04-03T18:45:00", "Appel au support"),
        ("C-002", "2024-04-05T00:00:00", "Achat"),
    ]
    .map(|(journey, time, touchpoint)| (journey.into(), time.into(), touchpoint.into()))
    .to_vec()
}

#[test]
fn a_french_workbook_opens_with_no_question() {
    let (imported, rows) = events(&french_workbook(), None);
    assert_eq!(rows, french_events());
    assert_eq!(imported.source.delimiter, None);
    assert_eq!(imported.source.encoding, "utf-8");
    assert_eq!(imported.plan.review().format, FileFormat::Xlsx);
    assert_eq!(imported.source.roles[&Role::Revenue], ["Montant"]);
}

#[test]
fn cells_are_as_in_the_sheet_and_so_are_row_numbers() {
    let (unpacked, text) = unpack(&french_workbook(), None).unwrap();
    let raw = cells(&text, &options(&unpacked));
    let lines: Vec<u64> = raw.rows.iter().map(|(line, _, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6]);
    let column = |index: usize| -> Vec<&str> {
        raw.rows
            .iter()
            .map(|(_, _, cells)| cells[index].as_str())
            .collect()
    };
    assert_eq!(
        column(1)[..2],
        ["2024-03-27T14:30:00", "2024-03-28T09:00:00"]
    );
    assert_eq!(column(3), ["", "1234.5", "", "", "99.99"]);
    assert_eq!(
        column(4),
        ["première\nvisite", "", "dit \"bof\"", "a\tb", ""]
    );
}

#[test]
fn a_table_may_begin_anywhere_under_a_title() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(1, 2, "Export du 3 avril").unwrap();
    french_rows(sheet, 5, 2);
    let bytes = workbook.save_to_buffer().unwrap();
    let (_, rows) = events(&bytes, None);
    assert_eq!(rows, french_events());
    let (unpacked, text) = unpack(&bytes, None).unwrap();
    let raw = cells(&text, &options(&unpacked));
    assert_eq!(raw.header[0], "N° de parcours");
    assert_eq!(raw.rows[0].0, 7);
}

#[test]
fn a_cell_far_down_and_further_left_keeps_its_place() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 3, "journey").unwrap();
    sheet.write_string(0, 4, "event").unwrap();
    for row in 1..1_500 {
        sheet.write_number(row, 3, f64::from(row / 3)).unwrap();
        sheet.write_string(row, 4, "visit").unwrap();
    }
    sheet.write_string(1_499, 1, "note").unwrap();
    let (unpacked, text) = unpack(&workbook.save_to_buffer().unwrap(), None).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(unpacked.format, Some(FileFormat::Xlsx));
    assert_eq!(text.lines().next(), Some("\t\tjourney\tevent"));
    assert_eq!(text.lines().last(), Some("note\t\t499\tvisit"));
}

/// A cover sheet, a pivot, two sheets of events, one of them hidden.
fn many_sheets() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let cover = workbook.add_worksheet().set_name("Lisez-moi").unwrap();
    for row in 0..40 {
        cover
            .write_string(row, 0, "Une phrase d’explication.")
            .unwrap();
    }
    let pivot = workbook.add_worksheet().set_name("Synthèse").unwrap();
    pivot.write_string(0, 0, "étape").unwrap();
    pivot.write_string(0, 1, "nombre").unwrap();
    french_rows(workbook.add_worksheet().set_name("Données").unwrap(), 0, 0);
    let hidden = workbook.add_worksheet().set_name("Tout").unwrap();
    french_rows(hidden, 0, 0);
    hidden.write_string(6, 0, "C-003").unwrap();
    hidden.write_string(6, 2, "Visite").unwrap();
    hidden.set_hidden(true);
    workbook.add_worksheet().set_name("Vide").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn the_sheet_with_the_events_is_taken_and_another_can_be_told() {
    let bytes = many_sheets();
    let (unpacked, _) = unpack(&bytes, None).unwrap();
    let names = ["Lisez-moi", "Synthèse", "Données", "Tout"]
        .map(String::from)
        .to_vec();
    assert_eq!(
        unpacked.levels,
        [Level {
            kind: PartKind::Sheet,
            names,
            chosen: 2
        }]
    );
    let (_, text) = unpack(&bytes, Some("Tout")).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("C-003"));
    let (told, name) = code(&bytes, Some("Feuil9"));
    assert_eq!(
        (told, name.as_deref()),
        (LoadErrorCode::UnknownPart, Some("Feuil9"))
    );
}

#[test]
fn what_excel_computes_is_read_as_it_shows_it() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let clock = Format::new().set_num_format("hh:mm");
    let hours = Format::new().set_num_format("[h]:mm:ss");
    let percent = Format::new().set_num_format("0 %");
    for (column, name) in ["id", "bool", "error", "clock", "hours", "share", "text"]
        .iter()
        .enumerate()
    {
        sheet.write_string(0, column as u16, *name).unwrap();
    }
    sheet.write_number(1, 0, 7.0).unwrap();
    sheet.write_boolean(1, 1, true).unwrap();
    sheet
        .write_formula(1, 2, Formula::new("=NA()").set_result("#N/A"))
        .unwrap();
    sheet
        .write_number_with_format(1, 3, 0.604_166_666_666_666_6, &clock)
        .unwrap();
    sheet.write_number_with_format(1, 4, 1.5, &hours).unwrap();
    sheet
        .write_number_with_format(1, 5, 0.12, &percent)
        .unwrap();
    sheet
        .write_formula(1, 6, Formula::new("=\"a\"&\"b\"").set_result("ab"))
        .unwrap();
    let (_, text) = unpack(&workbook.save_to_buffer().unwrap(), None).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(
        text.lines().last(),
        Some("7\tTRUE\t#N/A\t14:30:00\t36:00:00\t0.12\tab")
    );
}

#[test]
fn rows_that_cannot_be_used_are_named_by_their_row_in_the_sheet() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    french_rows(sheet, 0, 0);
    sheet.write_string(9, 2, "Achat").unwrap();
    sheet.write_string(9, 4, "personne\nici").unwrap();
    sheet.write_string(11, 0, "C-009").unwrap();
    sheet.write_string(11, 1, "demain").unwrap();
    let (imported, _) = events(&workbook.save_to_buffer().unwrap(), None);
    let lines: Vec<u64> = imported
        .problems
        .iter()
        .map(|problem| problem.line)
        .collect();
    assert_eq!(lines, [10, 12]);
    assert_eq!(imported.source.rows_read, 7);
}

#[test]
fn a_workbook_without_a_cell_is_empty() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(code(&bytes, None).0, LoadErrorCode::EmptyFile);
}
