//! Cells → numbers, with either decimal sign, thousands, currencies and percents.
//!
//! Must not know: roles, scales.

use parcours_kernel::plain_number;

/// Reads a number. `comma`: the decimal sign is a comma (and a dot groups thousands).
///
/// Blanks, no-break blanks and apostrophes group thousands; `€ $ £ %` before or after are dropped (12 % is 12); `(3)` and `3-` are −3.
#[inline]
pub fn parse_number(cell: &[u8], comma: bool) -> Option<f64> {
    plain_number(cell, if comma { b',' } else { b'.' }).or_else(|| written(cell, comma))
}

/// Reads a number of things, which has no fraction: a dot before three digits groups thousands, in every cell alike.
pub fn parse_count(cell: &[u8]) -> Option<f64> {
    let whole = |comma| {
        let value = parse_number(cell, comma)?;
        (value.fract() == 0.0 && value >= 0.0).then_some(value)
    };
    let dotted = cell.contains(&b'.');
    whole(dotted).or_else(|| whole(!dotted))
}

/// The shortest text that reads back as this number: as JSON has it, whose writer is there anyway (the standard library's own is large).
pub fn number_text(value: f64) -> String {
    let mut text = serde_json::to_string(&value).unwrap_or_default();
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

const LONGEST: usize = 48;

fn written(cell: &[u8], comma: bool) -> Option<f64> {
    // Most of what is no number has a letter that neither currencies nor exponents have, or is a time.
    let foreign = |byte: &u8| {
        *byte == b':' || byte.is_ascii_alphabetic() && !b"eEURSDCHFGBPTLNzrk".contains(byte)
    };
    if cell.iter().any(foreign) {
        return None;
    }
    let (decimal, group) = if comma { (b',', b'.') } else { (b'.', b',') };
    let (bare, negative) = undress(cell)?;
    let mut buffer = [0_u8; LONGEST];
    let (mut length, mut groups) = (0, Grouping::default());
    let mut rest = bare;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let kept = match byte {
            b'0'..=b'9' => {
                groups.digit();
                byte
            }
            b if b == decimal && !groups.is_fraction() => {
                groups.end_whole()?;
                b'.'
            }
            b'e' | b'E' if length > 0 => {
                groups.end_whole()?;
                return exponent(&mut buffer, length, byte, rest, negative);
            }
            b if b == group || b == b'\'' => {
                groups.separator(b)?;
                continue;
            }
            0xC2 if rest.first() == Some(&0xA0) => {
                rest = &rest[1..];
                groups.separator(b' ')?;
                continue;
            }
            0xE2 if rest.starts_with(&[0x80, 0xAF])
                || rest.starts_with(&[0x80, 0x89])
                || rest.starts_with(&[0x80, 0x99]) =>
            {
                rest = &rest[2..];
                groups.separator(b' ')?;
                continue;
            }
            b' ' => {
                groups.separator(b' ')?;
                continue;
            }
            _ => return None,
        };
        *buffer.get_mut(length)? = kept;
        length += 1;
    }
    groups.end_whole()?;
    finish(&buffer[..length], negative)
}

fn exponent(
    buffer: &mut [u8; LONGEST],
    mut length: usize,
    e: u8,
    rest: &[u8],
    negative: bool,
) -> Option<f64> {
    let digits = rest
        .strip_prefix(b"-")
        .or_else(|| rest.strip_prefix(b"+"))
        .unwrap_or(rest);
    if digits.is_empty() || digits.len() > 3 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    for byte in std::iter::once(&e).chain(rest) {
        *buffer.get_mut(length)? = *byte;
        length += 1;
    }
    finish(&buffer[..length], negative)
}

fn finish(digits: &[u8], negative: bool) -> Option<f64> {
    if !digits.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let value: f64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    value
        .is_finite()
        .then_some(if negative { -value } else { value })
}

/// Thousands come in threes after the first group; after the decimal sign there are none.
#[derive(Default)]
struct Grouping {
    since: usize,
    sign: Option<u8>,
    fraction: bool,
}

impl Grouping {
    const fn digit(&mut self) {
        self.since += 1;
    }

    const fn is_fraction(&self) -> bool {
        self.fraction
    }

    fn separator(&mut self, sign: u8) -> Option<()> {
        let first = self.sign.is_none();
        let fits = if first {
            (1..=3).contains(&self.since)
        } else {
            self.since == 3 && self.sign == Some(sign)
        };
        self.sign = Some(sign);
        self.since = 0;
        (fits && !self.fraction).then_some(())
    }

    fn end_whole(&mut self) -> Option<()> {
        let fits = self.fraction || self.sign.is_none() || self.since == 3;
        self.fraction = true;
        fits.then_some(())
    }
}

/// What stands before or after a number and leaves it as it is; of marks out of five and ten, how many there are.
const DRESSES: &str = "€ $ £ % EUR USD CHF GBP ¥ zł kr PLN Fr. HT TTC /5 /10";

/// Takes off blanks, signs, brackets, currencies and percents; says whether the number is negative.
fn undress(cell: &[u8]) -> Option<(&[u8], bool)> {
    let (mut bare, mut negative, mut signed) = (trim(cell), false, false);
    if let [b'(', inside @ .., b')'] = bare {
        (bare, negative, signed) = (trim(inside), true, true);
    }
    loop {
        let before = bare.len();
        if let Some(rest) = bare
            .strip_prefix(b"-")
            .or_else(|| bare.strip_prefix("−".as_bytes()))
            .or_else(|| bare.strip_suffix(b"-"))
        {
            if signed {
                return None;
            }
            (bare, negative, signed) = (rest, true, true);
        } else if let Some(rest) = bare.strip_prefix(b"+") {
            if signed {
                return None;
            }
            (bare, signed) = (rest, true);
        }
        // Most numbers wear nothing.
        if matches!(bare, [b'0'..=b'9', .., b'0'..=b'9']) && !bare.contains(&b'/') {
            return Some((bare, negative));
        }
        for dress in DRESSES.split(' ') {
            bare = bare.strip_prefix(dress.as_bytes()).unwrap_or(bare);
            bare = bare.strip_suffix(dress.as_bytes()).unwrap_or(bare);
        }
        bare = trim(bare);
        if bare.len() == before {
            return Some((bare, negative));
        }
    }
}

fn trim(mut bytes: &[u8]) -> &[u8] {
    loop {
        bytes = match bytes {
            [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] => rest,
            [0xC2, 0xA0, rest @ ..] | [rest @ .., 0xC2, 0xA0] => rest,
            [0xE2, 0x80, 0xAF, rest @ ..] | [rest @ .., 0xE2, 0x80, 0xAF] => rest,
            _ => return bytes,
        };
    }
}

/// Ranges that scales have.
pub const RANGES: [(f64, f64); 6] = [
    (-2.0, 2.0),
    (1.0, 5.0),
    (1.0, 7.0),
    (1.0, 10.0),
    (0.0, 10.0),
    (0.0, 100.0),
];

/// What the cells of one column say about the decimal sign.
#[derive(Debug, Clone, Default)]
pub struct NumberProfile {
    pub cells: u32,
    /// Readable with a decimal dot, with a decimal comma.
    pub by_dot: u32,
    pub by_comma: u32,
    /// Whole numbers, under either sign.
    pub whole: u32,
    pub dot_range: Option<(f64, f64)>,
    pub comma_range: Option<(f64, f64)>,
    /// How many lie within each of [`RANGES`].
    pub dot_inside: [u32; RANGES.len()],
    pub comma_inside: [u32; RANGES.len()],
    /// A cell that one sign reads and the other does not, or reads otherwise.
    pub telling: Option<(u64, String)>,
}

/// One cell as a number, with either sign.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberLook {
    dot: Option<f64>,
    comma: Option<f64>,
}

impl NumberLook {
    pub fn of(cell: &str) -> Self {
        let bytes = cell.as_bytes();
        if !bytes.iter().take(24).any(u8::is_ascii_digit) {
            return Self::default();
        }
        let dot = parse_number(bytes, false);
        let marked = memchr::memchr2(b'.', b',', bytes).is_some();
        let comma = if marked {
            parse_number(bytes, true)
        } else {
            dot
        };
        Self { dot, comma }
    }
}

impl NumberProfile {
    /// Counts a non-empty cell that looks so.
    pub fn add(&mut self, look: &NumberLook, cell: &str, line: u64) {
        self.cells += 1;
        let NumberLook { dot, comma } = *look;
        if dot.is_none() && comma.is_none() {
            return;
        }
        self.by_dot += u32::from(dot.is_some());
        self.by_comma += u32::from(comma.is_some());
        self.whole += u32::from(dot == comma && dot.is_some_and(|v| v.fract() == 0.0));
        widen(&mut self.dot_range, dot);
        widen(&mut self.comma_range, comma);
        place(&mut self.dot_inside, dot);
        place(&mut self.comma_inside, comma);
        if dot != comma {
            self.telling.get_or_insert_with(|| (line, cell.to_string()));
        }
    }

    /// Does the decimal comma read more of the column? `semicolons`: the delimiter is one, where a tie is a comma's.
    pub const fn is_comma(&self, semicolons: bool) -> bool {
        if self.by_comma == self.by_dot {
            return semicolons && self.telling.is_some();
        }
        self.by_comma > self.by_dot
    }

    pub const fn range(&self, comma: bool) -> Option<(f64, f64)> {
        if comma {
            self.comma_range
        } else {
            self.dot_range
        }
    }

    /// How many numbers lie within this range, one of [`RANGES`].
    pub fn inside(&self, range: (f64, f64), comma: bool) -> u32 {
        let counts = if comma {
            self.comma_inside
        } else {
            self.dot_inside
        };
        let known = RANGES.iter().position(|known| *known == range);
        known.map_or(0, |index| counts[index])
    }

    pub fn is_number(&self) -> bool {
        self.cells > 0 && self.by_dot.max(self.by_comma) * 4 >= self.cells * 3
    }

    /// Whole numbers only.
    pub const fn is_whole(&self) -> bool {
        self.cells > 0 && self.whole == self.cells
    }
}

fn place(counts: &mut [u32; RANGES.len()], value: Option<f64>) {
    let Some(value) = value else {
        return;
    };
    for (count, (low, high)) in counts.iter_mut().zip(RANGES) {
        *count += u32::from((low..=high).contains(&value));
    }
}

pub fn widen(range: &mut Option<(f64, f64)>, value: Option<f64>) {
    if let Some(value) = value {
        let (low, high) = range.get_or_insert((value, value));
        *low = low.min(value);
        *high = high.max(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_short_as_it_reads_back() {
        for (value, text) in [
            (3.0, "3"),
            (-0.75, "-0.75"),
            (1.5975, "1.5975"),
            (1e21, "1e+21"),
            (0.1, "0.1"),
        ] {
            assert_eq!(number_text(value), text);
            assert_eq!(parse_number(text.as_bytes(), false), Some(value));
        }
    }

    #[test]
    fn numbers_of_both_signs() {
        for (cell, comma, expected) in [
            ("12", false, 12.0),
            ("-3.5", false, -3.5),
            ("8,2", true, 8.2),
            ("1 234,56 €", true, 1234.56),
            ("1\u{202f}234,5", true, 1234.5),
            ("1\u{a0}234\u{a0}567", true, 1_234_567.0),
            ("1.234,56", true, 1234.56),
            ("1,234.56", false, 1234.56),
            ("1'234.5", false, 1234.5),
            ("€ 12.50", false, 12.5),
            ("-$12", false, -12.0),
            ("12 %", true, 12.0),
            ("(3,5)", true, -3.5),
            ("−2", true, -2.0),
            ("+2", true, 2.0),
            ("1.234,56-", true, -1234.56),
            ("1 234,56 zł", true, 1234.56),
            ("1 234,56 € HT", true, 1234.56),
            ("1’234.50 Fr.", false, 1234.5),
            ("¥1,234", false, 1234.0),
            ("4/5", false, 4.0),
            ("7,5 /10", true, 7.5),
            ("1e3", false, 1000.0),
            ("1.5E-2", false, 0.015),
            (".5", false, 0.5),
            ("0.1", false, 0.1),
            ("235.0", false, 235.0),
            ("144.98", false, 144.98),
            ("1.234", true, 1234.0),
            ("1,234", true, 1.234),
        ] {
            assert_eq!(
                parse_number(cell.as_bytes(), comma),
                Some(expected),
                "{cell}"
            );
        }
    }

    #[test]
    fn counts_have_no_fraction() {
        for (cell, expected) in [
            ("12", Some(12.0)),
            ("1.234", Some(1234.0)),
            ("2.000", Some(2000.0)),
            ("2.0", Some(2.0)),
            ("1,234", Some(1234.0)),
            ("1,000", Some(1000.0)),
            ("1,234.00", Some(1234.0)),
            ("1 234", Some(1234.0)),
            ("1.5", None),
            ("-3", None),
        ] {
            assert_eq!(parse_count(cell.as_bytes()), expected, "{cell}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for cell in [
            "",
            " ",
            "-",
            "€",
            "1 2",
            "12,34,5",
            "1.2.3",
            "a1",
            "1a",
            "--1",
            "-1-",
            "/5",
            "3/4",
            "1e",
            "n/a",
            "2026-01-05",
            "NaN",
            "inf",
            ".",
        ] {
            assert_eq!(parse_number(cell.as_bytes(), false), None, "{cell}");
            assert_eq!(parse_number(cell.as_bytes(), true), None, "{cell}");
        }
        assert_eq!(parse_number(b"8,2", false), None);
        assert_eq!(parse_number(b"8.2", true), None);
    }

    #[test]
    fn the_column_decides_the_sign() {
        let profile = |cells: &[&str]| {
            let mut profile = NumberProfile::default();
            for cell in cells {
                profile.add(&NumberLook::of(cell), cell, 1);
            }
            profile
        };
        assert!(profile(&["7", "8,2", "1,234"]).is_comma(false));
        assert!(!profile(&["7", "8.2"]).is_comma(true));
        assert!(profile(&["1,234"]).is_comma(true));
        assert!(!profile(&["1,234"]).is_comma(false));
        assert!(profile(&["1", "2"]).is_whole());
    }
}
