//! The steps on one column, one after the other, worked out once a distinct value.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::value::ValueStep;

/// Distinct values remembered; beyond, each cell is worked out anew and the values are no longer counted.
const REMEMBERED: usize = 200_000;

/// What a chain makes of a value: the steps that changed it (bits by their place in the recipe), and the result.
struct Made {
    steps: u64,
    value: Option<String>,
}

pub struct Chain {
    pub column: usize,
    steps: Vec<(usize, ValueStep)>,
    memo: HashMap<String, Made, FixedState>,
    full: bool,
}

impl Chain {
    pub fn new(column: usize) -> Self {
        Self {
            column,
            steps: Vec::new(),
            memo: HashMap::default(),
            full: false,
        }
    }

    /// `place`: the step's place in the recipe.
    pub fn push(&mut self, place: usize, step: ValueStep) {
        self.steps.push((place, step));
    }

    /// Appends the new value to `text` and says which steps changed it; 0: none, and nothing was appended.
    pub fn apply(&mut self, value: &str, text: &mut String) -> u64 {
        if let Some(made) = self.memo.get(value) {
            text.push_str(made.value.as_deref().unwrap_or_default());
            return made.steps;
        }
        let made = self.make(value);
        let steps = made.steps;
        text.push_str(made.value.as_deref().unwrap_or_default());
        if self.memo.len() < REMEMBERED {
            self.memo.insert(value.to_owned(), made);
        } else {
            self.full = true;
        }
        steps
    }

    /// The same for a row that is only shown: nothing is counted, nothing remembered.
    pub fn look(&self, value: &str) -> Option<String> {
        match self.memo.get(value) {
            Some(made) => made.value.clone(),
            None => self.make(value).value,
        }
    }

    fn make(&self, value: &str) -> Made {
        let mut made = Made {
            steps: 0,
            value: None,
        };
        for (place, step) in &self.steps {
            let present = made.value.as_deref().unwrap_or(value);
            if let Some(next) = step.apply(present) {
                made.steps |= bit(*place);
                made.value = Some(next);
            }
        }
        made
    }

    /// Distinct values before and after each step of the chain; empty where there were too many to remember.
    pub fn distinct(&self) -> Vec<(usize, u64, u64)> {
        if self.full {
            return Vec::new();
        }
        let mut values: HashSet<String, FixedState> = self.memo.keys().cloned().collect();
        let mut counts = Vec::new();
        for (place, step) in &self.steps {
            let before = values.len() as u64;
            values = values
                .into_iter()
                .map(|value| step.apply(&value).unwrap_or(value))
                .collect();
            counts.push((*place, before, values.len() as u64));
        }
        counts
    }
}

/// The bit of a step; those beyond the 64th share the last.
pub fn bit(place: usize) -> u64 {
    1 << place.min(63)
}
