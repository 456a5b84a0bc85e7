//! Forms of a value under which two spellings are the same.

/// Blanks at both ends go, runs of blanks (no-break ones too) become one space.
pub fn trimmed(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for word in value.split(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}') {
        if word.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

pub fn lower(value: &str) -> String {
    value.chars().flat_map(char::to_lowercase).collect()
}

/// Lower case without accents; signs and blanks stay.
pub fn unaccented(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars().flat_map(char::to_lowercase) {
        match plain_letter(c) {
            Some(letters) => text.push_str(letters),
            None => text.push(c),
        }
    }
    text
}

/// Lower case, no accents, nothing but letters, digits and what stands for them: `Home-page ` and `homepage` are one.
pub fn bare(value: &str) -> String {
    let mut text = unaccented(value);
    text.retain(char::is_alphanumeric);
    text
}

fn plain_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'î' | 'ï' | 'í' | 'ì' => "i",
        'ł' => "l",
        'ñ' | 'ń' => "n",
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' => "o",
        'ś' | 'š' => "s",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ÿ' | 'ý' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        // Combining accents, as macOS writes them.
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(trimmed(" a\u{a0} b\t"), "a b");
        assert_eq!(unaccented("ÉVALUATION"), "evaluation");
        assert_eq!(unaccented("e\u{301}te\u{301}"), "ete");
        assert_eq!(bare(" Home-Page"), bare("homepage"));
        assert_ne!(bare("Step 1"), bare("Step 2"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(value in ".{0,30}") {
            prop_assert_eq!(trimmed(&trimmed(&value)), trimmed(&value));
            prop_assert_eq!(unaccented(&unaccented(&value)), unaccented(&value));
            prop_assert_eq!(bare(&bare(&value)), bare(&value));
        }
    }
}
