//! The facts of personas side by side: their names, values and differences in words, and the sentence above them.

use super::number::MINUS;
use super::takeaway::for_persona;
use super::{Lang, Msg};
use crate::model::answer::{Difference, Estimate, Fact, FactKind, Personas};

/// Fewer journeys are said to be few, and are not the best of all.
const FEW: u32 = 30;

/// Whom a persona is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference<'a> {
    Others,
    All,
    /// By its name as in the file.
    One(&'a str),
}

/// A difference that its interval, as written, tells from none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `lower by 10 points`.
    pub words: String,
    /// `−16 to −4`.
    pub interval: String,
}

/// Few journeys on either side.
pub fn is_few(fact: &Fact) -> bool {
    let few = |side: &Option<Estimate>| side.is_some_and(|side| side.journeys < FEW);
    few(&fact.own) || few(&fact.reference)
}

impl Lang {
    /// `Goal met`; the channel by its name as in the file.
    pub fn fact_name(self, kind: FactKind, channel: &str) -> String {
        let name = match kind {
            FactKind::GoalMet => Msg::FactGoalMet,
            FactKind::Emotion => Msg::FactEmotion,
            FactKind::TimeToGoal => Msg::FactTimeToGoal,
            FactKind::GoesBack => Msg::FactGoesBack,
            FactKind::Duration => Msg::FactDuration,
            FactKind::Channel => {
                return format!("{channel}, {}", self.text(Msg::FactShareOfEvents));
            }
        };
        self.text(name).to_owned()
    }

    /// `42%`, `−0.1`, `6 d 4 h`.
    pub fn fact_value(self, kind: FactKind, value: f64) -> String {
        match kind {
            FactKind::Emotion => self.emotion(value),
            FactKind::TimeToGoal | FactKind::Duration => self.duration(value),
            FactKind::GoalMet | FactKind::GoesBack | FactKind::Channel => self.percent(value),
        }
    }

    /// `None` where the interval, rounded as it is written, holds zero.
    pub fn fact_difference(self, kind: FactKind, difference: &Difference) -> Option<Told> {
        let (low, high) = difference.interval?;
        let written = |value: f64| match kind {
            FactKind::Emotion => (value * 10.0).round(),
            FactKind::TimeToGoal | FactKind::Duration => value.round(),
            FactKind::GoalMet | FactKind::GoesBack | FactKind::Channel => (value * 100.0).round(),
        };
        if written(low) * written(high) <= 0.0 {
            return None;
        }
        let size = self.difference_size(kind, difference.value.abs());
        let (low, high) = (
            self.difference_end(kind, low),
            self.difference_end(kind, high),
        );
        Some(Told {
            words: self.difference_words(kind, difference.value > 0.0, &size),
            interval: match self {
                Self::En => format!("{low} to {high}"),
                Self::Fr => format!("{low} à {high}"),
            },
        })
    }

    fn difference_size(self, kind: FactKind, size: f64) -> String {
        match kind {
            FactKind::Emotion => self.decimal(size, 1),
            FactKind::TimeToGoal | FactKind::Duration => self.duration_short(size),
            FactKind::GoalMet | FactKind::GoesBack | FactKind::Channel => {
                self.points((size * 100.0).round() as u64)
            }
        }
    }

    fn difference_end(self, kind: FactKind, value: f64) -> String {
        match kind {
            FactKind::Emotion => self.signed(value, 1),
            FactKind::TimeToGoal | FactKind::Duration => {
                let sign = if value < 0.0 { MINUS } else { '+' };
                format!("{sign}{}", self.duration_short(value.abs()))
            }
            FactKind::GoalMet | FactKind::GoesBack | FactKind::Channel => {
                self.signed(value * 100.0, 0)
            }
        }
    }

    fn difference_words(self, kind: FactKind, more: bool, size: &str) -> String {
        let is_time = matches!(kind, FactKind::TimeToGoal | FactKind::Duration);
        match (self, is_time, more) {
            (Self::En, true, true) => format!("longer by {size}"),
            (Self::En, true, false) => format!("shorter by {size}"),
            (Self::En, false, true) => format!("higher by {size}"),
            (Self::En, false, false) => format!("lower by {size}"),
            (Self::Fr, _, true) => format!("{size} de plus"),
            (Self::Fr, _, false) => format!("{size} de moins"),
        }
    }

    /// `others 51%`.
    pub fn fact_reference(self, kind: FactKind, value: f64, reference: Reference<'_>) -> String {
        let who = match reference {
            Reference::Others => self.text(Msg::FactOthers),
            Reference::All => self.text(Msg::FactAll),
            Reference::One(name) => self.value(name),
        };
        format!("{who} {}", self.fact_value(kind, value))
    }

    /// `4 personas · 1,284 journeys · 2,496 answers`; `20 of 34 personas` where not all are listed.
    pub fn personas_counts(self, answer: &Personas, has_emotion: bool) -> String {
        let listed = answer.list.len() as u64;
        let personas = if listed < u64::from(answer.count) {
            format!("{} personas", self.of(listed, answer.count.into()))
        } else {
            self.personas(listed)
        };
        let mut parts = vec![personas, self.journeys(answer.journeys.into())];
        if has_emotion {
            parts.push(self.answers(answer.answers.into()));
        }
        parts.join(" · ")
    }

    /// Who meets the goal most, else who feels best; else what there is, claiming nothing.
    pub fn personas_title(
        self,
        names: &[String],
        answer: &Personas,
        reference: Reference<'_>,
    ) -> String {
        let named = |id: u32| self.value(names.get(id as usize).map_or("", String::as_str));
        for kind in [FactKind::GoalMet, FactKind::Emotion] {
            if let Some((persona, own, other)) = self.best(answer, kind) {
                return self.best_sentence(kind, named(persona), own, other, reference);
            }
        }
        match (answer.list.as_slice(), self) {
            ([], _) => self.text(Msg::NoJourneyMatches).to_owned(),
            ([only], _) => named(only.persona).to_owned(),
            (many, Self::En) => format!("{} side by side", self.personas(many.len() as u64)),
            (many, Self::Fr) => format!("{} côte à côte", self.personas(many.len() as u64)),
        }
    }

    /// The persona with the highest value among those that do not rest on few journeys, its value and that of its reference,
    /// where its difference is clear.
    fn best(self, answer: &Personas, kind: FactKind) -> Option<(u32, f64, f64)> {
        let facts = answer.list.iter().filter_map(|card| {
            let fact = card.facts.iter().find(|fact| fact.kind == kind)?;
            let own = fact.own.filter(|own| own.journeys >= FEW)?;
            Some((card.persona, own.value, fact))
        });
        let (persona, own, fact) = facts.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let difference = fact.difference.filter(|it| it.value > 0.0)?;
        self.fact_difference(kind, &difference)?;
        Some((persona, own, fact.reference?.value))
    }

    fn best_sentence(
        self,
        kind: FactKind,
        name: &str,
        own: f64,
        other: f64,
        reference: Reference<'_>,
    ) -> String {
        let (own, other) = (self.fact_value(kind, own), self.fact_value(kind, other));
        let against = match (self, reference) {
            (Self::En, Reference::Others) => " for the others".to_owned(),
            (Self::En, Reference::All) => " overall".to_owned(),
            (Self::Fr, Reference::Others) => " pour les autres".to_owned(),
            (Self::Fr, Reference::All) => " dans l’ensemble".to_owned(),
            (_, Reference::One(other)) => for_persona(self, self.value(other)),
        };
        let group = for_persona(self, name);
        match (self, kind) {
            (Self::En, FactKind::Emotion) => {
                format!("The experience is best{group}: {own}, against {other}{against}")
            }
            (Self::En, _) => {
                format!("The goal is met most often by {name}: {own}, against {other}{against}")
            }
            (Self::Fr, FactKind::Emotion) => format!(
                "L’expérience est la meilleure{group}\u{a0}: {own}, contre {other}{against}"
            ),
            (Self::Fr, _) => format!(
                "C’est{group} que l’objectif est le plus souvent atteint\u{a0}: {own}, contre {other}{against}"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answer::PersonaFacts;

    fn difference(value: f64, low: f64, high: f64) -> Difference {
        Difference {
            value,
            interval: Some((low, high)),
        }
    }

    fn words(lang: Lang, kind: FactKind, difference: &Difference) -> Option<String> {
        let told = lang.fact_difference(kind, difference)?;
        Some(format!("{}, {}", told.words, told.interval))
    }

    #[test]
    fn a_difference_is_named_only_where_its_interval_as_written_leaves_out_zero() {
        let share = difference(-0.1, -0.16, -0.04);
        assert_eq!(
            words(Lang::En, FactKind::GoalMet, &share).unwrap(),
            "lower by 10 points, −16 to −4"
        );
        assert_eq!(
            words(Lang::Fr, FactKind::GoalMet, &share).unwrap(),
            "10 points de moins, −16 à −4"
        );
        let rounds_to_zero = difference(0.05, 0.004, 0.1);
        assert_eq!(words(Lang::En, FactKind::GoalMet, &rounds_to_zero), None);
        let emotion = difference(0.7, 0.6, 0.8);
        assert_eq!(
            words(Lang::En, FactKind::Emotion, &emotion).unwrap(),
            "higher by 0.7, +0.6 to +0.8"
        );
        let hour = 3600.0;
        let time = difference(-2.0 * hour, -3.0 * hour, -hour);
        assert_eq!(
            words(Lang::Fr, FactKind::TimeToGoal, &time).unwrap(),
            "2\u{a0}h de moins, −3\u{a0}h à −1\u{a0}h"
        );
        let none = Difference::default();
        assert_eq!(words(Lang::En, FactKind::TimeToGoal, &none), None);
    }

    fn card(persona: u32, journeys: u32, share: f64, low: f64) -> PersonaFacts {
        let side = |value| Estimate {
            value,
            n: journeys,
            journeys,
            interval: None,
        };
        PersonaFacts {
            persona,
            facts: vec![Fact {
                kind: FactKind::GoalMet,
                own: Some(side(share)),
                reference: Some(side(0.43)),
                difference: Some(difference(share - 0.43, low, 0.3)),
            }],
            ..PersonaFacts::default()
        }
    }

    #[test]
    fn the_title_names_the_best_only_where_it_is_clear() {
        let names = ["Marie".to_owned(), "Loyal regulars".to_owned()];
        let title = |list, lang: Lang| {
            let answer = Personas {
                list,
                ..Personas::default()
            };
            lang.personas_title(&names, &answer, Reference::Others)
        };
        let clear = || vec![card(0, 300, 0.4, -0.2), card(1, 300, 0.65, 0.16)];
        assert_eq!(
            title(clear(), Lang::En),
            "The goal is met most often by Loyal regulars: 65%, against 43% for the others"
        );
        assert_eq!(title(clear()[..1].to_vec(), Lang::Fr), "Marie");
        let unclear = vec![card(0, 300, 0.4, -0.2), card(1, 300, 0.65, -0.1)];
        assert_eq!(title(unclear, Lang::En), "2 personas side by side");
        let few = vec![card(0, 300, 0.4, -0.2), card(1, 20, 0.65, 0.16)];
        assert_eq!(title(few, Lang::Fr), "2 personas côte à côte");
    }
}
