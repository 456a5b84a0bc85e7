//! The times of a filter: ISO 8601 to microseconds. Times of files are the reader's affair, not this module's.

use crate::model::time::{MICROS_PER_DAY, MICROS_PER_SECOND, TimeKind, days_from_civil};

/// Microseconds of an ISO 8601 date (midnight) or date and time. On plain times a zone is read and ignored;
/// on instants a time without one is UTC (contract §3). `None` if unreadable.
pub(super) fn micros_from_iso(text: &str, kind: TimeKind) -> Option<i64> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let days = days_of(date)?;
    let (clock, offset) = match time {
        Some(time) => {
            let (clock, offset) = split_zone(time)?;
            (clock_micros(clock)?, offset)
        }
        None => (0, 0),
    };
    let zone = match kind {
        TimeKind::Instant => offset,
        TimeKind::Plain => 0,
    };
    days.checked_mul(MICROS_PER_DAY)?
        .checked_add(clock)?
        .checked_sub(zone)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let right = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

fn days_of(date: &str) -> Option<i64> {
    let (date, sign) = match date.strip_prefix('-') {
        Some(date) => (date, -1),
        None => (date, 1),
    };
    let mut parts = date.split('-');
    let year = parts.next()?;
    let year = sign * number(year, year.len().max(4)).filter(|year| *year < 300_000)?;
    let month = number(parts.next()?, 2).filter(|month| (1..=12).contains(month))? as u32;
    let day = number(parts.next()?, 2)? as u32;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let right = parts.next().is_none() && (1..=last).contains(&day);
    right.then(|| days_from_civil(year, month, day))
}

/// The clock part, and the zone in microseconds east of UTC.
fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.find(['+', '-']) else {
        return Some((time, 0));
    };
    let (clock, zone) = time.split_at(at);
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    let minutes = match digits.len() {
        2 => number(&digits, 2)? * 60,
        _ => {
            let both = number(&digits, 4)?;
            both / 100 * 60 + both % 100
        }
    };
    let micros = minutes * 60 * MICROS_PER_SECOND;
    Some((
        clock,
        if zone.starts_with('-') {
            -micros
        } else {
            micros
        },
    ))
}

fn clock_micros(clock: &str) -> Option<i64> {
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = number(parts.next()?, 2).filter(|minute| *minute < 60)?;
    let second = match parts.next() {
        Some(second) => number(second, 2).filter(|second| *second < 60)?,
        None if fraction.is_some() => return None,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    let seconds = (hour * 60 + minute) * 60 + second;
    Some(seconds * MICROS_PER_SECOND + fraction.map_or(Some(0), fraction_micros)?)
}

/// Digits beyond the microsecond are cut.
fn fraction_micros(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let six: String = digits.chars().chain("000000".chars()).take(6).collect();
    number(&six, 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::iso_from_micros;

    fn read(text: &str, kind: TimeKind) -> Option<String> {
        micros_from_iso(text, kind).map(|micros| iso_from_micros(micros, kind))
    }

    #[test]
    fn a_zone_moves_instants_and_is_ignored_on_clock_times() {
        let text = "2026-01-05T13:37:00.25+02:00";
        assert_eq!(
            read(text, TimeKind::Instant).as_deref(),
            Some("2026-01-05T11:37:00.250000Z")
        );
        assert_eq!(
            read(text, TimeKind::Plain).as_deref(),
            Some("2026-01-05T13:37:00.250000")
        );
    }

    #[test]
    fn a_date_alone_is_midnight_and_no_zone_is_utc() {
        assert_eq!(
            read("2026-01-05", TimeKind::Instant).as_deref(),
            Some("2026-01-05T00:00:00Z")
        );
        assert_eq!(
            read("2024-02-29 08:15", TimeKind::Instant).as_deref(),
            Some("2024-02-29T08:15:00Z")
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-02-29",
            "2026-01-05T",
            "2026-01-05T25:00",
            "2026-1-5",
            "2026-01-05T10:00:00+1",
            "05/01/2026",
            "2026-01-05T10:00:00.x",
            "2026-01-05T10",
        ] {
            assert_eq!(micros_from_iso(text, TimeKind::Instant), None, "{text}");
        }
    }
}
