//! What was found, each with its evidence and a menu to say otherwise.

use std::sync::Arc;

use leptos::prelude::*;

use super::decisions::Decisions;
use super::parts::Parts;
use super::row_shape::{RowMenu, SplitMenu};
use super::yields::Yields;
use crate::i18n::{Lang, Msg, names};
use crate::model::emotion::EmotionScale;
use crate::model::load::{DateOrder, Finding, Review};
use crate::ui::context::{Page, page};
use crate::ui::live::live;
use crate::ui::zones;

/// Encodings offered beside the one found.
const ENCODINGS: [&str; 7] = [
    "utf-8",
    "windows-1252",
    "iso-8859-15",
    "windows-1250",
    "macintosh",
    "utf-16le",
    "shift_jis",
];
const DELIMITERS: [&str; 5] = [",", ";", "\t", "|", "^"];

#[component]
pub fn Found(review: Arc<Review>, decisions: Decisions, yields: Yields) -> impl IntoView {
    let page = page();
    let found_encoding = review.encoding.clone();
    let encodings = std::iter::once(found_encoding.clone())
        .chain(
            ENCODINGS
                .iter()
                .map(|&label| label.to_owned())
                .filter(move |label| *label != found_encoding),
        )
        .map(|label| (label.clone(), label));
    let lang = page.lang.get_untracked();
    let delimiters =
        DELIMITERS.map(|delimiter| (delimiter.to_owned(), names::delimiter(lang, delimiter)));
    let orders = [
        (DateOrder::Dmy, Msg::DateDmy),
        (DateOrder::Mdy, Msg::DateMdy),
        (DateOrder::Ymd, Msg::DateYmd),
    ];
    let order_options =
        orders.map(|(order, name)| (format!("{order:?}"), lang.text(name).to_owned()));
    let decimal = if review.decimal_comma {
        Msg::DecimalComma
    } else {
        Msg::DecimalPoint
    };
    view! {
        <ul class="det" aria-label=page.text(Msg::Detected)>
            <Parts />
            <li hidden=review.format.is_converted()>
                {label(page, Msg::Encoding)}
                {menu(page, Msg::Encoding, encodings.collect(), review.encoding.clone(), move |label| decisions.read_otherwise(|options| options.encoding = Some(label)))}
                <span class="de num">{evidence(lang, &review.encoding_evidence)}</span>
            </li>
            {review.delimiter.clone().map(|delimiter| view! {
                <li>
                    {label(page, Msg::Delimiter)}
                    {menu(page, Msg::Delimiter, delimiters.to_vec(), delimiter, move |delimiter| decisions.read_otherwise(|options| options.delimiter = Some(delimiter)))}
                    <span class="de num">{lang.lines_with_fields(review.delimiter_evidence.agree.into(), review.delimiter_evidence.of.into(), review.columns.len() as u64)}</span>
                </li>
            })}
            <li>
                {label(page, Msg::DecimalMark)}
                <b>{page.text(decimal)}</b>
                <span class="de num">{evidence(lang, &review.decimal_evidence)}</span>
            </li>
            {review.date_order.map(|found| view! {
                <li>
                    {label(page, Msg::Dates)}
                    {menu(page, Msg::Dates, order_options.to_vec(), format!("{found:?}"), move |code| {
                        let order = orders.into_iter().map(|(order, _)| order).find(|order| format!("{order:?}") == code);
                        decisions.change(|options| options.date_order = order);
                    })}
                    <span class="de num">{evidence(lang, &review.date_evidence)}</span>
                </li>
            })}
            {live(move || zone_menu(page, decisions, yields))}
            {review.scale.map(|found| {
                let scales = EmotionScale::ALL.map(|scale| (scale.name().to_owned(), names::scale(lang, scale).to_owned()));
                view! {
                    <li>
                        {label(page, Msg::Emotion)}
                        {menu(page, Msg::Emotion, scales.to_vec(), found.name().to_owned(), move |name| decisions.change(|options| options.scale = EmotionScale::from_name(&name)))}
                    </li>
                }
            })}
            <RowMenu review=review.clone() decisions />
            <SplitMenu review=review decisions />
        </ul>
    }
}

/// The zone of plain times, where there are any among instants.
fn zone_menu(page: Page, decisions: Decisions, yields: Yields) -> AnyView {
    let told = untrack(|| {
        decisions
            .options
            .with(|options| options.time_zone.is_some())
    });
    if !told && !yields.plain_times.get() {
        return ().into_any();
    }
    let present = untrack(|| decisions.options.with(zones::present));
    let choose = move |name| decisions.change(|options| options.time_zone = Some(name));
    view! {
        <li data-testid="review-zone">
            {label(page, Msg::PlainTimesZone)}
            {menu(page, Msg::PlainTimesZone, zones::entries(&present), present, choose)}
        </li>
    }
    .into_any()
}

pub fn label(page: Page, name: Msg) -> impl IntoView {
    view! { <span class="dk">{page.text(name)}</span> }
}

pub fn menu(
    page: Page,
    name: Msg,
    entries: Vec<(String, String)>,
    present: String,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    view! {
        <select aria-label=page.text(name) on:change=move |event| choose(event_target_value(&event))>
            {entries.into_iter().map(|(value, text)| {
                let selected = value == present;
                view! { <option value=value selected=selected>{text}</option> }
            }).collect_view()}
        </select>
    }
}

/// `“27/03/2026”, line 5` or `412 of 412 rows`.
pub fn evidence(lang: Lang, finding: &Finding) -> String {
    let mut parts = Vec::new();
    parts.extend(finding.example.as_ref().map(|example| lang.quoted(example)));
    parts.extend(finding.line.map(|line| lang.line(line)));
    if parts.is_empty() && finding.of > 0 {
        parts.push(lang.agree(finding.agree.into(), finding.of.into()));
    }
    parts.join(", ")
}
