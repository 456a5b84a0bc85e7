//! How customers go through the stages: what they meet, how they take it, when they turn back, leave or come again.

use super::super::clock::{DAY, in_hours, minutes_of};
use super::super::random::Random;
use super::super::words::Both;
use super::stages::{
    Contact, DISCOVERY, EVALUATION, HURRIED, LOYAL, LOYALTY, PURCHASE, Step, VISITS,
};

const JOURNEYS: u32 = 680;

/// Mean satisfaction by stage and persona, before the touchpoint's own lift.
const MOOD: [[f64; 3]; 6] = [
    [3.5, 3.7, 3.9],
    [1.9, 2.9, 3.5],
    [3.4, 3.8, 4.2],
    [2.9, 3.4, 3.6],
    [3.7, 4.0, 4.4],
    [3.9, 4.2, 4.6],
];
/// Share of the events with an answer.
const ANSWERS: [f64; 6] = [0.4, 0.5, 0.4, 0.5, 0.5, 0.65];
/// Share that leaves after the stage.
const LEAVES: [[f64; 3]; 6] = [
    [0.10, 0.08, 0.05],
    [0.46, 0.36, 0.20],
    [0.02, 0.02, 0.01],
    [0.05, 0.04, 0.03],
    [0.44, 0.48, 0.30],
    [1.0, 1.0, 1.0],
];
/// Share that goes back one stage first.
const RETURNS: [f64; 6] = [0.0, 0.24, 0.10, 0.0, 0.05, 0.0];
/// Median wait to the next stage, days.
const WAITS: [f64; 6] = [1.2, 3.8, 0.4, 1.1, 27.0, 20.0];

pub struct Event {
    pub journey: u32,
    pub persona: usize,
    pub minutes: i64,
    pub stage: usize,
    pub contact: &'static Contact,
    pub satisfaction: Option<u8>,
    pub amount: Option<f64>,
    pub verbatim: Option<Both>,
}

/// All events in the order of their times.
pub fn events() -> Vec<Event> {
    let mut random = Random::seeded(2026);
    let first = minutes_of(2025, 10, 1);
    let end = minutes_of(2026, 7, 1);
    let mut events = Vec::new();
    for journey in 1..=JOURNEYS {
        let persona = random.weighted(&[0.40, 0.38, 0.22]);
        let start = first + random.whole(0, 258) as i64 * DAY + random.whole(0, 1440) as i64;
        let temper = random.normal() * 0.35;
        let mut customer = Customer {
            journey,
            persona,
            temper,
            end,
            random: &mut random,
            events: &mut events,
        };
        customer.walk(start);
    }
    events.sort_by_key(|event| (event.minutes, event.journey));
    events
}

/// One customer on the way through the stages.
struct Customer<'a> {
    journey: u32,
    persona: usize,
    /// People differ more from each other than from themselves.
    temper: f64,
    /// The export ends here: what comes later is not in the file.
    end: i64,
    random: &'a mut Random,
    events: &'a mut Vec<Event>,
}

impl Customer<'_> {
    fn walk(&mut self, start: i64) {
        let persona = self.persona;
        let skips_discovery = persona == LOYAL && self.random.chance(0.15);
        let mut stage = if skips_discovery {
            EVALUATION
        } else {
            DISCOVERY
        };
        let eager = if persona == HURRIED { 1.3 } else { 0.8 };
        let mut minutes = start;
        let mut turns = 0;
        loop {
            let turns_back = turns < 3 && self.random.chance(RETURNS[stage] * eager);
            minutes = self.visit(stage, minutes, turns_back);
            if minutes >= self.end {
                return;
            }
            let again = stage == LOYALTY && persona != HURRIED && turns < 3;
            if turns_back {
                turns += 1;
                minutes += self.days(1.5);
                stage -= 1;
            } else if again && self.random.chance(0.3) {
                turns += 1;
                minutes += self.days(WAITS[LOYALTY]);
                stage = PURCHASE;
            } else if self.random.chance(LEAVES[stage][persona]) {
                return;
            } else {
                minutes += self.days(WAITS[stage]);
                stage += 1;
            }
        }
    }

    /// Minutes around a median of days.
    fn days(&mut self, median: f64) -> i64 {
        (self.random.around(median, 0.8) * DAY as f64) as i64
    }

    /// One visit of a stage; answers the time of its end. Who turns back has not paid.
    fn visit(&mut self, stage: usize, start: i64, turns_back: bool) -> i64 {
        let steps = self.steps(stage, turns_back);
        let mut minutes = start;
        let mut way = None;
        for (nth, step) in steps.into_iter().enumerate() {
            if nth > 0 {
                minutes += self.days(step.after).max(2);
            }
            minutes = in_hours(minutes, false, self.random);
            if minutes >= self.end {
                break;
            }
            let taken = way.filter(|_| step.pays).unwrap_or_else(|| {
                let weights: Vec<f64> = step.ways.iter().map(|c| c.weight[self.persona]).collect();
                self.random.weighted(&weights)
            });
            way = Some(taken);
            self.meet(stage, &step.ways[taken], step.pays, minutes);
        }
        minutes
    }

    /// Those of the stage's steps that this visit has: at least one.
    fn steps(&mut self, stage: usize, turns_back: bool) -> Vec<&'static Step> {
        let mut steps = Vec::new();
        while steps.is_empty() {
            for step in VISITS[stage] {
                let had = self.random.chance(step.often[self.persona]);
                if had && !(turns_back && step.pays) {
                    steps.push(step);
                }
            }
        }
        steps
    }

    fn meet(&mut self, stage: usize, contact: &'static Contact, pays: bool, minutes: i64) {
        let mood = MOOD[stage][self.persona] + contact.lift + self.temper;
        let mark = (mood + self.random.normal() * 0.75).round().clamp(1.0, 5.0) as u8;
        let satisfaction = self.random.chance(ANSWERS[stage]).then_some(mark);
        let amount = pays.then(|| price(self.persona, self.random));
        let verbatim = satisfaction.and_then(|mark| quote(contact, mark, self.random));
        self.events.push(Event {
            journey: self.journey,
            persona: self.persona,
            minutes,
            stage,
            contact,
            satisfaction,
            amount,
            verbatim,
        });
    }
}

fn price(persona: usize, random: &mut Random) -> f64 {
    let median = [320.0, 540.0, 410.0][persona];
    let euros = random.around(median, 0.7).clamp(19.0, 4_380.0);
    (euros / 5.0).round() * 5.0 - 0.1
}

fn quote(contact: &Contact, mark: u8, random: &mut Random) -> Option<Both> {
    let side = match mark {
        1 | 2 => -1,
        4 | 5 => 1,
        _ => return None,
    };
    let fitting = contact.said.iter().find(|(s, _)| *s == side);
    let (_, text) = fitting?;
    random.chance(0.3).then_some(*text)
}
