//! What Linux tells of the machine and of the browser's processes, below `/proc`.
use std::{collections::HashMap, fs, thread, time::Duration, time::Instant};

use parcours_e2e::{Failure, Outcome, Page};

/// How long a measurement waits for others to be quiet, and how much of a core they may use then.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(500);
const QUIET_CORES: f64 = 0.25;

/// Memory of a process in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub resident: u64,
    /// The most that it ever was.
    pub peak: u64,
}

/// Mean number of waiting processes in the last minute.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

/// The processor's name and the number of cores.
pub fn description() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    format!("{name}, {cores} cores")
}

/// Waits for others to be quiet, not for ever; what they still use then, in cores. To be asked while nothing of ours runs.
pub fn quiet() -> f64 {
    let started = Instant::now();
    loop {
        let before = busy_ticks();
        thread::sleep(LOOK);
        let cores = (busy_ticks() - before) as f64 / 100.0 / LOOK.as_secs_f64();
        if cores < QUIET_CORES || started.elapsed() > PATIENCE {
            return cores;
        }
    }
}

/// Hundredths of a second that all cores have worked.
fn busy_ticks() -> u64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let numbers: Vec<u64> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(1)
        .filter_map(|number| number.parse().ok())
        .collect();
    let idle: u64 = numbers.iter().skip(3).take(2).sum();
    numbers.iter().take(8).sum::<u64>() - idle
}

/// The process of `page`, its worker included: the largest renderer below its driver.
pub fn renderer(page: &Page) -> Outcome<Memory> {
    let parents = parents();
    let below = |mut process: u32| loop {
        match parents.get(&process) {
            Some(parent) if *parent == page.driver_process() => return true,
            Some(parent) => process = *parent,
            None => return false,
        }
    };
    parents
        .keys()
        .copied()
        .filter(|process| is_renderer(*process) && below(*process))
        .filter_map(memory)
        .max_by_key(|memory| memory.resident)
        .ok_or_else(|| Failure::new("the browser has no renderer"))
}

/// The browser writes its processes' arguments as one text.
fn is_renderer(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/cmdline"))
        .is_ok_and(|line| line.contains("--type=renderer"))
}

fn parents() -> HashMap<u32, u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| {
            let process: u32 = entry.file_name().to_str()?.parse().ok()?;
            let text = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name in brackets may hold anything: state and parent follow its end.
            let parent = text.rsplit_once(')')?.1.split_whitespace().nth(1)?;
            Some((process, parent.parse().ok()?))
        })
        .collect()
}

fn memory(process: u32) -> Option<Memory> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let bytes = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
        Some(kibibytes * 1024)
    };
    Some(Memory {
        resident: bytes("VmRSS:")?,
        peak: bytes("VmHWM:")?,
    })
}
