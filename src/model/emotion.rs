//! Emotion scales and their conversion to −2 … +2.

use serde::{Deserialize, Serialize};

/// The scale of an emotion column (contract §2), by its published name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmotionScale {
    /// −2 … +2, the page's own.
    #[serde(rename = "emotion")]
    Emotion,
    #[serde(rename = "1-5")]
    OneToFive,
    #[serde(rename = "1-7")]
    OneToSeven,
    #[serde(rename = "1-10")]
    OneToTen,
    /// 0–10, "how likely are you to recommend".
    #[serde(rename = "nps")]
    Nps,
    #[serde(rename = "0-100")]
    Hundred,
    /// 1–5, satisfied from 4.
    #[serde(rename = "csat")]
    Csat,
    /// 1–7, 7 = low effort.
    #[serde(rename = "ces")]
    CesEasyHigh,
    /// 1–7, 7 = high effort.
    #[serde(rename = "ces-effort")]
    CesEffortHigh,
    /// Words of the published table, already −2 … +2.
    #[serde(rename = "words")]
    Words,
    /// Emoji of the published table, already −2 … +2.
    #[serde(rename = "emoji")]
    Emoji,
}

impl EmotionScale {
    pub const ALL: [Self; 11] = [
        Self::Emotion,
        Self::OneToFive,
        Self::OneToSeven,
        Self::OneToTen,
        Self::Nps,
        Self::Hundred,
        Self::Csat,
        Self::CesEasyHigh,
        Self::CesEffortHigh,
        Self::Words,
        Self::Emoji,
    ];

    /// The published name, as in options and documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emotion => "emotion",
            Self::OneToFive => "1-5",
            Self::OneToSeven => "1-7",
            Self::OneToTen => "1-10",
            Self::Nps => "nps",
            Self::Hundred => "0-100",
            Self::Csat => "csat",
            Self::CesEasyHigh => "ces",
            Self::CesEffortHigh => "ces-effort",
            Self::Words => "words",
            Self::Emoji => "emoji",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.name() == name)
    }

    /// Lowest and highest value on the scale itself.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Emotion | Self::Words | Self::Emoji => (-2.0, 2.0),
            Self::OneToFive | Self::Csat => (1.0, 5.0),
            Self::OneToSeven | Self::CesEasyHigh | Self::CesEffortHigh => (1.0, 7.0),
            Self::OneToTen => (1.0, 10.0),
            Self::Nps => (0.0, 10.0),
            Self::Hundred => (0.0, 100.0),
        }
    }

    /// `4(x − min)/(max − min) − 2`; `None` outside the scale (contract §2: unreadable).
    pub fn emotion_from_raw(self, raw: f64) -> Option<f64> {
        let (min, max) = self.range();
        if !(min..=max).contains(&raw) {
            return None;
        }
        let emotion = 4.0 * (raw - min) / (max - min) - 2.0;
        Some(if self == Self::CesEffortHigh {
            -emotion
        } else {
            emotion
        })
    }
}

/// The five faces, by the class limits of the design language on the unrounded value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmotionClass {
    VeryNegative,
    Negative,
    Neutral,
    Positive,
    VeryPositive,
}

impl EmotionClass {
    pub const ALL: [Self; 5] = [
        Self::VeryNegative,
        Self::Negative,
        Self::Neutral,
        Self::Positive,
        Self::VeryPositive,
    ];

    pub fn of(emotion: f64) -> Self {
        match emotion {
            e if e <= -1.5 => Self::VeryNegative,
            e if e <= -0.5 => Self::Negative,
            e if e < 0.5 => Self::Neutral,
            e if e < 1.5 => Self::Positive,
            _ => Self::VeryPositive,
        }
    }

    /// 0 (very negative) … 4 (very positive).
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_every_scale_are_two() {
        for scale in EmotionScale::ALL {
            let (min, max) = scale.range();
            let sign = if scale == EmotionScale::CesEffortHigh {
                -1.0
            } else {
                1.0
            };
            assert_eq!(scale.emotion_from_raw(min), Some(-2.0 * sign));
            assert_eq!(scale.emotion_from_raw(max), Some(2.0 * sign));
            assert_eq!(scale.emotion_from_raw(max + 0.1), None);
            assert_eq!(EmotionScale::from_name(scale.name()), Some(scale));
        }
    }

    #[test]
    fn classes_split_at_the_published_limits() {
        let class = |e| EmotionClass::of(e).index();
        assert_eq!(
            [-1.5, -1.49, -0.5, -0.49, 0.49, 0.5, 1.49, 1.5].map(class),
            [0, 1, 1, 2, 2, 3, 3, 4]
        );
    }
}
