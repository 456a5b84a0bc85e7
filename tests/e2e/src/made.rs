//! Files of other formats, made of a plain CSV, so that both can be held against each other.
use std::{fs, io::Write, path::PathBuf};

use flate2::{Compression, write::GzEncoder};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{Failure, Outcome};

/// A folder of its own below the system's, gone when dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Outcome<Folder> {
        let path = std::env::temp_dir().join(format!("parcours-{name}-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }

    /// Writes a file. Its path.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Outcome<String> {
        let path = self.0.join(name);
        fs::write(&path, bytes)?;
        Ok(path.display().to_string())
    }

    pub fn path(&self) -> PathBuf {
        self.0.clone()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A French header for the columns of `e2e/shop.csv`.
const FRENCH: [&str; 9] = [
    "N° de parcours",
    "Date",
    "Segment",
    "Étape",
    "Point de contact",
    "Canal",
    "Satisfaction",
    "Montant",
    "Commentaire",
];

/// A workbook whose sheets hold the rows of the CSVs, as a French Excel keeps them: dates and amounts as numbers with a format.
pub fn workbook(sheets: &[(&str, &str)]) -> Outcome<Vec<u8>> {
    let mut workbook = Workbook::new();
    for (name, csv) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).map_err(said)?;
        write_sheet(sheet, csv).map_err(said)?;
    }
    workbook.save_to_buffer().map_err(said)
}

/// A workbook of one sheet with the cells of a CSV as texts.
pub fn plain_workbook(sheet: &str, csv: &str) -> Outcome<Vec<u8>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(sheet).map_err(said)?;
    for (row, line) in csv.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            sheet
                .write_string(row as u32, column as u16, cell)
                .map_err(said)?;
        }
    }
    workbook.save_to_buffer().map_err(said)
}

fn write_sheet(sheet: &mut Worksheet, csv: &str) -> Result<(), rust_xlsxwriter::XlsxError> {
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let euro = Format::new().set_num_format("# ##0,00 €");
    for (column, name) in FRENCH.into_iter().enumerate() {
        sheet.write_string(0, column as u16, name)?;
    }
    for (row, line) in csv.lines().enumerate().skip(1) {
        for (column, cell) in line.split(',').enumerate() {
            let place = (row as u32, column as u16);
            match (column, cell.parse::<f64>()) {
                (_, _) if cell.is_empty() => {}
                (1, _) => {
                    let moment = ExcelDateTime::parse_from_str(&cell.replace(' ', "T"))?;
                    sheet.write_datetime_with_format(place.0, place.1, &moment, &date)?;
                }
                (7, Ok(amount)) => {
                    sheet.write_number_with_format(place.0, place.1, amount, &euro)?;
                }
                (6, Ok(score)) => {
                    sheet.write_number(place.0, place.1, score)?;
                }
                _ => {
                    sheet.write_string(place.0, place.1, cell)?;
                }
            }
        }
    }
    Ok(())
}

/// A log with one trace a journey, its persona on the trace, the rest on the events.
pub fn xes(csv: &str) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n");
    let mut open = "";
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[0] != open {
            if !open.is_empty() {
                text.push_str("</trace>\n");
            }
            open = cells[0];
            text.push_str(&format!(
                "<trace>\n<string key=\"concept:name\" value=\"{}\"/>\n<string key=\"persona\" value=\"{}\"/>\n",
                escaped(cells[0]),
                escaped(cells[2])
            ));
        }
        text.push_str(&format!(
            "<event>\n<string key=\"concept:name\" value=\"{}\"/>\n<date key=\"time:timestamp\" value=\"{}:00\"/>\n<string key=\"stage\" value=\"{}\"/>\n</event>\n",
            escaped(cells[4]),
            cells[1].replace(' ', "T"),
            escaped(cells[3])
        ));
    }
    text.push_str("</trace>\n</log>\n");
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

pub fn zip(files: &[(&str, &[u8])]) -> Outcome<Vec<u8>> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .map_err(said)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish().map_err(said)?.into_inner())
}

fn said(error: impl std::fmt::Display) -> Failure {
    Failure::new(error.to_string())
}
