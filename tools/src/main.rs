//! `parcours-tools COMMAND …`, the entry of the project's tools. The scripts call it; `scripts/` is where people start.
use std::process::ExitCode;

use parcours_tools::{finish, generate, samples, server, sizes};

const USAGE: &str = "usage: parcours-tools COMMAND
  finish-dist          the last step of a build, called by Trunk with its staging folder
  generate [--rows N] [--seed N] --out FILE    made-up events to measure with
  samples [DIR]        writes the made-up sample journeys, by default into public/samples
  sizes [DIST]         what a visitor fetches, with brotli; fails over the budget
  serve [--port N] [--or-next] [--dir DIST] [--prefix /PATH] [--cors] [--fixtures DIR] [--open FRAGMENT]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.first().map(String::as_str) {
        Some("finish-dist") => finish::from_environment(),
        Some("generate") => generate::command(&arguments[1..]),
        Some("samples") => {
            let folder = arguments.get(1).map_or("public/samples", String::as_str);
            samples::run(std::path::Path::new(folder))
        }
        Some("sizes") => sizes::command(&arguments[1..]),
        Some("serve") => server::command(&arguments[1..]),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
