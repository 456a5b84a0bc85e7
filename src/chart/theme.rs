//! The colours of the pictures: the tokens of the design language §2, as plain numbers.
//!
//! The style sheets hold the same values; a picture never asks the page for them, so that an export looks the same everywhere.

use crate::model::emotion::EmotionClass;

/// A colour, channels 0–255, opacity 0–1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rgba {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: f64,
}

impl Rgba {
    /// From `0xRRGGBB`, opaque.
    pub const fn hex(value: u32) -> Self {
        Self {
            r: (value >> 16) as u8,
            g: (value >> 8) as u8,
            b: value as u8,
            a: 1.0,
        }
    }

    pub const fn with_alpha(self, a: f64) -> Self {
        Self { a, ..self }
    }

    /// `share` of the way to `other`, 0–1.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let channel = |from: u8, to: u8| {
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8
        };
        Self {
            r: channel(self.r, other.r),
            g: channel(self.g, other.g),
            b: channel(self.b, other.b),
            a: self.a + (other.a - self.a) * share,
        }
    }
}

/// Names as in the design language §2.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub bg: Rgba,
    pub surface: Rgba,
    pub line: Rgba,
    pub line_2: Rgba,
    pub ctl: Rgba,
    pub ink: Rgba,
    pub ink_2: Rgba,
    pub ink_3: Rgba,
    pub accent: Rgba,
    pub accent_wash: Rgba,
    pub accent_line: Rgba,
    pub band: Rgba,
    pub band_2: Rgba,
    pub band_edge: Rgba,
    pub loops: Rgba,
    /// −2 … +2.
    pub emotion: [Rgba; 5],
    /// Features of a face.
    pub emotion_ink: Rgba,
    pub personas: [Rgba; 6],
}

impl Theme {
    pub const fn light() -> Self {
        Self {
            bg: Rgba::hex(0xFAFAF9),
            surface: Rgba::hex(0xFFFFFF),
            line: Rgba::hex(0xE1E4E3),
            line_2: Rgba::hex(0xC8CCCC),
            ctl: Rgba::hex(0x7C8285),
            ink: Rgba::hex(0x1B1C1E),
            ink_2: Rgba::hex(0x4B4F55),
            ink_3: Rgba::hex(0x666A70),
            accent: Rgba::hex(0x0B6B5E),
            accent_wash: Rgba::hex(0xE4F0ED),
            accent_line: Rgba::hex(0x9CC9C0),
            band: Rgba::hex(0xD2D9DE),
            band_2: Rgba::hex(0xE7EBEE),
            band_edge: Rgba::hex(0x7A858D),
            loops: Rgba::hex(0x5A646C),
            emotion: [
                Rgba::hex(0xA8380F),
                Rgba::hex(0xC96B2E),
                Rgba::hex(0x7A7E84),
                Rgba::hex(0x3C8ABC),
                Rgba::hex(0x14578E),
            ],
            emotion_ink: Rgba::hex(0xFFFFFF),
            personas: [
                Rgba::hex(0x6A45C0),
                Rgba::hex(0xC22B80),
                Rgba::hex(0x667900),
                Rgba::hex(0x3A4652),
                Rgba::hex(0x552A08),
                Rgba::hex(0x0086A8),
            ],
        }
    }

    pub const fn dark() -> Self {
        Self {
            bg: Rgba::hex(0x14171A),
            surface: Rgba::hex(0x1B1F23),
            line: Rgba::hex(0x2B3136),
            line_2: Rgba::hex(0x3D454C),
            ctl: Rgba::hex(0x757D85),
            ink: Rgba::hex(0xECEAE6),
            ink_2: Rgba::hex(0xB9BDC1),
            ink_3: Rgba::hex(0x969CA2),
            accent: Rgba::hex(0x5CC6B2),
            accent_wash: Rgba::hex(0x17312D),
            accent_line: Rgba::hex(0x2F6A5F),
            band: Rgba::hex(0x3B4248),
            band_2: Rgba::hex(0x262C31),
            band_edge: Rgba::hex(0x7C848C),
            loops: Rgba::hex(0x9BA6AE),
            emotion: [
                Rgba::hex(0xFF8F5E),
                Rgba::hex(0xB0633A),
                Rgba::hex(0x858C93),
                Rgba::hex(0x4A8FBF),
                Rgba::hex(0x86CBFA),
            ],
            emotion_ink: Rgba::hex(0x101316),
            personas: [
                Rgba::hex(0xA98BFF),
                Rgba::hex(0xFF8CC6),
                Rgba::hex(0xCFE36A),
                Rgba::hex(0x8797A6),
                Rgba::hex(0xC26A2E),
                Rgba::hex(0x4FCDE6),
            ],
        }
    }

    /// `forced-colors: active`: three system colours carry everything, outlines, dashes, markers and hatches keep the meaning.
    pub fn forced(canvas: Rgba, text: Rgba, highlight: Rgba) -> Self {
        Self {
            bg: canvas,
            surface: canvas,
            line: canvas.mix(text, 0.25),
            line_2: canvas.mix(text, 0.5),
            ctl: text,
            ink: text,
            ink_2: text,
            ink_3: text,
            accent: highlight,
            accent_wash: canvas,
            accent_line: highlight,
            band: canvas,
            band_2: canvas,
            band_edge: text,
            loops: text,
            emotion: [text; 5],
            emotion_ink: canvas,
            personas: [text; 6],
        }
    }

    /// The tokens on a card: what lies under the picture is the surface.
    pub fn on_surface(&self) -> Self {
        Self {
            bg: self.surface,
            ..self.clone()
        }
    }

    pub fn of_emotion(&self, class: EmotionClass) -> Rgba {
        self.emotion[class.index()]
    }

    /// The colour of a persona (or channel) by its id; from the seventh on the neutral one of "Others".
    pub fn of_group(&self, group: u32) -> Rgba {
        usize::try_from(group)
            .ok()
            .and_then(|index| self.personas.get(index))
            .copied()
            .unwrap_or(self.ctl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2 relative luminance.
    fn luminance(colour: Rgba) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.039_28 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
    }

    fn contrast(a: Rgba, b: Rgba) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_marks_keep_their_contrast_on_what_they_meet() {
        for theme in [Theme::light(), Theme::dark()] {
            for under in [theme.bg, theme.accent_wash] {
                for text in [theme.ink, theme.ink_2, theme.ink_3, theme.emotion[0]] {
                    assert!(contrast(text, under) >= 4.5);
                }
                for mark in [theme.ctl, theme.loops, theme.band_edge] {
                    assert!(contrast(mark, under) >= 3.0);
                }
            }
            for mark in theme.personas.into_iter().chain(theme.emotion) {
                assert!(contrast(mark, theme.bg) >= 3.0);
            }
            for class in theme.emotion {
                assert!(contrast(theme.emotion_ink, class) >= 3.5);
            }
        }
    }

    #[test]
    fn the_seventh_persona_is_neutral() {
        let theme = Theme::light();
        assert_eq!(theme.of_group(5), theme.personas[5]);
        assert_eq!(theme.of_group(6), theme.ctl);
    }
}
