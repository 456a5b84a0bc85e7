//! What a row stands for, and whether one id holds several journeys.

use std::sync::Arc;

use leptos::prelude::*;

use super::decisions::Decisions;
use super::found::{evidence, label, menu};
use crate::i18n::{Msg, names};
use crate::model::load::{ColumnKind, Review, Role};
use crate::model::shape::{Shape, Split};
use crate::ui::context::page;
use crate::ui::live::live;

/// Written between the steps of a path.
const ARROW: &str = " > ";

/// The shapes that this table could have, the one found first.
fn candidates(review: &Review) -> Vec<Shape> {
    let of_kind = |fits: fn(&ColumnKind) -> bool| {
        let columns = review.columns.iter().filter(|column| fits(&column.kind));
        columns
            .map(|column| column.name.clone())
            .collect::<Vec<_>>()
    };
    let dates = of_kind(|kind| matches!(kind, ColumnKind::Time(_)));
    let numbers = of_kind(|kind| *kind == ColumnKind::Number);
    let path = (0..review.columns.len()).find(|index| {
        let mut cells = review
            .first_rows
            .iter()
            .filter_map(|(_, cells)| cells.get(*index));
        cells.any(|cell| cell.contains(ARROW))
    });
    let mut shapes = vec![review.shape.clone(), Shape::Events];
    if dates.len() > 1 {
        shapes.push(Shape::WideDates { columns: dates });
    }
    if numbers.len() > 1 {
        shapes.push(Shape::WideScores {
            columns: numbers.clone(),
        });
    }
    shapes.extend(path.map(|index| Shape::Paths {
        column: review.columns[index].name.clone(),
        separator: ARROW.to_owned(),
        conversions: numbers.first().cloned(),
        value: None,
        nulls: None,
    }));
    shapes.extend(numbers.first().map(|column| Shape::Counts {
        column: column.clone(),
    }));
    let mut kinds = Vec::new();
    shapes.retain(|shape| {
        let kind = names::shape(shape);
        let new = !kinds.contains(&kind);
        kinds.push(kind);
        new
    });
    shapes
}

#[component]
pub fn RowMenu(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    let lang = page.lang.get_untracked();
    let shapes = candidates(&review);
    let entries = shapes
        .iter()
        .enumerate()
        .map(|(index, shape)| (index.to_string(), lang.text(names::shape(shape)).to_owned()))
        .collect();
    let choose = move |chosen: String| {
        let shape = chosen
            .parse()
            .ok()
            .and_then(|index: usize| shapes.get(index).cloned());
        decisions.change(|options| options.shape = shape);
    };
    view! {
        <li>
            {label(page, Msg::OneRowIs)}
            {menu(page, Msg::OneRowIs, entries, "0".to_owned(), choose)}
            <span class="de num">{evidence(lang, &review.shape_evidence)}</span>
        </li>
        {live(move || stage_columns(&review, decisions).into_any())}
    }
}

/// Of a wide table: which columns are stages.
fn stage_columns(review: &Review, decisions: Decisions) -> impl IntoView + use<> {
    let page = page();
    let dates = match decisions.shape() {
        Shape::WideDates { .. } => true,
        Shape::WideScores { .. } => false,
        _ => return None,
    };
    let fits = move |kind: ColumnKind| match dates {
        true => matches!(kind, ColumnKind::Time(_)),
        false => kind == ColumnKind::Number,
    };
    let columns = review
        .columns
        .iter()
        .filter(|column| fits(column.kind) && column.role != Role::Journey);
    let boxes = columns.map(|column| {
        let (name, tested) = (column.name.clone(), column.name.clone());
        let change = move |event| {
            let on = event_target_checked(&event);
            decisions.change(|options| {
                if let Some(Shape::WideDates { columns } | Shape::WideScores { columns }) = &mut options.shape {
                    columns.retain(|other| *other != tested);
                    if on {
                        columns.push(tested.clone());
                    }
                }
            });
        };
        let on = untrack(|| match decisions.shape() {
            Shape::WideDates { columns } | Shape::WideScores { columns } => columns.contains(&name),
            _ => false,
        });
        view! { <label><input type="checkbox" checked=on on:change=change /> <span class="cn">{name}</span></label> }
    });
    Some(view! {
        <li class="wide">
            {label(page, Msg::StageColumns)}
            <span class="boxes" role="group" aria-label=page.text(Msg::StageColumns)>{boxes.collect_view()}</span>
        </li>
    })
}

#[component]
pub fn SplitMenu(review: Arc<Review>, decisions: Decisions) -> impl IntoView {
    let page = page();
    let lang = page.lang.get_untracked();
    let told = review.options.split.clone();
    let mut splits: Vec<Option<Split>> = vec![None];
    splits.extend(
        review
            .split_offers
            .iter()
            .map(|offer| Some(offer.split.clone())),
    );
    if told.is_some() && !splits.contains(&told) {
        splits.push(told.clone());
    }
    if splits.len() < 2 {
        return None;
    }
    let present = splits.iter().position(|split| *split == told).unwrap_or(0);
    let entries = splits.iter().enumerate().map(|(index, split)| {
        let name = match split {
            None => lang.text(Msg::SplitNone).to_owned(),
            Some(split) => names::split(lang, split),
        };
        (index.to_string(), name)
    });
    let entries = entries.collect();
    let offered = review
        .split_offers
        .first()
        .map(|offer| lang.journeys_instead(offer.journeys.into(), offer.unsplit.into()));
    let choose = move |chosen: String| {
        let split = chosen
            .parse()
            .ok()
            .and_then(|index: usize| splits.get(index).cloned());
        decisions.change(|options| options.split = split.flatten());
    };
    Some(view! {
        <li>
            {label(page, Msg::SplitJourneys)}
            {menu(page, Msg::SplitJourneys, entries, present.to_string(), choose)}
            <span class="de num">{offered}</span>
        </li>
    })
}
