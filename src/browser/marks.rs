//! The performance marks of contract §7, and those of what is kept.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    LoadStart,
    FirstResult,
    FirstPaint,
    FilterStart,
    FilterPainted,
    /// The open table lies beside its file.
    TableStored,
    /// The open table was not read but restored.
    TableRestored,
}

impl Mark {
    const fn name(self) -> &'static str {
        match self {
            Self::LoadStart => "parcours:load-start",
            Self::FirstResult => "parcours:first-result",
            Self::FirstPaint => "parcours:first-paint",
            Self::FilterStart => "parcours:filter-start",
            Self::FilterPainted => "parcours:filter-painted",
            Self::TableStored => "parcours:table-stored",
            Self::TableRestored => "parcours:table-restored",
        }
    }
}

/// Sets a mark now.
pub fn mark(mark: Mark) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.mark(mark.name());
    }
}
