//! What a cell is read as, for showing it beside what is written.

use crate::import::clean::time_of;
use crate::import::number::parse_number;
use crate::import::plan::Plan;
use crate::import::rows::{Row, Span};
use crate::import::scale::read_emotion;
use crate::model::cells::ReadCell;
use crate::model::emotion::EmotionScale;
use crate::model::load::Role;

/// Columns whose cells are converted, and how.
pub struct Reading<'p> {
    plan: &'p Plan,
    time: Vec<usize>,
    end_time: Option<usize>,
    emotion: Option<usize>,
    revenue: Option<usize>,
}

impl<'p> Reading<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        let first = |role| plan.roles.of(role).first().copied();
        Self {
            plan,
            time: plan.roles.of(Role::Time).to_vec(),
            end_time: first(Role::EndTime),
            emotion: first(Role::Emotion),
            revenue: first(Role::Revenue),
        }
    }

    /// What differs from what is written: `written` and `cleaned` are the row before and after the steps.
    pub fn of(&self, written: &[String], cleaned: &[String]) -> Vec<(u32, ReadCell)> {
        let mut read = Vec::new();
        for (column, cell) in cleaned.iter().enumerate() {
            let before = written.get(column).map_or("", String::as_str);
            let made = self.converted(column, cell, cleaned);
            let text = || (before != cell).then(|| ReadCell::Text(cell.clone()));
            read.extend(made.or_else(text).map(|made| (column as u32, made)));
        }
        read
    }

    fn converted(&self, column: usize, cell: &str, cells: &[String]) -> Option<ReadCell> {
        if self.time.first() == Some(&column) {
            return Some(
                self.time(cells, &self.time)
                    .map_or(ReadCell::Unreadable, ReadCell::Time),
            );
        }
        if cell.is_empty() {
            return None;
        }
        if self.end_time == Some(column) {
            // Nothing is counted by it: one that is no time is shown as it is written.
            return self.time(cells, &[column]).map(ReadCell::Time);
        }
        if self.emotion == Some(column) {
            return Some(
                self.emotion(cell)
                    .map_or(ReadCell::Unreadable, ReadCell::Emotion),
            );
        }
        let comma = self.plan.revenue.comma;
        (self.revenue == Some(column)).then(|| {
            parse_number(cell.as_bytes(), comma).map_or(ReadCell::Unreadable, ReadCell::Number)
        })
    }

    fn time(&self, cells: &[String], columns: &[usize]) -> Option<i64> {
        let (text, spans) = as_row(cells);
        let row = Row::new("", &text, &spans);
        time_of(row, columns, self.plan.time.as_ref())
    }

    fn emotion(&self, cell: &str) -> Option<f64> {
        let plan = self.plan.emotion.as_ref()?;
        let raw = match plan.scale {
            EmotionScale::Words | EmotionScale::Emoji => read_emotion(cell, plan.scale, false)?,
            scale => {
                let (low, high) = scale.range();
                let value = parse_number(cell.as_bytes(), plan.number.comma)?;
                (low..=high).contains(&value).then_some(value)?
            }
        };
        plan.scale.emotion_from_raw(raw)
    }
}

pub fn as_row(cells: &[String]) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(cells.len());
    for cell in cells {
        let start = text.len();
        text.push_str(cell);
        spans.push(Span::scratch(start, text.len()));
    }
    (text, spans)
}
