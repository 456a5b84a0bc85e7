//! Files made for the tests.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        if name.ends_with('/') {
            writer
                .add_directory(*name, SimpleFileOptions::default())
                .unwrap();
        } else {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

pub const VISITS: &str = "parcours;date;étape;note\n1;2024-03-27;Découverte;3,5\n1;2024-03-28;Achat;4\n2;2024-03-27;Découverte;2\n2;2024-03-30;Retour;1\n";

/// Writes `étape` rows of a French workbook from `top` on, the columns from `left` on.
pub fn french_rows(sheet: &mut Worksheet, top: u32, left: u16) {
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let euro = Format::new().set_num_format("# ##0,00 €");
    let header = [
        "N° de parcours",
        "Date",
        "Point de contact",
        "Montant",
        "Commentaire",
    ];
    for (column, name) in header.into_iter().enumerate() {
        sheet.write_string(top, left + column as u16, name).unwrap();
    }
    let rows = [
        (
            "C-001",
            (2024, 3, 27, 14, 30),
            "Page d’accueil",
            None,
            "première\nvisite",
        ),
        ("C-001", (2024, 3, 28, 9, 0), "Achat", Some(1234.5), ""),
        (
            "C-002",
            (2024, 4, 2, 8, 15),
            "Page d’accueil",
            None,
            "dit \"bof\"",
        ),
        (
            "C-002",
            (2024, 4, 3, 18, 45),
            "Appel au support",
            None,
            "a\tb",
        ),
        ("C-002", (2024, 4, 5, 0, 0), "Achat", Some(99.99), ""),
    ];
    for (index, (journey, (year, month, day, hour, minute), touchpoint, amount, note)) in
        rows.into_iter().enumerate()
    {
        let row = top + 1 + index as u32;
        let moment = ExcelDateTime::from_ymd(year, month, day)
            .unwrap()
            .and_hms(hour, minute, 0)
            .unwrap();
        sheet.write_string(row, left, journey).unwrap();
        sheet
            .write_datetime_with_format(row, left + 1, &moment, &date)
            .unwrap();
        sheet.write_string(row, left + 2, touchpoint).unwrap();
        if let Some(amount) = amount {
            sheet
                .write_number_with_format(row, left + 3, amount, &euro)
                .unwrap();
        }
        if !note.is_empty() {
            sheet.write_string(row, left + 4, note).unwrap();
        }
    }
}

/// One sheet of events, as a French Excel saves it.
pub fn french_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    french_rows(
        workbook.add_worksheet().set_name("Évènements").unwrap(),
        0,
        0,
    );
    workbook.save_to_buffer().unwrap()
}

pub const XES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event">
    <string key="concept:name" value="__INVALID__"/>
  </global>
  <string key="creator" value="made by hand"/>
  <trace>
    <string key="concept:name" value="A &amp; B"/>
    <string key="segment" value="jeune"/>
    <event>
      <string key="concept:name" value="Visite"/>
      <date key="time:timestamp" value="2024-03-27T14:30:00.000+01:00"/>
      <int key="cost" value="5"><string key="unit" value="EUR"/></int>
    </event>
    <event>
      <string key="concept:name" value="Achat
suite"/>
      <date key="time:timestamp" value="2024-03-28T09:00:00.000+01:00"/>
      <list key="goods"><values><string key="item" value="tea"/><string key="item" value="cup"/></values></list>
    </event>
  </trace>
  <trace>
    <event>
      <string key="concept:name" value="Visite"/>
      <date key="time:timestamp" value="2024-04-01T00:00:00.000+02:00"/>
    </event>
  </trace>
</log>
"#;

pub const OCEL_ONE: &str = r#"{
  "ocel:global-log": { "ocel:version": "1.0", "ocel:object-types": ["order", "item"] },
  "ocel:events": {
    "e1": { "ocel:activity": "place", "ocel:timestamp": "2024-03-27T10:00:00", "ocel:omap": ["o1", "i1", "i2"], "ocel:vmap": { "channel": "web" } },
    "e2": { "ocel:activity": "pack", "ocel:timestamp": "2024-03-28T10:00:00", "ocel:omap": ["i1"], "ocel:vmap": {} },
    "e3": { "ocel:activity": "pack", "ocel:timestamp": "2024-03-28T11:00:00", "ocel:omap": ["i2"], "ocel:vmap": {} },
    "e4": { "ocel:activity": "pay", "ocel:timestamp": "2024-03-29T10:00:00", "ocel:omap": ["o1"], "ocel:vmap": { "amount": 12.5 } }
  },
  "ocel:objects": {
    "o1": { "ocel:type": "order", "ocel:ovmap": { "country": "FR" } },
    "i1": { "ocel:type": "item", "ocel:ovmap": { "colour": "red" } },
    "i2": { "ocel:type": "item", "ocel:ovmap": {} }
  }
}"#;

pub const OCEL_TWO: &str = r#"{
  "objectTypes": [{ "name": "order", "attributes": [{ "name": "status", "type": "string" }] }, { "name": "item", "attributes": [] }],
  "eventTypes": [{ "name": "place", "attributes": [] }, { "name": "pay", "attributes": [{ "name": "amount", "type": "float" }] }],
  "objects": [
    { "id": "o1", "type": "order", "attributes": [
      { "name": "status", "time": "2024-03-29T00:00:00Z", "value": "paid" },
      { "name": "status", "time": "1970-01-01T00:00:00Z", "value": "open" } ] },
    { "id": "o2", "type": "order" },
    { "id": "i1", "type": "item", "relationships": [{ "objectId": "o1", "qualifier": "of" }] }
  ],
  "events": [
    { "id": "e1", "type": "place", "time": "2024-03-27T10:00:00Z", "relationships": [{ "objectId": "o1", "qualifier": "a" }, { "objectId": "o2", "qualifier": "a" }, { "objectId": "i1", "qualifier": "b" }] },
    { "id": "e2", "type": "pay", "time": "2024-03-29T10:00:00Z", "attributes": [{ "name": "amount", "value": 12.5 }], "relationships": [{ "objectId": "o1", "qualifier": "a" }, { "objectId": "o1", "qualifier": "again" }] },
    { "id": "e3", "type": "pay", "time": "2024-03-30T10:00:00Z", "attributes": [{ "name": "amount", "value": 7 }], "relationships": [{ "objectId": "o2", "qualifier": "a" }] }
  ]
}"#;
