//! A [`Scene`] on any drawing backend of plotters: the same code paints the canvas and the SVG.
//!
//! Backends count in whole numbers, so they are handed tenths of a CSS pixel ([`UNITS_PER_PX`]).

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform,
};

use super::scene::{Anchor, Item, Point, Scene};
use super::theme::Rgba;

/// Units of the backend's coordinates in one CSS pixel.
pub const UNITS_PER_PX: f64 = 10.0;

/// plotters divides a font's size by this before it writes it (plotters-svg `draw_text`); every size is multiplied by it here, and only here.
pub const PLOTTERS_FONT_FACTOR: f64 = 1.24;

/// From the top of a line, where plotters anchors text, to its baseline, in em (plotters-svg `draw_text`).
pub const BASELINE_EM: f64 = 0.76;

/// The faces of the page. No font is downloaded.
pub const FONT_STACK: &str = "-apple-system, BlinkMacSystemFont, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, system-ui, sans-serif";

fn units(value: f64) -> i32 {
    (value * UNITS_PER_PX).round() as i32
}

fn place((x, y): Point) -> BackendCoord {
    (units(x), units(y))
}

/// Width and height that a backend needs for the scene, in its own units.
pub fn size_of(scene: &Scene) -> (u32, u32) {
    (
        units(scene.width_css.max(0.0)).unsigned_abs(),
        units(scene.height_css.max(0.0)).unsigned_abs(),
    )
}

struct Paint {
    color: Rgba,
    width: f64,
}

impl BackendStyle for Paint {
    fn color(&self) -> BackendColor {
        backend_color(self.color)
    }

    fn stroke_width(&self) -> u32 {
        units(self.width).unsigned_abs().max(1)
    }
}

fn backend_color(color: Rgba) -> BackendColor {
    BackendColor {
        alpha: color.a,
        rgb: (color.r, color.g, color.b),
    }
}

struct Font {
    size: f64,
    bold: bool,
    color: Rgba,
    anchor: Anchor,
}

impl BackendTextStyle for Font {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        backend_color(self.color)
    }

    fn size(&self) -> f64 {
        self.size * UNITS_PER_PX * PLOTTERS_FONT_FACTOR
    }

    fn transform(&self) -> FontTransform {
        FontTransform::None
    }

    fn style(&self) -> FontStyle {
        if self.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(h_pos, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FONT_STACK)
    }

    /// Only backends without text of their own ask; there the text takes no room.
    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _pos: BackendCoord,
        _draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}

/// Paints all items in order. The backend's coordinates are tenths of a CSS pixel.
///
/// # Errors
/// The backend's own, at the first item that it refuses.
pub fn draw<DB: DrawingBackend>(
    scene: &Scene,
    backend: &mut DB,
) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
    backend.ensure_prepared()?;
    for item in &scene.items {
        draw_item(item, backend)?;
    }
    backend.present()
}

fn draw_item<DB: DrawingBackend>(
    item: &Item,
    backend: &mut DB,
) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
    let fill = |color: Rgba| Paint { color, width: 0.1 };
    match item {
        Item::Path {
            points,
            width,
            color,
        } => {
            let paint = Paint {
                color: *color,
                width: *width,
            };
            backend.draw_path(points.iter().copied().map(place), &paint)
        }
        Item::Polygon { points, color } => {
            backend.fill_polygon(points.iter().copied().map(place), &fill(*color))
        }
        Item::Rect {
            x,
            y,
            width,
            height,
            color,
        } => backend.draw_rect(
            place((*x, *y)),
            place((x + width, y + height)),
            &fill(*color),
            true,
        ),
        Item::Disc {
            center,
            radius,
            color,
        } => backend.draw_circle(
            place(*center),
            units(*radius).unsigned_abs().max(1),
            &fill(*color),
            true,
        ),
        Item::Text {
            x,
            y,
            text,
            size,
            bold,
            color,
            anchor,
        } => {
            let font = Font {
                size: *size,
                bold: *bold,
                color: *color,
                anchor: *anchor,
            };
            backend.draw_text(text, &font, place((*x, y - BASELINE_EM * size)))
        }
    }
}
