//! The published word lists: names of columns, words and emoji of emotion. French and English.
//!
//! Must not know: rows, values' distributions.

use crate::model::load::Role;

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
        if c.is_alphanumeric() {
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
        // Combining accents, as macOS writes them.
        '\u{300}'..='\u{36f}' => "",
        other => {
            text.push(other);
            return;
        }
    });
}

/// Names that mean a role, the most telling first: (folded name, role, strength 1–100).
/// A column named exactly so has the strength; one that ends with it (`acquisition_channel`) or begins with it a little less.
const NAMES: &[(&str, Role, u8)] = &[
    ("case concept name", Role::Journey, 100),
    ("case id", Role::Journey, 98),
    ("caseid", Role::Journey, 98),
    ("id parcours", Role::Journey, 97),
    ("parcours id", Role::Journey, 97),
    ("journey id", Role::Journey, 96),
    ("journeyid", Role::Journey, 96),
    ("journey", Role::Journey, 94),
    ("parcours", Role::Journey, 94),
    ("trace id", Role::Journey, 92),
    ("customer id", Role::Journey, 90),
    ("customerid", Role::Journey, 90),
    ("id client", Role::Journey, 90),
    ("client id", Role::Journey, 90),
    ("numero client", Role::Journey, 90),
    ("num client", Role::Journey, 90),
    ("n client", Role::Journey, 90),
    ("user id", Role::Journey, 88),
    ("userid", Role::Journey, 88),
    ("id utilisateur", Role::Journey, 88),
    ("id usager", Role::Journey, 88),
    ("visitor id", Role::Journey, 86),
    ("id visiteur", Role::Journey, 86),
    ("patient id", Role::Journey, 86),
    ("contact id", Role::Journey, 84),
    ("id contact", Role::Journey, 84),
    ("lead id", Role::Journey, 84),
    ("id personne", Role::Journey, 84),
    ("person id", Role::Journey, 84),
    ("member id", Role::Journey, 84),
    ("id dossier", Role::Journey, 82),
    ("numero dossier", Role::Journey, 82),
    ("dossier", Role::Journey, 80),
    ("case", Role::Journey, 80),
    ("customer", Role::Journey, 78),
    ("client", Role::Journey, 78),
    ("patient", Role::Journey, 78),
    ("user", Role::Journey, 76),
    ("utilisateur", Role::Journey, 76),
    ("usager", Role::Journey, 76),
    ("visitor", Role::Journey, 76),
    ("visiteur", Role::Journey, 76),
    ("contact", Role::Journey, 70),
    ("id session", Role::Journey, 66),
    ("session id", Role::Journey, 66),
    ("sessionid", Role::Journey, 66),
    ("session", Role::Journey, 64),
    ("ticket id", Role::Journey, 62),
    ("order id", Role::Journey, 60),
    ("id commande", Role::Journey, 60),
    ("numero commande", Role::Journey, 60),
    ("conversion id", Role::Journey, 58),
    ("email", Role::Journey, 50),
    ("e mail", Role::Journey, 50),
    ("time timestamp", Role::Time, 100),
    ("timestamp", Role::Time, 98),
    ("horodatage", Role::Time, 98),
    ("date heure", Role::Time, 96),
    ("datetime", Role::Time, 96),
    ("date time", Role::Time, 96),
    ("event time", Role::Time, 95),
    ("event date", Role::Time, 94),
    ("date evenement", Role::Time, 94),
    ("occurred at", Role::Time, 92),
    ("start time", Role::Time, 90),
    ("start timestamp", Role::Time, 90),
    ("time", Role::Time, 88),
    ("date", Role::Time, 88),
    ("jour", Role::Time, 84),
    ("day", Role::Time, 82),
    ("heure", Role::Time, 80),
    ("hour", Role::Time, 78),
    ("start date", Role::Time, 78),
    ("date debut", Role::Time, 78),
    ("debut", Role::Time, 76),
    ("start", Role::Time, 76),
    ("ts", Role::Time, 76),
    ("created at", Role::Time, 74),
    ("created date", Role::Time, 74),
    ("date creation", Role::Time, 74),
    ("end time", Role::EndTime, 90),
    ("end timestamp", Role::EndTime, 90),
    ("end date", Role::EndTime, 90),
    ("enddate", Role::EndTime, 90),
    ("date fin", Role::EndTime, 90),
    ("fin", Role::EndTime, 80),
    ("complete time", Role::EndTime, 90),
    ("resolved date", Role::EndTime, 80),
    ("closed at", Role::EndTime, 80),
    ("point de contact", Role::Touchpoint, 100),
    ("points de contact", Role::Touchpoint, 100),
    ("touchpoint", Role::Touchpoint, 100),
    ("touch point", Role::Touchpoint, 100),
    ("concept name", Role::Touchpoint, 98),
    ("activity", Role::Touchpoint, 96),
    ("activite", Role::Touchpoint, 96),
    ("event name", Role::Touchpoint, 95),
    ("nom evenement", Role::Touchpoint, 95),
    ("event type", Role::Touchpoint, 94),
    ("type evenement", Role::Touchpoint, 94),
    ("event", Role::Touchpoint, 94),
    ("evenement", Role::Touchpoint, 94),
    ("action", Role::Touchpoint, 92),
    ("interaction", Role::Touchpoint, 90),
    ("contact type", Role::Touchpoint, 84),
    ("type contact", Role::Touchpoint, 84),
    ("task", Role::Touchpoint, 80),
    ("tache", Role::Touchpoint, 80),
    ("operation", Role::Touchpoint, 76),
    ("page", Role::Touchpoint, 70),
    ("page name", Role::Touchpoint, 70),
    ("journey stage", Role::Stage, 100),
    ("etape parcours", Role::Stage, 100),
    ("stage", Role::Stage, 98),
    ("etape", Role::Stage, 98),
    ("phase", Role::Stage, 96),
    ("stage name", Role::Stage, 96),
    ("funnel step", Role::Stage, 90),
    ("step", Role::Stage, 84),
    ("canal", Role::Channel, 100),
    ("channel", Role::Channel, 100),
    ("channel label", Role::Channel, 96),
    ("channel name", Role::Channel, 96),
    ("canal contact", Role::Channel, 96),
    ("medium", Role::Channel, 70),
    ("persona", Role::Persona, 100),
    ("segment", Role::Persona, 96),
    ("profil", Role::Persona, 94),
    ("profile", Role::Persona, 94),
    ("customer type", Role::Persona, 88),
    ("type client", Role::Persona, 88),
    ("typologie", Role::Persona, 86),
    ("user lifecycle", Role::Persona, 70),
    ("customer lifecycle", Role::Persona, 70),
    ("cluster", Role::Persona, 70),
    ("cohort", Role::Persona, 60),
    ("cohorte", Role::Persona, 60),
    ("emotion", Role::Emotion, 100),
    ("nps", Role::Emotion, 98),
    ("nps score", Role::Emotion, 98),
    ("note nps", Role::Emotion, 98),
    ("csat", Role::Emotion, 97),
    ("csat score", Role::Emotion, 97),
    ("ces", Role::Emotion, 96),
    ("satisfaction", Role::Emotion, 96),
    ("note satisfaction", Role::Emotion, 96),
    ("satisfaction score", Role::Emotion, 96),
    ("sentiment", Role::Emotion, 94),
    ("sentiment score", Role::Emotion, 94),
    ("ressenti", Role::Emotion, 94),
    ("humeur", Role::Emotion, 92),
    ("mood", Role::Emotion, 92),
    ("feeling", Role::Emotion, 90),
    ("rating", Role::Emotion, 86),
    ("note globale", Role::Emotion, 86),
    ("note", Role::Emotion, 80),
    ("score", Role::Emotion, 76),
    ("revenue", Role::Revenue, 100),
    ("revenu", Role::Revenue, 100),
    ("chiffre d affaires", Role::Revenue, 100),
    ("chiffre affaires", Role::Revenue, 100),
    ("montant", Role::Revenue, 96),
    ("montant eur", Role::Revenue, 96),
    ("amount", Role::Revenue, 96),
    ("conversion value", Role::Revenue, 90),
    ("order value", Role::Revenue, 90),
    ("cart value", Role::Revenue, 86),
    ("sales", Role::Revenue, 80),
    ("ventes", Role::Revenue, 80),
    ("ca", Role::Revenue, 70),
    ("account", Role::Account, 100),
    ("account id", Role::Account, 100),
    ("account name", Role::Account, 98),
    ("compte", Role::Account, 100),
    ("company", Role::Account, 96),
    ("societe", Role::Account, 96),
    ("entreprise", Role::Account, 96),
    ("organisation", Role::Account, 90),
    ("organization", Role::Account, 90),
    ("org resource", Role::Actor, 100),
    ("resource", Role::Actor, 96),
    ("employee", Role::Actor, 96),
    ("employe", Role::Actor, 96),
    ("agent", Role::Actor, 96),
    ("conseiller", Role::Actor, 96),
    ("advisor", Role::Actor, 96),
    ("actor", Role::Actor, 96),
    ("acteur", Role::Actor, 96),
    ("owner", Role::Actor, 80),
    ("verbatim", Role::Verbatim, 100),
    ("comment", Role::Verbatim, 96),
    ("comments", Role::Verbatim, 96),
    ("commentaire", Role::Verbatim, 96),
    ("commentaires", Role::Verbatim, 96),
    ("review text", Role::Verbatim, 94),
    ("feedback", Role::Verbatim, 92),
    ("avis", Role::Verbatim, 90),
    ("remarque", Role::Verbatim, 88),
    ("message", Role::Verbatim, 80),
];

/// Words that make a time column something else than when the event happened.
const NOT_THE_EVENT: [&str; 20] = [
    "deadline",
    "planned",
    "prevue",
    "prevu",
    "birth",
    "naissance",
    "updated",
    "modified",
    "modification",
    "last",
    "due",
    "echeance",
    "expiry",
    "expiration",
    "signup",
    "inscription",
    "previous",
    "first",
    "end",
    "fin",
];

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

/// How strongly a folded name speaks for a role. Several roles may answer.
pub fn roles_of(folded: &str) -> Vec<(Role, u8)> {
    let mut found: Vec<(Role, u8)> = Vec::new();
    for (name, role, strength) in NAMES {
        let Some(strength) = matched(folded, name, *strength) else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| known == role) {
            Some((_, best)) => *best = (*best).max(strength),
            None => found.push((*role, strength)),
        }
    }
    found
}

/// Is a listed name of the role all of this name, or its end (`customer`, `key customer`), rather than its beginning?
pub fn ends_with_name(folded: &str, role: Role) -> bool {
    let of_role = NAMES.iter().filter(|(_, known, _)| *known == role);
    of_role.into_iter().any(|(name, _, _)| {
        folded
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    })
}

fn matched(folded: &str, name: &str, strength: u8) -> Option<u8> {
    if folded == name {
        return Some(strength);
    }
    let inside = |rest: Option<&str>| rest.is_some_and(|r| r.is_empty() || r.starts_with(' '));
    if folded
        .strip_suffix(name)
        .is_some_and(|rest| rest.ends_with(' '))
    {
        return Some(strength - strength / 8);
    }
    inside(folded.strip_prefix(name)).then(|| strength - strength / 4)
}

/// Does the name say that the time is another than the event's own?
pub fn is_other_time(folded: &str) -> bool {
    folded.split(' ').any(|word| NOT_THE_EVENT.contains(&word))
}

/// Does the name speak of time at all? Numbers are read as times only then.
pub fn speaks_of_time(folded: &str) -> bool {
    const WORDS: [&str; 13] = [
        "time",
        "timestamp",
        "date",
        "datetime",
        "ts",
        "epoch",
        "heure",
        "horodatage",
        "at",
        "jour",
        "day",
        "created",
        "unix",
    ];
    folded.split(' ').any(|word| WORDS.contains(&word))
}

/// −2 … +2 of an emotion word, whatever its case and accents, feminine and plural forms included.
pub fn emotion_of_word(cell: &str) -> Option<f64> {
    let folded = fold(cell);
    let look = |word: &str| {
        EMOTION_WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, value)| *value)
    };
    look(&folded)
        .or_else(|| look(folded.trim_end_matches('s')))
        .or_else(|| look(folded.trim_end_matches('s').trim_end_matches('e')))
}

/// −2 … +2 of an emoji, its variation selector and skin tone ignored.
pub fn emotion_of_emoji(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let found = EMOJI.iter().find(|(emoji, _)| cell.starts_with(emoji));
    found
        .filter(|_| cell.chars().count() <= 3)
        .map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(fold("JourneyID"), "journey id");
        assert_eq!(fold("case:concept:name"), "case concept name");
        assert_eq!(fold("Étape du  parcours"), "etape du parcours");
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
        assert_eq!(emotion_of_word("blue"), None);
        assert_eq!(emotion_of_emoji("☹️"), Some(-1.0));
        assert_eq!(emotion_of_emoji("😍"), Some(2.0));
        assert_eq!(emotion_of_emoji("a"), None);
    }
}
