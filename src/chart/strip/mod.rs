//! The journeys strip (design language §4.4): one row a journey, or a density where there are too many.
//!
//! Owns rows, marks and the axis of elapsed time. Must not know which journeys were picked, nor in which order.

mod density;
mod overlay;
mod rows;
mod time_axis;

use crate::model::answer::{Overview, Strip, TableInfo};

use super::Kit;
use super::columns::Columns;
use super::hit::State;
use super::projection::Slots;
use super::scene::Scene;

pub use overlay::{Brush, overlay, row_at};

/// Marks per CSS pixel of width from which a row is no longer readable.
const CROWDED_MARKS_PER_PX: f64 = 4.0;
const SMALLEST_ROW_CSS: f64 = 4.0;
/// Space above the first row, without and with the axis of time.
const TOP: f64 = 4.0;
const TOP_WITH_AXIS: f64 = 26.0;
const BOTTOM: f64 = 4.0;
/// Right of the last moment, for the mark that says how a journey ended.
const END_ROOM: f64 = 14.0;

/// What the colour of a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StripColour {
    #[default]
    Emotion,
    /// From light to dark in the order of the stages.
    Stage,
}

#[derive(Clone, Copy)]
pub struct StripInput<'a> {
    pub info: &'a TableInfo,
    pub overview: &'a Overview,
    pub strip: &'a Strip,
    /// x is time since the start of each journey; else the place within the stage's slot.
    pub true_time: bool,
    pub colour: StripColour,
    /// 12; 8 to 16 by zoom.
    pub row_height_css: f64,
    pub state: &'a State,
}

impl StripInput<'_> {
    fn stage_ids(&self) -> Vec<u32> {
        self.overview.stages.iter().map(|stat| stat.stage).collect()
    }

    fn rows(&self) -> usize {
        self.strip
            .density
            .as_ref()
            .map_or(self.strip.rows.len(), |density| density.rows as usize)
    }

    fn top(&self) -> f64 {
        if self.true_time { TOP_WITH_AXIS } else { TOP }
    }

    fn height(&self) -> f64 {
        self.top() + self.rows() as f64 * self.row_height_css + BOTTOM
    }

    /// Top of a row of the window.
    fn row_top(&self, row: usize) -> f64 {
        self.top() + row as f64 * self.row_height_css
    }
}

/// Whether the page should ask for a density instead of rows.
pub fn wants_density(marks: usize, rows: u32, width_css: f64, row_height_css: f64) -> bool {
    let a_row = marks as f64 / f64::from(rows.max(1));
    row_height_css < SMALLEST_ROW_CSS || a_row > CROWDED_MARKS_PER_PX * width_css
}

/// How many rows fit a height.
pub fn rows_in(height_css: f64, row_height_css: f64, true_time: bool) -> u32 {
    let top = if true_time { TOP_WITH_AXIS } else { TOP };
    ((height_css - top - BOTTOM) / row_height_css.max(1.0))
        .floor()
        .max(0.0) as u32
}

pub fn scene(input: &StripInput, slots: &Slots, kit: &Kit) -> Scene {
    let stages = input.stage_ids();
    let columns = Columns {
        slots,
        stages: &stages,
        state: input.state,
        theme: kit.theme,
    };
    let mut scene = Scene::new(slots.width(), input.height());
    if input.true_time {
        time_axis::draw(input, slots, kit, &mut scene);
    } else {
        columns.wash(&mut scene);
        columns.hits(&mut scene);
        let height = scene.height_css;
        columns.guides(&mut scene, 0.0, height);
    }
    match &input.strip.density {
        Some(density) => {
            density::draw(input, density, slots, kit, &mut scene);
            goal_line(input, &stages, slots, kit, &mut scene);
        }
        None => {
            goal_line(input, &stages, slots, kit, &mut scene);
            rows::draw(input, &stages, slots, kit, &mut scene);
        }
    }
    scene
}

fn goal_line(input: &StripInput, stages: &[u32], slots: &Slots, kit: &Kit, scene: &mut Scene) {
    let outcomes = &input.overview.outcomes;
    let index = outcomes
        .goal_stage
        .filter(|_| outcomes.has_goal && !input.true_time)
        .and_then(|stage| stages.iter().position(|other| *other == stage));
    if let Some(index) = index {
        let height = scene.height_css;
        scene.upright(slots.start(index), 0.0, height, kit.theme.ink);
    }
}

/// From time since the start of a journey to x.
fn x_of_time(input: &StripInput, slots: &Slots, micros: i64) -> f64 {
    let (from, to) = (slots.first_edge(), slots.last_edge() - END_ROOM);
    let longest = input.strip.longest_micros.max(1) as f64;
    from + (to - from) * (micros as f64 / longest).clamp(0.0, 1.0)
}
