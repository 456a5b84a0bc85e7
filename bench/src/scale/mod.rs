//! How the times grow with the file: from 10,000 events on, three sizes a decade, and a plot of it.

mod plot;

use std::fs;

use parcours_e2e::{Outcome, Places};
use serde_json::{Value, json};

use crate::{
    arguments::Arguments,
    compare::{self, Contender, Run},
    data, machine,
};
use plot::{Curve, Plot};

const SIZES: [usize; 7] = [
    10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000,
];

/// What is drawn, each with how it is had from a contender's runs.
struct Line {
    name: &'static str,
    who: Contender,
    value: fn(&Run) -> f64,
}

const LINES: &[Line] = &[
    Line {
        name: "T1, page",
        who: Contender::Page,
        value: |run| run.load,
    },
    Line {
        name: "T1, plain JavaScript",
        who: Contender::Baseline,
        value: |run| run.load,
    },
    Line {
        name: "T2 of a week, page",
        who: Contender::Page,
        value: |run| run.selective(),
    },
    Line {
        name: "T2 of a week, plain JavaScript",
        who: Contender::Baseline,
        value: |run| run.selective(),
    },
    Line {
        name: "T2 of 30 filters, page",
        who: Contender::Page,
        value: |run| run.any_filter(),
    },
];

pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let (most, runs) = (
        arguments.rows.unwrap_or(10_000_000),
        arguments.runs.unwrap_or(3),
    );
    let sizes = SIZES.into_iter().filter(|rows| *rows <= most);
    let mut filters = data::filters();
    filters.extend(data::weeks());
    let mut curves: Vec<Curve> = LINES.iter().map(|line| Curve::new(line.name)).collect();
    let mut figures: Vec<Value> = Vec::new();
    for rows in sizes {
        let file = data::file(rows)?;
        let mut all: [Vec<Run>; 2] = Default::default();
        // Large files take so long that once more says little.
        let rounds = if rows > 1_000_000 { 1 } else { runs };
        for round in 0..rounds {
            for turn in 0..2 {
                let at = (round + turn) % 2;
                all[at].push(
                    compare::run_once(places, Contender::BOTH[at], &file, &filters, false).await?,
                );
            }
        }
        compare::agree(&all)?;
        for (line, curve) in LINES.iter().zip(&mut curves) {
            let milliseconds = compare::median(&all[line.who as usize], line.value);
            curve.points.push((rows as f64, milliseconds));
            println!("{rows:>9} events  {:<32} {milliseconds:>9.2} ms", line.name);
            figures
                .push(json!({ "rows": rows, "of": line.name, "ms": milliseconds, "runs": rounds }));
        }
    }
    let machine = machine::description();
    let plot = Plot {
        title: format!(
            "Parcours and plain JavaScript, {}, {machine}",
            compare::today()
        ),
        curves,
    };
    let path = compare::folder(places).join("scale.svg");
    fs::create_dir_all(compare::folder(places))?;
    fs::write(&path, plot.svg())?;
    println!("\nthe plot: {}", path.display());
    let figures = json!({ "date": compare::today(), "machine": machine, "figures": figures });
    compare::write(places, arguments, "scale.json", &figures)
}
