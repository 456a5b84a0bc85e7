//! Clock times and offsets, alone or after a date.

use super::calendar::small;
use super::cursor::Cursor;
use crate::model::time::MICROS_PER_SECOND;

/// A clock time alone, as in a column of its own. Microseconds since midnight.
pub fn parse_clock(cell: &[u8]) -> Option<i64> {
    let mut cursor = Cursor::new(cell);
    cursor.skip_blanks();
    let (micros, _) = clock_and_offset(&mut cursor, false)?;
    cursor.skip_blanks();
    cursor.is_empty().then_some(micros)
}

/// Steps over what separates a date from its clock time, where a clock time follows.
pub fn clock_follows(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let blank = ahead.skip_blanks();
    let sign = ahead.take_any(b",:").is_some();
    ahead.skip_blanks();
    let word = ahead.take_any(b"Tt").is_some() || take_at(&mut ahead);
    ahead.skip_blanks();
    let follows = (blank || sign || word) && ahead.peek().is_some_and(|b| b.is_ascii_digit());
    if follows {
        *cursor = ahead;
    }
    follows
}

/// "at", "à", "-" between a date and its time.
fn take_at(cursor: &mut Cursor<'_>) -> bool {
    if cursor.take_any(b"-").is_some() || cursor.take_word(b"at") {
        return true;
    }
    let found = cursor.word() == "à".as_bytes();
    if found {
        cursor.skip(2);
    }
    found
}

/// `dated`: a date stands before it, so that `1337` and `13.37` are clock times and no numbers.
pub fn clock_and_offset(cursor: &mut Cursor<'_>, dated: bool) -> Option<(i64, Option<i32>)> {
    let (hour, minute, second) = clock_numbers(cursor, dated)?;
    let fraction = fraction(cursor)?;
    let hour = half_day(cursor, hour)?;
    let mut ahead = *cursor;
    ahead.skip_blanks();
    if ahead.take_word(b"uhr") {
        *cursor = ahead;
    }
    let micros = clock_micros(hour, minute, second)? + fraction;
    Some((micros, offset(cursor)?))
}

fn clock_numbers(cursor: &mut Cursor<'_>, dated: bool) -> Option<(u32, u32, u32)> {
    let (hour, length) = cursor.digits()?;
    if dated && (length == 6 || length == 4) {
        let value = if length == 4 { hour * 100 } else { hour } as u32;
        return Some((value / 10_000, value / 100 % 100, value % 100));
    }
    let hour = small(hour, length)?;
    let mut ahead = *cursor;
    ahead.skip_blanks();
    if ahead.take_any(b"hH").is_some() {
        return french_minutes(cursor, ahead, hour);
    }
    let signs = if dated { &b":."[..] } else { b":" };
    let Some(sign) = cursor.take_any(signs) else {
        // 2 PM
        ahead.take_any(b"aApP")?;
        return Some((hour, 0, 0));
    };
    let (minute, 2) = cursor.digits()? else {
        return None;
    };
    let mut second = 0;
    if cursor.take_any(&[sign]).is_some() {
        let (value, length) = cursor.digits()?;
        second = small(value, length)?;
    }
    Some((hour, minute as u32, second))
}

/// `14h`, `14h30`, `14 h 30`, `14h30m10`
fn french_minutes<'a>(
    cursor: &mut Cursor<'a>,
    mut ahead: Cursor<'a>,
    hour: u32,
) -> Option<(u32, u32, u32)> {
    *cursor = ahead;
    ahead.skip_blanks();
    let Some((minute, length)) = ahead.digits() else {
        return Some((hour, 0, 0));
    };
    let minute = small(minute, length)?;
    *cursor = ahead;
    ahead.skip_blanks();
    if ahead.word().eq_ignore_ascii_case(b"min") {
        *cursor = ahead;
    }
    let more = cursor.take_word(b"min") || cursor.take_any(b"m:").is_some();
    if !more {
        return Some((hour, minute, 0));
    }
    let mut second = 0;
    if let Some((value, length)) = cursor.digits() {
        second = small(value, length)?;
        cursor.take_any(b"s");
    }
    Some((hour, minute, second))
}

/// AM and PM, with dots or without. `None`: an hour that no half day has.
fn half_day(cursor: &mut Cursor<'_>, hour: u32) -> Option<u32> {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    let Some(letter) = ahead.take_any(b"aApP") else {
        return Some(hour);
    };
    ahead.take_any(b".");
    if ahead.take_any(b"mM").is_none() {
        return Some(hour);
    }
    ahead.take_any(b".");
    *cursor = ahead;
    if !(1..=12).contains(&hour) {
        return None;
    }
    let afternoon = letter.eq_ignore_ascii_case(&b'p');
    Some(hour % 12 + if afternoon { 12 } else { 0 })
}

#[inline]
pub fn clock_micros(hour: u32, minute: u32, second: u32) -> Option<i64> {
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    (hour < 24 && minute < 60 && second < 60).then_some(seconds * MICROS_PER_SECOND)
}

/// Microseconds of `.123456789` (cut after six digits), `,5` or `:005`; 0 where there is none. `None`: a dot with nothing after it.
#[inline]
pub fn fraction(cursor: &mut Cursor<'_>) -> Option<i64> {
    if cursor.take_any(b".,:").is_none() {
        return Some(0);
    }
    let digits = cursor
        .rest()
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    if digits == 0 {
        return None;
    }
    let kept = &cursor.rest()[..digits.min(6)];
    let value = kept
        .iter()
        .fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    cursor.skip(digits);
    Some(value * 10_i64.pow(6 - kept.len() as u32))
}

/// Names that stand for one offset, in minutes east: those of Europe, and of North America as RFC 2822 has them.
const ZONES: [(&[u8], i32); 20] = [
    (b"Z", 0),
    (b"UTC", 0),
    (b"GMT", 0),
    (b"WET", 0),
    (b"WEST", 60),
    (b"CET", 60),
    (b"MEZ", 60),
    (b"CEST", 120),
    (b"MESZ", 120),
    (b"EET", 120),
    (b"EEST", 180),
    (b"EST", -300),
    (b"EDT", -240),
    (b"CST", -360),
    (b"CDT", -300),
    (b"MST", -420),
    (b"MDT", -360),
    (b"PST", -480),
    (b"PDT", -420),
    (b"UT", 0),
];

/// `Z`, `UTC`, `CET`, `+02:00`, `-0530`, `+02`, `GMT+2`, also in brackets: minutes east; `Some(None)` where there is none.
#[inline]
pub fn offset(cursor: &mut Cursor<'_>) -> Option<Option<i32>> {
    if cursor.is_empty() {
        return Some(None);
    }
    let mut ahead = *cursor;
    ahead.skip_blanks();
    let bracket = ahead.take_any(b"(").is_some();
    let closed = |ahead: &mut Cursor<'_>| !bracket || ahead.take_any(b")").is_some();
    let named = ZONES.iter().find(|(name, _)| ahead.take_word(name));
    if let Some((_, minutes)) = named
        && !matches!(ahead.peek(), Some(b'+' | b'-'))
    {
        if !closed(&mut ahead) {
            return None;
        }
        *cursor = ahead;
        return Some(Some(*minutes));
    }
    let Some(sign) = ahead.take_any(b"+-") else {
        return Some(None);
    };
    let (value, length) = ahead.digits()?;
    let (hours, minutes) = match length {
        4 => (value / 100, value % 100),
        1 | 2 if ahead.take_any(b":").is_some() => (value, ahead.digits()?.0),
        1 | 2 => (value, 0),
        _ => return None,
    };
    if hours > 18 || minutes > 59 || !closed(&mut ahead) {
        return None;
    }
    *cursor = ahead;
    let east = (hours * 60 + minutes) as i32;
    Some(Some(if sign == b'-' { -east } else { east }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_alone() {
        assert_eq!(parse_clock(b"20:31:00"), Some(73_860 * MICROS_PER_SECOND));
        assert_eq!(parse_clock(b"14h30"), Some(52_200 * MICROS_PER_SECOND));
        assert_eq!(parse_clock(b"2 pm"), Some(50_400 * MICROS_PER_SECOND));
        assert_eq!(parse_clock(b"25:00"), None);
        assert_eq!(parse_clock(b"14"), None);
        assert_eq!(parse_clock(b"1001"), None);
        assert_eq!(parse_clock(b"2019-01"), None);
    }
}
