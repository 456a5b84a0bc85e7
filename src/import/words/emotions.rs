//! Emotion in words and emoji, as levels from −2 to +2.

use std::sync::OnceLock;

use super::{fold, listed};

/// Emotion in words, folded, from 0 (−2) to 4 (+2).
const EMOTION_WORDS: &str = "0 tres insatisfait,tres mecontent,tres negatif,furieux,en colere,very dissatisfied,very unhappy,very negative,\
     angry,furious,terrible,tres mauvais,very bad,detracteur,detractor,pas du tout satisfait,extremely dissatisfied,\
     sehr unzufrieden,1 insatisfait,mecontent,negatif,decu,frustre,inquiet,mauvais,agace,plutot insatisfait,\
     dissatisfied,unsatisfied,unhappy,negative,disappointed,frustrated,confused,worried,annoyed,sad,triste,bad,poor,\
     pas satisfait,peu satisfait,somewhat dissatisfied,unzufrieden,2 neutre,moyen,indifferent,\
     ni satisfait ni insatisfait,passif,neutral,average,ok,okay,passive,mixed,mitige,\
     neither satisfied nor dissatisfied,3 satisfait,content,positif,plutot satisfait,bon,bien,confiant,soulage,\
     satisfied,happy,positive,good,confident,relieved,pleased,curious,curieux,assez satisfait,somewhat satisfied,\
     zufrieden,4 tres satisfait,tres content,tres positif,ravi,enchante,excellent,tres bien,very satisfied,\
     very happy,very positive,delighted,excited,great,promoteur,promoter,tout a fait satisfait,extremely satisfied,\
     sehr zufrieden";

/// Of the same five levels.
const EMOJI: [&str; 5] = [
    "😡🤬😠😭😤",
    "👎😞😟😕🙁☹😢😣😩",
    "😐😶😑🤔",
    "🙂😊😀😃☺👍",
    "😄😁😍🤩🥰🎉❤",
];

const STARS: &str = "⭐★";
const HOLLOW: char = '☆';

/// −2 … +2 of an emotion word, whatever its case and accents, feminine and plural forms included; a number before it (`5 - satisfied`)
/// says nothing more.
pub fn emotion_of_word(cell: &str) -> Option<f64> {
    let folded = fold(cell);
    let folded = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let first = folded.bytes().next()?;
    // An ending is all that may follow: `e`, `s`, `(e)`.
    let is = |known: &str| {
        let same = known.bytes().next() == Some(first);
        let rest = same.then(|| folded.strip_prefix(known)).flatten();
        rest.is_some_and(|rest| rest.bytes().all(|b| b"es ".contains(&b)))
    };
    let found = words().iter().find(|(known, _)| is(known));
    level(found.map(|(_, place)| usize::from(*place)))
}

/// −2 … +2 of an emoji, its variation selector and skin tone ignored; of one to five stars, the hollow ones uncounted.
pub fn emotion_of_emoji(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let mut chars = cell.chars();
    let first = chars.next()?;
    if STARS.contains(first) {
        let only = cell.chars().all(|c| STARS.contains(c) || c == HOLLOW);
        let count = cell.chars().filter(|c| STARS.contains(*c)).count();
        return level(count.checked_sub(1).filter(|_| only));
    }
    let found = EMOJI.iter().position(|level| level.contains(first));
    level(found.filter(|_| chars.count() <= 2))
}

/// [`EMOTION_WORDS`] one by one.
fn words() -> &'static [(&'static str, u8)] {
    static LISTED: OnceLock<Vec<(&str, u8)>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let mut words = Vec::new();
        listed(EMOTION_WORDS, &mut |word, place| words.push((word, place)));
        words
    })
}

/// The emotion of this level, 0 to 4.
fn level(place: Option<usize>) -> Option<f64> {
    place
        .filter(|place| *place < 5)
        .map(|place| place as f64 - 2.0)
}
