//! One picture on a canvas: paints its scene once a frame, and tells what is under the pointer.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;

use crate::browser::canvas;
use crate::chart::{Scene, Target, hit};
use crate::ui::turns;

/// Where the pointer is, in the picture's CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pointed {
    pub target: Option<Target>,
    pub x: f64,
    pub y: f64,
    pub shift: bool,
}

/// `label`: what a screen reader is told; `on_hover` and `on_press` get what is under the pointer.
#[component]
pub fn ChartCanvas(
    #[prop(into)] scene: Signal<Option<Arc<Scene>>>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] on_hover: Option<Callback<Pointed>>,
    #[prop(optional, into)] on_press: Option<Callback<Pointed>>,
    #[prop(optional)] testid: &'static str,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    paint_on_change(canvas, scene);
    let pointed = move |event: &PointerEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let target =
            scene.with_untracked(|scene| scene.as_ref().and_then(|scene| hit::hit(scene, x, y)));
        Pointed {
            target,
            x,
            y,
            shift: event.shift_key(),
        }
    };
    view! {
        <canvas node_ref=canvas role="img" aria-label=label data-testid=testid
            on:pointermove=move |event| { if let Some(tell) = on_hover { tell.run(pointed(&event)) } }
            on:pointerleave=move |_| { if let Some(tell) = on_hover { tell.run(Pointed { target: None, x: 0.0, y: 0.0, shift: false }) } }
            on:pointerdown=move |event| { if let Some(tell) = on_press { tell.run(pointed(&event)) } }>
        </canvas>
    }
}

/// Paints the newest scene in the next frame that has time, however often it changes before.
pub fn paint_on_change(canvas: NodeRef<html::Canvas>, scene: Signal<Option<Arc<Scene>>>) {
    let asked = Rc::new(Cell::new(false));
    Effect::new(move |_| {
        scene.track();
        if canvas.get().is_none() || asked.replace(true) {
            return;
        }
        let asked = asked.clone();
        turns::paint(move || {
            asked.set(false);
            // The picture may have gone before its frame has come.
            if let (Some(Some(element)), Some(Some(scene))) =
                (canvas.try_get_untracked(), scene.try_get_untracked())
            {
                canvas::paint(&element, &scene);
            }
        });
    });
}
