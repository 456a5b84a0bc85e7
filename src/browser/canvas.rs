//! A drawing backend on a browser canvas: tenths of a CSS pixel outside, device pixels inside.
//!
//! Owns the canvas's size and scale, text by `measureText`, and painting marks of one colour as one path.
//! Shapes with nothing to add go to plotters-canvas. Must not know what is drawn.

use std::cell::RefCell;
use std::collections::HashMap;
use std::f64::consts::TAU;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::chart::draw::{self, BASELINE_EM, FONT_STACK, PLOTTERS_FONT_FACTOR, UNITS_PER_PX};
use crate::chart::{Rgba, Scene, TextMeasure};

type BackendError = <CanvasBackend as DrawingBackend>::ErrorType;
type Outcome = Result<(), DrawingErrorKind<BackendError>>;

/// A canvas as large as its scene, sharp at the device's pixel ratio.
pub struct ScaledCanvas {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    shapes: CanvasBackend,
    /// Device pixels in a CSS pixel.
    ratio: f64,
    /// Colour of the filled path that is being collected. Only opaque ones are: where two overlap, one fill is as good as two.
    collecting: Option<BackendColor>,
}

impl ScaledCanvas {
    /// `None` where the browser gives no 2D context.
    pub fn new(canvas: HtmlCanvasElement, device_pixel_ratio: f64) -> Option<Self> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let shapes = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self {
            canvas,
            context,
            shapes,
            ratio: device_pixel_ratio.max(1.0),
            collecting: None,
        })
    }

    /// Gives the canvas the scene's size, clears it and paints the scene. Says whether all was painted.
    pub fn paint(&mut self, scene: &Scene) -> bool {
        self.resize(scene);
        draw::draw(scene, self).is_ok()
    }

    /// The same on a ground of its own, for pictures that leave the page.
    pub fn paint_on(&mut self, scene: &Scene, ground: Rgba) -> bool {
        self.resize(scene);
        let mut floor = Scene::new(scene.width_css, scene.height_css);
        floor.rect(0.0, 0.0, scene.width_css, scene.height_css, ground);
        draw::draw(&floor, self).is_ok() && draw::draw(scene, self).is_ok()
    }

    fn resize(&mut self, scene: &Scene) {
        let device = |css: f64| (css * self.ratio).round().max(1.0) as u32;
        let (width, height) = (device(scene.width_css), device(scene.height_css));
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let style = self.canvas.style();
        // A canvas that refuses a size shows the picture at another; there is nothing better to do.
        let _ = style.set_property("width", &format!("{}px", scene.width_css));
        let _ = style.set_property("height", &format!("{}px", scene.height_css));
        let _ = self.context.reset_transform();
        self.context
            .clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        self.context.set_line_join("round");
        self.use_units();
    }

    /// One unit of the context is one of the backend.
    fn use_units(&self) {
        let scale = self.ratio / UNITS_PER_PX;
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
    }

    /// One unit of the context is a CSS pixel: letters keep the shapes that the font has at their real size.
    fn use_css_pixels(&self) {
        let _ = self
            .context
            .set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
    }

    /// Begins or goes on with a filled path of that colour.
    fn collect(&mut self, color: BackendColor) {
        let same = self
            .collecting
            .is_some_and(|last| last.rgb == color.rgb && last.alpha == color.alpha)
            && color.alpha >= 1.0;
        if !same {
            self.flush();
            self.context.set_fill_style_str(&css(color));
            self.context.begin_path();
            self.collecting = Some(color);
        }
    }

    /// Paints what was collected.
    fn flush(&mut self) {
        if self.collecting.take().is_some() {
            self.context.fill();
        }
    }
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("rgba({r},{g},{b},{})", color.alpha)
}

impl DrawingBackend for ScaledCanvas {
    type ErrorType = BackendError;

    fn get_size(&self) -> (u32, u32) {
        let units = |device: u32| (f64::from(device) / self.ratio * UNITS_PER_PX).round() as u32;
        (units(self.canvas.width()), units(self.canvas.height()))
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.shapes.ensure_prepared()
    }

    fn present(&mut self) -> Outcome {
        self.flush();
        self.shapes.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.flush();
        self.shapes.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        if !fill {
            self.flush();
            return self
                .shapes
                .draw_rect(upper_left, bottom_right, style, false);
        }
        self.collect(style.color());
        self.context.rect(
            f64::from(upper_left.0),
            f64::from(upper_left.1),
            f64::from(bottom_right.0 - upper_left.0),
            f64::from(bottom_right.1 - upper_left.1),
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.flush();
        self.shapes.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        if !fill {
            self.flush();
            return self.shapes.draw_circle(center, radius, style, false);
        }
        self.collect(style.color());
        let (x, y, radius) = (f64::from(center.0), f64::from(center.1), f64::from(radius));
        // A path of its own within the collected one, else a line would lead to it.
        self.context.move_to(x + radius, y);
        // The only refusal is a negative radius.
        let _ = self.context.arc(x, y, radius, 0.0, TAU);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let corners: Vec<BackendCoord> = path.into_iter().collect();
        let Some(first) = corners.first() else {
            return Ok(());
        };
        self.collect(style.color());
        self.context.move_to(f64::from(first.0), f64::from(first.1));
        for corner in in_one_sense(&corners) {
            self.context
                .line_to(f64::from(corner.0), f64::from(corner.1));
        }
        self.context.close_path();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Outcome {
        self.flush();
        let size = style.size() / PLOTTERS_FONT_FACTOR / UNITS_PER_PX;
        let bold = matches!(style.style(), FontStyle::Bold);
        let align = match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        };
        self.use_css_pixels();
        self.context.set_font(&font(size, bold));
        self.context.set_text_align(align);
        self.context.set_text_baseline("alphabetic");
        self.context.set_fill_style_str(&css(style.color()));
        let x = f64::from(pos.0) / UNITS_PER_PX;
        let y = f64::from(pos.1) / UNITS_PER_PX + BASELINE_EM * size;
        // A context that cannot write leaves the table behind the picture.
        let _ = self.context.fill_text(text, x, y);
        self.use_units();
        Ok(())
    }
}

/// The corners after the first, turned so that all polygons go round the same way as rectangles and discs do:
/// overlapping parts of one path would otherwise cancel out.
fn in_one_sense(corners: &[BackendCoord]) -> Vec<BackendCoord> {
    let area: i64 = corners
        .iter()
        .zip(corners.iter().cycle().skip(1))
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum();
    let mut rest = corners[1..].to_vec();
    if area < 0 {
        rest.reverse();
    }
    rest
}

fn font(size: f64, bold: bool) -> String {
    let weight = if bold { 600 } else { 400 };
    format!("{weight} {size}px {FONT_STACK}")
}

/// The browser's own widths, each asked once.
pub struct BrowserMeasure {
    context: CanvasRenderingContext2d,
    known: RefCell<HashMap<(bool, u32, String), f64>>,
}

/// Texts kept; a page shows a few hundred.
const KNOWN_AT_MOST: usize = 4096;

impl BrowserMeasure {
    /// `None` where the browser gives no 2D context.
    pub fn new() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            context,
            known: RefCell::new(HashMap::new()),
        })
    }
}

impl TextMeasure for BrowserMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let key = (bold, (size * 10.0).round() as u32, text.to_owned());
        if let Some(width) = self.known.borrow().get(&key) {
            return *width;
        }
        self.context.set_font(&font(size, bold));
        let width = match self.context.measure_text(text) {
            Ok(metrics) => metrics.width(),
            Err(_) => crate::chart::PlainMeasure.width(text, size, bold),
        };
        let mut known = self.known.borrow_mut();
        if known.len() >= KNOWN_AT_MOST {
            known.clear();
        }
        known.insert(key, width);
        width
    }
}

thread_local! {
    static MEASURE: Option<BrowserMeasure> = BrowserMeasure::new();
}

/// The page's one measure; plain widths where the browser has no canvas.
#[derive(Debug, Clone, Copy, Default)]
pub struct CanvasMeasure;

impl TextMeasure for CanvasMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        MEASURE.with(|measure| match measure {
            Some(measure) => measure.width(text, size, bold),
            None => crate::chart::PlainMeasure.width(text, size, bold),
        })
    }
}

/// Paints a scene on a canvas of the page, at the device's pixel ratio.
pub fn paint(canvas: &HtmlCanvasElement, scene: &Scene) {
    if let Some(mut scaled) = ScaledCanvas::new(canvas.clone(), super::page::device_pixel_ratio()) {
        // What cannot be painted is still in the table beside the picture.
        let _ = scaled.paint(scene);
    }
}

/// The scene as a PNG, `scale` device pixels to a CSS pixel.
pub async fn png(scene: &Scene, ground: Rgba, scale: f64) -> Option<web_sys::Blob> {
    let canvas: HtmlCanvasElement = super::page::document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    ScaledCanvas::new(canvas.clone(), scale)?.paint_on(scene, ground);
    let (sender, receiver) = futures_channel::oneshot::channel();
    let tell = wasm_bindgen::closure::Closure::once_into_js(move |blob: wasm_bindgen::JsValue| {
        // Whoever asked waits for it.
        let _ = sender.send(blob.dyn_into::<web_sys::Blob>().ok());
    });
    canvas.to_blob(tell.unchecked_ref()).ok()?;
    receiver.await.ok()?
}
