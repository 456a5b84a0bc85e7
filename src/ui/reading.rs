//! While a file is read: rows, time left, and the way out.

use leptos::prelude::*;

use super::context::{Loading, Phase, page};
use super::session;
use crate::browser::clock;
use crate::i18n::Msg;

/// Shown over the first screen, and over the present document while another is read.
#[component]
pub fn Reading() -> impl IntoView {
    let page = page();
    move || {
        let Phase::Loading(loading) = page.phase.get() else {
            return ().into_any();
        };
        let lang = page.lang.get();
        let share = share_read(&loading);
        let left = seconds_left(&loading, share).map(|seconds| lang.time_left(seconds));
        view! {
            <section class="banner notice" role="status" data-testid="reading">
                <div class="grow reading">
                    <p class="t-h ink num">{lang.reading(&loading.name)}</p>
                    <p class="num">
                        {lang.rows_read(loading.progress.rows_read)} {left.map(|left| format!(" · {left}"))}
                    </p>
                    <div class="meter" role="progressbar" aria-label=page.text(Msg::Reading) aria-valuemin="0" aria-valuemax="100"
                        aria-valuenow=format!("{:.0}", share * 100.0)>
                        <i style:width=format!("{:.1}%", share * 100.0)></i>
                    </div>
                    <div>
                        <button class="btn" data-testid="cancel" on:click=move |_| session::cancel(page)>
                            {page.text(Msg::Cancel)}
                        </button>
                    </div>
                </div>
            </section>
        }
        .into_any()
    }
}

fn share_read(loading: &Loading) -> f64 {
    match loading.progress.bytes_total {
        Some(total) if total > 0 => loading.progress.bytes_read as f64 / total as f64,
        _ => 0.0,
    }
}

/// From the pace so far; nothing is said before a twentieth is read.
fn seconds_left(loading: &Loading, share: f64) -> Option<f64> {
    let elapsed = (clock::now_ms() - loading.started_ms) / 1000.0;
    (share > 0.05).then(|| elapsed * (1.0 - share) / share)
}
