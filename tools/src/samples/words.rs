//! A name in both languages, and the language of a file.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    En,
    Fr,
}

impl Tongue {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// English, French.
pub type Both = (&'static str, &'static str);

pub const fn said(both: Both, tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::En => both.0,
        Tongue::Fr => both.1,
    }
}
