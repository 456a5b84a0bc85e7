//! Scrolling over any number of rows: only those in sight are on the page.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::browser::page as browser;
use crate::i18n::Msg;
use crate::ui::context::page;
use crate::ui::live::live;

/// Height of a row, CSS pixels; the style sheet has the same.
pub const ROW: f64 = 28.0;
/// No browser draws an element higher than some thirty million pixels; Firefox stops at eighteen.
const HIGHEST: f64 = 12e6;
/// Rows drawn above and below those in sight.
const SPARE: u32 = 8;

/// The rows in sight.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sight {
    pub first: u32,
    pub count: u32,
    /// Height above the first row and below the last, CSS pixels.
    above: f64,
    below: f64,
}

/// Where scrolling to `top` of a view of `height` leads, of `total` rows. Beyond [`HIGHEST`] the scroll bar stands for all rows,
/// and one pixel of it for more than one.
pub fn sight(top: f64, height: f64, total: u32) -> Sight {
    let all = f64::from(total) * ROW;
    let fits = (height / ROW).ceil() as u32 + 1;
    let drawn = all.min(HIGHEST);
    let at = if all > HIGHEST {
        let range = (drawn - height).max(1.0);
        (top / range).clamp(0.0, 1.0) * (f64::from(total) - height / ROW + 2.0)
    } else {
        top / ROW
    };
    let visible = (at.max(0.0) as u32).min(total);
    let first = visible.saturating_sub(SPARE);
    let count = (fits + 2 * SPARE).min(total - first);
    let shift = f64::from(visible - first) * ROW;
    let above = if all > HIGHEST {
        (top - shift).clamp(0.0, (drawn - f64::from(count) * ROW).max(0.0))
    } else {
        f64::from(first) * ROW
    };
    Sight {
        first,
        count,
        above,
        below: (drawn - above - f64::from(count) * ROW).max(0.0),
    }
}

/// A table of `total` rows under `head`; `row` draws the one with the number it is given.
#[component]
pub fn VirtualRows(
    total: Signal<u32>,
    sight: RwSignal<Sight>,
    columns: Signal<u32>,
    #[prop(into)] label: Signal<String>,
    head: ViewFn,
    row: Arc<dyn Fn(u32) -> AnyView + Send + Sync>,
    /// Changes when other rows are meant: the view goes to the top.
    version: Signal<u32>,
) -> impl IntoView {
    let page = page();
    let scroller = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0.0);
    let height = RwSignal::new(600.0);
    let look = move || {
        if let Some(element) = scroller.get_untracked() {
            top.set(f64::from(element.scroll_top()));
            height.set(f64::from(element.client_height()));
        }
    };
    Effect::new(move |_| {
        if let Some(element) = scroller.get() {
            browser::watch_size(&element, move |_, _| look());
        }
    });
    Effect::watch(
        move || version.get(),
        move |_, _, _| {
            if let Some(element) = scroller.get_untracked() {
                element.set_scroll_top(0);
                look();
            }
        },
        false,
    );
    Effect::new(move |_| {
        let next = self::sight(top.get(), height.get(), total.get());
        if sight.get_untracked() != next {
            sight.set(next);
        }
    });
    let spacer = move |height: f64| {
        (height > 0.0).then(|| view! { <tr class="sp" aria-hidden="true"><td colspan=move || columns.get() style:height=format!("{height}px")></td></tr> })
    };
    view! {
        <div class="tw grid" tabindex="0" role="region" aria-label=label node_ref=scroller on:scroll=move |_| look() data-testid="grid">
            <table aria-rowcount=move || total.get()>
                <thead>{head.run()}</thead>
                <tbody>{live(move || {
                    let sight = sight.get();
                    view! {
                        {spacer(sight.above)}
                        {(sight.first..sight.first + sight.count).map(|number| row(number)).collect_view()}
                        {spacer(sight.below)}
                    }.into_any()
                })}</tbody>
            </table>
        </div>
        <p class="t-small num" data-testid="row-range">{move || {
            let (total, top, height) = (total.get(), top.get(), height.get());
            if total == 0 { return page.text(Msg::EmptyValue).to_owned(); }
            let sight = self::sight(top, height, total);
            let shown = (height / ROW).floor() as u32;
            let first = (sight.first + if sight.first > 0 { SPARE } else { (top / ROW) as u32 }).min(total - 1);
            page.lang.get().rows_range(u64::from(first) + 1, u64::from((first + shown.max(1)).min(total)), total.into())
        }}</p>
    }
}
