//! Texts with arguments. Each is a function with typed arguments, so that neither language can miss one.

use super::{Lang, Msg};
use crate::model::load::Goal;

/// `one` or `many` by the rule of the language, after the count.
fn counted(lang: Lang, count: u64, one: &str, many: &str) -> String {
    let noun = if lang.is_singular(count) { one } else { many };
    format!("{} {noun}", lang.count(count))
}

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident: $en_one:literal, $en_many:literal; $fr_one:literal, $fr_many:literal;)+) => {
        impl Lang {
            $($(#[$doc])* pub fn $name(self, count: u64) -> String {
                match self {
                    Self::En => counted(self, count, $en_one, $en_many),
                    Self::Fr => counted(self, count, $fr_one, $fr_many),
                }
            })+
        }
    };
}

counts! {
    journeys: "journey", "journeys"; "parcours", "parcours";
    events: "event", "events"; "évènement", "évènements";
    answers: "answer", "answers"; "réponse", "réponses";
    stages: "stage", "stages"; "étape", "étapes";
    steps: "step", "steps"; "étape", "étapes";
    touchpoints: "touchpoint", "touchpoints"; "point de contact", "points de contact";
    personas: "persona", "personas"; "persona", "personas";
    channels: "channel", "channels"; "canal", "canaux";
    accounts: "account", "accounts"; "compte", "comptes";
    values: "value", "values"; "valeur", "valeurs";
    rows: "row", "rows"; "ligne", "lignes";
    /// The pill beside the counts: rows that could not be used.
    rows_set_aside: "row set aside", "rows set aside"; "ligne écartée", "lignes écartées";
    rows_rejected: "row rejected", "rows rejected"; "ligne rejetée", "lignes rejetées";
    rows_read: "row read", "rows read"; "ligne lue", "lignes lues";
    rows_kept: "row kept", "rows kept"; "ligne prise en compte", "lignes prises en compte";
    journeys_found: "journey found", "journeys found"; "parcours trouvé", "parcours trouvés";
    cells_emptied: "cell left empty", "cells left empty"; "cellule laissée vide", "cellules laissées vides";
    /// Under a block of the timeline: journeys that may still go on.
    open: "open", "open"; "en cours", "en cours";
    dropped: "dropped", "dropped"; "abandon", "abandons";
    /// A difference of two shares.
    points: "point", "points"; "point", "points";
    /// Steps that are not drawn.
    hidden: "hidden", "hidden"; "masquée", "masquées";
    selected: "selected", "selected"; "sélectionné", "sélectionnés";
    decisions: "thing to decide", "things to decide"; "point à préciser", "points à préciser";
    mixed_personas: "journey with several personas, counted under its first", "journeys with several personas, counted under their first";
        "parcours à plusieurs personas, compté avec le premier", "parcours à plusieurs personas, comptés avec le premier";
}

impl Lang {
    /// `n = 214`.
    pub fn n(self, count: u64) -> String {
        format!("n\u{a0}=\u{a0}{}", self.count(count))
    }

    /// `412 · 32%`: a count and its share.
    pub fn count_and_share(self, count: u64, share: f64) -> String {
        format!("{} · {}", self.count(count), self.percent(share))
    }

    /// `−397 · 38%`: journeys that went no further than a stage, and their share of those that reached it.
    pub fn dropped_and_share(self, dropped: u64, share: f64) -> String {
        format!(
            "{}{} · {}",
            super::number::MINUS,
            self.count(dropped),
            self.percent(share)
        )
    }

    /// `387 ↺ ×1.6`: journeys that go back, and how often each does.
    pub fn return_label(self, journeys: u64, turns: f64) -> String {
        format!("{} ↺ {}", self.count(journeys), self.times(turns))
    }

    /// `1,042 of 1,284 journeys`.
    pub fn journeys_of(self, kept: u64, all: u64) -> String {
        match self {
            Self::En => format!("{} of {}", self.count(kept), self.journeys(all)),
            Self::Fr => format!("{} sur {}", self.journeys(kept), self.count(all)),
        }
    }

    /// `12 times without a time zone, read in the zone Europe/Paris`, or `as UTC−03:00`. The zone: a name or an offset, as told.
    pub fn plain_times(self, count: u64, zone: &str) -> String {
        let offset = match zone {
            "Z" | "UTC" => Some(String::new()),
            _ if zone.starts_with(['+', '-']) => Some(zone.replace('-', "−")),
            _ => None,
        };
        let zone = match (self, offset) {
            (Self::En, Some(offset)) => format!("as UTC{offset}"),
            (Self::Fr, Some(offset)) => format!("en UTC{offset}"),
            (Self::En, None) => format!("in the zone {}", zone.replace('_', " ")),
            (Self::Fr, None) => format!("dans le fuseau {}", zone.replace('_', " ")),
        };
        let number = self.count(count);
        match (self, count) {
            (Self::En, 1) => format!("{number} time without a time zone, read {zone}"),
            (Self::En, _) => format!("{number} times without a time zone, read {zone}"),
            (Self::Fr, 0 | 1) => format!("{number} heure sans fuseau, lue {zone}"),
            (Self::Fr, _) => format!("{number} heures sans fuseau, lues {zone}"),
        }
    }

    /// A told zone that the browser does not know, and what it could be: a part of the sentence on options that cannot be read.
    pub fn no_such_zone(self, zone: &str) -> String {
        let zone = self.quoted(zone);
        let examples = "Europe/Paris, America/New_York, +02:00, UTC";
        match self {
            Self::En => format!("timeZone {zone}; possible are {examples} and the like"),
            Self::Fr => format!("timeZone {zone}\u{a0}; possibles\u{a0}: {examples}, etc"),
        }
    }

    /// `only the first 63 % of the file`.
    pub fn first_part(self, share: f64) -> String {
        match self {
            Self::En => format!("only the first {} of the file", self.percent(share)),
            Self::Fr => format!("les premiers {} du fichier seulement", self.percent(share)),
        }
    }

    /// `214 of 654`.
    pub fn of(self, part: u64, all: u64) -> String {
        let joint = match self {
            Self::En => "of",
            Self::Fr => "sur",
        };
        format!("{} {joint} {}", self.count(part), self.count(all))
    }

    /// `Goal: amount > 0`.
    pub fn goal_is(self, goal: Option<&Goal>) -> String {
        self.labelled(self.text(Msg::Goal), &self.goal_name(goal))
    }

    /// What the goal is, in words: the names as in the file, or `amount > 0`, or `none`.
    pub fn goal_name(self, goal: Option<&Goal>) -> String {
        let Some(goal) = goal else {
            return self.text(Msg::GoalNone).to_owned();
        };
        let mut names: Vec<&str> = Vec::new();
        if goal.revenue {
            names.push(self.text(Msg::GoalRevenue));
        }
        names.extend(
            goal.stage
                .iter()
                .chain(&goal.touchpoint)
                .map(String::as_str),
        );
        if names.is_empty() {
            names.push(self.text(Msg::GoalNone));
        }
        self.either(&names)
    }

    /// `a`, `a or b`, `a, b or c`.
    pub fn either<S: AsRef<str>>(self, names: &[S]) -> String {
        let word = match self {
            Self::En => "or",
            Self::Fr => "ou",
        };
        joined(names, word)
    }

    /// `a`, `a and b`, `a, b and c`.
    pub fn both<S: AsRef<str>>(self, names: &[S]) -> String {
        let word = match self {
            Self::En => "and",
            Self::Fr => "et",
        };
        joined(names, word)
    }

    /// `all but Web and Phone`.
    pub fn all_but<S: AsRef<str>>(self, names: &[S]) -> String {
        let word = match self {
            Self::En => "all but",
            Self::Fr => "tout sauf",
        };
        format!("{word} {}", self.both(names))
    }

    /// `since 1 Jan 2026`.
    pub fn since(self, date: &str) -> String {
        match self {
            Self::En => format!("since {date}"),
            Self::Fr => format!("depuis le {date}"),
        }
    }

    /// `until 30 Jun 2026`.
    pub fn until(self, date: &str) -> String {
        match self {
            Self::En => format!("until {date}"),
            Self::Fr => format!("jusqu’au {date}"),
        }
    }

    /// A value of the file as shown: itself, or `(empty)`.
    pub fn value(self, value: &str) -> &str {
        if value.is_empty() {
            self.text(Msg::EmptyValue)
        } else {
            value
        }
    }

    /// `Others (14)`.
    pub fn others(self, count: u64) -> String {
        format!("{} ({})", self.text(Msg::OthersLabel), self.count(count))
    }

    /// `See all 214`.
    pub fn see_all(self, count: u64) -> String {
        match self {
            Self::En => format!("See all {}", self.count(count)),
            Self::Fr => format!("Tout voir ({})", self.count(count)),
        }
    }

    /// `Show 5 more`.
    pub fn show_more(self, count: u64) -> String {
        match self {
            Self::En => format!("Show {} more", self.count(count)),
            Self::Fr => format!("En afficher {} de plus", self.count(count)),
        }
    }

    /// `18 more, search`: under a list that is cut.
    pub fn more_search(self, count: u64) -> String {
        match self {
            Self::En => format!("{} more, search", self.count(count)),
            Self::Fr => format!("{} de plus, rechercher", self.count(count)),
        }
    }

    /// Header of the steps where the file has no stage column.
    pub fn most_frequent_steps(self, count: u64) -> String {
        match (self, self.is_singular(count)) {
            (Self::En, true) => "The most frequent touchpoint.".to_owned(),
            (Self::En, false) => format!(
                "The {} most frequent touchpoints, in order of time.",
                self.count(count)
            ),
            (Self::Fr, true) => "Le point de contact le plus fréquent.".to_owned(),
            (Self::Fr, false) => format!(
                "Les {} points de contact les plus fréquents, dans l’ordre de passage.",
                self.count(count)
            ),
        }
    }

    /// `Use 2 stages and 20 steps`: the button that takes a grouping.
    pub fn use_groups(self, stages: u64, steps: u64) -> String {
        let mut parts = vec![self.stages(stages)];
        if steps > 0 {
            parts.push(match self {
                Self::En => self.steps(steps),
                Self::Fr => counted(
                    self,
                    steps,
                    "point de contact seul",
                    "points de contact seuls",
                ),
            });
        }
        let verb = match self {
            Self::En => "Use",
            Self::Fr => "Prendre",
        };
        format!("{verb} {}", self.both(&parts))
    }

    /// `Drop here: Estimate sent`.
    pub fn drop_here(self, name: &str) -> String {
        match self {
            Self::En => self.labelled("Drop here", name),
            Self::Fr => self.labelled("Déposer ici", name),
        }
    }

    /// `Move Estimate sent to`: name of a menu.
    pub fn move_to(self, name: &str) -> String {
        match self {
            Self::En => format!("Move {name} to"),
            Self::Fr => format!("Déplacer {} vers", self.quoted(name)),
        }
    }

    /// Header of the journeys strip: how many rows of how many, and their order.
    pub fn strip_rows(self, first: u64, last: u64, total: u64) -> String {
        let range = if first + 1 >= last {
            self.count(last)
        } else {
            format!("{}–{}", self.count(first + 1), self.count(last))
        };
        match self {
            Self::En => format!("{range} of {}", self.journeys(total)),
            Self::Fr => format!("{range} sur {}", self.journeys(total)),
        }
    }

    /// `density, 1,284 journeys`.
    pub fn density(self, journeys: u64) -> String {
        match self {
            Self::En => format!("density, {}", self.journeys(journeys)),
            Self::Fr => format!("densité, {}", self.journeys(journeys)),
        }
    }

    /// `4 brushed`.
    pub fn brushed(self, count: u64) -> String {
        match self {
            Self::En => format!("{} brushed", self.count(count)),
            Self::Fr => counted(self, count, "retenu", "retenus"),
        }
    }

    /// Said beside the switch: how many journeys the emotion graph keeps.
    pub fn answered_throughout(self, journeys: u64) -> String {
        let journeys = self.journeys(journeys);
        match self {
            Self::En => format!("{journeys} answered at every stage"),
            Self::Fr => format!("{journeys} avec une réponse à chaque étape"),
        }
    }

    /// `between −1.3 and −1.1`: two emotions already written, or any two values.
    pub fn between(self, low: &str, high: &str) -> String {
        match self {
            Self::En => format!("between {low} and {high}"),
            Self::Fr => format!("entre {low} et {high}"),
        }
    }

    /// `−1.2 ± 0.1`.
    pub fn emotion_and_margin(self, mean: f64, half_width: f64) -> String {
        format!("{} ± {}", self.emotion(mean), self.decimal(half_width, 1))
    }

    /// `about 3 s left`.
    pub fn time_left(self, seconds: f64) -> String {
        let time = self.duration(seconds.ceil());
        match self {
            Self::En => format!("about {time} left"),
            Self::Fr => format!("encore {time} environ"),
        }
    }

    /// `Reading shop.csv`.
    pub fn reading(self, name: &str) -> String {
        match self {
            Self::En => format!("Reading {name}"),
            Self::Fr => format!("Lecture de {name}"),
        }
    }

    /// `in the first 20,000 rows`.
    pub fn in_the_first_rows(self, rows: u64) -> String {
        match self {
            Self::En => format!("in the first {}", self.rows(rows)),
            Self::Fr => format!("dans les {} premières lignes", self.count(rows)),
        }
    }

    /// The button that ends the review step: `Show the 1,284 journeys`.
    pub fn show_journeys(self, journeys: u64) -> String {
        match (self, journeys) {
            (Self::En, 1) => "Show the journey".to_owned(),
            (Self::En, _) => format!("Show the {}", self.journeys(journeys)),
            (Self::Fr, 1) => "Voir le parcours".to_owned(),
            (Self::Fr, _) => format!("Voir les {}", self.journeys(journeys)),
        }
    }

    /// `1,284 journeys instead of 600`.
    pub fn journeys_instead(self, journeys: u64, unsplit: u64) -> String {
        match self {
            Self::En => format!(
                "{} instead of {}",
                self.journeys(journeys),
                self.count(unsplit)
            ),
            Self::Fr => format!(
                "{} au lieu de {}",
                self.journeys(journeys),
                self.count(unsplit)
            ),
        }
    }

    /// `line 5`.
    pub fn line(self, line: u64) -> String {
        match self {
            Self::En => format!("line {}", self.count(line)),
            Self::Fr => format!("ligne {}", self.count(line)),
        }
    }

    /// `12 of 12 rows agree`: the evidence for something found.
    pub fn agree(self, agree: u64, of: u64) -> String {
        match self {
            Self::En => format!("{} of {}", self.count(agree), self.rows(of)),
            Self::Fr => format!("{} sur {}", self.count(agree), self.rows(of)),
        }
    }

    /// `412 of 412 lines have 9 fields`: the evidence for a delimiter.
    pub fn lines_with_fields(self, agree: u64, of: u64, fields: u64) -> String {
        let (agree, of, fields) = (self.count(agree), self.count(of), self.count(fields));
        match self {
            Self::En => format!("{agree} of {of} lines have {fields} fields"),
            Self::Fr => format!("{agree} lignes sur {of} ont {fields} champs"),
        }
    }

    /// Title of the import review: `18,469 rows kept, 1,284 journeys found`.
    pub fn import_title(self, rows: u64, journeys: u64) -> String {
        format!(
            "{}, {}",
            self.rows_kept(rows),
            self.journeys_found(journeys)
        )
    }

    /// The primary button of the review: `See the 1,284 journeys`.
    pub fn see_journeys(self, journeys: u64) -> String {
        match (self, self.is_singular(journeys)) {
            (Self::En, _) => format!("See the {}", self.journeys(journeys)),
            (Self::Fr, true) => "Voir le parcours".to_owned(),
            (Self::Fr, false) => format!("Voir les {}", self.journeys(journeys)),
        }
    }

    /// `0 of 1,284 journeys` under the filters in words: the empty state.
    pub fn nothing_kept(self, filters: &[String], all: u64) -> String {
        let counts = self.journeys_of(0, all);
        if filters.is_empty() {
            return counts;
        }
        self.labelled(&self.both(filters), &counts)
    }

    /// `Clear: Phone`: the button that undoes one filter.
    pub fn clear_filter(self, filter: &str) -> String {
        match self {
            Self::En => format!("Clear “{filter}”"),
            Self::Fr => format!("Retirer {}", self.quoted(filter)),
        }
    }

    /// `Undo: choice of personas`: tooltip of a button that says what it will do.
    pub fn undo_of(self, change: Msg) -> String {
        self.labelled(self.text(Msg::Undo), self.text(change))
    }

    /// `Redo: choice of personas`.
    pub fn redo_of(self, change: Msg) -> String {
        self.labelled(self.text(Msg::Redo), self.text(change))
    }

    /// `9% drop`: the short form on small pictures.
    pub fn share_dropped(self, share: f64) -> String {
        match self {
            Self::En => format!("{} drop", self.percent(share)),
            Self::Fr => format!("{} d’abandon", self.percent(share)),
        }
    }

    /// `1 of 3 drop`: a share of so few says nothing.
    pub fn dropped_of(self, dropped: u64, reached: u64) -> String {
        let (dropped, reached) = (self.count(dropped), self.count(reached));
        match self {
            Self::En => format!("{dropped} of {reached} drop"),
            Self::Fr => format!("{dropped} sur {reached} en abandon"),
        }
    }

    /// `goal 48%`.
    pub fn goal_share(self, share: f64) -> String {
        match self {
            Self::En => format!("goal {}", self.percent(share)),
            Self::Fr => format!("objectif {}", self.percent(share)),
        }
    }

    /// What the live region says when a stage gets the focus: `Evaluation, Hurried buyers, minus 1.2, 214 answers, 47% dropped`.
    pub fn focus_spoken(
        self,
        stage: &str,
        persona: Option<&str>,
        emotion: Option<(f64, u64)>,
        dropped_share: Option<f64>,
    ) -> String {
        let mut parts = vec![self.value(stage).to_owned()];
        parts.extend(persona.map(|name| self.value(name).to_owned()));
        if let Some((mean, n)) = emotion {
            parts.push(self.emotion_spoken(mean));
            parts.push(self.answers(n));
        }
        if let Some(share) = dropped_share {
            parts.push(match self {
                Self::En => format!("{} dropped", self.percent(share)),
                Self::Fr => format!("{} d’abandons", self.percent(share)),
            });
        }
        parts.join(", ")
    }

    /// What the live region says after a filter: `1,042 of 1,284 journeys`.
    pub fn filter_spoken(self, kept: u64, all: u64) -> String {
        self.journeys_of(kept, all)
    }
}

fn joined<S: AsRef<str>>(names: &[S], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", most.join(", "), last.as_ref())
        }
    }
}
