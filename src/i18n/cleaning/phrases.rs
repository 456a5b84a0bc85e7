//! Texts with arguments.

use super::Word;
use crate::i18n::Lang;
use crate::model::recipe::{CleaningStep, StepKind, StepOutcome};

impl Lang {
    /// `18,432 rows counted; 12 could not be read, 37 removed by you`.
    pub fn table_title(self, kept: u64, rejected: u64, removed: u64) -> String {
        let mut title = match self {
            Self::En => format!("{} counted", self.rows(kept)),
            Self::Fr if kept < 2 => format!("{} prise en compte", self.rows(kept)),
            Self::Fr => format!("{} prises en compte", self.rows(kept)),
        };
        let mut parts = Vec::new();
        if rejected > 0 {
            let count = self.count(rejected);
            parts.push(match self {
                Self::En => format!("{count} could not be read"),
                Self::Fr => format!("{count} illisible{}", plural(rejected)),
            });
        }
        if removed > 0 {
            let count = self.count(removed);
            parts.push(match self {
                Self::En => format!("{count} removed by you"),
                Self::Fr => format!("{count} retirée{} par vous", plural(removed)),
            });
        }
        if !parts.is_empty() {
            title.push_str(match self {
                Self::En => "; ",
                Self::Fr => "\u{202f}; ",
            });
            title.push_str(&parts.join(", "));
        }
        title
    }

    /// `Rows 1 to 22 of 18,432`.
    pub fn rows_range(self, first: u64, last: u64, total: u64) -> String {
        let (first, last, total) = (self.count(first), self.count(last), self.count(total));
        match self {
            Self::En => format!("Rows {first} to {last} of {total}"),
            Self::Fr => format!("Lignes {first} à {last} sur {total}"),
        }
    }

    /// `Removed, step 1`.
    pub fn removed_by(self, step: u64) -> String {
        match self {
            Self::En => format!("Removed, step {step}"),
            Self::Fr => format!("Retirée, étape {step}"),
        }
    }

    /// `Apply last time’s 4 steps`.
    pub fn apply_last_time(self, steps: u64) -> String {
        match (self, steps) {
            (Self::En, 1) => "Apply last time’s step".to_owned(),
            (Self::En, _) => format!("Apply last time’s {steps} steps"),
            (Self::Fr, 1) => "Appliquer l’étape de la dernière fois".to_owned(),
            (Self::Fr, _) => format!("Appliquer les {steps} étapes de la dernière fois"),
        }
    }

    /// `Files with these columns were cleaned in 4 steps.`
    pub fn cleaned_last_time(self, steps: u64) -> String {
        let s = plural(steps);
        match self {
            Self::En => format!("A file with the same columns was cleaned in {steps} step{s}."),
            Self::Fr => format!("Un fichier de même structure a été nettoyé en {steps} étape{s}."),
        }
    }

    /// `3 cleaning steps offered`.
    pub fn steps_offered(self, offers: u64) -> String {
        let s = plural(offers);
        match self {
            Self::En => format!("{offers} cleaning step{s} offered"),
            Self::Fr => format!("{offers} nettoyage{s} proposé{s}"),
        }
    }

    /// `2 cleaning steps`.
    pub fn steps_done(self, steps: u64) -> String {
        let s = plural(steps);
        match self {
            Self::En => format!("{steps} cleaning step{s}"),
            Self::Fr => format!("{steps} étape{s} de nettoyage"),
        }
    }

    /// `These columns may tell who people are: “email” (e-mail), “nom” (name).`
    pub fn personal_columns(self, columns: &[(String, Word)]) -> String {
        let list: Vec<String> = columns
            .iter()
            .map(|(column, kind)| format!("{} ({})", self.quoted(column), self.word(*kind)))
            .collect();
        let list = list.join(", ");
        match (self, columns.len()) {
            (Self::En, 1) => format!("This column may tell who people are: {list}."),
            (Self::En, _) => format!("These columns may tell who people are: {list}."),
            (Self::Fr, 1) => format!("Cette colonne semble désigner des personnes\u{a0}: {list}."),
            (Self::Fr, _) => format!("Ces colonnes semblent désigner des personnes\u{a0}: {list}."),
        }
    }

    /// What a step does, in one line.
    pub fn step(self, step: &CleaningStep) -> String {
        let columns: Vec<String> = step.columns.iter().map(|name| self.quoted(name)).collect();
        let columns = columns.join(", ");
        let from: Vec<String> = step.from.iter().map(|value| self.quoted(value)).collect();
        let from = from.join(", ");
        let to = self.quoted(step.to.first().map_or("", String::as_str));
        let what = match (self, step.kind) {
            (Self::En, StepKind::Merge) => format!("Read {from} as {to}"),
            (Self::Fr, StepKind::Merge) => format!("Lire {from} comme {to}"),
            (Self::En, StepKind::Rename) => format!("Call {from} {to}"),
            (Self::Fr, StepKind::Rename) => format!("Renommer {from} en {to}"),
            (Self::En, StepKind::FillEmpty) => format!("Fill empty cells with {to}"),
            (Self::Fr, StepKind::FillEmpty) => format!("Remplir les cellules vides par {to}"),
            (Self::En, StepKind::Nulls) => format!("Empty cells that say {from}"),
            (Self::Fr, StepKind::Nulls) => format!("Vider les cellules qui disent {from}"),
            (Self::En, StepKind::DropNearDuplicates) => format!(
                "Remove the same event told again within {}",
                self.duration(f64::from(step.seconds))
            ),
            (Self::Fr, StepKind::DropNearDuplicates) => format!(
                "Retirer le même évènement répété en moins de {}",
                self.duration(f64::from(step.seconds))
            ),
            (Self::En, StepKind::DropExactDuplicates) => {
                "Remove rows that are equal in every cell".to_owned()
            }
            (Self::Fr, StepKind::DropExactDuplicates) => {
                "Retirer les lignes identiques en tout point".to_owned()
            }
            (_, kind) => self.step_kind(kind).to_owned(),
        };
        if columns.is_empty() {
            what
        } else {
            self.labelled(&what, &columns)
        }
    }

    /// What a step changed, or would: `37 rows, 18,469 → 18,432 rows`, `12 cells, 8 → 6 values`.
    pub fn step_outcome(self, kind: StepKind, outcome: &StepOutcome) -> String {
        let mut parts = Vec::new();
        if kind.drops_rows() {
            parts.push(self.rows(outcome.rows));
        } else {
            parts.push(self.cells(outcome.cells));
        }
        if let Some((before, after)) = outcome.counts {
            let unit = match (self, kind.drops_rows(), kind) {
                (Self::En, true, _) => "rows",
                (Self::Fr, true, _) => "lignes",
                (Self::En, _, StepKind::FillEmpty) if outcome.rows == 0 => "empty",
                (Self::Fr, _, StepKind::FillEmpty) if outcome.rows == 0 => "vides",
                (Self::En, ..) => "values",
                (Self::Fr, ..) => "valeurs",
            };
            parts.push(format!(
                "{} → {} {unit}",
                self.count(before),
                self.count(after)
            ));
        }
        parts.join(", ")
    }

    fn cells(self, count: u64) -> String {
        let s = plural(count);
        let count = self.count(count);
        match self {
            Self::En => format!("{count} cell{s}"),
            Self::Fr => format!("{count} cellule{s}"),
        }
    }
}

const fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_steps_read_well() {
        assert_eq!(
            Lang::En.table_title(18_432, 12, 37),
            "18,432 rows counted; 12 could not be read, 37 removed by you"
        );
        assert_eq!(
            Lang::Fr.table_title(1, 1, 0),
            "1\u{a0}ligne prise en compte\u{202f}; 1 illisible".replace(
                '\u{a0}',
                if Lang::Fr.rows(1).contains('\u{a0}') {
                    "\u{a0}"
                } else {
                    " "
                }
            )
        );
        let step = CleaningStep {
            from: vec!["Homepage".into()],
            to: vec!["homepage".into()],
            ..CleaningStep::of(StepKind::Merge, &["page"])
        };
        assert_eq!(
            Lang::En.step(&step),
            "Read “Homepage” as “homepage”: “page”"
        );
        let outcome = StepOutcome {
            cells: 12,
            rows: 12,
            counts: Some((8, 6)),
            misses: None,
        };
        assert_eq!(
            Lang::En.step_outcome(StepKind::Merge, &outcome),
            "12 cells, 8 → 6 values"
        );
    }
}
