//! Runs the journeys: `e2e [part of a name]…`, in the browser that `PARCOURS_BROWSER` names (default chromium),
//! `PARCOURS_E2E_JOBS` of them at once (default 2). The last line counts them.

mod journeys;
mod runner;

use std::process::ExitCode;

use parcours_e2e::Browser;

fn main() -> ExitCode {
    let wanted = std::env::var("PARCOURS_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
    let Some(browser) = Browser::named(&wanted) else {
        eprintln!("PARCOURS_BROWSER={wanted}: there are chromium, firefox and webkit");
        return ExitCode::FAILURE;
    };
    let filters: Vec<String> = std::env::args().skip(1).collect();
    match runner::run(browser, &filters) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
