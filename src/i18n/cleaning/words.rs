//! Texts without arguments, both languages side by side.

use crate::i18n::Lang;
use crate::model::recipe::StepKind;

macro_rules! words {
    ($($name:ident: $en:literal, $fr:literal;)+) => {
        /// A text of the table view.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word { $($name),+ }

        impl Word {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        impl Lang {
            pub const fn word(self, word: Word) -> &'static str {
                match (self, word) {
                    $((Self::En, Word::$name) => $en, (Self::Fr, Word::$name) => $fr,)+
                }
            }
        }
    };
}

words! {
    Emptied: "Cells emptied", "Cellules vidées";
    Steps: "Cleaning steps", "Étapes de nettoyage";
    CellsAsWritten: "Cells as written", "Cellules d’origine";
    FindInRows: "Find in rows", "Chercher dans les lignes";
    AsWritten: "as written", "d’origine";
    ReadAs: "read as", "lue comme";
    Restore: "Restore", "Rétablir";
    NotReadable: "not readable", "illisible";
    AllReasons: "All reasons", "Tous les motifs";
    ReadOtherwise: "Read the file otherwise…", "Lire le fichier autrement…";
    Apply: "Apply", "Appliquer";
    TakeOut: "Take out", "Retirer l’étape";
    Offered: "Cleaning offered", "Nettoyage proposé";
    OfferedHint: "Nothing is changed until you choose it. Every choice can be undone.", "Rien n’est modifié tant que vous ne l’avez pas choisi. Chaque choix s’annule.";
    StepsHint: "In the order in which they work. The file itself is never changed.", "Dans l’ordre où elles agissent. Le fichier lui-même n’est jamais modifié.";
    NoSteps: "No step yet: every cell is read as it is written.", "Aucune étape\u{a0}: chaque cellule est lue telle quelle.";
    NothingOffered: "Nothing to clean was found.", "Rien à nettoyer n’a été trouvé.";
    Looking: "Looking through the file…", "Examen du fichier en cours…";
    AddStep: "Add a step", "Ajouter une étape";
    Step: "Step", "Étape de nettoyage";
    Column: "Column", "Colonne";
    AllColumns: "All columns", "Toutes les colonnes";
    OldValue: "Value", "Valeur";
    NewValue: "Becomes", "Devient";
    Seconds: "Within (seconds)", "En moins de (secondes)";
    Keep: "Keep", "Garder";
    Pseudonymise: "Pseudonymise", "Pseudonymiser";
    Drop: "Drop", "Supprimer";
    PersonalHint: "Until you choose, this file is not kept in the browser.", "Tant que vous n’avez pas choisi, ce fichier n’est pas conservé dans le navigateur.";
    Dismiss: "Not now", "Pas maintenant";
    PersonName: "name", "nom";
    PersonEmail: "e-mail", "e-mail";
    PersonPhone: "telephone", "téléphone";
    PersonAddress: "address", "adresse";
    NotInFile: "not in this file: this step changes nothing here", "absent de ce fichier\u{a0}: cette étape n’y change rien";
    NoRows: "No row holds this.", "Aucune ligne ne le contient.";
    DownloadAsRead: "Download CSV", "Télécharger en CSV";
    MergedKey: "changed by a cleaning step", "modifié par une étape de nettoyage";
    RemovedKey: "removed by a step, not counted", "retiré par une étape, non compté";
    FirstProblems: "The first 10,000 are listed; all are counted.", "Les 10 000 premières sont listées\u{202f}; toutes sont comptées.";
    LastTime: "Steps of last time", "Étapes de la dernière fois";
}

impl Lang {
    /// What a kind of step is called in the menu.
    pub const fn step_kind(self, kind: StepKind) -> &'static str {
        let (en, fr) = match kind {
            StepKind::Trim => ("Trim blanks", "Retirer les blancs superflus"),
            StepKind::UnifyCase => ("Unify case", "Unifier la casse"),
            StepKind::UnifyAccents => ("Unify accents", "Unifier les accents"),
            StepKind::Merge => ("Merge spellings", "Fusionner des orthographes"),
            StepKind::StripIds => ("Strip ids", "Retirer les identifiants"),
            StepKind::DropExactDuplicates => ("Remove duplicates", "Retirer les doublons"),
            StepKind::DropNearDuplicates => {
                ("Remove near duplicates", "Retirer les quasi-doublons")
            }
            StepKind::Nulls => ("Empty missing values", "Vider les valeurs manquantes"),
            StepKind::FillEmpty => ("Fill empty cells", "Remplir les cellules vides"),
            StepKind::DropEmpty => (
                "Remove rows with an empty cell",
                "Retirer les lignes à cellule vide",
            ),
            StepKind::Rename => ("Rename a value", "Renommer une valeur"),
            StepKind::MapStages => (
                "Stages from touchpoints",
                "Étapes d’après les points de contact",
            ),
            StepKind::Pseudonymise => ("Pseudonymise", "Pseudonymiser"),
            StepKind::DropColumns => ("Drop columns", "Supprimer des colonnes"),
        };
        match self {
            Self::En => en,
            Self::Fr => fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages() {
        for word in Word::ALL {
            for lang in [Lang::En, Lang::Fr] {
                let text = lang.word(*word);
                assert!(!text.trim().is_empty() && text.trim() == text, "{word:?}");
            }
        }
        for kind in StepKind::ALL {
            assert_ne!(Lang::En.step_kind(kind), "", "{kind:?}");
        }
    }

    #[test]
    fn french_signs_stand_after_the_right_blanks() {
        for word in Word::ALL {
            let text = Lang::Fr.word(*word);
            for sign in [':', ';', '!', '?'] {
                assert!(
                    !text.contains(&format!(" {sign}")),
                    "a plain blank before {sign} in {word:?}"
                );
            }
        }
    }
}
