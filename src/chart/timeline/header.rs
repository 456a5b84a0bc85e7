//! Names of the stages and how many journeys reached them.

use crate::chart::Kit;
use crate::chart::measure::two_lines;
use crate::chart::projection::Slots;
use crate::chart::scene::TextStyle;

use super::{Form, Sheet, TimelineInput};

/// Below this a slot shows its number instead of its name.
const NAME_SLOT_CSS: f64 = 72.0;

/// Whether some slots are too narrow for names: the page then lists the names under the picture.
pub fn shows_numbers(slots: &Slots) -> bool {
    slots.narrowest() < NAME_SLOT_CSS
}

/// The names of all slots in the largest type that they share.
struct Names {
    size: f64,
    lines: Vec<Vec<String>>,
}

impl Names {
    fn of(input: &TimelineInput, slots: &Slots, kit: &Kit) -> Self {
        let room = |index| slots.slot_width(index) - 8.0;
        let name = |index| kit.lang.value(input.name(index));
        let named = |index: &usize| slots.slot_width(*index) >= NAME_SLOT_CSS;
        let all = 0..slots.len();
        let large = !shows_numbers(slots)
            && all
                .clone()
                .all(|index| kit.measure.width(name(index), 14.0, true) <= room(index));
        let size = if large { 14.0 } else { 12.0 };
        let lines = all
            .map(|index| {
                if named(&index) {
                    two_lines(kit.measure, name(index), size, true, room(index))
                } else {
                    vec![(index + 1).to_string()]
                }
            })
            .collect();
        Self { size, lines }
    }

    fn rows(&self) -> usize {
        self.lines.iter().map(Vec::len).max().unwrap_or(1)
    }
}

pub(super) fn height(input: &TimelineInput, slots: &Slots, kit: &Kit) -> f64 {
    if Names::of(input, slots, kit).rows() > 1 {
        61.0
    } else {
        46.0
    }
}

pub(super) fn draw(sheet: &mut Sheet) {
    let names = Names::of(sheet.input, sheet.slots, sheet.kit);
    let theme = sheet.kit.theme;
    let style = TextStyle::new(theme.ink).size(names.size).bold().middle();
    let counts_y = sheet.layout.header - 11.0;
    for (index, lines) in names.lines.iter().enumerate() {
        let center = sheet.slots.center(index);
        // A single line among names of two stands next to its count.
        let first = 18.0 + 15.0 * (names.rows() - lines.len()) as f64;
        for (row, line) in lines.iter().enumerate() {
            sheet.label(center, first + 15.0 * row as f64, line, style, false);
        }
    }
    let style = TextStyle::new(theme.ink_2).middle();
    for (index, text) in counts(sheet).into_iter().enumerate() {
        sheet.label(sheet.slots.center(index), counts_y, &text, style, false);
    }
}

/// `reached · share` where all fit, else the counts alone.
fn counts(sheet: &Sheet) -> Vec<String> {
    let lang = sheet.kit.lang;
    let all = f64::from(sheet.input.overview.journeys.max(1));
    let stages = &sheet.input.overview.stages;
    let with_share: Vec<String> = stages
        .iter()
        .map(|stat| lang.count_and_share(stat.reached.into(), f64::from(stat.reached) / all))
        .collect();
    let fits = with_share.iter().enumerate().all(|(index, text)| {
        sheet.kit.measure.width(text, 12.0, false) <= sheet.slots.slot_width(index) - 6.0
    });
    if fits && sheet.input.form != Form::Tall {
        with_share
    } else {
        stages
            .iter()
            .map(|stat| lang.count(stat.reached.into()))
            .collect()
    }
}
