//! Cells that nearly every row has in one fixed form: times by position, plain numbers.

/// Seconds since 1970 of `yyyy-mm-dd?hh:mm:ss`, whatever stands between date and clock; `None` where a place holds no digit
/// or a mark is not where it should be, or the day or time does not exist.
#[inline(never)]
pub fn iso_seconds(head: &[u8; 19]) -> Option<i64> {
    seconds_of(head)
}

#[inline]
pub fn seconds_of(head: &[u8; 19]) -> Option<i64> {
    let marks = head[4] == b'-' && head[7] == b'-' && head[13] == b':' && head[16] == b':';
    let mut wrong = 0;
    let mut pair = |at: usize| {
        let (tens, ones) = (head[at].wrapping_sub(b'0'), head[at + 1].wrapping_sub(b'0'));
        wrong |= u8::from(tens > 9) | u8::from(ones > 9);
        u32::from(tens) * 10 + u32::from(ones)
    };
    let (century, year, month, day) = (pair(0), pair(2), pair(5), pair(8));
    let (hour, minute, second) = (pair(11), pair(14), pair(17));
    let clock = hour < 24 && minute < 60 && second < 60;
    if !marks || wrong != 0 || !clock {
        return None;
    }
    let days = days(century * 100 + year, month, day)?;
    Some(days * 86_400 + i64::from(hour * 3600 + minute * 60 + second))
}

/// Days since 1970 of a day of the Gregorian calendar, from year 0; `None` where there is no such day.
#[inline]
fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    const LENGTHS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let at = month.wrapping_sub(1) as usize;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = u32::from(*LENGTHS.get(at)?) + u32::from(leap && at == 1);
    if day.wrapping_sub(1) >= length {
        return None;
    }
    // Leap days before this year (year 0 is one), and this year's if it is over.
    let past = year.wrapping_sub(1);
    let leaps = if year == 0 {
        0
    } else {
        past / 4 - past / 100 + past / 400 + 1
    };
    let of_year = u32::from(BEFORE[at]) + day - 1 + u32::from(leap && at > 1);
    Some(i64::from(year * 365 + leaps + of_year) - 719_528)
}

const TENS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Up to 15 digits with at most one decimal sign among them: digits and power of ten are below 2^53, so one division rounds correctly.
/// `None`: anything else.
#[inline(never)]
pub fn plain_number(cell: &[u8], decimal: u8) -> Option<f64> {
    number_of(cell, decimal)
}

#[inline]
pub fn number_of(cell: &[u8], decimal: u8) -> Option<f64> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let (mut value, mut count, mut whole) = (0_u64, 0, None);
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            value = value * 10 + u64::from(digit);
            count += 1;
        } else if *byte == decimal && whole.is_none() && count > 0 {
            whole = Some(count);
        } else {
            return None;
        }
    }
    let fraction = count - whole.unwrap_or(count);
    if count > 15 || (whole.is_some() && fraction == 0) {
        return None;
    }
    let value = if fraction == 0 {
        value as f64
    } else {
        value as f64 / TENS[fraction]
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other() {
        assert_eq!(days(1970, 1, 1), Some(0));
        let mut next = days(0, 1, 1).unwrap();
        for year in 0..=9999 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(found) = days(year, month, day) {
                        assert_eq!(found, next, "{year}-{month}-{day}");
                        next += 1;
                    }
                }
            }
        }
        // 10,000 years of the Gregorian calendar: 25 times 146,097 days.
        assert_eq!(next - days(0, 1, 1).unwrap(), 25 * 146_097);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        assert_eq!(iso_seconds(b"1970-01-02T00:00:01"), Some(86_401));
        assert_eq!(iso_seconds(b"1969-12-31 23:59:59"), Some(-1));
        for wrong in [
            b"1970-02-29T00:00:00",
            b"1970-01-01T24:00:00",
            b"1970/01/01T00:00:00",
            b"197a-01-01T00:00:00",
            b"1970-00-01T00:00:00",
            b"1970-13-01T00:00:00",
            b"1970-01-00T00:00:00",
            b"1970-01-01T00:60:00",
            b"1970-01-01T00-00:00",
        ] {
            assert_eq!(iso_seconds(wrong), None);
        }
    }
}
