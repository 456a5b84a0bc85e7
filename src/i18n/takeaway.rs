//! The sentence on top of the overview (design language §6 and §12): the first finding in words, or what there is.
//!
//! Stage and persona names are the file's own, inserted as they are.

use super::{Lang, Msg};
use crate::model::answer::{FindingCandidate, FindingKind, Overview, StagesFrom, TableInfo};
use crate::model::time::MICROS_PER_DAY;

/// Below this, differences are not judged: the sentence describes.
const JOURNEYS_TO_JUDGE: u32 = 30;

/// The main finding with its value and n; a hint where it rests on few answers; else a description that claims nothing.
pub fn takeaway(lang: Lang, info: &TableInfo, overview: &Overview) -> String {
    if overview.journeys == 0 {
        return lang.text(Msg::NoJourneyMatches).to_owned();
    }
    if info.stages_from == StagesFrom::Authored {
        return lowest_point(lang, info, overview).unwrap_or_else(|| description(lang, overview));
    }
    let said = overview
        .findings
        .first()
        .and_then(|finding| Finding::named(lang, info, finding))
        .map(|finding| finding.sentence(lang));
    said.unwrap_or_else(|| without_finding(lang, overview))
}

/// What people wrote is not measured: nothing but its lowest point is said, as an assumption.
fn lowest_point(lang: Lang, info: &TableInfo, overview: &Overview) -> Option<String> {
    let found = overview
        .findings
        .iter()
        .find(|finding| finding.kind == FindingKind::LowestPoint);
    if let Some(finding) = found.and_then(|finding| Finding::named(lang, info, finding)) {
        return Some(finding.sentence(lang));
    }
    let felt = overview.stages.iter().filter(|stage| stage.emotion.n > 0);
    let lowest = felt.min_by(|a, b| a.emotion.mean.total_cmp(&b.emotion.mean))?;
    let finding = FindingCandidate {
        kind: FindingKind::LowestPoint,
        stage: lowest.stage,
        persona: None,
        value: lowest.emotion.mean,
        level: None,
        to_stage: None,
        n: lowest.emotion.n,
        firm: false,
        weight: 0.0,
    };
    Finding::named(lang, info, &finding).map(|finding| finding.sentence(lang))
}

fn without_finding(lang: Lang, overview: &Overview) -> String {
    if overview.journeys < JOURNEYS_TO_JUDGE || overview.stages.len() < 2 {
        return description(lang, overview);
    }
    match lang {
        Lang::En => "No stage stands out: all differences are within the margin.".to_owned(),
        Lang::Fr => {
            "Aucune étape ne se distingue\u{a0}: les écarts restent dans la marge.".to_owned()
        }
    }
}

/// `12 journeys through 6 stages, 1 Jan to 30 Jun 2026`.
fn description(lang: Lang, overview: &Overview) -> String {
    let journeys = lang.journeys(u64::from(overview.journeys));
    let stages = lang.stages(overview.stages.len() as u64);
    let period = overview.span_micros.map(|(first, last)| {
        let range = lang.date_range(first, last);
        let one_day = first.div_euclid(MICROS_PER_DAY) == last.div_euclid(MICROS_PER_DAY);
        match lang {
            Lang::En => format!(", {range}"),
            Lang::Fr if one_day => format!(", le {range}"),
            Lang::Fr => format!(", du {range}"),
        }
    });
    let through = match lang {
        Lang::En => "through",
        Lang::Fr => "en",
    };
    format!(
        "{journeys} {through} {stages}{}",
        period.unwrap_or_default()
    )
}

/// A candidate with its ids turned into names.
struct Finding<'a> {
    kind: FindingKind,
    stage: &'a str,
    to_stage: Option<&'a str>,
    /// ` for Hurried buyers`, or nothing.
    group: String,
    value: f64,
    level: Option<f64>,
    n: String,
    firm: bool,
}

impl<'a> Finding<'a> {
    /// `None` where an id names nothing: the answer and the table's lists are of different lenses.
    fn named(lang: Lang, info: &'a TableInfo, finding: &FindingCandidate) -> Option<Self> {
        let stage_name = |id: u32| info.stages.get(id as usize).map(|name| lang.value(name));
        let group = match finding.persona {
            None => String::new(),
            Some(id) => for_persona(lang, lang.value(info.personas.get(id as usize)?)),
        };
        Some(Self {
            kind: finding.kind,
            stage: stage_name(finding.stage)?,
            to_stage: match finding.to_stage {
                None => None,
                Some(id) => Some(stage_name(id)?),
            },
            group,
            value: finding.value,
            level: finding.level,
            n: lang.n(u64::from(finding.n)),
            firm: finding.firm,
        })
    }

    fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Fr => self.french(),
        }
    }

    fn english(&self) -> String {
        let lang = Lang::En;
        let Self {
            stage, group, n, ..
        } = self;
        let (fact, few) = match self.kind {
            FindingKind::EmotionFall => {
                let falls = if self.firm { "falls" } else { "seems to fall" };
                let by = lang.decimal(self.value.abs(), 1);
                let to = self
                    .level
                    .map(|level| format!(", to {}", lang.emotion(level)));
                let to = to.unwrap_or_default();
                (
                    format!("the experience {falls} most at {stage}{group}: by {by}{to} ({n})"),
                    "Few answers yet",
                )
            }
            FindingKind::DropOff => {
                let drop = if self.firm { "drop" } else { "seem to drop" };
                let share = lang.percent(self.value);
                (
                    format!(
                        "journeys{group} {drop} off most at {stage}: {share} of those that reach it ({n})"
                    ),
                    "Few journeys yet",
                )
            }
            FindingKind::LongWait => {
                let is = if self.firm { "is" } else { "seems to be" };
                let wait = lang.duration(self.value);
                let place = match self.to_stage {
                    Some(next) => format!("before {next}"),
                    None => format!("after {stage}"),
                };
                (
                    format!("the longest wait{group} {is} {place}: {wait} in the median ({n})"),
                    "Few journeys yet",
                )
            }
            FindingKind::Return => {
                let go = if self.firm { "go" } else { "seem to go" };
                let share = lang.percent(self.value);
                let to = self
                    .to_stage
                    .map(|to| format!(" to {to}"))
                    .unwrap_or_default();
                (
                    format!(
                        "journeys{group} {go} back most from {stage}{to}: {share} of those that reach it ({n})"
                    ),
                    "Few journeys yet",
                )
            }
            FindingKind::LowestPoint => {
                let level = lang.emotion(self.level.unwrap_or(self.value));
                return format!("The lowest point{group} is {stage}: {level}, assumed");
            }
        };
        if self.firm {
            capitalised(&fact)
        } else {
            format!("{few}, but {fact}")
        }
    }

    fn french(&self) -> String {
        let lang = Lang::Fr;
        let Self {
            stage, group, n, ..
        } = self;
        match self.kind {
            FindingKind::EmotionFall => {
                let fall = lang.emotion(-self.value.abs());
                let to = self
                    .level
                    .map(|level| format!(", jusqu’à {}", lang.emotion(level)))
                    .unwrap_or_default();
                if self.firm {
                    format!(
                        "C’est à l’étape {stage} que l’expérience se dégrade le plus{group} ({fall}{to}, {n})"
                    )
                } else {
                    format!(
                        "Peu de réponses pour l’instant\u{a0}: l’expérience semble se dégrader le plus à l’étape {stage}{group} ({fall}{to}, {n})"
                    )
                }
            }
            FindingKind::DropOff => {
                let share = lang.percent(self.value);
                if self.firm {
                    format!(
                        "C’est à l’étape {stage} que les abandons sont les plus nombreux{group}\u{a0}: {share} des parcours qui l’atteignent ({n})"
                    )
                } else {
                    format!(
                        "Peu de parcours pour l’instant\u{a0}: les abandons semblent les plus nombreux à l’étape {stage}{group}, {share} de ceux qui l’atteignent ({n})"
                    )
                }
            }
            FindingKind::LongWait => {
                let wait = lang.duration(self.value);
                let place = match self.to_stage {
                    Some(next) => format!("précède l’étape {next}"),
                    None => format!("suit l’étape {stage}"),
                };
                if self.firm {
                    format!("Le délai le plus long{group} {place}\u{a0}: {wait} en médiane ({n})")
                } else {
                    format!(
                        "Peu de parcours pour l’instant\u{a0}: le délai qui {place} semble le plus long{group}, {wait} en médiane ({n})"
                    )
                }
            }
            FindingKind::Return => {
                let share = lang.percent(self.value);
                let to = self
                    .to_stage
                    .map(|to| format!(" vers {to}"))
                    .unwrap_or_default();
                if self.firm {
                    format!(
                        "C’est à l’étape {stage} que les retours{to} sont les plus nombreux{group}\u{a0}: {share} de ceux qui l’atteignent ({n})"
                    )
                } else {
                    format!(
                        "Peu de parcours pour l’instant\u{a0}: les retours{to} semblent les plus nombreux à l’étape {stage}{group}, {share} de ceux qui l’atteignent ({n})"
                    )
                }
            }
            FindingKind::LowestPoint => {
                let level = lang.emotion(self.level.unwrap_or(self.value));
                format!("Le point le plus bas{group} est l’étape {stage}\u{a0}: {level}, supposé")
            }
        }
    }
}

/// ` for Hurried buyers`, ` pour les Acheteurs pressés`, ` pour « Marie »`: French takes the article only where
/// the name itself is clearly a plural of two words or more.
pub(super) fn for_persona(lang: Lang, name: &str) -> String {
    match lang {
        Lang::En => format!(" for {name}"),
        Lang::Fr if is_french_plural(name) => format!(" pour les {name}"),
        Lang::Fr => format!(" pour {}", lang.quoted(name)),
    }
}

fn is_french_plural(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let plural = |word: Option<&str>| {
        word.is_some_and(|w| w.chars().count() > 3 && (w.ends_with('s') || w.ends_with('x')))
    };
    plural(words.next()) && plural(words.next())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
