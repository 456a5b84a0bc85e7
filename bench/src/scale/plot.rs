//! Curves on two logarithmic axes, as SVG: what grows in proportion rises by one decade a decade.
use std::fmt::Write as _;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 520.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 230.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;
/// Colours that people who see few colours can tell apart (Okabe and Ito), each with its own dashes.
const STYLES: [(&str, &str); 5] = [
    ("#0072b2", ""),
    ("#e69f00", "7 4"),
    ("#009e73", ""),
    ("#cc79a7", "7 4"),
    ("#56b4e9", "2 3"),
];

pub struct Curve {
    name: &'static str,
    /// Events and milliseconds.
    pub points: Vec<(f64, f64)>,
}

impl Curve {
    pub fn new(name: &'static str) -> Self {
        Curve {
            name,
            points: Vec::new(),
        }
    }
}

pub struct Plot {
    pub title: String,
    pub curves: Vec<Curve>,
}

/// Decades shown: the first and the last power of ten.
struct Axis {
    first: f64,
    last: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| *value > 0.0) {
            (least, most) = (least.min(value), most.max(value));
        }
        let first = least.log10().floor();
        Axis {
            first,
            last: most.log10().ceil().max(first + 1.0),
            from,
            to,
        }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value.log10() - self.first) / (self.last - self.first);
        self.from + share * (self.to - self.from)
    }

    fn decades(&self) -> impl Iterator<Item = f64> {
        (self.first as i32..=self.last as i32).map(|power| 10_f64.powi(power))
    }
}

impl Plot {
    pub fn svg(&self) -> String {
        let points = || self.curves.iter().flat_map(|curve| &curve.points);
        let x = Axis::over(points().map(|point| point.0), LEFT, WIDTH - RIGHT);
        let y = Axis::over(points().map(|point| point.1), HEIGHT - BOTTOM, TOP);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\" role=\"img\">\n\
             <title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"20\">{}</text>\n",
            escaped(&self.title),
            escaped(&self.title)
        );
        grid(&mut svg, &x, &y);
        for (curve, (colour, dashes)) in self.curves.iter().zip(STYLES.iter().cycle()) {
            draw(&mut svg, curve, &x, &y, colour, dashes);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

fn grid(svg: &mut String, x: &Axis, y: &Axis) {
    // Writing into a text cannot fail.
    for decade in x.decades() {
        let at = x.at(decade);
        let _ = writeln!(
            svg,
            "<path d=\"M{at:.1} {TOP}V{:.1}\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            HEIGHT - BOTTOM,
            HEIGHT - BOTTOM + 18.0,
            number(decade)
        );
    }
    for decade in y.decades() {
        let at = y.at(decade);
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {at:.1}H{:.1}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{} ms</text>",
            WIDTH - RIGHT,
            LEFT - 6.0,
            at + 4.0,
            number(decade)
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">events</text>",
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 10.0
    );
}

fn draw(svg: &mut String, curve: &Curve, x: &Axis, y: &Axis, colour: &str, dashes: &str) {
    let mut path = String::new();
    for (number, (events, milliseconds)) in curve.points.iter().enumerate() {
        let verb = if number == 0 { 'M' } else { 'L' };
        let _ = write!(
            path,
            "{verb}{:.1} {:.1}",
            x.at(*events),
            y.at(*milliseconds)
        );
    }
    let _ = writeln!(
        svg,
        "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>"
    );
    for (events, milliseconds) in &curve.points {
        let _ = writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>",
            x.at(*events),
            y.at(*milliseconds)
        );
    }
    if let Some((events, milliseconds)) = curve.points.last() {
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{} ({})</text>",
            x.at(*events) + 8.0,
            y.at(*milliseconds) + 4.0,
            escaped(curve.name),
            time(*milliseconds)
        );
    }
}

fn number(value: f64) -> String {
    match value {
        0.0..1.0 => format!("{value}"),
        1.0..1e6 => {
            let whole = format!("{value:.0}");
            match whole.len() {
                4.. => format!(
                    "{},{}",
                    &whole[..whole.len() - 3],
                    &whole[whole.len() - 3..]
                ),
                _ => whole,
            }
        }
        _ => format!("{:.0} million", value / 1e6),
    }
}

fn time(milliseconds: f64) -> String {
    match milliseconds {
        1000.0.. => format!("{:.1} s", milliseconds / 1000.0),
        10.0.. => format!("{milliseconds:.0} ms"),
        _ => format!("{milliseconds:.1} ms"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::{Axis, Curve, Plot};

    #[test]
    fn decades_are_equally_far_apart() {
        let axis = Axis::over([10.0, 1_000.0].into_iter(), 0.0, 200.0);
        assert_eq!(
            (axis.at(10.0), axis.at(100.0), axis.at(1_000.0)),
            (0.0, 100.0, 200.0)
        );
    }

    #[test]
    fn every_point_is_drawn_and_names_are_escaped() {
        let plot = Plot {
            title: "a < b".to_owned(),
            curves: vec![Curve {
                name: "T1",
                points: vec![(1e4, 5.0), (1e5, 50.0), (1e6, 500.0)],
            }],
        };
        let svg = plot.svg();
        assert_eq!(svg.matches("<circle").count(), 3);
        assert!(svg.contains("a &lt; b") && svg.contains("T1 (500 ms)"));
    }
}
