//! What was found in a file, as the review step shows it.
//!
//! Must not know: how it was found.

use super::plan::{Layout, Plan};
use crate::model::load::{ColumnInfo, DateOrder, Finding, LoadOptions, Review, Role};

impl Plan {
    /// Everything that the review step shows.
    pub fn review(&self) -> Review {
        let delimiter_evidence = match &self.layout {
            Layout::Text { evidence, .. } => evidence.clone(),
            Layout::Json(_) => Finding::default(),
        };
        let number = self
            .emotion
            .as_ref()
            .map(|e| &e.number)
            .filter(|n| n.comma)
            .unwrap_or(&self.revenue);
        Review {
            name: self.options.name.clone().unwrap_or_default(),
            format: self.format(),
            encoding: self.encoded.label(),
            encoding_evidence: self.encoded.finding.clone(),
            delimiter: self.delimiter(),
            delimiter_evidence,
            decimal_comma: number.comma,
            decimal_evidence: number.evidence.clone(),
            date_order: self.options.date_order.or_else(|| self.found_order()),
            date_evidence: self
                .time
                .as_ref()
                .map(|t| t.evidence.clone())
                .unwrap_or_default(),
            scale: self.emotion.as_ref().map(|e| e.scale),
            columns: (0..self.names.len())
                .map(|column| self.column_info(column))
                .collect(),
            first_rows: self.first_rows.clone(),
            questions: self.questions.clone(),
            shape: self.shape.shape.clone(),
            shape_evidence: self.shape.evidence.clone(),
            split_offers: self.shape.orders.clone(),
            tables: Vec::new(),
            options: self.found_options(),
        }
    }

    fn column_info(&self, column: usize) -> ColumnInfo {
        let profile = &self.profiles[column];
        ColumnInfo {
            name: self.names[column].clone(),
            role: self.roles.role_of(column),
            kind: profile.kind(),
            distinct: profile.distinct,
            empty: profile.empty(),
            sampled: profile.rows,
            range: profile.range(profile.numbers.is_comma(false)),
        }
    }

    /// The options that load the file as found. The date order is left open where it does not matter.
    fn found_options(&self) -> LoadOptions {
        LoadOptions {
            format: Some(self.format()),
            roles: Some(self.roles.named(&self.names)),
            encoding: Some(self.encoded.label()),
            delimiter: self.delimiter(),
            date_order: self.options.date_order.or_else(|| self.found_order()),
            scale: self.emotion.as_ref().map(|e| e.scale),
            shape: Some(self.shape.shape.clone()),
            ..self.options.clone()
        }
    }

    fn found_order(&self) -> Option<DateOrder> {
        let column = *self.roles.of(Role::Time).first()?;
        let votes = &self.profiles.get(column)?.times.votes;
        let matters = votes.open > 0 || votes.decided().is_some();
        self.time.as_ref().filter(|_| matters)?.form.date_order()
    }
}
