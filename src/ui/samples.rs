//! The sample journeys: cards with their figures and the curve of their emotion.

use leptos::prelude::*;

use crate::ui::live::words;

use super::context::{Page, page};
use super::marks::face;
use super::opening::{self, Opening};
use crate::i18n::Msg;
use crate::state::samples::{SAMPLES, Sample};

/// Tenths of a CSS pixel: whole numbers need no code that writes fractions, which the first screen has no other use for.
const WIDTH: i32 = 2080;
const HEIGHT: i32 = 480;

#[component]
pub fn Samples() -> impl IntoView {
    let page = page();
    view! {
        <section aria-labelledby="samples-title">
            <div class="sec sm2">
                <h2 id="samples-title">{page.say(Msg::SamplesTitle)}</h2>
                <span class="t-small">{page.say(Msg::SamplesMadeUp)}</span>
            </div>
            <ul class="sg">{SAMPLES.iter().map(|sample| view! { <li>{card(page, sample)}</li> }).collect_view()}</ul>
        </section>
    }
}

fn card(page: Page, sample: &'static Sample) -> impl IntoView {
    let open = move |_| {
        opening::open(
            page,
            Opening::Address(sample.src(page.lang.get_untracked())),
        )
    };
    view! {
        <button class="scard" data-testid=format!("sample-{}", sample.id) on:click=open>
            <span class="sk">{page.say(sample.kind)}</span>
            <span class="st">{page.say(sample.title)}</span>
            {curve(sample.curve)}
            <span class="sd num">{words(move || sample.figures(page.lang.get()))}</span>
            <span class="sx">{page.say(sample.text)}</span>
        </button>
    }
}

/// The mean emotion by stage: a line over the zero line, faces on its lowest point and its end.
fn curve(emotions: &'static [f64]) -> impl IntoView {
    let step = (WIDTH - 120) / (emotions.len().max(2) - 1) as i32;
    let at = |index: usize| {
        let up = (emotions[index] * f64::from(HEIGHT / 5)) as i32;
        (60 + step * index as i32, HEIGHT / 2 - up)
    };
    let points: Vec<String> = (0..emotions.len())
        .map(|index| {
            let (x, y) = at(index);
            format!("{x},{y}")
        })
        .collect();
    let lowest = (0..emotions.len())
        .min_by(|a, b| emotions[*a].total_cmp(&emotions[*b]))
        .unwrap_or(0);
    let last = emotions.len().saturating_sub(1);
    let faces = if lowest == last {
        vec![last]
    } else {
        vec![lowest, last]
    };
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
            <line x1="0" x2=WIDTH y1=HEIGHT / 2 y2=HEIGHT / 2 stroke="var(--ctl)" stroke-width="10" />
            <polyline points=points.join(" ") fill="none" stroke="var(--ink-2)" stroke-width="20" stroke-linejoin="round" />
            {faces.into_iter().map(|index| {
                let (x, y) = at(index);
                view! { <g transform=format!("translate({} {}) scale(10)", x - 70, y - 70)>{face(emotions[index], 14)}</g> }
            }).collect_view()}
        </svg>
    }
}
