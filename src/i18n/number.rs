//! How numbers are written: groups, decimals, shares, emotions, money, sizes.
//!
//! English `1,284` `48%` `−1.2`; French `1 284` (U+202F) `48 %` (U+00A0) `−1,2`. The minus is U+2212.

use super::Lang;

/// U+2212.
pub const MINUS: char = '\u{2212}';

impl Lang {
    const fn group_mark(self) -> char {
        match self {
            Self::En => ',',
            Self::Fr => '\u{202f}',
        }
    }

    const fn decimal_mark(self) -> char {
        match self {
            Self::En => '.',
            Self::Fr => ',',
        }
    }

    /// A count with groups of three.
    pub fn count(self, count: u64) -> String {
        self.grouped(&count.to_string())
    }

    fn grouped(self, digits: &str) -> String {
        let mut text = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(self.group_mark());
            }
            text.push(digit);
        }
        text
    }

    /// A number with exactly `places` decimals, grouped, minus as U+2212; what rounds to zero has no sign.
    /// Not a finite number: an em dash.
    pub fn decimal(self, value: f64, places: usize) -> String {
        if !value.is_finite() {
            return "—".to_owned();
        }
        let plain = format!("{:.places$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
            text.push(MINUS);
        }
        text.push_str(&self.grouped(whole));
        if !fraction.is_empty() {
            text.push(self.decimal_mark());
            text.push_str(fraction);
        }
        text
    }

    /// Like [`Lang::decimal`], with a plus on what is above zero.
    pub fn signed(self, value: f64, places: usize) -> String {
        let text = self.decimal(value, places);
        let is_zero = !text.chars().any(|c| c.is_ascii_digit() && c != '0');
        if value > 0.0 && value.is_finite() && !is_zero {
            format!("+{text}")
        } else {
            text
        }
    }

    /// A number as short as it reads well: whole numbers bare, else at most two decimals.
    pub fn number(self, value: f64) -> String {
        let text = self.decimal(value, if value.abs() < 1e15 { 2 } else { 0 });
        match text.split_once(self.decimal_mark()) {
            Some((whole, "00")) => whole.to_owned(),
            Some(_) => text.strip_suffix('0').unwrap_or(&text).to_owned(),
            None => text,
        }
    }

    /// An emotion: one decimal, a sign on all but zero.
    pub fn emotion(self, emotion: f64) -> String {
        self.signed(emotion, 1)
    }

    /// A whole emotion, as on the axis: `−2`, `0`, `+1`.
    pub fn emotion_tick(self, emotion: i8) -> String {
        self.signed(f64::from(emotion), 0)
    }

    /// An emotion to be spoken: a screen reader often leaves out signs.
    pub fn emotion_spoken(self, emotion: f64) -> String {
        let value = self.decimal(emotion.abs(), 1);
        let text = self.emotion(emotion);
        match (self, text.starts_with(MINUS), text.starts_with('+')) {
            (Self::En, true, _) => format!("minus {value}"),
            (Self::Fr, true, _) => format!("moins {value}"),
            (_, _, true) => format!("plus {value}"),
            _ => value,
        }
    }

    /// A share (0 … 1): whole percent, one decimal below 1 %, `<0.1%` for what would round to nothing.
    pub fn percent(self, share: f64) -> String {
        let percent = share * 100.0;
        if percent > 0.0 && percent < 0.05 {
            return match self {
                Self::En => "<0.1%".to_owned(),
                Self::Fr => "<\u{a0}0,1\u{a0}%".to_owned(),
            };
        }
        let places = usize::from(percent.abs() < 0.95 && percent.abs() >= 0.05);
        self.with_percent_sign(&self.decimal(percent, places))
    }

    /// A number that already is a percentage, or a difference of two in points.
    pub fn with_percent_sign(self, number: &str) -> String {
        match self {
            Self::En => format!("{number}%"),
            Self::Fr => format!("{number}\u{a0}%"),
        }
    }

    /// An amount without its currency, which the file does not say: two decimals, or none where it is whole.
    pub fn money(self, amount: f64) -> String {
        let text = self.decimal(amount, 2);
        let whole = format!("{}00", self.decimal_mark());
        text.strip_suffix(&whole).map(str::to_owned).unwrap_or(text)
    }

    /// An amount of euros: `€1,249.90`, `1 249,90 €`.
    pub fn euros(self, amount: f64) -> String {
        match self {
            Self::En if amount < 0.0 => format!("{MINUS}€{}", self.money(-amount)),
            Self::En => format!("€{}", self.money(amount)),
            Self::Fr => format!("{}\u{a0}€", self.money(amount)),
        }
    }

    /// A size in decimal units: `4.2 MB`, `4,2 Mo`.
    pub fn bytes(self, bytes: u64) -> String {
        let units = match self {
            Self::En => ["bytes", "kB", "MB", "GB", "TB"],
            Self::Fr => ["octets", "ko", "Mo", "Go", "To"],
        };
        let mut value = bytes as f64;
        let mut unit = 0;
        while value >= 999.5 && unit + 1 < units.len() {
            value /= 1000.0;
            unit += 1;
        }
        if unit == 0 {
            let name = if self.is_singular(bytes) {
                units[0].trim_end_matches('s')
            } else {
                units[0]
            };
            return format!("{bytes}\u{a0}{name}");
        }
        let number = self.decimal(value, usize::from(value < 9.95));
        format!("{number}\u{a0}{}", units[unit])
    }

    /// The mean number of turns of a loop: `×1.6`.
    pub fn times(self, factor: f64) -> String {
        format!("×{}", self.decimal(factor, 1))
    }
}
