//! The form of a whole time column, and reading its cells by it.

use super::calendar::{Moment, OrderHint, parse_calendar};
use super::clock::parse_clock;
use super::cursor::Cursor;
use crate::model::load::DateOrder;
use crate::model::time::MICROS_PER_DAY;

/// Days from the serial day 0 (1899-12-30) to 1970-01-01.
const SERIAL_EPOCH_DAYS: f64 = 25_569.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeForm {
    Calendar(DateOrder),
    /// Units per second since 1970 UTC: 1, 1 000, 1 000 000, 1 000 000 000.
    Epoch(u64),
    /// Days since 1899-12-30 with a fraction, as spreadsheets count.
    Serial,
}

impl TimeForm {
    #[inline]
    pub fn parse(self, cell: &[u8]) -> Option<Moment> {
        match self {
            Self::Calendar(order) => parse_calendar(cell, order),
            Self::Epoch(unit) => parse_epoch(cell, unit),
            Self::Serial => parse_serial(cell),
        }
    }

    pub const fn date_order(self) -> Option<DateOrder> {
        match self {
            Self::Calendar(order) => Some(order),
            _ => None,
        }
    }
}

fn parse_epoch(cell: &[u8], unit: u64) -> Option<Moment> {
    let mut cursor = Cursor::new(cell);
    cursor.skip_blanks();
    let negative = cursor.take_any(b"-").is_some();
    let (whole, _) = cursor.digits()?;
    let whole = i64::try_from(whole).ok()?;
    let mut micros = match unit {
        1 => whole.checked_mul(1_000_000)?,
        1_000 => whole.checked_mul(1_000)?,
        1_000_000 => whole,
        _ => whole / 1_000,
    };
    if cursor.take_any(b".").is_some() {
        let (value, length) = cursor.digits()?;
        let micros_of_unit = 1_000_000.0 / unit as f64;
        micros += (value as f64 / 10_f64.powi(length as i32) * micros_of_unit) as i64;
    }
    cursor.skip_blanks();
    cursor.is_empty().then_some(Moment {
        local_micros: if negative { -micros } else { micros },
        offset_minutes: Some(0),
        hint: OrderHint::Plain,
    })
}

fn parse_serial(cell: &[u8]) -> Option<Moment> {
    let days = serial_days(cell)?;
    // A serial day holds seconds at best: the digits beyond are noise of the division.
    let seconds = ((days - SERIAL_EPOCH_DAYS) * 86_400.0).round();
    Some(Moment {
        local_micros: seconds as i64 * 1_000_000,
        offset_minutes: None,
        hint: OrderHint::Plain,
    })
}

fn serial_days(cell: &[u8]) -> Option<f64> {
    let mut cursor = Cursor::new(cell);
    cursor.skip_blanks();
    let (whole, 5) = cursor.digits()? else {
        return None;
    };
    let mut days = whole as f64;
    if cursor.take_any(b".,").is_some() {
        let (value, length) = cursor.digits()?;
        days += value as f64 / 10_f64.powi(length as i32);
    }
    cursor.skip_blanks();
    (cursor.is_empty() && (20_000.0..80_000.0).contains(&days)).then_some(days)
}

/// What dates say of the order of day and month in their column.
#[derive(Debug, Clone, Default)]
pub struct OrderVotes {
    pub day_first: u64,
    pub month_first: u64,
    pub year_first: u64,
    /// Dates that read either way.
    pub open: u64,
    /// Lowest and highest first and last number of the dates that end in a year of two digits, if they do.
    short: Option<[u64; 4]>,
    /// The first date that tells the order, and the first that leaves it open, with their lines.
    pub telling: Option<(u64, String)>,
    pub open_example: Option<(u64, String)>,
}

impl OrderVotes {
    #[inline]
    pub fn add(&mut self, hint: OrderHint, cell: &[u8], line: u64) {
        if !matches!(hint, OrderHint::Plain | OrderHint::Same) {
            self.count(hint, cell, line);
        }
    }

    fn count(&mut self, hint: OrderHint, cell: &[u8], line: u64) {
        let example = || (line, String::from_utf8_lossy(cell).into_owned());
        let (counter, first) = match hint {
            OrderHint::DayFirst => (&mut self.day_first, &mut self.telling),
            OrderHint::MonthFirst => (&mut self.month_first, &mut self.telling),
            OrderHint::YearFirst => (&mut self.year_first, &mut self.telling),
            _ => (&mut self.open, &mut self.open_example),
        };
        *counter += 1;
        first.get_or_insert_with(example);
        self.add_short(cell);
    }

    /// The numbers of `26-01-05`: as days or as years they lie otherwise.
    fn add_short(&mut self, cell: &[u8]) {
        let mut cursor = Cursor::new(cell);
        cursor.skip_blanks();
        let mut numbers = [(0, 0); 3];
        for number in &mut numbers {
            *number = cursor.digits().unwrap_or_default();
            cursor.skip(1);
        }
        let [(first, 1..=2), _, (last, 2)] = numbers else {
            return;
        };
        let [a, b, c, d] = self.short.unwrap_or([first, first, last, last]);
        self.short = Some([a.min(first), b.max(first), c.min(last), d.max(last)]);
    }

    /// Years come first where the first numbers lie close together and the last ones spread as only days do.
    fn is_short_year_first(&self) -> bool {
        self.month_first == 0
            && self.short.is_some_and(|[first, first_to, last, last_to]| {
                (1..=31).contains(&last)
                    && last_to <= 31
                    && last_to - last > 3 * (first_to - first) + 3
            })
    }

    /// A date that the present order cannot read: what would read it?
    pub fn add_unreadable(&mut self, cell: &[u8], line: u64) {
        if let Some(moment) = parse_in_any_order(cell) {
            self.add(moment.hint, cell, line);
        }
    }

    /// The order that the dates themselves decide; `None` where none of them does.
    pub fn decided(&self) -> Option<DateOrder> {
        if self.is_short_year_first() {
            return Some(DateOrder::Ymd);
        }
        let votes = [
            (self.year_first, DateOrder::Ymd),
            (self.month_first, DateOrder::Mdy),
            (self.day_first, DateOrder::Dmy),
        ];
        let (count, order) = votes.into_iter().max_by_key(|(count, _)| *count)?;
        (count > 0).then_some(order)
    }

    /// Are there dates whose reading depends on the order, and none that decides it?
    pub fn is_undecided(&self) -> bool {
        self.open > 0 && self.decided().is_none()
    }
}

fn parse_in_any_order(cell: &[u8]) -> Option<Moment> {
    let orders = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd];
    orders
        .into_iter()
        .find_map(|order| parse_calendar(cell, order))
}

/// What the cells of one column say about times. Fed with non-empty cells only.
#[derive(Debug, Clone, Default)]
pub struct TimeProfile {
    pub cells: u32,
    pub calendar: u32,
    /// Of the calendar times: with an offset, and at another time than midnight.
    pub with_offset: u32,
    pub with_clock: u32,
    /// Clock times alone.
    pub clocks: u32,
    /// Whole numbers in the range of an epoch, by unit: s, ms, µs, ns.
    pub epochs: [u32; 4],
    pub serials: u32,
    pub votes: OrderVotes,
    pub lowest: Option<(i64, String)>,
    pub highest: Option<(i64, String)>,
}

const EPOCH_UNITS: [u64; 4] = [1, 1_000, 1_000_000, 1_000_000_000];

/// Bytes of 1/2/26.
const SHORTEST_DATE: usize = 6;

/// One cell as a time, in every form.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeLook {
    calendar: Option<Moment>,
    is_clock: bool,
    is_serial: bool,
    epoch: Option<usize>,
}

impl TimeLook {
    pub fn of(cell: &str) -> Self {
        let bytes = cell.as_bytes();
        let mut look = Self::default();
        // Most text has no digit near its start: not a time, and not worth three tries.
        if !bytes.iter().take(24).any(u8::is_ascii_digit) {
            return look;
        }
        if bytes.len() >= SHORTEST_DATE {
            look.calendar = parse_in_any_order(bytes);
        }
        if look.calendar.is_none() {
            look.is_clock = parse_clock(bytes).is_some();
            look.is_serial = !look.is_clock && serial_days(bytes).is_some();
        }
        look.epoch = epoch_unit(bytes);
        look
    }

    /// A date, or a clock time alone.
    pub const fn is_written_time(&self) -> bool {
        self.calendar.is_some() || self.is_clock
    }
}

impl TimeProfile {
    /// Counts a cell that looks so.
    pub fn add(&mut self, look: &TimeLook, cell: &str, line: u64) {
        self.cells += 1;
        if let Some(moment) = look.calendar {
            self.add_calendar(moment, cell, line);
        }
        self.clocks += u32::from(look.is_clock);
        self.serials += u32::from(look.is_serial);
        if let Some(unit) = look.epoch {
            self.epochs[unit] += 1;
        }
    }

    fn add_calendar(&mut self, moment: Moment, cell: &str, line: u64) {
        self.calendar += 1;
        self.with_offset += u32::from(moment.offset_minutes.is_some());
        self.with_clock += u32::from(moment.local_micros % MICROS_PER_DAY != 0);
        self.votes.add(moment.hint, cell.as_bytes(), line);
        let at = moment.local_micros;
        if self.lowest.as_ref().is_none_or(|(low, _)| at < *low) {
            self.lowest = Some((at, cell.to_string()));
        }
        if self.highest.as_ref().is_none_or(|(high, _)| at > *high) {
            self.highest = Some((at, cell.to_string()));
        }
    }

    /// Was any cell a time, in whatever form?
    pub fn is_any(&self) -> bool {
        let epochs: u32 = self.epochs.iter().sum();
        self.calendar + self.clocks + self.serials + epochs > 0
    }

    /// Enough to believe a name that says so.
    pub const fn is_half_calendar(&self) -> bool {
        self.cells > 0 && self.calendar * 2 >= self.cells
    }

    /// Three in four are enough: a column of anything else has none.
    pub fn is_calendar(&self) -> bool {
        self.cells > 0 && self.calendar * 4 >= self.cells * 3
    }

    pub fn is_clock(&self) -> bool {
        self.cells > 0 && self.clocks * 4 >= self.cells * 3
    }

    /// Units per second, where nearly all cells are whole numbers in an epoch's range.
    pub fn epoch(&self) -> Option<u64> {
        let unit = (0..4).find(|unit| self.epochs[*unit] * 4 >= self.cells * 3)?;
        (self.cells > 0).then(|| EPOCH_UNITS[unit])
    }

    pub fn is_serial(&self) -> bool {
        self.cells > 0 && self.serials * 4 >= self.cells * 3
    }
}

/// Which unit puts this number between 1990 and 2100.
fn epoch_unit(cell: &[u8]) -> Option<usize> {
    let digits = cell.iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = &cell[..digits];
    let fraction_ok = cell[digits..].is_empty() || (cell[digits] == b'.' && digits == 10);
    if !fraction_ok {
        return None;
    }
    let unit = match digits {
        9 | 10 => 0,
        12 | 13 => 1,
        15 | 16 => 2,
        18 | 19 => 3,
        _ => return None,
    };
    let value = whole.iter().fold(0_u64, |v, d| {
        v.wrapping_mul(10).wrapping_add(u64::from(d - b'0'))
    });
    let seconds = value / EPOCH_UNITS[unit];
    (631_152_000..4_102_444_800)
        .contains(&seconds)
        .then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(cells: &[&str]) -> TimeProfile {
        let mut profile = TimeProfile::default();
        for (line, cell) in cells.iter().enumerate() {
            profile.add(&TimeLook::of(cell), cell, line as u64);
        }
        profile
    }

    #[test]
    fn one_day_above_twelve_decides_the_column() {
        let found = profile(&["04/01/19", "8/01/19", "15/01/19"]);
        assert_eq!(found.votes.decided(), Some(DateOrder::Dmy));
        assert_eq!(found.votes.telling, Some((2, "15/01/19".into())));
        assert!(profile(&["04/01/19", "8/01/19"]).votes.is_undecided());
        assert!(!profile(&["04/04/19", "2019-01-08"]).votes.is_undecided());
    }

    #[test]
    fn short_years_come_first_where_the_last_numbers_spread_as_days() {
        let decided = |cells: &[&str]| profile(cells).votes.decided();
        let year_first = ["26-01-05", "26-01-17", "26-02-28"];
        assert_eq!(decided(&year_first), Some(DateOrder::Ymd));
        let over_new_year = ["25-12-30 10:00", "26-01-02 09:00", "26-01-17 09:00"];
        assert_eq!(decided(&over_new_year), Some(DateOrder::Ymd));
        let day_first = ["05-01-26", "17-01-26", "28-02-26"];
        assert_eq!(decided(&day_first), Some(DateOrder::Dmy));
        assert_eq!(decided(&["01/05/26", "02/28/26"]), Some(DateOrder::Mdy));
        assert_eq!(decided(&["26-01-05", "26-01-06"]), Some(DateOrder::Dmy));
    }

    #[test]
    fn epochs_and_serials_are_numbers_in_range() {
        assert_eq!(profile(&["1767614220", "1767614221.5"]).epoch(), Some(1));
        assert_eq!(profile(&["1767614220000"]).epoch(), Some(1_000));
        assert!(profile(&["45000.5", "45001"]).is_serial());
        assert_eq!(profile(&["123"]).epoch(), None);
    }

    #[test]
    fn forms_read_their_cells() {
        let micros =
            |form: TimeForm, cell: &str| form.parse(cell.as_bytes()).map(|m| m.local_micros);
        assert_eq!(micros(TimeForm::Epoch(1), "1.5"), Some(1_500_000));
        assert_eq!(micros(TimeForm::Epoch(1_000), "-2500"), Some(-2_500_000));
        assert_eq!(micros(TimeForm::Serial, "25569.5"), Some(43_200_000_000));
        assert_eq!(micros(TimeForm::Serial, "5"), None);
    }
}
