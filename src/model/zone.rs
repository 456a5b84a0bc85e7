//! Offsets of a time zone: what stands between a local clock and UTC, and from when on.
//!
//! Must not know: where the rules of a zone come from, and its name's meaning.

use super::time::{MICROS_PER_SECOND, clock_micros};

/// Pairs: from this second of the local clock on (since 1970-01-01T00:00:00 of that clock), so many seconds east of UTC, plus [`DAY`] so that
/// none is negative. In order; the first counts for everything before, too. Empty: UTC.
///
/// Where clocks are put forward, the skipped times count by the offset before, and where they are put back, the repeated ones too:
/// what `Temporal` calls "compatible".
pub type Offsets = Vec<u64>;

const DAY: i64 = 86_400;

/// Seconds east of UTC at a second of the local clock.
pub fn offset_at(offsets: &[u64], local: i64) -> i64 {
    let mut offset = None;
    for pair in offsets.chunks_exact(2) {
        if offset.is_none() || pair[0] as i64 <= local {
            offset = Some(pair[1] as i64 - DAY);
        }
    }
    offset.unwrap_or_default()
}

/// Seconds east of UTC at a second of UTC.
fn offset_of_utc(offsets: &[u64], utc: i64) -> i64 {
    let offset = |at: usize| offsets[at * 2 + 1] as i64 - DAY;
    // A clock that is put forward first shows the second that is told, one that is put back does not show it any more.
    let begins = |at: usize| offsets[at * 2] as i64 - offset(at).max(offset(at - 1));
    let (mut from, mut to) = (0, offsets.len() / 2);
    if to == 0 {
        return 0;
    }
    while to - from > 1 {
        let middle = from + (to - from) / 2;
        match begins(middle) <= utc {
            true => from = middle,
            false => to = middle,
        }
    }
    offset(from)
}

/// Microseconds of the local clock at microseconds of UTC.
pub fn shown(offsets: &[u64], micros: i64) -> i64 {
    let offset = offset_of_utc(offsets, micros.div_euclid(MICROS_PER_SECOND));
    micros.saturating_add(offset * MICROS_PER_SECOND)
}

/// The clock that times are shown on: the user's for instants, their own for plain times.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clock {
    /// Empty: times are shown as they are.
    pub offsets: Offsets,
}

impl Clock {
    /// Microseconds on this clock at microseconds of the table.
    pub fn shown(&self, micros: i64) -> i64 {
        shown(&self.offsets, micros)
    }

    /// Microseconds of the table when this clock shows so many.
    pub fn told(&self, shown: i64) -> i64 {
        let offset = offset_at(&self.offsets, shown.div_euclid(MICROS_PER_SECOND));
        shown.saturating_sub(offset * MICROS_PER_SECOND)
    }

    /// What it shows at the time that a filter names in ISO 8601; `None` for anything else. A zone is left aside where times have none.
    pub fn shown_at(&self, iso: &str) -> Option<i64> {
        let micros = clock_micros(iso)?;
        if self.offsets.is_empty() {
            return Some(micros);
        }
        let zone = iso.get(10..).and_then(|time| {
            let at = time.rfind(['+', '-'])?;
            told_offset(&time[at..])
        });
        Some(self.shown(micros - i64::from(zone.unwrap_or(0)) * MICROS_PER_SECOND))
    }
}

/// A zone that has always this offset, seconds east of UTC.
pub fn always(offset: i32) -> Offsets {
    let mut offsets = Offsets::new();
    add(&mut offsets, FIRST_SECOND, offset);
    offsets
}

fn add(offsets: &mut Offsets, from: i64, offset: i32) {
    offsets.extend([from as u64, (i64::from(offset) + DAY) as u64]);
}

/// The offset that `+02:00`, `-0530`, `Z` or `UTC` tells, in seconds east of UTC.
pub fn told_offset(zone: &str) -> Option<i32> {
    if matches!(zone, "Z" | "UTC") {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes() {
        [b'+', ..] => (60, &zone[1..]),
        [b'-', ..] => (-60, &zone[1..]),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.len() != 4 || !all_digits {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Looked at so often, in seconds: no zone has had two changes within less.
const LOOK_SECONDS: i64 = 10 * DAY;
/// From 1970 to 2037, as zones are usually tabled; before and after, the nearest offset counts.
const FIRST_SECOND: i64 = 0;
const LAST_SECOND: i64 = 2_145_916_800;

/// The offsets of a zone that tells its seconds east of UTC at a second of UTC.
pub fn offsets_of(utc_offset: impl Fn(i64) -> i32) -> Offsets {
    let mut known = (FIRST_SECOND, utc_offset(FIRST_SECOND));
    let mut offsets = always(known.1);
    let mut looks = FIRST_SECOND;
    while looks < LAST_SECOND {
        looks += LOOK_SECONDS;
        let offset = utc_offset(looks);
        if offset != known.1 {
            let change = change_between(known.0, looks, known.1, &utc_offset);
            add(
                &mut offsets,
                change + i64::from(offset.max(known.1)),
                offset,
            );
        }
        known = (looks, offset);
    }
    offsets
}

/// The first second of UTC after `before` at which the offset is no longer `offset`; at `after` it is another.
fn change_between(
    mut before: i64,
    mut after: i64,
    offset: i32,
    utc_offset: impl Fn(i64) -> i32,
) -> i64 {
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if utc_offset(middle) == offset {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::days_from_civil;

    fn local(month: u32, day: u32, hour: i64, minute: i64) -> i64 {
        days_from_civil(2026, month, day) * 86_400 + hour * 3600 + minute * 60
    }

    /// As in Paris in 2026: summer time from 29 March to 25 October, 01:00 UTC.
    fn paris(utc: i64) -> i32 {
        let summer = local(3, 29, 1, 0)..local(10, 25, 1, 0);
        if summer.contains(&utc) { 7200 } else { 3600 }
    }

    #[test]
    fn clocks_go_forward_and_back() {
        let offsets = offsets_of(paris);
        let mut expected = always(3600);
        add(&mut expected, local(3, 29, 3, 0), 7200);
        add(&mut expected, local(10, 25, 3, 0), 3600);
        assert_eq!(offsets, expected);
        for (local, expected) in [
            (-1, 3600),
            (local(1, 5, 18, 0), 3600),
            (local(3, 29, 1, 59), 3600),
            // Skipped: 02:30 is what would have been 02:30 without the change.
            (local(3, 29, 2, 30), 3600),
            (local(3, 29, 3, 0), 7200),
            (local(7, 1, 12, 0), 7200),
            // Repeated: the first of the two.
            (local(10, 25, 2, 30), 7200),
            (local(10, 25, 3, 0), 3600),
        ] {
            assert_eq!(offset_at(&offsets, local), expected, "{local}");
        }
    }

    #[test]
    fn instants_are_shown_on_the_users_clock_and_read_back() {
        let clock = Clock {
            offsets: offsets_of(paris),
        };
        for utc in [
            -1,
            local(1, 5, 18, 0),
            local(3, 29, 0, 59),
            local(3, 29, 1, 0),
            local(7, 1, 12, 0),
            local(10, 24, 23, 59),
            local(10, 25, 1, 0),
            local(12, 31, 23, 30),
        ] {
            let shown = clock.shown(utc * MICROS_PER_SECOND + 7);
            let offset = i64::from(paris(utc));
            assert_eq!(shown, (utc + offset) * MICROS_PER_SECOND + 7, "{utc}");
            // The second of the hour that clocks repeat reads as the first.
            if utc != local(10, 25, 1, 0) {
                assert_eq!(clock.told(shown), utc * MICROS_PER_SECOND + 7, "{utc}");
            }
        }
        assert_eq!(
            clock.told(local(10, 25, 2, 0) * MICROS_PER_SECOND),
            local(10, 25, 0, 0) * MICROS_PER_SECOND
        );
    }

    #[test]
    fn a_filters_times_are_shown_on_the_clock_of_the_table() {
        let paris = Clock {
            offsets: offsets_of(paris),
        };
        let midnight = local(7, 2, 0, 0) * MICROS_PER_SECOND;
        for iso in [
            "2026-07-01T22:00:00Z",
            "2026-07-01T22:00",
            "2026-07-02T00:00:00+02:00",
            "2026-07-01T17:00:00-0500",
        ] {
            assert_eq!(paris.shown_at(iso), Some(midnight), "{iso}");
        }
        assert_eq!(
            Clock::default().shown_at("2026-07-02T00:00:00+02:00"),
            Some(midnight)
        );
        assert_eq!(
            paris.shown_at("2026-07-02"),
            Some(midnight + 7_200 * MICROS_PER_SECOND)
        );
        assert_eq!(paris.shown_at("soon"), None);
    }

    #[test]
    fn changes_a_month_apart_are_both_found() {
        // As in Morocco: an hour back for the month of fasting.
        let fasting = local(2, 15, 2, 0)..local(3, 22, 2, 0);
        let offsets = offsets_of(|utc| if fasting.contains(&utc) { 0 } else { 3600 });
        assert_eq!(offsets.len(), 6);
        assert_eq!(offset_at(&offsets, local(3, 1, 0, 0)), 0);
    }

    #[test]
    fn one_offset_is_one_entry_and_none_is_utc() {
        assert_eq!(offsets_of(|_| -18_000), always(-18_000));
        assert_eq!(offset_at(&always(-18_000), i64::MAX), -18_000);
        assert_eq!(offset_at(&[], 5), 0);
    }

    #[test]
    fn a_told_offset() {
        for (zone, minutes) in [("+02:00", 120), ("-0530", -330), ("Z", 0), ("UTC", 0)] {
            assert_eq!(told_offset(zone), Some(minutes * 60), "{zone}");
        }
        for zone in ["Europe/Paris", "", "+2", "+99:00", "02:00", "+é0"] {
            assert_eq!(told_offset(zone), None, "{zone}");
        }
    }
}
