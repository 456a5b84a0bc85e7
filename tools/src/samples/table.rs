//! Rows → the bytes of a file, as exports of each language are: English CSV in UTF-8, French Excel CSV in Windows-1252.

use super::words::Tongue;

pub struct Table {
    tongue: Tongue,
    text: String,
}

impl Table {
    pub fn new(tongue: Tongue, header: &[&str]) -> Self {
        let mut table = Self {
            tongue,
            text: String::new(),
        };
        table.row(header);
        table
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let (delimiter, end) = match self.tongue {
            Tongue::En => (',', "\n"),
            Tongue::Fr => (';', "\r\n"),
        };
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.text.push(delimiter);
            }
            let cell = cell.as_ref();
            if cell.contains([delimiter, '"', '\n']) {
                self.text
                    .push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                self.text.push_str(cell);
            }
        }
        self.text.push_str(end);
    }

    pub fn bytes(self) -> Vec<u8> {
        match self.tongue {
            Tongue::En => self.text.into_bytes(),
            Tongue::Fr => self.text.chars().map(windows_1252).collect(),
        }
    }
}

/// `1249.90`, `1249,90`.
pub fn amount(value: f64, tongue: Tongue) -> String {
    let text = format!("{value:.2}");
    match tongue {
        Tongue::En => text,
        Tongue::Fr => text.replace('.', ","),
    }
}

/// The characters that the samples use; a test sees that no other one is there.
fn windows_1252(c: char) -> u8 {
    match c {
        '€' => 0x80,
        '…' => 0x85,
        'Œ' => 0x8C,
        '’' => 0x92,
        '–' => 0x96,
        'œ' => 0x9C,
        _ => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    }
}
