//! What only the user can decide: one fieldset a question, radio buttons to answer it.

use std::sync::Arc;

use leptos::prelude::*;

use super::decisions::Decisions;
use crate::i18n::{Msg, names};
use crate::model::emotion::EmotionScale;
use crate::model::load::{DateOrder, Question, Review, Role};
use crate::ui::context::{Page, page};

#[component]
pub fn Questions(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
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
    let choices = review.columns.iter().map(|column| {
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
    }).collect_view();
    view! { <div class="many">{choices}</div> }
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
