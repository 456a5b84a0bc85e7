//! The tab of the table view: steps chosen, each with what it changed and a way out; steps offered; a step of one's own.

use leptos::prelude::*;

use super::{personal, recipe, state};
use crate::i18n::cleaning::Word;
use crate::model::recipe::{CleaningStep, Offer, Recipe, StepKind, StepOutcome};
use crate::ui::context::{Page, page};
use crate::ui::live::{If, live, words};

/// Steps that can be made by hand: which columns, from what, to what.
const BY_HAND: [StepKind; 10] = [
    StepKind::Rename,
    StepKind::Merge,
    StepKind::Trim,
    StepKind::StripIds,
    StepKind::Nulls,
    StepKind::FillEmpty,
    StepKind::DropEmpty,
    StepKind::DropNearDuplicates,
    StepKind::Pseudonymise,
    StepKind::DropColumns,
];

#[component]
pub fn Steps() -> impl IntoView {
    let page = page();
    let state = state();
    let steps = Memo::new(move |_| page.choices.with(|choices| choices.recipe.clone()));
    view! {
        <section data-testid="steps">
            <div class="sec th2"><h2>{words(move || page.lang.get().word(Word::Steps).to_owned())}</h2>
                <span class="t-small">{words(move || page.lang.get().word(Word::StepsHint).to_owned())}</span></div>
            {live(move || chosen(page, steps.get(), state.outcomes.get()).into_any())}
            <div class="sec th2"><h2>{words(move || page.lang.get().word(Word::Offered).to_owned())}</h2>
                <span class="t-small">{words(move || page.lang.get().word(Word::OfferedHint).to_owned())}</span></div>
            {live(move || match state.survey.get() {
                None => view! { <p class="t-meta">{page.lang.get().word(Word::Looking)}</p> }.into_any(),
                Some(survey) => offered(page, &survey.offers).into_any(),
            })}
            <Own />
        </section>
    }
}

fn chosen(page: Page, recipe: Recipe, outcomes: Vec<StepOutcome>) -> impl IntoView {
    let lang = page.lang.get();
    if recipe.is_empty() {
        return view! { <p class="t-meta">{lang.word(Word::NoSteps)}</p> }.into_any();
    }
    let steps = recipe.steps.into_iter().enumerate().map(|(place, step)| {
        let outcome = outcomes.get(place).cloned().unwrap_or_default();
        let what = lang.step(&step);
        let label = lang.labelled(lang.word(Word::TakeOut), &what);
        view! {
            <li data-testid="step">
                <div class="grow"><p class="ink">{what}</p>
                    <p class="t-small num">{lang.step_outcome(step.kind, &outcome)}</p>
                    {outcome.misses.map(|missing| view! { <p class="t-small warn">{lang.labelled(&lang.quoted(&missing), lang.word(Word::NotInFile))}</p> })}
                </div>
                <button class="btn sm" data-testid="take-out" aria-label=label on:click=move |_| recipe::remove(page, place)>{lang.word(Word::TakeOut)}</button>
            </li>
        }
    });
    view! { <ol class="steps">{steps.collect_view()}</ol> }.into_any()
}

fn offered(page: Page, offers: &[Offer]) -> impl IntoView + use<> {
    let lang = page.lang.get();
    if offers.is_empty() {
        return view! { <p class="t-meta">{lang.word(Word::NothingOffered)}</p> }.into_any();
    }
    let offers = offers.iter().map(|offer| {
        let what = lang.step(&offer.step);
        let label = lang.labelled(lang.word(Word::Apply), &what);
        let lines: Vec<String> = offer.lines.iter().map(|line| lang.line(*line)).collect();
        let fills = offer.step.kind == StepKind::FillEmpty;
        let value = RwSignal::new(String::new());
        let step = offer.step.clone();
        let apply = move |_| {
            let mut step = step.clone();
            if fills {
                step.to = vec![value.get_untracked()];
            }
            recipe::add(page, step);
        };
        view! {
            <li data-testid="offer">
                <div class="grow"><p class="ink">{what}</p>
                    <p class="t-small num">{lang.step_outcome(offer.step.kind, &offer.outcome)} {(!lines.is_empty()).then(|| format!(" · {}", lines.join(", ")))}</p>
                </div>
                {fills.then(|| view! { <input class="field fill" aria-label=lang.word(Word::NewValue) placeholder=lang.word(Word::NewValue) prop:value=value
                    on:input=move |event| value.set(event_target_value(&event)) /> })}
                <button class="btn sm" data-testid="apply" aria-label=label disabled=move || fills && value.with(String::is_empty) on:click=apply>{lang.word(Word::Apply)}</button>
            </li>
        }
    });
    view! { <ul class="steps">{offers.collect_view()}</ul> }.into_any()
}

/// A step made by hand.
#[component]
fn Own() -> impl IntoView {
    let page = page();
    let kind = RwSignal::new(StepKind::Rename);
    let column = RwSignal::new(String::new());
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wants = move |kinds: &'static [StepKind]| kinds.contains(&kind.get());
    let wants_from = move || wants(&[StepKind::Rename, StepKind::Merge, StepKind::Nulls]);
    let wants_to = move || wants(&[StepKind::Rename, StepKind::Merge, StepKind::FillEmpty]);
    let wants_seconds = move || wants(&[StepKind::DropNearDuplicates]);
    let word = move |word: Word| words(move || page.lang.get().word(word).to_owned());
    let header = move || {
        state().survey.with(|survey| {
            survey
                .as_ref()
                .map(|survey| survey.header.clone())
                .unwrap_or_default()
        })
    };
    let incomplete = move || {
        (!wants_seconds() && column.with(String::is_empty))
            || (wants_from() && from.with(String::is_empty))
            || (wants_to() && to.with(String::is_empty))
    };
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(incomplete) {
            return;
        }
        let kind = kind.get_untracked();
        let of = |value: RwSignal<String>| match value.get_untracked() {
            text if text.is_empty() => Vec::new(),
            text => vec![text],
        };
        let near = kind == StepKind::DropNearDuplicates;
        let step = CleaningStep {
            kind,
            columns: if near { Vec::new() } else { of(column) },
            from: of(from),
            to: of(to),
            seconds: if near {
                from.get_untracked().parse().unwrap_or(60)
            } else {
                0
            },
            except: Vec::new(),
        };
        let salted = personal::salted(Recipe { steps: vec![step] });
        for step in salted.steps {
            recipe::add(page, step);
        }
        from.set(String::new());
        to.set(String::new());
    };
    view! {
        <form class="own" on:submit=make data-testid="own-step">
            <h2>{word(Word::AddStep)}</h2>
            <label>{word(Word::Step)}
                <select data-testid="own-kind" on:change=move |event| {
                    let chosen = event_target_value(&event);
                    if let Some(found) = BY_HAND.into_iter().find(|kind| format!("{kind:?}") == chosen) {
                        from.set(String::new());
                        to.set(String::new());
                        kind.set(found);
                    }
                }>
                    {BY_HAND.map(|kind| view! { <option value=format!("{kind:?}")>{words(move || page.lang.get().step_kind(kind).to_owned())}</option> }).collect_view()}
                </select>
            </label>
            <If when=move || !wants_seconds()>
                <label>{word(Word::Column)}
                    <select data-testid="own-column" prop:value=column on:change=move |event| column.set(event_target_value(&event))>
                        <option value=""></option>
                        {live(move || header().into_iter().map(|name| view! { <option value=name.clone()>{name.clone()}</option> }).collect_view().into_any())}
                    </select>
                </label>
            </If>
            <If when=move || wants_from() || wants_seconds()>
                <label>{words(move || page.lang.get().word(if wants_seconds() { Word::Seconds } else { Word::OldValue }).to_owned())}
                    <input class="field" data-testid="own-from" prop:value=from on:input=move |event| from.set(event_target_value(&event)) />
                </label>
            </If>
            <If when=wants_to>
                <label>{word(Word::NewValue)}
                    <input class="field" data-testid="own-to" prop:value=to on:input=move |event| to.set(event_target_value(&event)) />
                </label>
            </If>
            <button class="btn" type="submit" data-testid="own-apply" disabled=incomplete>{word(Word::AddStep)}</button>
        </form>
    }
}
