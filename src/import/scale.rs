//! Which scale an emotion column is on, by its name and by its range.

use crate::model::emotion::EmotionScale;

use super::columns::ColumnProfile;
use super::words;

/// The scales that fit, best first: one where the file answers, several where it does not, none where it is no emotion.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    pub candidates: Vec<EmotionScale>,
    /// Told by the name or the range alone.
    pub decided: bool,
    /// The name decided: a few answers outside the scale do not change it.
    pub by_name: bool,
}

impl Scales {
    const fn of(candidates: Vec<EmotionScale>, decided: bool) -> Self {
        Self {
            candidates,
            decided,
            by_name: false,
        }
    }

    fn one(scale: EmotionScale) -> Self {
        Self::of(vec![scale], true)
    }
}

/// Judges a column by its folded name and profile. `comma`: its decimal sign.
pub fn scales_of(folded: &str, column: &ColumnProfile, comma: bool) -> Scales {
    if column.parsed > 0 {
        if column.emotion_words * 2 >= column.parsed {
            return Scales::one(EmotionScale::Words);
        }
        if column.emoji * 2 >= column.parsed {
            return Scales::one(EmotionScale::Emoji);
        }
    }
    let Some(range) = column
        .numbers
        .range(comma)
        .filter(|_| column.numbers.is_number())
    else {
        return Scales::of(Vec::new(), false);
    };
    // A name is believed where three in four answers lie on its scale: the others are errors of the file.
    let mostly = |scale: EmotionScale| {
        column.numbers.inside(scale.range(), comma) * 4 >= column.numbers.cells * 3
    };
    by_name(folded, mostly)
        .unwrap_or_else(|| scales_of_range(folded, range, column.numbers.is_whole()))
}

/// The same for numbers from `range.0` to `range.1`, `whole` or with decimals.
pub fn scales_of_range(folded: &str, range: (f64, f64), whole: bool) -> Scales {
    let fits = |scale: EmotionScale| {
        let (low, high) = scale.range();
        range.0 >= low && range.1 <= high
    };
    by_name(folded, fits).unwrap_or_else(|| by_range(range, whole, fits))
}

fn by_name(folded: &str, fits: impl Fn(EmotionScale) -> bool) -> Option<Scales> {
    use EmotionScale as E;
    let has = |word: &str| folded.split(' ').any(|w| w == word);
    let named = [
        (
            has("nps") || has("recommandation") || has("recommend"),
            E::Nps,
        ),
        (has("csat"), E::Csat),
        (has("effort"), E::CesEffortHigh),
        (has("emotion") || has("valence"), E::Emotion),
    ];
    if let Some((_, scale)) = named.into_iter().find(|(is, scale)| *is && fits(*scale)) {
        return Some(Scales {
            by_name: true,
            ..Scales::one(scale)
        });
    }
    let ces = has("ces") && fits(E::CesEasyHigh);
    ces.then(|| Scales::of(vec![E::CesEasyHigh, E::CesEffortHigh], false))
}

fn by_range(range: (f64, f64), whole: bool, fits: impl Fn(EmotionScale) -> bool) -> Scales {
    use EmotionScale as E;
    let (low, high) = range;
    let fitting = |scales: &[E]| {
        scales
            .iter()
            .copied()
            .filter(|s| fits(*s))
            .collect::<Vec<_>>()
    };
    if low < 0.0 {
        return Scales::of(fitting(&[E::Emotion]), true);
    }
    // Marks out of twenty are on none of our scales.
    if high > 10.0 && high <= 20.0 {
        return Scales::of(Vec::new(), false);
    }
    if high > 10.0 {
        return Scales::of(fitting(&[E::Hundred]), true);
    }
    if low < 1.0 {
        // 0 to 10 is one scale only; with a lower top, 0–2 may be a part of −2…+2.
        let candidates = fitting(&[E::Nps, E::Emotion, E::Hundred]);
        return Scales::of(candidates, high > 2.0);
    }
    // A scale whose top is reached is the one: nobody stops at 5 of 7 for every answer.
    let top_reached = [E::OneToFive, E::OneToSeven]
        .into_iter()
        .find(|s| s.range().1 == high);
    if let Some(scale) = top_reached {
        return Scales::one(scale);
    }
    if high > 7.0 && !whole {
        // NPS has whole answers only.
        return Scales::one(E::OneToTen);
    }
    let candidates = fitting(&[E::OneToFive, E::OneToSeven, E::OneToTen, E::Nps, E::Hundred]);
    Scales::of(candidates, false)
}

/// The emotion of a cell on a scale's own range. `None`: unreadable or outside it.
#[inline]
pub fn read_emotion(cell: &str, scale: EmotionScale, comma: bool) -> Option<f64> {
    match scale {
        EmotionScale::Words => words::emotion_of_word(cell),
        EmotionScale::Emoji => words::emotion_of_emoji(cell),
        _ => {
            let value = super::number::parse_number(cell.as_bytes(), comma)?;
            let (low, high) = scale.range();
            (low..=high).contains(&value).then_some(value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EmotionScale as E;

    fn first(name: &str, range: (f64, f64), whole: bool) -> (Option<E>, bool) {
        let scales = scales_of_range(name, range, whole);
        (scales.candidates.first().copied(), scales.decided)
    }

    #[test]
    fn names_decide_where_the_range_fits() {
        assert_eq!(first("nps", (1.0, 9.0), true), (Some(E::Nps), true));
        assert_eq!(first("csat score", (1.0, 5.0), true), (Some(E::Csat), true));
        assert_eq!(first("csat", (0.0, 97.0), true), (Some(E::Hundred), true));
        assert_eq!(
            first("emotion", (-2.0, 2.0), true),
            (Some(E::Emotion), true)
        );
        assert_eq!(
            first("emotion", (1.0, 5.0), true),
            (Some(E::OneToFive), true)
        );
    }

    #[test]
    fn ranges_decide_where_their_top_is_reached() {
        assert_eq!(
            first("rating", (1.0, 5.0), true),
            (Some(E::OneToFive), true)
        );
        assert_eq!(first("note", (2.0, 7.0), true), (Some(E::OneToSeven), true));
        assert_eq!(first("note", (0.0, 10.0), true), (Some(E::Nps), true));
        assert_eq!(first("note", (1.5, 9.9), false), (Some(E::OneToTen), true));
        assert_eq!(first("score", (3.0, 88.0), true), (Some(E::Hundred), true));
        assert_eq!(first("score", (-1.0, 1.0), false), (Some(E::Emotion), true));
    }

    #[test]
    fn what_fits_several_is_asked() {
        let scales = scales_of_range("note", (1.0, 10.0), true);
        assert_eq!(scales.candidates, [E::OneToTen, E::Nps, E::Hundred]);
        assert!(!scales.decided);
        let short = scales_of_range("note", (1.0, 4.0), true);
        assert_eq!(short.candidates[0], E::OneToFive);
        assert!(!short.decided);
        assert!(
            scales_of_range("note", (-5.0, 500.0), true)
                .candidates
                .is_empty()
        );
    }

    #[test]
    fn cells_outside_the_scale_are_unreadable() {
        assert_eq!(read_emotion("6", E::OneToFive, false), None);
        assert_eq!(read_emotion("4,5", E::OneToFive, true), Some(4.5));
        assert_eq!(read_emotion("satisfait", E::Words, false), Some(1.0));
    }
}
