//! The published word lists: names of columns, words and emoji of emotion. French and English; the plainest German, Spanish, Italian,
//! Dutch and Polish ones.
//!
//! Must not know: rows, values' distributions.

mod emotions;
mod names;

pub use emotions::{emotion_of_emoji, emotion_of_word};
pub use names::{HINT, ends_with_name, is_other_time, roles_of, speaks_of_time};

/// Each entry of a list `number entry,entry,…`, with the number that stands before it or before one that precedes it.
fn listed(text: &'static str, add: &mut dyn FnMut(&'static str, u8)) {
    let mut number = 0;
    for entry in text.split(',') {
        let name = entry.trim_start_matches(|c: char| c.is_ascii_digit());
        if name.len() < entry.len() {
            let digits = entry[..entry.len() - name.len()].bytes();
            number = digits.fold(0, |value, digit| value * 10 + (digit - b'0'));
        }
        add(name.trim_start(), number);
    }
}

/// Is it one of these words, which are parted by blanks? Whatever the case of its ASCII letters.
pub fn among(words: &str, word: &str) -> bool {
    let (word, mut rest) = (word.as_bytes(), words.as_bytes());
    loop {
        // Only a word as long as this one ends where it would.
        if rest.get(word.len()).is_none_or(|next| *next == b' ')
            && let Some(known) = rest.get(..word.len())
            && known.eq_ignore_ascii_case(word)
        {
            return true;
        }
        let Some(blank) = rest.iter().position(|byte| *byte == b' ') else {
            return false;
        };
        rest = &rest[blank + 1..];
    }
}

/// A header as words: lower case, accents folded, cut at signs and at capitals ("JourneyID" → "journey id").
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut previous: Option<char> = None;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let after_lower = previous.is_some_and(|p| p.is_lowercase() || p.is_ascii_digit());
        let ends_acronym = previous.is_some_and(char::is_uppercase)
            && chars.peek().is_some_and(|n| n.is_lowercase());
        if c.is_uppercase() && (after_lower || ends_acronym) {
            folded.push(' ');
        }
        previous = Some(c);
        if c.is_alphanumeric() || is_accent(c) {
            c.to_lowercase()
                .for_each(|lower| push_folded(&mut folded, lower));
        } else {
            folded.push(' ');
        }
    }
    folded
        .split_ascii_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A combining one, as macOS writes them.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn push_folded(text: &mut String, c: char) {
    text.push_str(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' => "i",
        'ô' | 'ö' | 'ó' => "o",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'œ' => "oe",
        'ÿ' => "y",
        accent if is_accent(accent) => "",
        other => {
            text.push(other);
            return;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::load::Role;

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(fold("JourneyID"), "journey id");
        assert_eq!(fold("case:concept:name"), "case concept name");
        assert_eq!(fold("Étape du  parcours"), "etape du parcours");
        assert_eq!(fold("E\u{301}tape"), "etape");
        assert_eq!(fold("N° client"), "n client");
        assert_eq!(fold("CSATScore"), "csat score");
    }

    #[test]
    fn names_speak_for_roles() {
        let best = |name: &str| {
            roles_of(&fold(name))
                .into_iter()
                .max_by_key(|(_, s)| *s)
                .map(|(r, _)| r)
        };
        assert_eq!(best("id_client"), Some(Role::Journey));
        assert_eq!(best("acquisition_channel"), Some(Role::Channel));
        assert_eq!(best("Étape"), Some(Role::Stage));
        assert_eq!(best("concept:name"), Some(Role::Touchpoint));
        assert_eq!(best("case:concept:name"), Some(Role::Journey));
        assert_eq!(best("colour"), None);
    }

    #[test]
    fn words_and_emoji_have_levels() {
        assert_eq!(emotion_of_word("Très satisfaite"), Some(2.0));
        assert_eq!(emotion_of_word("angry"), Some(-2.0));
        assert_eq!(emotion_of_word("Mécontents"), Some(-1.0));
        assert_eq!(emotion_of_word("5 - Très satisfait(e)"), Some(2.0));
        assert_eq!(emotion_of_word("pas du tout satisfait"), Some(-2.0));
        assert_eq!(emotion_of_word("Sehr unzufrieden"), Some(-2.0));
        for cell in ["blue", "", "5", "e", "bonnet", "satisfait de tout"] {
            assert_eq!(emotion_of_word(cell), None, "{cell}");
        }
        assert_eq!(emotion_of_emoji("☹️"), Some(-1.0));
        assert_eq!(emotion_of_emoji("😍"), Some(2.0));
        assert_eq!(emotion_of_emoji("👍🏽"), Some(1.0));
        assert_eq!(emotion_of_emoji("★★★★☆"), Some(1.0));
        assert_eq!(emotion_of_emoji("⭐"), Some(-2.0));
        for cell in ["a", "", "☆☆☆☆☆", "★★★★★★", "★ 4"] {
            assert_eq!(emotion_of_emoji(cell), None, "{cell}");
        }
    }
}
