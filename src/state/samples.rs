//! The sample journeys offered on the first screen: where they are, what their cards say.
//!
//! The figures are measured: `tests/samples_cards.rs` reads the files and compares.

use crate::i18n::{Lang, Msg};
use crate::model::load::Goal;

/// A sample and its card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    pub id: &'static str,
    pub kind: Msg,
    pub title: Msg,
    pub text: Msg,
    /// Of both languages.
    pub journeys: u32,
    pub stages: u32,
    pub personas: u32,
    /// 0 where the file has no accounts.
    pub accounts: u32,
    /// Mean emotion of all answers by stage, −2 … +2, rounded to two decimals: the small curve.
    pub curve: &'static [f64],
    /// An authored journey instead of events.
    pub authored: bool,
    /// The stage that journeys are for, English and French, where the names of the file do not tell it.
    goal_stage: Option<[&'static str; 2]>,
}

pub const SAMPLES: [Sample; 4] = [
    Sample {
        id: "shop",
        kind: Msg::SampleShopKind,
        title: Msg::SampleShopTitle,
        text: Msg::SampleShopText,
        journeys: 680,
        stages: 6,
        personas: 3,
        accounts: 0,
        curve: &[0.61, -0.43, 0.81, 0.32, 1.02, 1.29],
        authored: false,
        goal_stage: None,
    },
    Sample {
        id: "b2b",
        kind: Msg::SampleB2bKind,
        title: Msg::SampleB2bTitle,
        text: Msg::SampleB2bText,
        journeys: 164,
        stages: 7,
        personas: 3,
        accounts: 96,
        curve: &[0.41, 0.3, 0.55, 1.19, 0.06, -0.11, 1.44],
        authored: false,
        goal_stage: None,
    },
    Sample {
        id: "service",
        kind: Msg::SampleServiceKind,
        title: Msg::SampleServiceTitle,
        text: Msg::SampleServiceText,
        journeys: 620,
        stages: 6,
        personas: 3,
        accounts: 0,
        curve: &[0.81, 0.4, 0.3, 0.76, 0.78, 1.41],
        authored: false,
        goal_stage: Some(["Collection", "Retrait"]),
    },
    Sample {
        id: "bank",
        kind: Msg::SampleMapKind,
        title: Msg::SampleMapTitle,
        text: Msg::SampleMapText,
        journeys: 2,
        stages: 6,
        personas: 2,
        accounts: 0,
        curve: &[0.0, 0.0, -0.63, -0.83, 1.0, 0.38],
        authored: true,
        goal_stage: None,
    },
];

impl Sample {
    /// The address relative to the page, as in `src=`.
    pub fn src(&self, lang: Lang) -> String {
        let ending = if self.authored {
            "parcours.json"
        } else {
            "csv"
        };
        format!("samples/{}-{}.{ending}", self.id, lang.code())
    }

    /// The sample and the language of an address, so that its card's choices can go with it.
    pub fn at(src: &str) -> Option<(&'static Self, Lang)> {
        SAMPLES.iter().find_map(|sample| {
            let lang = Lang::ALL
                .into_iter()
                .find(|lang| sample.src(*lang) == src)?;
            Some((sample, lang))
        })
    }

    /// To be given as `LoadOptions::goal`.
    pub fn goal(&self, lang: Lang) -> Option<Goal> {
        let [english, french] = self.goal_stage?;
        let stage = if lang.is_french() { french } else { english };
        Some(Goal {
            stage: vec![stage.to_owned()],
            ..Goal::default()
        })
    }

    /// `680 journeys, 6 stages`, with accounts where there are some.
    pub fn figures(&self, lang: Lang) -> String {
        let stages = lang.stages(u64::from(self.stages));
        if self.authored {
            let personas = lang.personas(u64::from(self.personas));
            return format!("{stages}, {personas}");
        }
        let journeys = lang.journeys(u64::from(self.journeys));
        if self.accounts == 0 {
            return format!("{journeys}, {stages}");
        }
        let accounts = lang.accounts(u64::from(self.accounts));
        format!("{accounts}, {journeys}, {stages}")
    }
}
