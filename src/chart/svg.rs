//! A [`Scene`] as SVG text, through plotters' own backend: exports and goldens are drawn by the code that draws the screen.

use plotters::prelude::SVGBackend;

use super::draw;
use super::scene::Scene;
use super::theme::Rgba;

/// The picture on its background, at its size in CSS pixels. `title` is what a screen reader says.
pub fn svg(scene: &Scene, background: Rgba, title: &str) -> String {
    let mut drawn = String::new();
    let size = draw::size_of(scene);
    let mut whole = Scene::new(scene.width_css, scene.height_css);
    whole.rect(0.0, 0.0, scene.width_css, scene.height_css, background);
    whole.place(scene.clone(), 0.0, 0.0);
    let mut backend = SVGBackend::with_string(&mut drawn, size);
    // Writing into a text cannot fail: nothing to report.
    let painted = draw::draw(&whole, &mut backend);
    drop(backend);
    if painted.is_err() {
        return String::new();
    }
    // plotters writes the size in its own units; what remains of its first tag is the body. Attributes that say the default say nothing.
    let body = drawn
        .split_once('>')
        .map_or("", |(_, body)| body)
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" stroke-width=\"1\"", "");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" stroke-linejoin=\"round\" style=\"font-variant-numeric:tabular-nums lining-nums\">\n<title>{}</title>{body}",
        scene.width_css,
        scene.height_css,
        size.0,
        size.1,
        escaped(title),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Several pictures below each other, each at its height: what an export of the page shows.
pub fn stacked(pictures: Vec<Scene>, gap_css: f64) -> Scene {
    let width = pictures
        .iter()
        .map(|picture| picture.width_css)
        .fold(0.0, f64::max);
    let mut all = Scene::new(width, 0.0);
    for picture in pictures {
        let (top, height) = (all.height_css, picture.height_css);
        all.place(picture, 0.0, top);
        all.height_css = top + height + gap_css;
    }
    all
}
