//! Columns that look like names, e-mail addresses or telephone numbers of people: by their header, and by their values.
//!
//! A guess that is shown, never acted on: the user keeps, pseudonymises or drops.

use serde::{Deserialize, Serialize};

use crate::import::words::fold;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalKind {
    Name,
    Email,
    Phone,
    Address,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalColumn {
    pub column: String,
    pub kind: PersonalKind,
}

/// Words of headers, folded. One of them anywhere in the header speaks for its kind.
const NAMES: [&str; 17] = [
    "first name",
    "firstname",
    "last name",
    "lastname",
    "surname",
    "full name",
    "fullname",
    "family name",
    "given name",
    "customer name",
    "client name",
    "contact name",
    "prenom",
    "nom client",
    "nom complet",
    "nom de famille",
    "nom du client",
];
const EMAILS: [&str; 7] = [
    "email address",
    "e mail address",
    "mail address",
    "adresse mail",
    "adresse email",
    "courriel",
    "adresse e mail",
];
const PHONES: [&str; 9] = [
    "phone number",
    "telephone number",
    "mobile number",
    "numero de telephone",
    "num tel",
    "no tel",
    "tel mobile",
    "telephone portable",
    "cell phone",
];
const ADDRESSES: [&str; 6] = [
    "street",
    "postal address",
    "home address",
    "adresse postale",
    "code iban",
    "iban",
];
/// Headers that are nothing but this.
const WHOLE: [(&str, PersonalKind); 4] = [
    ("nom", PersonalKind::Name),
    ("prenom nom", PersonalKind::Name),
    ("nom prenom", PersonalKind::Name),
    ("address", PersonalKind::Address),
];
/// Words of `email`, `phone`: channels have these values too, so that the values decide.
const MAY_BE: [(&str, PersonalKind); 7] = [
    ("email", PersonalKind::Email),
    ("e mail", PersonalKind::Email),
    ("mail", PersonalKind::Email),
    ("phone", PersonalKind::Phone),
    ("telephone", PersonalKind::Phone),
    ("mobile", PersonalKind::Phone),
    ("tel", PersonalKind::Phone),
];

/// The columns among `header` that look personal, judged by their names and by `rows` (cells as written; some hundred are enough).
pub fn personal_columns<'a>(
    header: &[String],
    rows: impl Iterator<Item = &'a [String]> + Clone,
) -> Vec<PersonalColumn> {
    let mut found = Vec::new();
    for (index, name) in header.iter().enumerate() {
        let cells = rows
            .clone()
            .filter_map(|row| row.get(index))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        if let Some(kind) = kind_of(&fold(name), cells) {
            found.push(PersonalColumn {
                column: name.clone(),
                kind,
            });
        }
    }
    found
}

fn kind_of<'a>(header: &str, cells: impl Iterator<Item = &'a str> + Clone) -> Option<PersonalKind> {
    let filled = cells.clone().count();
    let share =
        |test: fn(&str) -> bool| cells.clone().filter(|cell| test(cell)).count() * 2 > filled;
    if filled == 0 {
        return None;
    }
    if share(is_email) {
        return Some(PersonalKind::Email);
    }
    let by_name = named(header);
    // A number alone is an amount or an id as well: the header must say that it is a telephone's.
    if share(is_phone)
        && (by_name == Some(PersonalKind::Phone)
            || may_be(header) == Some(PersonalKind::Phone)
            || share(has_prefix))
    {
        return Some(PersonalKind::Phone);
    }
    match by_name? {
        PersonalKind::Phone | PersonalKind::Email => None,
        // "Customer name" over numbers is an id.
        PersonalKind::Name if !share(has_letters) => None,
        kind => Some(kind),
    }
}

fn named(header: &str) -> Option<PersonalKind> {
    let has = |words: &[&str]| words.iter().any(|word| holds(header, word));
    let whole = WHOLE.iter().find(|(name, _)| *name == header);
    match () {
        () if has(&EMAILS) => Some(PersonalKind::Email),
        () if has(&PHONES) => Some(PersonalKind::Phone),
        () if has(&NAMES) => Some(PersonalKind::Name),
        () if has(&ADDRESSES) => Some(PersonalKind::Address),
        () => whole.map(|(_, kind)| *kind),
    }
}

fn may_be(header: &str) -> Option<PersonalKind> {
    MAY_BE
        .iter()
        .find(|(word, _)| holds(header, word))
        .map(|(_, kind)| *kind)
}

/// Does `header` hold `words` as whole words?
fn holds(header: &str, words: &str) -> bool {
    let mut from = 0;
    while let Some(at) = header[from..].find(words).map(|at| at + from) {
        let end = at + words.len();
        let starts = at == 0 || header.as_bytes()[at - 1] == b' ';
        let ends = end == header.len() || header.as_bytes()[end] == b' ';
        if starts && ends {
            return true;
        }
        from = end;
    }
    false
}

fn is_email(cell: &str) -> bool {
    let Some((user, host)) = cell.split_once('@') else {
        return false;
    };
    let plain = |part: &str| !part.is_empty() && !part.contains([' ', '@', ',', '/']);
    let dotted = host.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty() && end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic())
    });
    plain(user) && plain(host) && dotted
}

/// Eight to fifteen digits with nothing but the signs of telephone numbers between them.
fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let signs = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '+' | ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '(' | ')' | '/'
            )
    };
    (8..=15).contains(&digits) && cell.chars().all(signs) && !looks_like_date(cell)
}

/// Written as nothing else is: `+33 …`, or `06 12 34 56 78`.
fn has_prefix(cell: &str) -> bool {
    let pairs: Vec<&str> = cell.split([' ', '.', '\u{a0}', '-']).collect();
    cell.starts_with('+')
        || cell.starts_with("00")
        || (pairs.len() == 5
            && pairs[0].starts_with('0')
            && pairs.iter().all(|pair| pair.len() == 2))
}

fn looks_like_date(cell: &str) -> bool {
    let pieces: Vec<&str> = cell.split(['-', '/', '.', ' ']).collect();
    pieces.len() >= 3
        && (pieces[0].len() == 4 || pieces[2].len() == 4)
        && !cell.starts_with(['+', '('])
}

fn has_letters(cell: &str) -> bool {
    cell.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: &str, cells: &[&str]) -> Option<PersonalKind> {
        let rows: Vec<Vec<String>> = cells.iter().map(|&cell| vec![cell.to_owned()]).collect();
        let columns = personal_columns(&[header.to_owned()], rows.iter().map(Vec::as_slice));
        columns.first().map(|column| column.kind)
    }

    #[test]
    fn people_are_seen_by_header_or_by_value() {
        assert_eq!(
            found("contact", &["a.b@example.org", "c@example.com"]),
            Some(PersonalKind::Email)
        );
        assert_eq!(
            found("téléphone", &["0612345678", "0712345678"]),
            Some(PersonalKind::Phone)
        );
        assert_eq!(
            found("x", &["+33 6 12 34 56 78"]),
            Some(PersonalKind::Phone)
        );
        assert_eq!(found("x", &["06 12 34 56 78"]), Some(PersonalKind::Phone));
        assert_eq!(
            found("Prénom", &["Marie", "Paul"]),
            Some(PersonalKind::Name)
        );
        assert_eq!(
            found("customer_name", &["Marie Curie"]),
            Some(PersonalKind::Name)
        );
        assert_eq!(found("LastName", &["Curie"]), Some(PersonalKind::Name));
    }

    #[test]
    fn what_is_no_person_is_left_alone() {
        for (header, cells) in [
            ("channel", ["Email", "Phone"]),
            ("email", ["sent", "opened"]),
            ("event_name", ["Order", "Call"]),
            ("customer_name", ["10482", "10483"]),
            ("order_id", ["1048212345", "1048212346"]),
            ("date", ["2026-01-05 09:00", "2026-01-06 10:00"]),
            ("amount", ["12345678", "22345678"]),
            ("phone", ["", ""]),
            ("nom de l'étape", ["Achat", "Usage"]),
        ] {
            assert_eq!(found(header, &cells), None, "{header}");
        }
    }
}
