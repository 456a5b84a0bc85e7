//! Faces and persona marks in HTML: the same shapes as in the pictures (design language §2.2, §2.3).

use leptos::prelude::*;

use crate::model::emotion::EmotionClass;

const COLOURS: [&str; 5] = [
    "var(--em-m2)",
    "var(--em-m1)",
    "var(--em-0)",
    "var(--em-p1)",
    "var(--em-p2)",
];

/// A face, `size` CSS pixels wide; decoration beside its number.
pub fn face(emotion: f64, size: u32) -> impl IntoView {
    let class = EmotionClass::of(emotion);
    let outline = match class {
        EmotionClass::VeryNegative => {
            "M4 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z"
        }
        EmotionClass::Negative => {
            "M6 1h4a5 5 0 0 1 5 5v4a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5Z"
        }
        _ => "M15 8A7 7 0 1 1 1 8a7 7 0 0 1 14 0Z",
    };
    let strokes = match class {
        EmotionClass::VeryNegative => {
            "M4.2 4.6 6.6 6.2M11.8 4.6 9.4 6.2M4.8 11.6C6 9.2 10 9.2 11.2 11.6"
        }
        EmotionClass::Negative => "M5.6 6h.01M10.4 6h.01M5.2 11.2C6.4 9.8 9.6 9.8 10.8 11.2",
        EmotionClass::Neutral => "M5.6 6.2h.01M10.4 6.2h.01M5 10.6H11",
        EmotionClass::Positive => "M5.6 6.2h.01M10.4 6.2h.01M5 9.8C6.2 11.6 9.8 11.6 11 9.8",
        EmotionClass::VeryPositive => {
            "M4.4 6.6C5 5.4 6.2 5.4 6.8 6.6M9.2 6.6C9.8 5.4 11 5.4 11.6 6.6M4.6 9.2H11.4C11 12.4 5 12.4 4.6 9.2Z"
        }
    };
    view! {
        <svg class="face" width=size height=size viewBox="0 0 16 16" aria-hidden="true">
            <path d=outline fill=COLOURS[class.index()] />
            <path d=strokes fill="none" stroke="var(--em-ink)" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}

/// CSS colour of the persona with this number (0-based); the seventh and later share one.
pub const fn persona_colour(persona: u32) -> &'static str {
    match persona {
        0 => "var(--p1)",
        1 => "var(--p2)",
        2 => "var(--p3)",
        3 => "var(--p4)",
        4 => "var(--p5)",
        5 => "var(--p6)",
        _ => "var(--ctl)",
    }
}

const fn dashes(persona: u32) -> &'static str {
    match persona {
        1 => "9 4",
        2 => "2 4",
        3 => "10 4 2 4",
        4 => "16 5",
        5 => "5 3 1 3 1 3",
        _ => "none",
    }
}

const fn marker_path(persona: u32) -> &'static str {
    match persona {
        0 => "M4.5 0A4.5 4.5 0 1 1-4.5 0 4.5 4.5 0 0 1 4.5 0Z",
        1 => "M-4-4H4V4H-4Z",
        2 => "M0-5 4.8 3.8H-4.8Z",
        3 => "M0-5.3 5.3 0 0 5.3-5.3 0Z",
        4 => "M0-5 4.75-1.55 2.94 4.050H-2.940L-4.75-1.550Z",
        5 => "M-1.6-5h3.2v3.4H5v3.2H1.6V5h-3.2V1.6H-5v-3.2h3.4Z",
        _ => "",
    }
}

/// The pattern and marker of a persona, as on its card.
pub fn persona_line(persona: u32) -> impl IntoView {
    view! {
        <svg viewBox="-18 -7 36 14" height="14" aria-hidden="true">
            <path d="M-17 0H17" stroke=persona_colour(persona) stroke-width="2.2" stroke-dasharray=dashes(persona)
                stroke-linecap=if persona == 2 { "round" } else { "butt" } fill="none" />
            <path d=marker_path(persona) fill=persona_colour(persona) stroke="var(--surface)" stroke-width="1.5" />
        </svg>
    }
}

/// The marker alone.
pub fn persona_mark(persona: u32, size: u32) -> impl IntoView {
    view! {
        <svg class="face" width=size height=size viewBox="-7 -7 14 14" aria-hidden="true">
            <path d=marker_path(persona) fill=persona_colour(persona) />
        </svg>
    }
}
