//! What the command line asks for.
use std::path::PathBuf;

use parcours_e2e::{Failure, Outcome};

pub const USAGE: &str = "usage: bench [COMMAND…] [--runs N] [--rows N] [--json FILE]
  start    a first visit, from navigation to a page that can be used
  load     a large file, from its drop to the pictures, and filters painted
  compare  the page against the same task in plain JavaScript: times, memory, and every number of both
  soak     200 files one after another, then 10,000 random filters: does memory stay where it is? (--runs: fewer files)
  cancel   how fast a load or a query is given up, and what memory is left
  scale    T1 and T2 from 10,000 events on, and the plot of docs/performance.md (--rows: up to how many)
  tasks    T4: the longest tasks of the page while opening, filtering and scrolling, also with a processor four times slower
  large    one file that is large (10,000,000 events): is it read without being in memory as a whole?
  reopen   a file that is kept, reopened: restored from the table beside it against read anew
Without a command: start and load.";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Start,
    Load,
    Compare,
    Soak,
    Cancel,
    Scale,
    Large,
    Tasks,
    Reopen,
}

impl Command {
    fn named(name: &str) -> Option<Command> {
        Some(match name {
            "start" => Command::Start,
            "load" => Command::Load,
            "compare" => Command::Compare,
            "soak" => Command::Soak,
            "cancel" => Command::Cancel,
            "scale" => Command::Scale,
            "large" => Command::Large,
            "tasks" => Command::Tasks,
            "reopen" => Command::Reopen,
            _ => return None,
        })
    }
}

/// What to measure, and how often. What is not said has a default of the command's own.
#[derive(Debug, Default)]
pub struct Arguments {
    pub commands: Vec<Command>,
    pub runs: Option<usize>,
    pub rows: Option<usize>,
    /// Where the figures are written, beside being printed.
    pub json: Option<PathBuf>,
}

impl Arguments {
    pub fn read(mut given: impl Iterator<Item = String>) -> Outcome<Arguments> {
        let mut read = Arguments::default();
        let usage = || Failure::new(USAGE);
        while let Some(word) = given.next() {
            if let Some(command) = Command::named(&word) {
                read.commands.push(command);
                continue;
            }
            let value = given.next().ok_or_else(usage)?;
            match word.as_str() {
                "--runs" => read.runs = Some(value.parse().map_err(|_| usage())?),
                "--rows" => read.rows = Some(value.parse().map_err(|_| usage())?),
                "--json" => read.json = Some(value.into()),
                _ => return Err(usage()),
            }
        }
        if read.commands.is_empty() {
            read.commands = vec![Command::Start, Command::Load];
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Command};

    fn read(line: &str) -> Option<Arguments> {
        Arguments::read(line.split_whitespace().map(str::to_owned)).ok()
    }

    #[test]
    fn commands_and_options_come_in_any_order() {
        let read = read("--rows 10 compare --runs 2 start").unwrap();
        assert_eq!(read.commands, [Command::Compare, Command::Start]);
        assert_eq!((read.rows, read.runs), (Some(10), Some(2)));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(read("comparison").is_none());
        assert!(read("compare --rows").is_none());
        assert!(read("compare --rows many").is_none());
    }
}
