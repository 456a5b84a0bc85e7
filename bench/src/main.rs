//! Measures the built page in Chromium: `bench [start|load] [--runs N] [--rows N]`. Prints medians, asserts nothing.

mod load;
mod measure;
mod start;

use std::{fs, process::ExitCode};

use parcours_e2e::{Failure, Outcome, Places};
use tokio::runtime::Builder;

const USAGE: &str = "usage: bench [start|load] [--runs N] [--rows N]";

/// What to measure, and how often.
struct Plan {
    start: bool,
    load: bool,
    runs: Option<usize>,
    rows: usize,
}

impl Plan {
    fn from_arguments() -> Outcome<Plan> {
        let mut plan = Plan {
            start: false,
            load: false,
            runs: None,
            rows: 1_000_000,
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut number = || {
                arguments
                    .next()
                    .and_then(|text| text.parse().ok())
                    .ok_or_else(|| Failure::new(USAGE))
            };
            match argument.as_str() {
                "start" => plan.start = true,
                "load" => plan.load = true,
                "--runs" => plan.runs = Some(number()?),
                "--rows" => plan.rows = number()?,
                _ => return Err(Failure::new(USAGE)),
            }
        }
        if !plan.start && !plan.load {
            (plan.start, plan.load) = (true, true);
        }
        Ok(plan)
    }
}

async fn run() -> Outcome {
    let plan = Plan::from_arguments()?;
    let places = Places::of_project();
    // Others at work on the same processor spoil a measurement: the reader should know.
    let others = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "load of the machine before: {}\n",
        others.split(' ').next().unwrap_or("unknown")
    );
    if plan.start {
        start::run(&places, plan.runs.unwrap_or(10)).await?;
    }
    if plan.load {
        load::run(&places, plan.runs.unwrap_or(3), plan.rows).await?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let outcome = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(run()));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
