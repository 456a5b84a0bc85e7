//! Labels that never sit on each other, and the ground they clear behind them. Must not know what they say.

use super::measure::TextMeasure;
use super::projection::Slots;
use super::scene::{Anchor, Scene, TextStyle};
use super::theme::Rgba;

/// Left, top, right, bottom in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextBox {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl TextBox {
    /// The ink of a text whose baseline begins, ends or is centred at (`x`, `y`): capitals to descenders.
    pub fn of(measure: &dyn TextMeasure, x: f64, y: f64, text: &str, style: TextStyle) -> Self {
        let width = measure.width(text, style.size, style.bold);
        let left = match style.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Self {
            left,
            top: y - 0.76 * style.size,
            right: left + width,
            bottom: y + 0.22 * style.size,
        }
    }

    pub fn around(x: f64, y: f64, radius: f64) -> Self {
        Self {
            left: x - radius,
            top: y - radius,
            right: x + radius,
            bottom: y + radius,
        }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }
}

/// The ground of a picture: its background with the columns washed by selection.
#[derive(Debug, Clone)]
pub struct Ground {
    background: Rgba,
    wash: Rgba,
    columns: Vec<(f64, f64)>,
}

impl Ground {
    pub fn new(background: Rgba, wash: Rgba) -> Self {
        Self {
            background,
            wash,
            columns: Vec::new(),
        }
    }

    pub fn washed(mut self, slots: &Slots, selected: impl Iterator<Item = usize>) -> Self {
        self.columns
            .extend(selected.map(|index| (slots.start(index), slots.end(index))));
        self
    }

    /// Clears the ground behind a text, each part in the colour underneath.
    pub fn clear(&self, scene: &mut Scene, ink: TextBox) {
        let area = ink.grown(2.0);
        let (top, height) = (area.top, area.bottom - area.top);
        scene.rect(
            area.left,
            top,
            area.right - area.left,
            height,
            self.background,
        );
        for (start, end) in &self.columns {
            let (left, right) = (area.left.max(*start), area.right.min(*end));
            scene.rect(left, top, right - left, height, self.wash);
        }
    }
}

/// The places taken so far in one picture.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    taken: Vec<TextBox>,
}

impl Labels {
    pub fn is_free(&self, place: &TextBox) -> bool {
        !self.taken.iter().any(|other| other.overlaps(place))
    }

    pub fn take(&mut self, place: TextBox) {
        self.taken.push(place);
    }

    /// Takes the place with `gap` px of air to both sides, if it is free.
    pub fn claim(&mut self, place: TextBox, gap: f64) -> bool {
        let airy = TextBox {
            left: place.left - gap,
            right: place.right + gap,
            ..place
        };
        let free = self.is_free(&airy);
        if free {
            self.take(place);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::measure::PlainMeasure;
    use crate::chart::theme::Theme;

    #[test]
    fn a_place_is_given_once() {
        let mut labels = Labels::default();
        let ink = TextStyle::new(Theme::light().ink).middle();
        let place = |x| TextBox::of(&PlainMeasure, x, 20.0, "1 d 3 h", ink);
        assert!(labels.claim(place(50.0), 2.0));
        assert!(!labels.claim(place(70.0), 2.0));
        assert!(labels.claim(place(120.0), 2.0));
    }

    #[test]
    fn the_ground_is_cleared_in_the_colours_underneath() {
        let theme = Theme::light();
        let slots = Slots::equal(852.0, 6);
        let ground = Ground::new(theme.bg, theme.accent_wash).washed(&slots, std::iter::once(1));
        let mut scene = Scene::new(852.0, 100.0);
        let edge = slots.start(1);
        ground.clear(&mut scene, TextBox::around(edge, 50.0, 10.0));
        assert_eq!(scene.items.len(), 2);
        let crate::chart::Item::Rect {
            x, width, color, ..
        } = scene.items[1]
        else {
            panic!("not a rectangle")
        };
        assert_eq!((x, width, color), (edge, 12.0, theme.accent_wash));
    }
}
