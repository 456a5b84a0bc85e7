//! Screen B: what was found in the file, what must be decided, and the role of each column.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;

use crate::ui::live::words;

use super::context::{Page, Phase, page};
use super::icons::{Icon, icon};
use super::session;
use crate::i18n::{Lang, Msg, names};
use crate::model::emotion::EmotionScale;
use crate::model::load::{
    ColumnInfo, ColumnKind, DateOrder, Finding, LoadOptions, Question, Review, Role, Roles,
};
use crate::model::time::TimeKind;

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

thread_local! {
    static ANSWER: RefCell<Option<oneshot::Sender<LoadOptions>>> = const { RefCell::new(None) };
}

/// Resolves with the user's decisions; fails when they give up.
pub fn wait() -> oneshot::Receiver<LoadOptions> {
    let (sender, receiver) = oneshot::channel();
    ANSWER.with_borrow_mut(|answer| *answer = Some(sender));
    receiver
}

fn give(options: LoadOptions) {
    if let Some(answer) = ANSWER.with_borrow_mut(Option::take) {
        // Whoever waited may have been superseded.
        let _ = answer.send(options);
    }
}

fn give_up(page: Page) {
    ANSWER.with_borrow_mut(|answer| *answer = None);
    session::settle_phase(page);
}

/// What the user has decided so far.
#[derive(Clone, Copy)]
struct Decisions {
    options: RwSignal<LoadOptions>,
    roles: RwSignal<BTreeMap<String, Role>>,
}

impl Decisions {
    fn of(review: &Review) -> Self {
        let roles = review
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.role))
            .collect();
        Self {
            options: RwSignal::new(review.options.clone()),
            roles: RwSignal::new(roles),
        }
    }

    fn role(self, column: &str) -> Role {
        self.roles
            .with(|roles| roles.get(column).copied().unwrap_or(Role::Ignore))
    }

    fn has(self, role: Role) -> bool {
        self.roles
            .with(|roles| roles.values().any(|&other| other == role))
    }

    /// What is still missing, named; `None`: it can be opened.
    fn missing(self) -> Option<Msg> {
        if !self.has(Role::Journey) {
            return Some(Msg::ChooseJourney);
        }
        (!self.has(Role::Touchpoint) && !self.has(Role::Stage)).then_some(Msg::ChooseTouchpoint)
    }

    fn options(self, review: &Review) -> LoadOptions {
        let mut roles = Roles::new();
        for column in &review.columns {
            roles
                .entry(self.role(&column.name))
                .or_default()
                .push(column.name.clone());
        }
        LoadOptions {
            roles: Some(roles),
            ..self.options.get_untracked()
        }
    }
}

#[component]
pub fn ReviewStep() -> impl IntoView {
    let page = page();
    move || match page.phase.get() {
        Phase::Review(review) => view! { <Step review /> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Step(review: Arc<Review>) -> impl IntoView {
    let page = page();
    let decisions = Decisions::of(&review);
    let shown = review.clone();
    let open = move |_| give(decisions.options(&shown));
    let title = review.name.clone();
    view! {
        <main class="imp" id="content" data-testid="review">
            <div class="ih">
                <div>
                    <h1 class="t-title">{words(move || page.lang.get().labelled(page.text(Msg::ReviewImport), &title))}</h1>
                    <p class="t-meta">{subtitle(page, &review)}</p>
                </div>
                <button class="btn" data-testid="review-cancel" on:click=move |_| give_up(page)>{page.say(Msg::Cancel)}</button>
                <button class="btn primary" data-testid="review-open" disabled=move || decisions.missing().is_some() on:click=open>
                    {page.say_which(move || decisions.missing().unwrap_or(Msg::OpenFile))}
                </button>
            </div>
            <Questions review=review.clone() decisions />
            <Found review=review.clone() decisions />
            <Columns review=review decisions />
            <p class="dzp">{icon(Icon::Lock)} <span>{page.say(Msg::Privacy)}</span></p>
        </main>
    }
}

fn subtitle(page: Page, review: &Review) -> impl IntoView + use<> {
    let questions = review.questions.len() as u64;
    move || match questions {
        0 => page.text(Msg::NothingToDecide).to_owned(),
        count => page.lang.get().decisions(count),
    }
}

#[component]
fn Questions(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    review
        .questions
        .iter()
        .map(|question| {
            let title = names::question(question);
            let choices = match question.clone() {
                Question::WhichJourney => {
                    role_choices(review.clone(), decisions, Role::Journey).into_any()
                }
                Question::WhichTouchpoint => {
                    role_choices(review.clone(), decisions, Role::Touchpoint).into_any()
                }
                Question::DateOrder {
                    example,
                    day_first,
                    month_first,
                } => date_choices(page, decisions, &example, day_first, month_first).into_any(),
                Question::WhichScale {
                    candidates,
                    min,
                    max,
                    ..
                } => scale_choices(page, decisions, candidates, &min, &max).into_any(),
            };
            view! {
                <fieldset class="ask" data-testid="question">
                    <legend>{page.say(title)}</legend>
                    {choices}
                </fieldset>
            }
        })
        .collect_view()
}

fn role_choices(review: Arc<Review>, decisions: Decisions, role: Role) -> impl IntoView {
    let name = format!("ask-{role:?}");
    review.columns.iter().map(|column| {
        let (column, shown) = (column.name.clone(), column.name.clone());
        let tested = column.clone();
        let choose = move |_| decisions.roles.update(|roles| {
            roles.values_mut().filter(|other| **other == role).for_each(|other| *other = Role::Attribute);
            roles.insert(column.clone(), role);
        });
        view! {
            <label>
                <input type="radio" name=name.clone() prop:checked=move || decisions.role(&tested) == role on:change=choose />
                <span class="cn">{shown}</span>
            </label>
        }
    }).collect_view()
}

fn date_choices(
    page: Page,
    decisions: Decisions,
    example: &str,
    day_first: String,
    month_first: String,
) -> impl IntoView + use<> {
    let readings = [
        (DateOrder::Dmy, Msg::DayFirst, day_first),
        (DateOrder::Mdy, Msg::MonthFirst, month_first),
    ];
    let example = example.to_owned();
    readings.map(|(order, name, reading)| {
        let text = format!("{example} → {reading}");
        view! {
            <label>
                <input type="radio" name="ask-date" prop:checked=move || decisions.options.get().date_order == Some(order)
                    on:change=move |_| decisions.options.update(|options| options.date_order = Some(order)) />
                {page.say(name)} <span class="t-small num">{text}</span>
            </label>
        }
    }).collect_view()
}

fn scale_choices(
    page: Page,
    decisions: Decisions,
    candidates: Vec<EmotionScale>,
    min: &str,
    max: &str,
) -> impl IntoView + use<> {
    let range = format!("{min} … {max}");
    view! {
        <p class="t-small num">{range}</p>
        {candidates.into_iter().map(|scale| view! {
            <label>
                <input type="radio" name="ask-scale" prop:checked=move || decisions.options.get().scale == Some(scale)
                    on:change=move |_| decisions.options.update(|options| options.scale = Some(scale)) />
                {move || names::scale(page.lang.get(), scale)}
            </label>
        }).collect_view()}
    }
}

/// What was found, each with its evidence and a menu to say otherwise.
#[component]
fn Found(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
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
            <li>
                {label(page, Msg::Encoding)}
                {menu(page, Msg::Encoding, encodings.collect(), review.encoding.clone(), move |label| decisions.options.update(|options| options.encoding = Some(label)))}
                <span class="de num">{evidence(lang, &review.encoding_evidence)}</span>
            </li>
            {review.delimiter.clone().map(|delimiter| view! {
                <li>
                    {label(page, Msg::Delimiter)}
                    {menu(page, Msg::Delimiter, delimiters.to_vec(), delimiter, move |delimiter| decisions.options.update(|options| options.delimiter = Some(delimiter)))}
                    <span class="de num">{evidence(lang, &review.delimiter_evidence)}</span>
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
                        decisions.options.update(|options| options.date_order = order);
                    })}
                    <span class="de num">{evidence(lang, &review.date_evidence)}</span>
                </li>
            })}
            {review.scale.map(|found| {
                let scales = EmotionScale::ALL.map(|scale| (scale.name().to_owned(), names::scale(lang, scale).to_owned()));
                view! {
                    <li>
                        {label(page, Msg::Emotion)}
                        {menu(page, Msg::Emotion, scales.to_vec(), found.name().to_owned(), move |name| decisions.options.update(|options| options.scale = EmotionScale::from_name(&name)))}
                    </li>
                }
            })}
        </ul>
    }
}

fn label(page: Page, name: Msg) -> impl IntoView {
    view! { <span class="dk">{page.text(name)}</span> }
}

fn menu(
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
fn evidence(lang: Lang, finding: &Finding) -> String {
    let mut parts = Vec::new();
    parts.extend(finding.example.as_ref().map(|example| lang.quoted(example)));
    parts.extend(finding.line.map(|line| lang.line(line)));
    if parts.is_empty() && finding.of > 0 {
        parts.push(lang.agree(finding.agree.into(), finding.of.into()));
    }
    parts.join(", ")
}

#[component]
fn Columns(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    let heads = review.columns.clone();
    let rows = review.first_rows.clone();
    view! {
        <div class="sec th2">
            <h2>{page.say(Msg::ColumnsAndRows)}</h2>
            <span class="t-small">{page.say(Msg::ColumnsHint)}</span>
        </div>
        <div class="tw" tabindex="0" role="region" aria-label=page.text(Msg::ColumnsAndRows)>
            <table>
                <thead><tr>
                    <th scope="col" class="t-small">{page.say(Msg::FileLine)}</th>
                    {heads.into_iter().map(|column| view! { <ColumnHead column decisions /> }).collect_view()}
                </tr></thead>
                <tbody>{rows.into_iter().map(|(line, cells)| first_row(page, line, cells)).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnHead(column: ColumnInfo, decisions: Decisions) -> impl IntoView {
    let page = page();
    let (name, changed, tested) = (
        column.name.clone(),
        column.name.clone(),
        column.name.clone(),
    );
    let present = Memo::new(move |_| decisions.role(&tested));
    let choose = move |event| {
        let code = event_target_value(&event);
        if let Some(role) = Role::ALL
            .into_iter()
            .find(|role| format!("{role:?}") == code)
        {
            decisions.roles.update(|roles| {
                roles.insert(changed.clone(), role);
            });
        }
    };
    let lang = page.lang.get_untracked();
    view! {
        <th scope="col">
            <select class="role" class:none=move || present.get() == Role::Ignore aria-label=format!("{}: {}", page.text(Msg::RoleOf), name)
                on:change=choose prop:value=move || format!("{:?}", present.get())>
                {Role::ALL.map(|role| view! {
                    <option value=format!("{role:?}") selected=move || present.get() == role>{names::role(lang, role)}</option>
                }).collect_view()}
            </select>
            <span class="cn">{name.clone()}</span>
            <span class="ct num">{kind_text(lang, &column)}</span>
        </th>
    }
}

fn kind_text(lang: Lang, column: &ColumnInfo) -> String {
    let kind = match column.kind {
        ColumnKind::Empty => Msg::KindEmpty,
        ColumnKind::Text => Msg::KindText,
        ColumnKind::FreeText => Msg::KindFreeText,
        ColumnKind::Number => Msg::KindNumber,
        ColumnKind::Time(TimeKind::Instant) => Msg::KindInstant,
        ColumnKind::Time(TimeKind::Plain) => Msg::KindPlainTime,
        ColumnKind::Boolean => Msg::KindBoolean,
        ColumnKind::Identifier => Msg::KindIdentifier,
    };
    let about = match &column.range {
        Some((low, high)) => format!("{low} … {high}"),
        None => lang.values(column.distinct.into()),
    };
    format!("{}, {about}", lang.text(kind))
}

fn first_row(page: Page, line: u64, cells: Vec<String>) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="num">{page.lang.get_untracked().count(line)}</th>
            {cells.into_iter().map(|cell| match cell.is_empty() {
                true => view! { <td class="nil">{page.text(Msg::EmptyCell)}</td> }.into_any(),
                false => view! { <td>{cell}</td> }.into_any(),
            }).collect_view()}
        </tr>
    }
}
