//! The stage timeline (design language §4.2): names, loops back, blocks as high as their journeys, outcomes, stay and wait.
//!
//! Owns its heights and what its labels give up when space is short. Must not know how the numbers were counted.

mod header;
mod loops;
mod outcomes;
mod ruler;

use crate::i18n::Msg;
use crate::model::answer::{Overview, StagesFrom, TableInfo};

use super::columns::Columns;
use super::hit::{Hit, State, Target};
use super::label::{Ground, Labels, TextBox};
use super::measure::ellipsis;
use super::projection::Slots;
use super::scene::{Scene, TextStyle};
use super::theme::Rgba;
use super::{Kit, shape};

pub use header::shows_numbers;
pub use loops::{Hidden, hidden_loops};
use ruler::has_times;

/// How much room the timeline has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Above an emotion graph: blocks up to 60 px.
    #[default]
    Full,
    /// No emotion graph: its height goes to the blocks, up to 132 px.
    Tall,
    /// In another page: blocks up to 40 px, no loops, short labels.
    Embed,
}

/// A group of stages in the making, over the slots `first ..= last`.
#[derive(Debug, Clone, PartialEq)]
pub struct Bracket {
    pub first: usize,
    pub last: usize,
    pub label: String,
}

#[derive(Clone, Copy)]
pub struct TimelineInput<'a> {
    pub info: &'a TableInfo,
    pub overview: &'a Overview,
    pub form: Form,
    /// Preview of grouping touchpoints into stages; takes the room of the loops.
    pub brackets: &'a [Bracket],
    pub state: &'a State,
}

impl TimelineInput<'_> {
    fn stage_ids(&self) -> Vec<u32> {
        self.overview.stages.iter().map(|stat| stat.stage).collect()
    }

    fn name(&self, index: usize) -> &str {
        self.overview
            .stages
            .get(index)
            .and_then(|stat| self.info.stages.get(stat.stage as usize))
            .map_or("", String::as_str)
    }

    fn index_of(&self, stage: u32) -> Option<usize> {
        self.overview
            .stages
            .iter()
            .position(|stat| stat.stage == stage)
    }

    /// Slot of the goal line.
    fn goal_index(&self) -> Option<usize> {
        let outcomes = &self.overview.outcomes;
        outcomes
            .goal_stage
            .filter(|_| outcomes.has_goal)
            .and_then(|stage| self.index_of(stage))
    }
}

/// Heights from top to bottom, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    header: f64,
    /// Top line of all blocks.
    blocks_top: f64,
    largest_block: f64,
    /// The line of stay and wait.
    ruler: f64,
    height: f64,
}

/// Everything that the parts of the picture share.
struct Sheet<'a> {
    input: &'a TimelineInput<'a>,
    slots: &'a Slots,
    kit: &'a Kit<'a>,
    columns: Columns<'a>,
    ground: Ground,
    layout: Layout,
    labels: Labels,
    scene: Scene,
}

impl Sheet<'_> {
    fn block_height(&self, journeys: u32) -> f64 {
        block_height(self.input, &self.layout, journeys)
    }

    /// Writes a label where nothing else stands, on cleared ground; says whether it found its place.
    fn label(&mut self, x: f64, y: f64, text: &str, style: TextStyle, cleared: bool) -> bool {
        let place = TextBox::of(self.kit.measure, x, y, text, style);
        let free = self.labels.claim(place, 3.0);
        if free {
            if cleared {
                self.ground.clear(&mut self.scene, place);
            }
            self.scene.text(x, y, text, style);
        }
        free
    }

    fn quiet(&self) -> TextStyle {
        TextStyle::new(self.kit.theme.ink_3)
    }
}

fn block_height(input: &TimelineInput, layout: &Layout, journeys: u32) -> f64 {
    let all = f64::from(input.overview.journeys.max(1));
    (layout.largest_block * f64::from(journeys) / all)
        .round()
        .clamp(3.0, layout.largest_block)
}

/// The height is the scene's own; the width is the slots'.
pub fn scene(input: &TimelineInput, slots: &Slots, kit: &Kit) -> Scene {
    let stages = input.stage_ids();
    let columns = Columns {
        slots,
        stages: &stages,
        state: input.state,
        theme: kit.theme,
    };
    let layout = layout(input, slots, kit);
    let mut sheet = Sheet {
        input,
        slots,
        kit,
        columns,
        ground: columns.ground(),
        layout,
        labels: Labels::default(),
        scene: Scene::new(slots.width(), layout.height),
    };
    columns.wash(&mut sheet.scene);
    columns.bars(&mut sheet.scene);
    columns.hits(&mut sheet.scene);
    columns.guides(&mut sheet.scene, 0.0, layout.header - 4.0);
    let guides_to = layout.ruler - 6.0;
    columns.guides(&mut sheet.scene, layout.blocks_top, guides_to);
    gutter(&mut sheet);
    header::draw(&mut sheet);
    draw_links(&mut sheet);
    draw_goal_line(&mut sheet);
    draw_blocks(&mut sheet);
    if input.brackets.is_empty() {
        loops::draw(&mut sheet);
    } else {
        draw_brackets(&mut sheet);
    }
    outcomes::draw(&mut sheet);
    ruler::draw(&mut sheet);
    sheet.scene
}

/// Hover and focus, to be drawn above [`scene`].
pub fn overlay(input: &TimelineInput, slots: &Slots, kit: &Kit) -> Scene {
    let stages = input.stage_ids();
    let columns = Columns {
        slots,
        stages: &stages,
        state: input.state,
        theme: kit.theme,
    };
    let layout = layout(input, slots, kit);
    let mut scene = Scene::new(slots.width(), layout.height);
    columns.hover(&mut scene);
    columns.focus(&mut scene, 3.0, |index| {
        layout.blocks_top + block_height(input, &layout, input.overview.stages[index].reached) + 4.0
    });
    scene
}

fn layout(input: &TimelineInput, slots: &Slots, kit: &Kit) -> Layout {
    let header = header::height(input, slots, kit);
    let above_blocks = if input.brackets.is_empty() {
        loops::height(input, slots)
    } else {
        38.0
    };
    let largest_block = match input.form {
        Form::Full => 60.0,
        Form::Tall => 132.0,
        Form::Embed => 40.0,
    };
    let outcomes = match (input.overview.outcomes.has_goal, input.form) {
        (false, _) => 14.0,
        (true, Form::Full) => 38.0,
        (true, Form::Embed) => 30.0,
        (true, Form::Tall) => 52.0,
    };
    let blocks_top = header + above_blocks;
    let ruler = blocks_top + largest_block + outcomes;
    let below = if has_times(input.overview) { 26.0 } else { 0.0 };
    Layout {
        header,
        blocks_top,
        largest_block,
        ruler,
        height: ruler + below,
    }
}

fn draw_links(sheet: &mut Sheet) {
    let stages = &sheet.input.overview.stages;
    for link in &sheet.input.overview.links {
        let from = stages.iter().position(|stat| stat.stage == link.from);
        let to = stages.iter().position(|stat| stat.stage == link.to);
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        if to != from + 1 || link.journeys == 0 {
            continue;
        }
        let (left, right) = (sheet.slots.right(from), sheet.slots.left(to));
        let height = sheet.block_height(link.journeys);
        let top = sheet.layout.blocks_top;
        sheet
            .scene
            .rect(left, top, right - left, height, sheet.kit.theme.band_2);
        let target = Target::Link {
            from: link.from,
            to: link.to,
        };
        sheet
            .scene
            .hits
            .push(Hit::rect(left, top, right - left, height.max(12.0), target));
    }
}

fn draw_blocks(sheet: &mut Sheet) {
    let theme = sheet.kit.theme;
    let top = sheet.layout.blocks_top;
    for (index, stat) in sheet.input.overview.stages.iter().enumerate() {
        let (left, width) = (sheet.slots.left(index), sheet.slots.block_width(index));
        let height = sheet.block_height(stat.reached);
        let fill = block_fill(&sheet.columns, index, theme.band);
        sheet.scene.rect(left, top, width, height, fill);
        sheet
            .scene
            .frame(left, top, width, height, 1.0, theme.band_edge);
        sheet
            .scene
            .rect(left, top, width, 1.5_f64.min(height), theme.band_edge);
    }
}

fn block_fill(columns: &Columns, index: usize, plain: Rgba) -> Rgba {
    if columns.is_selected(index) {
        columns.theme.accent_line
    } else {
        plain
    }
}

fn draw_goal_line(sheet: &mut Sheet) {
    let Some(index) = sheet.input.goal_index() else {
        return;
    };
    let from = sheet.layout.blocks_top
        - if sheet.input.form == Form::Embed {
            4.0
        } else {
            8.0
        };
    let (x, to) = (sheet.slots.start(index) - 1.0, sheet.layout.ruler - 8.0);
    sheet
        .scene
        .rect(x, from, 2.0, to - from, sheet.kit.theme.ink);
}

fn draw_brackets(sheet: &mut Sheet) {
    let theme = sheet.kit.theme;
    let y = sheet.layout.blocks_top - 14.0;
    for bracket in sheet.input.brackets {
        let (left, right) = (
            sheet.slots.left(bracket.first),
            sheet.slots.right(bracket.last),
        );
        sheet.scene.rect(left, y, right - left, 2.0, theme.accent);
        let style = TextStyle::new(theme.accent).bold().middle();
        let text = ellipsis(
            sheet.kit.measure,
            &bracket.label,
            12.0,
            true,
            right - left + 24.0,
        );
        sheet.label(f64::midpoint(left, right), y - 5.0, &text, style, false);
    }
}

/// The words left of the first slot.
fn gutter(sheet: &mut Sheet) {
    if sheet.input.form == Form::Embed || sheet.slots.gutter() < 40.0 {
        return;
    }
    let (lang, layout) = (sheet.kit.lang, sheet.layout);
    let reached = match sheet.input.info.stages_from {
        StagesFrom::Touchpoints => Msg::StepReachedLabel,
        _ => Msg::StageReachedLabel,
    };
    let (first, second) = in_two(lang.text(reached));
    gutter_text(sheet, 18.0, first);
    gutter_text(sheet, layout.header - 11.0, second);
    gutter_text(sheet, layout.blocks_top + 14.0, lang.text(Msg::FlowLabel));
    let dropped = sheet
        .input
        .overview
        .stages
        .iter()
        .any(|stat| stat.dropped > 0);
    if sheet.input.form == Form::Tall && sheet.input.overview.outcomes.has_goal && dropped {
        let y = layout.blocks_top + layout.largest_block + 32.0;
        gutter_text(sheet, y, lang.text(Msg::Dropped));
    }
    if has_times(sheet.input.overview) {
        let text = if sheet.input.form == Form::Tall {
            Msg::WaitMedian
        } else {
            Msg::StayAndWait
        };
        let (first, second) = in_two(lang.text(text));
        gutter_text(sheet, layout.ruler + 4.0, first);
        gutter_text(sheet, layout.ruler + 18.0, second);
    }
}

/// A short text in two lines, broken at its last space.
fn in_two(text: &str) -> (&str, &str) {
    text.rsplit_once(' ').unwrap_or((text, ""))
}

fn gutter_text(sheet: &mut Sheet, y: f64, text: &str) {
    // Up to the first block nothing else stands; a wide face may use some of that.
    let room = (sheet.slots.left(0) - 4.0).clamp(40.0, sheet.slots.gutter() + 12.0);
    let text = ellipsis(sheet.kit.measure, text, 12.0, false, room);
    let style = sheet.quiet();
    sheet.label(0.0, y, &text, style, false);
}

/// The mark of the goal: its flag and what stands beside it.
fn goal_flag(sheet: &mut Sheet, x: f64, y: f64) {
    let color = sheet.kit.theme.ink;
    sheet.labels.take(TextBox {
        left: x,
        top: y,
        right: x + 10.0,
        bottom: y + 11.0,
    });
    shape::flag(&mut sheet.scene, x, y, color);
}
