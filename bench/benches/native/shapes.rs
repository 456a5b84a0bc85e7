//! Files that are hard in one way each, made from the same generated events.
use parcours_tools::generate;

const SEED: u64 = 42;
const LONG_FIELD: usize = 400;
const MANY_TOUCHPOINTS: usize = 10_000;

pub struct Shape {
    pub name: &'static str,
    change: fn(&mut Rows),
}

pub const SHAPES: &[Shape] = &[
    // In order of time, as systems write it: the rows of a journey lie far apart.
    shape("interleaved", |_| {}),
    shape("sorted", |rows| {
        rows.0.sort_by(|a, b| a[JOURNEY].cmp(&b[JOURNEY]))
    }),
    shape("one_giant_journey", |rows| {
        rows.each(|_, row| row[JOURNEY] = "J1".to_owned());
    }),
    shape("one_event_journeys", |rows| {
        rows.each(|at, row| row[JOURNEY] = format!("J{at:08}"));
    }),
    shape("all_quoted", |rows| {
        rows.each(|_, row| {
            for cell in row.iter_mut().filter(|cell| !cell.starts_with('"')) {
                *cell = format!("\"{cell}\"");
            }
        });
    }),
    shape("long_fields", |rows| {
        rows.each(|at, row| {
            row[TOUCHPOINT] = format!(
                "page {} {}",
                at % 40,
                "of many words ".repeat(LONG_FIELD / 14)
            );
        });
    }),
    shape("many_touchpoints", |rows| {
        rows.each(|at, row| row[TOUCHPOINT] = format!("page {}", at * 7919 % MANY_TOUCHPOINTS));
    }),
    shape("equal_times", |rows| {
        rows.each(|_, row| row[TIME] = "2025-03-10T08:00:00Z".to_owned());
    }),
];

const fn shape(name: &'static str, change: fn(&mut Rows)) -> Shape {
    Shape { name, change }
}

const JOURNEY: usize = 0;
const TIME: usize = 1;
const TOUCHPOINT: usize = 5;

impl Shape {
    /// The file's bytes.
    pub fn file(&self, rows: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        generate::write_events(&mut bytes, rows, SEED).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (header, body) = text.split_once('\n').unwrap();
        let mut rows = Rows(body.lines().map(cells).collect());
        (self.change)(&mut rows);
        let mut file = format!("{header}\n");
        for row in rows.0 {
            file.push_str(&row.join(","));
            file.push('\n');
        }
        file.into_bytes()
    }
}

/// Rows of cells as written, with their quotes.
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn each(&mut self, change: impl Fn(usize, &mut Vec<String>)) {
        for (at, row) in self.0.iter_mut().enumerate() {
            change(at, row);
        }
    }
}

/// Splits a generated line at the commas outside quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            ',' if !quoted => cells.push(String::new()),
            _ => {
                quoted ^= sign == '"';
                if let Some(cell) = cells.last_mut() {
                    cell.push(sign);
                }
            }
        }
    }
    cells
}
