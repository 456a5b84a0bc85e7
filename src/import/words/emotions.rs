//! Emotion in words and emoji, as levels from −2 to +2.

use super::fold;

/// Emotion in words, folded: the nearest of the five levels.
const EMOTION_WORDS: &[(&str, f64)] = &[
    ("tres insatisfait", -2.0),
    ("tres mecontent", -2.0),
    ("tres negatif", -2.0),
    ("furieux", -2.0),
    ("en colere", -2.0),
    ("very dissatisfied", -2.0),
    ("very unhappy", -2.0),
    ("very negative", -2.0),
    ("angry", -2.0),
    ("furious", -2.0),
    ("terrible", -2.0),
    ("tres mauvais", -2.0),
    ("very bad", -2.0),
    ("detracteur", -2.0),
    ("detractor", -2.0),
    ("insatisfait", -1.0),
    ("mecontent", -1.0),
    ("negatif", -1.0),
    ("decu", -1.0),
    ("frustre", -1.0),
    ("inquiet", -1.0),
    ("mauvais", -1.0),
    ("agace", -1.0),
    ("plutot insatisfait", -1.0),
    ("dissatisfied", -1.0),
    ("unsatisfied", -1.0),
    ("unhappy", -1.0),
    ("negative", -1.0),
    ("disappointed", -1.0),
    ("frustrated", -1.0),
    ("confused", -1.0),
    ("worried", -1.0),
    ("annoyed", -1.0),
    ("sad", -1.0),
    ("triste", -1.0),
    ("bad", -1.0),
    ("poor", -1.0),
    ("neutre", 0.0),
    ("moyen", 0.0),
    ("indifferent", 0.0),
    ("ni satisfait ni insatisfait", 0.0),
    ("passif", 0.0),
    ("neutral", 0.0),
    ("average", 0.0),
    ("ok", 0.0),
    ("okay", 0.0),
    ("passive", 0.0),
    ("mixed", 0.0),
    ("mitige", 0.0),
    ("satisfait", 1.0),
    ("content", 1.0),
    ("positif", 1.0),
    ("plutot satisfait", 1.0),
    ("bon", 1.0),
    ("bien", 1.0),
    ("confiant", 1.0),
    ("soulage", 1.0),
    ("satisfied", 1.0),
    ("happy", 1.0),
    ("positive", 1.0),
    ("good", 1.0),
    ("confident", 1.0),
    ("relieved", 1.0),
    ("pleased", 1.0),
    ("curious", 1.0),
    ("curieux", 1.0),
    ("tres satisfait", 2.0),
    ("tres content", 2.0),
    ("tres positif", 2.0),
    ("ravi", 2.0),
    ("enchante", 2.0),
    ("excellent", 2.0),
    ("tres bien", 2.0),
    ("very satisfied", 2.0),
    ("very happy", 2.0),
    ("very positive", 2.0),
    ("delighted", 2.0),
    ("excited", 2.0),
    ("great", 2.0),
    ("promoteur", 2.0),
    ("promoter", 2.0),
];

const EMOJI: &[(&str, f64)] = &[
    ("😡", -2.0),
    ("🤬", -2.0),
    ("😠", -2.0),
    ("😭", -2.0),
    ("😤", -2.0),
    ("👎", -1.0),
    ("😞", -1.0),
    ("😟", -1.0),
    ("😕", -1.0),
    ("🙁", -1.0),
    ("☹", -1.0),
    ("😢", -1.0),
    ("😣", -1.0),
    ("😩", -1.0),
    ("😐", 0.0),
    ("😶", 0.0),
    ("😑", 0.0),
    ("🤔", 0.0),
    ("🙂", 1.0),
    ("😊", 1.0),
    ("😀", 1.0),
    ("😃", 1.0),
    ("☺", 1.0),
    ("👍", 1.0),
    ("😄", 2.0),
    ("😁", 2.0),
    ("😍", 2.0),
    ("🤩", 2.0),
    ("🥰", 2.0),
    ("🎉", 2.0),
    ("❤", 2.0),
];

/// −2 … +2 of an emotion word, whatever its case and accents, feminine and plural forms included.
pub fn emotion_of_word(cell: &str) -> Option<f64> {
    let folded = fold(cell);
    let first = folded.bytes().next();
    // An ending is all that may follow.
    let is = |known: &str| {
        let same = known.bytes().next() == first;
        let rest = same.then(|| folded.strip_prefix(known)).flatten();
        rest.is_some_and(|rest| rest.trim_start_matches('e').trim_matches('s').is_empty())
    };
    let found = EMOTION_WORDS.iter().find(|(known, _)| is(known));
    found.map(|(_, value)| *value)
}

/// −2 … +2 of an emoji, its variation selector and skin tone ignored.
pub fn emotion_of_emoji(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let found = EMOJI.iter().find(|(emoji, _)| cell.starts_with(emoji));
    found
        .filter(|_| cell.chars().count() <= 3)
        .map(|(_, value)| *value)
}
