//! What the journeys are for: shown, and chosen here.

use leptos::prelude::*;

use crate::ui::live::live;

use crate::i18n::Msg;
use crate::model::load::Goal;
use crate::state::Change;
use crate::ui::choose;
use crate::ui::context::{Page, page};
use crate::ui::icons::{Icon, icon};

/// The goals that the table offers, the found one first.
fn offered(page: Page) -> Vec<(String, Option<Goal>)> {
    let lang = page.lang.get();
    page.info.with(|info| {
        let Some(info) = info else { return Vec::new() };
        let mut goals = vec![(lang.text(Msg::GoalNone).to_owned(), Some(Goal::default()))];
        if info.has_revenue {
            let goal = Goal {
                revenue: true,
                ..Goal::default()
            };
            goals.push((lang.goal_name(Some(&goal)), Some(goal)));
        }
        let stages = info.stages.iter().map(|stage| Goal {
            stage: vec![stage.clone()],
            ..Goal::default()
        });
        let touchpoints = info
            .touchpoints
            .iter()
            .filter(|_| info.has_touchpoints)
            .take(60);
        let touchpoints = touchpoints.map(|touchpoint| Goal {
            touchpoint: vec![touchpoint.clone()],
            ..Goal::default()
        });
        goals.extend(
            stages
                .chain(touchpoints)
                .map(|goal| (lang.goal_name(Some(&goal)), Some(goal))),
        );
        goals
    })
}

#[component]
pub fn GoalMenu() -> impl IntoView {
    let page = page();
    let present = move || {
        page.info.with(|info| {
            info.as_ref()
                .and_then(|info| info.goal.clone())
                .filter(|goal| !goal.is_none())
        })
    };
    let choose = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or(0);
        let goal = untrack(|| offered(page))
            .into_iter()
            .nth(index)
            .and_then(|(_, goal)| goal);
        choose::change(page, Change::Goal, |choices| choices.look.lens.goal = goal);
    };
    view! {
        <span class="menu">
            {icon(Icon::Flag)}
            <select aria-label=page.say(Msg::GoalChoose) data-testid="goal" on:change=choose>
                {live(move || {
                    let present = present();
                    let goals = offered(page);
                    let known = goals.iter().any(|(_, goal)| goal.as_ref().filter(|goal| !goal.is_none()) == present.as_ref());
                    let other = (!known).then(|| view! { <option selected=true value="">{page.lang.get().goal_is(present.as_ref())}</option> });
                    let entries = goals.into_iter().enumerate().map(|(index, (_, goal))| {
                        let selected = known && goal.as_ref().filter(|goal| !goal.is_none()) == present.as_ref();
                        view! { <option value=index.to_string() selected=selected>{page.lang.get().goal_is(goal.as_ref())}</option> }
                    }).collect_view();
                    view! { {other} {entries} }.into_any()
                })}
            </select>
        </span>
    }
}
