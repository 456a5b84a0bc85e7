//! Calendar dates and clock times as people and programs write them.
//!
//! Two-digit years: 69 is 1969, 68 is 2068 (contract §2, as POSIX `strptime`). More than six fractional digits are cut.

use super::clock::{clock_and_offset, clock_follows, clock_micros, fraction, offset};
use super::cursor::Cursor;
use super::months::{is_week_day, month};
use crate::model::load::DateOrder;
use crate::model::time::{MICROS_PER_DAY, MICROS_PER_SECOND, days_from_civil};

/// A time as written: local microseconds since 1970, its offset where it has one, and what its date says of the column's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub local_micros: i64,
    pub offset_minutes: Option<i32>,
    pub hint: OrderHint,
}

/// What one date says about the order of day and month in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderHint {
    /// Written year first with four digits, or with the month's name: the order does not matter.
    Plain,
    /// Day and month alike, as 05/05: the order does not matter here.
    Same,
    /// Both could be a month.
    Open,
    DayFirst,
    MonthFirst,
    /// The first number is above 31: a two-digit year.
    YearFirst,
}

/// Reads a date, alone (midnight) or with a clock time and an offset. `None`: not a time, or a day that does not exist.
#[inline]
pub fn parse_calendar(cell: &[u8], order: DateOrder) -> Option<Moment> {
    iso_seconds(cell).or_else(|| parse_any(cell, order))
}

/// `2026-01-05T13:37:00` (blank or T), then nothing, a fraction, an offset: by position.
#[inline]
fn iso_seconds(cell: &[u8]) -> Option<Moment> {
    let head: &[u8; 19] = cell.first_chunk()?;
    if head[10] != b'T' && head[10] != b' ' {
        return None;
    }
    let seconds = parcours_kernel::iso_seconds(head)?;
    let mut rest = Cursor::new(&cell[19..]);
    let fraction = fraction(&mut rest)?;
    let offset_minutes = offset(&mut rest)?;
    rest.is_empty().then_some(Moment {
        local_micros: seconds * MICROS_PER_SECOND + fraction,
        offset_minutes,
        hint: OrderHint::Plain,
    })
}

fn parse_any(cell: &[u8], order: DateOrder) -> Option<Moment> {
    let mut cursor = Cursor::new(cell);
    cursor.skip_blanks();
    if cursor.take_word(b"le") {
        cursor.skip_blanks();
    }
    if is_week_day(cursor.word()) && month(cursor.word()).is_none_or(|_| follows_week_day(cursor)) {
        cursor.skip(cursor.word().len());
        cursor.take_any(b".");
        cursor.take_any(b",");
        cursor.skip_blanks();
    }
    let (date, hint, mut clock) = date(&mut cursor, order)?;
    // A date at midnight beside a clock time of its own is that date.
    while clock.is_none_or(|(micros, _)| micros == 0) && clock_follows(&mut cursor) {
        clock = Some(clock_and_offset(&mut cursor, true)?);
    }
    cursor.skip_blanks();
    let (micros, offset_minutes) = clock.unwrap_or_default();
    let ends = cursor.is_empty() || (offset_minutes.is_some() && is_zone_name(cursor.rest()));
    ends.then_some(Moment {
        local_micros: date * MICROS_PER_DAY + micros,
        offset_minutes,
        hint,
    })
}

/// The offset's zone by name, `[Europe/Paris]` or `(Central European Standard Time)`: it says nothing more.
const fn is_zone_name(rest: &[u8]) -> bool {
    matches!(rest, [b'[', .., b']'] | [b'(', .., b')'])
}

/// "mar" is Tuesday in French and March in English: a day where a comma, a dot or another month's name follows.
fn follows_week_day(cursor: Cursor<'_>) -> bool {
    let mut after = cursor;
    after.skip(after.word().len());
    after.take_any(b".");
    let comma = after.take_any(b",").is_some();
    after.skip_blanks();
    let number = after.digits().is_some();
    after.skip_blanks();
    number && (comma || month(after.word()).is_some())
}

/// Days since 1970, and a clock time with its offset that stands inside the date.
type Date = (i64, OrderHint, Option<(i64, Option<i32>)>);

fn date(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Date> {
    if cursor.peek()?.is_ascii_digit() {
        numbered_date(cursor, order)
    } else {
        // January 5, 2024; Jan 5 14:30:00 UTC 2024
        let month = named_month(cursor)?;
        cursor.skip_blanks();
        let (day, length) = cursor.digits()?;
        ordinal(cursor);
        cursor.take_any(b",");
        cursor.skip_blanks();
        let mut clock = None;
        if cursor.rest().get(2) == Some(&b':') {
            clock = Some(clock_and_offset(cursor, true)?);
            cursor.skip_blanks();
        }
        let year = year(cursor)?;
        let days = days(year, month, small(day, length)?)?;
        Some((days, OrderHint::Plain, clock))
    }
}

fn numbered_date(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Date> {
    let (first, length) = cursor.digits()?;
    match length {
        8 | 12 | 14 => return packed(first, length),
        4 => {
            let separator = cursor.take_any(b"-/. ")?;
            if !cursor.peek()?.is_ascii_digit() {
                let month = named_month(cursor)?;
                cursor.take_any(&[separator])?;
                let (day, length) = cursor.digits()?;
                return Some((
                    days(first as i64, month, small(day, length)?)?,
                    OrderHint::Plain,
                    None,
                ));
            }
            let (month, month_length) = cursor.digits()?;
            cursor.take_any(&[separator])?;
            let (day, day_length) = cursor.digits()?;
            let days = days(
                first as i64,
                small(month, month_length)?,
                small(day, day_length)?,
            )?;
            return Some((days, OrderHint::Plain, None));
        }
        1 | 2 => {}
        _ => return None,
    }
    ordinal(cursor);
    let separator = cursor.take_any(b"-/. ")?;
    cursor.skip_blanks();
    if !cursor.peek()?.is_ascii_digit() {
        // 5 janvier 2024, 5-Jan-24, 5 de enero de 2024
        of(cursor);
        let month = named_month(cursor)?;
        cursor.take_any(b"-/.,");
        cursor.skip_blanks();
        of(cursor);
        let year = year(cursor)?;
        return Some((days(year, month, first as u32)?, OrderHint::Plain, None));
    }
    let (second, second_length) = cursor.digits()?;
    let second = small(second, second_length)?;
    if separator == b' ' {
        return None;
    }
    cursor.take_any(&[separator])?;
    let (third, third_length) = cursor.digits()?;
    three_numbers(first as u32, second, third, third_length, order)
}

fn three_numbers(
    first: u32,
    second: u32,
    third: u64,
    third_length: usize,
    order: DateOrder,
) -> Option<Date> {
    let short_year = third_length <= 2;
    let hint = match (first, second) {
        (32.., _) if short_year => OrderHint::YearFirst,
        (13..=31, 1..=12) => OrderHint::DayFirst,
        (1..=12, 13..=31) => OrderHint::MonthFirst,
        (a, b) if a == b => OrderHint::Same,
        _ => OrderHint::Open,
    };
    let (year, month, day) = match order {
        DateOrder::Dmy => (full_year(third, third_length)?, second, first),
        DateOrder::Mdy => (full_year(third, third_length)?, first, second),
        DateOrder::Ymd if short_year => (full_year(u64::from(first), 2)?, second, third as u32),
        // Four digits last: the column is not year-first here; only a day above 12 can tell.
        DateOrder::Ymd if first > 12 => (full_year(third, third_length)?, second, first),
        DateOrder::Ymd => return None,
    };
    Some((days(year, month, day)?, hint, None))
}

/// yyyymmdd, yyyymmddhhmm, yyyymmddhhmmss
fn packed(value: u64, length: usize) -> Option<Date> {
    let (date, clock) = match length {
        8 => (value, None),
        12 => (value / 10_000, Some((value % 10_000) as u32 * 100)),
        _ => (value / 1_000_000, Some((value % 1_000_000) as u32)),
    };
    let (year, month, day) = (
        (date / 10_000) as i64,
        (date / 100 % 100) as u32,
        (date % 100) as u32,
    );
    if !(1800..2200).contains(&year) {
        return None;
    }
    let clock = match clock {
        None => None,
        Some(c) => Some((clock_micros(c / 10_000, c / 100 % 100, c % 100)?, None)),
    };
    Some((days(year, month, day)?, OrderHint::Plain, clock))
}

fn named_month(cursor: &mut Cursor<'_>) -> Option<u32> {
    let word = cursor.word();
    let number = month(word)?;
    cursor.skip(word.len());
    cursor.take_any(b".");
    Some(number)
}

fn of(cursor: &mut Cursor<'_>) {
    if cursor.take_word(b"de") {
        cursor.skip_blanks();
    }
}

/// 1st, 2nd, 3rd, 4th, 1er
fn ordinal(cursor: &mut Cursor<'_>) {
    for suffix in [b"st", b"nd", b"rd", b"th", b"er"] {
        if cursor.take_word(suffix) {
            return;
        }
    }
}

fn year(cursor: &mut Cursor<'_>) -> Option<i64> {
    let (value, length) = cursor.digits()?;
    full_year(value, length)
}

const fn full_year(value: u64, length: usize) -> Option<i64> {
    match length {
        4 => Some(value as i64),
        2 if value >= 69 => Some(1900 + value as i64),
        2 => Some(2000 + value as i64),
        _ => None,
    }
}

pub fn small(value: u64, length: usize) -> Option<u32> {
    (length <= 2).then_some(value as u32)
}

#[inline]
fn days(year: i64, month: u32, day: u32) -> Option<i64> {
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return None,
    };
    (1..=length)
        .contains(&day)
        .then(|| days_from_civil(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::{TimeKind, iso_from_micros};

    fn read(cell: &str, order: DateOrder) -> Option<String> {
        let moment = parse_calendar(cell.as_bytes(), order)?;
        let kind = moment
            .offset_minutes
            .map_or(TimeKind::Plain, |_| TimeKind::Instant);
        let offset = i64::from(moment.offset_minutes.unwrap_or(0)) * 60 * MICROS_PER_SECOND;
        Some(iso_from_micros(moment.local_micros - offset, kind))
    }

    #[test]
    fn iso_forms() {
        for (cell, expected) in [
            ("2026-01-05", "2026-01-05T00:00:00"),
            ("2026-01-05T13:37:00", "2026-01-05T13:37:00"),
            ("2026-01-05 13:37", "2026-01-05T13:37:00"),
            ("2026-1-5 3:07", "2026-01-05T03:07:00"),
            ("2026-01-05T13:37:00Z", "2026-01-05T13:37:00Z"),
            ("2026-01-05 13:37:00 UTC", "2026-01-05T13:37:00Z"),
            (
                "2011-10-11 13:45:40.276000+02:00",
                "2011-10-11T11:45:40.276000Z",
            ),
            ("2026-01-05T00:30:00-0530", "2026-01-05T06:00:00Z"),
            ("2026-01-05T13:37+02", "2026-01-05T11:37:00Z"),
            (
                "2026-01-05T13:37:00.123456789",
                "2026-01-05T13:37:00.123456",
            ),
            ("2026-01-05T13:37:00,5", "2026-01-05T13:37:00.500000"),
            ("20260105", "2026-01-05T00:00:00"),
            ("20260105T133700Z", "2026-01-05T13:37:00Z"),
            ("20260105133700", "2026-01-05T13:37:00"),
            ("2026/01/05", "2026-01-05T00:00:00"),
            ("2026.01.05 1:02:03", "2026-01-05T01:02:03"),
        ] {
            assert_eq!(
                read(cell, DateOrder::Dmy).as_deref(),
                Some(expected),
                "{cell}"
            );
            assert_eq!(
                read(cell, DateOrder::Mdy).as_deref(),
                Some(expected),
                "{cell}"
            );
        }
    }

    #[test]
    fn day_and_month_follow_the_order() {
        for (cell, dmy, mdy) in [
            ("05/01/2026", "2026-01-05T00:00:00", "2026-05-01T00:00:00"),
            ("5.1.26", "2026-01-05T00:00:00", "2026-05-01T00:00:00"),
            (
                "05-01-2026 14h30",
                "2026-01-05T14:30:00",
                "2026-05-01T14:30:00",
            ),
            (
                "05/01/2026 à 14 h 30",
                "2026-01-05T14:30:00",
                "2026-05-01T14:30:00",
            ),
            (
                "05/01/2026 2:30:15 PM",
                "2026-01-05T14:30:15",
                "2026-05-01T14:30:15",
            ),
            (
                "05/01/2026, 12:00 a.m.",
                "2026-01-05T00:00:00",
                "2026-05-01T00:00:00",
            ),
            ("1/2/69", "1969-02-01T00:00:00", "1969-01-02T00:00:00"),
            ("1/2/68", "2068-02-01T00:00:00", "2068-01-02T00:00:00"),
        ] {
            assert_eq!(read(cell, DateOrder::Dmy).as_deref(), Some(dmy), "{cell}");
            assert_eq!(read(cell, DateOrder::Mdy).as_deref(), Some(mdy), "{cell}");
        }
        assert_eq!(
            read("26/01/05", DateOrder::Ymd).as_deref(),
            Some("2026-01-05T00:00:00")
        );
    }

    #[test]
    fn names_of_months() {
        for cell in [
            "5 janvier 2026",
            "5 Jan 2026",
            "05-JAN-26",
            "January 5, 2026",
            "Jan 5th 2026",
            "lundi 5 janvier 2026",
            "Mon, 05 Jan 2026",
            "5 janv. 2026",
            "2026-Jan-05",
        ] {
            assert_eq!(
                read(cell, DateOrder::Dmy).as_deref(),
                Some("2026-01-05T00:00:00"),
                "{cell}"
            );
        }
        assert_eq!(
            read("mar. 3 févr. 2026 08:00", DateOrder::Dmy).as_deref(),
            Some("2026-02-03T08:00:00")
        );
        assert_eq!(
            read("Mar 3, 2026", DateOrder::Dmy).as_deref(),
            Some("2026-03-03T00:00:00")
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for cell in [
            "",
            " ",
            "31/02/2026",
            "29/02/2025",
            "2026-13-01",
            "32/01/2026",
            "2026-01-05T24:00:00",
            "2026-01-05 12:60",
            "2026-01-05x",
            "12",
            "2026",
            "2026-01",
            "1/2",
            "05/01-2026",
            "1.5",
            "10.11.12.13",
            "2026-01-05T13:37:00.",
            "12:30",
            "05/01/2026 13:00 PM",
            "99999999",
        ] {
            assert_eq!(read(cell, DateOrder::Dmy), None, "{cell}");
        }
    }

    #[test]
    fn hints_tell_the_order() {
        let hint = |cell: &str, order| parse_calendar(cell.as_bytes(), order).map(|m| m.hint);
        assert_eq!(
            hint("15/01/2026", DateOrder::Dmy),
            Some(OrderHint::DayFirst)
        );
        assert_eq!(
            hint("01/15/2026", DateOrder::Mdy),
            Some(OrderHint::MonthFirst)
        );
        assert_eq!(hint("01/02/2026", DateOrder::Dmy), Some(OrderHint::Open));
        assert_eq!(hint("02/02/2026", DateOrder::Dmy), Some(OrderHint::Same));
        assert_eq!(hint("2026-02-02", DateOrder::Dmy), Some(OrderHint::Plain));
    }
}
