//! Undo and redo of whole values, each step with the name of its change.

use super::Change;

#[derive(Debug, Clone, PartialEq)]
pub struct History<T> {
    /// What was before each change, oldest first.
    past: Vec<(Change, T)>,
    present: T,
    /// What was after each undone change, next one last.
    future: Vec<(Change, T)>,
    /// A drag is under way: its further changes belong to the same step.
    dragging: Option<Change>,
}

impl<T: Clone + PartialEq> History<T> {
    pub const fn new(present: T) -> Self {
        Self {
            past: Vec::new(),
            present,
            future: Vec::new(),
            dragging: None,
        }
    }

    pub const fn present(&self) -> &T {
        &self.present
    }

    /// One step. Changing nothing leaves no step.
    pub fn apply(&mut self, change: Change, next: T) {
        self.end_drag();
        self.push(change, next);
    }

    /// A change while something is dragged: all changes until [`History::end_drag`] are one step.
    pub fn drag(&mut self, change: Change, next: T) {
        if self.dragging == Some(change) {
            self.present = next;
            return;
        }
        self.end_drag();
        let depth = self.past.len();
        self.push(change, next);
        if self.past.len() > depth {
            self.dragging = Some(change);
        }
    }

    /// The drag is over. One that came back to where it began leaves no step.
    pub fn end_drag(&mut self) {
        if self.dragging.take().is_some()
            && self
                .past
                .last()
                .is_some_and(|(_, before)| *before == self.present)
        {
            self.past.pop();
        }
    }

    fn push(&mut self, change: Change, next: T) {
        if next == self.present {
            return;
        }
        let before = std::mem::replace(&mut self.present, next);
        self.past.push((change, before));
        self.future.clear();
    }

    /// The change taken back, if there was one.
    pub fn undo(&mut self) -> Option<Change> {
        self.end_drag();
        let (change, before) = self.past.pop()?;
        let after = std::mem::replace(&mut self.present, before);
        self.future.push((change, after));
        Some(change)
    }

    /// The change made again, if there was one.
    pub fn redo(&mut self) -> Option<Change> {
        self.end_drag();
        let (change, after) = self.future.pop()?;
        let before = std::mem::replace(&mut self.present, after);
        self.past.push((change, before));
        Some(change)
    }

    /// What undo would take back.
    pub fn undo_name(&self) -> Option<Change> {
        self.past.last().map(|(change, _)| *change)
    }

    /// What redo would make again.
    pub fn redo_name(&self) -> Option<Change> {
        self.future.last().map(|(change, _)| *change)
    }
}
