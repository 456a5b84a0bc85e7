//! What a tooltip says of the thing under the pointer: its name, then its numbers. Nothing that the panel or the table does not hold.

use crate::i18n::{Lang, Msg};
use crate::model::answer::{Link, Mean, Overview, StageStat, Strip, TableInfo};
use crate::model::emotion::EmotionClass;
use crate::model::query::EmotionBy;

use super::Target;
use super::describe::group_name;

/// The lines, the name first; none where there is nothing to add.
pub fn lines(
    target: Target,
    info: &TableInfo,
    overview: &Overview,
    strip: Option<&Strip>,
    by: EmotionBy,
    lang: Lang,
) -> Vec<String> {
    let tip = Tip {
        info,
        overview,
        lang,
    };
    match target {
        Target::Stage(stage) | Target::Dropped(stage) | Target::Open(stage) => tip.stage(stage),
        Target::Point { group, stage } => tip.point(group, stage, by),
        Target::Persona(persona) => tip.value(
            &info.personas,
            persona,
            overview
                .personas
                .get(persona as usize)
                .map(|stat| (stat.journeys, stat.emotion)),
        ),
        Target::Channel(channel) => tip.value(
            &info.channels,
            channel,
            overview
                .channels
                .get(channel as usize)
                .map(|stat| (stat.journeys, stat.emotion)),
        ),
        Target::Touchpoint { touchpoint, .. } => tip.value(
            &info.touchpoints,
            touchpoint,
            overview
                .touchpoints
                .get(touchpoint as usize)
                .map(|stat| (stat.journeys, stat.emotion)),
        ),
        Target::Loop { from, to } => tip.link(
            overview
                .returns
                .iter()
                .find(|link| link.from == from && link.to == to),
        ),
        Target::Link { from, to } => tip.link(
            overview
                .links
                .iter()
                .find(|link| link.from == from && link.to == to),
        ),
        Target::Goal => tip.goal(),
        Target::Journey(row) => tip.journey(strip, row, None),
        Target::Mark { journey, mark } => tip.journey(strip, journey, Some(mark)),
        Target::Bucket(_) | Target::BrushStart | Target::BrushEnd => Vec::new(),
    }
}

struct Tip<'a> {
    info: &'a TableInfo,
    overview: &'a Overview,
    lang: Lang,
}

impl Tip<'_> {
    fn name(&self, list: &[String], id: u32) -> String {
        self.lang
            .value(list.get(id as usize).map_or("", String::as_str))
            .to_owned()
    }

    fn stat(&self, stage: u32) -> Option<&StageStat> {
        self.overview.stages.iter().find(|stat| stat.stage == stage)
    }

    fn labelled(&self, label: Msg, value: &str) -> String {
        self.lang.labelled(self.lang.text(label), value)
    }

    fn mean(&self, mean: &Mean) -> Vec<String> {
        if mean.n == 0 {
            return Vec::new();
        }
        let level = match mean.half_width {
            Some(half) => self.lang.emotion_and_margin(mean.mean, half),
            None => self.lang.emotion(mean.mean),
        };
        let counts = format!(
            "{}, {}",
            self.lang.answers(mean.n.into()),
            self.lang.journeys(mean.journeys.into())
        );
        vec![level, counts]
    }

    fn stage(&self, stage: u32) -> Vec<String> {
        let Some(stat) = self.stat(stage) else {
            return Vec::new();
        };
        let lang = self.lang;
        let share = |part: u32| f64::from(part) / f64::from(stat.reached.max(1));
        let all = f64::from(stat.reached) / f64::from(self.overview.journeys.max(1));
        let mut lines = vec![
            self.name(&self.info.stages, stage),
            self.labelled(
                Msg::Reached,
                &lang.count_and_share(stat.reached.into(), all),
            ),
        ];
        lines.extend(
            stat.stay_median_seconds
                .map(|seconds| self.labelled(Msg::StayMedian, &lang.duration(seconds))),
        );
        lines.extend(
            stat.wait_median_seconds
                .map(|seconds| self.labelled(Msg::ThenWait, &lang.duration(seconds))),
        );
        if self.overview.outcomes.has_goal {
            lines.push(self.labelled(
                Msg::Dropped,
                &lang.count_and_share(stat.dropped.into(), share(stat.dropped)),
            ));
            lines.push(self.labelled(
                Msg::Open,
                &lang.count_and_share(stat.open.into(), share(stat.open)),
            ));
        }
        lines
    }

    fn point(&self, group: u32, stage: u32, by: EmotionBy) -> Vec<String> {
        let slot = self
            .overview
            .stages
            .iter()
            .position(|stat| stat.stage == stage);
        let line = self
            .overview
            .emotion
            .as_ref()
            .and_then(|graph| graph.lines.iter().find(|line| line.group == group));
        let Some(mean) = slot
            .zip(line)
            .and_then(|(slot, line)| line.points.get(slot))
        else {
            return Vec::new();
        };
        let group = group_name(self.info, self.lang, by, group);
        let mut lines = vec![format!("{}, {group}", self.name(&self.info.stages, stage))];
        lines.extend(self.mean(mean));
        lines
    }

    fn value(&self, list: &[String], id: u32, stat: Option<(u32, Mean)>) -> Vec<String> {
        let Some((journeys, mean)) = stat else {
            return Vec::new();
        };
        let mut lines = vec![self.name(list, id), self.lang.journeys(journeys.into())];
        lines.extend(self.mean(&mean));
        lines
    }

    fn link(&self, link: Option<&Link>) -> Vec<String> {
        let Some(link) = link else { return Vec::new() };
        let (from, to) = (
            self.name(&self.info.stages, link.from),
            self.name(&self.info.stages, link.to),
        );
        let turns = f64::from(link.moves) / f64::from(link.journeys.max(1));
        let mut lines = vec![
            format!("{from} → {to}"),
            format!(
                "{}, {}",
                self.lang.journeys(link.journeys.into()),
                self.lang.times(turns)
            ),
        ];
        lines.extend(
            link.wait_median_seconds
                .map(|seconds| self.labelled(Msg::WaitMedian, &self.lang.duration(seconds))),
        );
        lines
    }

    fn goal(&self) -> Vec<String> {
        let outcomes = &self.overview.outcomes;
        let all = f64::from(outcomes.reached) / f64::from(self.overview.journeys.max(1));
        let reached = self.lang.count_and_share(outcomes.reached.into(), all);
        vec![
            self.lang.goal_is(self.info.goal.as_ref()),
            self.labelled(Msg::GoalMet, &reached),
        ]
    }

    fn journey(&self, strip: Option<&Strip>, row: u32, mark: Option<u32>) -> Vec<String> {
        let found = strip.and_then(|strip| strip.rows.get(row.checked_sub(strip.first)? as usize));
        let Some(found) = found else {
            return Vec::new();
        };
        let mut lines = vec![found.journey.clone()];
        lines.extend(
            found
                .persona
                .map(|persona| self.name(&self.info.personas, persona)),
        );
        let mark = mark.and_then(|mark| found.marks.get(mark as usize));
        if let Some(mark) = mark {
            let emotion = mark
                .emotion
                .and_then(|class| EmotionClass::ALL.get(class as usize))
                .map(|class| self.lang.text(crate::i18n::names::emotion_class(*class)));
            let touchpoint = self.name(&self.info.touchpoints, mark.touchpoint);
            lines.push(
                [Some(touchpoint.as_str()), emotion]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", "),
            );
        } else if self.info.time.is_some() {
            lines.push(self.lang.duration(found.duration_micros as f64 / 1e6));
        }
        lines
    }
}
