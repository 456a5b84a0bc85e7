//! What the table answers: small, sized by what is drawn, never by rows.

use serde::{Deserialize, Serialize};

use super::emotion::EmotionScale;
use super::load::{Goal, SourceInfo};
use super::time::TimeKind;

/// What the stages of the table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StagesFrom {
    /// A stage column.
    Stages,
    /// No stage column: every touchpoint is a step.
    Touchpoints,
    /// The user's grouping of touchpoints (ungrouped ones are steps of their own).
    Groups,
    /// An authored journey: assumed, not measured.
    Authored,
}

/// What the table holds under the present lens, whatever the filter. Sent after a load and after each change of lens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableInfo {
    pub source: SourceInfo,
    pub time: Option<TimeKind>,
    /// First and last time, microseconds.
    pub span_micros: Option<(i64, i64)>,
    /// In stage order: index = stage id.
    pub stages: Vec<String>,
    pub stages_from: StagesFrom,
    /// Whether there is a touchpoint role of its own (else the stages stand for it).
    pub has_touchpoints: bool,
    /// By events, descending: index = touchpoint id.
    pub touchpoints: Vec<String>,
    /// By journeys, descending: index = persona id, and its colour for the life of the file.
    pub personas: Vec<String>,
    /// By events, descending.
    pub channels: Vec<String>,
    pub attributes: Vec<AttributeInfo>,
    pub accounts: u32,
    pub emotion: Option<EmotionScale>,
    pub has_revenue: bool,
    pub has_verbatim: bool,
    pub goal: Option<Goal>,
    pub silence_seconds: Option<f64>,
    pub events: u32,
    pub journeys: u32,
    /// Events with a readable emotion.
    pub answers: u32,
    /// Journeys with more than one persona (the first counts).
    pub mixed_persona_journeys: u32,
    /// Counted by the reader: 0 as the table tells it.
    pub emptied_cells: u32,
    /// Times read in an assumed zone. Counted by the reader: 0 as the table tells it.
    pub plain_times: u32,
    /// Default `shown` for tables without a stage column: the most frequent steps, in stage order. Holds them all, most frequent first.
    pub steps_by_frequency: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributeInfo {
    pub name: String,
    pub distinct: u32,
    /// The 50 most frequent values.
    pub values: Vec<String>,
}

/// A mean emotion with its evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// Answers.
    pub n: u32,
    pub journeys: u32,
    /// Meaningless where `n` is 0.
    pub mean: f64,
    /// Half of the 95 % interval, cluster-robust by journeys (contract §3); `None` below two journeys.
    pub half_width: Option<f64>,
}

/// Everything the three pictures, the rail and the sentence need.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    pub events: u32,
    pub journeys: u32,
    pub answers: u32,
    pub span_micros: Option<(i64, i64)>,
    /// Event filters are on: starts, ends and waits are partial.
    pub partial: bool,
    /// The shown stages, in order; `StageStat::stage` is the id.
    pub stages: Vec<StageStat>,
    /// Moves from one shown stage to a later one (visits in direct sequence), by stage ids.
    pub links: Vec<Link>,
    /// Moves back to an earlier shown stage.
    pub returns: Vec<Link>,
    pub outcomes: Outcomes,
    pub emotion: Option<EmotionGraph>,
    /// All personas in id order, counted with every filter but the persona's own.
    pub personas: Vec<ValueStat>,
    /// All channels, counted with every filter but the channel's own.
    pub channels: Vec<ValueStat>,
    /// All touchpoints, counted with every filter but the touchpoint's own.
    pub touchpoints: Vec<ValueStat>,
    /// Journeys started per bucket, without the date filter, and with all filters.
    pub dates: Option<Histogram>,
    /// NPS or CSAT headline where that is the source.
    pub headline: Option<Headline>,
    /// Candidates for the sentence, best first.
    pub findings: Vec<FindingCandidate>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StageStat {
    pub stage: u32,
    pub events: u32,
    /// Journeys with at least one kept event here.
    pub reached: u32,
    /// All visits, the last one of a journey too: the n of the stay.
    pub visits: u32,
    pub stay_median_seconds: Option<f64>,
    /// From a visit's last event to the next visit's first, over all ways out of the stage.
    pub wait_median_seconds: Option<f64>,
    /// The same over moves to the next shown stage only: what the gap shows.
    pub forward_wait_median_seconds: Option<f64>,
    /// The n of the forward wait.
    pub forward_moves: u32,
    /// Journeys whose last kept event in a shown stage is here.
    pub ends: u32,
    /// Dropped journeys whose furthest shown stage this is; whether a journey is dropped is judged on the whole journey.
    pub dropped: u32,
    pub open: u32,
    pub emotion: Mean,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub from: u32,
    pub to: u32,
    /// Journeys that made the move at least once.
    pub journeys: u32,
    /// Moves in all; `moves / journeys` = turns.
    pub moves: u32,
    pub wait_median_seconds: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcomes {
    /// False: no goal, nothing is said of outcomes.
    pub has_goal: bool,
    /// The shown stage where the goal line stands (goal stage, or where most journeys first meet it).
    pub goal_stage: Option<u32>,
    pub reached: u32,
    pub open: u32,
    pub dropped: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EmotionGraph {
    /// Journeys in the graph when `same_journeys` is on.
    pub same_journeys: Option<u32>,
    /// Those with an answer, by group.
    pub lines: Vec<EmotionLine>,
    /// Extreme touchpoints with n ≥ 30 within the shown stages.
    pub worst: Option<Moment>,
    pub best: Option<Moment>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EmotionLine {
    /// Persona or channel id; 0 for "all".
    pub group: u32,
    /// One per shown stage.
    pub points: Vec<Mean>,
    /// Answers by class (−2 … +2), one per shown stage.
    pub classes: Vec<[u32; 5]>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    pub stage: u32,
    pub touchpoint: u32,
    pub emotion: Mean,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ValueStat {
    pub events: u32,
    pub journeys: u32,
    pub emotion: Mean,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Left edge of the first bucket, microseconds (of time, or of duration).
    pub from_micros: i64,
    pub step_micros: i64,
    /// Without the filter that the histogram itself sets.
    pub all: Vec<u32>,
    pub kept: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum HeadlineKind {
    /// % promoters (9–10) − % detractors (0–6), −100 … 100.
    Nps,
    /// % satisfied (4–5), 0 … 100.
    Csat,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    pub kind: HeadlineKind,
    pub value: f64,
    /// 95 %, cluster-robust by journeys.
    pub half_width: Option<f64>,
    pub n: u32,
}

/// What the sentence could say (design language §6), without words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingCandidate {
    pub kind: FindingKind,
    pub stage: u32,
    /// Persona, where the finding is about one.
    pub persona: Option<u32>,
    /// Fall of emotion (positive), share dropped (0–1), wait in seconds, or share of journeys going back (0–1).
    pub value: f64,
    /// Level of emotion after the fall.
    pub level: Option<f64>,
    /// Stage waited for, stage gone back to; `stage` is the one left.
    pub to_stage: Option<u32>,
    /// Answers at the stage, moves with a wait, or journeys that reached the stage (of which `value` is a share).
    pub n: u32,
    /// n ≥ 30 and the interval excludes no change: a statement. Else a hint where n < 30 ("few answers"), else within the margin.
    pub firm: bool,
    /// Effect × share of journeys (see `store::overview::findings`): with `firm`, the order of the candidates.
    pub weight: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FindingKind {
    EmotionFall,
    DropOff,
    LongWait,
    Return,
    /// Authored journeys: the lowest point.
    LowestPoint,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Strip {
    /// Kept journeys in all.
    pub total: u32,
    pub first: u32,
    pub rows: Vec<StripRow>,
    pub density: Option<StripDensity>,
    /// Longest kept journey: the end of the x axis in true time.
    pub longest_micros: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StripRow {
    pub journey: String,
    pub persona: Option<u32>,
    pub duration_micros: i64,
    pub outcome: Option<Outcome>,
    pub marks: Vec<StripMark>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct StripMark {
    /// Stage id, `None` for a hidden step.
    pub stage: Option<u32>,
    /// Since the journey's start.
    pub offset_micros: i64,
    /// Place within the stage's slot, 0 … 1, by time elapsed since the visit began as a part of its stay: 0.5 for a visit of one
    /// event, evenly where the stay is 0. 0 for a hidden step.
    pub place: f32,
    /// Class index 0 … 4.
    pub emotion: Option<u8>,
    pub touchpoint: u32,
    /// The first mark that meets the goal.
    pub goal: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Reached,
    Open,
    Dropped,
}

/// Events per cell; each row of the grid is a run of journeys in the strip's order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StripDensity {
    pub rows: u32,
    pub columns: u32,
    /// Row by row. In stage slots the columns are spread evenly over the shown stages.
    pub counts: Vec<u32>,
}

/// What the panel explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// Stage, touchpoint, persona or channel.
    Group(Box<GroupDetail>),
    Journey(JourneyDetail),
    /// The selection names something that the table (or the filter) does not have.
    Nothing,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupDetail {
    pub events: u32,
    pub journeys: u32,
    pub emotion: Mean,
    pub headline: Option<Headline>,
    pub classes: [u32; 5],
    /// Of a stage only.
    pub stay_median_seconds: Option<f64>,
    /// After a stage, over all ways out; before a touchpoint, since the previous kept event; none for personas and channels.
    pub wait_median_seconds: Option<f64>,
    /// Journeys whose last kept event is here.
    pub ends: u32,
    /// Of the journeys here, whole-journey outcomes (for a stage: dropped and open by furthest stage).
    pub reached_goal: Option<u32>,
    pub dropped: Option<u32>,
    pub open: Option<u32>,
    pub revenue_sum: Option<f64>,
    /// (persona id, emotion here), by persona of the journey, in id order.
    pub personas: Vec<(u32, ValueStat)>,
    /// (stage id, emotion of the group there), for personas, touchpoints and channels.
    pub stages: Vec<(u32, ValueStat)>,
    /// By journeys, at most 12.
    pub touchpoints: Vec<(u32, ValueStat)>,
    /// (channel id, events), most first.
    pub channels: Vec<(u32, u32)>,
    /// At most 12, the most extreme emotions first.
    pub verbatims: Vec<Verbatim>,
    pub verbatim_count: u32,
    /// At most 12 sample journeys, evenly from all in file order, as strip rows.
    pub sample: Vec<StripRow>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verbatim {
    pub text: String,
    pub emotion: Option<f64>,
    pub persona: Option<u32>,
    pub journey: String,
    pub row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct JourneyDetail {
    pub journey: String,
    pub account: String,
    pub persona: Option<u32>,
    pub outcome: Option<Outcome>,
    pub duration_micros: i64,
    pub revenue_sum: Option<f64>,
    /// In order of time; at most 500, `events` says how many there are.
    pub events: u32,
    pub steps: Vec<JourneyStep>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct JourneyStep {
    /// 0-based data row: the way back to the file.
    pub row: u32,
    pub time_micros: Option<i64>,
    pub stage: Option<u32>,
    pub touchpoint: u32,
    pub channel: Option<u32>,
    pub emotion: Option<f64>,
    pub emotion_raw: Option<f64>,
    pub revenue: Option<f64>,
    pub verbatim: String,
}

/// Personas side by side: the kept ones, the largest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Personas {
    /// Of all kept personas, those not listed too.
    pub journeys: u32,
    pub answers: u32,
    /// Kept personas; `list` holds the first of them.
    pub count: u32,
    /// The channel of [`FactKind::Channel`]: the most used of the whole table.
    pub channel: Option<u32>,
    /// The shown stages by id, in order.
    pub stages: Vec<u32>,
    pub list: Vec<PersonaFacts>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaFacts {
    pub persona: u32,
    pub journeys: u32,
    /// Of the kept journeys, 0 … 1.
    pub share: f64,
    pub answers: u32,
    /// One per shown stage; empty without an emotion role.
    pub emotion: Vec<Mean>,
    /// In the order of [`FactKind`], without the kinds that the table cannot tell of anybody.
    pub facts: Vec<Fact>,
    /// The one with the most extreme emotion.
    pub verbatim: Option<Verbatim>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FactKind {
    /// Share of journeys (0 … 1) that meet the goal, judged on the whole journey.
    GoalMet,
    /// Mean emotion, −2 … +2; n = answers.
    Emotion,
    /// Median seconds from the journey's start to the goal, of those that meet it.
    TimeToGoal,
    /// Share of journeys (0 … 1) that go back to an earlier shown stage at least once.
    GoesBack,
    /// Share of events (0 … 1) in [`Personas::channel`]; n = events.
    Channel,
    /// Median seconds from first to last kept event.
    Duration,
}

/// One measured fact of a persona, and of those it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    pub kind: FactKind,
    /// `None` where nothing was measured.
    pub own: Option<Estimate>,
    pub reference: Option<Estimate>,
    pub difference: Option<Difference>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub value: f64,
    pub n: u32,
    pub journeys: u32,
    /// 95 %, journeys respected; `None` where there are too few.
    pub interval: Option<(f64, f64)>,
}

/// Own minus reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub value: f64,
    /// 95 %; `None` where either side has none.
    pub interval: Option<(f64, f64)>,
}
