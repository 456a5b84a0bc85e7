//! Minutes since 2025-01-01 00:00, kept within the hours in which people do things.

use parcours::model::time::{civil_from_days, days_from_civil};

use super::random::Random;
use super::words::Tongue;

pub const DAY: i64 = 24 * 60;
const HOUR: i64 = 60;

/// Minutes of a date.
pub const fn minutes_of(year: i64, month: u32, day: u32) -> i64 {
    (days_from_civil(year, month, day) - days_from_civil(2025, 1, 1)) * DAY
}

/// A time in the opening hours of its day or of the next open one; `office`: closed on Saturday and Sunday, 9 to 18.
pub fn in_hours(minutes: i64, office: bool, random: &mut Random) -> i64 {
    let (opens, closes) = if office { (9, 18) } else { (8, 23) };
    let mut day = minutes.div_euclid(DAY);
    let mut of_day = minutes.rem_euclid(DAY);
    if of_day < opens * HOUR || of_day >= closes * HOUR {
        if of_day >= closes * HOUR {
            day += 1;
        }
        of_day = opens * HOUR + random.whole(0, 180) as i64;
    }
    if office {
        // 2025-01-01 was a Wednesday.
        while matches!((day + 2).rem_euclid(7), 5 | 6) {
            day += 1;
        }
    }
    day * DAY + of_day
}

/// As the exports of that language write it: `2026-01-02 18:04`, `02/01/2026 18:04`.
pub fn written(minutes: i64, tongue: Tongue) -> String {
    let (year, month, day) = civil_from_days(minutes.div_euclid(DAY) + days_from_civil(2025, 1, 1));
    let of_day = minutes.rem_euclid(DAY);
    let (hour, minute) = (of_day / 60, of_day % 60);
    match tongue {
        Tongue::En => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
        Tongue::Fr => format!("{day:02}/{month:02}/{year:04} {hour:02}:{minute:02}"),
    }
}
