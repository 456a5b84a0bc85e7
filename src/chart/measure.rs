//! How wide a text is, and how a name is cut to fit. Must not know where the text goes.

/// Widths in CSS pixels. The page asks the canvas; without a browser [`PlainMeasure`] answers.
pub trait TextMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// Widths of a plain sans-serif face from a table: the same on every machine, right to a few per cent.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainMeasure;

/// Thousandths of an em for U+0020 … U+007E.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

fn thousandths(letter: char) -> u16 {
    let code = u32::from(letter);
    match code {
        0x20..=0x7E => ASCII[code as usize - 0x20],
        0xA0 | 0x202F => 278,
        0xB7 => 333,
        0xD7 | 0x2212 => 584,
        0xC0..=0xDE => 722,
        0xEC..=0xEF => 278,
        0x2019 => 222,
        0x1100.. if code != 0x2026 && !(0x2000..0x2B00).contains(&code) => 1000,
        0x2026 | 0x21BA => 1000,
        _ => 556,
    }
}

impl TextMeasure for PlainMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let sum: u32 = text
            .chars()
            .map(|letter| u32::from(thousandths(letter)))
            .sum();
        f64::from(sum) / 1000.0 * size * if bold { 1.06 } else { 1.0 }
    }
}

/// The text, or as much of its beginning as fits, with an ellipsis at the end. Empty where not even one letter fits.
pub fn ellipsis(
    measure: &dyn TextMeasure,
    text: &str,
    size: f64,
    bold: bool,
    width_css: f64,
) -> String {
    if measure.width(text, size, bold) <= width_css {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let fits = |letters: usize| {
        let cut = format!("{}…", text[..ends[letters]].trim_end());
        (measure.width(&cut, size, bold) <= width_css).then_some(cut)
    };
    let (mut low, mut high) = (0, ends.len());
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if fits(middle).is_some() {
            low = middle;
        } else {
            high = middle;
        }
    }
    if low == 0 {
        String::new()
    } else {
        fits(low).unwrap_or_default()
    }
}

/// A name in one line, else in two broken at a space, cut at the end where it must be.
/// Both lines whole where some break allows it, the most even one; else the first line as long as it can be.
pub fn two_lines(
    measure: &dyn TextMeasure,
    text: &str,
    size: f64,
    bold: bool,
    width_css: f64,
) -> Vec<String> {
    let wide = |part: &str| measure.width(part, size, bold);
    if wide(text) <= width_css {
        return vec![text.to_owned()];
    }
    let breaks: Vec<(&str, &str)> = text
        .match_indices(' ')
        .map(|(at, _)| (&text[..at], &text[at + 1..]))
        .collect();
    let even = |(first, second): &(&str, &str)| wide(first).max(wide(second));
    let best = breaks
        .iter()
        .filter(|parts| even(parts) <= width_css)
        .min_by(|a, b| even(a).total_cmp(&even(b)))
        .or_else(|| breaks.iter().rfind(|(first, _)| wide(first) <= width_css))
        .or_else(|| breaks.first());
    let cut = |part: &str| ellipsis(measure, part, size, bold, width_css);
    match best {
        Some((first, second)) => vec![cut(first), cut(second)],
        None => vec![cut(text)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_broken_at_a_space_then_cut_at_the_end() {
        let lines = |text, width| two_lines(&PlainMeasure, text, 12.0, true, width);
        assert_eq!(lines("Achat", 80.0), ["Achat"]);
        assert_eq!(
            lines("Prise de connaissance", 90.0),
            ["Prise de", "connaissance"]
        );
        assert_eq!(
            lines("Contractualisation et signature", 70.0),
            ["Contractu…", "et signature"]
        );
        assert_eq!(lines("Contractualisation", 70.0), ["Contractu…"]);
        assert_eq!(
            lines("Utilisation quotidienne du produit", 100.0),
            ["Utilisation", "quotidienne du…"]
        );
    }

    #[test]
    fn nothing_is_left_of_a_name_where_nothing_fits() {
        assert_eq!(ellipsis(&PlainMeasure, "Achat", 12.0, false, 5.0), "");
        assert_eq!(ellipsis(&PlainMeasure, "", 12.0, false, 5.0), "");
    }
}
