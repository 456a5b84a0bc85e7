//! How days and times are written. All arguments are microseconds since 1970 of the clock to be shown:
//! for instants, whoever calls has added the offset of the user's zone.

use super::Lang;
use crate::model::time::{MICROS_PER_DAY, MICROS_PER_SECOND, civil_from_days};

const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];

struct Day {
    year: i64,
    month: u32,
    day: u32,
}

fn day_of(micros: i64) -> Day {
    let (year, month, day) = civil_from_days(micros.div_euclid(MICROS_PER_DAY));
    Day { year, month, day }
}

impl Lang {
    /// `27 Mar 2026`, `27/03/2026`.
    pub fn date(self, micros: i64) -> String {
        let Day { year, month, day } = day_of(micros);
        match self {
            Self::En => format!("{day} {} {year}", self.month(month)),
            Self::Fr => format!("{day:02}/{month:02}/{year}"),
        }
    }

    /// `27 Mar`, `1er janv.`: for axes, where the year is said once.
    pub fn day_and_month(self, micros: i64) -> String {
        let Day { month, day, .. } = day_of(micros);
        format!("{} {}", self.day_number(day), self.month(month))
    }

    /// The ends of an axis: `1 Jan` and `30 Jun` where their year is the same, else with their years.
    pub fn axis_ends(self, first_micros: i64, last_micros: i64) -> (String, String) {
        let same_year = day_of(first_micros).year == day_of(last_micros).year;
        let end = |micros| match same_year {
            true => self.day_and_month(micros),
            false => format!("{} {}", self.day_and_month(micros), day_of(micros).year),
        };
        (end(first_micros), end(last_micros))
    }

    /// `Mar 2026`, `mars 2026`.
    pub fn month_and_year(self, micros: i64) -> String {
        let Day { year, month, .. } = day_of(micros);
        format!("{} {year}", self.month(month))
    }

    /// `27 Mar 2026, 14:22`, `27/03/2026 14:22`.
    pub fn date_time(self, micros: i64) -> String {
        let (date, clock) = (self.date(micros), self.clock(micros));
        match self {
            Self::En => format!("{date}, {clock}"),
            Self::Fr => format!("{date} {clock}"),
        }
    }

    /// `14:22`.
    pub fn clock(self, micros: i64) -> String {
        let minutes = micros.rem_euclid(MICROS_PER_DAY) / (60 * MICROS_PER_SECOND);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// First to last day, both named: `1 Jan to 30 Jun 2026`, `1er janv. au 30 juin 2026`. One day alone where they are the same.
    pub fn date_range(self, first_micros: i64, last_micros: i64) -> String {
        let (first, last) = (day_of(first_micros), day_of(last_micros));
        let end = format!(
            "{} {} {}",
            self.day_number(last.day),
            self.month(last.month),
            last.year
        );
        let same_year = first.year == last.year;
        let same_month = same_year && first.month == last.month;
        if same_month && first.day == last.day {
            return end;
        }
        let mut start = self.day_number(first.day);
        if !same_month {
            start = format!("{start} {}", self.month(first.month));
        }
        if !same_year {
            start = format!("{start} {}", first.year);
        }
        match self {
            Self::En => format!("{start} to {end}"),
            Self::Fr => format!("{start} au {end}"),
        }
    }

    fn day_number(self, day: u32) -> String {
        match (self, day) {
            (Self::Fr, 1) => "1er".to_owned(),
            _ => day.to_string(),
        }
    }

    /// The short name of a month, 1 … 12.
    pub fn month(self, month: u32) -> &'static str {
        let names = match self {
            Self::En => &MONTHS_EN,
            Self::Fr => &MONTHS_FR,
        };
        names.get(month.wrapping_sub(1) as usize).unwrap_or(&"")
    }
}
