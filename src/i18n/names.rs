//! The names of the field's terms (contract §1) in each language.

use super::{Lang, Msg};
use crate::model::emotion::{EmotionClass, EmotionScale};
use crate::model::load::{ProblemReason, Question, Role};
use crate::model::query::StripOrder;
use crate::model::shape::{Shape, Split, TableUse};
use crate::model::unpacked::PartKind;

/// The name of a role, as in the menus of the import review.
pub const fn role(lang: Lang, role: Role) -> &'static str {
    match lang {
        Lang::En => match role {
            Role::Journey => "Journey id",
            Role::Time => "Date and time",
            Role::Touchpoint => "Touchpoint",
            Role::Stage => "Stage",
            Role::Channel => "Channel",
            Role::Persona => "Persona",
            Role::Emotion => "Emotion",
            Role::Revenue => "Amount",
            Role::Account => "Account",
            Role::Actor => "Person",
            Role::Verbatim => "Verbatim",
            Role::Weight => "Weight",
            Role::EndTime => "End time",
            Role::Attribute => "Attribute",
            Role::Ignore => "Ignore",
        },
        Lang::Fr => match role {
            Role::Journey => "Identifiant du parcours",
            Role::Time => "Date et heure",
            Role::Touchpoint => "Point de contact",
            Role::Stage => "Étape",
            Role::Channel => "Canal",
            Role::Persona => "Persona",
            Role::Emotion => "Émotion",
            Role::Revenue => "Montant",
            Role::Account => "Compte",
            Role::Actor => "Personne",
            Role::Verbatim => "Verbatim",
            Role::Weight => "Poids",
            Role::EndTime => "Heure de fin",
            Role::Attribute => "Attribut",
            Role::Ignore => "Ignorer",
        },
    }
}

/// The name of an emotion scale.
pub const fn scale(lang: Lang, scale: EmotionScale) -> &'static str {
    match lang {
        Lang::En => match scale {
            EmotionScale::Emotion => "emotion, −2 to +2",
            EmotionScale::OneToFive => "rating, 1 to 5",
            EmotionScale::OneToSeven => "rating, 1 to 7",
            EmotionScale::OneToTen => "rating, 1 to 10",
            EmotionScale::Nps => "recommendation (NPS), 0 to 10",
            EmotionScale::Hundred => "score, 0 to 100",
            EmotionScale::Csat => "satisfaction (CSAT), 1 to 5",
            EmotionScale::CesEasyHigh => "effort (CES), 1 to 7, 7 = easy",
            EmotionScale::CesEffortHigh => "effort (CES), 1 to 7, 7 = hard",
            EmotionScale::Words => "words",
            EmotionScale::Emoji => "emoji",
        },
        Lang::Fr => match scale {
            EmotionScale::Emotion => "émotion, −2 à +2",
            EmotionScale::OneToFive => "note, 1 à 5",
            EmotionScale::OneToSeven => "note, 1 à 7",
            EmotionScale::OneToTen => "note, 1 à 10",
            EmotionScale::Nps => "recommandation (NPS), 0 à 10",
            EmotionScale::Hundred => "score, 0 à 100",
            EmotionScale::Csat => "satisfaction (CSAT), 1 à 5",
            EmotionScale::CesEasyHigh => "effort (CES), 1 à 7, 7 = facile",
            EmotionScale::CesEffortHigh => "effort (CES), 1 à 7, 7 = difficile",
            EmotionScale::Words => "mots",
            EmotionScale::Emoji => "émojis",
        },
    }
}

/// Why a row was rejected, or a cell emptied.
pub const fn problem(lang: Lang, reason: ProblemReason) -> &'static str {
    match lang {
        Lang::En => match reason {
            ProblemReason::EmptyJourney => "Empty journey id",
            ProblemReason::EmptyTime => "Empty date",
            ProblemReason::UnreadableTime => "Unreadable date",
            ProblemReason::WrongFieldCount => "Number of columns",
            ProblemReason::ShortRow => "Cells missing at the end, read as empty",
            ProblemReason::NotAnObject => "Not an event",
            ProblemReason::UnreadableEmotion => "Unreadable emotion, cell left empty",
            ProblemReason::UnreadableRevenue => "Unreadable amount, cell left empty",
            ProblemReason::UnreadableWeight => "Unreadable weight",
            ProblemReason::NoAnswer => "No answer in the row",
            ProblemReason::UndecodableBytes => "Characters that do not fit the encoding",
            ProblemReason::PlainTime => {
                "Time without a time zone among times with one, read in an assumed zone"
            }
        },
        Lang::Fr => match reason {
            ProblemReason::EmptyJourney => "Identifiant du parcours vide",
            ProblemReason::EmptyTime => "Date vide",
            ProblemReason::UnreadableTime => "Date illisible",
            ProblemReason::WrongFieldCount => "Nombre de colonnes",
            ProblemReason::ShortRow => "Cellules manquantes à la fin, lues comme vides",
            ProblemReason::NotAnObject => "Pas un évènement",
            ProblemReason::UnreadableEmotion => "Émotion illisible, cellule laissée vide",
            ProblemReason::UnreadableRevenue => "Montant illisible, cellule laissée vide",
            ProblemReason::UnreadableWeight => "Poids illisible",
            ProblemReason::NoAnswer => "Aucune réponse dans la ligne",
            ProblemReason::UndecodableBytes => "Caractères étrangers à l’encodage",
            ProblemReason::PlainTime => {
                "Heure sans fuseau parmi des heures avec fuseau, lue dans un fuseau supposé"
            }
        },
    }
}

/// What the review step asks.
pub const fn question(question: &Question) -> Msg {
    match question {
        Question::WhichJourney => Msg::QuestionJourney,
        Question::WhichTouchpoint => Msg::QuestionTouchpoint,
        Question::DateOrder { .. } => Msg::QuestionDateOrder,
        Question::WhichScale { .. } => Msg::QuestionScale,
    }
}

pub const fn emotion_class(class: EmotionClass) -> Msg {
    match class {
        EmotionClass::VeryNegative => Msg::EmotionVeryNegative,
        EmotionClass::Negative => Msg::EmotionNegative,
        EmotionClass::Neutral => Msg::EmotionNeutral,
        EmotionClass::Positive => Msg::EmotionPositive,
        EmotionClass::VeryPositive => Msg::EmotionVeryPositive,
    }
}

/// The order of the journeys strip; where there is a goal, the longest come after those that met it.
pub const fn strip_order(order: StripOrder, has_goal: bool) -> Msg {
    match order {
        StripOrder::Longest if has_goal => Msg::OrderGoalLongest,
        StripOrder::Longest => Msg::OrderLongest,
        StripOrder::Shortest => Msg::OrderShortest,
        StripOrder::Start => Msg::OrderStart,
        StripOrder::Persona => Msg::OrderPersona,
        StripOrder::Emotion => Msg::OrderEmotion,
    }
}

/// What a row of a table stands for.
pub const fn shape(shape: &Shape) -> Msg {
    match shape {
        Shape::Events => Msg::ShapeEvents,
        Shape::WideDates { .. } => Msg::ShapeWideDates,
        Shape::WideScores { .. } => Msg::ShapeWideScores,
        Shape::StartComplete { .. } => Msg::ShapeStartComplete,
        Shape::Paths { .. } => Msg::ShapePaths,
        Shape::Counts { .. } => Msg::ShapeCounts,
    }
}

/// How one id is cut into several journeys.
pub fn split(lang: Lang, split: &Split) -> String {
    match split {
        Split::Goal => lang.text(Msg::SplitGoal).to_owned(),
        Split::Inactivity { seconds } => {
            let silence = lang.duration(*seconds as f64);
            match lang {
                Lang::En => format!("a new one after {silence} of silence"),
                Lang::Fr => format!("un nouveau après {silence} de silence"),
            }
        }
        Split::Column { name } => match lang {
            Lang::En => format!("one for each {name}"),
            Lang::Fr => format!("un par {name}"),
        },
    }
}

/// What one of several files is for.
pub const fn table_use(how: &TableUse) -> Msg {
    match how {
        TableUse::Main => Msg::UseMain,
        TableUse::Stack => Msg::UseStack,
        TableUse::Join { .. } => Msg::UseJoin,
        TableUse::Events => Msg::UseEvents,
        TableUse::Ignore => Msg::UseIgnore,
    }
}

/// What one of several parts of a file is. Not in the table of texts: the first screen never says it.
pub const fn part(lang: Lang, kind: PartKind) -> &'static str {
    match (lang, kind) {
        (Lang::En, PartKind::File) => "File in the archive",
        (Lang::En, PartKind::Sheet) => "Sheet",
        (Lang::En, PartKind::ObjectType) => "Journeys of",
        (Lang::Fr, PartKind::File) => "Fichier de l’archive",
        (Lang::Fr, PartKind::Sheet) => "Feuille",
        (Lang::Fr, PartKind::ObjectType) => "Parcours de",
    }
}

/// A delimiter in words; itself where it has no name.
pub fn delimiter(lang: Lang, delimiter: &str) -> String {
    let msg = match delimiter {
        "," => Msg::DelimiterComma,
        ";" => Msg::DelimiterSemicolon,
        "\t" => Msg::DelimiterTab,
        "|" => Msg::DelimiterPipe,
        other => return lang.quoted(other),
    };
    lang.text(msg).to_owned()
}
