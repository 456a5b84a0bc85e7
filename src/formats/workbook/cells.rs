//! A cell's value as text that needs no guessing: numbers with a point, dates as ISO 8601.

use std::fmt::Write;

use calamine::{DataRef, ExcelDateTime};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Something,
    /// The cell is empty, or an empty text.
    Nothing,
}

/// Writes the value over `text`.
pub fn write_value(value: &DataRef<'_>, text: &mut String) -> Written {
    text.clear();
    // Writing into a string does not fail.
    let _ = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => write!(text, "{number}"),
        DataRef::Float(number) => write!(text, "{number}"),
        DataRef::String(string) => text.write_str(string),
        DataRef::SharedString(string) => text.write_str(string),
        DataRef::Bool(true) => text.write_str("TRUE"),
        DataRef::Bool(false) => text.write_str("FALSE"),
        DataRef::DateTime(moment) => write_moment(moment, text),
        DataRef::DateTimeIso(iso) | DataRef::DurationIso(iso) => text.write_str(iso),
        DataRef::Error(error) => write!(text, "{error}"),
    };
    if text.is_empty() {
        Written::Nothing
    } else {
        Written::Something
    }
}

const MILLIS_A_DAY: f64 = 86_400_000.0;

/// A day, a clock time, both, or a duration in hours; thousandths only where there are some.
fn write_moment(moment: &ExcelDateTime, text: &mut String) -> std::fmt::Result {
    let value = moment.as_f64();
    if !value.is_finite() {
        return write!(text, "{value}");
    }
    let millis = (value * MILLIS_A_DAY).round();
    if moment.is_duration() || millis < 0.0 {
        return write_duration(millis, text);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    // Below one day there is no date: it is a time on the clock.
    let has_day = millis >= MILLIS_A_DAY;
    let has_clock = millis % MILLIS_A_DAY != 0.0 || !has_day;
    if has_day {
        write!(text, "{year:04}-{month:02}-{day:02}")?;
    }
    if has_day && has_clock {
        text.push('T');
    }
    if has_clock {
        write!(text, "{hour:02}:{minute:02}:{second:02}")?;
    }
    if has_clock && milli > 0 {
        write!(text, ".{milli:03}")?;
    }
    Ok(())
}

/// `[h]:mm:ss`, as such cells are shown.
fn write_duration(millis: f64, text: &mut String) -> std::fmt::Result {
    if millis < 0.0 {
        text.push('-');
    }
    let seconds = (millis.abs() / 1000.0).floor();
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    write!(
        text,
        "{hours}:{:02}:{:02}",
        (rest / 60.0).floor(),
        rest % 60.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    fn written(value: &DataRef<'_>) -> String {
        let mut text = "before".to_owned();
        write_value(value, &mut text);
        text
    }

    fn moment(value: f64, is_1904: bool) -> String {
        let moment = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
        written(&DataRef::DateTime(moment))
    }

    #[test]
    fn moments_are_iso() {
        assert_eq!(moment(45_378.0, false), "2024-03-27");
        assert_eq!(moment(45_378.604_166_666_664, false), "2024-03-27T14:30:00");
        assert_eq!(moment(43_916.0, true), "2024-03-27");
        assert_eq!(moment(0.25, false), "06:00:00");
        assert_eq!(moment(45_378.000_011_574, false), "2024-03-27T00:00:01");
        assert_eq!(moment(45_378.000_000_521, false), "2024-03-27T00:00:00.045");
        assert_eq!(moment(f64::NAN, false), "NaN");
    }

    #[test]
    fn durations_are_hours() {
        let duration = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(written(&DataRef::DateTime(duration)), "36:00:00");
        assert_eq!(moment(-0.5, false), "-12:00:00");
    }

    #[test]
    fn numbers_have_a_point_and_no_groups() {
        assert_eq!(written(&DataRef::Float(1234.5)), "1234.5");
        assert_eq!(written(&DataRef::Float(1.1)), "1.1");
        assert_eq!(written(&DataRef::Float(12.0)), "12");
        assert_eq!(written(&DataRef::Float(1e15)), "1000000000000000");
        assert_eq!(written(&DataRef::Int(-7)), "-7");
    }

    #[test]
    fn words_of_excel_are_as_it_writes_them() {
        assert_eq!(written(&DataRef::Bool(true)), "TRUE");
        assert_eq!(written(&DataRef::Error(CellErrorType::NA)), "#N/A");
        assert_eq!(written(&DataRef::SharedString("été")), "été");
        assert_eq!(written(&DataRef::Empty), "");
    }
}
