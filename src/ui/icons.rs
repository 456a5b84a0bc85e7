//! The icons, 16 × 16, drawn with the current colour; and the mark of the product.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Close,
    Down,
    Download,
    External,
    File,
    Flag,
    Grip,
    Left,
    Lock,
    Moon,
    Plus,
    Redo,
    Right,
    Share,
    Sun,
    Table,
    Undo,
    Up,
    Warn,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Down => "m4.5 6.5 3.5 3.5 3.5-3.5",
            Self::Download => "M8 2v8M4.75 7 8 10.25 11.25 7M2.5 11v2.5h11V11",
            Self::External => "M9 2.5h4.5V7M13.5 2.5l-6 6M6.5 3.5h-4v10h10v-4",
            Self::File => "M4 1.75h5L12.25 5v9.25H4ZM9 2v3h3",
            Self::Flag => "M4 14V2.5h8.5l-2 3.25 2 3.25H4",
            Self::Grip => "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
            Self::Left => "M9.5 4.5 6 8l3.5 3.5",
            Self::Lock => {
                "M4.5 7h7A1.5 1.5 0 0 1 13 8.5V12a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 12V8.5A1.5 1.5 0 0 1 4.5 7ZM5 7V5a3 3 0 0 1 6 0v2"
            }
            Self::Moon => "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Redo => "m10.5 3 3 3-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10",
            Self::Right => "M6.5 4.5 10 8l-3.5 3.5",
            Self::Share => "M8 9.5V1.75M5 4.5l3-3 3 3M3.5 8v5.5h9V8",
            Self::Sun => {
                "M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7"
            }
            Self::Table => {
                "M2.75 2.75h10.5a1 1 0 0 1 1 1v8.5a1 1 0 0 1-1 1H2.750a1 1 0 0 1-1-1V3.750a1 1 0 0 1 1-1ZM2 6.250h12M2 9.750h12M6.5 6.250V13"
            }
            Self::Undo => "M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6",
            Self::Up => "m4.5 9.5 3.5-3.5 3.5 3.5",
            Self::Warn => "M8 2 14.5 13.5h-13ZM8 6.5v3.250M8 11.6h.01",
        }
    }
}

/// An icon; decoration only, its meaning stands beside it or in the control's label.
pub fn icon(icon: Icon) -> impl IntoView {
    view! { <svg class="ico" viewBox="0 0 16 16" aria-hidden="true"><path d=icon.path() /></svg> }
}

/// The mark: a curve from a ring to a dot.
pub fn logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 26 18" aria-hidden="true" fill="none" stroke="var(--accent)">
            <path d="M1.5 12C6 12 6.5 4 11 4s5 9 9.5 9" stroke-width="2.5" stroke-linecap="round" />
            <circle cx="22" cy="13" r="3.2" fill="var(--accent)" stroke="none" />
            <circle cx="11" cy="4" r="2.6" fill="var(--surface)" stroke-width="2" />
        </svg>
    }
}
