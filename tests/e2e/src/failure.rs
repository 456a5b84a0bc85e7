//! Why a journey did not go as it should.
use std::fmt;

/// What went wrong, for a person to read; or the reason why there was nothing to try.
#[derive(Debug)]
pub enum Failure {
    Failed(String),
    Skipped(String),
}

pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Failure::Failed(what.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Failed(what) | Failure::Skipped(what) => f.write_str(what),
        }
    }
}

impl From<thirtyfour::error::WebDriverError> for Failure {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        // The driver's own stack says nothing about the page.
        let text = error.to_string();
        Failure::new(
            text.split("Stacktrace")
                .next()
                .unwrap_or(&text)
                .split("stacktrace")
                .next()
                .unwrap_or(&text)
                .trim_end()
                .to_owned(),
        )
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::new(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::new(error.to_string())
    }
}

/// Fails the journey with a sentence where the condition does not hold.
#[macro_export]
macro_rules! ensure {
    ($condition:expr, $($said:tt)+) => {
        if !$condition {
            return Err($crate::Failure::new(format!($($said)+)));
        }
    };
}

/// Fails the journey where the two differ, showing both.
#[macro_export]
macro_rules! ensure_eq {
    ($left:expr, $right:expr, $($said:tt)+) => {{
        let (left, right) = (&$left, &$right);
        if left != right {
            return Err($crate::Failure::new(format!("{}: {left:?} is not {right:?}", format!($($said)+))));
        }
    }};
}
