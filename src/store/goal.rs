//! What a journey is for: the default goal (contract §2) and where each journey meets it. Must not know filters.

use parcours_kernel::Codes;

use crate::model::load::Goal;

use super::dictionary::Dictionary;
use super::lens::{LensState, NEVER};
use super::table::Columns;

/// Words that tell a goal in the name of a stage or touchpoint, compared in lower case. Published with the product.
pub const GOAL_WORDS: [&str; 46] = [
    "purchase",
    "purchases",
    "purchased",
    "buy",
    "bought",
    "order",
    "orders",
    "ordered",
    "paid",
    "pay",
    "payment",
    "transaction",
    "conversion",
    "converted",
    "signed",
    "signature",
    "sale",
    "sold",
    "won",
    "subscribed",
    "subscription",
    "booked",
    "booking",
    "achat",
    "achats",
    "acheter",
    "acheté",
    "achetée",
    "commande",
    "commandes",
    "commandé",
    "commandée",
    "paiement",
    "payé",
    "payée",
    "payer",
    "règlement",
    "vente",
    "vendu",
    "signé",
    "signée",
    "souscription",
    "souscrit",
    "réservation",
    "réservé",
    "gagné",
];

/// Words beside which a goal word means something else: before or after the goal, the goal undone, advertising.
pub const GOAL_VETOES: [&str; 58] = [
    "post",
    "pre",
    "pré",
    "before",
    "after",
    "avant",
    "après",
    "no",
    "not",
    "non",
    "pas",
    "sans",
    "without",
    "cancel",
    "cancels",
    "canceled",
    "cancelled",
    "cancellation",
    "annulé",
    "annulée",
    "annulation",
    "annuler",
    "abandon",
    "abandoned",
    "abandonné",
    "abandonnée",
    "fail",
    "failed",
    "failure",
    "error",
    "erreur",
    "échec",
    "échoué",
    "refused",
    "refusé",
    "refusée",
    "rejected",
    "declined",
    "refund",
    "refunded",
    "remboursement",
    "remboursé",
    "return",
    "returned",
    "retour",
    "lost",
    "perdu",
    "perdue",
    "search",
    "social",
    "ads",
    "ad",
    "media",
    "display",
    "request",
    "demande",
    "intention",
    "intent",
];

/// Revenue above 0 where there is a revenue role; else the stages, else the touchpoints, whose names hold a goal word.
pub(super) fn default_goal(columns: &Columns, stages: &Dictionary) -> Option<Goal> {
    goal_by_names(
        columns.schema.revenue,
        &mut stages.iter(),
        &mut columns.touchpoint.names.iter(),
    )
}

pub(super) fn goal_by_names(
    revenue: bool,
    stages: &mut dyn Iterator<Item = &str>,
    touchpoints: &mut dyn Iterator<Item = &str>,
) -> Option<Goal> {
    if revenue {
        return Some(Goal {
            revenue: true,
            ..Goal::default()
        });
    }
    let stage = known(stages);
    if !stage.is_empty() {
        return Some(Goal {
            stage,
            ..Goal::default()
        });
    }
    let touchpoint = known(touchpoints);
    (!touchpoint.is_empty()).then(|| Goal {
        touchpoint,
        ..Goal::default()
    })
}

/// Names that are nothing but a goal word win over those that hold one among others ("Purchase" over "Purchase order sent").
fn known(names: &mut dyn Iterator<Item = &str>) -> Vec<String> {
    let mut alone = Vec::new();
    let mut among = Vec::new();
    for name in names {
        match goal_words(name) {
            Words::Alone => alone.push(name.to_owned()),
            Words::Among => among.push(name.to_owned()),
            Words::None => {}
        }
    }
    if alone.is_empty() { among } else { alone }
}

#[derive(Debug, PartialEq, Eq)]
enum Words {
    Alone,
    Among,
    None,
}

fn goal_words(name: &str) -> Words {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    match words.len() {
        _ if !has(&GOAL_WORDS) || has(&GOAL_VETOES) => Words::None,
        1 => Words::Alone,
        _ => Words::Among,
    }
}

/// What meets a goal: columns, and which of their codes do.
pub(super) struct Meeting<'a>(Vec<(&'a Codes, Vec<bool>)>);

impl<'a> Meeting<'a> {
    pub fn new(columns: &'a Columns, lens: &LensState, goal: &Goal) -> Self {
        let is_goal = |stage: &u32| {
            goal.stage
                .iter()
                .any(|name| name == lens.stages.get(*stage))
        };
        let by_stage = lens.stage_of_step.iter().map(is_goal).collect();
        let mut codes = vec![
            (&columns.step(lens.grouped).codes, by_stage),
            (
                &columns.touchpoint.codes,
                columns.touchpoint.matching(&goal.touchpoint),
            ),
        ];
        if let Some(revenue) = columns.revenue.as_ref().filter(|_| goal.revenue) {
            // The value of an empty cell is not a number, and above nothing.
            let is_above = |value: &f64| *value > 0.0;
            codes.push((
                &revenue.codes,
                revenue.values.iter().map(is_above).collect(),
            ));
        }
        codes.retain(|(_, meets)| meets.contains(&true));
        Self(codes)
    }

    pub fn is_met(&self, event: usize) -> bool {
        let by = |(codes, meets): &(&Codes, Vec<bool>)| meets[codes.get(event) as usize];
        self.0.iter().any(by)
    }
}

/// The first event of each journey that meets the goal, or [`NEVER`].
pub(super) fn first_events(columns: &Columns, lens: &LensState, goal: &Goal) -> Vec<u32> {
    let mut first = vec![NEVER; columns.journey_count()];
    for (codes, meets) in Meeting::new(columns, lens, goal).0 {
        let by_codes = codes.first_in(&columns.starts, &meets);
        first
            .iter_mut()
            .zip(by_codes)
            .for_each(|(first, by)| *first = by.min(*first));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_tell_a_goal() {
        assert_eq!(goal_words("Purchase"), Words::Alone);
        assert_eq!(goal_words("4. ACHAT"), Words::Alone);
        assert_eq!(goal_words("Contrat signé"), Words::Among);
        assert_eq!(goal_words("order_placed"), Words::Among);
        assert_eq!(goal_words("Border control"), Words::None);
    }

    #[test]
    fn a_goal_word_in_other_company_is_no_goal() {
        for name in [
            "Post-purchase",
            "Après-achat",
            "paid_search",
            "Order cancelled",
            "payment_error",
        ] {
            assert_eq!(goal_words(name), Words::None, "{name}");
        }
    }
}
