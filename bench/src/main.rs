//! Measures the built page in Chromium: see [`arguments::USAGE`]. Prints figures; judges only whether numbers agree.

mod arguments;
mod cancel;
mod compare;
mod data;
mod large;
mod load;
mod machine;
mod measure;
mod reopen;
mod scale;
mod soak;
mod start;
mod tasks;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use parcours_e2e::{Failure, Outcome, Places};
use tokio::runtime::Builder;

async fn run() -> Outcome {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let places = Places::of_project();
    // Others at work on the same processor spoil a measurement: the reader should know.
    println!("load of the machine before: {}\n", machine::load());
    for command in &arguments.commands {
        match command {
            Command::Start => start::run(&places, arguments.runs.unwrap_or(10)).await?,
            Command::Load => {
                let (runs, rows) = (arguments.runs.unwrap_or(3), arguments.rows);
                load::run(&places, runs, rows.unwrap_or(1_000_000)).await?;
            }
            Command::Compare => compare::run(&places, &arguments).await?,
            Command::Soak => soak::run(&places, &arguments).await?,
            Command::Cancel => cancel::run(&places, &arguments).await?,
            Command::Scale => scale::run(&places, &arguments).await?,
            Command::Tasks => tasks::run(&places, &arguments).await?,
            Command::Large => large::run(&places, &arguments).await?,
            Command::Reopen => reopen::run(&places, &arguments).await?,
        }
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
