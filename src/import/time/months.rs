//! Names of months and week days, French and English.

const MONTHS: [(&[u8], u32); 46] = [
    (b"january", 1),
    (b"jan", 1),
    (b"janvier", 1),
    (b"janv", 1),
    (b"february", 2),
    (b"feb", 2),
    (b"fevrier", 2),
    (b"fevr", 2),
    (b"fev", 2),
    ("février".as_bytes(), 2),
    ("févr".as_bytes(), 2),
    ("fév".as_bytes(), 2),
    (b"march", 3),
    (b"mar", 3),
    (b"mars", 3),
    (b"april", 4),
    (b"apr", 4),
    (b"avril", 4),
    (b"avr", 4),
    (b"may", 5),
    (b"mai", 5),
    (b"june", 6),
    (b"jun", 6),
    (b"juin", 6),
    (b"july", 7),
    (b"jul", 7),
    (b"juillet", 7),
    (b"juil", 7),
    (b"august", 8),
    (b"aug", 8),
    (b"aout", 8),
    ("août".as_bytes(), 8),
    (b"september", 9),
    (b"sep", 9),
    (b"sept", 9),
    (b"septembre", 9),
    (b"october", 10),
    (b"oct", 10),
    (b"octobre", 10),
    (b"november", 11),
    (b"nov", 11),
    (b"novembre", 11),
    (b"december", 12),
    (b"dec", 12),
    (b"decembre", 12),
    ("décembre".as_bytes(), 12),
];

const SHORT_DECEMBER: &[u8] = "déc".as_bytes();

const WEEK_DAYS: [&[u8]; 28] = [
    b"monday",
    b"tuesday",
    b"wednesday",
    b"thursday",
    b"friday",
    b"saturday",
    b"sunday",
    b"mon",
    b"tue",
    b"wed",
    b"thu",
    b"fri",
    b"sat",
    b"sun",
    b"lundi",
    b"mardi",
    b"mercredi",
    b"jeudi",
    b"vendredi",
    b"samedi",
    b"dimanche",
    b"lun",
    b"mar",
    b"mer",
    b"jeu",
    b"ven",
    b"sam",
    b"dim",
];

/// Bytes of the shortest name: most cells that are no times begin with fewer letters.
const SHORTEST: usize = 3;

/// 1–12, whatever the case of the ASCII letters.
pub fn month(word: &[u8]) -> Option<u32> {
    if word.len() < SHORTEST {
        return None;
    }
    if word.eq_ignore_ascii_case(SHORT_DECEMBER) {
        return Some(12);
    }
    let found = MONTHS
        .iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name));
    found.map(|(_, number)| *number)
}

pub fn is_week_day(word: &[u8]) -> bool {
    word.len() >= SHORTEST && WEEK_DAYS.iter().any(|name| word.eq_ignore_ascii_case(name))
}
