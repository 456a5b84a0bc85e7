//! Encodings of one byte a character whose lower half is ASCII: the ones that spreadsheets of Europe write.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SingleByte {
    Windows1252,
    Windows1250,
    Iso8859_15,
    Macintosh,
}

/// The characters of the bytes from 128.
pub type UpperHalf = Box<[char]>;

impl SingleByte {
    const ALL: [Self; 4] = [
        Self::Windows1252,
        Self::Windows1250,
        Self::Iso8859_15,
        Self::Macintosh,
    ];

    /// By its lower-case WHATWG name.
    pub fn for_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "windows-1252",
            Self::Windows1250 => "windows-1250",
            Self::Iso8859_15 => "iso-8859-15",
            Self::Macintosh => "macintosh",
        }
    }

    pub fn upper_half(self) -> UpperHalf {
        let characters = match self {
            Self::Windows1252 => WINDOWS_1252,
            Self::Windows1250 => WINDOWS_1250,
            Self::Iso8859_15 => ISO_8859_15,
            Self::Macintosh => MACINTOSH,
        };
        characters.chars().collect()
    }
}

/// Appends the text of the bytes: no byte is malformed.
pub fn decode(upper_half: &[char], bytes: &[u8], text: &mut String) {
    text.reserve(bytes.len());
    for chunk in bytes.utf8_chunks() {
        // Runs of ASCII are taken whole; what only looks like UTF-8 is not.
        let (ascii, other) = (chunk.valid(), chunk.invalid());
        if ascii.is_ascii() {
            text.push_str(ascii);
        } else {
            decode_bytes(upper_half, ascii.as_bytes(), text);
        }
        decode_bytes(upper_half, other, text);
    }
}

fn decode_bytes(upper_half: &[char], bytes: &[u8], text: &mut String) {
    text.extend(bytes.iter().map(|byte| {
        let upper = usize::from(*byte).checked_sub(0x80);
        upper
            .and_then(|at| upper_half.get(at))
            .copied()
            .unwrap_or(char::from(*byte))
    }));
}

// The indexes of https://encoding.spec.whatwg.org/#legacy-single-byte-encodings, from byte 128.

const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ\
     \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
     àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

const WINDOWS_1250: &str = "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\
     \u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
     ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
     ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";

const ISO_8859_15: &str = "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\u{8D}\u{8E}\u{8F}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\
     \u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
     àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
     †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
     ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›\u{FB01}\u{FB02}\
     ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_read_as_browsers_read_it() {
        let bytes: Vec<u8> = (0..=255).collect();
        for encoding in SingleByte::ALL {
            let library = encoding_rs::Encoding::for_label(encoding.name().as_bytes()).unwrap();
            let (expected, broken) = library.decode_without_bom_handling(&bytes);
            let mut text = String::new();
            decode(&encoding.upper_half(), &bytes, &mut text);
            assert!(!broken && text == expected, "{}: {text}", encoding.name());
        }
    }

    #[test]
    fn what_looks_like_utf8_is_not() {
        let mut text = String::new();
        decode(
            &SingleByte::Windows1252.upper_half(),
            "é".as_bytes(),
            &mut text,
        );
        assert_eq!(text, "Ã©");
    }
}
