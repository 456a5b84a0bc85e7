//! The performance marks of contract §7.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    LoadStart,
    FirstResult,
    FirstPaint,
    FilterStart,
    FilterPainted,
}

impl Mark {
    const fn name(self) -> &'static str {
        match self {
            Self::LoadStart => "parcours:load-start",
            Self::FirstResult => "parcours:first-result",
            Self::FirstPaint => "parcours:first-paint",
            Self::FilterStart => "parcours:filter-start",
            Self::FilterPainted => "parcours:filter-painted",
        }
    }
}

/// Sets a mark now.
pub fn mark(mark: Mark) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.mark(mark.name());
    }
}
