//! What whole journeys add up to, kept by persona and by the time of their first event: a filter by personas and a window of time then adds
//! up what lies between a few places, and walks only the journeys that an edge of the window cuts.
//! Must not know names. Built for size: what runs once an event is in the kernel.

mod choose;
mod make;
#[cfg(test)]
mod tests;

use parcours_kernel::{Layout, Ranked};

pub use choose::Choice;
use make::Making;

#[derive(Default)]
pub struct Index {
    layout: Layout,
    emotions: usize,
    /// Journeys by persona, then by their first event's time; those of several personas last.
    order: Vec<u32>,
    /// Seconds of the first and of the last event, by place in `order`.
    firsts: Vec<u32>,
    lasts: Vec<u32>,
    /// Where each persona's places begin; the last is where those of several personas do.
    groups: Vec<u32>,
    /// The sums of all places before a row's: the first of each persona, and every `step`th after it.
    sums: Vec<u32>,
    first_row: Vec<u32>,
    step: usize,
    /// By time and stage, then of whole journeys.
    ranked: Vec<Ranked>,
    /// What is still to be done.
    making: Making,
}

impl Index {
    pub fn is_ready(&self) -> bool {
        self.making.is_done()
    }

    pub fn bytes(&self) -> usize {
        let lists = [
            &self.order,
            &self.firsts,
            &self.lasts,
            &self.groups,
            &self.sums,
            &self.first_row,
        ];
        let ranked: usize = self.ranked.iter().map(Ranked::bytes).sum();
        lists.into_iter().map(Vec::capacity).sum::<usize>() * size_of::<u32>() + ranked
    }
}
