//! Which encoding of one or two bytes a character the bytes above 127 speak for, counted over a whole stream.
//!
//! No file says it, so each candidate is judged by what its characters would be: letters that its languages use,
//! capitals in the middle of words, signs between letters. Must not know: tables, lines.

use super::Encoding;
use super::single_byte::SingleByte;

/// What stands before a byte above 127.
const AFTER_LOWER: usize = 0;
const AFTER_OTHER_LETTER: usize = 1;
const AFTER_NO_LETTER: usize = 2;

/// Counts of the bytes above 127 by their neighbours.
pub struct Census {
    /// By byte, by what stands before, twice: followed by a letter or not.
    counts: Vec<[u32; 6]>,
    before: u8,
    /// A byte above 127 whose follower is not known yet, with what stands before it.
    waiting: Option<(u8, usize)>,
    pairs: Pairs,
    runs: Runs,
}

impl Default for Census {
    fn default() -> Self {
        Self {
            counts: vec![[0; 6]; 128],
            before: 0,
            waiting: None,
            pairs: Pairs::default(),
            runs: Runs::default(),
        }
    }
}

impl Census {
    /// Of what follows this ASCII sign.
    pub fn after(before: u8) -> Self {
        let mut census = Self::default();
        census.add(&[before]);
        census
    }

    /// The few bytes that it was guessed by were the exception: all together are UTF-8.
    pub const fn is_utf8(&self) -> bool {
        let Runs {
            left,
            whole,
            broken,
        } = self.runs;
        (whole > 0 || left > 0) && super::mostly_utf8(whole, broken)
    }

    /// Takes the next bytes of the stream; any slicing counts the same.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            if self.waiting.is_none() && !self.pairs.is_open() {
                let skipped = bytes[at..].iter().take_while(|b| b.is_ascii()).count();
                if skipped > 0 {
                    at += skipped;
                    self.before = bytes[at - 1];
                    self.pairs.after_letter = self.before.is_ascii_alphabetic();
                    continue;
                }
            }
            self.take(bytes[at]);
            at += 1;
        }
    }

    fn take(&mut self, byte: u8) {
        self.pairs.take(byte);
        self.runs.take(byte);
        if let Some((high, before)) = self.waiting.take() {
            let inside = byte.is_ascii_alphabetic() || !byte.is_ascii();
            self.counts[usize::from(high & 0x7F)][before + if inside { 3 } else { 0 }] += 1;
        }
        if !byte.is_ascii() {
            let before = match self.before {
                b'a'..=b'z' => AFTER_LOWER,
                b'A'..=b'Z' | 0x80.. => AFTER_OTHER_LETTER,
                _ => AFTER_NO_LETTER,
            };
            self.waiting = Some((byte, before));
        }
        self.before = byte;
    }

    /// The encoding that reads best; Windows-1252 unless another is clearly better.
    pub fn best(&self) -> Encoding {
        if self.pairs.are_japanese() {
            return Encoding::Foreign(super::SHIFT_JIS.to_owned());
        }
        let mut best = (SingleByte::Windows1252, self.score(SingleByte::Windows1252));
        for other in [
            SingleByte::Iso8859_15,
            SingleByte::Windows1250,
            SingleByte::Macintosh,
        ] {
            let score = self.score(other);
            if score > best.1 {
                best = (other, score);
            }
        }
        Encoding::SingleByte(best.0)
    }

    fn score(&self, encoding: SingleByte) -> i64 {
        let characters = encoding.upper_half();
        let common = match encoding {
            SingleByte::Windows1250 => CENTRAL,
            _ => WESTERN,
        };
        let mut score = 0;
        for (character, counts) in characters.iter().zip(&self.counts) {
            for (place, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                score += i64::from(*count) * worth(*character, place % 3, place >= 3, common);
            }
        }
        score
    }
}

/// Letters of Western Europe, those that Central Europe does not share after the bar.
const WESTERN: &str = "éèêôîâùëäöüáíóúßœ|àçûïãåæøñìò";
/// Letters of Central Europe, the same.
const CENTRAL: &str = "éôîâëäöüáíóúßý|ěščřžůłąężśćźńőűăşţ";

/// How well a character fits where it stands.
fn worth(character: char, before: usize, inside: bool, common: &str) -> i64 {
    let between_letters = before != AFTER_NO_LETTER && inside;
    if character.is_control() {
        return -4;
    }
    if !character.is_alphabetic() {
        return match character {
            '’' | '‘' | '\u{a0}' | '«' | '»' | '–' | '—' | '…' | '€' | '°' => 1,
            '¤' => -2,
            _ if between_letters => -3,
            _ if inside || before == AFTER_LOWER => -1,
            _ => 0,
        };
    }
    if before == AFTER_LOWER && character.is_uppercase() {
        return -3;
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    match common.contains(lower) {
        true if before == AFTER_NO_LETTER && !inside => 1,
        true => 3,
        // "nº", "Srª".
        false if "ªº".contains(character) && before == AFTER_LOWER && !inside => 3,
        false if "ªºƒˆˇ".contains(character) => -2,
        false => 0,
    }
}

/// How the bytes behave as the pairs of Shift_JIS.
#[derive(Default)]
struct Pairs {
    open: bool,
    whole: u64,
    /// Of those: a letter stands before, or is the second byte, as nearly always in Latin text.
    beside_letters: u64,
    after_letter: bool,
    broken: u64,
}

impl Pairs {
    const fn is_open(&self) -> bool {
        self.open
    }

    fn take(&mut self, byte: u8) {
        if !self.open {
            self.open = matches!(byte, 0x81..=0x9F | 0xE0..=0xFC);
            if !self.open {
                self.after_letter = byte.is_ascii_alphabetic();
            }
            return;
        }
        self.open = false;
        if matches!(byte, 0x40..=0x7E | 0x80..=0xFC) {
            self.whole += 1;
            self.beside_letters += u64::from(self.after_letter || byte.is_ascii_lowercase());
        } else {
            self.broken += 1;
        }
        self.after_letter = false;
    }

    const fn are_japanese(&self) -> bool {
        self.whole > 1 && self.broken * 20 < self.whole && self.beside_letters * 2 < self.whole
    }
}

/// How the bytes behave as the runs of UTF-8.
#[derive(Default)]
struct Runs {
    /// Bytes that the present character still needs.
    left: u8,
    whole: u64,
    broken: u64,
}

impl Runs {
    fn take(&mut self, byte: u8) {
        if matches!(byte, 0x80..=0xBF) && self.left > 0 {
            self.left -= 1;
            self.whole += u64::from(self.left == 0);
            return;
        }
        self.broken += u64::from(self.left > 0);
        self.left = match byte {
            0xC2..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF4 => 3,
            _ => 0,
        };
        self.broken += u64::from(!byte.is_ascii() && self.left == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str, label: &str) -> String {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes());
        let (bytes, _, lossy) = encoding.unwrap().encode(text);
        assert!(!lossy, "{text}");
        let mut census = Census::default();
        bytes.chunks(3).for_each(|part| census.add(part));
        census.best().name().to_owned()
    }

    const FRENCH: &str = "client;date;évènement;canal\n1;Visite été;tél\n2;Réclamation à l'hôtel;téléphone\n3;Reçu, où ?;garçon\n";

    #[test]
    fn encodings_of_europe_are_told_apart() {
        assert_eq!(best(FRENCH, "windows-1252"), "windows-1252");
        assert_eq!(
            best("Ein Mädchen läßt grüßen", "windows-1252"),
            "windows-1252"
        );
        assert_eq!(best("año señor niño él", "windows-1252"), "windows-1252");
        assert_eq!(best("på øre ærlig", "windows-1252"), "windows-1252");
        assert_eq!(
            best("½ heure, 10 ° C, n° 5, l’été", "windows-1252"),
            "windows-1252"
        );
        assert_eq!(
            best("perché è così, più virtù", "windows-1252"),
            "windows-1252"
        );
        assert_eq!(best("une œuvre, 5 €", "iso-8859-15"), "iso-8859-15");
        assert_eq!(
            best(&format!("{FRENCH}15 €;cœur"), "iso-8859-15"),
            "iso-8859-15"
        );
        assert_eq!(
            best("Wyświetlenie;źródło;żółć", "windows-1250"),
            "windows-1250"
        );
        assert_eq!(
            best("Příliš žluťoučký kůň úpěl", "windows-1250"),
            "windows-1250"
        );
        assert_eq!(
            best("árvíztűrő tükörfúrógép", "windows-1250"),
            "windows-1250"
        );
    }

    #[test]
    fn old_macs_are_told_by_capitals_and_signs_inside_words() {
        // No encoder of WHATWG's writes Macintosh.
        let bytes = b"client;\x8Ev\x8Fnement\n1;\x8Et\x8E;t\x8El\n2;R\x8Eclamation \x88 l\xD5h\x99tel;t\x8El\x8Ephone\n";
        let mut census = Census::default();
        census.add(bytes);
        assert_eq!(census.best().name(), "macintosh");
    }

    #[test]
    fn pairs_that_are_no_letters_are_japanese() {
        assert_eq!(
            best("顧客,日付,イベント\n1,2026-01-05,閲覧ページ\n", "shift_jis"),
            "shift_jis"
        );
        assert_eq!(best("évènement", "windows-1252"), "windows-1252");
    }
}
