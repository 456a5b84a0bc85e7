//! How much a number may say by how many answers it rests on (design language §1.3, §4.3), and how that looks.

use super::scene::{Point, Scene};
use super::shape;
use super::theme::Rgba;

/// Groups with a colour and a marker of their own.
pub const COLOURED: u32 = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// No answer: nothing is drawn.
    Nothing,
    /// Fewer than 5: hollow, dotted, no interval.
    Few,
    /// Fewer than 30: weaker.
    Weak,
    Firm,
}

impl Evidence {
    pub const fn of(n: u32) -> Self {
        match n {
            0 => Self::Nothing,
            1..5 => Self::Few,
            5..30 => Self::Weak,
            _ => Self::Firm,
        }
    }

    /// Width and dashes of a group's line; `firm_width` where it may be drawn in full.
    pub fn stroke(self, group: u32, firm_width: f64) -> (f64, &'static [f64]) {
        match self {
            Self::Nothing | Self::Few => (1.0, shape::FEW_DOTS),
            Self::Weak => (1.25, shape::dash_of(group)),
            Self::Firm => (firm_width, shape::dash_of(group)),
        }
    }

    /// A point with the group's marker, clear of what is behind it.
    pub fn point(
        self,
        scene: &mut Scene,
        group: u32,
        at: Point,
        firm_radius: f64,
        color: Rgba,
        behind: Rgba,
    ) {
        match self {
            Self::Nothing => {}
            Self::Few => shape::marker_hollow(scene, group, at, 4.5, color, behind),
            Self::Weak => shape::marker_with_halo(scene, group, at, 3.6, color, behind),
            Self::Firm => shape::marker_with_halo(scene, group, at, firm_radius, color, behind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_five_and_thirty() {
        let of = |n| Evidence::of(n);
        assert_eq!(
            [0, 1, 4, 5, 29, 30].map(of),
            [
                Evidence::Nothing,
                Evidence::Few,
                Evidence::Few,
                Evidence::Weak,
                Evidence::Weak,
                Evidence::Firm
            ]
        );
        assert!(Evidence::Firm > Evidence::Few);
    }
}
