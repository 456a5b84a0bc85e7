//! Names of months and week days: French and English, of months also German and Spanish.

use crate::import::words::{among, fold};

const MONTHS: [&str; 12] = [
    "january jan janvier janv januar enero ene",
    "february feb fevrier fevr fev februar febrero",
    "march mar mars marz mrz marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juin juni junio",
    "july jul juillet juil juli julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre",
    "october oct octobre oktober okt octubre",
    "november nov novembre noviembre",
    "december dec decembre dezember dez diciembre dic",
];

const WEEK_DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun \
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim";

/// Bytes of the shortest name: most cells that are no times begin with fewer letters.
const SHORTEST: usize = 3;

/// 1–12, whatever case and accents.
pub fn month(word: &[u8]) -> Option<u32> {
    if word.len() < SHORTEST {
        return None;
    }
    let word = std::str::from_utf8(word).ok()?;
    let folded;
    let plain = if word.is_ascii() {
        word
    } else {
        folded = fold(word);
        &folded
    };
    let found = MONTHS.iter().position(|names| among(names, plain));
    found.map(|place| place as u32 + 1)
}

pub fn is_week_day(word: &[u8]) -> bool {
    word.len() >= SHORTEST && std::str::from_utf8(word).is_ok_and(|word| among(WEEK_DAYS, word))
}
