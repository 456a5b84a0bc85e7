//! Events of several files on their way into one table: what each file has in its own places goes to the common ones.

use crate::import::Fitting;
use crate::model::emotion::EmotionScale;
use crate::model::event::{Event, EventRows, EventSink, TableSchema};
use crate::model::load::LoadOptions;
use crate::store::TableBuilder;

/// A table builder that is told which file the next events are of.
pub struct Gather {
    builder: TableBuilder,
    emotion: Option<EmotionScale>,
    /// `None`: one file, whose events go through as they are.
    fitting: Option<Fitting>,
    first_row: u32,
    /// The file's own scale, where it is converted to the common one.
    converted: Option<EmotionScale>,
}

impl Gather {
    pub fn new(schema: TableSchema) -> Self {
        Self {
            emotion: schema.emotion,
            builder: TableBuilder::new(schema),
            fitting: None,
            first_row: 0,
            converted: None,
        }
    }

    /// The next events are of another file; its rows are numbered from `first_row`.
    pub fn begin(&mut self, own: &TableSchema, fitting: Fitting, first_row: u32) {
        self.fitting = Some(fitting);
        self.first_row = first_row;
        self.converted = own.emotion.filter(|scale| Some(*scale) != self.emotion);
    }

    /// Cuts journeys when all events are there.
    pub fn split(&mut self, options: &LoadOptions) {
        self.builder
            .split(options.split.clone(), options.goal.clone());
    }

    pub fn into_builder(self) -> TableBuilder {
        self.builder
    }

    fn fitted(&mut self, event: Event<'_>, fitting: &Fitting) {
        let mut attributes = Vec::with_capacity(fitting.attributes.len());
        for (place, own) in fitting.attributes.iter().enumerate() {
            let source = fitting.source.as_ref().filter(|(at, _)| *at == place);
            attributes.push(match (source, own) {
                (Some((_, name)), _) => name.as_str(),
                (None, Some(own)) => event.attributes.get(*own).copied().unwrap_or_default(),
                (None, None) => "",
            });
        }
        let mut event = Event {
            row: self.first_row + event.row,
            attributes: &attributes,
            ..event
        };
        if fitting.stage_is_touchpoint {
            event.stage = event.touchpoint;
        }
        if fitting.touchpoint_is_stage {
            event.touchpoint = event.stage;
        }
        if let Some(scale) = self.converted {
            event.emotion_raw = event
                .emotion_raw
                .and_then(|raw| scale.emotion_from_raw(raw));
        }
        self.builder.push(event);
    }
}

impl EventSink for Gather {
    #[inline]
    fn push(&mut self, event: Event<'_>) {
        let Some(fitting) = self.fitting.take() else {
            return self.builder.push(event);
        };
        self.fitted(event, &fitting);
        self.fitting = Some(fitting);
    }

    fn expect(&mut self, events: usize) {
        self.builder.expect(events);
    }

    fn push_rows(&mut self, rows: EventRows<'_>) {
        if self.fitting.is_none() {
            return self.builder.push_rows(rows);
        }
        let mut attributes = Vec::new();
        for row in 0..rows.cells.rows() {
            self.push(rows.event(row, &mut attributes));
        }
    }
}
